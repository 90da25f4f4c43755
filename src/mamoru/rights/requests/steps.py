"""The rows of a request: found, locked, moved on, and each step of it on record.

A request moves only within a transaction that holds its row, and only from a state that the verb
names, so that of two that go on with it at once one is told so.
"""

from datetime import datetime
from functools import partial

import msgspec
from django.conf import settings

from mamoru.errors import ConfigurationError
from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.law.requests import RequestKind, request_kind
from mamoru.ledger.changes import RequestChange
from mamoru.ledger.entries import RequestChanged
from mamoru.policy.model import Policy
from mamoru.rights.requests.errors import RequestStateError, UnknownRequestError
from mamoru.rights.requests.models import Request, Step
from mamoru.rights.requests.state import WORKED, RequestState


class RequestFeeError(ConfigurationError):
    """The settings name no fee that could be charged."""

    code = "request-fee"
    ja = "MAMORU_REQUEST_FEE は 0 から 100000 までの円の額です。"
    en = "MAMORU_REQUEST_FEE is an amount in yen, 0 to 100000."


def request_row(ref: str) -> Request:
    """Return a request; raises `UnknownRequestError`."""
    row = Request.objects.filter(ref=ref).first()
    if row is None:
        raise UnknownRequestError
    return row


def locked(ref: str, *states: RequestState) -> Request:
    """Return a request whose row nobody else changes until the commit.

    Raises `UnknownRequestError`, and `RequestStateError` where it is in none of `states`.
    """
    row = Request.objects.select_for_update().filter(ref=ref).first()
    if row is None:
        raise UnknownRequestError
    if states and row.state not in states:
        raise RequestStateError(request=ref, state=row.state)
    return row


def noted(
    record: Record, row: Request, change: RequestChange, at: datetime, by: str, *,
    what: str = "", manifest: str | None = None, officer: str | None = None,
) -> Step:  # fmt: skip
    """Put a step on record: an entry of the ledger, and a row that has its ticket."""
    step = Step.objects.create(
        request=row, at=at, change=change, what=what, by=by, officer=officer or ""
    )
    record.add(
        RequestChanged(
            at=at, change=change, name=row.ref, asks=row.kind, what=what or None,
            policy_version=row.policy_version or None, manifest=manifest,
            caller=by.partition(":")[2] or by, request=row.trace,
        )
    )  # fmt: skip
    record.tell(partial(_numbered, step.pk))
    return step


def deed(record: Record, row: Request) -> None:
    """Let the entry that was added last be the deed of a request."""
    record.tell(partial(_deed, row.pk))


def _deed(request: int, ticket: int) -> None:
    Request.objects.filter(pk=request).update(deed=ticket)


def _numbered(step: int, ticket: int) -> None:
    Step.objects.filter(pk=step).update(ticket=ticket)


def moved(row: Request, state: RequestState, at: datetime) -> None:
    """Let a request wait for what comes next, and keep it."""
    row.state, row.since = state, at
    row.next_try_at = at if state in WORKED else None
    row.lease_until, row.tries, row.problem, row.warned_at = None, 0, "", None
    row.save()


def kind_of(row: Request) -> RequestKind:
    """Return what the law says of a request of this kind, as it was on the day it arrived."""
    return request_kind(row.kind, tokyo_day(row.arrived_at))


def after_identity(row: Request, policy: Policy) -> RequestState:
    """Return what a request waits for next, once it is known who asks."""
    if row.by == "agent" and not row.is_mandated:
        return RequestState.MANDATE
    if row.fee_state == "" and (fee := fee_of(row, policy)):
        row.fee, row.fee_state, row.invoice = fee, "asked", f"inv_{row.ref[4:]}"
    if row.fee_state == "asked":
        return RequestState.FEE
    return RequestState.SEARCH if row.is_scoped else RequestState.SCOPE


def fee_of(row: Request, policy: Policy) -> int:
    """Return the yen charged for a request: nothing unless law and policy both let a fee be."""
    kind = kind_of(row)
    return fee_set() if kind.has_fee and kind.act in policy.fees else 0


def fee_set() -> int:
    """Return the fee of this installation in yen. Raises `RequestFeeError`."""
    named = settings.REQUEST_FEE
    if not named.isascii() or not named.isdigit() or int(named) > 100_000:
        raise RequestFeeError
    return int(named)


def asker_of(row: Request, asker: Asker) -> Asker:
    """Return who handles a request, so that the entries about it have its trace in common."""
    return msgspec.structs.replace(asker, request=row.trace)


def policy_at(door: Door) -> Policy:
    """Return the policy in force now."""
    return door.shelf.policy(door.clock())
