"""Requests as those who handle them see them: states, days and counts, nothing that is sealed."""

from datetime import date, datetime

import msgspec

from mamoru.rights.requests.models import IdentityCheck, Redaction, Request, Step
from mamoru.rights.requests.search import PlaceFound, places_of
from mamoru.rights.requests.state import ENDED, WAITS_FOR, WORKED, RequestState


class RequestStep(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to a request."""

    at: datetime
    change: str
    what: str | None
    by: str
    officer: str | None
    """Opaque name of the officer who acted, where one was named."""
    ticket: int | None


class IdentityChecked(msgspec.Struct, frozen=True, kw_only=True):
    """A check of who somebody is, and what came of it."""

    check: str
    way: str
    result: str
    document: str | None
    tries: int
    checked_at: datetime | None
    checked_by: str | None


class RequestSummary(msgspec.Struct, frozen=True, kw_only=True):
    """Where a request stands, and for whom it waits."""

    request: str
    kind: str
    state: str
    waits_for: str | None
    since: datetime
    arrived_at: datetime
    due_at: datetime
    is_late: bool
    is_warned: bool
    """Whether the day from which to be reminded has come."""
    person: str | None
    by: str
    joins: str | None
    is_excessive: bool
    outcome: str | None
    problem: str | None
    """Code of what went wrong last."""
    is_dead: bool
    """Whether work failed for good, so that somebody has to look."""


class RequestReport(msgspec.Struct, frozen=True, kw_only=True):
    """One request with its steps."""

    summary: RequestSummary
    claim: str | None
    channel: str
    language: str
    method: str
    given_method: str | None
    said_on: date | None
    items: tuple[str, ...] | None
    candidates: tuple[str, ...]
    identity: int
    verified_at: datetime | None
    checks: tuple[IdentityChecked, ...]
    is_mandated: bool
    fee: int
    fee_state: str | None
    invoice: str | None
    places: tuple[PlaceFound, ...]
    left_out: tuple[str, ...]
    policy_version: str | None
    ground: str | None
    articles: str | None
    decided_at: datetime | None
    decided_by: str | None
    carried_at: datetime | None
    answered_at: datetime | None
    answered_how: str | None
    ended_at: datetime | None
    keep_until: datetime | None
    manifest: str | None
    steps: tuple[RequestStep, ...]


def summary(row: Request, now: datetime) -> RequestSummary:
    """Return where a request stands at the moment `now`."""
    is_open = row.state not in ENDED
    is_dead = row.state in WORKED and row.next_try_at is None
    waits = WAITS_FOR.get(RequestState(row.state))
    return RequestSummary(
        request=row.ref, kind=row.kind, state=row.state,
        waits_for="officer" if is_dead else waits, since=row.since, arrived_at=row.arrived_at,
        due_at=row.due_at, is_late=is_open and row.answered_at is None and row.due_at <= now,
        is_warned=is_open and row.answered_at is None and row.warn_at <= now,
        person=row.person or None, by=row.by, joins=row.joins or None,
        is_excessive=row.is_excessive, outcome=row.outcome or None, problem=row.problem or None,
        is_dead=is_dead,
    )  # fmt: skip


def report(row: Request, now: datetime) -> RequestReport:
    """Return one request with its steps."""
    names = (
        "channel", "language", "method", "said_on", "identity", "verified_at", "is_mandated",
        "fee", "decided_at", "carried_at", "answered_at", "ended_at", "keep_until",
    )  # fmt: skip
    texts = (
        "claim", "given_method", "fee_state", "invoice", "policy_version", "ground", "articles",
        "decided_by", "answered_how", "manifest",
    )  # fmt: skip
    known = {name: getattr(row, name) for name in names}
    known |= {name: getattr(row, name) or None for name in texts}
    return RequestReport(
        **known, summary=summary(row, now), candidates=tuple(row.candidates),
        items=None if row.fields is None else tuple(row.fields), checks=_checks(row),
        places=places_of(row), left_out=_left_out(row), steps=_steps(row),
    )  # fmt: skip


def _checks(row: Request) -> tuple[IdentityChecked, ...]:
    return tuple(
        IdentityChecked(
            check=one.ref, way=one.way, result=one.result, document=one.document or None,
            tries=one.tries, checked_at=one.checked_at, checked_by=one.checked_by or None,
        )
        for one in IdentityCheck.objects.filter(request=row).order_by("pk")
    )  # fmt: skip


def _left_out(row: Request) -> tuple[str, ...]:
    return tuple(
        Redaction.objects.filter(request=row).order_by("item").values_list("item", flat=True)
    )


def _steps(row: Request) -> tuple[RequestStep, ...]:
    return tuple(
        RequestStep(
            at=one.at,
            change=one.change,
            what=one.what or None,
            by=one.by,
            officer=one.officer or None,
            ticket=one.ticket,
        )
        for one in Step.objects.filter(request=row).order_by("pk")
    )


def open_of(person: str) -> int:
    """Return how many requests of a person are under way."""
    return Request.objects.filter(person=person).exclude(state__in=list(ENDED)).count()
