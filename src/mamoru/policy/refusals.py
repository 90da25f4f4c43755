"""What a person's no does: it ends the consents before it, and stops what can be left out.

A refusal takes its scope out of every consent that was given before it, for good: taking a refusal
back gives no consent. While it stands it also stops handlings for the purpose it names, whatever
clause permits them, if the purpose is one that a service can do without (`OPTIONAL`); preventing
misuse goes on. A later consent to that very purpose lifts it.

A signal (Global Privacy Control) is said for everything and means advertising and the handing on to
third parties, no more. What lifts it is a later choice of the person that names the purpose or the
recipient: such a choice is about this service, and the signal about all.
"""

from datetime import datetime

from mamoru.policy.handling import Consent, Handling, Refusal, Standing
from mamoru.policy.model import Policy
from mamoru.policy.moment import check_zoned

OPTIONAL = frozenset(
    ["marketing", "statistics", "development", "personalisation", "advertising", "research"]
)
"""Kinds of purpose that a service can do without for one person."""
SIGNALLED = "advertising"
"""The kind of purpose that a signal is about."""
STOPPED = frozenset(["collect", "use", "provide", "entrust", "share"])
"""Acts that a refusal can stop; those that a person asks for are none of them."""
_HANDED_ON = frozenset(["provide", "share"])


def ends(policy: Policy, refusal: Refusal, consent: Consent, handling: Handling) -> bool:
    """Return whether `refusal` took out of `consent` what `handling` needs of it."""
    if not _is_about(policy, refusal, handling):
        return False
    is_lifting = consent.order > refusal.order
    return not (is_lifting and (_is_explicit(consent) or not refusal.is_signal))


def stopped_by(
    policy: Policy, standing: Standing, handling: Handling, at: datetime
) -> Refusal | None:
    """Return a refusal that stands against `handling`, whatever clause permits it.

    Raises `NaiveTimeError`.
    """
    purpose = policy.purposes.get(handling.purpose or "")
    if purpose is None or purpose.kind not in OPTIONAL or handling.act not in STOPPED:
        return None
    for refusal in standing.refusals:
        names = purpose.kind == SIGNALLED if refusal.is_signal else refusal.purpose == purpose.id
        if (
            names
            and _stands(refusal, at)
            and _is_about(policy, refusal, handling)
            and not _is_lifted(policy, refusal, standing, handling, at)
        ):
            return refusal
    return None


def _is_about(policy: Policy, refusal: Refusal, handling: Handling) -> bool:
    """Return whether the scope of a refusal takes in a handling; of a wide one, every part."""
    if refusal.is_signal:
        purpose = policy.purposes.get(handling.purpose or "")
        party = policy.parties.get(handling.recipient or "")
        is_handed_on = handling.act in _HANDED_ON and party and party.role == "third_party"
        return bool(is_handed_on) or (purpose is not None and purpose.kind == SIGNALLED)
    return _takes_in(policy, refusal, handling)


def _takes_in(policy: Policy, said: Refusal | Consent, handling: Handling) -> bool:
    return (
        said.purpose in (None, handling.purpose)
        and said.recipient in (None, handling.recipient)
        and said.sensitive in (None, handling.sensitive)
        and (
            said.data in (None, handling.data)
            or handling.data in policy.groups.get(said.data or "", frozenset())
        )
    )


def _stands(said: Refusal | Consent, at: datetime) -> bool:
    check_zoned(said.given_at, said.withdrawn_at, said.expires_at)
    return (
        said.given_at <= at
        and not (said.withdrawn_at and said.withdrawn_at <= at)
        and not (said.expires_at and said.expires_at <= at)
    )


def _is_lifted(
    policy: Policy, refusal: Refusal, standing: Standing, handling: Handling, at: datetime
) -> bool:
    """Return whether the person said yes to the very purpose since then."""
    is_whole = refusal.recipient is None and refusal.data is None and not refusal.is_signal
    if is_whole and handling.purpose in standing.opted_in:
        return True  # an opt-in that stands is later than a refusal of all of its purpose
    return any(
        consent.order > refusal.order
        and consent.purpose == handling.purpose
        and _takes_in(policy, consent, handling)
        and _stands(consent, at)
        for consent in standing.consents
    )


def _is_explicit(consent: Consent) -> bool:
    return consent.purpose is not None or consent.recipient is not None
