"""When a run of erasures is unusual: too much at once, or a clock that jumped."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.law.calendar import tokyo_day
from mamoru.law.figures import parameter
from mamoru.rights.retention.models import Run
from mamoru.rights.retention.state import Alarm, RunState

SHARE, TIMES, LEAST, GAP = (
    "retention_share", "retention_times", "retention_least", "retention_gap",
)  # fmt: skip
"""Figures of the law's table."""
BACK = timedelta(minutes=5)
"""How far a clock is set back now and then without anything being wrong."""
Found = Mapping[str, Mapping[str, int]]
"""Of each kind, how much is `due` and how much is `held`."""


def unusual(found: Found, last: Run | None, largest: Mapping[str, int], now: datetime) -> str:
    """Return why a run that found this is not to go on by itself; empty where it may.

    `last` is the run that was done last, `largest` how much of each kind ever went in one.
    """
    if last is not None and now < last.at - BACK:
        return Alarm.CLOCK_BACK
    on = tokyo_day(now)
    total = sum(one["due"] for one in found.values())
    if last is not None and total and now - last.at > timedelta(days=parameter(GAP, on)):
        return Alarm.CLOCK_AHEAD
    share, times, least = (parameter(name, on) for name in (SHARE, TIMES, LEAST))
    for kind, one in found.items():
        if one["due"] <= least:
            continue
        if one["due"] * 100 > one["held"] * share:
            return Alarm.SHARE
        if largest.get(kind) and one["due"] > largest[kind] * times:
            return Alarm.NUMBER
    return ""


def last_done() -> Run | None:
    """Return the run that was done last: by its place, since a clock may have been wrong."""
    return Run.objects.filter(state=RunState.DONE).order_by("-pk").first()


def is_stopped(door: Door) -> bool:
    """Tell whether nothing may be erased by time now: a run stopped, or the clock jumped since."""
    with looking():
        if Run.objects.filter(state=RunState.STOPPED).exists():
            return True
        last = last_done()
    if last is None:
        return False
    now = door.clock()
    ahead = timedelta(days=parameter(GAP, tokyo_day(now)))
    return now < last.at - BACK or now - last.at > ahead
