"""What a file is, told by its content and never by its name.

A form takes only types of this list. Nothing that a browser would run is among them (no HTML, no
SVG), and no program or document with macros.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from mamoru.collection.forms.errors import FileTypeRefusedError

OFFICE = "application/vnd.openxmlformats-officedocument"
KNOWN: dict[str, bytes | None] = {
    "application/pdf": None,
    "image/png": None,
    "image/jpeg": None,
    "image/gif": None,
    "image/webp": None,
    "image/heif": None,
    "image/tiff": None,
    f"{OFFICE}.wordprocessingml.document": b"word/",
    f"{OFFICE}.spreadsheetml.sheet": b"xl/",
    f"{OFFICE}.presentationml.presentation": b"ppt/",
    "text/plain": None,
    "text/csv": None,
}
"""Types that a form may take; of those that are archives, what the names in them begin with."""
TEXTS = frozenset(["text/plain", "text/csv"])
HEAD = 64 * 1024
"""Bytes of the beginning by which a type is told."""
_ARCHIVE = b"PK\x03\x04"
_MACROS = b"vbaProject"
_PDF = b"%PDF-"
_ACTIVE = (b"<", b"%!PS", b"{\\rtf", b"#!")
"""How texts begin that some program would run or follow."""
_NO_SIGNS = re.compile("[\uf8f0-\uf8f3]")
"""What Python reads the four bytes of Shift_JIS as that are no characters."""
_KEPT_CONTROLS = b"\t\n\r\x0c"
_CONTROLS = bytes(sign for sign in range(32) if sign not in _KEPT_CONTROLS) + b"\x7f"


def media_of(head: bytes, allowed: Iterable[str]) -> str:
    """Return which of `allowed` the content is that begins with `head`.

    Raises `FileTypeRefusedError` where it is none of them, or cannot be told.
    """
    taken = tuple(allowed)
    found = _told(head)
    for media in taken:
        if media in found:
            return media
    raise FileTypeRefusedError(allowed=", ".join(taken))


def _told(head: bytes) -> set[str]:
    """Return the types that the content may be."""
    if head.startswith(_ARCHIVE):
        within = {media for media, begins in KNOWN.items() if begins and begins in head}
        return within if len(within) == 1 and _MACROS not in head else set()
    if head.translate(None, _CONTROLS) == head and not head.startswith(_PDF):
        is_active = head.removeprefix(codecs.BOM_UTF8).lstrip()[:5].startswith(_ACTIVE)
        return set() if is_active or not head else set(TEXTS)
    return _signed(head)


def _signed(head: bytes) -> set[str]:
    """Return the types whose signature the content has, those of the strongest one."""
    import puremagic  # takes longer to import than most commands take

    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return set()
    strongest = max(one.confidence for one in matches)
    return {one.mime_type for one in matches if one.confidence == strongest} & KNOWN.keys()


def checked(content: Iterable[bytes], media: str, allowed: Iterable[str]) -> Iterator[bytes]:
    """Yield `content`, making sure that what began as text goes on as text."""
    if media not in TEXTS:
        yield from content
        return
    readers = [codecs.getincrementaldecoder(name)() for name in ("utf-8-sig", "cp932")]
    for part in chain(content, [b""]):
        if part.translate(None, _CONTROLS) != part:
            raise FileTypeRefusedError(allowed=", ".join(allowed))
        readers = [reader for reader in readers if _goes_on(reader, part)]  # nothing: the end
        if not readers:
            raise FileTypeRefusedError(allowed=", ".join(allowed))
        yield part


def _goes_on(reader: codecs.IncrementalDecoder, part: bytes) -> bool:
    try:
        text = reader.decode(part, final=not part)
    except UnicodeDecodeError:
        return False
    return not _NO_SIGNS.search(text)
