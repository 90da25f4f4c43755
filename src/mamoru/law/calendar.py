"""The Japanese working calendar: which days the authorities are closed.

Closed are Saturdays, Sundays, national holidays with their substitutes
(国民の祝日に関する法律), and 29 December to 3 January (行政機関の休日に関する法律 1(1)). Holidays
come from the `holidays` library, which follows the yearly announcements.
"""

from datetime import date, timedelta
from functools import lru_cache

from mamoru.law.errors import UnknownYearError
from mamoru.policy.moment import TOKYO as TOKYO
from mamoru.policy.moment import tokyo_day as tokyo_day

_YEAR_END = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}
_SATURDAY = 5
_DAY = timedelta(days=1)


def is_business_day(day: date) -> bool:
    """Whether the authorities are open on `day`."""
    return (
        day.weekday() < _SATURDAY
        and (day.month, day.day) not in _YEAR_END
        and day not in _national_holidays(day.year)
    )


def next_business_day(day: date) -> date:
    """Return `day` if the authorities are open on it, else their next working day."""
    while not is_business_day(day):
        day += _DAY
    return day


def previous_business_day(day: date) -> date:
    """Return `day` if the authorities are open on it, else their last working day before."""
    while not is_business_day(day):
        day -= _DAY
    return day


@lru_cache(maxsize=256)
def _national_holidays(year: int) -> frozenset[date]:
    # The library loads every country, about a second and many megabytes: only where a day rolls.
    from holidays.countries.japan import Japan

    found = frozenset(Japan(years=year))
    if not found:
        raise UnknownYearError(year=year)
    return found
