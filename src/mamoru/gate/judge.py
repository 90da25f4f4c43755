"""Decides a wish over everything it touches, and puts the answers together."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

import msgspec

from mamoru.gate.about import About, Touched
from mamoru.gate.asking import Asker, Wish, is_reference
from mamoru.gate.awaiting import held_back
from mamoru.gate.errors import InvalidValueError
from mamoru.gate.retention import is_over
from mamoru.policy.decide import decide
from mamoru.policy.handling import Decision, Handling, Outcome, Standing
from mamoru.policy.model import Policy
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.words import ACTS

T = TypeVar("T")
_GRAVITY = (Outcome.ALLOW, Outcome.NEEDS, Outcome.REFUSE, Outcome.NOT_COVERED)
CONSENTS = frozenset(["consent", "consent_prior", "foreign_consent"])
"""Facts that the consent record of a person shows, and nobody else."""
ENDING = frozenset(["dispose", "erase"])
"""Acts for which it matters whether the time of keeping is over."""


def judge(
    book: Rulebook, wish: Wish, touched: Iterable[Touched], *, about: About | None = None,
    given: Standing | None = None, at: datetime,
) -> Decision:  # fmt: skip
    """Return one answer for all of `touched`: allowed only if each of them is.

    `about` is who is held; then consent is what the consent record says, whatever reference the
    asker brings. `given` is the state of somebody who is not held yet.
    """
    grounds = on_record(wish.grounds) if about else wish.grounds
    standing = about.standing if about else given
    decisions = []
    for data, sensitive in touched:
        if about and wish.act in ENDING:
            standing = msgspec.structs.replace(
                about.standing, retention_over=is_over(about, data, wish.grounds)
            )
        handling = handling_of(wish, grounds, data, sensitive)
        decision = decide(book, handling, standing=standing, at=at)
        if about and about.waits:
            decision = held_back(
                book, about.waits, handling, decision, standing=standing, at=at
            )  # fmt: skip
        decisions.append(decision)
    if not decisions:
        return Decision(outcome=Outcome.NOT_COVERED, unknown=("data",), token=book.token)
    return decisions[0] if len(decisions) == 1 else together(decisions)


def checked(asker: Asker, wish: Wish, *acts: str) -> Wish:
    """Return the wish with the purpose it has, if it is one that the verb can carry out.

    What is decided is what is done, so another act is refused; a word that nobody knows is let
    through, and answered as not covered. Raises `InvalidValueError` for that, and where something
    else than a reference is given as evidence.
    """
    if wish.act in ACTS and wish.act not in acts:
        raise InvalidValueError(item="act")
    check_references(wish.grounds)
    purpose = asker.purpose_of(wish.act, wish.purpose)
    return wish if purpose == wish.purpose else msgspec.structs.replace(wish, purpose=purpose)


def to_the_person(policy: Policy, wish: Wish) -> Wish:
    """Return the wish with the person as its recipient, where it names nobody else."""
    person = next((name for name, party in policy.parties.items() if party.role == "person"), None)
    return msgspec.structs.replace(wish, recipient=wish.recipient or person)


def check_references(grounds: dict[str, str | None]) -> None:
    """Raise `InvalidValueError` where the evidence is something else than a reference."""
    if not all(is_reference(shown) for shown in grounds.values() if shown):
        raise InvalidValueError(item="grounds")


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
