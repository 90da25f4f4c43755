"""The cases of clause 4 over HTTP: asked for by one system, decided by another."""

from typing import Annotated

import msgspec

from mamoru.api.endpoint import Call, Endpoint, Reply
from mamoru.gate.errors import Scopes
from mamoru.gate.looking import looking
from mamoru.parties import scopes
from mamoru.parties.cases import Case, NewCase, State
from mamoru.provision.cases import ask as cases

_encode = msgspec.json.Encoder().encode


class Which(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Cases of one party, or in one state, only."""

    party: Annotated[str, msgspec.Meta(max_length=64)] | None = None
    state: State | None = None


class Cases(msgspec.Struct, frozen=True, kw_only=True):
    """Cases, the latest first."""

    cases: tuple[Case, ...]


def listed(call: Call) -> Reply:
    """Return cases."""
    wanted: Which = call.query
    with looking():
        found = scopes.cases(wanted.party, state=wanted.state)
    return Reply(body=_encode(Cases(cases=found)))


def shown(call: Call) -> Reply:
    """Return one case."""
    with looking():
        return Reply(body=_encode(scopes.case(call.path["case"])))


def asked(call: Call) -> Reply:
    """Ask for a case."""
    return Reply(body=_encode(cases.ask(call.worker.door, call.asker, call.body)), status=201)


def approved(call: Call) -> Reply:
    """Approve a case that somebody else asked for."""
    return Reply(body=_encode(cases.approve(call.worker.door, call.asker, call.path["case"])))


def refused(call: Call) -> Reply:
    """Refuse a case that somebody else asked for."""
    return Reply(body=_encode(cases.refuse(call.worker.door, call.asker, call.path["case"])))


def closed(call: Call) -> Reply:
    """Close a case."""
    return Reply(body=_encode(cases.close(call.worker.door, call.asker, call.path["case"])))


ENDPOINTS = (
    Endpoint(
        method="GET", path="/cases", name="listCases", summary="Cases of clause 4",
        verb=listed, scope=Scopes.CASES_ASK, query=Which, gives=Cases,
    ),
    Endpoint(
        method="POST", path="/cases", name="askForCase",
        summary="Ask for a case of clause 4, with its evidence", verb=asked,
        scope=Scopes.CASES_ASK, takes=NewCase, gives=Case, status=201,
    ),
    Endpoint(
        method="GET", path="/cases/{case}", name="showCase", summary="One case",
        verb=shown, scope=Scopes.CASES_ASK, gives=Case,
    ),
    Endpoint(
        method="POST", path="/cases/{case}/approval", name="approveCase",
        summary="Approve a case that somebody else asked for", verb=approved,
        scope=Scopes.CASES_APPROVE, gives=Case,
    ),
    Endpoint(
        method="POST", path="/cases/{case}/refusal", name="refuseCase",
        summary="Refuse a case that somebody else asked for", verb=refused,
        scope=Scopes.CASES_APPROVE, gives=Case,
    ),
    Endpoint(
        method="POST", path="/cases/{case}/closing", name="closeCase",
        summary="Close a case: nothing more is handed over under it", verb=closed,
        scope=Scopes.CASES_ASK, gives=Case,
    ),
)  # fmt: skip
