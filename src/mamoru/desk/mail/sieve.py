"""Which mail a program sent, and what is set aside: by headers and counts, never by content."""

from datetime import datetime

from mamoru.desk.limits import OVERALL, PER_SENDER, SPAN
from mamoru.desk.mail.parse import Arrived
from mamoru.desk.models import Inquiry, Message
from mamoru.desk.state import Direction, Lane

_BULK = ("bulk", "junk", "list", "auto_reply")


def is_automatic(mail: Arrived) -> bool:
    """Tell whether a program sent it, so that no program may answer (RFC 3834, 2)."""
    said = mail.marks.get("auto-submitted", "no").partition(";")[0].strip()
    of_list = {"list-id", "list-unsubscribe", "list-post", "x-autoreply", "x-autorespond", "x-loop"}
    local = mail.sender.partition("@")[0].lower()
    return (
        said != "no"
        or mail.marks.get("precedence", "") in _BULK
        or bool(of_list & mail.marks.keys())
        or mail.is_report
        or mail.return_path == ""
        or local in ("mailer-daemon", "postmaster", "")
        or local.startswith(("noreply", "no-reply"))
    )


def lane_of(
    sender: bytes | None, at: datetime, *, is_known: bool, is_crowded: bool = False
) -> Lane:
    """Return where a new inquiry goes by how much came about the moment `at`.

    `is_crowded`: much came by the network that it came from, whatever senders were named.

    Who is held here, or is written with already, is not counted among all the others.
    """
    before = at - SPAN
    if sender is not None:
        theirs = Message.objects.filter(
            sender=sender, at__gt=before, at__lte=at, direction=Direction.IN
        )
        if theirs.count() >= PER_SENDER:
            return Lane.HELD
    if is_known:
        return Lane.DESK
    if is_crowded:
        return Lane.HELD
    others = Inquiry.objects.filter(
        lane=Lane.DESK, arrived_at__gt=before, arrived_at__lte=at, person=""
    )
    return Lane.HELD if others.count() >= OVERALL else Lane.DESK
