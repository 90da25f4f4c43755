"""Decides millions of handlings at once, over columns of codes.

The method is recursive flow classification (Gupta and McKeown, "Packet classification on multiple
fields", SIGCOMM 1999): attributes are grouped, each combination of values in a group is replaced by
the number of its mask, and the groups are combined pairwise, so that a handling costs a handful of
look-ups in small tables. Answers are those of `decide`, without near misses.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mamoru.errors import BadInputError
from mamoru.policy.handling import Decision, Outcome
from mamoru.policy.model import ATTRIBUTES, Value
from mamoru.policy.rulebook import DATALESS, Rulebook
from mamoru.policy.verdict import verdict, with_needs

Codes = NDArray[np.integer[Any]]
CHUNK = 1 << 15
"""Handlings worked on at a time, so that what is in between stays in the processor's cache."""
GROUPS = (
    ("act", "data", "identifying", "sensitive"),
    ("purpose", "from", "by"),
    ("to", "whose", "place", "residence"),
)
OUTCOMES = tuple(Outcome)


class UnequalColumnsError(BadInputError):
    """A column is missing or has another length than the others."""

    code = "unequal-columns"
    ja = "列「{column}」がないか、長さがほかの列と違います。"
    en = "The column {column!r} is missing or differs in length from the others."


class FactSet(NamedTuple):
    """Facts that hold and facts that are claimed, as bits of the rulebook."""

    held: int
    claimed: int


class Answers(NamedTuple):
    """`verdict[i]` is the place in `decisions` of the answer to handling *i*."""

    verdict: NDArray[np.int32]
    decisions: tuple[Decision, ...]

    def outcomes(self) -> NDArray[np.uint8]:
        """Return the outcome of each handling as its place in `OUTCOMES`."""
        codes = [OUTCOMES.index(decision.outcome) for decision in self.decisions]
        return np.array(codes, dtype=np.uint8)[self.verdict]


@dataclass(frozen=True, slots=True)
class _Combination:
    """Two numberings combined: `table[a * width + b]` is the number of the pair's mask."""

    width: int
    table: NDArray[np.int32]
    masks: tuple[int | None, ...]


