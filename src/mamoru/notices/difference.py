"""How a draft differs from the text before it, and what follows from that for its publication."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import msgspec

from mamoru.gate.editions import Edition, Widening
from mamoru.gate.shelf import read
from mamoru.law.book import Rulebooks
from mamoru.law.clocks import last_day
from mamoru.law.figures import clock_named
from mamoru.notices.errors import DraftContradictsError, RevisionTooSoonError
from mamoru.policy.diff.difference import Asks, Difference, Direction, difference
from mamoru.policy.lint.clashes import clashes
from mamoru.policy.model import Policy
from mamoru.policy.moment import TOKYO

CONTRADICTIONS = frozenset(["contradiction", "unreachable-permit"])
"""Findings of the lint with which a text forbids what it permits."""
LEAD = "announcement_lead"
"""The clock of the law's table by which an important change is announced."""


def compared(old: Policy, new: Policy) -> Difference:
    """Return how `new` differs from `old`, both with the law of the day on which it takes effect.

    Raises `DraftContradictsError` where `new` contradicts itself.
    """
    found = [one.about for one in clashes(new, {}) if one.code in CONTRADICTIONS]
    if found:
        raise DraftContradictsError(count=len(found), clauses=", ".join(dict.fromkeys(found)))
    at = first_moment(new)
    return difference(Rulebooks(old).at(at), Rulebooks(new).at(at))


def first_moment(policy: Policy) -> datetime:
    """Return the first moment of the day in Japan on which a text takes effect."""
    return datetime.combine(_day(policy), time(), TOKYO)


def fingerprint(found: Difference) -> str:
    """Return the SHA-256, in hex, of a difference in its canonical JSON."""
    return hashlib.sha256(msgspec.json.encode(found, order="sorted")).hexdigest()


def awaiting(found: Difference, base: int | None = None) -> tuple[Widening, ...]:
    """Return what of a difference takes effect for a person only once they agreed.

    `base` is the number of the text that it is a difference from; `None` for the one before.
    """
    return tuple(
        Widening(values=dict(one.values), clauses=one.clauses, law=one.law, base=base)
        for one in found.changes
        if one.direction is Direction.WIDENED and one.asks is Asks.CONSENT
    )


def awaiting_still(new: Policy, published: Sequence[Edition]) -> tuple[Widening, ...]:
    """Return what of `new` waits for those who never agreed to an earlier text that waited.

    To them the text before that one is what was promised. What is a small step from the text
    before, such as another purpose of a kind that it has, can be a long one from theirs.
    """
    at = first_moment(new)
    bases = [base for base, one in pairwise(published) if one.awaits]
    book = Rulebooks(new).at(at)
    return tuple(
        one
        for base in bases
        for one in awaiting(difference(Rulebooks(read(base.text)).at(at), book), base.number)
    )


def is_announced_in_time(effective: date, today: date) -> bool:
    """Return whether what is announced `today` takes effect late enough for an important change."""
    clock = clock_named(LEAD, today)
    return today <= last_day(clock, datetime.combine(effective, time(), TOKYO))


def check_lead(policy: Policy, found: Difference, today: date) -> None:
    """Raise `RevisionTooSoonError` where an important change takes effect too soon."""
    if found.importance and not is_announced_in_time(_day(policy), today):
        earliest = today
        while not is_announced_in_time(earliest, today):
            earliest += timedelta(days=1)
        raise RevisionTooSoonError(
            reasons=", ".join(one.code for one in found.importance),
            days=clock_named(LEAD, today).period.days,
            earliest=earliest.isoformat(),
        )


def _day(policy: Policy) -> date:
    return date.fromisoformat(policy.effective_from)
