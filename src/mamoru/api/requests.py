"""Requests of people over HTTP: received, identified, handled, decided."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from typing import Annotated, Literal

import msgspec

from mamoru.api.answers import ENDPOINTS as ANSWERS
from mamoru.api.endpoint import Call, Endpoint, Reply
from mamoru.api.request_steps import STEPS
from mamoru.errors import Language
from mamoru.faces.evenly import in_even_time
from mamoru.gate.errors import Scopes
from mamoru.gate.looking import looking
from mamoru.law.calendar import tokyo_day
from mamoru.rights.requests import codes, due
from mamoru.rights.requests.errors import RequestStateError, UnknownRequestError
from mamoru.rights.requests.figures import RequestFigures, figures
from mamoru.rights.requests.identify import (
    DocumentKept,
    DocumentSent,
    Vouched,
    keep_document,
    vouch,
)
from mamoru.rights.requests.receive import NewRequest, RequestReceived, receive, unidentified
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.steps import request_row
from mamoru.rights.requests.view import RequestReport, RequestSummary, report

BEYOND = "beyond identity"
"""All that a key that may only receive learns of where a request stands."""
_encode = msgspec.json.Encoder().encode
Reference = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class OfRequests(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which requests are listed."""

    state: RequestState | None = None
    person: Annotated[str, msgspec.Meta(max_length=40)] | None = None


