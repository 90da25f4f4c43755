"""Plans for the company's databases that are of no use any more: their keys are destroyed.

A plan names rows and people, sealed under a key of its own. One that is done loses it at once; one
that was never run, was blocked, or left something, after the period of the law's table. One that
was begun is kept until it ends.
"""

from datetime import datetime

from django.db.models import Q

from mamoru.gate.asking import KEEPER
from mamoru.gate.door import Door
from mamoru.gate.retention import began_before
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.law.figures import clock_named
from mamoru.ledger.entries import SystemChanged
from mamoru.systems.errors import PlanStaleError
from mamoru.systems.journal import rows
from mamoru.systems.journal.models import Job

KEPT = "plan_kept"
"""Clock of the law's table."""


def count_spent(at: datetime | None) -> int:
    """Return how many plans lose their key by `at`, or how many have one."""
    keyed = Job.objects.exclude(kek_id="")
    return (keyed if at is None else rows.spent(_changed_before(at))).count()


def forget_spent(door: Door, limit: int) -> int:
    """Destroy the keys of up to `limit` plans that are of no use any more; return how many.

    First a plan is ended, so that nobody begins it; then its key goes; then what was sealed. A kill
    in between leaves what the next time goes on with.
    """
    now = door.clock()
    free = Q(lease="") | Q(leased_until__lte=now)

    def ended(record: Record) -> list[tuple[str, str]]:
        old = rows.spent(_changed_before(now)).filter(free).order_by("pk")[:limit]
        found = list(old.values_list("ref", "kek_id", "state"))
        unrun = [ref for ref, _, state in found if state not in rows.ENDED]
        Job.objects.filter(free, ref__in=unrun, state__in=rows.UNRUN).update(
            state="blocked", problem=PlanStaleError.code, ended_at=now
        )
        if found:
            record.add(SystemChanged(at=now, change="record_purged", system=KEEPER.system))
        ready = Job.objects.filter(ref__in=[ref for ref, _, _ in found], state__in=rows.ENDED)
        return list(ready.values_list("ref", "kek_id"))  # without what was begun meanwhile

    found, _ = door.writer.run(ended)
    for _, kek_id in found:
        door.keys.provider.destroy(kek_id)
    emptied = {"kek_id": "", "wrapped": b"", "sealed": b"", "result": b""}
    gone = [ref for ref, _ in found]
    door.writer.run(lambda _: Job.objects.filter(ref__in=gone).update(**emptied))
    return len(found)


def _changed_before(at: datetime) -> datetime:
    return began_before(clock_named(KEPT, tokyo_day(at)).period, at)
