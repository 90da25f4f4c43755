"""What a person sees on their own pages: what is held and why, one value, and what was done.

Each is decided and on record as a request for it would be (clause 7, APPI 32 to 34). The page is
itself the answer that such a request is owed, so nothing is left open by looking.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime

import msgspec

from mamoru.gate.about import About, Touched
from mamoru.gate.asking import PORTAL, RECALL, SEARCH, Asker, Wish
from mamoru.gate.create import category_of
from mamoru.gate.door import Door
from mamoru.gate.errors import InvalidValueError
from mamoru.gate.judge import checked, judge, to_the_person
from mamoru.gate.observing.history import gathered
from mamoru.gate.read import everything
from mamoru.gate.record import note
from mamoru.gate.retention import periods_of
from mamoru.gate.sight import Look
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import Entry, Handled
from mamoru.ledger.trace import Recorded, recorded, tickets_of
from mamoru.policy.handling import Decision, Outcome
from mamoru.policy.model import Kind
from mamoru.vault.files import categories_of
from mamoru.vault.person import Value
from mamoru.vault.read import fetch, identities, kinds_of, reveal
from mamoru.vault.withhold import of_person

ANSWERED = ("answer_record",)
"""Evidence that the entry itself is: whoever looks is answered by what they see."""
TOGETHER = 20
"""Entries of one page, but for those of looking at one's own pages."""
MOST_READ = 400
"""Entries of one page with those."""
LOOKING = frozenset(["explain_purpose", "disclose", "disclose_records", RECALL, SEARCH])
"""What a person does by looking at their own pages."""


class HeldValue(msgspec.Struct, frozen=True, kw_only=True):
    """That a value is held, and since when; not the value."""

    item: str
    source: str | None
    collected_at: datetime
    is_sensitive: bool
    former: int
    """How many earlier values are kept beside it."""


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """A purpose for which a category may be used, by a clause."""

    purpose: str
    clause: str
    is_allowed: bool
    """Whether it is allowed of this person, as they chose until now."""


class KeptUntil(msgspec.Struct, frozen=True, kw_only=True):
    """How long the policy keeps a category; `until` is unknown before the time begins."""

    ja: str
    en: str
    until: date | None


class HeldCategory(msgspec.Struct, frozen=True, kw_only=True):
    """What is held of one category."""

    data: str
    values: tuple[HeldValue, ...]
    identifiers: tuple[str, ...]
    events: int
    has_files: bool
    quarantined: int
    uses: tuple[Use, ...]
    kept: tuple[KeptUntil, ...]


