"""Reading a thread or a file of it, by those who answer: decided for that, and on record."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from mamoru.crypto.envelope import Seal
from mamoru.desk import papers
from mamoru.desk.errors import ContentWithheldError, UnknownInquiryError
from mamoru.desk.handling import ADDRESS, FILE, TEXT, used
from mamoru.desk.models import Attachment, Inquiry, Message
from mamoru.desk.steps import locked, noted
from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record


class FileSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a message."""

    attachment: str
    name: str
    media: str
    """What its content is."""
    size: int
    is_kept: bool
    is_lying: bool
    """Whether its sender says that it is something else."""
    is_active: bool
    """Whether some program would run it."""
    is_screened: bool
    """Whether all that it says was looked through; of pictures nothing is."""
    withheld: tuple[str, ...]
    purge_at: datetime | None


class MessageSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A message of a thread."""

    message: str
    direction: str
    channel: str
    at: datetime
    by: str | None
    address: str
    name: str
    contact: dict[str, str]
    subject: str
    text: str
    """Empty where it may be sensitive; see `withheld`."""
    withheld: tuple[str, ...]
    purge_at: datetime | None
    purged_at: datetime | None
    is_on_hold: bool
    """Another than the thread's sender wrote it: do not take it for theirs."""
    is_duplicate: bool
    is_automatic: bool
    is_cut: bool
    """Not all of it could be taken in; the mailbox has the rest."""
    sort: str | None
    send_state: str | None
    sent_at: datetime | None
    files: tuple[FileSeen, ...]


class Thread(msgspec.Struct, frozen=True, kw_only=True):
    """What was written in an inquiry."""

    inquiry: str
    messages: tuple[MessageSeen, ...]


class FileRead(msgspec.Struct, frozen=True, kw_only=True):
    """A file that may be read."""

    name: str
    media: str
    content: bytes


def thread(door: Door, by: Asker, ref: str) -> Thread:
    """Return one thread. Raises `UnknownInquiryError`, `InquiryErasedError`,
    `HandlingRefusedError`.
    """  # noqa: D205 - one sentence

    def then(record: Record, row: Inquiry) -> Thread:
        seal = papers.seal_of(door, row)
        files: dict[int, list[FileSeen]] = {}
        kept = papers.kept(row)
        for one in Attachment.objects.filter(message__inquiry=row).defer("sealed").order_by("pk"):
            found = _file(seal, one, is_kept=one.pk in kept)
            files.setdefault(one.message_id, []).append(found)
        messages = Message.objects.filter(inquiry=row).order_by("at", "pk")
        seen = tuple(_message(seal, one, files.get(one.pk, ())) for one in messages)
        noted(record, row, "read", door.clock(), by.system)
        return Thread(inquiry=ref, messages=seen)

    return used(door, by, ref, (TEXT, ADDRESS), then, locked)


def attachment(door: Door, by: Asker, ref: str, name: str) -> FileRead:
    """Return one file of a thread. Raises `UnknownInquiryError`, `ContentWithheldError`,
    `InquiryErasedError`, `HandlingRefusedError`.
    """  # noqa: D205 - one sentence

    def then(record: Record, row: Inquiry) -> FileRead:
        found = Attachment.objects.filter(message__inquiry=row, ref=name).first()
        if found is None:
            raise UnknownInquiryError
        if found.withheld:
            raise ContentWithheldError
        seal = papers.seal_of(door, row)
        content = papers.content(seal, found)
        if content is None:
            raise UnknownInquiryError
        noted(record, row, "attachment_read", door.clock(), by.system, what=name)
        return FileRead(name=papers.label(seal, found).name, media=found.media, content=content)

    return used(door, by, ref, (FILE,), then, locked)


def _message(seal: Seal, one: Message, files: Sequence[FileSeen]) -> MessageSeen:
    said = papers.written(seal, one)
    is_hidden = bool(one.withheld)
    return MessageSeen(
        message=one.ref, direction=one.direction, channel=one.channel, at=one.at,
        by=one.by or None, address=said.address, name=said.name, contact=said.contact,
        subject="" if is_hidden else said.subject, text="" if is_hidden else said.text,
        withheld=tuple(one.withheld), purge_at=one.purge_at, purged_at=one.purged_at,
        is_on_hold=one.is_on_hold, is_duplicate=one.is_duplicate, is_automatic=one.is_automatic,
        is_cut=one.is_cut, sort=one.sort or None, send_state=one.send_state or None,
        sent_at=one.sent_at, files=tuple(files),
    )  # fmt: skip


def _file(seal: Seal, one: Attachment, *, is_kept: bool) -> FileSeen:
    return FileSeen(
        attachment=one.ref, name=papers.label(seal, one).name, media=one.media, size=one.size,
        is_kept=is_kept, is_lying=one.is_lying, is_active=one.is_active,
        is_screened=one.is_screened, withheld=tuple(one.withheld), purge_at=one.purge_at,
    )  # fmt: skip
