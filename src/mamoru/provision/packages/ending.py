"""How hand-overs end: called back, too late, impossible; and what is destroyed then.

What is here is destroyed at once. What is on a server of the recipient's, `taking_back` removes.
"""

from collections.abc import Collection
from datetime import datetime

from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record
from mamoru.ledger.changes import HandOverChange
from mamoru.provision.packages import files
from mamoru.provision.packages.arriving import owe_no_record, settle_what_arrived
from mamoru.provision.packages.errors import HandOverStateError
from mamoru.provision.packages.lease import is_leased
from mamoru.provision.packages.models import HandOver, Named
from mamoru.provision.packages.noting import noted
from mamoru.provision.packages.report import locked
from mamoru.provision.packages.state import ENDED, SENDABLE, UNSENT, HandState
from mamoru.provision.packages.transfer import may_go_on

CHANGES: dict[HandState, HandOverChange] = {
    HandState.EXPIRED: "expired", HandState.REVOKED: "revoked", HandState.FAILED: "failed",
}  # fmt: skip
NOT_TAKEN = "not-taken"
OPEN = frozenset(HandState) - {*ENDED, HandState.ACKNOWLEDGED}
"""From where a hand-over can end."""


def end(
    door: Door, ref: str, state: HandState, problem: str, caller: str | None = None, *,
    since: Collection[HandState] = OPEN,
) -> None:  # fmt: skip
    """Note that a hand-over ended, if it is in one of `since`, and destroy what is of it here.

    Raises `UnknownHandOverError`, `HandOverStateError`.
    """

    def unit(record: Record) -> None:
        row = locked(ref)
        if row.state not in since:
            raise HandOverStateError(hand=ref, state=row.state)
        ended(record, row, state, problem, door.clock(), caller)

    door.writer.run(unit)
    files.destroy(ref)


def ended(
    record: Record, row: HandOver, state: HandState, problem: str, at: datetime,
    caller: str | None = None,
) -> None:  # fmt: skip
    """Note that a hand-over ended. What was owed for handing over is owed no more where none was.

    While it is being sent, how much has arrived is not known before somebody looked there; whoever
    sends it keeps the right to work there until they see this.
    """
    before = row.state
    row.state, row.problem, row.ended_at, row.link_hash = state, problem, at, ""
    row.is_wanted = False
    if before in UNSENT:
        owe_no_record(row)
    if before == HandState.DELIVERING:
        settle_what_arrived(record, row, at)
    else:
        row.lease_until = None
    if before in SENDABLE and row.way and row.way["kind"] != "link":
        row.is_removed, row.next_try_at, row.tries = False, at, 0
    row.save()
    Named.objects.filter(hand=row).delete()
    noted(record, row, CHANGES[state], at, caller=caller)


def expire_due(door: Door) -> int:
    """End what nobody took in time, and note what nobody acknowledged; return how many.

    What is being sent ends where it is sent: only there it is known whether it arrived in time.
    """
    now = door.clock()
    with looking():
        late = HandOver.objects.filter(state__in=UNSENT, expires_at__lte=now)
        due = [row.ref for row in late if not is_leased(row, now)]
    ended = sum(expire(door, ref) for ref in due)
    return ended + _overdue(door, now) + _over(door, now)


def expire(door: Door, ref: str) -> bool:
    """End a hand-over that nobody took in time; return whether it was still to be ended."""

    def unit(record: Record) -> bool:
        row, now = locked(ref), door.clock()
        if row.state not in UNSENT or row.expires_at > now or is_leased(row, now):
            return False
        ended(record, row, HandState.EXPIRED, NOT_TAKEN, now)
        return True

    is_due = door.writer.run(unit)[0]
    if is_due:
        files.destroy(ref)
    return is_due


def _overdue(door: Door, now: datetime) -> int:
    """Note which packages the recipient should have acknowledged by now."""
    silent = HandOver.objects.filter(
        state=HandState.DELIVERED, overdue_at=None, acknowledge_by__lte=now
    )
    with looking():
        found = list(silent)

    def unit(record: Record) -> int:
        rows = list(silent.select_for_update())
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
        found = [row for row in taken if not may_go_on(row, now)]
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
