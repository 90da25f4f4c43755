"""What an allowed handling owes in one version and not in the other, where both allow it."""

from collections.abc import Iterator, Mapping

import msgspec

from mamoru.policy.diff.boxes import cover
from mamoru.policy.diff.reach import Reach
from mamoru.policy.diff.regions import Region, opened, overlapping
from mamoru.policy.diff.sides import Box, Side, Sides
from mamoru.policy.diff.wanted import Wanted
from mamoru.policy.handling import Owed
from mamoru.policy.model import Kind

Source = tuple[int, ...]
"""Rules that together bring a duty about: a permit or a duty, or a case with the ban it lifts."""


def owing(sides: Sides) -> Iterator[Region]:
    """Yield regions whose union is where both allow, and only `this` version owes something.

    Duties are the same if they are done alike and in the same time, wherever they stand.
    """
    ours, theirs = _sources(sides.this), _sources(sides.other)
    for owed, sources in ours.items():
        others = theirs.get(owed, [])
        had = {_contents(sides, sides.other, source) for source in others}
        for source in sources:
            told = _contents(sides, sides.this, source)
            if None not in told and (told not in had or not sides.is_nature_kept):
                yield from _owed(sides, owed, source, others)


def _sources(side: Side) -> Mapping[Owed, list[Source]]:
    found: dict[Owed, list[Source]] = {}
    lifted = {
        rule: [ban for ban, lifters in side.book.lifters.items() if lifters >> rule & 1]
        for rule, one in enumerate(side.rules)
        if one.kind is Kind.LIFT and one.owes
    }
    for rule, one in enumerate(side.rules):
        for owed in one.owes:
            sources = found.setdefault(msgspec.structs.replace(owed, clause=""), [])
            if one.kind is Kind.LIFT:
                sources += [(rule, ban) for ban in lifted[rule]]
            elif one.kind is not Kind.BAN:
                sources.append((rule,))
    return found


def _contents(sides: Sides, side: Side, source: Source) -> tuple[object, ...]:
    return tuple(sides.content(side, rule) for rule in source)


def _owed(sides: Sides, owed: Owed, source: Source, others: list[Source]) -> Iterator[Region]:
    this, other = sides.this, sides.other
    must, start = 0, 0
    for rule in source:
        must |= 1 << rule
        start |= this.facts[rule]
    single = sum({1 << one[0] for one in others if len(one) == 1})
    pairs = tuple(1 << one[0] | 1 << one[1] for one in others if len(one) > 1)
    full = Reach(
        sides,
        Wanted(must=must, permits=this.book.permits, bans=this.book.bans),
        Wanted(permits=other.book.permits, bans=other.book.bans, never=single, apart=pairs),
        start=start,
    )
    if not full.exists():
        return
    bare = Reach(sides, Wanted(must=must), Wanted(never=single, apart=pairs), start=start)
    owing_too = single
    for pair in pairs:
        owing_too |= pair & ~other.book.bans
    for cells in cover(bare.cells(), sides.unstated):
        box = full.trimmed(cells)
        if box is not None:
            yield _region(sides, box, start, source, owed, owing_too)


def _region(
    sides: Sides, box: Box, facts: int, source: Source, owed: Owed, owing_too: int
) -> Region:
    deciding = 1 << source[0]
    box, names = opened(sides, box, deciding, always=True)
    clause = next(
        one.clause
        for one in sides.this.rules[source[0]].owes
        if msgspec.structs.replace(one, clause="") == owed
    )
    return Region(
        box=box,
        facts=sides.words.closed(facts),
        deciding=deciding,
        left_out=names,
        sharing=overlapping(sides.other, owing_too, box),
        owed=msgspec.structs.replace(owed, clause=clause),
    )
