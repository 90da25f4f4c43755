"""A slow evaluator of who owns and may read what, written from the definitions of K9db.

It knows neither the graph nor SQL: rows are dictionaries, and every rule is asked of every pair of
rows until nothing is new.
"""

from dataclasses import dataclass, field
from typing import Any

Name = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True, kw_only=True)
class Tie:
    """A link of a random map."""

    table: str
    columns: tuple[str, ...]
    to: str
    to_columns: tuple[str, ...]
    relation: str | None
    hides: frozenset[str] = frozenset()
    drops: bool = False


@dataclass(kw_only=True)
class World:
    """Tables with their keys and rows, who is a person, and how rows are tied."""

    keys: dict[str, tuple[str, ...]]
    people: set[str]
    ties: list[Tie]
    shared: dict[str, Any]
    """`None`, `show`, `review`, or the columns that are hidden."""
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def name(self, table: str, row: dict[str, Any]) -> Name:
        return table, tuple(row[column] for column in self.keys[table])

    def pairs(self, tie: Tie) -> list[tuple[Name, Name]]:
        """Return each pair of a row that points and a row that it points to."""
        found = []
        for row in self.rows[tie.table]:
            for other in self.rows[tie.to]:
                mine = [row[column] for column in tie.columns]
                if None not in mine and mine == [other[column] for column in tie.to_columns]:
                    found.append((self.name(tie.table, row), self.name(tie.to, other)))
        return found

    def candidates(self) -> dict[str, list[Tie]]:
        """Return for each table the ties by which its rows may get owners."""
        owned = set(self.people)
        found: dict[str, list[Tie]] = {}
        for _ in range(len(self.keys) + 1):
            found = {name: [] for name in self.keys}
            for tie in self.ties:
                if tie.relation in ("owned_by", None) and tie.to in owned:
                    found[tie.table].append(tie)
                if tie.relation == "owns" and tie.table in owned:
                    found[tie.to].append(tie)
            owned |= {name for name, ties in found.items() if ties}
        return found

    def is_ambiguous(self) -> bool:
        """Whether a plain reference is one of several ways to an owner, or a way leads nowhere."""
        found = self.candidates()
        for name, ties in found.items():
            ways = len(ties) + (name in self.people)
            explicit = [tie for tie in self.ties if self._is_explicit(tie, name)]
            dangling = [tie for tie in explicit if tie not in ties]
            if dangling or (ways + len(dangling) > 1 and any(tie.relation is None for tie in ties)):
                return True
        return False

    @staticmethod
    def _is_explicit(tie: Tie, lead: str) -> bool:
        if tie.relation == "owned_by":
            return tie.table == lead
        return tie.relation == "owns" and tie.to == lead

    def owners(self) -> dict[Name, set[Name]]:
        """Return the people who own each row."""
        found: dict[Name, set[Name]] = {
            self.name(table, row): set() for table in self.keys for row in self.rows[table]
        }
        for name in found:
            if name[0] in self.people:
                found[name].add(name)
        flows = [flow for tie in self.owning() for flow in self.flows(tie)]
        changed = True
        while changed:
            changed = False
            for origin, lead in flows:
                if not found[origin] <= found[lead]:
                    found[lead] |= found[origin]
                    changed = True
        return found

    def owning(self) -> list[Tie]:
        real = [tie for ties in self.candidates().values() for tie in ties]
        return [tie for tie in self.ties if tie in real]

    def access(self) -> list[Tie]:
        return [tie for tie in self.ties if tie.relation in ("accessed_by", "accesses")]

    def flows(self, tie: Tie) -> list[tuple[Name, Name]]:
        """Return each pair of a row that a person comes from and one they get to."""
        is_forward = tie.relation in ("owns", "accesses")
        return [(row, to) if is_forward else (to, row) for row, to in self.pairs(tie)]

    def of(self, person: Name) -> dict[Name, dict[str, Any]]:
        """Return what the person sees of each row that is theirs or that they may read."""
        owners = self.owners()
        mine = {name for name, who in owners.items() if person in who}
        seen = set(mine)
        changed = True
        while changed:
            size = len(seen)
            for tie in self.access():
                seen |= {lead for origin, lead in self.flows(tie) if origin in seen}
            changed = len(seen) != size
        ways: dict[Name, list[Tie]] = {name: [] for name in seen}
        for tie in self.ties:
            origins = seen if tie in self.access() else mine if tie in self.owning() else set()
            for origin, lead in self.flows(tie):
                if origin in origins and lead in ways and tie not in ways[lead]:
                    ways[lead].append(tie)
        shown = {name: self._view(name, person, ways[name], owners, mine) for name in seen}
        return {name: view for name, view in shown.items() if view is not None}

    def _view(
        self, name: Name, person: Name, ways: list[Tie], owners: dict[Name, set[Name]],
        mine: set[Name],
    ) -> dict[str, Any] | None:  # fmt: skip
        if name != person and all(tie.drops for tie in ways):
            return None
        views = [tie.hides for tie in ways if not tie.drops]
        if name == person:
            views.append(frozenset())
        hidden = set(views[0]).intersection(*views)
        others = len(owners[name] - {person}) if name in mine else 0
        rule = self.shared[name[0]]
        is_shared = others > 0 or name not in mine
        if isinstance(rule, list) and is_shared:
            hidden |= set(rule)
        review = (rule == "review" and is_shared) or (rule is None and others > 0)
        return {
            "owned": name in mine, "others": others, "hidden": tuple(sorted(hidden)),
            "review": review, "ways": {self.told(tie) for tie in ways} | (
                {"account"} if name == person else set()
            ),
        }  # fmt: skip

    @staticmethod
    def told(tie: Tie) -> str:
        return f"{tie.table}({', '.join(tie.columns)}) → {tie.to}"
