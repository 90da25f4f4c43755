"""The recipient says that it has a package: by the code that lies within, or on paper."""

from datetime import datetime
from hashlib import sha256
from hmac import compare_digest

from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.provision.packages import files
from mamoru.provision.packages.errors import CodeWrongError, HandOverStateError
from mamoru.provision.packages.models import HandOver
from mamoru.provision.packages.noting import noted
from mamoru.provision.packages.report import HandOverReport, locked, report_of
from mamoru.provision.packages.state import HandState

BY_CODE = "code"


def acknowledge(door: Door, ref: str, code: str) -> HandOverReport:
    """Note that the recipient opened a package: nobody else can say the code within it.

    Saying it again changes nothing. Raises `UnknownHandOverError`, `CodeWrongError`,
    `HandOverStateError`.
    """

    def unit(record: Record) -> HandOver:
        row = locked(ref)
        if not row.seal_hash or not compare_digest(
            row.seal_hash, sha256(code.strip().encode()).hexdigest()
        ):
            raise CodeWrongError
        return row if row.state == HandState.ACKNOWLEDGED else _noted(record, row, BY_CODE, now)

    now = door.clock()
    return _done(door.writer.run(unit)[0])


def acknowledge_on_paper(door: Door, ref: str, reference: str) -> HandOverReport:
    """Note where the recipient's word is kept that it has a package.

    Raises `UnknownHandOverError`, `HandOverStateError`.
    """
    now = door.clock()
    return _done(door.writer.run(lambda record: _noted(record, locked(ref), reference, now))[0])


def _noted(record: Record, row: HandOver, by: str, at: datetime) -> HandOver:
    if row.state != HandState.DELIVERED:
        raise HandOverStateError(hand=row.ref, state=row.state)
    row.state, row.acknowledged_at, row.acknowledged_by = HandState.ACKNOWLEDGED, at, by
    row.ended_at, row.link_hash = row.ended_at or at, ""
    row.save()
    noted(record, row, "acknowledged", at)
    return row


def _done(row: HandOver) -> HandOverReport:
    """Destroy what is here of a package that its recipient has."""
    files.destroy(row.ref)
    return report_of(row)
