"""Deciding a request: whether it is met, in whole, in part or not, on which ground, and why.

A refusal needs a ground that the law knows for the kind (`law/requests.yaml`) and that the policy
reserves: the door is asked, with the ground, and must not allow it. What was decided is carried out
under the version of the policy that it was decided under, or decided anew.
"""

from datetime import datetime
from typing import Annotated

import msgspec

from mamoru.gate.asking import Asker, OfficerName
from mamoru.gate.deciding import decide_about
from mamoru.gate.door import Door
from mamoru.gate.errors import OnRecord
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.law.clocks import deadline, warn_at
from mamoru.law.figures import clock_named
from mamoru.law.requests import request_rules
from mamoru.policy.handling import Decision
from mamoru.policy.handling import Outcome as Answer
from mamoru.rights.requests.errors import (
    GroundNotReservedError,
    GroundUnknownError,
    InvalidRequestError,
    OwnDecisionError,
)
from mamoru.rights.requests.eyes import is_own
from mamoru.rights.requests.grounds import reserves, wish_of
from mamoru.rights.requests.models import PlaceSearched, Redaction, Request
from mamoru.rights.requests.papers import REASONS, put
from mamoru.rights.requests.search import is_nothing_held
from mamoru.rights.requests.state import Outcome, RequestState
from mamoru.rights.requests.steps import asker_of, kind_of, locked, moved, noted, request_row
from mamoru.rights.requests.systems import plan_systems

PROCEDURE = {
    "identity_unverifiable": (RequestState.IDENTITY, RequestState.ACCOUNT),
    "mandate_unproved": (RequestState.MANDATE,),
    "fee_unpaid": (RequestState.FEE,),
}
"""Grounds that a request fails on before it is looked through, and where it waits then."""


class Deciding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is decided, and why."""

    outcome: Outcome
    ground: Annotated[str, msgspec.Meta(max_length=32)] = ""
    reasons: Annotated[str, msgspec.Meta(max_length=20_000)] = ""
    """For the person (法36); sealed."""
    officer: OfficerName | None = None
    """Who decides, where the caller's system names its officers."""


def decide(door: Door, by: Asker, ref: str, said: Deciding) -> str:
    """Decide a request, and return what it waits for next.

    Raises `UnknownRequestError`, `RequestStateError`, `InvalidRequestError`, `GroundUnknownError`,
    `GroundNotReservedError`, and `OwnDecisionError`, which is on record.
    """
    by = by.acting(said.officer)
    row = request_row(ref)
    _check(row, said)
    asks_policy = said.outcome == "refused" and row.person and said.ground != "fee_unpaid"
    if said.outcome in ("whole", "part") and row.state == RequestState.DECISION:
        plan_systems(door, row)
    if not asks_policy:
        return door.writer.run(lambda record: _decided(door, record, by, ref, said))[0]
    state: list[str] = []
    fact = request_rules().grounds[said.ground].fact
    shown = {fact: f"{ref}/note"} if fact else {}
    wish = wish_of(row, door.policy, **shown)

    def then(record: Record, decision: Decision) -> None:
        if decision.outcome is Answer.ALLOW:
            raise GroundNotReservedError
        state[:] = [_decided(door, record, by, ref, said)]

    decide_about(door, asker_of(row, by), wish, row.person, then=then)
    return state[0]


def _check(row: Request, said: Deciding) -> None:
    known = kind_of(row).refuse
    if said.outcome in ("refused", "part") and not said.reasons:
        raise _bad("reasons", "理由を示してください", "say why")
    if (said.ground or said.outcome == "refused") and said.ground not in known:
        raise GroundUnknownError(known=", ".join(known))
    if said.outcome in ("duplicate", "abandoned"):
        raise _bad("outcome", "決定ではありません", "that is no decision")
    if said.outcome == "substitute" and "no_ground_to_stop" not in known:
        raise _bad("outcome", "代わりの措置は停止等の請求だけです", "only in place of stopping")


def _bad(item: str, ja: str, en: str) -> InvalidRequestError:
    return InvalidRequestError(item=item, reason_ja=ja, reason_en=en)


def _decided(door: Door, record: Record, by: Asker, ref: str, said: Deciding) -> str:
    at = door.clock()
    early = PROCEDURE.get(said.ground, ()) if said.outcome == "refused" else ()
    row = locked(ref, RequestState.DECISION, *early)
    if row.state == RequestState.ACCOUNT and _is_begun(row):
        raise _bad("outcome", "すでに行ったことがあります", "something of it was done already")
    redacted = Redaction.objects.filter(request=row)
    if is_own(row, by, said.outcome):
        raise OnRecord(OwnDecisionError(), lambda kept: _own(door, kept, by, ref))
    grounds = redacted.values_list("ground", flat=True)
    if not all(reserves(door.shelf.book(at), row, ground, at) for ground in set(grounds)):
        raise GroundNotReservedError
    if said.outcome == "nothing_held" and not is_nothing_held(row):
        raise _bad("outcome", "保有しているものがあります", "something is held")
    if said.outcome == "whole" and redacted.exists():
        raise _bad("outcome", "伏せる箇所があります", "something is left out")
    _keep(door, row, by, said, at)
    noted(
        record, row, "decided", at, by.system, what=said.ground or said.outcome, officer=by.officer
    )
    return str(row.state)


def _is_begun(row: Request) -> bool:
    return PlaceSearched.objects.filter(request=row, done_at__isnull=False).exists()


def _keep(door: Door, row: Request, by: Asker, said: Deciding, at: datetime) -> None:
    kind = kind_of(row)
    book = door.shelf.book(at)
    row.policy_version, row.token = door.shelf.edition(at).version, book.token
    row.outcome, row.ground = said.outcome, said.ground
    row.articles = kind.refuse.get(said.ground, kind.article)
    row.decided_at, row.decided_by = at, by.system
    put(door, row, REASONS, said.reasons, at)
    carried = said.outcome in ("whole", "part")
    if carried and kind.carry is not None:
        clock = clock_named(kind.carry, tokyo_day(at))
        row.due_at, row.warn_at = deadline(clock, at), warn_at(clock, at)
    moved(row, RequestState.CARRYING_OUT if carried else RequestState.ANSWERING, at)


def _own(door: Door, record: Record, by: Asker, ref: str) -> None:
    row, at = locked(ref), door.clock()
    noted(record, row, "own_decision_refused", at, by.system, officer=by.officer)
