"""What a person said of a purpose, as it stands at one moment: for banners, collectors, the tag."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import msgspec

from mamoru.policy.handling import Consent, Refusal, Standing
from mamoru.policy.model import Policy
from mamoru.policy.refusals import SIGNALLED


class State(StrEnum):
    """What stands; only `GIVEN` is a yes."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    UNASKED = "unasked"


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What was said last of a purpose, when, and the reference of the choice."""

    purpose: str
    state: State
    at: datetime | None = None
    reference: str | None = None

    @property
    def is_yes(self) -> bool:
        """Whether a yes stands."""
        return self.state is State.GIVEN


def said(
    policy: Policy, standing: Standing, purpose: str, *, at: datetime, recipient: str | None = None
) -> Said:
    """Return what stands of `purpose`, for ourselves or for handing on to `recipient`.

    What was said last counts, but that a signal gives way to a yes to this very purpose, whichever
    came first to the record after the signal did. An opt-in is a yes as well.
    """
    consents = [one for one in standing.consents if _takes_in(one, purpose, recipient)]
    refusals = [one for one in standing.refusals if _is_no(policy, one, purpose, recipient)]
    live = [one for one in refusals if _stands(one, at)]
    for consent in reversed(consents):
        if not _stands(consent, at) or any(one.order > consent.order for one in refusals):
            continue
        if consent.purpose is None and any(one.is_signal for one in live):
            continue
        return _told(purpose, State.GIVEN, consent)
    if purpose in standing.opted_in:
        return Said(purpose=purpose, state=State.GIVEN)
    if live:
        return _told(purpose, State.REFUSED, live[-1])
    return _past(purpose, consents, at)


def said_of(
    policy: Policy, standing: Standing, purposes: Iterable[str], *, at: datetime
) -> dict[str, Said]:
    """Return what stands of each of `purposes`."""
    return {one: said(policy, standing, one, at=at) for one in purposes}


def _past(purpose: str, consents: list[Consent], at: datetime) -> Said:
    if not consents:
        return Said(purpose=purpose, state=State.UNASKED)
    last = consents[-1]
    if last.withdrawn_at and last.withdrawn_at <= at:
        return _told(purpose, State.WITHDRAWN, last)
    is_over = last.expires_at is not None and last.expires_at <= at
    return _told(purpose, State.EXPIRED if is_over else State.REFUSED, last)


def _told(purpose: str, state: State, one: Consent | Refusal) -> Said:
    return Said(purpose=purpose, state=state, at=one.given_at, reference=one.reference)


def _takes_in(one: Consent, purpose: str, recipient: str | None) -> bool:
    is_whole = one.data is None and one.sensitive is None
    return is_whole and one.purpose in (None, purpose) and one.recipient in (None, recipient)


def _is_no(policy: Policy, one: Refusal, purpose: str, recipient: str | None) -> bool:
    if one.is_signal:
        known = policy.purposes.get(purpose)
        party = policy.parties.get(recipient or "")
        is_third = party is not None and party.role == "third_party"
        return is_third or (known is not None and known.kind == SIGNALLED)
    is_whole = one.data is None and one.sensitive is None
    return is_whole and one.purpose in (None, purpose) and one.recipient in (None, recipient)


def _stands(one: Consent | Refusal, at: datetime) -> bool:
    is_over = (one.withdrawn_at and one.withdrawn_at <= at) or (
        one.expires_at and one.expires_at <= at
    )
    return not is_over and one.given_at <= at
