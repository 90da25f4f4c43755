"""Deciding a hand-over person by person, lot by lot, and putting the answers on record.

One entry for each different answer of a lot, with the set of people it is about. Nothing is opened
here: what is handed over is read (`open`) once the entries of those it is about are durable.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from mamoru.gate.about import Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.basis import Basis, joined
from mamoru.gate.door import Door
from mamoru.gate.handing.crowd import Case, Deciding
from mamoru.gate.handing.wanted import Wanted
from mamoru.gate.record import note
from mamoru.gate.transaction import Record
from mamoru.ledger.people import People
from mamoru.policy.handling import Decision, Outcome
from mamoru.policy.rulebook import Rulebook
from mamoru.vault.person import Held


@dataclass(slots=True, kw_only=True)
class Answer:
    """People of whom the same was decided."""

    decision: Decision
    book: Rulebook
    bases: list[Basis] = field(default_factory=list)
    touched: set[Touched] = field(default_factory=set)
    numbers: list[int] = field(default_factory=list)
    subject: bytes | None = None
    """The ledger's name of the first of them."""

    @property
    def is_allowed(self) -> bool:
        """Whether it may be handed over of them."""
        return self.decision.outcome is Outcome.ALLOW


class Recorded(NamedTuple):
    """One answer of a lot that is on record."""

    is_allowed: bool
    people: int
    clauses: str
    """The clauses and articles that decided."""


Told = Callable[[Recorded, int], object]
"""Hears of an answer with the ticket of its entry, before the commit."""


def decided(
    door: Door, record: Record, wish: Wish, wanted: Wanted, heads: Sequence[Held], at: datetime,
    *, among: Deciding | None = None,
) -> list[Answer]:  # fmt: skip
    """Return the answers for those of `heads` of whom anything is held that is wanted."""
    deciding = among or Deciding(door, record, wish, wanted, at)
    return grouped(deciding.cases(heads))


def grouped(cases: Iterable[Case]) -> list[Answer]:
    """Return the answers, each with those it is about."""
    answers: dict[tuple[Decision, int], Answer] = {}
    last: tuple[object, Answer] | None = None
    for held, touched, book, judged in cases:
        if last is not None and last[0] is judged:
            last[1].numbers.append(held.number)
            continue
        key = judged.decision, id(book)
        one = answers.get(key)
        if one is None:
            one = answers[key] = Answer(
                decision=judged.decision, book=book, subject=held.pseudonym
            )  # fmt: skip
        if not any(judged.basis is known for known in one.bases):
            one.bases.append(judged.basis)
            one.touched.update(touched)
        one.numbers.append(held.number)
        last = judged, one
    return list(answers.values())


def put_on_record(
    record: Record, asker: Asker, wish: Wish, answers: Collection[Answer], at: datetime, *,
    shows: Collection[str] = (), told: Told = lambda *_: None,
) -> None:  # fmt: skip
    """Add the entry of each answer; `shows` names evidence of duties that is there already."""
    for one in answers:
        note(
            record, one.book, asker, wish, sorted(one.touched, key=str), one.decision, at=at,
            subject=one.subject if len(one.numbers) == 1 else None,
            people=People.of(one.numbers), count=len(one.numbers), basis=joined(one.bases),
            shows=shows,
        )  # fmt: skip
        said = Recorded(one.is_allowed, len(one.numbers), clauses_of(one.decision))
        record.tell(lambda ticket, said=said: told(said, ticket))  # type: ignore[misc] # mypy cannot see the default's type


def clauses_of(decision: Decision) -> str:
    """Return the clauses and articles that decided, and the evidence that is missing."""
    needs = [f"{need.clause}:{need.evidence}" for need in decision.needs]
    return " ".join([*decision.cites, *decision.law, *needs])[:400]
