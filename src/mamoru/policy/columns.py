"""Decides millions of handlings at once, over columns of codes.

The method is recursive flow classification (Gupta and McKeown, "Packet classification on multiple
fields", SIGCOMM 1999): attributes are grouped, each combination of values in a group is replaced by
the number of what the rules say of it, and the groups are combined pairwise, so that a handling
costs a handful of look-ups in small tables. Answers are those of `decide`, without near misses and
without the names of unknown words.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from mamoru.errors import BadInputError
from mamoru.policy.evidence import is_evidence
from mamoru.policy.handling import Decision, Handling, Outcome
from mamoru.policy.model import ATTRIBUTES, Value
from mamoru.policy.rulebook import Rulebook, by_nature
from mamoru.policy.states import Codes, combined, group_of
from mamoru.policy.verdict import Asked, verdict, with_near_misses, with_needs

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
        self._groups = [group_of(book, names, self.values) for names in GROUPS]
        first = combined(self._groups[0].states, self._groups[1].states)
        self._pairs = (first, combined(first.states, self._groups[2].states))
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
            held |= shown if is_evidence(evidence) else 0
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
        handling = by_nature(book, msgspec.convert(example, Handling))
        whose, residence = handling.whose, handling.residence
        asked = Asked(handling, whose, residence, facts.held, facts.claimed)
        return msgspec.structs.replace(with_near_misses(book, found, asked, key), near=())


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


def _mark(seen: NDArray[np.bool_], cells: NDArray[np.integer[Any]]) -> None:
    """Note which cells occur: by counting where there are few, which is faster, else singly."""
    if len(seen) <= CHUNK:
        seen |= np.bincount(cells, minlength=len(seen)).astype(np.bool_)
    else:
        seen[cells] = True
