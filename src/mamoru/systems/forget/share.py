"""Whose rows are: all that a person owns, and which of it others own as well (K9db, OSDI 2023)."""

from collections.abc import Collection, Iterable

import msgspec

from mamoru.systems.errors import TooMuchHeldError
from mamoru.systems.forget.rows import Name, Rows, Tie, by_table
from mamoru.systems.map.graph import Edge

LIMIT = 100_000
"""Rows of one person in one system at most, and rows looked at to find who else owns them."""


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """What a person owns of a system."""

    own: frozenset[Name]
    """The rows that are the person."""
    owned: frozenset[Name]
    """Every row that they own, those included."""
    shared: frozenset[Name]
    """Those of `owned` that somebody else owns as well."""
    ties: tuple[Tie, ...]
    """Every way along owning edges from one of `owned` to the next."""


def share(rows: Rows, own: Collection[Name], *, limit: int = LIMIT) -> Share:
    """Return what the person owns whose own rows are `own`. Raises `TooMuchHeldError`."""
    owned, ties = _forward(rows, own, limit)
    outside = _outside(rows, owned, limit)
    people = {table.name for table in rows.graph.map.subjects}
    others = {one for one in owned if one[0] in people and one not in own}
    shared = _spread(ties, others | outside)
    return Share(
        own=frozenset(own), owned=frozenset(owned), shared=frozenset(shared), ties=tuple(ties)
    )


def owned_by_others(
    rows: Rows, names: Collection[Name], own: Collection[Name] = (), *,
    without: Collection[Name] = (), limit: int = LIMIT,
) -> set[Name]:  # fmt: skip
    """Return those of `names` that some person owns, or is, other than whose own rows are `own`.

    What is owned only by way of rows in `without` is owned by nobody. Others may own a row that is
    the person, and by way of it what hangs on it. Raises `TooMuchHeldError`.
    """
    people = {table.name for table in rows.graph.map.subjects}
    seen, waiting = {*names, *without}, set(names)
    leads: dict[Name, set[Name]] = {}
    found: set[Name] = set()
    while waiting:
        others = {one for one in waiting if one[0] in people} - set(own)
        found |= others
        ties = _origins(rows, waiting - others)
        for tie in ties:
            leads.setdefault(tie.origin, set()).add(tie.lead)
        waiting = {tie.origin for tie in ties} - seen
        seen |= waiting
        if len(seen) > limit + len(names) + len(own):
            raise TooMuchHeldError(system=rows.graph.map.system, limit=limit)
    return _reached(leads, found) & set(names)


def _forward(rows: Rows, own: Collection[Name], limit: int) -> tuple[set[Name], list[Tie]]:
    owned, ties, waiting = set(own), list[Tie](), set(own)
    while waiting:
        found = [
            tie
            for table, keys in by_table(waiting).items()
            for edge in rows.graph.owning_from.get(table, ())
            for tie in rows.following(edge, [(table, key) for key in keys])
        ]
        ties += found
        waiting = {tie.lead for tie in found} - owned
        owned |= waiting
        if len(owned) > limit:
            raise TooMuchHeldError(system=rows.graph.map.system, limit=limit)
    return owned, ties


def _outside(rows: Rows, owned: set[Name], limit: int) -> set[Name]:
    """Return those of `owned` to which an edge leads from a row that only others own."""
    ties = [tie for tie in _origins(rows, _shareable(rows, owned)) if tie.origin not in owned]
    theirs = owned_by_others(rows, {tie.origin for tie in ties}, limit=limit)
    return {tie.lead for tie in ties if tie.origin in theirs}


def _shareable(rows: Rows, names: Iterable[Name]) -> list[Name]:
    return [one for one in names if one[0] in rows.graph.shareable]


def _origins(rows: Rows, names: Collection[Name]) -> list[Tie]:
    """Return the ties along owning edges that lead to rows."""
    found: list[Tie] = []
    for table, keys in by_table(names).items():
        edges: tuple[Edge, ...] = rows.graph.owning_to.get(table, ())
        for edge in edges:
            found += rows.leading(edge, [(table, key) for key in keys])
    return found


def _spread(ties: Iterable[Tie], begun: set[Name]) -> set[Name]:
    leads: dict[Name, set[Name]] = {}
    for tie in ties:
        leads.setdefault(tie.origin, set()).add(tie.lead)
    return _reached(leads, begun)


def _reached(leads: dict[Name, set[Name]], begun: set[Name]) -> set[Name]:
    found, waiting = set(begun), list(begun)
    while waiting:
        new = leads.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found
