"""Sending what the desk answers: decided, marked, handed over, noted; nothing twice.

As letters go (`mamoru.gate.mail`), to the address that the inquiry came from: whether it may be
used, and answered, is decided anew for each attempt. Killed while it is handed over, nobody knows
whether it was taken: it becomes `unclear`, and somebody sees it.
"""

from collections.abc import Callable
from contextlib import suppress
from email.charset import Charset
from email.utils import format_datetime, formataddr
from functools import partial
from secrets import SystemRandom
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage

from mamoru.desk import papers
from mamoru.desk.acts import answer_allowed
from mamoru.desk.errors import InquiryErasedError
from mamoru.desk.mail.bounced import not_sent
from mamoru.desk.models import Inquiry, Message
from mamoru.desk.papers import Written
from mamoru.desk.state import Direction
from mamoru.desk.steps import locked, noted
from mamoru.gate.asking import DESK
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.mail import LONGEST, mailer_of
from mamoru.gate.transaction import Record
from mamoru.outbox.addresses import is_address, is_plain, with_token
from mamoru.outbox.backoff import ATTEMPTS, pause_after
from mamoru.outbox.letters import State
from mamoru.outbox.line import Attempt, Line, answered
from mamoru.outbox.mailer import Mailer

BATCH = 50
_chance = SystemRandom().random


class Outgoing(NamedTuple):
    """A message that is being sent, in memory only."""

    message: int
    claims: int
    token: str
    thread: str
    is_automatic: bool
    content: Written


def send_answers(door: Door, *, is_stopping: Callable[[], bool] = lambda: False) -> int:
    """Send what is due, and return how many the server took.

    Raises `MailServerSilentError`, `MailServerRefusesError`, `MailMisconfiguredError`, and what a
    commit raises.
    """
    for pk in _due(door, State.SENDING):
        _note(door, pk, Attempt(State.UNCLEAR, "interrupted"))
    mailer = mailer_of(door.policy)
    due = _due(door, State.WAITING) if mailer else []
    sent = 0
    if mailer is None or not due:
        return 0
    with Line(mailer) as line:
        for pk in due:
            if is_stopping():
                break
            line.open()
            out = door.writer.run(partial(_begun, door, pk=pk))[0]
            if out is None:
                continue
            attempt = line.send(composed(door, mailer, out))
            _note(door, pk, attempt, claims=out.claims)
            sent += attempt.state is State.SENT
            if attempt.is_last:
                raise answered(attempt.problem or "")
    return sent


def _due(door: Door, state: State) -> list[int]:
    rows = Message.objects.filter(send_state=state, next_at__lte=door.clock())
    with looking():
        return list(rows.order_by("next_at", "pk").values_list("pk", flat=True)[:BATCH])


def _begun(door: Door, record: Record, *, pk: int) -> Outgoing | None:
    """Mark that a message is being sent, and return it, if it may be and nobody else does."""
    found = Message.objects.filter(pk=pk).select_related("inquiry").first()
    if found is None:
        return None
    row = locked(found.inquiry.ref)
    message = Message.objects.select_for_update().get(pk=pk)
    now = door.clock()
    if message.send_state != State.WAITING or message.next_at is None or message.next_at > now:
        return None
    content: Written | None = None
    try:
        is_allowed = answer_allowed(door, record, DESK, row)
        content = papers.written(papers.seal_of(door, row), message)
        ends = None if is_allowed else (State.REFUSED, "refused")
        if is_allowed and not is_address(content.address):
            ends = (State.NO_ADDRESS, "no_address")
    except InquiryErasedError:
        ends = (State.WITHDRAWN, "erased")
    if ends is not None or content is None:
        _ended(door, record, row, message, *(ends or (State.WITHDRAWN, "erased")))
        return None
    message.send_state, message.next_at = State.SENDING, now + LONGEST
    message.claims += 1
    message.save(update_fields=["send_state", "next_at", "claims"])
    return Outgoing(pk, message.claims, message.token, row.token, message.sort != "answer", content)


def _ended(
    door: Door, record: Record, row: Inquiry, message: Message, state: State, problem: str
) -> None:
    message.send_state, message.problem, message.next_at = state, problem, None
    message.save(update_fields=["send_state", "problem", "next_at"])
    not_sent(door, record, row, message, problem)


def _note(door: Door, pk: int, attempt: Attempt, *, claims: int | None = None) -> None:
    """Note what came of an attempt; what was certainly not taken is tried again, some times."""

    def unit(record: Record) -> None:
        found = Message.objects.get(pk=pk)
        row = locked(found.inquiry.ref)
        message = Message.objects.select_for_update().get(pk=pk)
        now = door.clock()
        is_over = claims is None and (message.next_at is None or message.next_at > now)
        if message.send_state != State.SENDING or is_over:
            return
        if claims is not None and message.claims != claims:
            return
        message.tries += 1
        is_waiting = attempt.state is State.WAITING and message.tries < ATTEMPTS
        given_up = attempt.state is State.WAITING and not is_waiting
        state = State.FAILED if given_up else attempt.state
        message.send_state, message.problem = state, (attempt.problem or "")[:32]
        message.next_at = now + pause_after(message.tries, _chance()) if is_waiting else None
        message.sent_at = now if state is State.SENT else None
        message.save()
        if state is State.SENT:
            noted(record, row, "answer_sent", now, DESK.system, what=message.sort)
        elif not is_waiting:
            not_sent(door, record, row, message, str(state))

    door.writer.run(unit)


def composed(door: Door, mailer: Mailer, out: Outgoing) -> EmailMessage:
    """Return the mail: its Message-ID stays the same, and replies come to the thread's address."""
    domain = mailer.sender.rpartition("@")[2]
    headers = {
        "From": formataddr((mailer.name.ja, mailer.sender)),
        "Message-ID": f"<{out.token}@{domain}>",
        "Date": format_datetime(door.clock()),
    }
    desk = settings.DESK_MAIL or door.policy.contact or ""
    with suppress(ValueError):
        if is_plain(desk):
            headers["Reply-To"] = with_token(desk, out.thread)
    if out.content.message_id:
        headers["In-Reply-To"] = out.content.message_id
        headers["References"] = " ".join(out.content.references)
    if out.is_automatic:
        headers["Auto-Submitted"] = "auto-replied"  # RFC 3834, 5
    bounces = with_token(mailer.bounces, out.token) if mailer.bounces else mailer.sender
    mail = EmailMessage(
        subject=out.content.subject, body=out.content.text, from_email=bounces,
        to=[out.content.address], headers=headers,
    )  # fmt: skip
    mail.encoding = Charset("utf-8")
    return mail


def waiting_to_be_sent() -> int:
    """Return how many answers are still to be sent."""
    return Message.objects.filter(send_state=State.WAITING, direction=Direction.OUT).count()
