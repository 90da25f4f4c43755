"""Walks from the person's own rows along the edges: what they own, then what they may read."""

from collections.abc import Iterable, Sequence

from mamoru.systems.errors import TooMuchHeldError
from mamoru.systems.found import Key, Step
from mamoru.systems.map.graph import Edge
from mamoru.systems.trace.rows import Asking, Row

ROWS = 100_000
"""Rows of one person in one system, at most."""

Rows = dict[tuple[str, Key], Row]


def owned(asking: Asking, own: Iterable[Row], *, limit: int = ROWS) -> Rows:
    """Return every row that the person owns: their own, and what those own in turn.

    Raises `TooMuchHeldError`.
    """
    found: Rows = {row.name: row for row in own}
    _spread(asking, found, list(found.values()), asking.graph.owning_from, limit, is_owned=True)
    return found


def accessible(asking: Asking, found: Rows, *, limit: int = ROWS) -> Rows:
    """Add to what a person owns what they may read besides, and return both.

    Raises `TooMuchHeldError`.
    """
    begun = list(found.values())
    _spread(asking, found, begun, asking.graph.access_from, limit, is_owned=False)
    return found


def _spread(
    asking: Asking, found: Rows, begun: list[Row], leaving: dict[str, tuple[Edge, ...]],
    limit: int, *, is_owned: bool,
) -> None:  # fmt: skip
    """Follow `leaving` from the rows that it was begun with, and from each that is new."""
    waiting: dict[str, list[Row]] = {}
    for row in begun:
        waiting.setdefault(row.table, []).append(row)
    while waiting:
        name, origins = waiting.popitem()
        for edge in leaving.get(name, ()):
            for row in _led(asking, edge, origins, limit + 1):
                there = found.setdefault(row.name, row)
                if there is not row:
                    for way in row.steps:
                        there.came(edge.number, way)
                    continue
                row.is_owned = is_owned
                waiting.setdefault(row.table, []).append(row)
            if len(found) > limit:
                raise TooMuchHeldError(system=asking.graph.map.system, limit=limit)


def _led(asking: Asking, edge: Edge, origins: Sequence[Row], limit: int) -> list[Row]:
    """Return the rows that an edge leads to from `origins`, each with the ways in which it came."""
    begun: dict[Key, list[Row]] = {}
    for row in origins:
        begun.setdefault(row.of(edge.origin_columns), []).append(row)
    found: list[Row] = []
    unsure: list[Row] = []
    for row in asking.led(edge, origins, limit=limit):
        came = begun.get(row.of(edge.lead_columns), ())
        (found if came else unsure).append(row)
        for origin in came:
            row.came(edge.number, step(edge, origin))
    return [*found, *_confirmed(asking, edge, origins, unsure)]


def _confirmed(
    asking: Asking, edge: Edge, origins: Sequence[Row], unsure: Sequence[Row]
) -> list[Row]:
    """Return those of `unsure` that do belong to an origin, though their columns are spelt apart.

    A collation finds `ABC` for `abc`. Whether the two are one is for the side that the link points
    from to say: looked up from there, the row has to lead back to where we came from.
    """
    if not unsure:
        return []
    ours = {row.key: row for row in origins}
    found: list[Row] = []
    for row in unsure:
        back = [one for one in asking.origins(edge, [row], limit=50) if one.key in ours]
        for origin in back:
            row.came(edge.number, step(edge, ours[origin.key]))
        found += [row] if back else []
    return found


def step(edge: Edge, origin: Row) -> Step:
    """Return a way along an edge."""
    return Step(link=edge.name, relation=edge.relation, table=origin.table, key=origin.key)
