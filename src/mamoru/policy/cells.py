"""Every handling that a rulebook can tell apart, without its facts: its cells.

A cell is a set of rules that match some handling by its attributes. Values that no rule tells
apart are taken once, and combinations under which the same rules match are one cell, so that a
policy of a million handlings has a few hundred cells.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, NamedTuple

from mamoru.policy.classes import classes
from mamoru.policy.handling import Handling
from mamoru.policy.model import ATTRIBUTES, Value
from mamoru.policy.rulebook import DATALESS, Rulebook

Region = Mapping[str, frozenset[Value]]
"""For each attribute that is narrowed, the values that are looked at."""
_TOGETHER = ATTRIBUTES[:4]
"""Attributes that depend on each other: a category may identify always, or be sensitive itself."""
FIELDS = {"from": "source", "to": "recipient", "by": "actor"}
"""The fields of a handling that are called differently."""
OPTIONAL = ("sensitive", "purpose", "from", "to", "whose", "place", "residence")
"""Attributes that a handling may leave unstated, whatever is done."""
_Values = tuple[Value, ...]


class _State(NamedTuple):
    """What is alike in every respect that an answer depends on."""

    matching: int
    has_purpose: bool
    lacks_recipient: bool


class Cell(NamedTuple):
    """Rules that match a handling, the handling's attributes, and the facts nobody has there."""

    matching: int
    values: _Values
    """In the order of `ATTRIBUTES`."""
    impossible: int
    """Facts that cannot hold: opting in to no purpose, a guardian's consent to no recipient."""

    def handling(self) -> Handling:
        """Return a handling of this cell, without its grounds."""
        stated: dict[str, Any] = {  # the fields of a handling have types of their own
            FIELDS.get(name, name): value
            for name, value in zip(ATTRIBUTES, self.values, strict=True)
        }
        return Handling(**stated)


class Cells(NamedTuple):
    """The cells of a region, and how many combinations of classes of values they stand for."""

    found: tuple[Cell, ...]
    combinations: int


def cells(book: Rulebook, region: Region | None = None) -> Cells:
    """Return every cell of `region`, or of all handlings, each with one handling as an example.

    Exact: the handlings of one combination are answered alike whatever facts hold, and every
    combination within the region is counted. A category that always identifies, or is sensitive
    by nature, is looked at as what it is, as decisions do.
    """
    wanted = region or {}
    alike = {name: _within(book, name, wanted.get(name)) for name in ATTRIBUTES}
    states, count = _started(book, alike, wanted.get("sensitive"))
    for name in ATTRIBUTES[len(_TOGETHER) :]:
        count *= len(alike[name])
        states = _narrowed(book, name, alike[name], states)
    return Cells(tuple(_cells(book, states)), count)


def _within(book: Rulebook, name: str, wanted: frozenset[Value] | None) -> list[Value]:
    """Return one value of each class that `wanted` takes in: the one that leaves most open."""
    kept = [
        [value for value in alike if wanted is None or value in wanted]
        for alike in classes(book, name)
    ]
    return [min(one, key=lambda value: _closed(book, name, value)) for one in kept if one]


def _closed(book: Rulebook, name: str, value: Value) -> int:
    """Return how little is possible with a value: nothing stated is less than something.

    Some categories always identify, so they can be handled as identifying only.
    """
    if value is None:
        return 2
    if name == "identifying":
        return int(value is False)
    return int(name == "data" and book.policy.categories[str(value)].identifies == "always")


def _started(
    book: Rulebook, alike: Mapping[str, list[Value]], kinds: frozenset[Value] | None
) -> tuple[dict[_State, _Values], int]:
    """Return the states by the attributes that depend on each other, and how many there were."""
    states: dict[_State, _Values] = {}
    count = 0
    for act, data, kind, telling in product(*(alike[name] for name in _TOGETHER)):
        name = None if data is None else str(data)
        always = name is not None and book.policy.categories[name].identifies == "always"
        nature = book.natures.get(name) if kind is None else kind
        if (name is None and act not in DATALESS) or (always and telling is False):
            continue
        if kinds is not None and nature not in kinds:
            continue
        count += 1
        mask = book.tables["act"][act] & book.data[name][telling is True]
        mask &= book.tables["sensitive"][nature]
        state = _State(mask, has_purpose=False, lacks_recipient=act == "provide")
        states.setdefault(state, (act, data, kind, telling))
    return states, count


def _narrowed(
    book: Rulebook, name: str, values: list[Value], states: Mapping[_State, _Values]
) -> dict[_State, _Values]:
    """Return the states with one more attribute; a stated purpose and recipient are kept apart."""
    table = book.tables[name]
    found: dict[_State, _Values] = {}
    for state, stated in states.items():
        for value in values:
            key = _State(
                state.matching & table[value],
                state.has_purpose or (name == "purpose" and value is not None),
                state.lacks_recipient and (name != "to" or value is None),
            )
            found.setdefault(key, (*stated, value))
    return found


def _cells(book: Rulebook, states: Mapping[_State, _Values]) -> Iterator[Cell]:
    bits = {name: 1 << at for at, name in enumerate(book.fact_names)}
    for state, stated in states.items():
        impossible = 0 if book.law.guardian_age else bits["minor"]
        if not state.has_purpose:
            impossible |= bits["opted_in"]
        if state.lacks_recipient:
            impossible |= bits["guardian_consent"]
        yield Cell(state.matching, stated, impossible)
