"""`POST /tag/choices`: what visitors choose in the banner, from pages that may carry the tag.

Everybody may send here, without a key, so it takes little: a body of 4 KiB, from a page that the
configuration names, so many in a second and from one visitor so many in a minute. Whoever sends
learns nothing of anybody: the answer holds references that were just made, and nothing else.

The body is `text/plain`, as browsers send it to another origin without asking first.
"""

import logging
import threading
import time
from collections.abc import Iterable
from urllib.parse import urlsplit

import msgspec

from mamoru.api import intake
from mamoru.api.bodies import Bodies
from mamoru.api.endpoint import Reply
from mamoru.api.errors import BodyTooLargeError, FailedError, MethodUnknownError
from mamoru.api.problems import reply_to
from mamoru.api.sending import NOT_KEPT, SAFE, STATUS_LINES, Environ, StartResponse, where
from mamoru.api.worker import Worker
from mamoru.errors import MamoruError
from mamoru.notices.headers import ROUTE
from mamoru.tag.choices import Sent, record
from mamoru.tag.errors import PageNotListedError, TooManyChoicesError
from mamoru.tag.publish import in_force

log = logging.getLogger("mamoru.api")
PATH = "/tag/choices"
LARGEST = 4096
PER_SECOND, AT_ONCE = 40.0, 200.0
"""Choices that one process takes, on average and in a burst."""
OF_ONE, WINDOW_SECONDS = 20, 60.0
"""Choices of one visitor in a window."""
MOST_VISITORS = 10_000
_encode = msgspec.json.Encoder().encode


class Limits:
    """Takes so many choices and no more; raises `TooManyChoicesError` for those beyond."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._left = AT_ONCE
        self._at = time.monotonic()
        self._since = self._at
        self._of: dict[str, int] = {}

    def take(self, visitor: str) -> None:
        """Count one choice of a visitor."""
        with self._lock:
            now = time.monotonic()
            self._left = min(AT_ONCE, self._left + (now - self._at) * PER_SECOND)
            self._at = now
            if now - self._since > WINDOW_SECONDS or len(self._of) >= MOST_VISITORS:
                self._of, self._since = {}, now
            count = self._of.get(visitor, 0) + 1
            if self._left < 1 or count > OF_ONE:
                raise TooManyChoicesError
            self._left -= 1
            self._of[visitor] = count


class Visitors:
    """A WSGI application (PEP 3333) of the one address."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._bodies = Bodies(8)
        self._limits = Limits()
        self._decoder = msgspec.json.Decoder(Sent)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one call."""
        environ[ROUTE] = PATH
        shared: tuple[tuple[str, str], ...] = ()
        try:
            origin = self._origin(environ)
            shared = (("Access-Control-Allow-Origin", origin), ("Vary", "Origin"))
            reply = self._recorded(environ)
        except MamoruError as error:
            reply = _problem(error, environ)
        except Exception as error:  # noqa: BLE001 - whoever calls must get an answer
            log.error("a choice failed: %s", where(error))  # noqa: TRY400 - no values
            reply = _problem(FailedError(), environ)
        length = ("Content-Length", str(len(reply.body)))
        told = [("Content-Type", reply.media), length, *SAFE, *NOT_KEPT, *shared, *reply.headers]
        start_response(STATUS_LINES[reply.status], told)
        return [reply.body]

    def _origin(self, environ: Environ) -> str:
        """Return the origin of the page; raises where it is none that may carry the tag."""
        if environ["REQUEST_METHOD"] != "POST":
            raise MethodUnknownError(allowed="POST")
        origin = str(environ.get("HTTP_ORIGIN", ""))
        known = in_force().configuration.origins
        is_own = urlsplit(origin).netloc == environ.get("HTTP_HOST") != ""
        if not origin or not (origin in known or is_own):
            raise PageNotListedError
        return origin

    def _recorded(self, environ: Environ) -> Reply:
        with self._bodies:
            raw = _body(environ)
        sent = intake.decoded(self._decoder, raw)
        self._limits.take(sent.visitor)
        has_signal = environ.get("HTTP_SEC_GPC") == "1"
        done = record(self._worker.door, sent, has_signal=has_signal)
        return Reply(body=_encode(done))


def _body(environ: Environ) -> bytes:
    length = environ.get("CONTENT_LENGTH") or ""
    if length.isdigit() and int(length) > LARGEST:
        raise BodyTooLargeError(limit=LARGEST)
    parts, size = list[bytes](), 0
    while part := environ["wsgi.input"].read(LARGEST + 1 - size):
        parts.append(part)
        size += len(part)
        if size > LARGEST:
            raise BodyTooLargeError(limit=LARGEST)
    return b"".join(parts)


def _problem(error: MamoruError, environ: Environ) -> Reply:
    language = intake.language_of(environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    return reply_to(error, language, "-")
