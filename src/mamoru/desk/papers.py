"""What was written, sealed under the inquiry's own key: messages, and files with their names."""

from secrets import token_hex
from typing import NamedTuple

import msgspec

from mamoru.crypto.envelope import Seal, new_key
from mamoru.desk.errors import InquiryErasedError
from mamoru.desk.models import Attachment, Inquiry, Message
from mamoru.desk.state import COMPLAINT
from mamoru.gate.door import Door
from mamoru.gate.own_key import OwnKey, own_key, paper_place
from mamoru.gate.paper_key import is_held, opened_key, sealed_key


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What only the desk may read of a message."""

    address: str = ""
    """Whom it came from, or goes to."""
    name: str = ""
    subject: str = ""
    text: str = ""
    contact: dict[str, str] = {}
    """How else the person is reached: `phone`, `address` …"""
    message_id: str = ""
    """What the sender's program calls the mail."""
    references: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Leave out everything: a representation ends up in logs."""
        return "Written()"


class FileLabel(msgspec.Struct, frozen=True, kw_only=True):
    """What the sender calls a file, and says that it is."""

    name: str = ""
    declared: str = ""


class CaseKey(NamedTuple):
    """The key of one inquiry, in clear, and the one of the month that can keep it."""

    key: bytes
    of_month: OwnKey


def known(by: bytes | memoryview | None) -> bytes | None:
    """Return what somebody is known by as both databases give it."""
    return None if by is None else bytes(by)


def new_message() -> str:
    """Return a random name for a message."""
    return f"msg_{token_hex(8)}"


def new_case_key(door: Door) -> CaseKey:
    """Return a new key. Not for use inside a unit. Raises what the provider of keys raises."""
    return of_month(door, new_key())


def of_month(door: Door, key: bytes) -> CaseKey:
    """Return `key` as the month's key keeps it. Not for use inside a unit."""
    kek_id = own_key(door).kek_id
    return CaseKey(key, OwnKey(kek_id=kek_id, wrapped=door.keys.provider.wrap(kek_id, key)))


def locked_away(door: Door, row: Inquiry, key: CaseKey) -> None:
    """Let the row's key go with the person where it may, and else hang on the month's."""
    row.is_personal = bool(row.person) and row.kind != COMPLAINT and is_held(row.person)
    if row.is_personal:
        row.kek_id, row.wrapped = "", sealed_key(door, row.person, row.ref, key.key)
    else:
        row.kek_id, row.wrapped = key.of_month.kek_id, key.of_month.wrapped


def seal_of(door: Door, row: Inquiry) -> Seal:
    """Return what seals and opens the papers of an inquiry; raises `InquiryErasedError`."""
    return Seal(key_of(door, row))


def is_readable(row: Inquiry) -> bool:
    """Tell whether the papers of an inquiry can be opened still."""
    return not row.is_personal or is_held(row.person)


def key_of(door: Door, row: Inquiry) -> bytes:
    """Return the key of an inquiry in clear; raises `InquiryErasedError`."""
    if not row.is_personal:
        return door.keys.provider.unwrap(row.kek_id, bytes(row.wrapped))
    if not is_held(row.person):
        raise InquiryErasedError(inquiry=row.ref)
    return opened_key(door, row.person, row.ref, bytes(row.wrapped))


def sealed(seal: Seal, message: str, written: Written) -> bytes:
    """Return what was written, sealed for the message of that name."""
    return seal.seal(msgspec.json.encode(written), paper_place(message, "written"))


def written(seal: Seal, message: Message) -> Written:
    """Return what was written in a message."""
    content = seal.unseal(bytes(message.sealed), paper_place(message.ref, "written"))
    return msgspec.json.decode(content, type=Written)


def sealed_label(seal: Seal, attachment: str, label: FileLabel) -> bytes:
    """Return a file's name, sealed for the attachment of that name."""
    return seal.seal(msgspec.json.encode(label), paper_place(attachment, "label"))


def label(seal: Seal, attachment: Attachment) -> FileLabel:
    """Return what the sender calls a file."""
    content = seal.unseal(bytes(attachment.label), paper_place(attachment.ref, "label"))
    return msgspec.json.decode(content, type=FileLabel)


def sealed_content(seal: Seal, attachment: str, content: bytes) -> bytes:
    """Return a file's content, sealed for the attachment of that name."""
    return seal.seal(content, paper_place(attachment, "content"))


def kept(row: Inquiry) -> set[int]:
    """Return which files of an inquiry have their content still."""
    found = Attachment.objects.filter(message__inquiry=row, sealed__isnull=False)
    return set(found.values_list("pk", flat=True))


def content(seal: Seal, attachment: Attachment) -> bytes | None:
    """Return a file's content, if it is kept."""
    if attachment.sealed is None:
        return None
    return seal.unseal(bytes(attachment.sealed), paper_place(attachment.ref, "content"))
