"""The API as a WSGI application (PEP 3333): route, key, scope, parameters, body, verb, answer.

HEAD is answered as GET is, without the content (RFC 9110, 9.3.2).

Order matters: nothing of a call is looked at before its key and scope are known to reach it, so a
client without the scope gets one and the same answer whoever exists.
"""

import logging
import os
import time
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

import msgspec

from mamoru.api import intake
from mamoru.api.bodies import Bodies, Incoming, read_off
from mamoru.api.endpoint import OUTSIDE, Call, Endpoint, Reply
from mamoru.api.errors import FailedError
from mamoru.api.problems import reply_to
from mamoru.api.routes import Routes
from mamoru.api.sending import Environ, Line, StartResponse, sent, where
from mamoru.api.strangers import Strangers
from mamoru.api.worker import Worker
from mamoru.errors import MamoruError
from mamoru.gate.clients import Caller
from mamoru.gate.errors import ScopeMissingError

log = logging.getLogger("mamoru.api")


class Application:
    """Answers calls with one table of endpoints.

    `access` is given one line for each call: method, template of the address, status, milliseconds,
    client and id of the request. Nothing of it tells about a person. It must not raise: the call
    has been carried out by then, and its answer must say so.
    """

    def __init__(
        self, worker: Worker, endpoints: Iterable[Endpoint], *, access: Line | None = None
    ) -> None:
        self.worker = worker
        self._access = access
        self._bodies = Bodies()
        self._strangers = Strangers()
        table = tuple(endpoints)
        self._routes = Routes(table)
        self._decoders: dict[str, msgspec.json.Decoder[Any]] = {
            one.name: msgspec.json.Decoder(one.takes) for one in table if one.takes is not None
        }

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one call."""
        began = time.perf_counter()
        request = os.urandom(16).hex()
        template, client = "-", "-"
        try:
            endpoint, names = self._routes.find(environ["REQUEST_METHOD"], environ["PATH_INFO"])
            template = endpoint.path
            caller = self._caller(endpoint, environ)
            client = caller.name if caller else "-"
            reply = endpoint.verb(self._call(endpoint, environ, names, caller, request))
        except MamoruError as error:
            if client != "-":
                read_off(environ, self._bodies)
            reply = self._problem(error, environ, request)
        except Exception as error:  # noqa: BLE001 - whoever calls must get an answer
            log.error("request %s failed: %s", request, where(error))  # noqa: TRY400 - no values
            reply = self._problem(FailedError(), environ, request)
        self._watch_keys(reply)
        if self._access is not None:
            took = (time.perf_counter() - began) * 1000
            method = environ["REQUEST_METHOD"] if template != "-" else "-"
            self._access(f"{method} {template} {reply.status} {took:.1f}ms {client} {request}")
        content = sent(reply, request, start_response)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else content

    def _watch_keys(self, reply: Reply) -> None:
        if reply.status == HTTPStatus.UNAUTHORIZED:
            self._strangers.turned_away(self.worker.now())
        if self._strangers.count:
            self._strangers.tell(self.worker.now())

    def _caller(self, endpoint: Endpoint, environ: Environ) -> Caller | None:
        if endpoint.scope == OUTSIDE:
            return None
        caller = self.worker.clients.check(intake.key_of(environ))
        for scope in (endpoint.scope, *endpoint.also):
            if scope not in caller.scopes:
                raise ScopeMissingError(scope=scope)
        return caller

    def _call(
        self,
        endpoint: Endpoint,
        environ: Environ,
        names: Any,  # noqa: ANN401 - a mapping
        caller: Caller | None,
        request: str,
    ) -> Call:
        decoder = self._decoders.get(endpoint.name)
        query = intake.parameters(endpoint.query, environ.get("QUERY_STRING", ""))
        body: Any = None
        if decoder is not None:
            with self._bodies:
                raw = intake.body_of(environ, endpoint.limit)
            body = intake.decoded(decoder, raw)
        elif endpoint.streams:
            body = Incoming(environ, self._bodies)
        return Call(
            self.worker, names, intake.language_of(environ.get("HTTP_ACCEPT_LANGUAGE", "")),
            request, caller, environ.get("HTTP_IF_MATCH"), query, body,
            intake.going_on(environ), "text/html" in environ.get("HTTP_ACCEPT", ""),
        )  # fmt: skip

    def _problem(self, error: MamoruError, environ: Environ, request: str) -> Reply:
        language = intake.language_of(environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        return reply_to(error, language, request)
