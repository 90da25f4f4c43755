"""Whom the events of one unit are about: looked up together, and stored together where new."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from mamoru.consent.queries import Row, of_people
from mamoru.consent.standing import standing_now
from mamoru.gate.about import About
from mamoru.gate.door import Door
from mamoru.gate.observing.event import FOREIGN, Observed, Told
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Standing
from mamoru.policy.rulebook import Rulebook
from mamoru.vault.people import create_many
from mamoru.vault.person import Draft, Held, Identity
from mamoru.vault.sealing import PersonSeal
from mamoru.vault.visitors import held_by

VISITOR = "cookie_id"
"""Kind of identifier by which somebody who is known by a cookie only is found."""
CHUNK = 900
Name = tuple[str, str]
"""Kind and value of an identifier."""


class Who:
    """Somebody whom events are about: held, or to be stored if anything is kept."""

    __slots__ = ("_chosen", "_seal", "book", "held", "name", "whom", "whose")

    def __init__(
        self, name: Name, whose: str, held: Held | None, whom: About | Standing, book: Rulebook,
        chosen: Sequence[Row],
    ) -> None:  # fmt: skip
        self.name = name
        self.whose = whose
        self.held = held
        self.whom = whom
        self.book = book
        self._chosen = chosen
        self._seal: PersonSeal | None = None

    def told(self, told: Told) -> Told:
        """Return what came with an event, with a receipt only if it is nothing of theirs.

        Of one that is theirs their own record says what still stands.
        """
        if told.receipt is None:
            return told
        theirs = {one for row in self._chosen for one in (row.reference, row.giving)}
        return told._replace(receipt=None if told.receipt in theirs else FOREIGN)

    def seal(self, door: Door) -> PersonSeal:
        """Return the seal of whoever is held, opened once in a unit."""
        if self._seal is None:
            assert self.held is not None  # noqa: S101 - whoever has something kept was stored
            self._seal = door.keys.person(self.held)
        return self._seal


class Crowd:
    """Everybody whom some events are about, as one transaction sees them."""

    def __init__(
        self, door: Door, record: Record, events: Sequence[Observed], at: datetime
    ) -> None:
        self._door, self._record, self._at = door, record, at
        self._book = door.shelf.book(at)
        self._is_plain = self._book.policy.binds_everyone and not door.shelf.waits(at)
        named: dict[str, set[str]] = {}
        for event in events:
            for kind, value in _names(event):
                named.setdefault(kind, set()).add(value)
        self._held: dict[Name, Held] = {
            (kind, value): held
            for kind, values in named.items()
            for value, held in held_by(door.keys, kind, values).items()
        }
        self._choices = _choices(held.number for held in self._held.values())
        self._whos: dict[Name, Who] = {}

    def of(self, event: Observed) -> Who | None:
        """Return whom an event is about: the member it names, else the visitor; or nobody."""
        if event.member is not None and event.member in self._held:
            return self.who(event.member, event.whose)
        if event.visitor is None:
            return None
        return self.who((VISITOR, event.visitor), event.whose)

    def who(self, name: Name, whose: str) -> Who:
        """Return who is found by `name`, or who would be stored under it."""
        found = self._whos.get(name)
        if found is None:
            held = self._held.get(name)
            whom = Standing(whose=whose) if held is None else self._whom(held)
            book = whom.book if isinstance(whom, About) else self._book
            chosen = self._choices.get(held.number, []) if held else []
            found = self._whos[name] = Who(name, whose, held, whom, book, chosen)
        return found

    def _whom(self, held: Held) -> About | Standing:
        """Return the state of somebody, by a shorter way than the door's where that is the same.

        Under a text that binds everyone and waits for nobody, it is what they chose.
        """
        rows = self._choices.get(held.number, [])
        is_plain = self._is_plain and not (
            held.birth_date or held.use_suspended or held.provision_suspended or held.left_at
        )
        if not is_plain:
            return self._door.about(self._record, held, self._at, choices=rows)
        if not rows:
            return Standing(whose=held.whose, residence=held.residence)
        chosen = standing_now(rows, now=self._at)
        standing = Standing(
            consents=chosen.consents, refusals=chosen.refusals, opted_in=chosen.opted_in,
            agreed=chosen.agreed, whose=held.whose, residence=held.residence,
        )  # fmt: skip
        return About(held=held, book=self._book, standing=standing, at=self._at)

    def store(self, whos: Iterable[Who]) -> None:
        """Store those who are new; raises `DuplicateIdentifierError` where another was quicker."""
        new = list({who.name: who for who in whos if who.held is None}.values())
        if not new:
            return
        drafts = [
            Draft(whose=who.whose, identities=(Identity(kind=who.name[0], value=who.name[1]),))
            for who in new
        ]
        create_many(self._door.keys, drafts, now=self._at)
        found = held_by(self._door.keys, VISITOR, [who.name[1] for who in new])
        for who in new:
            who.held = found[who.name[1]]


def _names(event: Observed) -> list[Name]:
    visitor = [(VISITOR, event.visitor)] if event.visitor is not None else []
    return visitor if event.member is None else [event.member, *visitor]


def _choices(numbers: Iterable[int]) -> dict[int, list[Row]]:
    wanted = sorted(set(numbers))
    found: dict[int, list[Row]] = {}
    for at in range(0, len(wanted), CHUNK):
        found |= of_people(wanted[at : at + CHUNK])
    return found
