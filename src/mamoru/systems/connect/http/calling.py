"""A service that has only an API: the calls of its map, made for one person."""

import json
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote

import msgspec

from mamoru.systems.connect.engine import Limits
from mamoru.systems.connect.http.transport import Answered, Host
from mamoru.systems.errors import (
    SystemConstraintError,
    SystemDeniesError,
    SystemDownError,
    SystemFailedError,
    SystemSlowError,
)
from mamoru.systems.map.calls import filled
from mamoru.systems.map.model import Call, Field

TRIES = 3
LONGEST_WAIT = 5.0
"""Seconds between two tries, at most, whatever the service asks for."""
SHORTEST_WAIT = 0.2
BUSY = frozenset([429, 503])
ACCEPTED = 202
WILL_NOT = frozenset([400, 405, 422])
"""Statuses by which a service says that it will not do what it was called for."""
ROWS = 10_000
"""Rows of one answer, at most."""


class Service:
    """A service that is reached by an address."""

    def __init__(
        self, url: str, *, limits: Limits | None = None, wait: Callable[[float], None] = time.sleep
    ) -> None:
        """Take an address; raises `SystemUrlError`. Nothing is connected yet."""
        self._host = Host(url, limits or Limits())
        self._wait = wait

    def rows(self, call: Call, values: Mapping[str, str]) -> list[dict[str, Any]] | None:
        """Return the rows that a call answers for a person, `None` if it knows nobody of that name.

        Rows are found by the plain names in the map and by nothing else. Raises what `make` raises.
        """
        answer = self.make(call, values)
        if answer is None:
            return None
        try:
            found: Any = msgspec.json.decode(answer.body)
        except (msgspec.DecodeError, RecursionError):
            raise SystemFailedError(what="no JSON") from None
        for name in call.rows:
            found = found.get(name) if isinstance(found, dict) else None
        rows = found if isinstance(found, list) else [found]
        if len(rows) > ROWS or not all(isinstance(row, dict) for row in rows):
            raise SystemFailedError(what="no rows")
        return rows

    def do(
        self, call: Call, values: Mapping[str, str], *, fields: Mapping[str, Field], key: str,
        is_done: Callable[[], bool],
    ) -> bool:  # fmt: skip
        """Make a call that does something; return whether the service has only accepted it so far.

        Where it breaks off or takes too long, `is_done` looks before it is made again, with the
        same `key`. Raises what `make` raises, and `SystemConstraintError` where the service will
        not do it.
        """
        answer = self.make(call, values, fields=fields, key=key, is_done=is_done)
        return answer is not None and answer.status == ACCEPTED

    def make(
        self, call: Call, values: Mapping[str, str], *, fields: Mapping[str, Field] | None = None,
        key: str | None = None, is_done: Callable[[], bool] | None = None,
    ) -> Answered | None:  # fmt: skip
        """Make a call for a person; `None` if the service knows nobody of that name.

        A service that is busy is asked again, as often as `TRIES`. Raises `SystemDeniesError`,
        `SystemFailedError`, `SystemDownError`, `SystemSlowError`.
        """
        path, body = _filled(call.path, values), _body(call, values, fields or {})
        answer = self._tried(call, path, body, key, is_done)
        if answer is None:
            return None
        if answer.status in call.absent:
            return None
        if answer.status in (401, 403):
            raise SystemDeniesError
        if answer.status in BUSY:
            raise SystemDownError
        if is_done is not None and answer.status in WILL_NOT:
            raise SystemConstraintError
        if not 200 <= answer.status < 300:  # a redirection as well: it could lead anywhere
            raise SystemFailedError(what=f"HTTP {answer.status}")
        return answer

    def _tried(
        self, call: Call, path: str, body: bytes | None, key: str | None,
        is_done: Callable[[], bool] | None,
    ) -> Answered | None:  # fmt: skip
        """Return the last answer, `None` where it turned out to be done without one."""
        for left in reversed(range(TRIES)):
            try:
                answer = self._host.call(call.method, path, body, key=key)
            except (SystemSlowError, SystemDownError):
                if is_done is None or not left:
                    raise
                self._wait(SHORTEST_WAIT)
                if is_done():
                    return None
                continue
            if answer.status not in BUSY or not left:
                return answer
            self._wait(_waiting(answer.retry_after))
        raise AssertionError  # the last try returned or raised

    def close(self) -> None:
        """Do nothing: no connection outlives its call."""


def _filled(path: str, values: Mapping[str, str]) -> str:
    """Return a path in which values are words of it, whatever they hold."""
    return filled(path, values, _word)


def _word(value: str) -> str:
    if value in ("", ".", ".."):  # these would be another path
        raise SystemFailedError(what="identifier")
    return quote(value, safe="")


def _body(
    call: Call, values: Mapping[str, str], fields: Mapping[str, Field]
) -> bytes | None:  # fmt: skip
    if not (call.body or fields):
        return b"" if call.method in ("POST", "PUT", "PATCH") else None
    said: dict[str, Field] = {name: filled(text, values) for name, text in call.body.items()}
    return json.dumps({**said, **fields}).encode()


def _waiting(after: str | None) -> float:
    """Return how long to wait before the next try, in seconds (RFC 9110, 10.2.3)."""
    if after is None:
        return SHORTEST_WAIT
    if after.isascii() and after.isdigit():
        return min(LONGEST_WAIT, max(SHORTEST_WAIT, float(after[:6])))
    try:
        left = (parsedate_to_datetime(after) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return SHORTEST_WAIT
    return min(LONGEST_WAIT, max(SHORTEST_WAIT, left))
