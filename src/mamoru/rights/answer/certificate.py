"""What a certificate states of what was done for a request (`proof`)."""

from collections.abc import Sequence
from datetime import datetime
from secrets import token_hex

from mamoru.gate.change import Changed
from mamoru.gate.erase import Certificate
from mamoru.rights.answer.proof import RowsKept, Statement, SystemDone
from mamoru.rights.places import Part
from mamoru.rights.requests.models import Request

_COUNTED = ("values", "identifiers", "choices", "entries_unlinked", "events", "visitors", "files")


def certified(
    row: Request, done: Certificate | Changed | None, at: datetime, parts: Sequence[Part]
) -> Statement:
    """Return the statement of what was done for a request; `None`: nobody is held in the vault."""
    is_erasure = isinstance(done, Certificate)
    return Statement(
        salt=token_hex(16), request=row.ref, kind=row.kind, outcome=row.outcome,
        items=tuple(row.fields or ()),
        counts={name: getattr(done, name) for name in _COUNTED} if is_erasure else {},
        pseudonym=done.pseudonym if isinstance(done, Certificate) else None,
        carried_out_at=at, policy_version=row.policy_version,
        systems=tuple(
            SystemDone(
                system=one.system, map_version=one.map_version, problem=one.problem,
                counts=one.counts, kept=tuple(
                    RowsKept(clock=held.clock, last_day=held.last_day, rows=held.rows)
                    for held in one.kept
                ),
            )
            for one in parts
        ),
    )  # fmt: skip
