"""Until when an inquiry is to be answered, and from when on somebody is reminded."""

from datetime import datetime, timedelta

from django.conf import settings

from mamoru.desk.errors import DeskMisconfiguredError
from mamoru.law.calendar import tokyo_day
from mamoru.law.clocks import end_of

MOST = 90
WARNED = 0.6
"""Part of the time after which somebody is reminded."""


def days_to_answer() -> int:
    """Return the days within which an inquiry is answered; raises `DeskMisconfiguredError`."""
    said = settings.INQUIRY_DAYS
    if not (said.isascii() and said.isdigit() and 1 <= int(said[:9]) <= MOST):
        raise DeskMisconfiguredError(name="MAMORU_INQUIRY_DAYS", what=f"1–{MOST}")
    return int(said)


def due(arrived_at: datetime) -> tuple[datetime, datetime]:
    """Return the first instant at which an answer is too late, and when to be reminded of it.

    The day of arrival does not count, as with the requests of people. Raises
    `DeskMisconfiguredError`.
    """
    days = days_to_answer()
    due_at = end_of(tokyo_day(arrived_at) + timedelta(days=days))
    return due_at, arrived_at + (due_at - arrived_at) * WARNED
