"""What becomes of each row when a person is forgotten: it goes, or it stays and why.

1. The person's share of each row they own goes; a row that nobody else owns goes with it.
2. What the law keeps stays, and only what the map says is kept of it (`hold`).
3. The `on_del` rules of the edges that lead on from the person's rows are applied to rows that
   stay; `drop_row` takes the row away from everybody.
4. What stays lets go of what goes: columns that pointed to it become NULL. Where a foreign key
   does not allow that, or the law keeps the column, the row it points to stays without what is
   personal in it (`referenced`); so no cascade of the database takes a row that stays.
"""

from collections.abc import Iterable
from datetime import date

from mamoru.systems.forget.hold import Held, LastDay, held
from mamoru.systems.forget.plan import Problem, Reason, Why
from mamoru.systems.forget.rows import Name, Rows, Tie, by_table
from mamoru.systems.forget.share import Share, owned_by_others
from mamoru.systems.map.graph import Edge, Graph
from mamoru.systems.map.model import NO_RULE, Rule, flag_of

Columns = dict[str, Why]


class Fate:
    """The rows that go and stay, and the columns that change, worked out step by step."""

    def __init__(self, rows: Rows, share: Share, last_day: LastDay, on: date) -> None:
        """Work it out; raises what the database raises."""
        self._rows, self._graph, self._share = rows, rows.graph, share
        self._last_day, self._on = last_day, on
        self.held: dict[Name, Held] = {}
        self.reasons: dict[Name, Reason] = dict.fromkeys(share.shared, "co_owned")
        self.changes: dict[Name, Columns] = {}
        self.problems: list[Problem] = []
        self.goes = self._not_held(share.owned - share.shared)
        self.dropped: set[Name] = set()
        self._on_del()
        self.ties = self._pointing()
        """Every way in which a row pointed to one that was to go."""
        self._let_go()
        self._strip()

    @property
    def edges(self) -> tuple[Edge, ...]:
        """Return every link and foreign key."""
        return (*self._graph.edges, *self._graph.references)

    def change(self, name: Name, columns: Iterable[str], why: Why) -> None:
        """Note that columns of a row change; the first reason counts."""
        there = self.changes.setdefault(name, {})
        for column in columns:
            there.setdefault(column, why)

    def keep(self, name: Name) -> tuple[str, ...]:
        """Return the columns of a row that the law keeps."""
        return self.held[name].hold.keep if name in self.held else ()

    def _not_held(self, names: Iterable[Name]) -> set[Name]:
        """Return the rows that the law does not keep, after noting those that it does."""
        names = set(names)
        tables = {table for table, _ in names if self._graph.table(table).hold is not None}
        for name, values in self._rows.values([one for one in names if one[0] in tables]).items():
            found = held(self._graph.table(name[0]), values, self._last_day, self._on)
            if found is not None:
                self.held[name] = found
                self.reasons[name] = "hold"
        return names - set(self.held)

    def _on_del(self) -> None:
        """Apply the rules of edges from the person's rows to what stays of where they lead."""
        rules: dict[Name, list[Rule]] = {}
        for edge in self.edges:
            if edge.on_del == NO_RULE:
                continue
            origins = [one for one in self._share.owned if one[0] == edge.origin]
            for tie in self._rows.following(edge, origins):
                rules.setdefault(tie.lead, []).append(edge.on_del)
        staying = {name: found for name, found in rules.items() if name not in self.goes}
        dropped = [
            name
            for name, found in staying.items()
            if name not in self.held and any(rule.drop_row for rule in found)
        ]
        self.dropped = self._not_held(dropped)
        self.goes |= self.dropped
        for name, found in staying.items():
            if name in self.dropped:
                self.reasons.pop(name, None)
                continue
            kept = self.keep(name)
            for rule in found:
                self.change(name, (one for one in rule.anonymise if one not in kept), "on_del")
            self.reasons.setdefault(name, "not_ours")
        self._say_hanging()

    def _say_hanging(self) -> None:
        """Say which rows of others would belong to nobody, since they hang on one that is dropped.

        Nobody could find them any more, and nobody decided that they go.
        """
        leads: set[Name] = set()
        for table, keys in by_table(self.dropped).items():
            for edge in self._graph.owning_from.get(table, ()):
                ties = self._rows.following(edge, [(table, key) for key in keys])
                leads |= {tie.lead for tie in ties}
        left = leads - self.goes - set(self.held)
        for table, keys in by_table(left - self._still_owned(left)).items():
            self.problems.append(Problem(code="would-orphan", table=table, rows=len(keys)))

    def _still_owned(self, names: set[Name]) -> set[Name]:
        """Return those of `names` that others own even when what is dropped has gone."""
        return owned_by_others(self._rows, names, self._share.own, without=self.dropped)

    def _pointing(self) -> list[Tie]:
        found: list[Tie] = []
        for table, keys in by_table(self.goes).items():
            for edge in self.edges:
                if edge.to == table:
                    found += self._rows.pointing(edge, [(table, key) for key in keys])
        return found

    def _let_go(self) -> None:
        """Keep what cannot be let go of, until nothing more has to be kept for that."""
        waiting = True
        while waiting:
            waiting = False
            for tie in self.ties:
                if tie.pointed not in self.goes or tie.pointing in self.goes:
                    continue
                if released(self._graph, tie.edge, self.keep(tie.pointing)):
                    continue
                if enforced(self._graph, tie.edge):
                    self.goes.discard(tie.pointed)
                    self.dropped.discard(tie.pointed)
                    self.reasons[tie.pointed] = "referenced"
                    waiting = True
        for tie in self.ties:
            if tie.pointing in self.goes:
                continue
            if tie.pointed in self.goes:
                columns = released(self._graph, tie.edge, self.keep(tie.pointing))
                self.change(tie.pointing, columns, "let_go")
            self.reasons.setdefault(tie.pointing, "not_ours")

    def _strip(self) -> None:
        """Note what changes in rows that stay without what is personal in them."""
        for name, reason in self.reasons.items():
            if reason not in ("hold", "referenced"):
                continue
            kept = self.keep(name)
            table = self._graph.table(name[0])
            key = self._graph.keys[name[0]]
            personal = [one.name for one in table.columns.values() if one.is_personal]
            stuck = [one for one in personal if one in key and one not in kept]
            if stuck and reason == "referenced":
                self.problems.append(Problem(code="key-personal", table=name[0], columns=(*stuck,)))
            changing = [one for one in personal if one not in kept and one not in key]
            self.change(name, changing, "hold" if reason == "hold" else "referenced")
            if unsaid := _unsaid(self._graph, name[0], kept):
                self.problems.append(Problem(code="column-unsaid", table=name[0], columns=unsaid))


