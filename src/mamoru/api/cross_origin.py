"""What browsers ask before a page of one site may send to another (CORS, WHATWG Fetch)."""

from collections.abc import Collection
from typing import Any

from mamoru.api.endpoint import Reply
from mamoru.collection.collector.errors import OriginUnknownError

Headers = tuple[tuple[str, str], ...]
_ANSWERS: Headers = (
    ("Access-Control-Allow-Methods", "POST, OPTIONS"),
    ("Access-Control-Allow-Headers", "Authorization, Content-Type, Content-Encoding"),
    ("Access-Control-Max-Age", "86400"),
)


def allowing(environ: dict[str, Any], origins: Collection[str]) -> Headers:
    """Return the headers that let a page of an allowed site read the answer.

    What no browser sent names no site, and gets none. Raises `OriginUnknownError` for a site that
    is not allowed.
    """
    origin = environ.get("HTTP_ORIGIN")
    if origin is None:
        return ()
    if origin not in origins:
        raise OriginUnknownError
    return (("Access-Control-Allow-Origin", origin), ("Vary", "Origin"))


def preflight(allowed: Headers) -> Reply:
    """Return the answer to a browser that asks before it sends."""
    return Reply(status=204, headers=(*allowed, *_ANSWERS) if allowed else ())
