"""What a person said no to is refused, whatever clause permits it (`mamoru.policy.refusals`)."""

from collections.abc import Iterable
from datetime import datetime

from mamoru.gate.errors import REFUSED
from mamoru.policy.handling import Decision, Handling, Outcome, Standing
from mamoru.policy.refusals import stopped_by
from mamoru.policy.rulebook import Rulebook, by_nature


def refused(
    book: Rulebook,
    standing: Standing,
    asked: Iterable[Handling],
    decision: Decision,
    *,
    at: datetime,
) -> Decision:
    """Return `decision`, or a refusal where the person said no to something of what was `asked`."""
    if decision.outcome is not Outcome.ALLOW:
        return decision
    if not any(stopped_by(book.policy, standing, by_nature(book, one), at) for one in asked):
        return decision
    return Decision(outcome=Outcome.REFUSE, near=(REFUSED,), token=decision.token)
