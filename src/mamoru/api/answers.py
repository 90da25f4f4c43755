"""Answers to requests over HTTP: handed over by whoever handles them, and taken by their link."""

from collections.abc import Callable

import msgspec
from django.conf import settings

from mamoru.api.answer_page import page, problem_page
from mamoru.api.endpoint import HTML, OCTETS, OUTSIDE, Call, Endpoint, Reply
from mamoru.api.routes import PREFIX
from mamoru.api.taking_page import PageLanguage, for_people, language_of
from mamoru.gate.asking import Reference
from mamoru.gate.errors import Scopes
from mamoru.gate.looking import looking
from mamoru.rights.answer.offer import (
    answer_files,
    choose_method,
    hand_over,
    known,
    offer,
    take,
)
from mamoru.rights.requests.state import Method
from mamoru.rights.requests.steps import request_row

_encode = msgspec.json.Encoder().encode
PATH = f"{PREFIX}/answers"


class AnswerLinked(msgspec.Struct, frozen=True, kw_only=True):
    """A link that takes an answer once, and what opens it; both are shown this once."""

    request: str
    path: str
    """On this server."""
    url: str | None
    passphrase: str | None
    """To be given by another way than the link; `null` where the person's own key opens it."""
    expires_at: str


class AnswerGiven(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an answer was given otherwise than by a link."""

    method: Method
    reference: Reference
    """Proof of posting, for instance."""


class MethodChosen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the answer is given instead, where what the person chose is difficult."""

    method: Method


class AnswerStands(msgspec.Struct, frozen=True, kw_only=True):
    """Where the request stands, once its answer was dealt with."""

    request: str
    state: str


def linked(call: Call) -> Reply:
    """Return a new link to an answer."""
    found = offer(call.worker.door, call.asker, call.path["request"])
    path = f"{PATH}/{found.token}"
    told = AnswerLinked(
        request=found.request, path=path, url=f"{settings.URL}{path}" if settings.URL else None,
        passphrase=found.passphrase, expires_at=found.expires_at.isoformat(),
    )  # fmt: skip
    return Reply(status=201, body=_encode(told))


def printed(call: Call) -> Reply:
    """Return the files of an answer that is to be printed."""
    content = answer_files(call.worker.door, call.asker, call.path["request"])
    return Reply(
        body=content, media=OCTETS,
        headers=(("Content-Disposition", 'attachment; filename="answer.zip"'),),
    )  # fmt: skip


def given(call: Call) -> Reply:
    """Note how an answer was given."""
    said: AnswerGiven = call.body
    hand_over(call.worker.door, call.asker, call.path["request"], said.reference, said.method)
    return _stands(call)


def chosen(call: Call) -> Reply:
    """Give an answer otherwise than the person chose."""
    said: MethodChosen = call.body
    choose_method(call.worker.door, call.asker, call.path["request"], said.method)
    return _stands(call)


def _stands(call: Call) -> Reply:
    with looking():
        row = request_row(call.path["request"])
    return Reply(body=_encode(AnswerStands(request=row.ref, state=row.state)))


def looked_at(call: Call) -> Reply:
    """Return a page with the button that takes an answer; looking at it uses nothing up."""

    def offered() -> Reply:
        with looking():
            link = known(call.path["token"], call.worker.now())
        return page(link, call.worker.door.policy.controller, language_of(call))

    return _for_people(call, offered)


def taken(call: Call) -> Reply:
    """Send an answer; the link is used up."""

    def sent() -> Reply:
        found = take(call.worker.door, call.path["token"])
        return Reply(
            body=found.content, media=OCTETS,
            headers=(("Content-Disposition", f'attachment; filename="{found.name}"'),),
        )  # fmt: skip

    return _for_people(call, sent)


def _for_people(call: Call, act: Callable[[], Reply]) -> Reply:
    return for_people(call, lambda error: problem_page(error, language_of(call)), act)


ENDPOINTS = (
    Endpoint(
        method="POST", path="/requests/{request}/link", name="linkAnswer",
        summary="A new link that takes the answer once, and the passphrase that opens it",
        verb=linked, scope=Scopes.REQUESTS_HANDLE, gives=AnswerLinked, status=201,
    ),
    Endpoint(
        method="GET", path="/requests/{request}/answer", name="printAnswer",
        summary="The files of an answer that is to be printed, as a zip archive; on record",
        verb=printed, scope=Scopes.REQUESTS_HANDLE, media=OCTETS,
    ),
    Endpoint(
        method="POST", path="/requests/{request}/method", name="chooseMethod",
        summary="Give the answer otherwise than the person chose, where that is difficult",
        verb=chosen, scope=Scopes.REQUESTS_HANDLE, takes=MethodChosen, gives=AnswerStands,
    ),
    Endpoint(
        method="POST", path="/requests/{request}/delivery", name="giveAnswer",
        summary="Note that the answer was given otherwise than by a link", verb=given,
        scope=Scopes.REQUESTS_HANDLE, takes=AnswerGiven, gives=AnswerStands,
    ),
    Endpoint(
        method="GET", path="/answers/{token}", name="lookAtAnswer",
        summary="A page that offers to take an answer; it uses nothing up", verb=looked_at,
        scope=OUTSIDE, media=HTML, query=PageLanguage,
    ),
    Endpoint(
        method="POST", path="/answers/{token}", name="takeAnswer",
        summary="The answer, as an age file; the link is used up", verb=taken, scope=OUTSIDE,
        query=PageLanguage, media=OCTETS,
    ),
)  # fmt: skip
