"""Until when an inquiry is to be answered, and from when on somebody is reminded."""

from datetime import datetime, timedelta

from django.conf import settings

from mamoru.desk.errors import DeskMisconfiguredError
from mamoru.law.calendar import tokyo_day
from mamoru.law.clocks import end_of

MOST = 90
MOST_OPEN = 365
WARNED = 0.6
"""Part of the time after which somebody is reminded."""


def days_to_answer() -> int:
    """Return the days within which an inquiry is answered; raises `DeskMisconfiguredError`."""
    return _days("MAMORU_INQUIRY_DAYS", settings.INQUIRY_DAYS, 1, MOST)


def days_to_close() -> int:
    """Return the days without a reply after which what was answered is closed, 0 for never.

    Raises `DeskMisconfiguredError`.
    """
    return _days("MAMORU_INQUIRY_CLOSE_DAYS", settings.INQUIRY_CLOSE_DAYS, 0, MOST_OPEN)


def days_to_hear() -> int:
    """Return the days after which what we asked back and nobody answered is closed, 0 for never.

    Raises `DeskMisconfiguredError`.
    """
    return _days("MAMORU_INQUIRY_REPLY_DAYS", settings.INQUIRY_REPLY_DAYS, 0, MOST_OPEN)


def _days(name: str, said: str, least: int, most: int) -> int:
    if not (said.isascii() and said.isdigit() and least <= int(said[:9]) <= most):
        raise DeskMisconfiguredError(name=name, what=f"{least}–{most}")
    return int(said)


def due(arrived_at: datetime) -> tuple[datetime, datetime]:
    """Return the first instant at which an answer is too late, and when to be reminded of it.

    The day of arrival does not count, as with the requests of people. Raises
    `DeskMisconfiguredError`.
    """
    days = days_to_answer()
    due_at = end_of(tokyo_day(arrived_at) + timedelta(days=days))
    return due_at, arrived_at + (due_at - arrived_at) * WARNED
