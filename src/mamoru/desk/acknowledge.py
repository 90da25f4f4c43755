"""The automatic acknowledgement: once for each thread, and never to a program (RFC 3834)."""

from datetime import timedelta

from mamoru.crypto.envelope import Seal
from mamoru.desk.answering import out_message
from mamoru.desk.limits import ACKNOWLEDGED, DAY
from mamoru.desk.models import Inquiry, Message
from mamoru.desk.papers import Written, known
from mamoru.desk.state import Lane
from mamoru.desk.steps import noted
from mamoru.desk.templates import ACKNOWLEDGEMENT, filled
from mamoru.desk.whose import same_spelling
from mamoru.gate.asking import DESK
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record

STALE = timedelta(days=3)
"""Older mail is not acknowledged: a mailbox that is connected has some."""


def acknowledge(
    door: Door, record: Record, row: Inquiry, seal: Seal, message: Message, came: Written, *,
    return_path: str | None = None,
) -> bool:  # fmt: skip
    """Let an acknowledgement be sent, unless a loop or a program may be at the other end.

    Runs in the caller's transaction; tells whether one will be.
    """
    now = door.clock()
    to = same_spelling(came.address)
    is_meant = return_path is None or same_spelling(return_path) == to
    if (
        row.lane != Lane.DESK or message.is_automatic or not to or not is_meant
        or now - row.arrived_at > STALE or row.reopened
    ):  # fmt: skip
        return False
    theirs = Message.objects.filter(sort=ACKNOWLEDGEMENT, sender=message.sender, at__gt=now - DAY)
    if message.sender is None or theirs.count() >= ACKNOWLEDGED:
        return False
    text = filled(door, ACKNOWLEDGEMENT, row)
    both = f"{text.body.ja}\n\n{'-' * 40}\n\n{text.body.en}"
    subject = f"{text.subject.ja} / {text.subject.en}"
    out_message(
        door, row, seal, came, sort=ACKNOWLEDGEMENT, by=DESK.system, subject=subject, text=both,
        sender=known(message.sender),
    )  # fmt: skip
    noted(record, row, "acknowledged", now, DESK.system)
    return True
