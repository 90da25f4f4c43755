"""References to evidence that were kept long enough: swept, and named in the ledger as swept.

An entry commits to the reference by which a fact was shown; the reference is kept beside it, for as
long as somebody may ask whether the fact was so. One transaction deletes every reference of some
entries and adds an entry with their tickets: the verifier (`mamoru.gate.verify`) misses exactly
those no more. Killed anywhere, both happened, or neither did.
"""

from datetime import datetime

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet

from mamoru.gate.asking import KEEPER
from mamoru.gate.door import Door
from mamoru.gate.models import Evidence
from mamoru.gate.retention import began_before
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.law.figures import clock_named
from mamoru.ledger.entries import SystemChanged
from mamoru.ledger.errors import TicketUnknownError
from mamoru.ledger.trace import recorded

KEPT = "reference_kept"
"""Clock of the law's table; it counts from the entry."""


def count_old(at: datetime | None) -> int:
    """Return how many references are over by `at`, or how many there are."""
    if at is None:
        return Evidence.objects.count()
    with connection.cursor() as cursor:
        return _old(cursor, at).count()


def sweep_old(door: Door, limit: int) -> int:
    """Delete the references of up to `limit` entries whose time is over; return how many went."""

    def unit(record: Record) -> int:
        now = door.clock()
        before, cursor = _began(now), record.cursor
        first = _old(cursor, now).order_by("ticket").values_list("ticket", flat=True).distinct()
        over = [one for one in first[:limit] if _at(cursor, one, before) <= before]
        if not over:
            return 0
        gone = Evidence.objects.filter(ticket__in=over).delete()[0]
        swept = SystemChanged(
            at=now, change="references_swept", system=KEEPER.system, tickets=tuple(over)
        )
        record.add(swept)
        return gone

    return door.writer.run(unit)[0]


def _began(at: datetime) -> datetime:
    return began_before(clock_named(KEPT, tokyo_day(at)).period, at)


def _old(cursor: CursorWrapper, at: datetime) -> QuerySet[Evidence]:
    """Return the references up to the last entry that is old enough, found by halving.

    Entries stand in the order of their time, but where a clock jumped back; that is looked at again
    entry by entry before anything goes.
    """
    before = _began(at)
    tickets = Evidence.objects.order_by("ticket").values_list("ticket", flat=True)
    first, last = tickets.first(), tickets.last()
    if first is None or last is None:
        return Evidence.objects.none()
    low, high = first - 1, last
    while low < high:
        middle = (low + high + 1) // 2
        there = tickets.filter(ticket__lte=middle).last()
        if there is None or _at(cursor, there, before) <= before:
            low = middle
        else:
            high = there - 1
    return Evidence.objects.filter(ticket__lte=low)


def _at(cursor: CursorWrapper, ticket: int, before: datetime) -> datetime:
    """Return when an entry was made; of one that is not there, a moment at which nothing goes."""
    try:
        return recorded(cursor, [ticket])[0].entry.at
    except TicketUnknownError:
        return before.replace(year=before.year + 100)
