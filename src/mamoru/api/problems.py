"""Errors as problem details (RFC 9457), in Japanese and English, never with a rejected value."""

from http import HTTPStatus
from typing import Any

import msgspec

from mamoru.api import errors
from mamoru.api.endpoint import Reply
from mamoru.api.titles import title_of
from mamoru.collection.collector.errors import EventsTooLargeError, EventsUnreadableError
from mamoru.collection.forms.errors import FileTooLargeError, FileTypeRefusedError
from mamoru.errors import (
    BadInputError,
    ConfigurationError,
    ConflictError,
    IntegrityError,
    Language,
    MamoruError,
    NotFoundError,
    RefusedError,
    UnavailableError,
)
from mamoru.gate.errors import HandlingRefusedError, StalePersonError, UnknownClientError
from mamoru.gate.recipient_errors import PartyNotReadyError
from mamoru.parties.ready import Missing
from mamoru.policy.handling import NearMiss, Need

MEDIA = "application/problem+json"
RETRY_SECONDS = "2"

STATUSES: tuple[tuple[type[MamoruError], HTTPStatus], ...] = (
    (errors.BodyUnreadableError, HTTPStatus.BAD_REQUEST),
    (errors.ParameterInvalidError, HTTPStatus.BAD_REQUEST),
    (EventsUnreadableError, HTTPStatus.BAD_REQUEST),
    (errors.KeyMissingError, HTTPStatus.UNAUTHORIZED),
    (UnknownClientError, HTTPStatus.UNAUTHORIZED),
    (RefusedError, HTTPStatus.FORBIDDEN),
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (errors.MethodUnknownError, HTTPStatus.METHOD_NOT_ALLOWED),
    (StalePersonError, HTTPStatus.PRECONDITION_FAILED),
    (ConflictError, HTTPStatus.CONFLICT),
    (errors.BodyTooLargeError, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (EventsTooLargeError, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (FileTooLargeError, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (FileTypeRefusedError, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    (errors.MediaUnsupportedError, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    (errors.VersionExpectedError, HTTPStatus.PRECONDITION_REQUIRED),
    (BadInputError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (errors.FailedError, HTTPStatus.INTERNAL_SERVER_ERROR),
    (IntegrityError, HTTPStatus.INTERNAL_SERVER_ERROR),
    (UnavailableError, HTTPStatus.SERVICE_UNAVAILABLE),
    (ConfigurationError, HTTPStatus.SERVICE_UNAVAILABLE),
)
"""The first row that fits gives the status."""

FAMILIES = (
    BadInputError, NotFoundError, ConflictError, RefusedError, ConfigurationError, IntegrityError,
    UnavailableError,
)  # fmt: skip


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What went wrong. `code` is stable; `detail` is for people, in the language asked for."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    request: str
    """Id of the request, to be named when asking about it."""
    pointer: str | None = None
    """Place in the body that does not have the right form."""
    outcome: str | None = None
    """Where the door said no: `refuse`, `needs` or `not_covered`."""
    cites: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    near: tuple[NearMiss, ...] = ()
    unknown: tuple[str, ...] = ()
    token: str | None = None
    missing: tuple[Missing, ...] = ()
    """What keeps a recipient from receiving: papers, each with why and by which clause."""


def status_of(error: MamoruError) -> HTTPStatus:
    """Return the status that says what kind of error it is."""
    for kind, status in STATUSES:
        if isinstance(error, kind):
            return status
    return HTTPStatus.INTERNAL_SERVER_ERROR


def reply_to(error: MamoruError, language: Language, request: str) -> Reply:
    """Return `error` as a problem."""
    status = status_of(error)
    title = title_of(error, FAMILIES)
    problem = Problem(
        type=f"urn:mamoru:problem:{error.code}",
        title=title.ja if language == "ja" else title.en,
        status=status,
        detail=error.message(language),
        code=error.code,
        request=request,
        **_extensions(error),
    )
    return Reply(
        body=msgspec.json.encode(problem),
        status=status,
        media=MEDIA,
        headers=(
            ("Content-Language", language), ("Vary", "Accept-Language"), *_headers(error, status),
        ),
    )  # fmt: skip


def _extensions(error: MamoruError) -> dict[str, Any]:
    if isinstance(error, errors.BodyInvalidError):
        return {"pointer": error.facts["pointer"]}
    if not isinstance(error, HandlingRefusedError):
        return {}
    decision = error.decision
    return {
        "outcome": decision.outcome.value,
        "cites": decision.cites,
        "law": decision.law,
        "readings": decision.readings,
        "needs": decision.needs,
        "near": decision.near,
        "unknown": decision.unknown,
        "token": decision.token or None,
        "missing": error.missing if isinstance(error, PartyNotReadyError) else (),
    }


def _headers(error: MamoruError, status: HTTPStatus) -> tuple[tuple[str, str], ...]:
    if isinstance(error, errors.MethodUnknownError):
        return (("Allow", str(error.facts["allowed"])),)
    if status is HTTPStatus.UNAUTHORIZED:
        return (("WWW-Authenticate", 'Bearer realm="mamoru"'),)
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        return (("Retry-After", RETRY_SECONDS),)
    return ()
