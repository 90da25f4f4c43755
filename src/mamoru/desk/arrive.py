"""What every inquiry goes through as it comes in, by whatever way: looked through, sealed, kept.

What takes long (screening) and what the provider of keys does comes before the transaction.
"""

from collections.abc import Iterable
from datetime import datetime
from secrets import token_hex

import msgspec

from mamoru.crypto.envelope import Seal
from mamoru.desk import papers
from mamoru.desk.clocks import due
from mamoru.desk.files import HTML, UNKNOWN, Told, told
from mamoru.desk.handling import FILE, TEXT, about, answering_purpose, asker_of
from mamoru.desk.limits import LARGEST_FILE
from mamoru.desk.mail.html import text_of_html
from mamoru.desk.models import Attachment, Inquiry, Message
from mamoru.desk.papers import CaseKey, FileLabel, Written
from mamoru.desk.state import Channel, Direction, InquiryState, Kind, Lane
from mamoru.errors import Language
from mamoru.gate.asking import DESK, Wish
from mamoru.gate.blind import tokens
from mamoru.gate.door import Door
from mamoru.gate.free_text import Screened, data_of, screened, settled, until_purged
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Outcome
from mamoru.policy.model import Policy


class FileSent(msgspec.Struct, frozen=True, kw_only=True):
    """A file, as its sender calls it."""

    content: bytes
    name: str = ""
    declared: str = ""


class FileLooked(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was looked through."""

    label: FileLabel
    told: Told
    content: bytes | None
    """`None` where it is too large, or a document with a number that may not be kept."""
    size: int
    words: tuple[str, ...]
    """The policy's words for what it may hold."""


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """What came in and was looked through, before anything is kept of it."""

    written: Written
    words: tuple[str, ...]
    files: tuple[FileLooked, ...]

    def __repr__(self) -> str:
        """Leave out everything: a representation ends up in logs."""
        return "Looked()"


class Marks(msgspec.Struct, frozen=True, kw_only=True):
    """What a message is known by, and what is said of it."""

    channel: Channel
    at: datetime
    sender: bytes | None = None
    arrival: bytes | None = None
    mid: bytes | None = None
    is_on_hold: bool = False
    is_duplicate: bool = False
    is_automatic: bool = False
    is_cut: bool = False


def looked_through(policy: Policy, written: Written, files: Iterable[FileSent]) -> Looked:
    """Return what came in without the numbers that may not be kept, and what it may hold."""
    found = screened(policy, TEXT, f"{written.subject}\n{written.text}")
    subject, _, text = found.text.partition("\n")
    return Looked(
        written=msgspec.structs.replace(written, subject=subject, text=text), words=found.words,
        files=tuple(_looked(policy, one) for one in files),
    )  # fmt: skip


def _looked(policy: Policy, file: FileSent) -> FileLooked:
    what = told(file.content, file.declared)
    content: bytes | None = file.content
    found = Screened(text="")
    if what.text is not None:
        readable = text_of_html(what.text) if what.media == HTML else what.text
        found = screened(policy, FILE, readable)
        if found.is_masked:  # within a document nothing can be masked: it is not kept
            content = found.text.encode("utf-8", "replace") if what.is_text else None
    if len(file.content) > LARGEST_FILE:
        content = None
    label = FileLabel(name=file.name[:200], declared=file.declared[:100])
    return FileLooked(
        label=label, told=what, content=content, size=len(file.content), words=found.words
    )


def begun(
    door: Door, key: CaseKey, *, kind: Kind, channel: Channel, language: Language, person: str,
    lane: Lane, at: datetime, text_digest: bytes | None = None,
) -> Inquiry:  # fmt: skip
    """Return a new inquiry that is not stored yet, its key locked away."""
    due_at, warn_at = due(at)
    row = Inquiry(
        ref=f"inq_{token_hex(8)}", trace=token_hex(16), token=token_hex(16), kind=kind,
        state=InquiryState.RECEIVED, lane=lane, since=door.clock(), channel=channel,
        language=language, person=person, text_digest=text_digest, arrived_at=at, due_at=due_at,
        warn_at=warn_at,
    )  # fmt: skip
    papers.locked_away(door, row, key)
    return row


def added(
    door: Door, record: Record, row: Inquiry, seal: Seal, looked: Looked, marks: Marks
) -> Message:
    """Keep a message with its files; what may be sensitive waits for a reviewer, on record.

    Raises `QuarantineDaysError`, `InquiryErasedError`.
    """
    ref = papers.new_message()
    aside = _aside(door, record, row, TEXT, looked.words)
    message = Message.objects.create(
        inquiry=row, ref=ref, direction=Direction.IN, channel=marks.channel, at=marks.at,
        sealed=papers.sealed(seal, ref, looked.written), sender=marks.sender,
        arrival=marks.arrival, mid=marks.mid, is_on_hold=marks.is_on_hold,
        is_duplicate=marks.is_duplicate, is_automatic=marks.is_automatic, is_cut=marks.is_cut,
        withheld=aside, purge_at=until_purged(door.clock()) if aside else None,
    )  # fmt: skip
    for one in looked.files:
        _attached(door, record, row, seal, message, one)
    return message


def _attached(
    door: Door, record: Record, row: Inquiry, seal: Seal, message: Message, one: FileLooked
) -> None:
    ref = f"att_{token_hex(8)}"
    aside = _aside(door, record, row, FILE, one.words)
    Attachment.objects.create(
        message=message, ref=ref, media=one.told.media or UNKNOWN, size=one.size,
        label=papers.sealed_label(seal, ref, one.label),
        sealed=None if one.content is None else papers.sealed_content(seal, ref, one.content),
        is_lying=one.told.is_lying, is_active=one.told.is_active,
        is_screened=one.told.is_whole, withheld=aside,
        purge_at=until_purged(door.clock()) if aside else None,
    )  # fmt: skip


def _aside(
    door: Door, record: Record, row: Inquiry, item: str, words: tuple[str, ...]
) -> list[str]:
    """Return the words for which something waits: none where all of them are allowed."""
    if not words:
        return []
    policy = door.policy
    wish = Wish(act="collect", purpose=answering_purpose(policy), source="person")
    what = [(data_of(policy, item), word) for word in words]
    whose = about(door, record, row)
    decision = settled(door, record, asker_of(row, DESK), wish, what, "held", whose)
    return [] if decision.outcome is Outcome.ALLOW else list(words)


def text_known_by(door: Door, sender: str, written: Written) -> list[bytes]:
    """Return what the same text of the same sender is known by; within a transaction only."""
    words = " ".join(f"{written.subject}\n{written.text}".split())
    return tokens(door, "inquiry text", f"{sender}\0{words}") if sender and words else []


def language_of(text: str) -> Language:
    """Return the language to answer in: Japanese where there is any sign of it, or nothing."""
    is_japanese = any("\u3040" <= sign <= "\u30ff" or "\u4e00" <= sign <= "\u9fff" for sign in text)
    return "ja" if is_japanese or not text.strip() else "en"
