"""How a WSGI application of ours sends an answer, and what it says of a defect."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from mamoru.api.endpoint import Reply

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], object]
Line = Callable[[str], object]

STATUS_LINES = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}
SAFE = (
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Referrer-Policy", "no-referrer"),
)
NOT_KEPT = (("Cache-Control", "no-store"),)


def sent(reply: Reply, request: str, start_response: StartResponse) -> Iterable[bytes]:
    """Send `reply`, and return its content."""
    size = len(reply.body) if reply.parts is None else reply.size
    named = {name for name, _ in reply.headers}
    start_response(
        STATUS_LINES[reply.status],
        [
            ("Content-Type", reply.media),
            *(() if size is None else (("Content-Length", str(size)),)),
            ("X-Request-Id", request),
            *(one for one in SAFE if one[0] not in named),
            *(() if "Cache-Control" in named else NOT_KEPT),
            *reply.headers,
        ],
    )
    return [reply.body] if reply.parts is None else reply.parts


def where(error: BaseException) -> str:
    """Return kind and place of a defect, without its message, which could hold anything."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    place = f"{at.tb_frame.f_code.co_name}:{at.tb_lineno}" if at is not None else "-"
    return f"{type(error).__name__} in {place}"
