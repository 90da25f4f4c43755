"""Examining a contractor before anything is entrusted to it: answers, score and paper."""

from collections.abc import Sequence
from datetime import datetime, time

import msgspec

from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.law.calendar import TOKYO, tokyo_day
from mamoru.law.periods import Period, last_day_after
from mamoru.parties import queries
from mamoru.parties.papers import Paper
from mamoru.parties.register import File, NewPaper, Text, invalid
from mamoru.provision.entrust.contents import kept
from mamoru.provision.entrust.models import Assessment
from mamoru.provision.entrust.questionnaire import Answer, Score, score, unanswered
from mamoru.provision.parties.noting import Kept
from mamoru.provision.parties.register import filed

VALID = Period.parse("P12M")
"""How long an assessment is good for; a figure of our own."""


class ContractorAnswers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A contractor's answers, each to the question of that name, and where they are kept."""

    answers: dict[str, Answer]
    number: Text = ""
    file: File | None = None


class Assessed(msgspec.Struct, frozen=True, kw_only=True):
    """What a contractor's answers came to, and the paper that shows it."""

    paper: Paper
    score: Score


def assess(door: Door, asker: Asker, party: str, given: ContractorAnswers) -> Assessed:
    """Score a contractor's answers, and file the assessment, good for twelve months.

    One that did not pass is filed as well, and is no ground to entrust. Raises `UnknownPartyError`,
    `PartyEndedError`, `InvalidPartyError`.
    """
    if queries.party(party).kind != "contractor":
        raise invalid("party", "業務委託先ではありません", "it is no contractor")
    if lacks := unanswered(given.answers):
        named = ", ".join(lacks)
        raise invalid("answers", f"回答が合いません: {named}", f"they do not fit: {named}")
    found = score(given.answers)

    def unit(record: Record) -> Assessed:
        now = door.clock()
        day = tokyo_day(now)
        new = NewPaper(
            kind="assessment", number=given.number, from_=day, file=given.file,
            until=last_day_after(datetime.combine(day, time.min, TOKYO), VALID),
            clauses=("passed",) if found.passed else (),
        )  # fmt: skip
        paper = filed(
            record, asker, party, new, now, beside=lambda paper: _kept(given, found, paper, now)
        )
        return Assessed(paper=paper, score=found)

    return door.writer.run(unit)[0]


def _kept(given: ContractorAnswers, found: Score, paper: Paper, now: datetime) -> Sequence[Kept]:
    """Keep the answers beside the paper that they made."""
    Assessment.objects.create(
        paper=paper.ref, party=paper.party, answers=given.answers, percent=found.percent,
        passed=found.passed, lacks=list(found.lacks), made_at=now,
    )  # fmt: skip
    return kept("assessment", paper.ref)
