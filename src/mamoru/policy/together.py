"""Puts the answers to the parts of one handling together into one answer."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from mamoru.policy.handling import Decision, Outcome

T = TypeVar("T")
_GRAVITY = (Outcome.ALLOW, Outcome.NEEDS, Outcome.REFUSE, Outcome.NOT_COVERED)


def together(decisions: Sequence[Decision]) -> Decision:
    """Return the gravest outcome, with the reasons of all decisions that came to it."""
    outcome = max((one.outcome for one in decisions), key=_GRAVITY.index)
    deciding = [one for one in decisions if one.outcome is outcome]
    if all(one is deciding[0] for one in deciding):
        return deciding[0]
    return Decision(
        outcome=outcome,
        cites=_all(one.cites for one in deciding),
        law=_all(one.law for one in deciding),
        readings=_all(one.readings for one in deciding),
        needs=_all(one.needs for one in deciding),
        owes=_all(one.owes for one in deciding),
        near=_all(one.near for one in deciding),
        unknown=_all(one.unknown for one in deciding),
        token=decisions[0].token,
    )


def _all(groups: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(one for group in groups for one in group))