class WaitingRequests(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose turn it is, or only what is late."""

    who: Literal["person", "officer", "decider", "worker"] | None = None
    late: Literal["yes", "no"] = "no"


class FiguresSpan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From which day to which, in Japan; this year where none is named."""

    since: date | None = None
    until: date | None = None
    language: Language = "ja"


class RequestList(msgspec.Struct, frozen=True, kw_only=True):
    """Requests, and where they stand."""

    requests: tuple[RequestSummary, ...]


class SessionShown(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where it is shown that the person is signed in."""

    reference: Reference


class CodeWanted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a number goes to the person."""

    by: Literal["mail", "post"] = "mail"


class CodeTried(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The number that the person was sent."""

    code: Annotated[str, msgspec.Meta(min_length=1, max_length=32)]


class RequestAt(msgspec.Struct, frozen=True, kw_only=True):
    """What a request waits for now."""

    request: str
    state: str


def stands(call: Call, state: str) -> Reply:
    """Return what the request waits for now."""
    return Reply(body=_encode(RequestAt(request=call.path["request"], state=state)))


def received(call: Call) -> Reply:
    """Receive a request."""
    new: NewRequest = call.body
    is_blind = _is_blind(call)
    with in_even_time() if is_blind else nullcontext():
        found = receive(call.worker.door, call.asker, new)
    if is_blind:
        found = unidentified(found)
    return Reply(status=200 if found.is_repeated else 201, body=_encode(found))


def listed(call: Call) -> Reply:
    """Return requests, the latest first."""
    wanted: OfRequests = call.query
    with looking():
        found = due.requests(call.worker.now(), state=wanted.state, person=wanted.person)
        return Reply(body=_encode(RequestList(requests=tuple(found))))


def waiting(call: Call) -> Reply:
    """Return what waits, the most urgent first."""
    wanted: WaitingRequests = call.query
    with looking():
        found = due.waiting(call.worker.now(), who=wanted.who, late=wanted.late == "yes")
        return Reply(body=_encode(RequestList(requests=tuple(found))))


def counted(call: Call) -> Reply:
    """Return figures about requests."""
    wanted: FiguresSpan = call.query
    now = call.worker.now()
    today = tokyo_day(now)
    with looking():
        found = figures(wanted.since or today.replace(month=1, day=1), wanted.until or today, now)
        return Reply(body=_encode(found))


def shown(call: Call) -> Reply:
    """Return one request with its steps."""
    with looking():
        return Reply(body=_encode(report(request_row(call.path["request"]), call.worker.now())))


def _is_blind(call: Call) -> bool:
    """Tell whether a key may only receive, and so must not learn who is held."""
    return call.caller is not None and Scopes.REQUESTS_HANDLE not in call.caller.scopes


@contextmanager
def _own(call: Call) -> Iterator[bool]:
    """Let a key that may only receive go on with nothing but what its own system received.

    Of another's it is told as little as of one that does not exist, and of its own not where it
    stands, which would tell whether somebody is held. Gives whether it is such a key.
    """
    if not _is_blind(call):
        yield False
        return
    with looking():
        row = request_row(call.path["request"])
    if row.caller != call.asker.system:
        raise UnknownRequestError
    try:
        yield True
    except RequestStateError:
        raise RequestStateError(request=row.ref, state=BEYOND) from None


def signed_in(call: Call) -> Reply:
    """Note that the person is signed in to the caller's system."""
    said: SessionShown = call.body
    vouched = Vouched(way="session", reference=said.reference)
    with _own(call) as is_blind:
        state = vouch(
            call.worker.door, call.asker, call.path["request"], vouched, is_blind=is_blind
        )
    return stands(call, state)


def code_sent(call: Call) -> Reply:
    """Send a number, or return it to be printed."""
    wanted: CodeWanted = call.body
    with _own(call) as is_blind:
        made = codes.send_code(
            call.worker.door, call.asker, call.path["request"], by_post=wanted.by == "post",
            is_blind=is_blind,
        )  # fmt: skip
    return Reply(status=201, body=_encode(made))


def code_tried(call: Call) -> Reply:
    """Try a number."""
    said: CodeTried = call.body
    with _own(call) as is_blind:
        state = codes.try_code(
            call.worker.door, call.asker, call.path["request"], said.code, is_blind=is_blind
        )
    return stands(call, state)


def document_sent(call: Call) -> Reply:
    """Keep an identity document for its check."""
    sent: DocumentSent = call.body
    with _own(call):
        kept = keep_document(call.worker.door, call.asker, call.path["request"], sent)
    return Reply(status=201, body=_encode(kept))


ENDPOINTS = (
    Endpoint(
        method="POST", path="/requests", name="receiveRequest",
        summary="Receive a request of a person about their own information", verb=received,
        scope=Scopes.REQUESTS_RECEIVE, takes=NewRequest, gives=RequestReceived, status=201,
    ),
    Endpoint(
        method="GET", path="/requests", name="listRequests",
        summary="Requests, the latest first", verb=listed, scope=Scopes.REQUESTS_HANDLE,
        query=OfRequests, gives=RequestList,
    ),
    Endpoint(
        method="GET", path="/requests/due", name="waitingRequests",
        summary="What waits, for whom, since when, and what is late", verb=waiting,
        scope=Scopes.REQUESTS_HANDLE, query=WaitingRequests, gives=RequestList,
    ),
    Endpoint(
        method="GET", path="/requests/figures", name="figuresOfRequests",
        summary="Figures about requests, without small counts", verb=counted,
        scope=Scopes.REQUESTS_HANDLE, query=FiguresSpan, gives=RequestFigures,
    ),
    Endpoint(
        method="GET", path="/requests/{request}", name="showRequest",
        summary="One request with its steps", verb=shown, scope=Scopes.REQUESTS_HANDLE,
        gives=RequestReport,
    ),
    Endpoint(
        method="POST", path="/requests/{request}/session", name="showSession",
        summary="Say that the person is signed in to the caller's system", verb=signed_in,
        scope=Scopes.REQUESTS_RECEIVE, takes=SessionShown, gives=RequestAt,
    ),
    Endpoint(
        method="POST", path="/requests/{request}/code", name="sendCode",
        summary="Send a number to the address on file, which shows who asks", verb=code_sent,
        scope=Scopes.REQUESTS_RECEIVE, takes=CodeWanted, gives=codes.CodeMade, status=201,
    ),
    Endpoint(
        method="POST", path="/requests/{request}/code/trial", name="tryCode",
        summary="Try the number that was sent", verb=code_tried, scope=Scopes.REQUESTS_RECEIVE,
        takes=CodeTried, gives=RequestAt,
    ),
    Endpoint(
        method="POST", path="/requests/{request}/document", name="sendIdentityDocument",
        summary="Send an identity document for its check: masked, and erased after it",
        verb=document_sent, scope=Scopes.REQUESTS_RECEIVE, takes=DocumentSent,
        gives=DocumentKept, status=201, limit=12 * 1024 * 1024,
    ),
    *STEPS, *ANSWERS,
)  # fmt: skip
