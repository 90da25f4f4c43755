"""Clocks: from an event to the last day on which something is in time.

The figures come from `clocks.yaml` (`mamoru.law.figures`). Days are days in Japan.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from mamoru.law.calendar import TOKYO, next_business_day, previous_business_day
from mamoru.law.periods import Period, last_day_after, last_day_before
from mamoru.law.validity import Validity
from mamoru.policy.words import Word


class ClockKind(StrEnum):
    """What the last day of a clock means."""

    LIMIT = "limit"
    """It is to be done by then."""
    MINIMUM = "minimum"
    """It is to be kept until then at least."""
    LEAD = "lead"
    """It is to be done by then, counted back from an event that is still to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A period with its event. `hard` is what the rule gives, `target` what we aim at."""

    name: str
    word: Word
    kind: ClockKind
    target: Period | None
    hard: Period | None
    warn: Period
    event: str
    first_day_counts: bool
    rolls: bool
    """Whether a last day on which the authorities are closed moves to a working day."""
    is_hard: bool
    """Whether missing the day breaks a rule; otherwise the rule has no fixed number."""
    article: str
    validity: Validity

    @property
    def period(self) -> Period:
        """Return the period that decides whether it is late: the hard one if there is one."""
        return self.hard or self.target or Period()


def last_day(clock: Clock, start: datetime) -> date:
    """Return the last day, in Japan, on which what `clock` asks for is in time.

    For a minimum it is the last day of keeping; for a lead `start` is the event to come.
    """
    return _last_day(clock, start, clock.period)


def target_day(clock: Clock, start: datetime) -> date:
    """Return the day we aim at; the last day itself where the rule's number is the aim."""
    return _last_day(clock, start, clock.target or clock.period)


def deadline(clock: Clock, start: datetime) -> datetime:
    """Return the first instant at which it is too late: the end of the last day in Japan (民法141).

    For a minimum it is the first instant at which keeping may end.
    """
    return end_of(last_day(clock, start))


def warn_at(clock: Clock, start: datetime) -> datetime:
    """Return the instant from which a reminder is due, never after the deadline.

    That is the beginning of the reminder's day in Japan, but not before `start` itself. A minimum
    needs no reminder before its end.
    """
    if clock.kind is ClockKind.MINIMUM:
        return deadline(clock, start)
    if clock.kind is ClockKind.LEAD:
        return start_of(_last_day(clock, start, clock.warn, rolls=False))
    return max(start_of(_last_day(clock, start, clock.warn, rolls=False)), start)


def _last_day(clock: Clock, start: datetime, period: Period, *, rolls: bool = True) -> date:
    counts = clock.first_day_counts
    if clock.kind is ClockKind.LEAD:
        day = last_day_before(start, period, first_day_counts=counts)
        return previous_business_day(day) if clock.rolls and rolls else day
    day = last_day_after(start, period, first_day_counts=counts)
    return next_business_day(day) if clock.rolls and rolls else day


def start_of(day: date) -> datetime:
    """Return the instant at which `day` begins in Japan."""
    return datetime.combine(day, time.min, TOKYO)


def end_of(day: date) -> datetime:
    """Return the instant at which `day` is over in Japan."""
    return start_of(day + timedelta(days=1))
