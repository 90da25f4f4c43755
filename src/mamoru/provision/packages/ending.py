"""How hand-overs end: called back, too late, impossible; and what is destroyed then."""

from datetime import datetime

from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.models import Duty
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import HandOverChange
from mamoru.provision.packages import files
from mamoru.provision.packages.errors import HandOverStateError
from mamoru.provision.packages.models import HandOver, Lot, Named
from mamoru.provision.packages.noting import noted
from mamoru.provision.packages.report import hand_over
from mamoru.provision.packages.state import ENDED, UNSENT, HandState

CHANGES: dict[HandState, HandOverChange] = {
    HandState.EXPIRED: "expired", HandState.REVOKED: "revoked", HandState.FAILED: "failed",
}  # fmt: skip
RECORD = "provision_record"
"""Evidence of the duty that is not owed where nothing was handed over."""


def end(
    door: Door, row: HandOver, state: HandState, problem: str, caller: str | None = None
) -> None:
    """Note that a hand-over ended, and destroy what there is of it here."""

    def unit(record: Record) -> None:
        at = door.clock()
        ended(record, hand_over(row.ref), state, problem, at, caller)

    door.writer.run(unit)
    files.destroy(row.ref)


def ended(
    record: Record, row: HandOver, state: HandState, problem: str, at: datetime,
    caller: str | None = None,
) -> None:  # fmt: skip
    """Note that a hand-over ended, in the caller's transaction; files are destroyed after it.

    What was owed for handing over is owed no more where nothing was. Raises `HandOverStateError`.
    """
    if row.state in (*ENDED, HandState.ACKNOWLEDGED):
        raise HandOverStateError(hand=row.ref, state=row.state)
    if row.state in UNSENT:
        tickets = Lot.objects.filter(hand=row, is_allowed=True).values("ticket")
        Duty.objects.filter(ticket__in=tickets, evidence=RECORD, done_at=None).update(done_at=at)
    row.state, row.problem, row.ended_at, row.link_hash = state, problem, at, ""
    row.lease_until, row.is_wanted = None, False
    row.save()
    Named.objects.filter(hand=row).delete()
    noted(record, row, CHANGES[state], at, caller=caller)


def expire_due(door: Door) -> int:
    """End what nobody took in time, and note what nobody acknowledged; return how many."""
    now = door.clock()
    with looking():
        late = HandOver.objects.filter(state__in=UNSENT, expires_at__lte=now)
        due = list(late.exclude(state=HandState.PRODUCING, lease_until__gt=now))
    for row in due:
        end(door, row, HandState.EXPIRED, "not-taken")
    return len(due) + _overdue(door, now) + _over(door, now)


def _overdue(door: Door, now: datetime) -> int:
    """Note which packages the recipient should have acknowledged by now."""
    silent = HandOver.objects.filter(
        state=HandState.DELIVERED, overdue_at=None, acknowledge_by__lte=now
    )
    with looking():
        found = list(silent)

    def unit(record: Record) -> int:
        rows = list(silent)
        for row in rows:
            row.overdue_at = now
            row.save(update_fields=["overdue_at"])
            noted(record, row, "overdue", now)
        return len(rows)

    return door.writer.run(unit)[0] if found else 0


def _over(door: Door, now: datetime) -> int:
    """Destroy here what was delivered and can no longer be taken; it can be acknowledged still."""
    taken = HandOver.objects.filter(state=HandState.DELIVERED, expires_at__lte=now, ended_at=None)
    with looking():
        found = list(taken)
    for row in found:
        files.destroy(row.ref)
    mine = HandOver.objects.filter(pk__in=[row.pk for row in found], state=HandState.DELIVERED)
    if found:
        door.writer.run(lambda _: mine.update(ended_at=now, link_hash=""))
    return len(found)


def clear_left() -> int:
    """Destroy what is on disk of hand-overs that ended, or are not known; return of how many."""
    names = files.folders()
    with looking():
        live = HandOver.objects.filter(ref__in=names, ended_at=None)
        kept = set(live.exclude(state=HandState.ACKNOWLEDGED).values_list("ref", flat=True))
    return sum(files.destroy(name) for name in names if name not in kept)
