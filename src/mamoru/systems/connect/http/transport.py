"""One call over HTTP: to one host, within one deadline, never redirected, of a limited size.

The name of the host is resolved once, and what is connected to is the address that was looked at,
so that no name can lead to this machine's own ports in between.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from base64 import b64encode
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from mamoru.systems.connect.engine import Limits
from mamoru.systems.errors import (
    SystemDownError,
    SystemFailedError,
    SystemSlowError,
    SystemUrlError,
)

LARGEST = 5 * 1024 * 1024
"""Bytes of the largest answer."""
LOOPBACK = frozenset(["localhost", "127.0.0.1", "::1"])


class Answered(NamedTuple):
    """What came back."""

    status: int
    body: bytes
    retry_after: str | None


class Host:
    """Where a service is, and how it knows us: the address that was registered."""

    def __init__(self, url: str, limits: Limits) -> None:
        """Take an address; raises `SystemUrlError`. Nothing is connected yet."""
        parts = _parts(url)
        self.name = parts.hostname or ""
        self.is_secure = parts.scheme == "https"
        self.port = parts.port or (443 if self.is_secure else 80)
        self.prefix = parts.path.rstrip("/")
        self._authority = parts.netloc.rpartition("@")[2]
        self._credentials = _credentials(parts)
        self._limits = limits

    def call(
        self, method: str, path: str, body: bytes | None = None, *, key: str | None = None
    ) -> Answered:
        """Return what the service answers.

        `key` goes with it as `Idempotency-Key`: a service that knows it does nothing twice.

        Raises `SystemDownError`, `SystemSlowError`, `SystemFailedError`.
        """
        until = time.monotonic() + self._limits.statement
        try:
            return self._answered(self._connected(), method, path, body, until, key)
        except TimeoutError:
            raise SystemSlowError from None
        except ssl.SSLError:
            raise SystemFailedError(what="TLS") from None
        except (ConnectionError, http.client.IncompleteRead):  # some are of both kinds
            raise SystemDownError from None
        except http.client.HTTPException:
            raise SystemFailedError(what="HTTP") from None
        except OSError:
            raise SystemDownError from None

    def _connected(self) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection(self.name, self.port)
        wire = socket.create_connection(self._address(), timeout=self._limits.connect)
        if self.is_secure:
            wire = ssl.create_default_context().wrap_socket(wire, server_hostname=self.name)
        connection.sock = wire
        return connection

    def _address(self) -> tuple[str, int]:
        """Return the address to connect to; raises `SystemUrlError` for one that serves nobody."""
        found = socket.getaddrinfo(self.name, self.port, type=socket.SOCK_STREAM)
        address = str(found[0][4][0])
        ip = ipaddress.ip_address(address.partition("%")[0])
        is_near = ip.is_loopback and self.name not in LOOPBACK
        if ip.is_link_local or ip.is_multicast or ip.is_unspecified or ip.is_reserved or is_near:
            raise SystemUrlError(
                reason_ja="接続できないアドレスです",
                reason_en="its address is not one of a service",
            )
        return address, self.port

    def _answered(
        self, connection: http.client.HTTPConnection, method: str, path: str, body: bytes | None,
        until: float, key: str | None,
    ) -> Answered:  # fmt: skip
        try:
            connection.request(method, f"{self.prefix}{path}", body, self._headers(body, key))
            _hurry(connection, until)
            answer = connection.getresponse()
            content = bytearray()
            while piece := answer.read1(1 << 16):
                content += piece
                if len(content) > LARGEST:
                    raise SystemFailedError(what="answer too large")
                _hurry(connection, until)
            return Answered(answer.status, bytes(content), answer.headers.get("Retry-After"))
        finally:
            connection.close()

    def _headers(self, body: bytes | None, key: str | None) -> Mapping[str, str]:
        found = {"Host": self._authority, "Accept": "application/json", "User-Agent": "mamoru"}
        if body is not None:
            found["Content-Type"] = "application/json"
        if key is not None:
            found["Idempotency-Key"] = f'"{key}"'  # a string of RFC 9651
        return found | self._credentials


def _hurry(connection: http.client.HTTPConnection, until: float) -> None:
    """Let the next wait last until the deadline at most."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    if connection.sock is not None:
        connection.sock.settimeout(left)


def _parts(url: str) -> SplitResult:
    if not url.isprintable() or " " in url:
        raise _bad("URL として読めません", "it is no URL")
    try:
        parts = urlsplit(url)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        raise _bad("URL として読めません", "it is no URL") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or not has_port:
        raise _bad("https:// で始まる URL が必要です", "it begins with https://")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise _bad("https が必要です(この機械を除く)", "it needs https, except on this machine")
    if parts.query or parts.fragment:
        raise _bad("? と # は使えません", "it has no query and no fragment")
    return parts


def _credentials(parts: SplitResult) -> dict[str, str]:
    """Return the header that says who we are: a token without a user, or user and password."""
    if parts.password is None:
        return {}
    user, word = unquote(parts.username or ""), unquote(parts.password)
    if not user:
        return {"Authorization": f"Bearer {word}"}
    return {"Authorization": f"Basic {b64encode(f'{user}:{word}'.encode()).decode()}"}


def _bad(ja: str, en: str) -> SystemUrlError:
    return SystemUrlError(reason_ja=ja, reason_en=en)
