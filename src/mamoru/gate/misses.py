"""What a refusal lacks where it is not the text that says no, but the door."""

from mamoru.parties.joint import WHY, Why
from mamoru.policy.explain import (
    AGREEMENT,
    CASE,
    CHOICE,
    HOLD,
    IDENTIFIER,
    JOINT_USE,
    RECIPIENT,
    REGISTRATION,
)
from mamoru.policy.handling import Decision, NearMiss, Outcome

TAKEN = NearMiss(IDENTIFIER, ("unused",))
"""What a refusal lacks where somebody is found by an identifier already."""


def taken(token: str) -> Decision:
    """Return the answer to whoever stores an identifier by which somebody is found already."""
    return Decision(outcome=Outcome.REFUSE, near=(TAKEN,), token=token)


UNREGISTERED = NearMiss(REGISTRATION, ("purpose",))
"""What a refusal lacks where a system names a purpose that it is not registered for."""


def unregistered(token: str) -> Decision:
    """Return the answer to whoever names a purpose that they are not registered for."""
    return Decision(outcome=Outcome.REFUSE, near=(UNREGISTERED,), token=token)


UNAGREED = NearMiss(AGREEMENT, ("agreement",))
"""What a refusal lacks where a revision waits for the person's agreement."""
REFUSED = NearMiss(CHOICE, ("consent",))
"""What a refusal lacks where the person said no to the purpose."""
PARTY = NearMiss(RECIPIENT, ("registered_party",))
"""What a refusal lacks where nobody of the register is named who may receive."""
UNAPPROVED = NearMiss(CASE, ("approved_case",))
"""What a refusal lacks where no approved case reaches so far."""
OUTSIDE: dict[Why, NearMiss] = {why: NearMiss(JOINT_USE, (why,)) for why in WHY}  # type: ignore[misc] # its keys are exactly those words
"""What a refusal lacks where no published statement covers a joint use, by why."""
HELD = NearMiss(HOLD, ("named_hold",))
"""What a refusal lacks where a hold is not named, or the law it is kept by is not shown."""
