"""Files that others sent, given to an officer: to be kept, never to be shown or run by the browser.

What a file is, its content says. Its name is one that we made, or its sender's without what would
mislead whoever keeps it.
"""

import unicodedata
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

SEALED_OFF: Final = "sandbox; default-src 'none'; frame-ancestors 'none'"
"""Whatever shows it all the same runs nothing of it, and takes it for no page of ours."""
_BEGINS = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}


_OF_PATHS = frozenset('/\\:*?"<>|')
LONGEST = 120
"""Characters of a sender's name."""


def ending_of(content: bytes) -> str:
    """Return by what its name is to end, for a program to open it: of unknown things `bin`."""
    found = next((name for start, name in _BEGINS.items() if content.startswith(start)), None)
    if found is not None:
        return found
    try:
        return "bin" if "\0" in content.decode() else "txt"
    except UnicodeDecodeError:
        return "bin"


def given_file(
    content: bytes | Iterable[bytes], name: str, *, size: int | None = None
) -> HttpResponseBase:
    """Return the answer that gives a file; `name` is a name of ours, and no more than that."""
    safe = "".join(one for one in name if one.isascii() and (one.isalnum() or one in "._-"))
    return _given(content, f'filename="{safe or "file"}"', size)


def sent_file(content: bytes, name: str) -> HttpResponseBase:
    """Return the answer that gives a file under its name of its sender, as far as that is safe."""
    return _given(content, f"filename*=UTF-8''{quote(safe_name(name), safe='')}", None)


def safe_name(name: str) -> str:
    """Return a name that is no path, is not hidden, and ends as it reads.

    Characters that show nothing or turn the text around go: an ending could hide behind them.
    """
    shown = (one for one in name if one not in _OF_PATHS and unicodedata.category(one)[0] != "C")
    kept = "".join(shown).strip(" .")
    if len(kept) > LONGEST:
        stem, dot, ending = kept.rpartition(".")
        end = f"{dot}{ending}"[:20] if stem else ""
        kept = kept[: LONGEST - len(end)] + end
    return kept or "file"


def _given(content: bytes | Iterable[bytes], named: str, size: int | None) -> HttpResponseBase:
    headers = {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": f"attachment; {named}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": SEALED_OFF,
    }
    if isinstance(content, bytes):
        return HttpResponse(content, headers=headers)
    if size is not None:
        headers["Content-Length"] = str(size)
    return StreamingHttpResponse(content, headers=headers)
