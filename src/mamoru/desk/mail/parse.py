"""A mail taken apart, whatever it is: nothing that arrives makes this fail.

Headers are cut before the parser looks at them, as it takes them apart in a time that a hostile one
could make long. What cannot be read as it says is read as well as can be, and that is said.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from email import policy
from email.headerregistry import AddressHeader
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.policy import EmailPolicy

import msgspec

from mamoru.desk.limits import (
    LARGEST_TEXT,
    LONGEST_HEADER,
    LONGEST_SUBJECT,
    MOST_FILES,
    MOST_PARTS,
)
from mamoru.desk.mail.html import text_of_html

ID = re.compile(r"<[^<>\s]{1,500}>")
MOST_IDS = 50
_BAD_SIGNS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_ENCODINGS = ("utf-8", "iso2022_jp", "cp932")


class MailFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file in a mail, as its sender calls it."""

    name: str
    declared: str
    content: bytes


class Arrived(msgspec.Struct, frozen=True, kw_only=True):
    """What a mail says."""

    sender: str = ""
    """Address; empty where it names none that an answer could go to."""
    name: str = ""
    to: tuple[str, ...] = ()
    """Every address that it may have come to."""
    return_path: str | None = None
    """Where the carriers would send it back; empty for a report, `None` where nobody says."""
    subject: str = ""
    text: str = ""
    message_id: str = ""
    date: str = ""
    """As its sender writes it."""
    references: tuple[str, ...] = ()
    files: tuple[MailFile, ...] = ()
    marks: dict[str, str] = {}
    """Headers by which programs say that they are programs, in lower case."""
    is_report: bool = False
    """Whether it is a report about a mail (RFC 6522)."""
    is_cut: bool = False
    """Whether something of it could not be taken in as it is."""

    def __repr__(self) -> str:
        """Leave out everything: a representation ends up in logs."""
        return "Arrived()"


class _Bounded(EmailPolicy):
    """Python's own policy, over headers of a bounded length: the end of a list of references."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        if len(value) > LONGEST_HEADER:
            is_list = name.lower() == "references"
            value = value[-LONGEST_HEADER:] if is_list else value[:LONGEST_HEADER]
        return name, value


_POLICY = _Bounded(utf8=policy.default.utf8, refold_source="none")
MARKS = (
    "auto-submitted", "precedence", "list-id", "list-unsubscribe", "list-post", "x-autoreply",
    "x-autorespond", "x-auto-response-suppress", "feedback-id", "x-loop",
)  # fmt: skip


def parsed(raw: bytes) -> Arrived:
    """Return what a mail says; what cannot be read at all is its text as it came."""
    try:
        mail = BytesParser(policy=_POLICY).parsebytes(raw)
        return _parsed(mail) if isinstance(mail, EmailMessage) else Arrived(is_cut=True)
    except Exception:  # noqa: BLE001 - whatever a broken mail brings the parser to
        return Arrived(text=_decoded(raw)[:LARGEST_TEXT], is_cut=True)


def _parsed(mail: EmailMessage) -> Arrived:
    name, sender = _from(mail)
    leaves = list(_leaves(mail))
    text, at, is_cut = _body(leaves)
    files = [_file(one) for number, one in enumerate(leaves) if number != at]
    kept = [one for one in files if one is not None]
    references = ID.findall(f"{_raw(mail, 'references')} {_raw(mail, 'in-reply-to')}")
    ids = ID.findall(_raw(mail, "message-id"))
    return Arrived(
        sender=sender, name=clean(name)[:200], to=tuple(_to(mail)), return_path=_back(mail),
        subject=clean(_said(mail, "subject"))[:LONGEST_SUBJECT], text=text[:LARGEST_TEXT],
        message_id=ids[0] if ids else "", date=clean(_raw(mail, "date"))[:100],
        references=tuple(dict.fromkeys(references))[-MOST_IDS:],
        files=tuple(kept[:MOST_FILES]),
        marks={one: _raw(mail, one).strip().lower()[:200] for one in MARKS if one in mail},
        is_report=mail.get_content_type() == "multipart/report",
        is_cut=is_cut or len(text) > LARGEST_TEXT or len(kept) > MOST_FILES
        or len(leaves) >= MOST_PARTS or None in files,
    )  # fmt: skip


def clean(text: str) -> str:
    """Return text in one line, without signs that are none."""
    return " ".join(_BAD_SIGNS.sub("", text).split())


def _raw(mail: Message, name: str) -> str:
    """Return a header as it came, not taken apart."""
    found = [str(value) for key, value in mail.raw_items() if key.lower() == name]
    return " ".join(found)[-LONGEST_HEADER:]


def _said(mail: EmailMessage, name: str) -> str:
    with suppress(Exception):  # a header that the parser stumbles over
        return str(mail.get(name, ""))
    return _raw(mail, name)


def _from(mail: EmailMessage) -> tuple[str, str]:
    """Return name and address of the sender; of several, the first."""
    with suppress(Exception):
        header = mail.get("from")
        if isinstance(header, AddressHeader) and header.addresses:
            one = header.addresses[0]
            return str(one.display_name), str(one.addr_spec)
    found = re.search(r"([^\s<>,;\"]{1,64}@[^\s<>,;\"]{1,255})", _raw(mail, "from"))
    return "", found[1] if found else ""


def _to(mail: Message) -> Iterator[str]:
    for name in ("to", "cc", "delivered-to", "x-original-to", "envelope-to"):
        yield from re.findall(r"[^\s<>,;:\"]{1,128}@[^\s<>,;\"]{1,255}", _raw(mail, name))[
            :MOST_IDS
        ]


def _back(mail: Message) -> str | None:
    if "return-path" not in mail:
        return None
    return _raw(mail, "return-path").strip().strip("<>").strip()


def _leaves(mail: Message) -> Iterator[Message]:
    """Yield the parts that are no containers; a mail within a mail is a file. Bounded."""
    waiting, seen = [mail], 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        within = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(within, list):
            waiting[:0] = [one for one in within if isinstance(one, Message)]
        else:
            yield part


def _body(leaves: list[Message]) -> tuple[str, int, bool]:
    """Return the text of a mail, which part it is, and whether it was read only roughly.

    Plain text before HTML; whatever stands beside is a file.
    """
    for media in ("text/plain", "text/html"):
        for number, part in enumerate(leaves):
            if part.get_content_type() != media or part.get_content_disposition() == "attachment":
                continue
            text, is_cut = _text(part)
            text = text_of_html(text) if media == "text/html" else text
            if text.strip():
                return _BAD_SIGNS.sub("", text).strip(), number, is_cut
    return "", -1, False


def _text(part: Message) -> tuple[str, bool]:
    content = _bytes(part)
    charset = str(part.get_content_charset() or "utf-8")
    try:
        return content.decode(charset), False
    except (LookupError, UnicodeDecodeError, ValueError):
        return _decoded(content), True


def _decoded(content: bytes) -> str:
    for encoding in _ENCODINGS:
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    return content.decode("utf-8", "replace")


def _bytes(part: Message) -> bytes:
    if part.get_content_maintype() in ("message", "multipart"):
        within = part.get_payload()
        parts = within if isinstance(within, list) else []
        return b"\n\n".join(bytes(one) for one in parts if isinstance(one, Message))
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _file(part: Message) -> MailFile | None:
    """Return a part as a file; `None` where it cannot be read."""
    with suppress(Exception):
        content = _bytes(part)
        name = ""
        with suppress(Exception):
            name = clean(str(part.get_filename() or ""))[:200]
        return MailFile(name=name, declared=part.get_content_type(), content=content)
    return None
