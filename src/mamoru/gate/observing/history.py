"""Reading what was observed: of one person, and of everybody on one day, for a purpose.

A member's history has what was observed of the visitors who are linked to them, while they are. An
event is read for a purpose that it was kept for, and of it what is for that purpose.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from django.conf import settings

from mamoru.consent.queries import of_people
from mamoru.events import links, stored
from mamoru.events.queries import Row
from mamoru.gate.about import About, Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.errors import InvalidValueError
from mamoru.gate.judge import checked, judge, to_the_person
from mamoru.gate.observing.resting import purposes_of, usable
from mamoru.gate.observing.stitch import Linked, shown
from mamoru.gate.record import decided, note
from mamoru.gate.sight import Look
from mamoru.gate.transaction import Record
from mamoru.ledger.people import People
from mamoru.policy.handling import Decision, Outcome
from mamoru.vault.keyring import Keyring
from mamoru.vault.person import Held
from mamoru.vault.read import fetch_many, refs_of

CHUNK = 900
LOT = 1_000
"""People of a day who are read in one transaction."""
LOWEST = -1
"""Less than the number of anybody."""


class Occurrence(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened, as far as it was kept."""

    ref: str
    """The person, or the visitor who is linked to them."""
    event: str
    at: str
    purposes: tuple[str, ...]
    properties: dict[str, Any]


