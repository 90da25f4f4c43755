"""Parts of the difference of two versions, before they are put into words."""

from dataclasses import dataclass
from enum import StrEnum

from mamoru.policy.diff.reach import END
from mamoru.policy.diff.sides import Box, Side, Sides
from mamoru.policy.handling import Owed
from mamoru.policy.verdict import bits


class Direction(StrEnum):
    """What a change does."""

    WIDENED = "widened"
    NARROWED = "narrowed"
    DUTY_ADDED = "duty_added"
    DUTY_REMOVED = "duty_removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Handlings in `box` under `facts` that the version `this` treats as the other does not.

    Rules are named by their bits, those of `this` in `deciding`, `forbidding` and `permitting`,
    unless `is_others` says that the other's rules decide. The region is cut by the bans in
    `forbidding`, by what the other version does all the same in `sharing`, and, where any are
    named, by needing one of `permitting`.
    """

    box: Box
    facts: int
    deciding: int
    is_others: bool = False
    left_out: frozenset[int] = frozenset()
    """Attributes of which every value that `this` version knows is meant."""
    forbidding: int = 0
    unless: int = 0
    sharing: int = 0
    permitting: int = 0
    new_words: int | None = None
    """The attribute with a new word that the permits do not ask for."""
    dropped: int = 0
    """The fact that many permits no longer ask for."""
    owed: Owed | None = None


def overlapping(side: Side, rules: int, box: Box) -> int:
    """Return those of `rules` that can match somewhere in `box`."""
    return sum(1 << rule for rule in bits(rules) if side.meets(rule, box))


def forbidding(side: Side, box: Box, facts: int) -> tuple[int, int]:
    """Return the bans that may stand in `box` under `facts`, and facts that always make one stand.

    A ban that is lifted wherever it applies there is none of them.
    """
    bans, unless = 0, 0
    for ban in bits(overlapping(side, side.book.bans, box)):
        lifters = side.book.lifters[ban]
        within = tuple(map(int.__and__, box, side.box_of(ban)))
        if any(not side.facts[i] & ~facts and side.covers(i, within) for i in bits(lifters)):
            continue
        more = side.facts[ban] & ~facts
        is_plain = not overlapping(side, lifters, within)
        if is_plain and more.bit_count() == 1 and side.covers(ban, box):
            unless |= more
        else:
            bans |= 1 << ban
    return bans, side.words.weakest(unless)


def opened(sides: Sides, box: Box, deciding: int, *, always: bool) -> tuple[Box, frozenset[int]]:
    """Return `box` with the attributes of which it has every common value left open.

    The words that only `this` version knows come in where the rules accept them too, or `always`,
    where further rules say what is meant.
    """
    found, names = list(box), set[int]()
    for at in range(END):
        known = sides.this.known[at]
        accepted = [sides.this.accepts[rule][at] for rule in bits(deciding)]
        is_free = always or all(not known & ~one for one in accepted)
        if not known & ~box[at] or (is_free and not sides.common[at] & ~box[at]):
            found[at] = known
            names.add(at)
    return tuple(found), frozenset(names)
