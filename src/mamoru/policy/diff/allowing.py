"""What one version allows and another does not: the cells, and the facts under which."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from mamoru.policy.diff.boxes import cover, rest
from mamoru.policy.diff.reach import Reach
from mamoru.policy.diff.regions import Region, forbidding, opened, overlapping
from mamoru.policy.diff.sides import Box, Sides
from mamoru.policy.diff.sweeping import eased, unasked
from mamoru.policy.diff.wanted import Wanted
from mamoru.policy.model import ATTRIBUTES
from mamoru.policy.verdict import bits

Found = tuple[int, Box, int]
"""Facts, a box, and the rule that decides there."""


def allowing(sides: Sides) -> Iterator[Region]:
    """Yield regions whose union is what `this` version allows and the other does not.

    A handling is among it for one of three reasons: a permit is met and the other version has none
    that is; the other knows one of its words not, for which the permit does not ask; or both have
    a permit, and a ban of the other version stands.
    """
    groups = list(eased(sides))
    swept = sum(group.deciding for group in groups)
    yield from groups
    yield from _permitted(sides, sides.this.book.permits & ~swept)
    yield from unasked(sides)
    yield from _unbanned(sides)


# ---------------------------------------------------------------------- permits


def _permitted(sides: Sides, permits: int) -> Iterator[Region]:
    this, other = sides.this, sides.other
    found = [one for rule in bits(permits) for one in _cells_of(sides, rule)]
    for facts, box in _covered(sides, found):
        alike = {rule for same, _, rule in found if same == facts}
        deciding = overlapping(this, sum(1 << rule for rule in alike), box)
        box, names = opened(sides, box, deciding, always=False)
        bans, unless = forbidding(this, box, facts)
        yield Region(
            box=box,
            facts=facts,
            deciding=deciding,
            left_out=names,
            forbidding=bans,
            unless=unless,
            sharing=overlapping(other, other.book.permits, box),
        )


def _cells_of(sides: Sides, rule: int) -> Iterator[Found]:
    """Yield the boxes in which a permit is met, nothing forbids it, and the other has no permit.

    Of words that the other version does not know, those that the permit asks for.
    """
    this, other = sides.this, sides.other
    asked = this.rules[rule].accepts
    strange = frozenset(at for at, name in enumerate(ATTRIBUTES) if name in asked)
    reached = other.book.permits & ~other.lacking(sides.words.closed(this.facts[rule]))
    is_known = all(not this.accepts[rule][at] & ~other.known[at] for at in strange)
    if is_known and sides.is_nature_kept and _is_within(sides, rule, reached):
        return
    box = tuple(map(int.__and__, this.box_of(rule), this.known))
    reach = Reach(
        sides,
        Wanted(must=1 << rule, bans=overlapping(this, this.book.bans, box)),
        Wanted(never=overlapping(other, other.book.permits, box)),
        start=this.facts[rule],
        strange=strange,
    )
    for cell in reach.cells():
        yield sides.words.closed(this.facts[rule]), cell, rule


def _is_within(sides: Sides, rule: int, others: int) -> bool:
    """Return whether one of the other version's rules accepts all common handlings of `rule`."""
    box = tuple(map(int.__and__, sides.this.accepts[rule], sides.common))
    return any(
        not any(mask & ~has for mask, has in zip(box, sides.other.accepts[one], strict=True))
        for one in bits(others)
    )


def _covered(sides: Sides, found: Iterable[Found]) -> Iterator[tuple[int, Box]]:
    """Yield few boxes for each set of facts, none of which a smaller set has as well."""
    ordered = sorted(found, key=lambda one: (one[0].bit_count(), one[0]))
    told: list[tuple[int, Box]] = []
    for facts, group in groupby(ordered, key=lambda one: one[0]):
        smaller = [box for fewer, box in told if not fewer & ~facts]
        boxes = cover([box for _, box, _ in group], sides.unstated)
        told += [(facts, box) for box in boxes if rest([box], smaller)]
    yield from told


# ---------------------------------------------------------------------- bans


def _unbanned(sides: Sides) -> Iterator[Region]:
    for ban in bits(sides.other.book.bans):
        if sides.is_nature_kept and _is_kept(sides, ban):
            continue
        counterparts = _counterparts(sides, ban)
        yield from _lifted(sides, ban, 0, None, counterparts)
        for counterpart in bits(counterparts):
            for lifter in bits(_new_lifters(sides, ban, counterpart)):
                yield from _lifted(sides, ban, 1 << counterpart, lifter, 0)


def _is_kept(sides: Sides, ban: int) -> bool:
    """Return whether `this` version has a ban like it, lifted by the same."""
    this, other = sides.this, sides.other
    content = sides.content(other, ban)
    if content is None:
        return True
    lifters = sides.contents(other, other.book.lifters[ban])
    return any(
        sides.content(this, one) == content
        and sides.contents(this, this.book.lifters[one]) <= lifters
        for one in bits(this.book.bans)
    )


def _counterparts(sides: Sides, ban: int) -> int:
    """Return the bans of `this` version that are like it, or stand where it stood."""
    this, other = sides.this, sides.other
    content, cite = sides.content(other, ban), other.rules[ban].cite
    return sum(
        1 << one
        for one in bits(this.book.bans)
        if this.rules[one].cite == cite or sides.content(this, one) == content
    )


def _new_lifters(sides: Sides, ban: int, counterpart: int) -> int:
    """Return what lifts the counterpart and has nothing like it that lifts the ban."""
    this, other = sides.this, sides.other
    lifters = this.book.lifters[counterpart]
    if not sides.is_nature_kept:
        return lifters
    had = sides.contents(other, other.book.lifters[ban])
    return sum(1 << one for one in bits(lifters) if sides.content(this, one) not in had)


def _lifted(
    sides: Sides, ban: int, counterpart: int, lifter: int | None, without: int
) -> Iterator[Region]:
    """Yield where a ban of the other version stands, both permit it, and nothing forbids it now."""
    this, other = sides.this, sides.other
    own = counterpart | (0 if lifter is None else 1 << lifter)
    start = other.facts[ban]
    for rule in bits(own):
        start |= this.facts[rule]
    never = other.book.lifters[ban]
    bare = Reach(
        sides, Wanted(must=own, never=without), Wanted(must=1 << ban, never=never), start=start
    )
    full = Reach(
        sides,
        Wanted(must=own, never=without, permits=this.book.permits, bans=this.book.bans),
        Wanted(must=1 << ban, never=never, permits=other.book.permits),
        start=start,
    )
    if not full.exists():
        return
    deciding = 1 << ban if lifter is None else 1 << lifter
    for cells in cover(bare.cells(), sides.unstated):
        trimmed = full.trimmed(cells)
        if trimmed is not None:
            yield _region(sides, trimmed, start, ban, deciding, is_others=lifter is None)


def _region(
    sides: Sides, box: Box, facts: int, ban: int, deciding: int, *, is_others: bool
) -> Region:
    this, other = sides.this, sides.other
    box, names = opened(sides, box, 0, always=True)
    facts = sides.words.closed(facts)
    bans, unless = forbidding(this, box, facts)
    return Region(
        box=box,
        facts=facts,
        deciding=deciding,
        is_others=is_others,
        left_out=names,
        forbidding=bans,
        unless=unless,
        sharing=overlapping(other, other.book.lifters[ban], box),
        permitting=overlapping(this, this.book.permits, box),
    )
