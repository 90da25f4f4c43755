"""What we asked back and nobody answers: a reminder by mail at half the time, then the end.

Only what was asked by mail is reminded of and closed: whether somebody who was asked by telephone
or at the counter may still come, only who asked them knows. A reply opens it again at any time.
"""

from datetime import datetime, timedelta
from functools import partial

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from mamoru.desk import papers
from mamoru.desk.answer import last_from
from mamoru.desk.answering import out_message
from mamoru.desk.clocks import days_to_hear
from mamoru.desk.ending import AT_ONCE, ended, nothing_waits
from mamoru.desk.models import Inquiry, Message
from mamoru.desk.state import InquiryState
from mamoru.desk.steps import locked, noted
from mamoru.desk.templates import REMINDER, filled
from mamoru.gate.asking import DESK
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.outbox.letters import State


def follow_up(door: Door) -> tuple[int, int]:
    """Remind, and close, where it is time; return how many of each.

    Each question is reminded of once, and closed no sooner than half the time after the reminder
    was sent, however late that was. Raises `DeskMisconfiguredError`.
    """
    half = timedelta(days=days_to_hear()) / 2
    if not half:
        return 0, 0
    limit = door.clock() - half
    with looking():
        quiet = list(_unreminded(limit).order_by("pk").values_list("ref", flat=True)[:AT_ONCE])
        over = list(_unheard(limit).order_by("pk").values_list("ref", flat=True)[:AT_ONCE])

    def remind(record: Record, *, ref: str) -> bool:
        row = locked(ref)
        is_quiet = _unreminded(limit).filter(pk=row.pk).exists()
        if is_quiet:
            _remind(door, record, row, door.clock() + half)
        return is_quiet

    def close(record: Record, *, ref: str) -> bool:
        row = locked(ref)
        is_over = _unheard(limit).filter(pk=row.pk).exists()
        if is_over:
            ended(record, row, "no_reply", door.clock(), DESK)
        return is_over

    run = door.writer.run
    return (
        sum(run(partial(remind, ref=ref))[0] for ref in quiet),
        sum(run(partial(close, ref=ref))[0] for ref in over),
    )


def _remind(door: Door, record: Record, row: Inquiry, until: datetime) -> None:
    """Let a reminder go out; whether the address may be used is decided as it is sent."""
    seal = papers.seal_of(door, row)
    came, to = last_from(row, seal)
    text = filled(door, REMINDER, row, tokyo_day(until).isoformat())
    subject, body = text.subject, text.body
    is_ja = row.language == "ja"
    out_message(
        door, row, seal, to, sort=REMINDER, by=DESK.system,
        subject=subject.ja if is_ja else subject.en, text=body.ja if is_ja else body.en,
        sender=papers.known(came.sender),
    )  # fmt: skip
    noted(record, row, "reminded", door.clock(), DESK.system)


def _unreminded(limit: datetime) -> QuerySet[Inquiry]:
    """Return where we asked by mail before `limit`, and did not remind anybody of it."""
    asked = Message.objects.filter(
        pk=OuterRef("asked"), channel="mail", send_state=State.SENT, at__lte=limit
    )
    return _asked().filter(Exists(asked)).exclude(Exists(_reminders()))


def _unheard(limit: datetime) -> QuerySet[Inquiry]:
    """Return where a reminder of what we asked was sent before `limit`, and nobody came back."""
    sent = _reminders().filter(send_state=State.SENT, sent_at__lte=limit)
    return _asked().filter(Exists(sent))


def _asked() -> QuerySet[Inquiry]:
    """Return where somebody has to answer us first, with our question, the last thing we said.

    Whatever comes from them ends that.
    """
    said = Message.objects.filter(inquiry=OuterRef("pk"), sort="answer").order_by("-pk")
    rows = Inquiry.objects.filter(state=InquiryState.WAITING)
    return nothing_waits(rows).annotate(asked=Subquery(said.values("pk")[:1]))


def _reminders() -> QuerySet[Message]:
    """Return the reminders of the question, not of one before it."""
    return Message.objects.filter(inquiry=OuterRef("pk"), sort=REMINDER, pk__gt=OuterRef("asked"))
