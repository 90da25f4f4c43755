"""Counting the entries of the ledger by day: each once, some at a time, by the worker.

What is counted and how far are written in one transaction, so that a crash neither loses nor
repeats anything, and two processes do not count the same entries.
"""

import time
from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import F

from mamoru.console.figures.models import Counted, DayCount
from mamoru.gate.asking import DECLINE, WITHDRAW
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.ledger.entries import Entry, Handled, RequestChanged, decode
from mamoru.ledger.inquiry import InquiryChanged
from mamoru.ledger.search import between
from mamoru.ledger.storage import StoredLog

AT_ONCE = 1_000
"""Entries of one transaction."""
TURNS = 20
"""Transactions of one call: what is left is counted at the next."""
YIELDING = 2.0
"""How many times as long as it counted it rests: whoever waits for a page goes first."""
REQUESTS, INQUIRIES, CHOICES, HANDLINGS, REFUSALS = (
    "requests", "inquiries", "choices", "handlings", "refusals",
)  # fmt: skip
GIVEN = "given"
UNNAMED = "–"
"""Of a refusal that no clause explains."""
Key = tuple[date, str, str]


def count_on(door: Door) -> int:
    """Count what came since the last time; return how many entries that were."""
    done = 0
    for _ in range(TURNS):
        began = time.perf_counter()
        some = _some(door)
        done += some
        if some < AT_ONCE:
            break
        time.sleep(YIELDING * (time.perf_counter() - began))
    return done


def _some(door: Door) -> int:
    with looking() as cursor:
        row = Counted.objects.filter(pk=1).first()
        start = row.size if row else 0
        end = min(start + AT_ONCE, StoredLog(cursor).size())
        entries = [decode(raw, index) for index, raw in between(cursor, start, end)]
    if not entries:
        return 0
    found = tally(entries)

    def unit(_: Record) -> int:
        now, _is_new = Counted.objects.select_for_update().get_or_create(pk=1)
        if now.size != start:
            return 0  # another process was faster
        for (day, subject, name), count in sorted(found.items()):
            row, is_new = DayCount.objects.get_or_create(
                day=day, subject=subject, name=name, defaults={"count": count}
            )
            if not is_new:
                DayCount.objects.filter(pk=row.pk).update(count=F("count") + count)
        now.size, now.at = start + len(entries), door.clock()
        now.save()
        return len(entries)

    return door.writer.run(unit)[0]


def tally(entries: Iterable[Entry]) -> Counter[Key]:
    """Return how many of the entries have something in common, by day."""
    found: Counter[Key] = Counter()
    for one in entries:
        day = tokyo_day(one.at)
        found.update((day, subject, name) for subject, name in _counts_as(one))
    return found


def _counts_as(one: Entry) -> Iterable[tuple[str, str]]:
    if isinstance(one, RequestChanged) and one.change == "received":
        yield REQUESTS, one.asks
    elif isinstance(one, InquiryChanged) and one.change == "received":
        yield INQUIRIES, one.asks or UNNAMED
    elif isinstance(one, Handled):
        if one.choices and one.outcome == "allow":
            yield CHOICES, one.act if one.act in (DECLINE, WITHDRAW) else GIVEN
        yield HANDLINGS, one.outcome
        if one.outcome != "allow":
            for cite in one.cites or (UNNAMED,):
                yield REFUSALS, cite
