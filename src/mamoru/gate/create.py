"""Collecting new people (clause 1): decided for everything that is given, then stored sealed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

import msgspec

from mamoru.consent.give import agree
from mamoru.gate.about import Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.basis import joined
from mamoru.gate.door import Door
from mamoru.gate.errors import InvalidValueError, OnRecord, UnknownItemError, taken
from mamoru.gate.judge import Judged, checked, judge
from mamoru.gate.record import note
from mamoru.gate.transaction import Record
from mamoru.ledger.people import People
from mamoru.policy.handling import Decision, Outcome, Standing
from mamoru.policy.model import Policy
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.together import together
from mamoru.vault import people as vault
from mamoru.vault.errors import DuplicateIdentifierError
from mamoru.vault.person import Created, Draft, Identity, Item


class Given(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person as given: what identifies them, and values by the names of the policy's items."""

    whose: str
    residence: str | None = None
    identifiers: dict[str, str] = {}
    """Kind (`email`, `phone`, `member`, …) to value."""
    items: dict[str, str] = {}
    sensitive: dict[str, str] = {}
    """Item to the kind of sensitive information it holds."""
    agreed: bool = False
    """To the text in force; goes into the consent record."""


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """The names of people who were stored, and the decision that allowed it."""

    people: tuple[Created, ...]
    decision: Decision


def create(
    door: Door, asker: Asker, wish: Wish, given: Sequence[Given]
) -> tuple[Stored, int | None]:
    """Collect `given`, all of them or none, and return their names with the ticket of the entry.

    Raises `UnknownItemError`, `InvalidValueError`, `HandlingRefusedError` and its kinds, or
    `DuplicateIdentifierError`, which is on record as well.
    """
    wish = checked(asker, wish, "collect")
    if not given:
        raise InvalidValueError(item="people")
    policy = door.policy
    people = _new(policy, wish, given)

    def unit(record: Record) -> Stored | Decision:
        at = door.clock()
        now = door.shelf.policy(at)  # another text, if one came into force meanwhile
        told = people if now is policy else _new(now, wish, given)
        return _collect(door, record, asker, wish, told, at)

    return door.run(asker, wish, unit)


class _New(NamedTuple):
    """Somebody who is to be stored."""

    draft: Draft
    agreed: bool


def _new(policy: Policy, wish: Wish, given: Sequence[Given]) -> list[_New]:
    return [_New(_draft(policy, wish, one), agreed=one.agreed) for one in given]


def _collect(
    door: Door, record: Record, asker: Asker, wish: Wish, people: Sequence[_New], at: datetime
) -> Stored | Decision:
    book = door.shelf.book(at)
    decision, basis = _judged(book, wish, people, at)
    touched = sorted({one for new in people for one in touched_by(book.policy, new.draft)}, key=str)
    if decision.outcome is not Outcome.ALLOW:
        count = len(people)
        note(record, book, asker, wish, touched, decision, at=at, count=count, basis=basis)
        return decision
    try:
        created = vault.create_many(door.keys, [new.draft for new in people], now=at)
    except DuplicateIdentifierError as error:

        def tried(record: Record) -> None:
            note(record, book, asker, wish, touched, taken(book.token), at=at, count=0)

        raise OnRecord(error, tried) from None
    agreed = [one.number for one, new in zip(created, people, strict=True) if new.agreed]
    if agreed:
        agree(agreed, book.policy.version, now=at)
    note(
        record, book, asker, wish, touched, decision, at=at,
        subject=created[0].pseudonym if len(created) == 1 else None,
        people=People.of([one.number for one in created]),
        count=len(created), basis=basis,
    )  # fmt: skip
    return Stored(people=tuple(created), decision=decision)


def _judged(book: Rulebook, wish: Wish, people: Sequence[_New], at: datetime) -> Judged:
    """Decide once for each different combination of categories, class, residence and age."""
    found: dict[object, Judged] = {}
    for draft, agreed in people:
        touched = touched_by(book.policy, draft)
        key = (touched, draft.whose, draft.residence, agreed, draft.birth_date)
        if key not in found:
            standing = Standing(
                birth_date=draft.birth_date, agreed=agreed, whose=draft.whose,
                residence=draft.residence,
            )  # fmt: skip
            found[key] = judge(book, wish, sorted(touched, key=str), given=standing, at=at)
    every = list(found.values())
    decision = together([one.decision for one in every])
    return Judged(decision, joined(one.basis for one in every))


def touched_by(policy: Policy, draft: Draft) -> frozenset[Touched]:
    """Return the categories and sensitive kinds of everything in `draft`."""
    touched: set[Touched] = {(item.data, item.sensitive) for item in draft.items}
    touched |= {(category_of(policy, one.kind), None) for one in draft.identities}
    return frozenset(touched)


def category_of(policy: Policy, item: str) -> str:
    """Return the category an item belongs to; raises `UnknownItemError`, not repeating its name."""
    found = policy.category_of(item)
    if found is None:
        known = sorted(name for category in policy.categories.values() for name in category.items)
        raise UnknownItemError(known=", ".join(known))
    return found


def items_of(policy: Policy, wish: Wish, given: Given) -> tuple[Item, ...]:
    """Return the values of `given` with their categories; raises `UnknownItemError`."""
    for item in given.sensitive:
        if item not in given.items:
            raise InvalidValueError(item="sensitive")
    return tuple(
        Item(
            data=category_of(policy, item),
            item=item,
            value=value,
            sensitive=given.sensitive.get(item),
            source=wish.source,
        )
        for item, value in given.items.items()
    )


def _draft(policy: Policy, wish: Wish, given: Given) -> Draft:
    for kind in given.identifiers:
        category_of(policy, kind)
    return Draft(
        whose=given.whose,
        residence=given.residence,
        birth_date=day_of(given),
        identities=tuple(
            Identity(kind=kind, value=value) for kind, value in given.identifiers.items()
        ),
        items=items_of(policy, wish, given),
    )


def day_of(given: Given) -> date | None:
    """Return the birth date in `given`; raises `InvalidValueError` where it is none."""
    value = given.items.get("birth_date")
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError:
        raise InvalidValueError(item="birth_date") from None
