"""How each switch stands: by what decisions see of the person's choices, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mamoru.consent.choices import Kind
from mamoru.consent.purposes import said
from mamoru.gate.recall import Event, History
from mamoru.gate.settle import Scope
from mamoru.policy.handling import Handling, Refusal
from mamoru.policy.model import Policy
from mamoru.policy.refusals import stopped_by
from mamoru.portal.choosing.switches import Switch


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """How a switch stands, and what was said of it last."""

    switch: Switch
    is_on: bool
    by_signal: bool
    """Whether the browser's signal holds it off, and not a click."""
    last: Event | None


def stands(
    policy: Policy, found: History, switches: Sequence[Switch], at: datetime
) -> list[Stands]:
    """Return how each of `switches` stands at the moment `at`."""
    return [_one(policy, found, one, at) for one in switches]


def standing_against(
    policy: Policy, found: History, switch: Switch, at: datetime
) -> tuple[str, ...]:
    """Return the references of the refusals that hold a switch off."""
    against = [one for scope in switch.scopes for one in _against(policy, found, scope, at)]
    return tuple(dict.fromkeys(one.reference for one in against if one.reference))


def _one(policy: Policy, found: History, switch: Switch, at: datetime) -> Stands:
    against = [one for scope in switch.scopes for one in _against(policy, found, scope, at)]
    match switch.gives:
        case "nothing":
            is_on = not against
        case "opt_in":
            is_on = all(one.purpose in found.standing.opted_in for one in switch.scopes)
        case "consent":
            is_on = all(_is_yes(policy, found, one, at) for one in switch.scopes)
    return Stands(
        switch=switch, is_on=is_on, last=_last(found.events, switch.scopes),
        by_signal=not is_on and any(one.is_signal for one in against),
    )  # fmt: skip


def _is_yes(policy: Policy, found: History, scope: Scope, at: datetime) -> bool:
    one = said(policy, found.standing, scope.purpose or "", at=at, recipient=scope.recipient)
    return one.is_yes


def _against(policy: Policy, found: History, scope: Scope, at: datetime) -> list[Refusal]:
    """Return what stands against a scope: what names it, and the signal where it stops it."""
    mine = [
        one
        for one in found.standing.refusals
        if (one.purpose, one.recipient, one.data, one.sensitive) == (*scope, None, None)
        and not one.is_signal
        and not (one.withdrawn_at and one.withdrawn_at <= at)
        and not (one.expires_at and one.expires_at <= at)
    ]
    if mine or scope.purpose is None:
        return mine
    data = next(iter(policy.categories), None)
    handling = Handling(act="use", data=data, purpose=scope.purpose)
    stop = stopped_by(policy, found.standing, handling, at)
    return [stop] if stop is not None and stop.is_signal else []


def _last(events: Sequence[Event], scopes: Sequence[Scope]) -> Event | None:
    """Return what was said last about any of `scopes`; a withdrawal speaks of what it withdrew."""
    about = {
        one.reference
        for one in events
        if one.choice is not None
        and one.choice.kind in (Kind.CONSENT, Kind.REFUSAL, Kind.OPT_IN)
        and Scope(one.choice.purpose, one.choice.recipient) in scopes
    }
    mine = [one for one in events if one.reference in about or one.withdraws in about]
    return mine[-1] if mine else None
