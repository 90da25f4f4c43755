"""One run of erasures by time: counted first, stopped if it would be unusual, then batch by batch.

Each batch is a transaction, with its entries and the place from which the next goes on; killed
anywhere, the next call goes on there. The database lets one run be open, so that two processes do
one run; a lease keeps the second from its batches.
"""

from datetime import timedelta
from secrets import token_hex

from django.db import IntegrityError, transaction
from django.db.models import F

from mamoru.errors import MamoruError
from mamoru.gate.asking import KEEPER
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.sweeps import Sweep, sweeps
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.ledger.entries import SystemChanged
from mamoru.rights.retention.alarm import last_done, unusual
from mamoru.rights.retention.models import Run
from mamoru.rights.retention.report import RunReport, report_of, row_of
from mamoru.rights.retention.state import RunState

LEASE = timedelta(minutes=5)
"""How long others leave a run alone that somebody works on."""
AT_ONCE = 100
"""People, holds, records of one transaction."""
OVERTAKEN = "overtaken"
"""Problem of a run that ended because its counting was too old."""
LONGEST = timedelta(days=1)
"""How long after its counting a run still erases what it counted."""


def run(door: Door) -> RunReport:
    """Make a run, or go on with the one that is open; one that stopped is returned as it is.

    Raises `UnavailableError` and its kinds: what was erased until then stays so, and the next call
    goes on.
    """
    with looking():
        row = Run.objects.filter(open=True).first()
    row = row or _begun(door)
    if row.state == RunState.RUNNING and _is_ours(door, row):
        _go_through(door, row)
    with looking():
        return report_of(row_of(row.ref))


def run_daily(door: Door) -> RunReport | None:
    """Make the run of today, or go on with the one that is open; for the worker."""
    with looking():
        opened = Run.objects.filter(open=True).first()
        last = last_done()
        ended = Run.objects.filter(state=RunState.DROPPED).exclude(problem=OVERTAKEN)
        dropped = ended.order_by("-pk").first()
    if opened is not None:
        return run(door) if opened.state == RunState.RUNNING else None
    today = tokyo_day(door.clock())
    done = [tokyo_day(one.at) for one in (last, dropped) if one is not None]
    return None if today in done else run(door)


def _begun(door: Door) -> Run:
    """Count what is due, and begin a run, or let it stop; whoever was first has begun it."""
    now = door.clock()
    with looking():
        found = {one.name: {"due": one.due(door, now), "held": one.held(door)} for one in sweeps()}
        alarm = unusual(found, last_done(), _largest(), now)

    def unit(record: Record) -> Run:
        row = Run.objects.create(
            ref=f"run_{token_hex(8)}", at=now, found=found, alarm=alarm,
            state=RunState.STOPPED if alarm else RunState.RUNNING,
        )  # fmt: skip
        if alarm:
            change = SystemChanged(at=now, change="retention_stopped", system=KEEPER.system)
            record.add(change)
        return row

    try:
        return door.writer.run(unit)[0]
    except IntegrityError:
        with looking(), transaction.atomic():
            return Run.objects.get(open=True)


def _largest() -> dict[str, int]:
    """Return how much of each kind ever went in one run."""
    largest: dict[str, int] = {}
    for gone in Run.objects.filter(state=RunState.DONE).values_list("gone", flat=True):
        for kind, count in gone.items():
            largest[kind] = max(largest.get(kind, 0), count)
    return largest


def _is_ours(door: Door, row: Run) -> bool:
    """Take a run on; a lease that reaches too far was written by a clock gone wrong."""

    def unit(_: Record) -> bool:
        now = door.clock()
        free = Run.objects.filter(pk=row.pk, state=RunState.RUNNING).exclude(
            lease_until__gt=now, lease_until__lte=now + LEASE
        )
        return bool(free.update(claims=F("claims") + 1, lease_until=now + LEASE))

    if not door.writer.run(unit)[0]:
        return False
    with looking():
        row.refresh_from_db()
    return True


def _go_through(door: Door, row: Run) -> None:
    try:
        every = sweeps()
        names = [one.name for one in every]
        first = names.index(row.kind) if row.kind in names else 0
        for one in every[first:]:
            after = row.cursor if one.name == row.kind else 0
            if not _go_on(door, row, one, after):
                return
    except MamoruError as error:
        _note(door, row, problem=error.code, lease_until=None)
        raise
    _note(
        door, row, state=RunState.DONE, open=None, ended_at=door.clock(), lease_until=None,
        problem="",
    )  # fmt: skip


def _go_on(door: Door, row: Run, sweep: Sweep, after: int) -> bool:
    """Erase everything of one kind that is due; return whether the run is still ours."""
    is_done = False
    while not is_done:
        now = door.clock()
        if not row.at - LEASE <= now <= row.at + LONGEST:
            _overtake(door, row)
            return False
        found = sweep.some(door, after, AT_ONCE)
        after, is_done = found.last, found.is_done
        row.gone[sweep.name] = row.gone.get(sweep.name, 0) + found.gone
        row.refused += found.refused
        if not _note(
            door, row, kind=sweep.name, cursor=after, gone=row.gone, refused=row.refused,
            lease_until=now + LEASE,
        ):  # fmt: skip
            return False
    return True


def _overtake(door: Door, row: Run) -> None:
    """End a run whose counting is too old, or in whose middle the clock was put back.

    What is left is counted anew by the next one, which stops if that is unusual.
    """
    _note(
        door, row, state=RunState.DROPPED, open=None, problem=OVERTAKEN, lease_until=None,
        ended_at=door.clock(),
    )  # fmt: skip


def _note(door: Door, row: Run, **columns: object) -> bool:
    """Note how far a run came, if nobody else took it on meanwhile."""
    mine = Run.objects.filter(pk=row.pk, claims=row.claims, state=RunState.RUNNING)
    return bool(door.writer.run(lambda _: mine.update(**columns))[0])
