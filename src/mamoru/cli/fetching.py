"""Getting a page as a browser would, within bounds: of time, of size, of hops.

Only `http` and `https` are followed, so that no page can lead to a file of this machine. Private
addresses are allowed: whoever asks chose the address.
"""

import re
import time
import urllib.error
import urllib.request
from http.client import HTTPException, HTTPMessage
from typing import IO, NamedTuple

from mamoru.cli.errors import PageUnreachableError, PageUnusableError
from mamoru.policy.words import Word
from mamoru.reasons import reason_of

LARGEST_PAGE = 8 * 1024 * 1024
CHUNK = 1 << 16
HOPS = 5
SILENCE_SECONDS = 15.0
"""Longest wait for the next bytes."""
WHOLE_SECONDS = 60.0
"""Longest wait for all of them."""
TYPES = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown")
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_SCHEME = re.compile(r"https?://", re.IGNORECASE)

TOO_LARGE = Word("大きすぎる", "it is too large")
TOO_SLOW = Word("時間がかかりすぎる", "it takes too long")
HOPPING = Word("転送が多すぎる", "it is redirected too often")
LEADS_ELSEWHERE = Word("http(s) 以外へ転送された", "it leads to something other than http(s)")
NOT_TEXT = Word("HTML でもテキストでもない", "it is neither HTML nor text")
NOT_UNDERSTOOD = Word("応答を理解できない", "its answer cannot be understood")
PACKED = Word("圧縮されている", "it came compressed, unasked")


class Page(NamedTuple):
    """What was found, as text."""

    text: str
    is_html: bool


def is_address(name: str) -> bool:
    """Return whether `name` is an address and no file."""
    return _SCHEME.match(name) is not None


def fetched(address: str, *, whole_seconds: float = WHOLE_SECONDS) -> Page:
    """Return the page at `address`.

    Raises `PageUnreachableError` where nobody answers with a page, `PageUnusableError` where it is
    no text or exceeds the bounds.
    """
    until = time.monotonic() + whole_seconds
    headers = {"User-Agent": "mamoru-drift", "Accept": ", ".join(TYPES)}
    try:
        # S310: `is_address` and `_Hops` see to the scheme
        request = urllib.request.Request(address, headers=headers)  # noqa: S310
        with _opener().open(request, timeout=min(SILENCE_SECONDS, whole_seconds)) as answer:
            raw = _read(answer, until)
            told: HTTPMessage = answer.headers
    except urllib.error.HTTPError as error:
        error.close()
        raise _unreachable(Word(f"HTTP {error.code}", f"HTTP {error.code}")) from None
    except urllib.error.URLError as error:
        reason = error.reason
        if isinstance(reason, TimeoutError):
            raise _unreachable(TOO_SLOW) from None
        if isinstance(reason, OSError):
            raise PageUnreachableError(**reason_of(reason)) from None
        raise _unreachable(NOT_UNDERSTOOD) from None
    except TimeoutError:
        raise _unreachable(TOO_SLOW) from None
    except OSError as error:
        raise PageUnreachableError(**reason_of(error)) from None
    except (HTTPException, ValueError):
        raise _unreachable(NOT_UNDERSTOOD) from None
    if told.get("Content-Encoding", "identity") != "identity":
        raise _unusable(PACKED)
    kind = told.get_content_type()
    if kind not in TYPES:
        raise _unusable(NOT_TEXT)
    return Page(_decoded(raw, told.get_content_charset()), "html" in kind)


def page_in(raw: bytes, name: str) -> Page:
    """Return the page in a file of that name; one that begins like HTML is HTML."""
    if len(raw) > LARGEST_PAGE:
        raise _unusable(TOO_LARGE)
    if raw.startswith(b"%PDF") or b"\x00" in raw[:1024]:
        raise _unusable(NOT_TEXT)
    text = _decoded(raw, None)
    is_html = name.lower().endswith((".html", ".htm", ".xhtml")) or re.match(
        r"\s*(?:<!doctype html|<html|<\?xml)", text, re.IGNORECASE
    )
    return Page(text, bool(is_html))


def _opener() -> urllib.request.OpenerDirector:
    """Return an opener that knows http and https, and the proxies of the environment, only."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Hops(),
    ):
        opener.add_handler(handler)
    return opener


class _Hops(urllib.request.HTTPRedirectHandler):
    max_redirections = HOPS
    max_repeats = 2

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Follow to http and https only."""
        if not is_address(newurl):
            raise _unusable(LEADS_ELSEWHERE)
        hops: dict[str, int] = getattr(req, "redirect_dict", {})
        if sum(hops.values()) >= HOPS:
            raise _unusable(HOPPING)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _read(answer: IO[bytes], until: float) -> bytes:
    raw = bytearray()
    while part := answer.read(CHUNK):
        raw += part
        if len(raw) > LARGEST_PAGE:
            raise _unusable(TOO_LARGE)
        if time.monotonic() > until:
            raise _unusable(TOO_SLOW)
    return bytes(raw)


def _decoded(raw: bytes, charset: str | None) -> str:
    """Return the text, in the encoding that the answer or the page names, UTF-8 if neither."""
    named = _CHARSET.search(raw[:2048])
    for name in (charset, named and named[1].decode("ascii"), "utf-8"):
        if name is not None:
            try:
                return raw.decode(name, errors="replace")
            except LookupError:
                continue
    return raw.decode("utf-8", errors="replace")


def _unreachable(reason: Word) -> PageUnreachableError:
    return PageUnreachableError(reason_ja=reason.ja, reason_en=reason.en)


def _unusable(reason: Word) -> PageUnusableError:
    return PageUnusableError(reason_ja=reason.ja, reason_en=reason.en)
