"""The end of inquiries, and how long they are kept once they ended."""

from datetime import datetime, timedelta
from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet

from mamoru.desk.clocks import days_to_close
from mamoru.desk.limits import KEPT_DAYS
from mamoru.desk.models import Attachment, Inquiry, Message
from mamoru.desk.papers import is_readable
from mamoru.desk.state import COMPLAINT, InquiryState, Outcome
from mamoru.desk.steps import locked, moved, noted
from mamoru.gate.asking import DESK, Asker
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.own_key import destroy_unused
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.law.clocks import end_of
from mamoru.law.periods import last_day_after
from mamoru.law.records import record_named
from mamoru.ledger.entries import SystemChanged
from mamoru.outbox.letters import State

AT_ONCE = 200
UNSENT = (State.WAITING, State.SENDING)
"""States of a message that is still on its way out."""
ERASED = "erased"
"""Outcome of an inquiry whose person was erased."""


def keep_until(row: Inquiry, closed_at: datetime) -> datetime:
    """Return until when an inquiry is kept that was closed: complaints as R21 says."""
    keep = record_named("R21", tokyo_day(closed_at)).keep if row.kind == COMPLAINT else None
    if keep is not None:
        return end_of(last_day_after(closed_at, keep))
    return end_of(tokyo_day(closed_at) + timedelta(days=KEPT_DAYS))


def ended(record: Record, row: Inquiry, outcome: Outcome, at: datetime, by: Asker) -> None:
    """End an inquiry within the caller's transaction."""
    row.outcome, row.closed_at, row.keep_until = outcome, at, keep_until(row, at)
    moved(row, InquiryState.CLOSED, at)
    noted(record, row, "closed", at, by.system, what=outcome)


def close_answered(door: Door) -> int:
    """Close what was answered and had no reply for as long as the settings say; return how many.

    Nothing is closed in which something waits for somebody. Raises `DeskMisconfiguredError`.
    """
    days = days_to_close()
    if not days:
        return 0
    with looking():
        limit = door.clock() - timedelta(days=days)
        quiet = list(_quiet(limit).order_by("pk").values_list("ref", flat=True)[:AT_ONCE])

    def unit(record: Record, *, ref: str) -> bool:
        row = locked(ref)
        is_quiet = _quiet(limit).filter(pk=row.pk).exists()
        if is_quiet:
            ended(record, row, "answered", door.clock(), DESK)
        return is_quiet

    return sum(door.writer.run(partial(unit, ref=ref))[0] for ref in quiet)


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


def nothing_waits(rows: QuerySet[Inquiry]) -> QuerySet[Inquiry]:
    """Return those of `rows` in which nothing waits for somebody, or is on its way out."""
    own = Message.objects.filter(inquiry=OuterRef("pk"))
    waits = own.filter(
        Q(is_on_hold=True)
        | Q(purge_at__isnull=False)
        | Q(sort__in=("answer", "reminder"), send_state__in=UNSENT)
    )
    files = Attachment.objects.filter(message__inquiry=OuterRef("pk"), purge_at__isnull=False)
    return rows.filter(problem="").exclude(Exists(waits)).exclude(Exists(files))


def _quiet(limit: datetime) -> QuerySet[Inquiry]:
    """Return what was answered before `limit`, and neither came back nor has anything waiting."""
    own = Message.objects.filter(inquiry=OuterRef("pk"))
    rows = Inquiry.objects.filter(state=InquiryState.ANSWERED)
    return nothing_waits(rows).exclude(Exists(own.filter(at__gt=limit)))


def _kept_until(at: datetime) -> QuerySet[Inquiry]:
    return Inquiry.objects.filter(keep_until__lte=at, state=InquiryState.CLOSED)
