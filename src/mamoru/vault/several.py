"""Many people at once, by their numbers: who they are, what is held of them, and that in clear.

For what is handed over by the million. Nothing is opened but by `Opener`, and only of those whom it
is given.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from mamoru.crypto.index import KINDS
from mamoru.vault import bulk_queries as queries
from mamoru.vault import places
from mamoru.vault.bulk_queries import Mark
from mamoru.vault.keyring import Keyring
from mamoru.vault.person import Held
from mamoru.vault.storage import guarded


class Row(NamedTuple):
    """What is in clear of one person, in the order of the items that were asked for."""

    number: int
    values: tuple[str | None, ...]


@guarded
def heads_after(after: int, last: int, limit: int) -> list[Held]:
    """Return the next `limit` people after a number, up to and including `last`, without fields."""
    return queries.heads_after(after, last, limit)


@guarded
def heads_of(numbers: Collection[int]) -> list[Held]:
    """Return those of `numbers` who are held, without fields, ascending."""
    return queries.heads_of(numbers)


@guarded
def marks_of(numbers: Collection[int], items: Collection[str]) -> list[Mark]:
    """Return of what categories these people have any of `items`; identifiers are apart."""
    return queries.marks_of(numbers, items)


@guarded
def kinds_held(numbers: Collection[int], items: Collection[str]) -> list[tuple[int, str]]:
    """Return which of `items` these people have as identifiers."""
    kinds = KINDS_NAMED.intersection(items)
    if not kinds:
        return []
    return [(number, kind) for number, kind, _, _ in queries.identifiers_of(numbers, kinds)]


@guarded
def numbers_of(refs: Collection[str]) -> dict[str, int]:
    """Return the numbers of those of `refs` who are held."""
    return queries.numbers_of(refs)


@guarded
def numbers_within(first: int, last: int) -> list[int]:
    """Return the numbers of those who are held, between two, ascending."""
    return queries.numbers_within(first, last)


KINDS_NAMED = frozenset(KINDS)
"""Items that a person may also be found by: the value is the identifier's where there is none."""


class Opener:
    """Opens the wanted items of many people."""

    def __init__(self, keys: Keyring, items: Sequence[str]) -> None:
        self._keys = keys
        self._items = tuple(items)
        self._at = {item: at for at, item in enumerate(self._items)}
        self._kinds = KINDS_NAMED.intersection(items)

    @guarded
    def rows(self, numbers: Sequence[int]) -> list[Row]:
        """Return what is held now of those of `numbers` who still are, ascending.

        Raises `UnreadableCiphertextError` where something does not belong to whom it is stored of.
        """
        seals = {one.number: self._keys.person(one) for one in queries.locks_of(numbers)}
        found: dict[int, list[str | None]] = {number: [None] * len(self._items) for number in seals}
        for number, kind, serial, sealed in self._identifiers(numbers):
            if number in seals:
                opened = seals[number].open_identifier(kind, serial, sealed)
                found[number][self._at[kind]] = opened.value
        at, field = self._at, places.field
        for number, data, item, version, sealed in queries.values_of(numbers, self._items):
            seal = seals.get(number)
            if seal is not None:
                found[number][at[item]] = seal.open_value(field(data, item, version), sealed)
        return [Row(number, tuple(values)) for number, values in found.items() if any(values)]

    def _identifiers(self, numbers: Sequence[int]) -> list[tuple[int, str, int, bytes]]:
        return queries.identifiers_of(numbers, self._kinds) if self._kinds else []
