"""Figures about requests, without anything about anybody: small counts are not told.

A count below the parameter `small_count` is left out, and where only one of a table would be, the
next smallest is left out with it, so that it cannot be worked out from the total.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from statistics import median

import msgspec

from mamoru.law.calendar import TOKYO, tokyo_day
from mamoru.law.requests import request_figure
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.state import ENDED


class CountTold(msgspec.Struct, frozen=True, kw_only=True):
    """How many requests had something in common; `null` where that is too few to be told."""

    name: str
    count: int | None


class RequestFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Figures about the requests that arrived in a span of days."""

    since: date
    until: date
    least: int
    """Counts below this are not told."""
    total: int | None
    by_kind: tuple[CountTold, ...]
    by_outcome: tuple[CountTold, ...]
    by_ground: tuple[CountTold, ...]
    by_channel: tuple[CountTold, ...]
    open: int | None
    late: int | None
    """Answered after the last day, or still open after it."""
    days_to_answer: float | None
    """Median, in whole or half days."""


def figures(since: date, until: date, now: datetime) -> RequestFigures:
    """Return figures about the requests that arrived from `since` to `until`, days in Japan."""
    least = request_figure("small_count", tokyo_day(now))
    rows = list(
        Request.objects.filter(arrived_at__gte=_start(since), arrived_at__lt=_start(_next(until)))
        .values("kind", "outcome", "ground", "channel", "state", "arrived_at", "due_at",
                "answered_at")
    )  # fmt: skip
    days = [(row["answered_at"] - row["arrived_at"]).days for row in rows if row["answered_at"]]
    late = sum((row["answered_at"] or now) >= row["due_at"] for row in rows)
    counted = {
        name: _told(Counter(row[name] for row in rows if row[name]), least)
        for name in ("kind", "outcome", "ground", "channel")
    }
    return RequestFigures(
        since=since, until=until, least=least, total=_at_least(len(rows), least),
        by_kind=counted["kind"], by_outcome=counted["outcome"], by_ground=counted["ground"],
        by_channel=counted["channel"],
        open=_at_least(sum(row["state"] not in ENDED for row in rows), least),
        late=_at_least(late, least),
        days_to_answer=float(median(days)) if len(days) >= least else None,
    )  # fmt: skip


def suppressed(counts: Mapping[str, int], least: int) -> dict[str, int | None]:
    """Return counts without those that are too small, and one more where it was only one."""
    hidden = {name for name, count in counts.items() if 0 < count < least}
    if len(hidden) == 1:
        rest = sorted((count, name) for name, count in counts.items() if name not in hidden)
        hidden |= {name for _, name in rest[:1]}
    return {name: None if name in hidden else count for name, count in counts.items()}


def _told(counts: Counter[str], least: int) -> tuple[CountTold, ...]:
    told: Iterable[tuple[str, int | None]] = sorted(suppressed(counts, least).items())
    return tuple(CountTold(name=name, count=count) for name, count in told)


def _at_least(count: int, least: int) -> int | None:
    return None if 0 < count < least else count


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, TOKYO)


def _next(day: date) -> date:
    return day + timedelta(days=1)
