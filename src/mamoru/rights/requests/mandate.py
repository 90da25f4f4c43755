"""The authority of somebody who asks for another (法37(3), 令13), and how far it goes."""

from datetime import date
from typing import Annotated

import msgspec

from mamoru.gate.asking import Asker, Reference
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.rights.requests.errors import MandateWeakError
from mamoru.rights.requests.models import MandateShown, Request
from mamoru.rights.requests.state import Mandate, RequestState
from mamoru.rights.requests.steps import after_identity, locked, moved, noted


class NewMandate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What shows that somebody may ask for the person."""

    kind: Mandate
    documents: Annotated[tuple[Reference, ...], msgspec.Meta(min_length=1, max_length=16)]
    """Where the papers are kept: power of attorney, register of the family, court's order."""
    kinds: tuple[str, ...] | None = None
    """Kinds of request that it reaches; without them, all."""
    expires_on: date | None = None


def show_mandate(door: Door, by: Asker, ref: str, new: NewMandate) -> str:
    """Note an agent's mandate, and return what the request waits for next.

    Raises `UnknownRequestError`, `RequestStateError`, `MandateWeakError`.
    """

    def unit(record: Record) -> str:
        at = door.clock()
        row = locked(ref, RequestState.MANDATE)
        shown = MandateShown(
            request=row, kind=new.kind, documents=list(new.documents),
            kinds=None if new.kinds is None else list(new.kinds), expires_on=new.expires_on,
            checked_at=at, checked_by=by.system,
        )  # fmt: skip
        _check(row, shown, tokyo_day(at))
        shown.save()
        row.is_mandated = True
        moved(row, after_identity(row, door.shelf.policy(at)), at)
        noted(record, row, "mandate_shown", at, by.system, what=new.kind)
        if row.state == RequestState.FEE:
            noted(record, row, "fee_asked", at, by.system)
        return str(row.state)

    return door.writer.run(unit)[0]


def check_mandate(row: Request, on: date) -> MandateShown | None:
    """Return the mandate of an agent, `None` for the person; raises `MandateWeakError`."""
    if row.by != "agent":
        return None
    shown = MandateShown.objects.filter(request=row).first()
    if shown is None:
        raise MandateWeakError
    _check(row, shown, on)
    return shown


def _check(row: Request, shown: MandateShown, on: date) -> None:
    is_over = shown.expires_on is not None and shown.expires_on < on
    if is_over or (shown.kinds is not None and row.kind not in shown.kinds):
        raise MandateWeakError
