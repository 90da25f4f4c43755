"""What a draft would have changed, as values to be told."""

from datetime import date

import msgspec

from mamoru.policy.handling import Outcome
from mamoru.policy.question import Question


class Flip(msgspec.Struct, frozen=True, kw_only=True):
    """Handlings whose answer would have been another, with the same clauses before and now."""

    before: Outcome
    now: Outcome
    decided_by: tuple[str, ...]
    """Clauses that decided then, or articles where no clause did."""
    would_decide: tuple[str, ...]
    handlings: int
    people: int
    """Different people who are known under their pseudonym, or were when it was recorded."""
    unnamed: int
    """People whom the ledger does not name, such as those who were never stored; each counted as
    often as they were tried."""
    first: date
    """In Japan."""
    last: date
    example: int
    """Place of one of them among all that were looked at."""
    question: Question
    """What was asked there."""


class DutyChange(msgspec.Struct, frozen=True, kw_only=True):
    """A duty that the draft would have brought about, or would not."""

    clause: str
    duty: str
    evidence: str
    owed: int = 0
    """Handlings that owed it not, and would have."""
    dropped: int = 0
    """Handlings that owed it, and would not have."""


class Uncovered(msgspec.Struct, frozen=True, kw_only=True):
    """A word of past handlings that the draft does not know."""

    attribute: str
    word: str
    handlings: int


class Undecided(msgspec.Struct, frozen=True, kw_only=True):
    """Handlings that were left out, and why."""

    door: int = 0
    """It was not the text that decided: consent was withdrawn, a system was not registered."""
    older: int = 0
    """The entry does not hold what was asked."""
    unsaid: int = 0
    """A word was not kept, since the policy did not know it."""


class Replay(msgspec.Struct, frozen=True, kw_only=True):
    """How past handlings would have been answered."""

    handlings: int
    """All that were looked at."""
    decided: int
    """Those that were decided again."""
    flipped: int
    people: int
    unnamed: int
    first: date | None
    last: date | None
    flips: tuple[Flip, ...]
    """Most handlings first."""
    duties: tuple[DutyChange, ...]
    duties_unknown: int
    """Allowed handlings of which nobody can tell any longer what they owed."""
    uncovered: tuple[Uncovered, ...]
    undecided: Undecided
