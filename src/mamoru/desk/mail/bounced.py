"""Reports that a mail of ours did not arrive (RFC 3464), by the token that only it had."""

from contextlib import suppress

from mamoru.desk.models import Inquiry, Message
from mamoru.desk.state import Direction, InquiryState
from mamoru.desk.steps import locked, moved, noted
from mamoru.gate.asking import DESK
from mamoru.gate.door import Door
from mamoru.gate.letters import note_bounce
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record
from mamoru.outbox.bounce import Bounce, read_bounce
from mamoru.outbox.errors import BounceUnreadableError, UnknownBounceError
from mamoru.outbox.letters import State

OUT = (State.SENT, State.SENDING, State.UNCLEAR)
BOUNCED = "bounced"


def note_report(door: Door, raw: bytes) -> str:
    """Note what a report says, and return the token of the answer it is about; empty for none.

    Noting it again changes nothing. Reports about letters are noted with those.
    """
    with suppress(BounceUnreadableError, UnknownBounceError):
        found = read_bounce(raw)
        with looking():
            is_ours = Message.objects.filter(token=found.token, direction=Direction.OUT).exists()
        if is_ours:
            if found.is_final:
                door.writer.run(lambda record: _came_back(door, record, found))
            return found.token
        if found.is_final:
            note_bounce(door, found)
    return ""


def _came_back(door: Door, record: Record, found: Bounce) -> None:
    message = Message.objects.filter(token=found.token, send_state__in=OUT).first()
    if message is None:
        return
    row: Inquiry = locked(message.inquiry.ref)
    message.send_state, message.problem = State.BOUNCED, found.status[:32]
    message.save(update_fields=["send_state", "problem"])
    not_sent(door, record, row, message, BOUNCED)


def not_sent(door: Door, record: Record, row: Inquiry, message: Message, problem: str) -> None:
    """Let an inquiry whose answer did not go out wait for somebody again."""
    at = door.clock()
    row.problem = problem
    noted(record, row, "answer_not_sent", at, DESK.system, what=message.sort)
    if row.state in (InquiryState.ANSWERED, InquiryState.WAITING) and message.sort == "answer":
        moved(row, InquiryState.ASSIGNED if row.assignee else InquiryState.RECEIVED, at)
    else:
        row.save(update_fields=["problem"])
