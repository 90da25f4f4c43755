"""Leavings whose certificate has been kept as long as the law's table says (R17)."""

from datetime import datetime

from django.db.models import QuerySet

from mamoru.gate.asking import KEEPER
from mamoru.gate.door import Door
from mamoru.gate.retention import began_before
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.law.periods import Period
from mamoru.law.records import record_named
from mamoru.ledger.entries import SystemChanged
from mamoru.rights.leaving.models import Leaving
from mamoru.rights.leaving.state import LeavingState

CERTIFICATE = "R17"


def count_old(at: datetime | None) -> int:
    """Return how many leavings may be forgotten by `at`, or how many there are."""
    return (Leaving.objects.all() if at is None else _old(at)).count()


def forget_old(door: Door, limit: int) -> int:
    """Delete up to `limit` leavings that were certified long enough, and return how many."""

    def unit(record: Record) -> int:
        now = door.clock()
        rows = list(_old(now).order_by("pk").values_list("pk", flat=True)[:limit])
        Leaving.objects.filter(pk__in=rows).delete()
        if rows:
            record.add(SystemChanged(at=now, change="record_purged", system=KEEPER.system))
        return len(rows)

    return door.writer.run(unit)[0]


def _old(at: datetime) -> QuerySet[Leaving]:
    keep = record_named(CERTIFICATE, tokyo_day(at)).keep or Period()
    return Leaving.objects.filter(state=LeavingState.CLOSED, erased_at__lt=began_before(keep, at))
