"""What the company's own databases hold of a person, and what is to be done there, over HTTP.

A plan is made first and shown row by row; carrying it out is a call of its own.
"""

from collections.abc import Collection
from typing import Annotated, Any

import msgspec

from mamoru.api.endpoint import Call, Endpoint, Reply
from mamoru.api.terms import Terms, Word
from mamoru.gate.errors import ScopeMissingError, Scopes
from mamoru.gate.systems import registering
from mamoru.gate.systems.carrying import carry_out
from mamoru.gate.systems.look import Found, Unreachable, Whom, look
from mamoru.gate.systems.planning import ACTS, Do, plan
from mamoru.gate.systems.shown import (
    OutcomeShown,
    PlanShown,
    Scalar,
    outcome_shown,
    plan_shown,
)
from mamoru.gate.systems.standing import PlanStanding, standing

_encode = msgspec.json.Encoder(enc_hook=str).encode
_Ref = Annotated[str, msgspec.Meta(pattern="^p_[0-9a-f]{32}$(?!\n)")]
_System = Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9-]{0,63}$(?!\n)")]
_Systems = Annotated[tuple[_System, ...], msgspec.Meta(min_length=1, max_length=100)]
_Text = Annotated[str, msgspec.Meta(max_length=10_000)]


class NamedBy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something by which systems know a person; it is never part of an address."""

    kind: Word
    value: Annotated[str, msgspec.Meta(min_length=1, max_length=320)]


class Whose(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person: the vault's, or somebody whom only systems know, or both."""

    ref: _Ref | None = None
    identifiers: Annotated[tuple[NamedBy, ...], msgspec.Meta(max_length=20)] = ()

    @property
    def whom(self) -> Whom:
        """Return them as the door wants to know them."""
        return Whom(ref=self.ref, named=tuple((one.kind, one.value) for one in self.identifiers))


class Tracing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of whom everything is to be found, and where; without `systems`, in all."""

    handling: Terms = Terms()
    person: Whose
    systems: _Systems | None = None


class TracedStep(msgspec.Struct, frozen=True, kw_only=True):
    """One way in which a row came to be the person's."""

    link: str
    relation: str
    table: str
    key: tuple[Scalar, ...]


class TracedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row that is the person's or that they may read, as they may see it."""

    table: str
    key: tuple[Scalar, ...]
    values: dict[str, Any]  # of the database's types
    because: tuple[TracedStep, ...]
    owned: bool
    co_owners: int
    hidden: tuple[str, ...]
    review: bool
    """Whether somebody has to look at it before the person sees it."""


class TracedSystem(msgspec.Struct, frozen=True, kw_only=True):
    """What one system holds of the person. No rows: nothing."""

    system: str
    map_version: str
    rows: tuple[TracedRow, ...]


class AwaySystem(msgspec.Struct, frozen=True, kw_only=True):
    """A system that could not be asked, and why; it says nothing of what it holds."""

    system: str
    code: str
    ja: str
    en: str


class Traced(msgspec.Struct, frozen=True, kw_only=True):
    """What systems hold of a person."""

    systems: tuple[TracedSystem, ...]
    away: tuple[AwaySystem, ...]


class Planning(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be done for whom, and where; without `systems`, in all."""

    handling: Terms = Terms()
    person: Whose
    do: Do = "erase"
    values: Annotated[dict[Word, _Text], msgspec.Meta(max_length=100)] = {}
    """Of a correction: new values by item of the policy."""
    systems: _Systems | None = None


class Plans(msgspec.Struct, frozen=True, kw_only=True):
    """A plan for each system that could be asked. Nothing is done yet."""

    plans: tuple[PlanShown, ...]
    away: tuple[AwaySystem, ...]


class CarryingOut(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """On which grounds a plan is carried out; one that was begun was decided then."""

    handling: Terms = Terms()


def traced(call: Call) -> Reply:
    """Find everything of a person."""
    wanted: Tracing = call.body
    _check_known(wanted.systems)
    found = look(
        call.worker.door, call.asker, wanted.handling.wish("disclose"), wanted.person.whom,
        systems=wanted.systems,
    )  # fmt: skip
    there = [one for one in found if isinstance(one, Found)]
    answer = Traced(
        systems=tuple(msgspec.convert(one, TracedSystem, from_attributes=True) for one in there),
        away=_away(found),
    )
    return Reply(body=_encode(answer))


def planned(call: Call) -> Reply:
    """Plan what is to be done for a person."""
    wanted: Planning = call.body
    _check_scope(call, wanted.do)
    _check_known(wanted.systems)
    found = plan(
        call.worker.door, call.asker, wanted.handling.wish(ACTS[wanted.do][0]),
        wanted.person.whom, do=wanted.do, values=wanted.values, systems=wanted.systems,
    )  # fmt: skip
    made = tuple(plan_shown(one) for one in found if not isinstance(one, Unreachable))
    return Reply(status=201, body=_encode(Plans(plans=made, away=_away(found))))


def shown(call: Call) -> Reply:
    """Return how far a plan came."""
    return Reply(body=_encode(standing(call.path["plan"])))


def carried(call: Call) -> Reply:
    """Carry a plan out as far as it goes now."""
    wanted: CarryingOut = call.body
    there = standing(call.path["plan"])
    _check_scope(call, there.do)
    wish = wanted.handling.wish(ACTS[there.do][0])
    outcome = carry_out(call.worker.door, call.asker, wish, there.plan)
    return Reply(body=_encode(outcome_shown(outcome)))


def _check_scope(call: Call, do: Do) -> None:
    """Raise `ScopeMissingError` for a key that does not reach what is to be done."""
    needed = Scopes.PEOPLE_ERASE if do == "erase" else Scopes.PEOPLE_CHANGE
    if call.caller and needed not in call.caller.scopes:
        raise ScopeMissingError(scope=needed)


def _check_known(systems: Collection[str] | None) -> None:
    """Raise `UnknownSystemError` for a system that is not there: silence would look like nothing.

    Nothing about people depends on it.
    """
    for name in systems or ():
        registering.system_shown(name)


def _away(found: Collection[object]) -> tuple[AwaySystem, ...]:
    return tuple(
        msgspec.convert(one, AwaySystem, from_attributes=True)
        for one in found
        if isinstance(one, Unreachable)
    )


ENDPOINTS = (
    Endpoint(
        method="POST", path="/system-traces", name="traceInSystems",
        summary="Everything that the company's databases hold of a person", verb=traced,
        scope=Scopes.PEOPLE_DISCLOSE, also=(Scopes.SYSTEMS_MANAGE,), takes=Tracing, gives=Traced,
    ),
    Endpoint(
        method="POST", path="/system-plans", name="planInSystems",
        summary="Plan to erase, correct or suspend in the company's databases; needs"
        " people:erase, or people:change, as well",
        verb=planned, scope=Scopes.SYSTEMS_MANAGE, takes=Planning, gives=Plans, status=201,
    ),
    Endpoint(
        method="GET", path="/system-plans/{plan}", name="showPlan",
        summary="How far a plan came", verb=shown, scope=Scopes.SYSTEMS_MANAGE, gives=PlanStanding,
    ),
    Endpoint(
        method="POST", path="/system-plans/{plan}/carry-out", name="carryOutPlan",
        summary="Carry a plan out, or go on with it; needs people:erase, or people:change, as well",
        verb=carried, scope=Scopes.SYSTEMS_MANAGE, takes=CarryingOut, gives=OutcomeShown,
    ),
)  # fmt: skip
