"""Which texts and files of inquiries may be sensitive and wait for a reviewer; nothing they say."""

from datetime import datetime

import msgspec
from django.db.models import QuerySet

from mamoru.desk.errors import InquiryStateError, UnknownInquiryError
from mamoru.desk.models import Attachment, Message
from mamoru.gate.looking import looking


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """Something that waits: not who wrote it, and not what it says."""

    inquiry: str
    ref: str
    """Name of the message or attachment."""
    is_file: bool
    sensitive: tuple[str, ...]
    """Words of the policy for what it may be."""
    channel: str
    held_at: datetime
    purge_at: datetime


def texts() -> QuerySet[Message]:
    """Return the messages that wait."""
    rows = Message.objects.filter(purge_at__isnull=False)
    return rows.select_related("inquiry").defer("sealed")


def files() -> QuerySet[Attachment]:
    """Return the files that wait."""
    rows = Attachment.objects.filter(purge_at__isnull=False)
    return rows.select_related("message__inquiry").defer("sealed", "label", "message__sealed")


def of_text(one: Message) -> Waiting:
    """Return a message as lists show it."""
    return Waiting(
        inquiry=one.inquiry.ref, ref=one.ref, is_file=False, sensitive=tuple(one.withheld),
        channel=one.channel, held_at=one.at, purge_at=one.purge_at or one.at,
    )  # fmt: skip


def of_file(one: Attachment) -> Waiting:
    """Return a file as lists show it."""
    message = one.message
    return Waiting(
        inquiry=message.inquiry.ref, ref=one.ref, is_file=True, sensitive=tuple(one.withheld),
        channel=message.channel, held_at=message.at, purge_at=one.purge_at or message.at,
    )  # fmt: skip


def suspect(inquiry: str, ref: str) -> Waiting:
    """Return one that waits.

    Raises `UnknownInquiryError`, and `InquiryStateError` once it is settled.
    """
    with looking():
        text = Message.objects.select_related("inquiry").defer("sealed")
        row = text.filter(inquiry__ref=inquiry, ref=ref).first()
        if row is not None:
            return _waiting(of_text(row), row.inquiry.state)
        file = Attachment.objects.select_related("message__inquiry").defer("sealed", "label")
        found = file.filter(message__inquiry__ref=inquiry, ref=ref).first()
        if found is None:
            raise UnknownInquiryError
        return _waiting(of_file(found), found.message.inquiry.state)


def _waiting(one: Waiting, state: str) -> Waiting:
    if not one.sensitive:
        raise InquiryStateError(inquiry=one.inquiry, state=state)
    return one


def count() -> int:
    """Return how much waits."""
    return texts().count() + files().count()
