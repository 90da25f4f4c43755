"""Rows that the law keeps: until which day."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple

from mamoru.law.calendar import TOKYO
from mamoru.systems.map.model import Hold, Table

LastDay = Callable[[Hold, datetime], date]
"""Returns the last day, in Japan, on which a row is kept whose `since` is a moment."""


class Held(NamedTuple):
    """That a row is kept, by which clock, and until when; `None`: it does not yet count."""

    hold: Hold
    last_day: date | None


def held(table: Table, values: Mapping[str, Any], last_day: LastDay, on: date) -> Held | None:
    """Return how a row is kept on a day, or `None` where the law does not keep it any more.

    What has no day from which the clock counts, or one that cannot be read, is kept: its time has
    not begun.
    """
    if table.hold is None:
        return None
    since = moment(values[table.hold.since])
    if since is None:
        return Held(table.hold, None)
    last = last_day(table.hold, since)
    return Held(table.hold, last) if on <= last else None


def moment(value: object) -> datetime | None:
    """Return the moment that a column tells; a day is its noon, so that it is no first day itself.

    A time without a zone is one of Japan.
    """
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            return None
        if value.time() == time(0):
            value = value.date()
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=TOKYO)
    return datetime.combine(value, time(12), TOKYO) if isinstance(value, date) else None
