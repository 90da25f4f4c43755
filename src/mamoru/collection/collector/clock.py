"""When an event happened, by our clock.

The sender's clock may be wrong. `sentAt` tells by how much: it is the sender's time at the moment
that is ours when the call comes in (Segment's correction). Nothing happened after it came in, and
what happened longer ago than it may be kept is not taken.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

TOLERANCE = timedelta(minutes=5)
"""How far a clock without `sentAt` may be ahead before it is said that it was put right."""
_LONGEST = 40
_FIRST_MS, _LAST_MS = 0, 253_402_300_799_000
"""From 1970 to the end of the year 9999."""


class Happened(NamedTuple):
    """When it happened, and what was wrong with the time that came with it."""

    at: datetime
    reason: str | None = None


def happened(told: Any, sent_at: Any, *, now: datetime) -> Happened:  # noqa: ANN401 - any JSON
    """Return when an event happened that is said to have happened at `told`, in UTC."""
    said = moment(told)
    if said is None:
        return Happened(now, None if told is None else "clock")
    sent = moment(sent_at)
    if sent is not None:
        corrected = _later(said, now - sent)
        return (
            Happened(now, "clock") if corrected > now + TOLERANCE else Happened(min(corrected, now))
        )
    return Happened(now, "clock") if said > now + TOLERANCE else Happened(min(said, now))


def moment(told: Any) -> datetime | None:  # noqa: ANN401 - whatever JSON can hold
    """Return the time in a text of RFC 3339 or in milliseconds since 1970; `None` if it is none."""
    try:
        if isinstance(told, str) and len(told) <= _LONGEST:
            found = datetime.fromisoformat(told)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        if isinstance(told, int) and not isinstance(told, bool) and _FIRST_MS <= told <= _LAST_MS:
            return datetime.fromtimestamp(told / 1000, UTC)
    except (ValueError, OverflowError):
        pass
    return None


def _later(at: datetime, by: timedelta) -> datetime:
    try:
        return at + by
    except OverflowError:
        return (
            datetime.max.replace(tzinfo=UTC)
            if by > timedelta()
            else datetime.min.replace(tzinfo=UTC)
        )
