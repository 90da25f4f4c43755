"""What many permits at once have in common, so that one sentence tells it of all of them."""

from collections.abc import Iterator

from mamoru.policy.diff.reach import END, Reach
from mamoru.policy.diff.regions import Region, forbidding, overlapping
from mamoru.policy.diff.sides import ACT, Box, Side, Sides
from mamoru.policy.diff.wanted import Wanted
from mamoru.policy.model import ATTRIBUTES
from mamoru.policy.verdict import bits

MANY = 3
"""Different sets of facts that a fact has to be gone from for one sentence to tell of all."""


def eased(sides: Sides) -> Iterator[Region]:
    """Yield what is allowed because many permits no longer ask for a fact, all else alike."""
    if not sides.is_nature_kept:
        return
    groups: dict[int, int] = {}
    for rule in bits(sides.this.book.permits):
        for fact in _dropped(sides, rule):
            groups[fact] = groups.get(fact, 0) | 1 << rule
    for fact, rules in groups.items():
        if len({sides.this.facts[rule] for rule in bits(rules)}) >= MANY:
            yield _eased(sides, fact, rules)


def _dropped(sides: Sides, rule: int) -> Iterator[int]:
    """Yield the one fact that the same permit of the other version asks for in addition."""
    this, other = sides.this, sides.other
    for one in bits(other.book.permits):
        more = other.facts[one] & ~this.facts[rule]
        is_same = (
            other.rules[one].cite == this.rules[rule].cite
            and other.accepts[one] == this.accepts[rule]
            and this.facts[rule] == other.facts[one] & ~more
        )
        if is_same and more.bit_count() == 1:
            yield more
            return


def _eased(sides: Sides, fact: int, rules: int) -> Region:
    this, other = sides.this, sides.other
    box = _acts_of(this, rules)
    bans, unless = forbidding(this, box, 0)
    return Region(
        box=box,
        facts=0,
        deciding=rules,
        left_out=_left_out(this, box),
        forbidding=bans,
        unless=unless,
        sharing=overlapping(other, other.book.permits, box),
        permitting=overlapping(this, this.book.permits, box),
        dropped=fact,
    )


def unasked(sides: Sides) -> Iterator[Region]:
    """Yield what is allowed with new words of an attribute by permits that do not ask for it."""
    this = sides.this
    for at, name in enumerate(ATTRIBUTES):
        new = this.known[at] & ~sides.other.known[at]
        if not new:
            continue
        unasked = [i for i in bits(this.book.permits) if name not in this.rules[i].accepts]
        permitting = sum(1 << rule for rule in unasked if _can_be_met(sides, rule, at, new))
        if not permitting:
            continue
        box = _acts_of(this, permitting)
        box = (*box[:at], new, *box[at + 1 :])
        bans, unless = forbidding(this, box, 0)
        yield Region(
            box=box,
            facts=0,
            deciding=permitting,
            left_out=_left_out(this, box),
            forbidding=bans,
            unless=unless,
            permitting=overlapping(this, this.book.permits, box),
            new_words=at,
        )


def _can_be_met(sides: Sides, rule: int, at: int, values: int) -> bool:
    this = sides.this
    box = (*this.known[:at], values, *this.known[at + 1 :])
    reach = Reach(
        sides,
        Wanted(must=1 << rule, bans=overlapping(this, this.book.bans, this.box_of(rule))),
        Wanted(),
        start=this.facts[rule],
        strange=frozenset(range(END)),
    )
    return reach.exists(box)


def _acts_of(side: Side, rules: int) -> Box:
    acts = 0
    for rule in bits(rules):
        acts |= side.accepts[rule][ACT]
    return (acts, *side.known[1:])


def _left_out(side: Side, box: Box) -> frozenset[int]:
    return frozenset(at for at in range(END) if not side.known[at] & ~box[at])
