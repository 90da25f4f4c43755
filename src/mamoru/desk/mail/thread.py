"""Which thread a mail belongs to: by the token in our address, else by what it refers to.

Neither shows who wrote it: whoever comes to a thread is compared with whom it is with.
"""

import re

from mamoru.desk.mail.parse import Arrived
from mamoru.desk.models import Inquiry, Message
from mamoru.desk.papers import is_readable
from mamoru.desk.state import Direction
from mamoru.gate.blind import tokens
from mamoru.gate.door import Door

_IN_ADDRESS = re.compile(r"\+([0-9a-f]{32})@", re.ASCII | re.IGNORECASE)
_IN_ID = re.compile(r"<([0-9a-f]{32})@", re.ASCII | re.IGNORECASE)


def thread_of(door: Door, mail: Arrived) -> Inquiry | None:
    """Return the inquiry that a mail belongs to, its row locked; within a transaction only."""
    shown = [found[1].lower() for one in mail.to if (found := _IN_ADDRESS.search(one))]
    rows = Inquiry.objects.select_for_update()
    row = rows.filter(token__in=shown).order_by("pk").first() if shown else None
    if row is None:
        named = _by_reference(door, mail)
        row = rows.filter(pk=named).first() if named is not None else None
    return row if row is not None and is_readable(row) else None


def _by_reference(door: Door, mail: Arrived) -> int | None:
    ours = [found[1].lower() for one in mail.references if (found := _IN_ID.match(one))]
    sent = Message.objects.filter(token__in=ours, direction=Direction.OUT)
    thread = sent.order_by("-pk").values_list("inquiry", flat=True).first() if ours else None
    if thread is not None:
        return thread
    theirs = [known for one in mail.references for known in mid_of(door, one)]
    if not theirs:
        return None
    came = Message.objects.filter(mid__in=theirs, is_on_hold=False)
    return came.order_by("-pk").values_list("inquiry", flat=True).first()


def mid_of(door: Door, message_id: str) -> list[bytes]:
    """Return what the sender's own name of a mail is known by; within a transaction only."""
    return tokens(door, "message id", message_id) if message_id else []


def is_theirs(row: Inquiry, known_by: list[bytes]) -> bool:
    """Tell whether somebody wrote in a thread before, and was accepted there."""
    came = Message.objects.filter(inquiry=row, direction=Direction.IN, is_on_hold=False)
    return bool(known_by) and came.filter(sender__in=known_by).exists()
