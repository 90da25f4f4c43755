"""Runs as they are shown, and what will be due."""

from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from mamoru.gate import expiring
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.sweeps import sweeps
from mamoru.law.calendar import tokyo_day
from mamoru.law.clocks import end_of
from mamoru.rights.retention.errors import UnknownRunError
from mamoru.rights.retention.models import Run
from mamoru.rights.retention.state import RunState


class RunReport(msgspec.Struct, frozen=True, kw_only=True):
    """A run of erasures by time."""

    run: str
    state: RunState
    alarm: str
    at: datetime
    due: dict[str, int]
    """How much was due of each kind when it began."""
    held: dict[str, int]
    gone: dict[str, int]
    refused: int
    problem: str
    settled_by: str
    reason: str
    confirmed_by: str
    ended_at: datetime | None


class DueKind(msgspec.Struct, frozen=True, kw_only=True):
    """What will be erased by a day, of one kind."""

    kind: str
    due: int
    held: int


class DuePeriod(msgspec.Struct, frozen=True, kw_only=True):
    """What of it goes by one period of the policy."""

    period: str
    ja: str
    en: str
    keep: str
    since: str
    due: int
    """Values."""


class DueReport(msgspec.Struct, frozen=True, kw_only=True):
    """What the runs until the end of a day will find due, if nothing changes."""

    until: date
    kinds: tuple[DueKind, ...]
    periods: tuple[DuePeriod, ...]


def due(door: Door, until: date) -> DueReport:
    """Return what the runs until the end of a day in Japan will find, by the policy of today.

    A day that is over counts as today.
    """
    until = max(until, tokyo_day(door.clock()))
    at = end_of(until) - timedelta(microseconds=1)
    policy = door.policy
    with looking():
        counted = expiring.due(policy, at)
        kinds = tuple(
            DueKind(kind=one.name, due=one.due(door, at), held=one.held(door)) for one in sweeps()
        )
    periods = tuple(
        DuePeriod(
            period=one.id, ja=one.word.ja, en=one.word.en, keep=one.keep, since=one.since,
            due=counted[one.id],
        )
        for one in policy.retention
    )  # fmt: skip
    return DueReport(until=until, kinds=kinds, periods=periods)


def runs(limit: int = 30) -> list[RunReport]:
    """Return runs, the latest first."""
    with looking():
        return [report_of(row) for row in Run.objects.order_by("-pk")[:limit]]


def run_named(ref: str) -> RunReport:
    """Return one run; raises `UnknownRunError`."""
    with looking():
        return report_of(row_of(ref))


def row_of(ref: str) -> Run:
    """Return the row of a run; raises `UnknownRunError`."""
    row = Run.objects.filter(ref=ref).first()
    if row is None:
        raise UnknownRunError
    return row


def report_of(row: Run) -> RunReport:
    """Return a run as it is shown."""
    found: dict[str, Any] = row.found
    return RunReport(
        run=row.ref, state=RunState(row.state), alarm=row.alarm, at=row.at,
        due={kind: one["due"] for kind, one in found.items()},
        held={kind: one["held"] for kind, one in found.items()},
        gone=row.gone, refused=row.refused, problem=row.problem, settled_by=row.settled_by,
        reason=row.reason, confirmed_by=row.confirmed_by, ended_at=row.ended_at,
    )  # fmt: skip
