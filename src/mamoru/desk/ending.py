"""How long inquiries are kept once they ended, and their end."""

from datetime import datetime, timedelta
from functools import partial

from django.db.models import QuerySet

from mamoru.desk.limits import KEPT_DAYS
from mamoru.desk.models import Attachment, Inquiry, Message
from mamoru.desk.papers import is_readable
from mamoru.desk.state import COMPLAINT, InquiryState
from mamoru.desk.steps import locked, noted
from mamoru.gate.asking import DESK
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.own_key import destroy_unused
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.law.clocks import end_of
from mamoru.law.periods import last_day_after
from mamoru.law.records import record_named
from mamoru.ledger.entries import SystemChanged

AT_ONCE = 200
ERASED = "erased"
"""Outcome of an inquiry whose person was erased."""


def keep_until(row: Inquiry, closed_at: datetime) -> datetime:
    """Return until when an inquiry is kept that was closed: complaints as R21 says."""
    keep = record_named("R21", tokyo_day(closed_at)).keep if row.kind == COMPLAINT else None
    if keep is not None:
        return end_of(last_day_after(closed_at, keep))
    return end_of(tokyo_day(closed_at) + timedelta(days=KEPT_DAYS))


def count_inquiries(at: datetime | None) -> int:
    """Return how many inquiries may be deleted by `at`, or how many there are."""
    return (Inquiry.objects.all() if at is None else _kept_until(at)).count()


def purge_inquiries(door: Door, limit: int = AT_ONCE) -> int:
    """Delete inquiries whose time of keeping is over, each on record; return how many."""
    with looking():
        now = door.clock()
        due = list(_kept_until(now).order_by("pk").values_list("pk", flat=True)[:limit])

    def unit(record: Record) -> int:
        for row in Inquiry.objects.filter(pk__in=due, keep_until__lte=now):
            record.add(SystemChanged(at=now, change="record_purged"))
            row.delete()
        return len(due)

    gone = door.writer.run(unit)[0] if due else 0
    if gone:
        destroy_unused(door)
    return gone


def keys_used() -> set[str]:
    """Return the key-encryption keys that inquiries hang on."""
    return set(Inquiry.objects.exclude(kek_id="").values_list("kek_id", flat=True).distinct())


def end_erased(door: Door) -> int:
    """End inquiries whose person was erased: nobody can open them any more; return how many."""
    with looking():
        personal = Inquiry.objects.filter(is_personal=True).exclude(outcome=ERASED)
        gone = [row.ref for row in personal.iterator(chunk_size=500) if not is_readable(row)]

    def unit(record: Record, *, ref: str) -> None:
        row, at = locked(ref), door.clock()
        if is_readable(row) or row.outcome == ERASED:
            return
        Attachment.objects.filter(message__inquiry=row).delete()
        Message.objects.filter(inquiry=row).delete()
        row.person, row.text_digest, row.outcome = "", None, ERASED
        row.state, row.since, row.closed_at = InquiryState.CLOSED, at, row.closed_at or at
        row.keep_until = keep_until(row, row.closed_at)
        row.save()
        noted(record, row, "erased_with_person", at, DESK.system)

    for ref in gone:
        door.writer.run(partial(unit, ref=ref))
    return len(gone)


def _kept_until(at: datetime) -> QuerySet[Inquiry]:
    return Inquiry.objects.filter(keep_until__lte=at, state=InquiryState.CLOSED)
