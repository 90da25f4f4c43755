"""Decides a wish over everything it touches, and puts the answers together."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from mamoru.gate.asking import Asker, Wish
from mamoru.gate.errors import InvalidValueError, unregistered
from mamoru.policy.decide import decide
from mamoru.policy.handling import Decision, Handling, Outcome, Standing
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.words import ACTS

T = TypeVar("T")
Touched = tuple[str | None, str | None]
"""A category of information and a kind of sensitive information."""

_GRAVITY = (Outcome.ALLOW, Outcome.NEEDS, Outcome.REFUSE, Outcome.NOT_COVERED)
CONSENTS = frozenset(["consent", "consent_prior", "foreign_consent"])
"""Facts that the consent record of a person shows, and nobody else."""
UNREGISTERED = "purpose_registration"
"""What is missing where a system names a purpose that it is not registered for."""


def judge(
    book: Rulebook,
    asker: Asker,
    wish: Wish,
    touched: Iterable[Touched],
    *,
    standing: Standing | None = None,
    at: datetime,
    is_known: bool = True,
) -> Decision:
    """Return one answer for all of `touched`: allowed only if each of them is.

    A purpose that the asker is not registered for is refused without looking further. `is_known`
    says that the person is held here, so that consent is what the consent record says, whatever
    reference the asker brings.
    """
    if not asker.may_name(wish.purpose):
        return unregistered(book.token)
    grounds = on_record(wish.grounds) if is_known and standing is not None else wish.grounds
    decisions = [
        decide(book, handling_of(wish, grounds, data, sensitive), standing=standing, at=at)
        for data, sensitive in touched
    ]
    if not decisions:
        return Decision(outcome=Outcome.NOT_COVERED, unknown=("data",), token=book.token)
    return decisions[0] if len(decisions) == 1 else together(decisions)


def check_act(wish: Wish, *acts: str) -> None:
    """Refuse an act that the verb does not carry out: what is decided is what is done.

    A word that nobody knows is let through, and answered as not covered. Raises
    `InvalidValueError`.
    """
    if wish.act in ACTS and wish.act not in acts:
        raise InvalidValueError(item="act")


def on_record(grounds: dict[str, str | None]) -> dict[str, str | None]:
    """Return the grounds with every claim of consent left to the consent record."""
    if not CONSENTS.intersection(grounds):
        return grounds
    return {fact: None if fact in CONSENTS else shown for fact, shown in grounds.items()}


def handling_of(
    wish: Wish, grounds: dict[str, str | None], data: str | None, sensitive: str | None
) -> Handling:
    """Return the handling of one category that `wish` asks for, on `grounds`."""
    return Handling(
        act=wish.act,
        data=data,
        sensitive=sensitive,
        identifying=wish.identifying,
        purpose=wish.purpose,
        source=wish.source,
        recipient=wish.recipient,
        actor=wish.actor,
        place=wish.place,
        grounds=grounds,
    )


def together(decisions: list[Decision]) -> Decision:
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