class Inventory(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is held of a person, without a value of it."""

    since: datetime
    categories: tuple[HeldCategory, ...]
    use_suspended: bool
    provision_suspended: bool
    decision: Decision


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """The values of one item, the newest first, and by which decision they are shown."""

    values: tuple[Value, ...]
    decision: Decision


class TracePage(msgspec.Struct, frozen=True, kw_only=True):
    """Some of the entries that touched a person, the newest first."""

    entries: tuple[Recorded, ...]
    before: int | None
    """Ticket before which the next page goes on; `None` where there is no more."""
    tickets: tuple[int, ...]
    """Of every entry that touched the person."""


def inventory(door: Door, asker: Asker, wish: Wish, ref: str) -> Inventory:
    """Return what is held of a person and for which purposes; it is decided and on record.

    Raises `UnknownPersonError`, `HandlingRefusedError` and its kinds.
    """
    wish = to_the_person(door.policy, checked(asker, wish, "explain_purpose"))

    def unit(record: Record) -> Inventory | Decision:
        about = door.about(record, fetch(ref, history=True), door.clock())
        observed = gathered(about)
        touched = list(dict.fromkeys([*everything(about), *observed.touched]))
        decision = _decided(record, asker, wish, touched, about)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        events: dict[str, int] = {}
        for row in observed.rows:
            for data in row.data.split(" "):
                events[data] = events.get(data, 0) + 1
        return _listed(about, events, decision)

    return door.run(asker, wish, unit, ref=ref, changes=False)[0]


def open_item(door: Door, asker: Asker, wish: Wish, ref: str, data: str, item: str) -> Opened:
    """Return what is held of one item, former values too; it is decided and on record.

    Raises `InvalidValueError`, `UnknownPersonError`, `HandlingRefusedError` and its kinds.
    """
    wish = to_the_person(door.policy, checked(asker, wish, "disclose"))
    if data not in door.policy.categories:
        raise InvalidValueError(item="data")

    def unit(record: Record) -> Opened | Decision:
        held = fetch(ref, items=(item,), data=(data,), history=True)
        about = door.about(record, held, door.clock())
        found: list[Touched] = [(one.data, one.sensitive) for one in held.fields]
        touched = list(dict.fromkeys(found)) or [(data, None)]
        decision = _decided(record, asker, wish, touched, about)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        values = sorted(reveal(door.keys, held), key=lambda one: one.version, reverse=True)
        return Opened(values=tuple(values), decision=decision)

    return door.run(asker, wish, unit, ref=ref, changes=False)[0]


def open_identifier(
    door: Door, asker: Asker, wish: Wish, ref: str, kind: str
) -> tuple[tuple[str, ...], Decision]:
    """Return what a person is found by, of one kind; it is decided and on record.

    Raises as `open_item` does.
    """
    wish = to_the_person(door.policy, checked(asker, wish, "disclose"))
    data = category_of(door.policy, kind)

    def unit(record: Record) -> tuple[tuple[str, ...], Decision] | Decision:
        about = door.about(record, fetch(ref, items=()), door.clock())
        decision = _decided(record, asker, wish, [(data, None)], about)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        found = identities(door.keys, about.held, only=kind)
        return tuple(one.value for one in found), decision

    return door.run(asker, wish, unit, ref=ref, changes=False)[0]


def trace_page(
    door: Door, asker: Asker, wish: Wish, ref: str, *, before: int | None = None,
    only: Collection[int] | None = None,
) -> TracePage:  # fmt: skip
    """Return the entries that touched a person, a page before the ticket `before`.

    With `only`, those of these tickets that are about the person. The question is decided and on
    record. Raises `UnknownPersonError`, `HandlingRefusedError` and its kinds.
    """
    wish = to_the_person(door.policy, checked(asker, wish, "disclose_records"))
    look = Look(ref, items=())

    def unit(record: Record) -> TracePage | Decision:
        about = door.about(record, record.sight.held(look), door.clock())
        touched: list[Touched] = [(next(iter(about.book.policy.categories)), None)]
        decision = _decided(record, asker, wish, touched, about)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        every = tickets_of(record.cursor, about.held.number)
        tickets = [
            one for one in reversed(every)
            if (before is None or one < before) and (only is None or one in only)
        ]  # fmt: skip
        shown = _page(record, tickets)
        is_more = len(tickets) > len(shown)
        return TracePage(
            entries=tuple(shown), tickets=tuple(every),
            before=shown[-1].ticket if is_more else None,
        )  # fmt: skip

    return door.run(asker, wish, unit, ref=ref, changes=False, look=look)[0]


def is_own_look(entry: Entry) -> bool:
    """Tell whether an entry is that somebody looked at their own pages."""
    return isinstance(entry, Handled) and entry.caller == PORTAL.system and entry.act in LOOKING


def _page(record: Record, tickets: Sequence[int]) -> list[Recorded]:
    """Return the entries of one page: so many that are more than a look of one's own."""
    shown: list[Recorded] = []
    counted = 0
    for at in range(0, min(len(tickets), MOST_READ), TOGETHER):
        for one in recorded(record.cursor, tickets[at : at + TOGETHER]):
            shown.append(one)
            counted += not is_own_look(one.entry)
            if counted == TOGETHER:
                return shown
    return shown


def _decided(
    record: Record, asker: Asker, wish: Wish, touched: Sequence[Touched], about: About
) -> Decision:
    decision, basis = judge(about.book, wish, touched, about=about, at=about.at)
    note(
        record, about.book, asker, wish, touched, decision, at=about.at, about=about,
        subject=about.held.pseudonym, people=about.people, basis=basis, shows=ANSWERED,
    )  # fmt: skip
    return decision


def _listed(about: About, events: dict[str, int], decision: Decision) -> Inventory:
    policy, number = about.book.policy, about.held.number
    kinds: dict[str, list[str]] = {}
    for kind in kinds_of(about.held):
        kinds.setdefault(category_of(policy, kind), []).append(kind)
    files, aside = categories_of(number), [one.data for one in of_person(number)]
    there = {one.data for one in about.held.fields} | {*kinds, *events, *files, *aside}
    return Inventory(
        since=about.held.created_at, decision=decision,
        use_suspended=about.held.use_suspended,
        provision_suspended=about.held.provision_suspended,
        categories=tuple(
            HeldCategory(
                data=data, values=_values(about, data),
                identifiers=tuple(sorted(kinds.get(data, ()))),
                events=events.get(data, 0), has_files=data in files,
                quarantined=aside.count(data), uses=_uses(about, data),
                kept=tuple(
                    KeptUntil(ja=one.word.ja, en=one.word.en, until=until)
                    for one, until in periods_of(about, data)
                ),
            )
            for data in policy.categories if data in there
        ),
    )  # fmt: skip


def _values(about: About, data: str) -> tuple[HeldValue, ...]:
    fields = [one for one in about.held.fields if one.data == data]
    items = dict.fromkeys(one.item for one in fields)
    found = []
    for item in items:
        of_item = [one for one in fields if one.item == item]
        now = max(of_item, key=lambda one: one.version)
        found.append(
            HeldValue(
                item=item, source=now.source, collected_at=now.collected_at,
                is_sensitive=bool(now.sensitive), former=len(of_item) - 1,
            )
        )  # fmt: skip
    return tuple(found)


def _uses(about: About, data: str) -> tuple[Use, ...]:
    """Return the purposes that permit using a category, each decided for this person."""
    found: dict[str, Use] = {}
    for rule in about.book.rules:
        purposes = rule.accepts.get("purpose", frozenset())
        is_for = data in rule.accepts.get("data", {data}) and "use" in rule.accepts.get("act", ())
        if rule.kind is not Kind.PERMIT or rule.of_law or not is_for:
            continue
        for purpose in about.book.policy.purposes:
            if purpose in purposes and purpose not in found:
                wish = Wish(act="use", purpose=purpose)
                judged = judge(about.book, wish, [(data, None)], about=about, at=about.at)
                found[purpose] = Use(
                    purpose=purpose, clause=rule.cite,
                    is_allowed=judged.decision.outcome is Outcome.ALLOW,
                )  # fmt: skip
    return tuple(found.values())
