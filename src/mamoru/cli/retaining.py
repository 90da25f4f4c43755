"""The commands `mamoru retention …`."""

from argparse import Namespace
from datetime import UTC, datetime

from mamoru.cli.codes import NO, YES
from mamoru.cli.installation import check_installed, opened_door
from mamoru.cli.key_file import holder
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, table, tell, warn
from mamoru.gate.scopes import Scopes
from mamoru.law.calendar import tokyo_day
from mamoru.policy.words import Word
from mamoru.rights.retention.report import RunReport, due, runs
from mamoru.rights.retention.run import run
from mamoru.rights.retention.settle import drop, settle
from mamoru.rights.retention.state import RunState

_STOPPED = Word(
    "警報({alarm})により止めました。何も消去していません。",
    "Stopped with the alarm {alarm}; nothing was erased.",
)


def show_due(asked: Namespace) -> int:
    """Show what the runs until a day will erase."""
    until = asked.until or tokyo_day(datetime.now(UTC))
    with opened_door() as door:
        found = due(door, until)
    if asked.format == "json":
        tell(as_json(found))
        return YES
    kinds = [[one.kind, str(one.due), str(one.held)] for one in found.kinds]
    periods = [[one.period, one.keep, one.since, str(one.due)] for one in found.periods]
    tell(table(("kind", "due", "held"), kinds))
    tell(table(("period", "keep", "from", "due"), periods))
    return YES


def make_run(asked: Namespace) -> int:
    """Erase what is due, or say why that stopped."""
    with opened_door() as door:
        found = run(door)
    _tell(asked, found)
    if found.state is RunState.STOPPED:
        warn(say(_STOPPED, language()).format(alarm=found.alarm))
        return NO
    return YES


def list_runs(asked: Namespace) -> int:
    """List the latest runs."""
    check_installed()
    found = runs()
    tell(as_json(found) if asked.format == "json" else _table(found))
    return YES


def settle_run(asked: Namespace) -> int:
    """Let a run that stopped go on, as whoever the key belongs to."""
    with opened_door() as door:
        by = holder(asked, Scopes.RETENTION_RUN)
        _tell(asked, settle(door, by, asked.run_name, asked.reason))
    return YES


def drop_run(asked: Namespace) -> int:
    """Drop a run that stopped, as whoever the key belongs to."""
    with opened_door() as door:
        by = holder(asked, Scopes.RETENTION_RUN)
        _tell(asked, drop(door, by, asked.run_name, asked.reason))
    return YES


def _tell(asked: Namespace, found: RunReport) -> None:
    tell(as_json(found) if asked.format == "json" else _table([found]))


def _table(found: list[RunReport]) -> str:
    rows = [
        [
            one.run, one.state.value, one.alarm or one.problem or "-",
            one.at.isoformat(timespec="minutes"), str(sum(one.due.values())),
            str(sum(one.gone.values())), str(one.refused), one.settled_by or "-",
            one.confirmed_by or "-",
        ]
        for one in found
    ]  # fmt: skip
    head = ("run", "state", "alarm", "at", "due", "gone", "refused", "settled", "confirmed")
    return table(head, rows, limit=160)
