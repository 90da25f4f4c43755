"""Reading one person: fetched sealed, decided, opened only if allowed, recorded either way."""

from collections.abc import Collection
from datetime import datetime
from itertools import product

import msgspec

from mamoru.gate.about import About, Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.correspondence import InquiryTold, told_of, touched_by
from mamoru.gate.create import category_of
from mamoru.gate.door import Door, Then
from mamoru.gate.judge import Judged, checked, judge, to_the_person
from mamoru.gate.leaving import Recorder, decided_to_leave
from mamoru.gate.observing.history import Occurrence, gathered, in_clear
from mamoru.gate.observing.stitch import Linked
from mamoru.gate.recipients import receiving, toward
from mamoru.gate.record import decided, note
from mamoru.gate.sight import Look
from mamoru.gate.transaction import Record
from mamoru.ledger.trace import tickets_of
from mamoru.policy.handling import Decision, Outcome, Standing
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.words import RESIDENCES
from mamoru.vault.files import FileKept, categories_of, files_of
from mamoru.vault.find import find as find_ref
from mamoru.vault.person import Identity, Value
from mamoru.vault.read import export, fetch, kinds_of, reveal
from mamoru.vault.withhold import of_person, opened


class InQuarantine(msgspec.Struct, frozen=True, kw_only=True):
    """A value in quarantine, as the person it is about may see it."""

    ref: str
    data: str
    item: str
    value: str
    sensitive: tuple[str, ...]
    source: str | None
    held_at: datetime
    purge_at: datetime


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of one person, and the decision that allowed it."""

    ref: str
    version: int
    values: tuple[Value, ...]
    decision: Decision
    identities: tuple[Identity, ...] = ()
    withheld: tuple[InQuarantine, ...] = ()
    """What is in quarantine about the person, in a disclosure."""
    events: tuple[Occurrence, ...] = ()
    """What was observed of the person, and of visitors who are linked to them."""
    links: tuple[Linked, ...] = ()
    files: tuple[FileKept, ...] = ()
    """Where everything is disclosed; their contents are handed out one by one."""
    inquiries: tuple[InquiryTold, ...] = ()
    """What they asked the company, and were answered, in a disclosure."""


class Disclosed(Answer, frozen=True, kw_only=True):
    """Everything that is held of one person."""

    tickets: tuple[int, ...]
    """Of the entries that touched the person until then: from whom their information came."""


def read(
    door: Door, asker: Asker, wish: Wish, ref: str, *, items: Collection[str] | None = None,
    data: Collection[str] | None = None, leaving: Recorder | None = None,
) -> tuple[Answer, int | None]:  # fmt: skip
    """Return the present values of the named items and categories, all of them or none.

    Whatever leaves goes to a party of the register, and `leaving` records it in the same
    transaction. Raises `UnknownItemError`, `InvalidValueError`, `UnknownPersonError`,
    `HandlingRefusedError` and its kinds.
    """
    wish = checked(asker, wish, "use", "provide", "entrust", "share")
    asked = [category_of(door.policy, item) for item in items or ()] + list(data or ())
    look = Look(ref, None if items is None else tuple(items), None if data is None else tuple(data))

    def unit(record: Record) -> Answer | Decision:
        at = door.clock()
        meant = receiving(door, record, asker, wish, None if data else items, at)
        about = toward(door.about(record, record.sight.held(look), at), meant)
        touched = _touched(about, asked)
        held = [field.item for field in about.held.fields]
        decision = decided_to_leave(record, asker, meant, touched, about, held, leaving)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        values = reveal(door.keys, about.held)
        return Answer(ref=ref, version=about.held.version, values=values, decision=decision)

    return door.run(asker, wish, unit, ref=ref, changes=leaving is not None, look=look)


def _touched(about: About, asked: Collection[str]) -> list[Touched]:
    """Return what a reading is decided for: what is held of what was asked for, and what is not.

    Where nothing was asked for by name, it is what is held, or every category.
    """
    found: list[Touched] = [(field.data, field.sensitive) for field in about.held.fields]
    held = {data for data, _ in found}
    found += [(data, None) for data in asked if data not in held]
    return list(dict.fromkeys(found)) or about.categories


def disclose(
    door: Door, asker: Asker, wish: Wish, ref: str, *, then: Then[Disclosed] | None = None
) -> tuple[Disclosed, int | None]:
    """Return everything that is held of one person, former values too (clause 7(1), APPI 33).

    `then` stores in the same transaction what becomes of it.
    Raises `UnknownPersonError`, `InvalidValueError`, `HandlingRefusedError` and its kinds.
    """
    wish = to_the_person(door.policy, checked(asker, wish, "disclose"))

    def unit(record: Record) -> Disclosed | Decision:
        about = door.about(record, fetch(ref, history=True), door.clock())
        observed = gathered(about)
        written = touched_by(about.book.policy, ref)
        touched = list(dict.fromkeys([*everything(about), *observed.touched, *written]))
        decision = decided(record, asker, wish, touched, about)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        found = export(door.keys, about.held)
        events = in_clear(door.keys, observed.rows, observed.held)
        return Disclosed(
            ref=ref, version=about.held.version, values=found.values, decision=decision,
            identities=found.identities, withheld=_withheld(door, about),
            links=observed.links,
            events=tuple(sorted(events, key=lambda one: one.at)),
            files=files_of(door.keys, about.held), inquiries=told_of(door, ref),
            tickets=tuple(tickets_of(record.cursor, about.held.number)),
        )  # fmt: skip

    return door.run(asker, wish, unit, ref=ref, changes=False, then=then)


def _withheld(door: Door, about: About) -> tuple[InQuarantine, ...]:
    return tuple(
        InQuarantine(
            ref=one.ref, data=one.data, item=one.item,
            value=opened(door.keys, about.held, one).value, sensitive=one.sensitive,
            source=one.source, held_at=one.held_at, purge_at=one.purge_at,
        )
        for one in of_person(about.held.number)
    )  # fmt: skip


def everything(about: About) -> list[Touched]:
    """Return the categories of all that is held: values, identifiers, files, quarantine."""
    named: list[Touched] = [
        (category_of(about.book.policy, kind), None) for kind in kinds_of(about.held)
    ]
    aside: list[Touched] = [
        (one.data, word) for one in of_person(about.held.number) for word in one.sensitive
    ]
    files: list[Touched] = [(data, None) for data in categories_of(about.held.number)]
    return list(dict.fromkeys([*about.categories, *named, *files, *aside]))


def find(door: Door, asker: Asker, wish: Wish, kind: str, value: str) -> str | None:
    """Return the ref of the person with that identifier, or `None`; both are on record.

    Asking who somebody is uses the category the identifier belongs to. It is decided first without
    anybody in view, so a refusal tells nothing of who exists; who may not be found because of
    their own state is `None` as well. Raises `InvalidValueError`, `HandlingRefusedError` and its
    kinds, and what is wrong with the identifier.
    """
    wish = checked(asker, wish, "use")
    touched: list[Touched] = [(category_of(door.policy, kind), None)]

    def unit(record: Record) -> tuple[str | None] | Decision:
        at = door.clock()
        book = door.shelf.book(at)
        decision, basis = _for_anybody(book, wish, touched, at)
        ref = find_ref(door.keys, kind, value) if decision.outcome is Outcome.ALLOW else None
        if ref is None:
            note(record, book, asker, wish, touched, decision, at=at, count=0, basis=basis)
            return (None,) if decision.outcome is Outcome.ALLOW else decision
        about = door.about(record, fetch(ref, items=()), at)
        is_allowed = decided(record, asker, wish, touched, about).outcome is Outcome.ALLOW
        return (ref if is_allowed else None,)

    found, _ = door.run(asker, wish, unit, changes=False)
    return found[0]


def _for_anybody(book: Rulebook, wish: Wish, touched: list[Touched], at: datetime) -> Judged:
    """Return whether somebody might be found: allowed for any class of person, whatever they chose.

    Nobody's own state takes part.
    """
    opted_in = frozenset([wish.purpose or ""])
    for whose, residence in product((None, *book.policy.people), (None, *RESIDENCES)):
        anybody = Standing(whose=whose, residence=residence, agreed=True, opted_in=opted_in)
        judged = judge(book, wish, touched, given=anybody, at=at)
        if judged.decision.outcome is Outcome.ALLOW:
            return judged
    return judge(book, wish, touched, given=Standing(), at=at)
