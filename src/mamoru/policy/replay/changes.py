"""Gathers what changes between answers of before and answers of a draft."""

from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

from mamoru.policy.handling import Decision, Outcome, Owed
from mamoru.policy.question import Question, answer
from mamoru.policy.replay.found import DutyChange, Uncovered
from mamoru.policy.replay.past import Past
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.verdict import Asked

Reason = Literal["door", "older", "unsaid"]
UNCHANGED = -1
Duty = tuple[str, str, str]
"""Clause, duty and evidence."""


class Group(NamedTuple):
    """What handlings have alike that are told together."""

    before: Outcome
    now: Outcome
    decided_by: tuple[str, ...]
    would_decide: tuple[str, ...]


class Changes:
    """Counts by group, duty and word; each count is of handlings."""

    def __init__(self) -> None:
        self.groups: dict[Group, int] = {}
        self.handlings: list[int] = []
        self.left_out: Counter[str] = Counter()
        self.duties_unknown = 0
        self._owed: Counter[Duty] = Counter()
        self._dropped: Counter[Duty] = Counter()
        self._uncovered: Counter[tuple[str, str]] = Counter()

    def leave_out(self, reason: Reason, count: int) -> int:
        """Note that `count` handlings were not decided again."""
        self.left_out[reason] += count
        return UNCHANGED

    def note(self, book: Rulebook, past: Past, decision: Decision, count: int) -> int:
        """Note the answer of now to `count` handlings, and return the place of their group."""
        self._note_duties(past, decision, count)
        if decision.outcome is past.outcome:
            return UNCHANGED
        if decision.outcome is Outcome.NOT_COVERED:
            self._uncovered.update(dict.fromkeys(_uncovered(book, past), count))
        by = decision.cites or decision.law
        group = Group(past.outcome, decision.outcome, past.decided_by, by)
        if group not in self.groups:
            self.groups[group] = len(self.groups)
            self.handlings.append(0)
        place = self.groups[group]
        self.handlings[place] += count
        return place

    def _note_duties(self, past: Past, decision: Decision, count: int) -> None:
        if past.owes is None:
            self.duties_unknown += count
            return
        before, now = {_duty(owed) for owed in past.owes}, {_duty(owed) for owed in decision.owes}
        self._owed.update(dict.fromkeys(now - before, count))
        self._dropped.update(dict.fromkeys(before - now, count))

    def duty_changes(self) -> tuple[DutyChange, ...]:
        """Return every duty that changes, those of most handlings first."""
        every = sorted({*self._owed, *self._dropped}, key=lambda one: (-self._both(one), one))
        return tuple(
            DutyChange(
                clause=duty[0], duty=duty[1], evidence=duty[2],
                owed=self._owed[duty], dropped=self._dropped[duty],
            )
            for duty in every
        )  # fmt: skip

    def _both(self, duty: Duty) -> int:
        return self._owed[duty] + self._dropped[duty]

    def uncovered_words(self) -> tuple[Uncovered, ...]:
        """Return the words that are no longer covered, those of most handlings first."""
        return tuple(
            Uncovered(attribute=attribute, word=word, handlings=count)
            for (attribute, word), count in self._uncovered.most_common()
        )


def _duty(owed: Owed) -> Duty:
    return owed.clause, owed.duty, owed.evidence


def example(book: Rulebook, past: Past, outcome: Outcome) -> Question:
    """Return the question that made the difference: of several, the first with that outcome."""
    found = (one for one in past.questions if answer(book, one).outcome is outcome)
    return next(found, past.questions[0])


def _uncovered(book: Rulebook, past: Past) -> Iterator[tuple[str, str]]:
    """Yield attribute and word of everything in the questions that `book` does not know."""
    for question in past.questions:
        handling = question.handling
        asked = Asked(handling, handling.whose, handling.residence, 0, 0)
        for attribute, value in asked.values(book).items():
            if value not in book.tables[attribute]:
                yield attribute, str(value)
        for fact in (*question.held, *question.claimed):
            if fact not in book.fact_bits:
                yield "grounds", fact
