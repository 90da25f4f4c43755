"""Decides millions of handlings at once, over columns of codes.

The method is recursive flow classification (Gupta and McKeown, "Packet classification on multiple
fields", SIGCOMM 1999): attributes are grouped, each combination of values in a group is replaced by
the number of what the rules say of it, and the groups are combined pairwise, so that a handling
costs a handful of look-ups in small tables. Answers are those of `decide`, without near misses and
without the names of unknown words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from mamoru.errors import BadInputError
from mamoru.policy.handling import Decision, Handling, Outcome
from mamoru.policy.model import ATTRIBUTES, Value
from mamoru.policy.rulebook import DATALESS, Rulebook
from mamoru.policy.verdict import Asked, verdict, with_near_misses, with_needs

Codes = NDArray[np.integer[Any]]
Numbers = NDArray[np.unsignedinteger[Any]]
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


class NotCodesError(BadInputError):
    """A column holds something else than codes, or names a set of facts that is not there."""

    code = "not-codes"
    ja = "列「{column}」の値が符号(0以上の整数)でないか、範囲を超えています。"
    en = "The column {column!r} holds something else than codes, or a code out of range."


class FactSet(NamedTuple):
    """Facts that hold and facts that are claimed, as bits of the rulebook."""

    held: int
    claimed: int
    is_covered: bool = True
    """Whether the policy knows every fact that was claimed."""


class Answers(NamedTuple):
    """`verdict[i]` is the place in `decisions` of the answer to handling *i*."""

    verdict: NDArray[np.int32]
    decisions: tuple[Decision, ...]

    def outcomes(self) -> NDArray[np.uint8]:
        """Return the outcome of each handling as its place in `OUTCOMES`."""
        codes = [OUTCOMES.index(decision.outcome) for decision in self.decisions]
        return np.array(codes, dtype=np.uint8)[self.verdict]


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
        first = _combined(self._groups[0].states, self._groups[1].states)
        self._pairs = (first, _combined(first.states, self._groups[2].states))
        self._states = tuple(self._pairs[-1].states.items())

    def encode(self, attribute: str, values: Iterable[Value]) -> NDArray[np.uint16]:
        """Return the codes of `values`."""
        known = {value: code for code, value in enumerate(self.values[attribute])}
        unknown = len(known)
        return np.array([known.get(value, unknown) for value in values], dtype=np.uint16)

    def fact_set(self, grounds: Mapping[str, str | None], person: Iterable[str] = ()) -> FactSet:
        """Return the facts of `grounds` (fact to evidence) and of the person's state as bits."""
        held, claimed = 0, self.book.owed
        for fact, evidence in grounds.items():
            shown = self.book.claimable.get(fact, 0)
            claimed |= shown
            held |= shown if evidence else 0
        for fact in person:
            held |= self.book.fact_bits[fact]
        return FactSet(held, claimed | held, self.book.claimable.keys() >= grounds.keys())

    def decide(self, columns: Mapping[str, Codes], facts: Sequence[FactSet] = ()) -> Answers:
        """Return the answers to the handlings in `columns`, one code column for each attribute.

        The column `facts`, if there, holds places in `facts`; else no fact holds. Raises
        `UnequalColumnsError` and `NotCodesError`.
        """
        sets = list(facts) if "facts" in columns else [FactSet(0, self.book.owed)]
        checked = _checked(columns, len(sets))
        cells = np.empty(len(checked["act"]), dtype=np.int32)
        seen = np.zeros(len(self._states) * len(sets), dtype=np.bool_)
        chunks = [slice(at, at + CHUNK) for at in range(0, len(cells), CHUNK)]
        for chunk in chunks:
            part = {name: column[chunk] for name, column in checked.items()}
            cells[chunk] = found = self._cells(part, len(sets))
            _mark(seen, found)
        used = np.flatnonzero(seen)
        places = np.zeros(len(seen), dtype=np.int32)
        places[used] = np.arange(len(used), dtype=np.int32)
        for chunk in chunks:
            cells[chunk] = places.take(cells[chunk], mode="clip")
        decisions = [
            self._decision(int(cell) // len(sets), sets[cell % len(sets)]) for cell in used
        ]
        return Answers(cells, tuple(decisions))

    def _cells(self, part: Mapping[str, Codes], sets: int) -> NDArray[np.integer[Any]]:
        """Return the number of each handling's state and facts."""
        found, *others = [group.numbers(part) for group in self._groups]
        for pair, right in zip(self._pairs, others, strict=True):
            found = pair.numbers(found, right)
        if "facts" not in part:
            return found
        return found.astype(np.int64) * sets + part["facts"]

    def _decision(self, number: int, facts: FactSet) -> Decision:
        book = self.book
        state, example = self._states[number]
        if state is None or not facts.is_covered:
            return Decision(outcome=Outcome.NOT_COVERED, token=book.token)
        unheld = state.matching & book.lacking[facts.held]
        key = (state.matching, unheld, unheld & book.lacking[facts.claimed])
        found = verdict(book, key)
        if found.asking:
            return with_needs(book, found, facts.held)
        if found.decision.outcome is Outcome.ALLOW:
            return found.decision
        handling = msgspec.convert(example, Handling)
        whose, residence = handling.whose, handling.residence
        asked = Asked(handling, whose, residence, facts.held, facts.claimed)
        return msgspec.structs.replace(with_near_misses(book, found, asked, key), near=())


@dataclass(frozen=True, slots=True)
class _Group:
    """Some attributes, and the number of the state of every combination of their values."""

    names: tuple[str, ...]
    sizes: tuple[int, ...]
    table: Numbers
    states: States

    def numbers(self, part: Mapping[str, Codes]) -> Numbers:
        """Return the number of each handling's state; 0 if it has an unknown word."""
        narrow = _narrowest(len(self.table))
        cell = _known(part[self.names[0]], self.sizes[0]).astype(narrow)
        for name, size in zip(self.names[1:], self.sizes[1:], strict=True):
            cell *= narrow.type(size)
            cell += _known(part[name], size).astype(narrow, copy=False)
        return self.table.take(cell, mode="clip")


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two numberings combined: `table[a * width + b]` is the number of the state of both."""

    width: int
    table: Numbers
    states: States

    def numbers(self, left: Numbers, right: Numbers) -> Numbers:
        """Return the number of each handling's state, from those of the two halves."""
        narrow = _narrowest(len(self.table))
        cell = left.astype(narrow, copy=False)
        cell *= narrow.type(self.width)
        cell += right.astype(narrow, copy=False)
        return self.table.take(cell, mode="clip")


def _checked(columns: Mapping[str, Codes], sets: int) -> dict[str, Codes]:
    """Return the columns that are asked for; raises if they are not codes of one length."""
    names = [*ATTRIBUTES, "facts"] if "facts" in columns else [*ATTRIBUTES]
    checked = {name: np.asarray(columns.get(name, ())) for name in names}
    for name, column in checked.items():
        if name not in columns or column.shape != checked["act"].shape:
            raise UnequalColumnsError(column=name)
        if column.ndim != 1 or (column.dtype.kind not in "uib" and column.size):
            raise NotCodesError(column=name)
    places = checked.get("facts", np.empty(0, dtype=np.uint8))
    if places.size and (places.min() < 0 or places.max() >= sets):
        raise NotCodesError(column="facts")
    return checked


def _known(column: Codes, size: int) -> Codes:
    """Return `column` with every code that stands for no value made the last of `size`."""
    if column.dtype.kind == "i" and column.min() < 0:
        column = np.where(column < 0, size - 1, column)
    return column if column.max() < size else np.minimum(column, size - 1)


def _mark(seen: NDArray[np.bool_], cells: NDArray[np.integer[Any]]) -> None:
    """Note which cells occur: by counting where there are few, which is faster, else singly."""
    if len(seen) <= CHUNK:
        seen |= np.bincount(cells, minlength=len(seen)).astype(np.bool_)
    else:
        seen[cells] = True


def _narrowest(size: int) -> np.dtype[np.unsignedinteger[Any]]:
    """Return the smallest type that can number `size` things: less memory, faster arithmetic."""
    return np.dtype(np.uint16 if size <= 1 << 16 else np.uint32)


def _group(
    book: Rulebook, names: tuple[str, ...], values: Mapping[str, tuple[Value, ...]]
) -> _Group:
    numbers: dict[State | None, int] = {None: 0}
    states: dict[State | None, Mapping[str, Value]] = {None: {}}
    known = [[*((True, value) for value in values[name]), (False, None)] for name in names]
    table = []
    for cell in product(*known):
        example = {name: value for name, (_, value) in zip(names, cell, strict=True)}
        state = _state(book, example) if all(is_known for is_known, _ in cell) else None
        table.append(numbers.setdefault(state, len(numbers)))
        states.setdefault(state, example)
    sizes = tuple(len(one) for one in known)
    return _Group(names, sizes, np.array(table, dtype=_narrowest(len(states))), states)


def _state(book: Rulebook, cell: Mapping[str, Value]) -> State | None:
    """Return what the rules say of a combination of values, or `None` if it is not covered."""
    asked = 0
    matching, nearly = -1, 0
    if "act" in cell:
        if cell["data"] is None and cell["act"] not in DATALESS:
            return None
        matching = book.tables["act"][cell["act"]]
        asked = matching & book.permits
    for name, value in cell.items():
        if name == "act":
            continue
        if name == "identifying":
            category = book.policy.categories.get(str(cell["data"]))
            value = value or (category is not None and category.identifies == "always")
        mask = book.tables[name][value]
        nearly = (nearly & mask) | (matching & ~mask & book.permits)
        matching &= mask
    return State(matching, nearly, asked)


def _combined(left: States, right: States) -> _Pair:
    numbers: dict[State | None, int] = {None: 0}
    states: dict[State | None, Mapping[str, Value]] = {None: {}}
    table = []
    for a, one in left.items():
        for b, other in right.items():
            state = _both(a, b)
            table.append(numbers.setdefault(state, len(numbers)))
            if state not in states:
                states[state] = {**one, **other}
    return _Pair(len(right), np.array(table, dtype=_narrowest(len(states))), states)


def _both(a: State | None, b: State | None) -> State | None:
    if a is None or b is None:
        return None
    nearly = (a.nearly & b.matching) | (a.matching & b.nearly)
    return State(a.matching & b.matching, nearly, a.asked | b.asked)
