"""The tables by which columns are decided: combinations of values, by what the rules say of them.

Values that no rule tells apart are worked out once, and spread over all their codes afterwards, so
that a policy of many words costs as much as its rules are different, and no more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mamoru.errors import BadInputError
from mamoru.policy.classes import classes
from mamoru.policy.model import Value
from mamoru.policy.rulebook import DATALESS, Rulebook

Codes = NDArray[np.integer[Any]]
Numbers = NDArray[np.unsignedinteger[Any]]
MAX_COMBINATIONS = 1 << 19
"""Combinations that are worked out one by one for a table, a second or two of work."""
MAX_CELLS = 1 << 24
"""Cells of a table, at most four bytes each."""


class TooManyCombinationsError(BadInputError):
    """The policy tells so many words apart that tables for columns would not end."""

    code = "too-many-combinations"
    ja = (
        "語の組み合わせが多すぎて({count}、上限 {limit})、まとめて判定できません。"
        "一件ずつ判定してください。"
    )
    en = "Too many combinations of words ({count}, limit {limit}) for columns; decide one by one."


class State(NamedTuple):
    """What the rules say of some attributes: all that an answer without near misses depends on."""

    matching: int
    """Rules that accept all of the attributes."""
    nearly: int = 0
    """Permits that accept all but one."""
    asked: int = 0
    """Permits for the act, where it is among the attributes."""


States = Mapping[State | None, Mapping[str, Value]]
"""Each state with values that lead to it, in the order of its number; `None` is not covered."""


@dataclass(frozen=True, slots=True)
class Group:
    """Some attributes, and the number of the state of every combination of their values."""

    names: tuple[str, ...]
    sizes: tuple[int, ...]
    table: Numbers
    states: States

    def numbers(self, part: Mapping[str, Codes]) -> Numbers:
        """Return the number of each handling's state; 0 if it has an unknown word."""
        narrow = narrowest(len(self.table))
        cell = _known(part[self.names[0]], self.sizes[0]).astype(narrow)
        for name, size in zip(self.names[1:], self.sizes[1:], strict=True):
            cell *= narrow.type(size)
            cell += _known(part[name], size).astype(narrow, copy=False)
        return self.table.take(cell, mode="clip")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numberings combined: `table[a * width + b]` is the number of the state of both."""

    width: int
    table: Numbers
    states: States

    def numbers(self, left: Numbers, right: Numbers) -> Numbers:
        """Return the number of each handling's state, from those of the two halves."""
        narrow = narrowest(len(self.table))
        cell = left.astype(narrow, copy=False)
        cell *= narrow.type(self.width)
        cell += right.astype(narrow, copy=False)
        return self.table.take(cell, mode="clip")


def _known(column: Codes, size: int) -> Codes:
    """Return `column` with every code that stands for no value made the last of `size`."""
    if column.dtype.kind == "i" and column.min() < 0:
        column = np.where(column < 0, size - 1, column)
    return column if column.max() < size else np.minimum(column, size - 1)


def narrowest(size: int) -> np.dtype[np.unsignedinteger[Any]]:
    """Return the smallest type that can number `size` things: less memory, faster arithmetic."""
    return np.dtype(np.uint16 if size <= 1 << 16 else np.uint32)


def group_of(
    book: Rulebook, names: tuple[str, ...], values: Mapping[str, tuple[Value, ...]]
) -> Group:
    """Return the table of all combinations of the values of some attributes.

    The last code of each attribute stands for a word that the policy does not know. Raises
    `TooManyCombinationsError`.
    """
    sizes = tuple(len(values[name]) + 1 for name in names)
    _bound(prod(sizes), MAX_CELLS)
    alike = [classes(book, name) for name in names]
    _bound(prod(len(found) + 1 for found in alike), MAX_COMBINATIONS)
    numbers: dict[State | None, int] = {None: 0}
    states: dict[State | None, Mapping[str, Value]] = {None: {}}
    small = np.zeros([len(found) + 1 for found in alike], dtype=np.uint32)
    for place in product(*(range(len(found)) for found in alike)):
        example = {name: found[at][0] for name, found, at in zip(names, alike, place, strict=True)}
        state = _state(book, example)
        small[place] = numbers.setdefault(state, len(numbers))
        states.setdefault(state, example)
    spread = [_spread(values[name], found) for name, found in zip(names, alike, strict=True)]
    table = small.astype(narrowest(len(states)))[np.ix_(*spread)]
    return Group(names, sizes, table.ravel(), states)


def _spread(values: Sequence[Value], alike: list[tuple[Value, ...]]) -> NDArray[np.intp]:
    """Return the class of each code, with that of unknown words last."""
    places = {value: place for place, found in enumerate(alike) for value in found}
    return np.array([*(places[value] for value in values), len(alike)], dtype=np.intp)


def _bound(count: int, limit: int) -> None:
    if count > limit:
        raise TooManyCombinationsError(count=count, limit=limit)


def _state(book: Rulebook, cell: Mapping[str, Value]) -> State | None:
    """Return what the rules say of a combination of values, or `None` if it is not covered."""
    asked = 0
    matching, nearly = -1, 0
    category = book.policy.categories.get(str(cell.get("data")))
    if "act" in cell:
        if cell["data"] is None and cell["act"] not in DATALESS:
            return None
        matching = book.tables["act"][cell["act"]]
        asked = matching & book.permits
    for name, value in cell.items():
        if name == "act":
            continue
        if name == "identifying":
            value = value or (category is not None and category.identifies == "always")
        elif name == "sensitive" and value is None:
            value = category.nature if category is not None else None
        mask = book.tables[name][value]
        nearly = (nearly & mask) | (matching & ~mask & book.permits)
        matching &= mask
    return State(matching, nearly, asked)


def combined(left: States, right: States) -> Pair:
    """Return the table of all pairs of two numberings; raises `TooManyCombinationsError`."""
    _bound(len(left) * len(right), MAX_COMBINATIONS)
    numbers: dict[State | None, int] = {None: 0}
    states: dict[State | None, Mapping[str, Value]] = {None: {}}
    table = []
    for a, one in left.items():
        for b, other in right.items():
            state = _both(a, b)
            table.append(numbers.setdefault(state, len(numbers)))
            if state not in states:
                states[state] = {**one, **other}
    return Pair(len(right), np.array(table, dtype=narrowest(len(states))), states)


def _both(a: State | None, b: State | None) -> State | None:
    if a is None or b is None:
        return None
    nearly = (a.nearly & b.matching) | (a.matching & b.nearly)
    return State(a.matching & b.matching, nearly, a.asked | b.asked)
