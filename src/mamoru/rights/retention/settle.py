"""Settling a run that stopped: one person says why it may go on, another confirms it.

Or one person drops it: erasing nothing harms nobody, and the next day counts anew.
"""

from mamoru.gate.asking import Asker, Reference
from mamoru.gate.door import Door
from mamoru.gate.errors import OnRecord
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import SystemChanged
from mamoru.rights.retention.errors import OwnConfirmationError, RunNotStoppedError
from mamoru.rights.retention.models import Run
from mamoru.rights.retention.report import RunReport, report_of, row_of
from mamoru.rights.retention.state import RunState


def settle(door: Door, asker: Asker, ref: str, reason: Reference) -> RunReport:
    """Say that a stopped run may go on, and where the reason is kept; or confirm who said so.

    It goes on with what is due at the next call of `run`, once two have said it. Raises
    `UnknownRunError`, `RunNotStoppedError`, `OwnConfirmationError`.
    """

    def unit(record: Record) -> RunReport:
        row, now = _stopped(ref), door.clock()
        if not row.settled_by:
            row.settled_by, row.reason, row.settled_at = asker.system, reason, now
        elif row.settled_by == asker.system:
            raise OnRecord(OwnConfirmationError(), lambda record: _refused(record, asker, door))
        else:
            row.confirmed_by, row.confirmed_at = asker.system, now
            row.state, row.at = RunState.RUNNING, now
            record.add(_change(asker, door))
        row.save()
        return report_of(row)

    return door.writer.run(unit)[0]


def drop(door: Door, asker: Asker, ref: str, reason: Reference) -> RunReport:
    """Let a stopped run erase nothing. Raises `UnknownRunError`, `RunNotStoppedError`."""

    def unit(record: Record) -> RunReport:
        row, now = _stopped(ref), door.clock()
        row.state, row.open, row.ended_at = RunState.DROPPED, None, now
        row.settled_by, row.reason, row.settled_at, row.at = asker.system, reason, now, now
        row.save()
        record.add(_change(asker, door))
        return report_of(row)

    return door.writer.run(unit)[0]


def _stopped(ref: str) -> Run:
    row = row_of(ref)
    if row.state != RunState.STOPPED:
        raise RunNotStoppedError(run=ref, state=row.state)
    return row


def _change(asker: Asker, door: Door) -> SystemChanged:
    return SystemChanged(at=door.clock(), change="retention_settled", system=asker.system)


def _refused(record: Record, asker: Asker, door: Door) -> None:
    change = SystemChanged(at=door.clock(), change="retention_refused", system=asker.system)
    record.add(change)
