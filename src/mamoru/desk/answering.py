"""A message that is to go out by mail: sealed in its thread, and due."""

from secrets import token_hex

from mamoru.crypto.envelope import Seal
from mamoru.desk import papers
from mamoru.desk.models import Inquiry, Message
from mamoru.desk.papers import Written
from mamoru.desk.state import Direction
from mamoru.gate.door import Door
from mamoru.outbox.letters import State

MOST_REFERENCES = 20


def out_message(
    door: Door, row: Inquiry, seal: Seal, to: Written, *, sort: str, by: str, subject: str,
    text: str, sender: bytes | None,
) -> Message:  # fmt: skip
    """Keep a message to whoever wrote `to`, to be sent. Runs in the caller's transaction.

    It answers that mail: its name and what it refers to become In-Reply-To and References (RFC
    5322, 3.6.4).
    """
    ref, now = papers.new_message(), door.clock()
    references = tuple(filter(None, (*to.references, to.message_id)))[-MOST_REFERENCES:]
    content = Written(
        address=to.address, subject=subject, text=text, message_id=to.message_id,
        references=references,
    )  # fmt: skip
    return Message.objects.create(
        inquiry=row, ref=ref, direction=Direction.OUT, channel="mail", at=now, by=by, sort=sort,
        sealed=papers.sealed(seal, ref, content), token=token_hex(16), sender=sender,
        send_state=State.WAITING, next_at=now,
    )  # fmt: skip