class History(msgspec.Struct, frozen=True, kw_only=True):
    """What was observed of one person, with the decision that allowed it."""

    ref: str
    events: tuple[Occurrence, ...]
    links: tuple[Linked, ...]
    decision: Decision


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of one person and of those linked to them, still sealed."""

    rows: tuple[Row, ...]
    held: dict[int, Held]
    links: tuple[Linked, ...]

    @property
    def touched(self) -> list[Touched]:
        """Return the categories that they hold."""
        found = dict.fromkeys(data for row in self.rows for data in row.data.split(" "))
        return [(data, None) for data in found]


def folder() -> Path:
    """Return where files of events are."""
    return Path(settings.HOME) / "events"


def gathered(about: About, *, purpose: str | None = None) -> Gathered:
    """Return what is stored of somebody: all of it, or what may be used for `purpose`."""
    number = about.held.number
    rows = stored.of_people(folder(), [number, *links.visitors_of(number)])
    held = held_among({row.person for row in rows} - {number}) | {number: about.held}
    if purpose is not None:
        rows = usable(about.book, rows, held, purpose, about.at)
    return Gathered(rows=tuple(rows), held=held, links=shown(links.links_of(number)))


def in_clear(
    keys: Keyring, rows: Iterable[Row], held: dict[int, Held], *, purpose: str | None = None
) -> Iterator[Occurrence]:
    """Yield rows in clear: what is for `purpose`, or everything."""
    seals = {number: keys.person(one) for number, one in held.items()}
    for row in rows:
        event, at, parts = _decode(seals[row.person].open_event(row.day, row.sealed))
        properties: dict[str, Any] = {}
        for purposes, found in parts:
            if purpose is None or purposes is None or purpose in purposes:
                properties |= found
        yield Occurrence(
            ref=held[row.person].ref, event=event, at=at, purposes=purposes_of(row),
            properties=properties,
        )  # fmt: skip


def history(door: Door, asker: Asker, wish: Wish, ref: str) -> tuple[History, int | None]:
    """Return what was observed of one person: for a purpose, or all of it at their own request.

    Raises `UnknownPersonError`, `InvalidValueError`, `HandlingRefusedError` and its kinds.
    """
    wish = checked(asker, wish, "use", "disclose")
    if wish.act == "disclose":
        wish = to_the_person(door.policy, wish)
    purpose = wish.purpose if wish.act == "use" else None
    look = Look(ref, items=())

    def unit(record: Record) -> History | Decision:
        about = door.about(record, record.sight.held(look), door.clock())
        found = gathered(about, purpose=purpose)
        decision = decided(record, asker, wish, found.touched or about.categories, about)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        events = in_clear(door.keys, found.rows, found.held, purpose=purpose)
        return History(
            ref=ref, events=tuple(sorted(events, key=lambda one: one.at)), links=found.links,
            decision=decision,
        )  # fmt: skip

    return door.run(asker, wish, unit, ref=ref, changes=False, look=look)


def by_day(
    door: Door, asker: Asker, wish: Wish, day: date
) -> tuple[Iterator[Occurrence], int | None]:
    """Return what was observed on a day of everybody of whom it may be used for the purpose now.

    It is read in lots of people, each in a transaction of its own, so that nobody else waits long:
    who took consent back is not among those who are read after that. One entry for each distinct
    answer of a lot is on record before the first event of it is read; the ticket is that of the
    first lot. Raises `InvalidValueError` where no purpose is named, and `HandlingRefusedError`.
    """
    wish = checked(asker, wish, "use")
    if wish.purpose is None:
        raise InvalidValueError(item="purpose")
    lots = _lots(door, asker, wish, day.toordinal())
    first, ticket = next(lots)
    every = chain([first], (found for found, _ in lots))
    purpose = wish.purpose
    return chain.from_iterable(
        in_clear(door.keys, found.rows, found.held, purpose=purpose) for found in every
    ), ticket


def _lots(door: Door, asker: Asker, wish: Wish, day: int) -> Iterator[tuple["_Usable", int | None]]:
    """Yield what may be read of a day, some people after the others; one lot at least."""
    after: int | None = LOWEST
    while after is not None:
        lot = _Lot(door, asker, wish, day, after)
        found, ticket = door.run(asker, wish, lot.read, changes=False)
        yield found, ticket
        after = lot.last


class _Lot:
    """The next people of whom there are events of a day."""

    def __init__(self, door: Door, asker: Asker, wish: Wish, day: int, after: int) -> None:
        self._door, self._asker, self._wish, self._day = door, asker, wish, day
        self._after = after
        self.last: int | None = None
        """The last of them, where there may be more."""

    def read(self, record: Record) -> "_Usable | Decision":
        """Decide about them, put that on record, and return what may be read."""
        at, purpose = self._door.clock(), self._wish.purpose
        people = stored.people_on(self._day, self._after, LOT)
        self.last = people[-1] if len(people) == LOT else None
        rows = stored.of_day(folder(), self._day, people) if people else []
        held = held_among({row.person for row in rows})
        rows = usable(self._door.shelf.book(at), rows, held, purpose or "", at)
        found = _Usable(rows, held)
        allowed = _allowed(self._door, record, self._asker, self._wish, found, at)
        return _Usable([row for row in rows if row.person in allowed], allowed)


class _Usable(NamedTuple):
    """Rows of a day, and whose they are."""

    rows: list[Row]
    held: dict[int, Held]


def _allowed(
    door: Door, record: Record, asker: Asker, wish: Wish, found: _Usable, at: datetime
) -> dict[int, Held]:
    """Decide for everybody, put the answers on record, and return whose events may be used."""
    asked: dict[int, set[str]] = {}
    for row in found.rows:
        asked.setdefault(row.person, set()).update(row.data.split(" "))
    held = {number: found.held[number] for number in sorted(asked) if number in found.held}
    choices = {
        number: rows for some in _chunks(list(held)) for number, rows in of_people(some).items()
    }
    answers: dict[object, tuple[About, list[Touched], Any, list[int]]] = {}
    for number, one in held.items():
        about = door.about(record, one, at, choices=choices[number])
        touched: list[Touched] = [(data, None) for data in sorted(asked[number])]
        judged = judge(about.book, wish, touched, about=about, at=at)
        key = (judged.decision, judged.basis.parts)
        answers.setdefault(key, (about, touched, judged, []))[3].append(number)
    allowed: dict[int, Held] = {}
    for about, touched, judged, numbers in answers.values():
        people = People.of(numbers)
        note(
            record, about.book, asker, wish, touched, judged.decision, at=at, people=people,
            subject=held[numbers[0]].pseudonym if len(numbers) == 1 else None,
            count=len(numbers), basis=judged.basis,
        )  # fmt: skip
        if judged.decision.outcome is Outcome.ALLOW:
            allowed |= {number: held[number] for number in numbers}
    return allowed


def held_among(numbers: Collection[int]) -> dict[int, Held]:
    """Return those of `numbers` who are held, without fields."""
    found: dict[int, Held] = {}
    for some in _chunks(sorted(numbers)):
        known = fetch_many(list(refs_of(some).values()), items=())
        found |= {held.number: held for held in known.values()}
    return found


def _chunks(values: Sequence[int]) -> list[list[int]]:
    return [list(values[at : at + CHUNK]) for at in range(0, len(values), CHUNK)]


_decode = msgspec.json.Decoder(
    tuple[str, str, list[tuple[list[str] | None, dict[str, Any]]]]
).decode
