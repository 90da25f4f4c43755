"""Erasing by time, over HTTP: what will be due, the runs, and settling one that stopped."""

from datetime import date

import msgspec

from mamoru.api.endpoint import Call, Endpoint, Reply
from mamoru.gate.asking import Reference
from mamoru.gate.errors import Scopes
from mamoru.law.calendar import tokyo_day
from mamoru.rights.retention.report import DueReport, RunReport, due, run_named, runs
from mamoru.rights.retention.run import run
from mamoru.rights.retention.settle import drop, settle

_encode = msgspec.json.Encoder().encode
SCOPE = Scopes.RETENTION_RUN


class UntilDay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Until the end of which day in Japan; today where none is named."""

    until: date | None = None


class Runs(msgspec.Struct, frozen=True, kw_only=True):
    """The latest runs, the last first."""

    runs: tuple[RunReport, ...]


class RunSettlement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a run that stopped may go on, which two have to say; or that it is dropped."""

    reason: Reference
    drop: bool = False


def dues(call: Call) -> Reply:
    """Return what will be due."""
    wanted: UntilDay = call.query
    until = wanted.until or tokyo_day(call.worker.now())
    return Reply(body=_encode(due(call.worker.door, until)))


def listed(_: Call) -> Reply:
    """Return the latest runs."""
    return Reply(body=_encode(Runs(runs=tuple(runs()))))


def shown(call: Call) -> Reply:
    """Return one run."""
    return Reply(body=_encode(run_named(call.path["run"])))


def ran(call: Call) -> Reply:
    """Make a run, or go on with the one that is open."""
    return Reply(body=_encode(run(call.worker.door)))


def settled(call: Call) -> Reply:
    """Settle a run that stopped."""
    wanted: RunSettlement = call.body
    verb = drop if wanted.drop else settle
    found = verb(call.worker.door, call.asker, call.path["run"], wanted.reason)
    return Reply(body=_encode(found))


ENDPOINTS = (
    Endpoint(
        method="GET", path="/retention/due", name="listDueOfRetention",
        summary="What the runs until a day will erase", verb=dues, scope=SCOPE, query=UntilDay,
        gives=DueReport,
    ),
    Endpoint(
        method="GET", path="/retention/runs", name="listRuns",
        summary="Runs of erasures by time, and what stopped them", verb=listed, scope=SCOPE,
        gives=Runs,
    ),
    Endpoint(
        method="POST", path="/retention/runs", name="makeRun",
        summary="Erase what was kept long enough, unless it is unusually much", verb=ran,
        scope=SCOPE, gives=RunReport,
    ),
    Endpoint(
        method="GET", path="/retention/runs/{run}", name="showRun", summary="One run",
        verb=shown, scope=SCOPE, gives=RunReport,
    ),
    Endpoint(
        method="POST", path="/retention/runs/{run}/settlement", name="settleRun",
        summary="Let a run that stopped go on, which two keys have to say, or drop it",
        verb=settled, scope=SCOPE, takes=RunSettlement, gives=RunReport,
    ),
)  # fmt: skip