class Columns:
    """Tables for deciding columns under one rulebook; made once, used for any number of columns.

    Codes of an attribute are the places of its values in `values[attribute]`; any code beyond them
    stands for a word the policy does not know.
    """

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.values: dict[str, tuple[Value, ...]] = {
            name: tuple(book.tables[name]) for name in ATTRIBUTES
        }
        self._groups = [_group(book, names, self.values) for names in GROUPS]
        first = _combined(self._groups[0].masks, self._groups[1].masks)
        self._pairs = (first, _combined(first.masks, self._groups[2].masks))

    def encode(self, attribute: str, values: Iterable[Value]) -> NDArray[np.uint16]:
        """Return the codes of `values`."""
        known = {value: code for code, value in enumerate(self.values[attribute])}
        unknown = len(known)
        return np.array([known.get(value, unknown) for value in values], dtype=np.uint16)

    def fact_set(self, grounds: Mapping[str, str | None], person: Iterable[str] = ()) -> FactSet:
        """Return the facts of `grounds` (fact to evidence) and of the person's own state as bits."""
        held, claimed = 0, self.book.owed
        for fact, evidence in grounds.items():
            claimed |= self.book.fact_bits[fact]
            held |= self.book.granted_bits[fact] if evidence else 0
        for fact in person:
            held |= self.book.fact_bits[fact]
        return FactSet(held, claimed | held)

    def decide(self, columns: Mapping[str, Codes], facts: Sequence[FactSet] = ()) -> Answers:
        """Return the answers to the handlings in `columns`, one code column for each attribute.

        The column `facts`, if there, holds places in `facts`; else no fact holds. Raises
        `UnequalColumnsError`.
        """
        sets = list(facts) or [FactSet(0, self.book.owed)]
        size = len(columns.get("act", ()))
        for name in ATTRIBUTES:
            if name not in columns or len(columns[name]) != size:
                raise UnequalColumnsError(column=name)
        cells = np.empty(size, dtype=np.int32)
        for start in range(0, size, CHUNK):
            stop = min(start + CHUNK, size)
            part = {name: column[start:stop] for name, column in columns.items()}
            cells[start:stop] = self._cells(part, len(sets))
        return self._answers(cells, sets)

    def _cells(self, part: Mapping[str, Codes], sets: int) -> NDArray[np.int32]:
        numbers = [group.numbers(part) for group in self._groups]
        for pair, right in zip(self._pairs, numbers[1:], strict=True):
            left = numbers[0]
            left *= pair.width
            left += right
            numbers[0] = pair.table.take(left)
        found = numbers[0]
        if "facts" in part:
            found *= sets
            found += part["facts"]
        return found

    def _answers(self, cells: NDArray[np.int32], sets: list[FactSet]) -> Answers:
        masks = self._pairs[-1].masks
        width = len(sets) if len(sets) > 1 else 1
        used = np.flatnonzero(np.bincount(cells, minlength=1))
        decisions = [self._decision(masks[cell // width], sets[cell % width]) for cell in used]
        place = np.zeros(int(used[-1]) + 1 if len(used) else 1, dtype=np.int32)
        place[used] = np.arange(len(used), dtype=np.int32)
        return Answers(place.take(cells), tuple(decisions))

    def _decision(self, matching: int | None, facts: FactSet) -> Decision:
        book = self.book
        if matching is None:
            return Decision(outcome=Outcome.NOT_COVERED, token=book.token)
        unheld = matching & book.lacking[facts.held]
        found = verdict(book, (matching, unheld, unheld & book.lacking[facts.claimed]))
        return with_needs(book, found, facts.held) if found.asking else found.decision


@dataclass(frozen=True, slots=True)
class _Group:
    """Some attributes, and the number of the mask of every combination of their values."""

    names: tuple[str, ...]
    sizes: tuple[int, ...]
    table: NDArray[np.int32]
    masks: tuple[int | None, ...]

    def numbers(self, part: Mapping[str, Codes]) -> NDArray[np.int32]:
        """Return the number of each handling's mask; 0 if it has an unknown word."""
        cell = np.minimum(part[self.names[0]], self.sizes[0] - 1).astype(np.int32)
        for name, size in zip(self.names[1:], self.sizes[1:], strict=True):
            cell *= size
            cell += np.minimum(part[name], size - 1)
        return self.table.take(cell)


def _group(
    book: Rulebook, names: tuple[str, ...], values: Mapping[str, tuple[Value, ...]]
) -> _Group:
    numbers: dict[int | None, int] = {None: 0}
    known = [[*((True, value) for value in values[name]), (False, None)] for name in names]
    table = []
    for cell in product(*known):
        mask = _mask(book, dict(zip(names, cell, strict=True)))
        table.append(numbers.setdefault(mask, len(numbers)))
    sizes = tuple(len(one) for one in known)
    return _Group(names, sizes, np.array(table, dtype=np.int32), tuple(numbers))


def _mask(book: Rulebook, cell: Mapping[str, tuple[bool, Value]]) -> int | None:
    """Return the rules that accept a combination, or `None` if it is not covered."""
    if not all(is_known for is_known, _ in cell.values()):
        return None
    if "data" in cell:
        act, data = cell["act"][1], cell["data"][1]
        if data is None and act not in DATALESS:
            return None
        mask = book.data[None if data is None else str(data)][bool(cell["identifying"][1])]
        return mask & book.tables["act"][act] & book.tables["sensitive"][cell["sensitive"][1]]
    mask = -1
    for name, (_, value) in cell.items():
        mask &= book.tables[name][value]
    return mask


def _combined(left: tuple[int | None, ...], right: tuple[int | None, ...]) -> _Combination:
    numbers: dict[int | None, int] = {None: 0}
    table = [
        numbers.setdefault(None if a is None or b is None else a & b, len(numbers))
        for a in left
        for b in right
    ]
    return _Combination(len(right), np.array(table, dtype=np.int32), tuple(numbers))
