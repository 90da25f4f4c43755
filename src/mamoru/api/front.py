"""What a server answers: programs, senders of events, visitors' choices, and people elsewhere.

All leave one line in the access log, with the template of the address and never the address.
"""

import os
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.core.handlers.wsgi import WSGIHandler

from mamoru.api.application import Application
from mamoru.api.collector import Surface
from mamoru.api.sending import Environ, Line, StartResponse
from mamoru.api.visitors import PATH, Visitors
from mamoru.faces.here import DOOR
from mamoru.faces.secret import open_secrets
from mamoru.notices.headers import ROUTE
from mamoru.notices.views import NOW

API = "/api"
Answering = Callable[[Environ, Any], Iterable[bytes]]


class Front:
    """A WSGI application (PEP 3333) of the API and the public pages, by one clock."""

    def __init__(
        self, api: Application, now: Callable[[], datetime], *, access: Line | None = None
    ) -> None:
        self._api = api
        self._events = Surface(api.worker, access=access)
        self._now = now
        self._access = access
        open_secrets(api.worker.door)
        self._pages = WSGIHandler()
        self._visitors = Visitors(api.worker)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one call."""
        path = environ["PATH_INFO"]
        if path == API or path.startswith(f"{API}/"):
            return self._api(environ, start_response)
        if self._events.takes(path):
            return self._events(environ, start_response)
        answering = self._visitors if path == PATH else self._pages
        return self._told(answering, environ, start_response)

    def _told(
        self, answering: Answering, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer, and tell the log; HEAD as GET, without the content (RFC 9110, 9.3.2)."""
        began = time.perf_counter()
        request = os.urandom(16).hex()
        environ[NOW] = self._now()
        environ[DOOR] = self._api.worker.door
        sent = "-"

        def start(status: str, headers: list[tuple[str, str]], _: Any = None, /) -> Any:  # noqa: ANN401 - PEP 3333
            nonlocal sent
            sent = status.partition(" ")[0]
            told = [*headers, ("X-Request-Id", request)]
            return start_response(status, told)

        response = answering(environ, start)
        content = b"".join(response)
        close = getattr(response, "close", None)
        if close is not None:
            close()
        if self._access is not None:
            took = (time.perf_counter() - began) * 1000
            template = environ.get(ROUTE, "-")
            method = environ["REQUEST_METHOD"] if template != "-" else "-"
            self._access(f"{method} {template} {sent} {took:.1f}ms - {request}")
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [content]
