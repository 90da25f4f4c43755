"""On what a wish was decided: all that is needed to decide it again."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from mamoru.ledger.asked import Group
from mamoru.policy.evidence import is_evidence
from mamoru.policy.question import UNSAID
from mamoru.policy.rulebook import Rulebook


class Part(NamedTuple):
    """One category as it was decided, about one class of person in one state."""

    data: str | None
    sensitive: str | None
    whose: str | None
    residence: str | None
    facts: frozenset[str] = frozenset()
    """Those of the person's own state, which hold whoever asks."""


class Basis(NamedTuple):
    """The parts of a wish in the order in which they were decided, and what was claimed for all."""

    parts: tuple[Part, ...] = ()
    grounds: Mapping[str, str | None] = {}
    """As they counted: consent without a reference, where the consent record says what holds."""
    is_identifying: bool = True


NOTHING = Basis()
"""What the door decides by itself: no text was asked."""


def joined(several: Iterable[Basis]) -> Basis:
    """Return the basis of everything in `several`, which have the same grounds."""
    every = list(several)
    return Basis(tuple(part for one in every for part in one.parts), every[0].grounds)


def groups(book: Rulebook, basis: Basis) -> tuple[Group, ...]:
    """Return what goes into the entry: words that the policy knows, each different part once.

    Parts keep their order, in which reasons are listed; neighbours with the same facts are one
    group.
    """
    shown, claimed = _grounds(book, basis.grounds)

    def alike(part: Part) -> tuple[str | None, str | None, frozenset[str]]:
        return part.whose, part.residence, part.facts

    return tuple(
        Group(
            _word(book, "whose", whose),
            _word(book, "residence", residence),
            tuple(sorted(shown | facts)),
            tuple(sorted(claimed - shown - facts)),
            tuple(
                (_word(book, "data", part.data), _word(book, "sensitive", part.sensitive))
                for part in parts
            ),
        )
        for (whose, residence, facts), parts in groupby(dict.fromkeys(basis.parts), alike)
    )


def _word(book: Rulebook, attribute: str, word: str | None) -> str | None:
    return word if word in book.tables[attribute] else UNSAID


def _grounds(
    book: Rulebook, grounds: Mapping[str, str | None]
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the facts that were shown, and those claimed; a person's own cannot be claimed."""
    shown: set[str] = set()
    claimed: set[str] = set()
    for fact, reference in grounds.items():
        if fact not in book.claimable:
            claimed.add(UNSAID)
        elif book.claimable[fact]:
            (shown if is_evidence(reference) else claimed).add(fact)
    return frozenset(shown), frozenset(claimed)
