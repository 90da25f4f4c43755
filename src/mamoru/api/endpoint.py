"""One row of the table of endpoints, and what goes in and comes out of its verb."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mamoru.api.worker import Worker
from mamoru.errors import Language
from mamoru.gate.asking import OFFICER, Asker
from mamoru.gate.clients import Caller

KIBIBYTE = 1024
SINGLE = 1024 * KIBIBYTE
"""Bytes of the largest body about one person."""
BULK = 32 * 1024 * KIBIBYTE
"""Bytes of the largest body about many."""

JSON = "application/json"
OCTETS = "application/octet-stream"
TEXT = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"

OUTSIDE = ""
"""The scope of what everybody may ask, without a key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer, ready to be sent."""

    body: bytes = b""
    parts: Iterable[bytes] | None = None
    """Content that is sent piece by piece instead, `size` bytes in all, `None` if unknown."""
    size: int | None = 0
    status: int = 200
    media: str = JSON
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class GoingOn:
    """Where a transfer that broke is to go on (RFC 9110, 13.1.5 and 14.2)."""

    first: int
    """The first byte that is wanted: `Range: bytes=N-`."""
    validator: str
    """What `If-Range` says, without its quotes."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call whose key, scope, parameters and body have been accepted.

    `query` and `body` are values of the types that the endpoint names.
    """

    worker: Worker
    path: Mapping[str, str]
    language: Language
    request: str
    """Random id of the request, 32 hexadecimal digits."""
    caller: Caller | None
    expected: str | None
    """What `If-Match` says."""
    query: Any  # a value of `Endpoint.query`, which differs from row to row
    body: Any  # a value of `Endpoint.takes`, or `Incoming`
    going_on: GoingOn | None = None
    """Where a transfer that broke is to go on."""
    is_for_a_person: bool = False
    """Whether a browser asks, which shows pages."""

    @property
    def asker(self) -> Asker:
        """Return who asks, as the door wants to know it."""
        if self.caller is None:
            return OFFICER
        return Asker(system=self.caller.name, purposes=self.caller.purposes, request=self.request)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """An address and a method, what it takes and gives, and who may ask."""

    method: str
    path: str
    name: str
    """Name in the OpenAPI document, one word for client libraries."""
    summary: str
    verb: Callable[[Call], Reply]
    scope: str
    also: tuple[str, ...] = ()
    """Further scopes that are asked for."""
    query: type | None = None
    takes: type | None = None
    gives: type | None = None
    status: int = 200
    later: int | None = None
    """Status where the same answer tells of what goes on in the background."""
    media: str = JSON
    limit: int = SINGLE
    conditional: bool = False
    """Whether `If-Match` must come with it."""
    streams: bool = False
    """Whether the body is any content, which the verb reads piece by piece."""
