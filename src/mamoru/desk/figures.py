"""Figures about inquiries, without anything about anybody: small counts are not told.

A count below the parameter `small_count` of the law's table is left out, and where only one of a
table would be, the next smallest is left out with it.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from statistics import median

import msgspec

from mamoru.desk.models import Inquiry
from mamoru.desk.state import OPEN, Lane
from mamoru.law.calendar import TOKYO, tokyo_day
from mamoru.law.requests import request_figure


class InquiriesCounted(msgspec.Struct, frozen=True, kw_only=True):
    """How many inquiries had something in common; `null` where that is too few to be told."""

    name: str
    count: int | None


class InquiryFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Figures about the inquiries that arrived in a span of days, without automatic mail."""

    since: date
    until: date
    least: int
    """Counts below this are not told."""
    total: int | None
    by_kind: tuple[InquiriesCounted, ...]
    by_topic: tuple[InquiriesCounted, ...]
    by_channel: tuple[InquiriesCounted, ...]
    by_outcome: tuple[InquiriesCounted, ...]
    open: int | None
    late: int | None
    """Answered after the last day, or still open after it."""
    days_to_answer: float | None
    """Median, in whole or half days."""


def figures(since: date, until: date, now: datetime) -> InquiryFigures:
    """Return figures about the inquiries that arrived from `since` to `until`, days in Japan."""
    least = request_figure("small_count", tokyo_day(now))
    first = datetime.combine(since, time.min, TOKYO)
    end = datetime.combine(until + timedelta(days=1), time.min, TOKYO)
    rows = list(
        Inquiry.objects.filter(arrived_at__gte=first, arrived_at__lt=end)
        .exclude(lane=Lane.AUTOMATIC)
        .values("kind", "topic", "channel", "outcome", "state", "arrived_at", "due_at",
                "answered_at")
    )  # fmt: skip
    days = [(row["answered_at"] - row["arrived_at"]).days for row in rows if row["answered_at"]]
    late = sum(
        (row["answered_at"] or (now if row["state"] in OPEN else row["due_at"])) > row["due_at"]
        for row in rows
    )
    counted = {
        name: _told(Counter(row[name] for row in rows if row[name]), least)
        for name in ("kind", "topic", "channel", "outcome")
    }
    return InquiryFigures(
        since=since, until=until, least=least, total=_at_least(len(rows), least),
        by_kind=counted["kind"], by_topic=counted["topic"], by_channel=counted["channel"],
        by_outcome=counted["outcome"],
        open=_at_least(sum(row["state"] in OPEN for row in rows), least),
        late=_at_least(late, least),
        days_to_answer=float(median(days)) if len(days) >= least else None,
    )  # fmt: skip


def _told(counts: Mapping[str, int], least: int) -> tuple[InquiriesCounted, ...]:
    hidden = {name for name, count in counts.items() if 0 < count < least}
    if len(hidden) == 1:
        rest = sorted((count, name) for name, count in counts.items() if name not in hidden)
        hidden |= {name for _, name in rest[:1]}
    return tuple(
        InquiriesCounted(name=name, count=None if name in hidden else count)
        for name, count in sorted(counts.items())
    )


def _at_least(count: int, least: int) -> int | None:
    return None if 0 < count < least else count
