"""Reading one person: fetched sealed, decided, opened only if allowed, recorded either way."""

from collections.abc import Collection
from datetime import datetime

import msgspec

from mamoru.gate.asking import Asker, Wish
from mamoru.gate.create import category_of
from mamoru.gate.door import Door
from mamoru.gate.judge import Touched, check_act, judge
from mamoru.gate.record import note
from mamoru.gate.sight import Look
from mamoru.gate.writer import Record
from mamoru.ledger.people import People
from mamoru.policy.handling import Decision, Outcome
from mamoru.vault.find import find as find_ref
from mamoru.vault.person import Held, Identity, Value
from mamoru.vault.read import export, fetch, reveal


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of one person, and the decision that allowed it."""

    ref: str
    version: int
    values: tuple[Value, ...]
    decision: Decision
    identities: tuple[Identity, ...] = ()


def read(
    door: Door, asker: Asker, wish: Wish, ref: str, *, items: Collection[str] | None = None,
    data: Collection[str] | None = None,
) -> tuple[Answer, int | None]:  # fmt: skip
    """Return the present values of the named items and categories, all of them or none.

    Raises `UnknownItemError`, `UnknownPersonError`, `HandlingRefusedError` and its kinds.
    """
    check_act(wish, "use", "provide", "entrust", "share")
    asked = [category_of(door.shelf.policy, item) for item in items or ()] + list(data or ())

    def unit(record: Record) -> Answer | Decision:
        at = door.clock()
        held = record.sight.held(look)
        decision = decided(door, record, asker, wish, held, at, asked=asked)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        values = reveal(door.keys, held)
        return Answer(ref=ref, version=held.version, values=values, decision=decision)

    look = Look(ref, None if items is None else tuple(items), None if data is None else tuple(data))
    return door.run(unit, changes=False, look=look)


def disclose(door: Door, asker: Asker, wish: Wish, ref: str) -> tuple[Answer, int | None]:
    """Return everything that is held of one person, former values too (clause 7(1), APPI 33).

    Raises `UnknownPersonError`, `InvalidValueError`, `HandlingRefusedError` and its kinds.
    """
    check_act(wish, "disclose")

    def unit(record: Record) -> Answer | Decision:
        at = door.clock()
        held = fetch(ref, history=True)
        decision = decided(door, record, asker, wish, held, at)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        found = export(door.keys, held)
        return Answer(
            ref=ref, version=held.version, values=found.values, decision=decision,
            identities=found.identities,
        )  # fmt: skip

    return door.run(unit, changes=False)


def find(door: Door, asker: Asker, wish: Wish, kind: str, value: str) -> str | None:
    """Return the ref of the person with that identifier, or `None`; both are on record.

    Asking who somebody is uses the category the identifier belongs to. Raises `InvalidValueError`,
    `HandlingRefusedError` and its kinds, and what is wrong with the identifier.
    """
    check_act(wish, "use")

    def unit(record: Record) -> tuple[str | None] | Decision:
        at = door.clock()
        ref = find_ref(door.keys, kind, value)
        data = door.shelf.policy.category_of(kind)
        held = fetch(ref, items=()) if ref else None
        standing = door.standing(record.sight, held, at) if held else None
        book = door.book_for(held, at) if held else door.shelf.book(at)
        touched = [(data, None)]
        decision = judge(book, asker, wish, touched, standing=standing, at=at)
        people = People.of([held.number]) if held else None
        note(
            record, book, asker, wish, touched, decision, at=at, people=people,
            subject=held.pseudonym if held else None, count=1 if held else 0,
        )  # fmt: skip
        return (ref,) if decision.outcome is Outcome.ALLOW else decision

    found, _ = door.run(unit, changes=False)
    return found[0]


def decided(
    door: Door, record: Record, asker: Asker, wish: Wish, held: Held, at: datetime,
    *, asked: Collection[str] = (),
) -> Decision:  # fmt: skip
    """Decide for the fetched fields of one person, and add the entry.

    Where nothing is held, the categories `asked` for decide, or all of them; one that the policy
    does not know decides always.
    """
    book = door.book_for(held, at)
    touched: list[Touched] = [(field.data, field.sensitive) for field in held.fields]
    touched = touched or [(data, None) for data in asked or book.policy.categories]
    touched += [(data, None) for data in asked if data not in book.policy.categories]
    touched = list(dict.fromkeys(touched))
    decision = judge(
        book, asker, wish, touched, standing=door.standing(record.sight, held, at), at=at
    )
    note(
        record, book, asker, wish, touched, decision, at=at, subject=held.pseudonym,
        people=People.of([held.number]),
    )  # fmt: skip
    return decision
