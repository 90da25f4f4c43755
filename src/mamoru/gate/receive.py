"""Receiving rows about people from somebody else (clause 1(3)): matched, decided, stored, recorded.

One call is one transaction, which it shares with no other unit. The steps of its unit:

1. find whom the rows are about, by blind index (`matching`), and lock those who are known;
2. decide: once for each different combination of what a decision rests on;
3. store new people in bulk, and give known people the values as new ones;
4. record: one entry for each different answer, with the set of people it touched;
5. let the caller note beside it how far it came (`Receiving.beside`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from mamoru.consent import queries as consent
from mamoru.gate.about import About, Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.basis import Basis, joined
from mamoru.gate.door import Door
from mamoru.gate.incoming import Line
from mamoru.gate.judge import Judged, checked, judge
from mamoru.gate.matching import HELD, REFUSED, Rejected, matched
from mamoru.gate.quarantine.arriving import looked_through, settle_suspects
from mamoru.gate.quarantine.hold import Answered
from mamoru.gate.record import note
from mamoru.gate.transaction import Record
from mamoru.ledger.people import People
from mamoru.policy.handling import Decision, Outcome, Standing
from mamoru.policy.rulebook import Rulebook
from mamoru.vault.change import add_many
from mamoru.vault.errors import DuplicateIdentifierError
from mamoru.vault.errors import EpochMovedError as EpochMovedError  # whoever seals has to know it
from mamoru.vault.people import store_sealed
from mamoru.vault.person import Held

ATTEMPTS = 4
"""How often rows are taken in where others store the same people at the same time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of the rows of one call; people by their numbers."""

    created: tuple[int, ...]
    added: tuple[int, ...]
    """Known people whose values were added."""
    rejected: tuple[Rejected, ...]
    held: tuple[Rejected, ...] = ()
    """Rows that were taken but for values that may be sensitive: those are in quarantine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiving:
    """What is the same for all rows of a delivery.

    `beside` runs in the transaction, before its commit, and may raise to take everything back; it
    may run more than once. `told` gets the ticket of each entry about rows that were taken.
    """

    asker: Asker
    wish: Wish
    epoch: int
    """During which the rows were sealed."""
    categories: Mapping[str, str]
    """Which category of the policy each kind of identifier belongs to, as it is received here."""
    settled: frozenset[str] = frozenset()
    """Duties of this handling that the caller has carried out already."""
    is_seen: Callable[[int], bool] = lambda _: False
    """Whether an earlier row of the delivery was about the person with this number."""
    told: Callable[[int], object] = lambda _: None
    beside: Callable[[Taken], object] = lambda _: None


@dataclass(slots=True)
class _Answer:
    """Rows that got the same answer, with who they are about where that is known."""

    decision: Decision
    book: Rulebook
    is_known: bool
    bases: list[Basis] = field(default_factory=list)
    touched: set[Touched] = field(default_factory=set)
    lines: list[Line] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    suspects: dict[int, list[Answered]] = field(default_factory=dict)
    """What may be sensitive, decided as that, by the place of its line."""
    refs: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    subject: bytes | None = None

    @property
    def is_allowed(self) -> bool:
        return self.decision.outcome is Outcome.ALLOW


def receive(door: Door, receiving: Receiving, lines: Sequence[Line]) -> Taken:
    """Take in `lines` in one transaction, and return what became of them.

    A refusal of some rows is on record and does not keep the others out. Where somebody else
    stored one of these people meanwhile, it is tried again: they are known then. Raises
    `PurposeUnregisteredError`, and `EpochMovedError` where the rows must be sealed anew.
    """
    wish = checked(receiving.asker, receiving.wish, "collect")

    def unit(record: Record) -> Taken | Decision:
        at = door.clock()
        book = door.shelf.book(at)
        rows = matched(door.keys, lines, receiving.is_seen)
        answers = [
            *_about_new(book, receiving, wish, rows.new, at),
            *_about_known(door, record, receiving, wish, rows.known, at),
        ]
        for one in answers:
            _store(door, receiving, one, at)
            _note(record, receiving, wish, one, at)
            _settle(door, record, receiving, wish, one, at)
        taken = Taken(
            created=_numbers(one for one in answers if one.is_allowed and not one.is_known),
            added=_numbers(one for one in answers if one.is_allowed and one.is_known),
            rejected=(*rows.rejected, *(row for one in answers for row in _refused(one))),
            held=tuple(row for one in answers for row in _held_back(one)),
        )
        receiving.beside(taken)
        return taken

    for _ in range(ATTEMPTS - 1):
        with suppress(DuplicateIdentifierError):
            return door.run(receiving.asker, wish, unit, is_apart=True)[0]
    return door.run(receiving.asker, wish, unit, is_apart=True)[0]


def _numbers(answers: Iterable[_Answer]) -> tuple[int, ...]:
    return tuple(number for one in answers for number in one.numbers)


def _refused(one: _Answer) -> list[Rejected]:
    if one.is_allowed:
        return []
    clauses = " ".join([*one.decision.cites, *one.decision.law])
    return [Rejected(line.row, REFUSED, clauses) for line in one.lines]


