"""What a file is, told by its content and never by its name, and what it says.

Of archives, only office files are read (`mamoru.gate.documents`).
"""

import codecs
from contextlib import suppress

import msgspec

from mamoru.gate.documents import said

HEAD = 64 * 1024
UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
HTML = "text/html"
_CONTROLS = bytes(sign for sign in range(32) if sign not in b"\t\n\r\x0c\x1b")
_SAYS_NOTHING = frozenset(["", UNKNOWN, "application/x-download", "application/force-download"])
_ACTIVE_HEADS = (b"MZ", b"\x7fELF", b"#!", b"%!PS", b"{\\rtf")
_ACTIVE = ("script", "executable", "x-msdownload", "x-dosexec", "java", "x-sh", "html", "svg")
_ZIP = b"PK\x03\x04"
_WITHIN_ZIP = ("application/vnd.", "application/zip", "application/x-zip", "application/epub")
_MARKUP = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml")
_ENCODINGS = ("utf-8-sig", "iso2022_jp", "cp932")


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a file is."""

    media: str
    is_lying: bool
    """Whether its sender says that it is something of another sort."""
    is_active: bool
    """Whether some program would run or follow it."""
    text: str | None
    """What it says, where it is text or a document that can be read."""
    is_whole: bool
    """Whether that is all that it says."""

    @property
    def is_text(self) -> bool:
        """Whether its content is its text, so that a number in it can be masked."""
        return self.media in (TEXT, HTML)


def told(content: bytes, declared: str) -> Told:
    """Return what a file is, and whether that is what its sender declares."""
    head = content[:HEAD]
    text = _text(content)
    media = _media(head, is_text=text is not None)
    document = said(content) if text is None else None
    declared = declared.strip().lower()
    is_active = head.startswith(_ACTIVE_HEADS) or any(sort in media for sort in _ACTIVE)
    return Told(
        media=media, is_lying=not _agree(head, media, declared), is_active=is_active,
        text=document.text if document else text,
        is_whole=document.is_whole if document else text is not None,
    )  # fmt: skip


def _media(head: bytes, *, is_text: bool) -> str:
    if is_text:
        return HTML if head.lstrip()[:64].lower().startswith(_MARKUP) else TEXT
    import puremagic  # takes longer to import than most commands take

    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    best = max(matches, key=lambda one: one.confidence)
    return best.mime_type[:100] or UNKNOWN


def _agree(head: bytes, media: str, declared: str) -> bool:
    """Tell whether what is declared may be so. Texts are of many names, and office files zips."""
    if declared in _SAYS_NOTHING or declared == media:
        return True
    if media == TEXT:
        return declared.startswith(("text/", "message/")) or declared == "application/json"
    if media == HTML:
        return declared in (HTML, "application/xhtml+xml", "image/svg+xml", "text/xml")
    if head.startswith(_ZIP):
        return declared.startswith(_WITHIN_ZIP)
    sort, _, name = media.partition("/")
    said, _, called = declared.partition("/")
    return sort == said and (
        sort in ("image", "audio", "video") or name in called or called in name
    )


def _text(content: bytes) -> str | None:
    """Return what a file says, in the encodings of Japanese mail; `None` where it is no text."""
    if not content or content.translate(None, _CONTROLS) != content:
        return None
    for encoding in _ENCODINGS:
        with suppress(UnicodeDecodeError):
            return codecs.decode(content, encoding)
    return None
