"""Moments and the days that they are in Japan; a moment without its zone is refused."""

from datetime import date, datetime, timedelta, timezone

from mamoru.policy.errors import FarTimeError, NaiveTimeError

TOKYO = timezone(timedelta(hours=9), "JST")
"""Japan Standard Time; Japan has no summer time."""
YEARS = range(1000, 9000)
"""Years that moments may lie in: all that laws, people and their periods reach, with room for each
period to end within the calendar."""


def tokyo_day(at: datetime) -> date:
    """Return the date in Japan at the instant `at`, which must be aware.

    Raises `NaiveTimeError` and `FarTimeError`.
    """
    check_zoned(at)
    if at.year not in YEARS:
        raise FarTimeError(first=YEARS.start, last=YEARS.stop - 1)
    return at.astimezone(TOKYO).date()


def check_zoned(*moments: datetime | None) -> None:
    """Raise `NaiveTimeError` if one of the moments that are stated has no zone."""
    for moment in moments:
        if moment is not None and moment.tzinfo is None:
            raise NaiveTimeError