def enforced(graph: Graph, edge: Edge) -> bool:
    """Return whether the database itself holds a link to a row that is there."""
    pairs = set(zip(edge.columns, edge.to_columns, strict=True))
    return any(
        one.to == edge.to and set(zip(one.columns, one.to_columns, strict=True)) == pairs
        for one in graph.schema.tables[edge.table].foreign_keys
    )


def released(graph: Graph, edge: Edge, kept: Iterable[str]) -> tuple[str, ...]:
    """Return the columns of a link that become NULL for a row to let go; none: it cannot."""
    there = graph.schema.tables[edge.table].columns
    fixed = {*kept, *graph.keys[edge.table]}
    for other in (*graph.edges, *graph.references):
        if other.table == edge.table and (other.columns, other.to) != (edge.columns, edge.to):
            fixed |= set(other.columns)
    return tuple(
        one
        for one in edge.columns
        if one not in fixed and there[one].is_nullable and not there[one].is_generated
    )


def _unsaid(graph: Graph, name: str, kept: Iterable[str]) -> tuple[str, ...]:
    """Return the columns of which the map does not say what they hold."""
    table = graph.table(name)
    said = {*kept, *graph.keys[name], *table.columns}
    if table.hold is not None:
        said.add(table.hold.since)
    for edge in (*graph.edges, *graph.references):
        said |= set(edge.columns) if edge.table == name else set()
    if (flag := flag_of(table)) is not None:
        said.add(flag.column)
    return tuple(one for one in graph.schema.tables[name].columns if one not in said)
