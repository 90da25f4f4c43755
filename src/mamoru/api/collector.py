"""Where events come in over HTTP: `/v1/…` as Segment has it, and Snowplow's `tp2`.

Whatever the content is said to be, it is read as JSON: beacons say it is text, one library that it
is a form. The answer is 200 with a verdict for each event; only what cannot be read as a whole, has
no valid key, or comes while nothing more can be kept, is answered otherwise.
"""

import base64
import binascii
import logging
import os
import time
import zlib
from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec
from django.conf import settings

from mamoru.api import intake
from mamoru.api.bodies import Bodies
from mamoru.api.cross_origin import allowing, preflight
from mamoru.api.endpoint import Reply
from mamoru.api.errors import AddressUnknownError, FailedError, KeyMissingError, MethodUnknownError
from mamoru.api.problems import reply_to
from mamoru.api.sending import Environ, Line, StartResponse, sent, where
from mamoru.api.worker import Worker
from mamoru.collection.collector import segment, snowplow
from mamoru.collection.collector.errors import EventsTooLargeError, EventsUnreadableError
from mamoru.collection.collector.incoming import LARGEST_BATCH, Delivery
from mamoru.collection.collector.prepare import Sender
from mamoru.errors import MamoruError
from mamoru.faces.network import address_of
from mamoru.gate.asking import Asker
from mamoru.gate.clients import Caller
from mamoru.gate.errors import ScopeMissingError, Scopes
from mamoru.gate.observing.event import Verdict

PREFIX = "/v1/"
SNOWPLOW = "/com.snowplowanalytics.snowplow/tp2"
METHODS = ("POST", "OPTIONS")
READING = 16
"""Bodies that are read at once in one process."""
_GZIP = 31
"""Window of zlib that reads gzip (RFC 1952) and nothing else."""
_encode = msgspec.json.Encoder().encode
log = logging.getLogger("mamoru.api")


class Verdicts(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a call: a verdict for each event, in their order."""

    success: bool = True
    verdicts: list[Verdict]


class Surface:
    """A WSGI application (PEP 3333) that takes events in."""

    def __init__(self, worker: Worker, *, access: Line | None = None) -> None:
        self._worker = worker
        self._access = access
        self._bodies = Bodies(READING)

    def takes(self, path: str) -> bool:
        """Tell whether an address is one of those for events."""
        return path.startswith(PREFIX) or path == SNOWPLOW

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one call."""
        began = time.perf_counter()
        request = os.urandom(16).hex()
        template, client = "-", "-"
        try:
            template = _template(environ["PATH_INFO"])
            allowed = allowing(environ, settings.EVENT_ORIGINS)
            if environ["REQUEST_METHOD"] == "OPTIONS":
                reply = preflight(allowed)
            else:
                client, reply = self._received(environ, template, allowed)
        except MamoruError as error:
            reply = _problem(error, environ, request)
        except Exception as error:  # noqa: BLE001 - whoever calls must get an answer
            log.error("request %s failed: %s", request, where(error))  # noqa: TRY400 - no values
            reply = _problem(FailedError(), environ, request)
        if self._access is not None:
            took = (time.perf_counter() - began) * 1000
            method = environ["REQUEST_METHOD"] if template != "-" else "-"
            self._access(f"{method} {template} {reply.status} {took:.1f}ms {client} {request}")
        return sent(reply, request, start_response)

    def _received(
        self, environ: Environ, template: str, headers: tuple[tuple[str, str], ...]
    ) -> tuple[str, Reply]:
        if environ["REQUEST_METHOD"] not in METHODS:
            raise MethodUnknownError(allowed=", ".join(METHODS))
        with self._bodies:
            raw = _body(environ)
        delivery = _delivery(raw, template)
        caller = self._caller(environ, delivery)
        sender = self._sender(environ, caller)
        verdicts = self._worker.collector.receive(delivery, sender)
        return caller.name, Reply(body=_encode(Verdicts(verdicts=verdicts)), headers=headers)

    def _caller(self, environ: Environ, delivery: Delivery) -> Caller:
        """Return whose key came with the call, in its header or in its body."""
        key = _key_of(environ.get("HTTP_AUTHORIZATION", "")) or delivery.write_key
        if not key:
            raise KeyMissingError
        caller = self._worker.clients.check(key)
        if Scopes.EVENTS_WRITE not in caller.scopes:
            raise ScopeMissingError(scope=Scopes.EVENTS_WRITE)
        return caller

    def _sender(self, environ: Environ, caller: Caller) -> Sender:
        return Sender(
            asker=Asker(system=caller.name, purposes=caller.purposes),
            may_identify=Scopes.EVENTS_IDENTIFY in caller.scopes,
            now=self._worker.now(),
            secret=self._worker.collector.secret(),
            signal=environ.get("HTTP_SEC_GPC", "").strip() == "1",
            address=address_of(environ),
            agent=environ.get("HTTP_USER_AGENT"),
        )


def _template(path: str) -> str:
    """Return the address as the log has it; raises `AddressUnknownError`."""
    if path == SNOWPLOW:
        return path
    route = path.removeprefix(PREFIX).removesuffix("/")
    if route not in segment.ROUTES:
        raise AddressUnknownError
    return PREFIX + route


def _delivery(raw: bytes, template: str) -> Delivery:
    if template == SNOWPLOW:
        return snowplow.read(raw)
    return segment.read(raw, segment.ROUTES[template.removeprefix(PREFIX)])


def _key_of(header: str) -> str | None:
    """Return the key in an Authorization header: Basic as user name, as Segment has it, or Bearer.

    Raises `KeyMissingError` for one that is neither.
    """
    kind, _, rest = header.partition(" ")
    if not header:
        return None
    try:
        if kind.lower() == "basic":
            return base64.b64decode(rest, validate=True).decode().partition(":")[0]
    except (binascii.Error, ValueError):
        raise KeyMissingError from None
    return rest.strip() if kind.lower() == "bearer" else None


def _body(environ: Environ) -> bytes:
    """Return the body of a call, unpacked; it never holds more than a batch may have.

    Raises `EventsTooLargeError`, `EventsUnreadableError`.
    """
    length = environ.get("CONTENT_LENGTH") or ""
    if length.isdigit() and int(length) > LARGEST_BATCH:
        raise EventsTooLargeError(limit=LARGEST_BATCH)
    stream: BinaryIO = environ["wsgi.input"]
    packing = environ.get("HTTP_CONTENT_ENCODING", "").strip().lower()
    if packing not in ("", "identity", "gzip"):
        raise EventsUnreadableError
    unpacking: Any = zlib.decompressobj(_GZIP) if packing == "gzip" else None
    found = bytearray()
    while part := stream.read(intake.CHUNK):
        found += _unpacked(unpacking, part, LARGEST_BATCH + 1 - len(found))
        if len(found) > LARGEST_BATCH:
            raise EventsTooLargeError(limit=LARGEST_BATCH)
    if unpacking is not None and not unpacking.eof:
        raise EventsUnreadableError
    return bytes(found)


def _unpacked(unpacking: Any, part: bytes, most: int) -> bytes:  # noqa: ANN401 - zlib names no type
    if unpacking is None:
        return part
    try:
        return bytes(unpacking.decompress(part, most))
    except zlib.error:
        raise EventsUnreadableError from None


def _problem(error: MamoruError, environ: Environ, request: str) -> Reply:
    language = intake.language_of(environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    return reply_to(error, language, request)
