"""Looks for handlings and sets of facts at which two versions do what is asked of each.

Everything that is asked to hold (a permit is met, a ban is lifted) goes on holding when facts are
added, and everything that is asked not to hold goes on failing when facts are taken away. So it is
enough to begin with the facts that are needed anyway and to add those of one permit or lifting
case at a time: where a set of facts does what is asked, a set below it that is found so does too.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from mamoru.policy.diff.sides import (
    ACT,
    DATA,
    IDENTIFYING,
    SENSITIVE,
    Box,
    Sides,
    is_dataless,
)
from mamoru.policy.diff.wanted import Wanted
from mamoru.policy.model import ATTRIBUTES, Value
from mamoru.policy.verdict import bits

END = len(ATTRIBUTES)


class Known(NamedTuple):
    """What of the values chosen so far changes the meaning of others."""

    is_dataless: bool = False
    natures: tuple[str | None, str | None] = (None, None)
    always: tuple[bool, bool] = (False, False)


class Part(NamedTuple):
    """Values that go together, and the rules of both versions that accept them."""

    values: int
    this: int
    other: int
    known: Known


State = tuple[int, int, int, Known]


class Reach:
    """The handlings at which some set of facts, `start` among it, does what is wanted.

    An attribute in `strange` may have values that only `this` version knows; there the other does
    nothing at all.
    """

    def __init__(
        self,
        sides: Sides,
        this: Wanted,
        other: Wanted,
        *,
        start: int = 0,
        strange: frozenset[int] = frozenset(),
    ) -> None:
        self.sides = sides
        self.start = sides.words.closed(start)
        self.strange = strange
        universe = self._universe(this, other)
        self.wanted = (this.within(sides.this, universe), other.within(sides.other, universe))
        self.relevant = (
            self.wanted[0].rules(sides.this),
            self.wanted[1].rules(sides.other),
        )
        self._parts: dict[tuple[int, Known], list[Part]] = {}
        self._cells: dict[State, tuple[Box, ...]] = {}
        self._exists: dict[State, bool] = {}
        self._found: dict[tuple[int, int], bool] = {}

    def _universe(self, this: Wanted, other: Wanted) -> int:
        """Return every fact that may come to hold."""
        facts = self.start
        for side, wanted in ((self.sides.this, this), (self.sides.other, other)):
            for rule in bits(wanted.permits | side.lifters(wanted.bans)):
                facts |= side.facts[rule]
        return self.sides.words.closed(facts)

    # ------------------------------------------------------------------ cells

    def cells(self) -> tuple[Box, ...]:
        """Return disjoint boxes of all these handlings."""
        return self._below(0, *self.relevant, Known())

    def _below(self, at: int, this: int, other: int, known: Known) -> tuple[Box, ...]:
        if at == END:
            return ((),) if self._witness(this, other) else ()
        state = (at, this, other, known)
        found = self._cells.get(state)
        if found is None:
            merged: dict[tuple[Box, ...], int] = {}
            for part in self._alive(at, this, other, known):
                tails = self._below(at + 1, this & part.this, other & part.other, part.known)
                if tails:
                    merged[tails] = merged.get(tails, 0) | part.values
            found = tuple((mask, *tail) for tails, mask in merged.items() for tail in tails)
            self._cells[state] = found
        return found

    def exists(self, box: Box | None = None) -> bool:
        """Return whether there is such a handling within `box`."""
        if box is None:
            return self._any((0, *self.relevant, Known()), (), {})
        known = self.sides.this.known
        last = max((at for at in range(END) if known[at] & ~box[at]), default=-1)
        return self._any((0, *self.relevant, Known()), box[: last + 1], {})

    def _any(self, state: State, box: Box, seen: dict[State, bool]) -> bool:
        """Return whether there is a handling; beyond its end, `box` has every value."""
        at, this, other, known = state
        if at == END:
            return self._witness(this, other)
        memory = seen if at < len(box) else self._exists
        found = memory.get(state)
        if found is None:
            found = memory[state] = any(
                self._any((at + 1, this & part.this, other & part.other, part.known), box, seen)
                for part in self._alive(at, this, other, known)
                if at >= len(box) or part.values & box[at]
            )
        return found

    def trimmed(self, box: Box) -> Box | None:
        """Return `box` without acts, and without values of what it narrows, that have nothing.

        `None` if nothing at all is left.
        """
        for at in range(END):
            if at != ACT and not self.sides.common[at] & ~box[at]:
                continue
            kept = 0
            for values in {part.values for part in self._every(at)}:
                here = values & box[at]
                if here and self.exists((*box[:at], here, *box[at + 1 :])):
                    kept |= here
            if not kept:
                return None
            box = (*box[:at], kept, *box[at + 1 :])
        return box

    # ------------------------------------------------------------------ values

    def _alive(self, at: int, this: int, other: int, known: Known) -> Iterator[Part]:
        """Yield the values with which it may still come to what is wanted."""
        ours, theirs = self.wanted
        for part in self._values(at, known):
            here, there = this & part.this, other & part.other
            if ours.must & ~here or theirs.must & ~there:
                continue
            if ours.permits and not ours.permits & here:
                continue
            if (theirs.permits and not theirs.permits & there) or there & self._sure[at + 1]:
                continue
            yield part

    def _values(self, at: int, known: Known) -> list[Part]:
        key = (at, known)
        found = self._parts.get(key)
        if found is None:
            merged: dict[tuple[int, int, Known], int] = {}
            for bit, this, other, after in self._each(at, known):
                told = (this & self.relevant[0], other & self.relevant[1], after)
                merged[told] = merged.get(told, 0) | bit
            found = [Part(values, *told) for told, values in merged.items()]
            self._parts[key] = found
        return found

    def _every(self, at: int) -> list[Part]:
        """Return values that are alike, whatever a category is by nature."""
        if at in (SENSITIVE, IDENTIFYING):
            return [Part(bit, 0, 0, Known()) for bit in self.sides.words.bit_of[at].values()]
        return self._values(at, Known(is_dataless=True))

    def _each(self, at: int, known: Known) -> Iterator[tuple[int, int, int, Known]]:
        name = ATTRIBUTES[at]
        ours, theirs = self.sides.this.book.tables[name], self.sides.other.book.tables[name]
        for value, bit in self.sides.words.bit_of[at].items():
            is_missing = at == DATA and value is None and not known.is_dataless
            if value not in ours or is_missing or (value not in theirs and at not in self.strange):
                continue
            mine, yours = _meant(at, value, known)
            after = self._after(at, value, known)
            yield bit, _row(ours, mine), _row(theirs, yours), after

    def _after(self, at: int, value: Value, known: Known) -> Known:
        """Return what is still of use of the values chosen so far."""
        if at == ACT:
            return Known(is_dataless=is_dataless(value))
        if at == DATA and value is not None:
            sides = (self.sides.this, self.sides.other)
            mine, yours = (side.natures.get(str(value)) for side in sides)
            always = (str(value) in sides[0].always, str(value) in sides[1].always)
            return Known(natures=(mine, yours), always=always)
        if at == SENSITIVE:
            return known._replace(natures=(None, None))
        return known if at < IDENTIFYING and at != DATA else Known()

    @cached_property
    def _sure(self) -> tuple[int, ...]:
        """For each attribute, the rules that must not be met and will, whatever follows from it."""
        never = self.wanted[1].never & ~self.sides.other.lacking(self.start)
        found = [never]
        for at in range(END - 1, -1, -1):
            found.append(found[-1] & self._accepting(at))
        return tuple(reversed(found))

    def _accepting(self, at: int) -> int:
        """Return the rules of the other version that accept all values that may still come."""
        name, must = ATTRIBUTES[at], self.wanted[0].must
        ours, theirs = self.sides.this.book.tables[name], self.sides.other.book.tables[name]
        found = -1 if self.sides.is_nature_kept or at not in (SENSITIVE, IDENTIFYING) else 0
        for value, rules in ours.items():
            if must & ~rules == 0 and (value in theirs or at in self.strange):
                found &= theirs.get(value, 0)
        return found

    # ------------------------------------------------------------------ facts

    def _witness(self, this: int, other: int) -> bool:
        key = (this, other)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._search(this, other)
        return found

    def _search(self, this: int, other: int) -> bool:
        waiting, seen = [self.start], set[int]()
        while waiting:
            facts = waiting.pop()
            if facts in seen:
                continue
            seen.add(facts)
            more = self._missing(facts, this, other)
            if more is None:
                return True
            waiting.extend(self.sides.words.closed(facts | one) for one in more)
        return False

    def _missing(self, facts: int, this: int, other: int) -> list[int] | None:
        """Return the facts to add, each an alternative; none if it is in vain, `None` if done."""
        live = ((self.sides.this, self.wanted[0], this), (self.sides.other, self.wanted[1], other))
        found: list[int] | None = None
        for side, wanted, rules in live:
            met = rules & ~side.lacking(facts)
            if wanted.is_spoiled(met):
                return []
            if found is None:
                found = wanted.step(side, rules, met)
        return found


def _row(table: Mapping[Value, int], value: Value) -> int:
    return table.get(value, 0)


def _meant(at: int, value: Value, known: Known) -> tuple[Value, Value]:
    """Return what a value means in each version, given the category."""
    if at == SENSITIVE and value is None:
        return known.natures
    if at == IDENTIFYING and value is False:
        return known.always
    return value, value
