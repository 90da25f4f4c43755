"""What a refusal lacks where it is how events are declared that says no, and not the text."""

from mamoru.policy.explain import CONSENT, SIGNAL
from mamoru.policy.handling import Decision, NearMiss, Outcome

UNCONSENTED = NearMiss(CONSENT, ("consent",))
"""The declaration asks for consent to this purpose, and none is on record."""
SIGNALLED = NearMiss(SIGNAL, ("no_signal",))
"""The declaration lets a signal of the browser stand against this purpose, and one came."""


def unconsented(token: str) -> Decision:
    """Return the answer where consent was declared to be needed, and there is none."""
    return Decision(outcome=Outcome.NEEDS, near=(UNCONSENTED,), token=token)


def signalled(token: str) -> Decision:
    """Return the answer where the browser says no."""
    return Decision(outcome=Outcome.REFUSE, near=(SIGNALLED,), token=token)
