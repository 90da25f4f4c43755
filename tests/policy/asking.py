"""Questions to the reference policy with the law of November 2026."""

from typing import Any

from tests.policy.agreement import both

from mamoru.policy.decide import decide
from mamoru.policy.handling import Decision, Handling, Outcome
from mamoru.policy.rulebook import Rulebook

ALLOW, REFUSE, NEEDS, NOT_COVERED = (
    Outcome.ALLOW,
    Outcome.REFUSE,
    Outcome.NEEDS,
    Outcome.NOT_COVERED,
)
_, KUSAVEE = both("kusavee", with_law=True)


def shown(*facts: str) -> dict[str, str | None]:
    """Return grounds that come with evidence."""
    return dict.fromkeys(facts, "evidence-1")


def claimed(*facts: str) -> dict[str, str | None]:
    """Return grounds that are claimed and not shown."""
    return dict.fromkeys(facts)


def ask(act: str, data: str | None = None, *, book: Rulebook = KUSAVEE, **stated: Any) -> Decision:
    return decide(book, Handling(act=act, data=data, **stated))


def owed(decision: Decision) -> list[str]:
    return [duty.clause for duty in decision.owes]


def asked_by_individual(act: str, *facts: str, **stated: Any) -> Decision:
    asked = {"recipient": "user", **stated}
    return ask(act, "registration", whose="individual", grounds=shown(*facts), **asked)


VERIFIED = ("request", "identity_verified")
