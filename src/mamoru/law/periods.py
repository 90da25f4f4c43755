"""Counting periods as the Civil Code does (民法 138-143).

The day of the event is left out, unless it begins at midnight or a rule counts it (140). A period
ends with the end of its last day (141). Weeks, months and years follow the calendar; a period that
does not begin with its month or year ends on the day before the one that corresponds to its first,
and with the month where there is no such day (143).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from mamoru.law.calendar import TOKYO, tokyo_day
from mamoru.law.errors import PeriodError
from mamoru.policy.shapes import PERIOD

_DAY = timedelta(days=1)
_MONTHS = 12
_WEEK = 7
_WEEKS, _DAYS = 52, 365
_LONGEST = 200  # years in each part, so that no date runs over the calendar's end


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in calendar months and days."""

    months: int = 0
    days: int = 0

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Return the ISO 8601 period `text`, such as `P30D` or `P1Y6M`. Raises `PeriodError`."""
        found = PERIOD.fullmatch(text)
        if found is None:
            raise PeriodError
        years, months, weeks, days = (int(part[:-1]) if part else 0 for part in found.groups())
        if max(years, months // _MONTHS, weeks // _WEEKS, days // _DAYS) > _LONGEST:
            raise PeriodError
        return cls(months=years * _MONTHS + months, days=weeks * _WEEK + days)


def first_counted_day(start: datetime, *, first_day_counts: bool) -> date:
    """Return the first day of a period that the event at `start` begins (民法140)."""
    day = tokyo_day(start)
    at_midnight = start.astimezone(TOKYO).time() == time.min
    return day if first_day_counts or at_midnight else day + _DAY


def last_day_after(start: datetime, period: Period, *, first_day_counts: bool = False) -> date:
    """Return the last day of the `period` that the event at `start` begins.

    A period of no days ends on the day of the event.
    """
    first = first_counted_day(start, first_day_counts=first_day_counts)
    last = _corresponding_day_before(first, period.months) + timedelta(days=period.days)
    return max(last, tokyo_day(start))


def last_day_before(event: datetime, period: Period, *, first_day_counts: bool = False) -> date:
    """Return the last day on which the whole `period` still lies between that day and the event.

    The period is counted back from the day before the event, or from the event's own day if
    `first_day_counts`; the answer is the day before the period's earliest day.
    """
    day = tokyo_day(event)
    latest = day if first_day_counts else day - _DAY
    earliest = _months_back(latest + _DAY - timedelta(days=period.days), period.months)
    return earliest - _DAY


def _corresponding_day_before(first: date, months: int) -> date:
    year, month = divmod(first.year * _MONTHS + first.month - 1 + months, _MONTHS)
    length = monthrange(year, month + 1)[1]
    if first.day > length:
        return date(year, month + 1, length)
    return date(year, month + 1, first.day) - _DAY


def _months_back(day: date, months: int) -> date:
    year, month = divmod(day.year * _MONTHS + day.month - 1 - months, _MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
