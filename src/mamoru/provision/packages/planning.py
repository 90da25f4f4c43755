"""Planning in the background, where more people are to be looked at than a caller waits for.

The row is there at once, and says how many were looked at so far. A process that was killed is
followed by another, which counts from the beginning: nothing of it is on record before its end.
"""

from collections.abc import Callable, Iterator

import msgspec

from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.errors import HandlingRefusedError
from mamoru.gate.everybody import held
from mamoru.gate.handing.receiver import receiver
from mamoru.gate.handing.wanted import Wanted, wanted_of
from mamoru.gate.handing.whom import Held, heads_of, numbers_in
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record
from mamoru.provision.packages.counting import Counted, counted
from mamoru.provision.packages.ending import end, ended
from mamoru.provision.packages.errors import (
    HandOverElsewhereError,
    HandOverEndedError,
    HandOverStateError,
    InvalidHandOverError,
)
from mamoru.provision.packages.lease import LEASE, is_leased, lease
from mamoru.provision.packages.models import HandOver, Named
from mamoru.provision.packages.noting import noted
from mamoru.provision.packages.plan import (
    IN_REQUEST,
    NewHandOver,
    begin,
    create,
    everybody,
    note_refusal,
    plan_begun,
    settle,
)
from mamoru.provision.packages.report import Plan, Told, asker_of, locked, plan_of, wish_of
from mamoru.provision.packages.state import HandState


def plan_soon(door: Door, asker: Asker, new: NewHandOver, by: str) -> Plan:
    """Plan a hand-over at once where few people are to be looked at, else begin to.

    Raises what `plan` raises; of one that goes on, `HandOverReport.problem` says it.
    """
    begun = begin(door, asker, new)
    many = begun.last if begun.numbers is None else len(begun.numbers)
    if many <= IN_REQUEST:
        return plan_begun(door, asker, new, by, begun)

    def unit(_: object) -> HandOver:
        row = create(asker, new, begun, by, door.clock())
        row.to_see = held() if begun.numbers is None else many
        row.told = {"unknown": begun.unknown}
        row.save(update_fields=["to_see", "told"])
        return row

    row = door.writer.run(unit)[0]
    with looking():
        return plan_of(row)


def plan_on(door: Door, ref: str, *, is_stopping: Callable[[], bool] = lambda: False) -> None:
    """Count of how many people a hand-over is allowed, and settle where it stands by that.

    Once `is_stopping`, it is left to others. Raises `UnknownHandOverError`, `HandOverStateError`,
    `HandOverElsewhereError`, and `HandOverEndedError` where the party may not receive.
    """
    row = _taken_on(door, ref)
    asker, asked = asker_of(row), wish_of(row)
    try:
        wish = door.run(
            asker, asked,
            lambda record: receiver(door, record, asker, asked, row.fields, door.clock())[1],
        )[0]  # fmt: skip
    except HandlingRefusedError as error:
        end(door, ref, HandState.FAILED, error.code, since=(HandState.PLANNING,))
        raise HandOverEndedError(hand=ref, reason=error.code) from error
    wanted = wanted_of(door.policy, row.fields)
    found = counted(door, wish, wanted, _heads(row), lambda n: _tell(door, row, n, is_stopping))
    told = found.told(wanted, int((row.told or {})["unknown"]))

    def unit(record: Record) -> None:
        now = _mine(row)
        if not found.allowed:
            _refused(door, record, now, wish, wanted, found, told)
            return
        at = door.clock()
        settle(now, found, told, wish)
        now.expires_at = at + (now.expires_at - now.created_at)
        now.lease_until = None
        now.save()
        noted(record, now, "planned", at, caller=asker.system)

    door.writer.run(unit)


def _refused(
    door: Door, record: Record, row: HandOver, wish: Wish, wanted: Wanted, found: Counted,
    told: Told,
) -> None:  # fmt: skip
    """Note that it is allowed of nobody, and that the hand-over ended by that."""
    problem = InvalidHandOverError.code
    if found.answers:
        note_refusal(door, record, asker_of(row), wish, wanted, found)
        problem = HandlingRefusedError.code
    row.seen, row.told = found.seen, msgspec.to_builtins(told)
    ended(record, row, HandState.FAILED, problem, door.clock())


def _taken_on(door: Door, ref: str) -> HandOver:
    def unit(_: object) -> HandOver:
        row = locked(ref)
        if row.state != HandState.PLANNING:
            raise HandOverStateError(hand=ref, state=row.state)
        lease(row, door.clock())
        row.save(update_fields=["claims", "lease_until"])
        return row

    return door.writer.run(unit)[0]


def _heads(row: HandOver) -> Iterator[list[Held]]:
    """Yield everybody it may be about, some at a time."""
    if row.is_everybody:
        yield from everybody(row.last)
        return
    rows = Named.objects.filter(hand=row)
    with looking():
        blocks = list(rows.order_by("block").values_list("block", flat=True))
    for block in blocks:
        with looking():
            named = rows.get(block=block)
            heads = heads_of(numbers_in([(block, bytes(named.members))], 0, row.last))
        yield heads


def _tell(door: Door, row: HandOver, seen: int, is_stopping: Callable[[], bool]) -> None:
    """Say how far it came, and have it for longer; raises `HandOverElsewhereError` if it is not."""
    is_left = is_stopping()
    until = None if is_left else door.clock() + LEASE
    mine = HandOver.objects.filter(pk=row.pk, claims=row.claims, state=HandState.PLANNING)
    is_mine = door.writer.run(lambda _: mine.update(seen=seen, lease_until=until))[0]
    if is_left or not is_mine:
        raise HandOverElsewhereError(hand=row.ref)


def _mine(row: HandOver) -> HandOver:
    """Return the row as it is now; raises `HandOverElsewhereError` where it is no longer ours."""
    now = locked(row.ref)
    if now.claims != row.claims or now.state != HandState.PLANNING:
        raise HandOverElsewhereError(hand=row.ref)
    return now


def to_plan(door: Door) -> list[str]:
    """Return the hand-overs that are to be planned in the background."""
    now = door.clock()
    rows = HandOver.objects.filter(state=HandState.PLANNING).order_by("pk")
    with looking():
        return [row.ref for row in rows if not is_leased(row, now)]
