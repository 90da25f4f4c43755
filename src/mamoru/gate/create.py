"""Collecting new people (clause 1): decided for everything that is given, then stored sealed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

import msgspec

from mamoru.gate.about import Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.basis import joined
from mamoru.gate.door import Door
from mamoru.gate.errors import InvalidValueError, OnRecord, UnknownItemError, taken
from mamoru.gate.giving import agreed, keep_agreed
from mamoru.gate.judge import Judged, checked, judge
from mamoru.gate.kinds import category_of_name
from mamoru.gate.quarantine.hold import (
    Answered,
    Masked,
    Quarantined,
    answered,
    item_of,
    put_aside,
)
from mamoru.gate.record import note
from mamoru.gate.sift import sifted
from mamoru.gate.transaction import Record
from mamoru.ledger.people import People
from mamoru.policy.handling import Decision, Outcome, Standing
from mamoru.policy.model import Policy
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.together import together
from mamoru.vault import people as vault
from mamoru.vault.errors import DuplicateIdentifierError
from mamoru.vault.person import Created, Draft, Held, Identity, Item
from mamoru.vault.read import fetch
from mamoru.vault.withhold import Suspect


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
    quarantined: tuple[Quarantined, ...] = ()
    """Values that may be sensitive, and were not stored with the rest."""
    masked: tuple[Masked, ...] = ()


def create(
    door: Door, asker: Asker, wish: Wish, given: Sequence[Given]
) -> tuple[Stored, int | None]:
    """Collect `given`, all of them or none, and return their names with the ticket of the entry.

    What may be sensitive and is not allowed as that goes into quarantine; the rest is stored.
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
    suspects: tuple[Suspect, ...] = ()
    refused: tuple[Answered, ...] = ()
    masked: tuple[str, ...] = ()

    @property
    def standing(self) -> Standing:
        """Return the state in which decisions see somebody who is not held yet."""
        return Standing(
            birth_date=self.draft.birth_date, agreed=self.agreed, whose=self.draft.whose,
            residence=self.draft.residence,
        )  # fmt: skip

    def answered(self, book: Rulebook, wish: Wish, at: datetime) -> "_New":
        """Return the same with each suspect either among what is stored, or refused."""
        if not self.suspects:
            return self
        found = answered(book, wish, self.suspects, given=self.standing, at=at)
        allowed = tuple(item_of(one.suspect) for one in found if one.is_allowed)
        draft = msgspec.structs.replace(self.draft, items=self.draft.items + allowed)
        return self._replace(draft=draft, refused=tuple(one for one in found if not one.is_allowed))


def _new(policy: Policy, wish: Wish, given: Sequence[Given]) -> list[_New]:
    return [_sifted(policy, draft_of(policy, wish, one), agreed=one.agreed) for one in given]


def _sifted(policy: Policy, draft: Draft, *, agreed: bool) -> _New:
    clean, suspects, masked = sifted(policy, draft.items)
    kept = msgspec.structs.replace(draft, items=clean)
    return _New(kept, agreed=agreed, suspects=suspects, masked=masked)


def _collect(
    door: Door, record: Record, asker: Asker, wish: Wish, people: Sequence[_New], at: datetime
) -> Stored | Decision:
    book = door.shelf.book(at)
    people = [new.answered(book, wish, at) for new in people]
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
    agreements = agreed(
        book.policy, [one for one, new in zip(created, people, strict=True) if new.agreed], at
    )
    quarantined = put_aside(door, record, asker, wish, book, _refused(created, people), at)
    note(
        record, book, asker, wish, touched, decision, at=at,
        subject=created[0].pseudonym if len(created) == 1 else None,
        people=People.of([one.number for one in created]),
        count=len(created), basis=basis,
        choices=tuple(sorted(one.commitment for one in agreements)),
    )  # fmt: skip
    keep_agreed(record, agreements)
    masked = [
        Masked(person=one.ref, item=item)
        for one, new in zip(created, people, strict=True)
        for item in new.masked
    ]
    return Stored(
        people=tuple(created), decision=decision, quarantined=tuple(quarantined),
        masked=tuple(masked),
    )  # fmt: skip


def _refused(created: Sequence[Created], people: Sequence[_New]) -> list[tuple[Held, Answered]]:
    """Return what is to go into quarantine, with whom it is about."""
    found = []
    for one, new in zip(created, people, strict=True):
        if new.refused:
            held = fetch(one.ref, items=())
            found += [(held, answer) for answer in new.refused]
    return found


def _judged(book: Rulebook, wish: Wish, people: Sequence[_New], at: datetime) -> Judged:
    """Decide once for each different combination of categories, class, residence and age."""
    found: dict[object, Judged] = {}
    for new in people:
        draft = new.draft
        touched = touched_by(book.policy, draft)
        key = (touched, draft.whose, draft.residence, new.agreed, draft.birth_date)
        if key not in found:
            found[key] = judge(book, wish, sorted(touched, key=str), given=new.standing, at=at)
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
    found = category_of_name(policy, item)
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


def draft_of(policy: Policy, wish: Wish, given: Given) -> Draft:
    """Return whom the vault is to store; raises `UnknownItemError`, `InvalidValueError`."""
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
