"""Approving a hand-over that does not rest on consent, by somebody else than who planned it."""

from mamoru.gate.door import Door
from mamoru.gate.errors import OnRecord
from mamoru.gate.transaction import Record
from mamoru.provision.packages.errors import HandOverStateError, OwnApprovalError
from mamoru.provision.packages.models import HandOver
from mamoru.provision.packages.noting import noted
from mamoru.provision.packages.report import HandOverReport, locked, report_of
from mamoru.provision.packages.state import MAKING, HandState


def approve(door: Door, ref: str, by: str, *, caller: str) -> HandOverReport:
    """Note that `by` approved a hand-over.

    Raises `UnknownHandOverError`, `HandOverStateError`, and `OwnApprovalError`, which is on record.
    """

    def unit(record: Record) -> HandOver:
        row, at = locked(ref), door.clock()
        if row.state != HandState.PLANNED:
            raise HandOverStateError(hand=ref, state=row.state)
        if by in (row.created_by, row.caller):
            raise OnRecord(
                OwnApprovalError(),
                lambda record: noted(record, row, "approval_refused", at, caller=caller),
            )
        row.state, row.approved_by, row.approved_at = HandState.APPROVED, by, at
        row.save()
        noted(record, row, "approved", at, caller=caller)
        return row

    return report_of(door.writer.run(unit)[0])


def want(door: Door, ref: str) -> HandOverReport:
    """Let a server make a package; raises `UnknownHandOverError`, `HandOverStateError`."""

    def unit(_: object) -> HandOver:
        row = locked(ref)
        if row.state not in MAKING:
            raise HandOverStateError(hand=ref, state=row.state)
        row.is_wanted = True
        row.save(update_fields=["is_wanted"])
        return row

    return report_of(door.writer.run(unit)[0])
