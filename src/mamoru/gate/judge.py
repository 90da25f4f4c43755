"""Decides a wish over everything it touches, and puts the answers together."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

import msgspec

from mamoru.gate.about import About, Touched
from mamoru.gate.asking import Asker, Wish, is_reference
from mamoru.gate.awaiting import Waits, held_back
from mamoru.gate.basis import Basis, Part
from mamoru.gate.errors import InvalidValueError
from mamoru.gate.refusing import refused
from mamoru.gate.retention import is_over
from mamoru.policy.decide import decide, decide_with
from mamoru.policy.handling import Decision, Handling, Standing
from mamoru.policy.model import Policy
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.standing import person_facts
from mamoru.policy.together import together
from mamoru.policy.words import ACTS

CONSENTS = frozenset(["consent", "consent_prior", "foreign_consent"])
"""Facts that the consent record of a person shows, and nobody else."""
ENDING = frozenset(["dispose", "erase"])
"""Acts for which it matters whether the time of keeping is over."""


class Judged(NamedTuple):
    """An answer, and on what it was given."""

    decision: Decision
    basis: Basis


def judge(
    book: Rulebook, wish: Wish, touched: Iterable[Touched], *, about: About | None = None,
    given: Standing | None = None, at: datetime,
) -> Judged:  # fmt: skip
    """Return one answer for all of `touched`: allowed only if each of them is.

    `about` is who is held; then consent is what the consent record says, whatever reference the
    asker brings. `given` is the state of somebody who is not held yet. Where nothing is touched, it
    is asked without a category, which is not covered.
    """
    grounds = on_record(wish.grounds) if about else wish.grounds
    standing = (about.standing if about else given) or Standing()
    decisions, parts, asked = [], [], list[tuple[Handling, Standing | None]]()
    for data, sensitive in list(touched) or [(None, None)]:
        if about and wish.act in ENDING:
            standing = msgspec.structs.replace(
                about.standing, retention_over=is_over(about, data, wish.grounds)
            )
        handling = handling_of(wish, grounds, data, sensitive)
        facts = person_facts(book, handling, standing, at)
        whose, residence = standing.whose, standing.residence
        decisions.append(decide_with(book, handling, facts, whose=whose, residence=residence))
        parts.append(Part(data, sensitive, whose, residence, facts))
        asked.append((handling, standing))
    decision = decisions[0] if len(decisions) == 1 else together(decisions)
    if about and about.standing.refusals:
        decision = refused(book, about.standing, [one for one, _ in asked], decision, at=at)
    if about and about.waits:
        decision = held_back(book, about.waits, asked, decision, at=at)
    return Judged(decision, Basis(tuple(parts), grounds))


def judge_stated(book: Rulebook, handling: Handling, *, waits: Waits = (), at: datetime) -> Judged:
    """Return the answer to a handling as it is stated, about nobody who is held.

    Of people who are not known, nobody has agreed to what waits for them.
    """
    part = Part(handling.data, handling.sensitive, handling.whose, handling.residence)
    basis = Basis((part,), handling.grounds, handling.identifying)
    decision = decide(book, handling, at=at)
    if waits and handling.act != "collect":
        decision = held_back(book, waits, [(handling, None)], decision, at=at)
    return Judged(decision, basis)


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
