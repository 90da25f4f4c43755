"""Everything of one person in one system: what they own, what they may read, and how each came."""

from collections.abc import Collection, Mapping, Sequence

import msgspec

from mamoru.systems.connect.reach import Session
from mamoru.systems.found import Found, FoundRow, Key
from mamoru.systems.map.graph import Graph
from mamoru.systems.map.model import columns_of
from mamoru.systems.trace.owners import Name, others
from mamoru.systems.trace.rows import Asking, Row
from mamoru.systems.trace.start import Account, Named, own_rows, unsure_rows
from mamoru.systems.trace.walk import ROWS, accessible, owned


def trace(
    session: Session, graph: Graph, person: Sequence[Named],
    accounts: Collection[Account] = (), *, limit: int = ROWS,
) -> Found:  # fmt: skip
    """Return everything of the person whom the identifiers name, as they may see it.

    `accounts` say whose a row is where identifiers do not. All of it is as of one moment, if
    `session` is such a transaction. Raises `PersonUnnamedError`, `PersonAmbiguousError`,
    `TooMuchHeldError`, `InvalidIdentifierError`, and what the database raises.
    """
    asking = Asking(session, graph)
    own = own_rows(asking, person, accounts)
    found = owned(asking, own, limit=limit)
    mine = list(found.values())
    co_owners = {name: len(who) for name, who in others(asking, mine, own).items()}
    accessible(asking, found, limit=limit)
    hidden = {name: _hidden(graph, row, co_owners.get(name, 0)) for name, row in found.items()}
    seen = [
        _seen(graph, row, co_owners.get(name, 0), hidden)
        for name, row in found.items()
        if hidden[name] is not None
    ]
    order = {name: at for at, name in enumerate(graph.map.tables)}
    rows = sorted(seen, key=lambda row: order[row.table])
    return Found(
        system=graph.map.system, map_version=graph.map.text_hash, rows=tuple(rows),
        scanned=asking.scanned,
    )  # fmt: skip


def unsure(
    session: Session, graph: Graph, person: Sequence[Named], accounts: Collection[Account] = ()
) -> Found:
    """Return the rows of people of which somebody has to say whether they are the person's.

    Raises what `trace` raises, but for `PersonAmbiguousError`.
    """
    asking = Asking(session, graph)
    rows = [
        FoundRow(
            table=row.table, key=row.key, columns=dict(columns_of(graph.table(row.table))),
            values={name: row.values[name] for name in columns_of(graph.table(row.table))},
            because=tuple(row.steps), owned=False,
        )
        for row in unsure_rows(asking, person, accounts)
    ]  # fmt: skip
    return Found(
        system=graph.map.system, map_version=graph.map.text_hash, rows=tuple(rows),
        scanned=asking.scanned,
    )  # fmt: skip


def _hidden(graph: Graph, row: Row, co_owners: int) -> frozenset[str] | None:
    """Return what a person may not see of a row; `None`: every way in which it came drops it.

    A person who is entitled to a row in several ways sees the least anonymised of its views: a
    column is hidden if every way hides it. What `shared` says comes on top: it guards the others.
    """
    table = graph.table(row.table)
    rules = [graph.edges[number].on_get for number in row.edges if number is not None]
    is_own = None in row.edges
    if not is_own and rules and all(rule.drop_row for rule in rules):
        return None
    shown = [set(rule.anonymise) for rule in rules if not rule.drop_row]
    hidden = set() if is_own or not shown else set.intersection(*shown)
    if _is_shared(row, co_owners) and table.shared == "anonymise":
        hidden |= set(table.shared_columns)
    return frozenset(hidden)


def _is_shared(row: Row, co_owners: int) -> bool:
    return co_owners > 0 or not row.is_owned


def _seen(
    graph: Graph, row: Row, co_owners: int, hidden: Mapping[Name, frozenset[str] | None]
) -> FoundRow:
    """Return a row as the person may see it: neither values nor keys tell what is hidden."""
    table, columns = graph.table(row.table), columns_of(graph.table(row.table))
    unseen = hidden[row.name] or frozenset()
    if table.shared is None:
        needs_review = co_owners > 0
    else:
        needs_review = _is_shared(row, co_owners) and table.shared == "review"

    def key(name: Name) -> Key:
        left_out = hidden.get(name, frozenset())
        by = graph.keys[name[0]]
        return tuple(
            None if left_out is None or column in left_out else part
            for column, part in zip(by, name[1], strict=True)
        )

    return FoundRow(
        table=row.table, key=key(row.name), columns=dict(columns),
        values={name: row.values[name] for name in columns if name not in unseen},
        because=tuple(
            msgspec.structs.replace(step, key=key((step.table, step.key))) for step in row.steps
        ),
        owned=row.is_owned, co_owners=co_owners, hidden=tuple(sorted(unseen)), review=needs_review,
    )  # fmt: skip