def _held_back(one: _Answer) -> list[Rejected]:
    if not one.is_allowed:
        return []
    return [
        Rejected(line.row, HELD, " ".join(sorted(words)))
        for line, suspects in ((one.lines[at], found) for at, found in one.suspects.items())
        if (words := {w for s in suspects if not s.is_allowed for w in s.suspect.sensitive})
    ]


def _shape(line: Line) -> tuple[str | None, ...]:
    """Return all that a decision takes from a line; those about new people of one shape are one."""
    return (
        line.sealed.whose, line.sealed.residence, *[one.kind for one in line.identities], None,
        *[word for one in line.items for word in (one.data, one.sensitive)],
    )  # fmt: skip


def _touched(receiving: Receiving, line: Line) -> tuple[Touched, ...]:
    """Return the categories and sensitive kinds of everything in a line, each once."""
    named: list[Touched] = [(receiving.categories[one.kind], None) for one in line.identities]
    return tuple(dict.fromkeys([*named, *((one.data, one.sensitive) for one in line.items)]))


def _about_new(
    book: Rulebook, receiving: Receiving, wish: Wish, lines: Sequence[Line], at: datetime
) -> Iterable[_Answer]:
    by_shape: dict[object, _Answer] = {}
    answers: dict[Decision, _Answer] = {}
    for line in lines:
        shape = _shape(line)
        one = by_shape.get(shape)
        given = Standing(whose=line.sealed.whose, residence=line.sealed.residence)
        if one is None:
            touched = _touched(receiving, line)
            judged = judge(book, wish, touched, given=given, at=at)
            one = by_shape[shape] = _answered(answers, book, judged, touched, is_known=False)
        if line.suspects:
            one.suspects[len(one.lines)] = looked_through(book, wish, line, given=given, at=at)
        one.lines.append(line)
    return answers.values()


def _about_known(
    door: Door, record: Record, receiving: Receiving, wish: Wish,
    known: Sequence[tuple[Line, Held]], at: datetime,
) -> Iterable[_Answer]:  # fmt: skip
    if not known:
        return ()
    choices = consent.of_people([held.number for _, held in known])
    by_shape: dict[object, _Answer] = {}
    answers: dict[Decision, _Answer] = {}
    for line, held in known:
        about = door.about(record, held, at, choices=choices.get(held.number, ()))
        shape = _shape(line), _resting_on(about)
        one = by_shape.get(shape)
        if one is None:
            touched = _touched(receiving, line)
            judged = judge(about.book, wish, touched, about=about, at=at)
            one = by_shape[shape] = _answered(answers, about.book, judged, touched, is_known=True)
        if line.suspects:
            one.suspects[len(one.lines)] = looked_through(
                about.book, wish, line, about=about, at=at
            )
        one.lines.append(line)
        one.held.append(held)
    return answers.values()


def _resting_on(about: About) -> object:
    """Return all that a decision about a known person takes from them."""
    return about.standing, id(about.book), tuple(wait.version for wait in about.waits)


def _answered(
    answers: dict[Decision, _Answer], book: Rulebook, judged: Judged, touched: Sequence[Touched],
    *, is_known: bool,
) -> _Answer:  # fmt: skip
    """Return the answer that rows of a shape get, which those of another may get as well."""
    decision, basis = judged
    one = answers.get(decision)
    if one is None:
        one = answers[decision] = _Answer(decision, book, is_known=is_known)
    one.bases.append(basis)
    one.touched.update(touched)
    return one


def _store(door: Door, receiving: Receiving, one: _Answer, at: datetime) -> None:
    """Store what was allowed, and note whom the answer is about."""
    if one.is_known:
        one.numbers = tuple([held.number for held in one.held])
        one.refs = tuple([held.ref for held in one.held])
        one.subject = one.held[0].pseudonym
        if one.is_allowed:
            given = [(held, line.items) for held, line in zip(one.held, one.lines, strict=True)]
            add_many(door.keys, given, now=at)
    elif one.is_allowed:
        created = store_sealed(
            door.keys, receiving.epoch, [line.sealed for line in one.lines], now=at
        )
        one.numbers = tuple([person.number for person in created])
        one.refs = tuple([person.ref for person in created])
        one.subject = created[0].pseudonym


def _settle(
    door: Door, record: Record, receiving: Receiving, wish: Wish, one: _Answer, at: datetime
) -> None:
    """Keep what may be sensitive of rows that were taken apart from the rest."""
    if one.is_allowed and one.suspects:
        found = [
            (one.refs[place], each) for place, several in one.suspects.items() for each in several
        ]
        settle_suspects(door, record, receiving.asker, wish, one.book, found, at)


def _note(record: Record, receiving: Receiving, wish: Wish, one: _Answer, at: datetime) -> None:
    note(
        record, one.book, receiving.asker, wish, sorted(one.touched, key=str), one.decision, at=at,
        subject=one.subject if len(one.lines) == 1 else None,
        people=People.of(one.numbers) if one.numbers else None,
        count=len(one.lines), basis=joined(one.bases),
    )  # fmt: skip
    if not one.is_allowed:
        return
    record.tell(receiving.told)
    place, duties, _ = record.beside[-1] if record.beside else (-1, (), ())
    for duty in duties if place == len(record.entries) - 1 else ():
        if duty.duty in receiving.settled:
            duty.done_at = at
