"""Who else owns a row: from rows that several may own, back along the edges to people.

What cannot be looked at to its end counts as owned by somebody else: too much is held for review
then, never too little.
"""

from collections.abc import Collection, Iterable

from mamoru.systems.found import Key
from mamoru.systems.map.graph import Edge
from mamoru.systems.trace.rows import Asking, Row

COUNTED = 20
"""Others of one row that are counted, at most."""
LOOKED_AT = 20_000
"""Rows that are looked at to find who owns those of one person, at most."""
LIMIT = 4_000
"""Rows that one look-up hands over, at most."""

Name = tuple[str, Key]


def others(asking: Asking, rows: Collection[Row], own: Iterable[Row]) -> dict[Name, set[Name]]:
    """Return who else owns each of `rows`, as the rows of people that they are.

    `own` are the rows that are the person. A row that only they own is left out. At most `COUNTED`
    are named; where something was not looked at to its end, a name with an empty table is among
    them.
    """
    shared = [row for row in rows if row.table in asking.graph.shareable]
    return _Back(asking, {row.name for row in own}).owners(shared)


UNSEEN: Name = ("", ())
"""Somebody whom nobody looked for to the end."""


class _Back:
    """Goes back along owning edges, remembering what each row leads on to."""

    def __init__(self, asking: Asking, own: set[Name]) -> None:
        self._asking, self._own = asking, own
        self._seen: dict[Name, Row] = {}
        self._leads: dict[Name, set[Name]] = {}
        """For each row that was seen, those that whoever owns it owns as well."""
        self._owners: dict[Name, set[Name]] = {}

    def owners(self, rows: Collection[Row]) -> dict[Name, set[Name]]:
        wanted = {row.name for row in rows}
        new = self._note(rows)
        while new:
            by_table: dict[str, list[Row]] = {}
            for row in new:
                by_table.setdefault(row.table, []).append(row)
            new = [
                origin
                for name, leads in by_table.items()
                for edge in self._asking.graph.owning_to.get(name, ())
                for origin in self._step(edge, leads)
            ]
        self._tell()
        return {name: found for name, found in self._owners.items() if found and name in wanted}

    def _note(self, rows: Iterable[Row]) -> list[Row]:
        """Remember rows, and return those that are new; a person among them is an owner."""
        new = [row for row in rows if row.name not in self._seen]
        for row in new:
            self._seen[row.name] = row
            is_person = self._asking.graph.table(row.table).people is not None
            if is_person and row.name not in self._own:
                self._owners[row.name] = {row.name}
        return list({row.name: row for row in new}.values())

    def _step(self, edge: Edge, leads: list[Row]) -> list[Row]:
        """Go back along one edge, and return the rows that are new."""
        if len(self._seen) > LOOKED_AT:
            self._unseen(leads)
            return []
        origins = self._asking.origins(edge, leads, limit=LIMIT)
        if len(origins) >= LIMIT:
            origins = self._one_by_one(edge, leads)
        by_value: dict[Key, list[Row]] = {}
        for lead in leads:
            by_value.setdefault(lead.of(edge.lead_columns), []).append(lead)
        for origin in origins:
            came = by_value.get(origin.of(edge.origin_columns))
            if came is None:  # a collation found it: whose it is, nobody can tell from here
                self._unseen(leads)
            for lead in came or ():
                self._leads.setdefault(origin.name, set()).add(lead.name)
        return self._note(origins)

    def _one_by_one(self, edge: Edge, leads: list[Row]) -> list[Row]:
        """Go back from each row by itself, as far as owners are counted."""
        found: list[Row] = []
        for lead in leads:
            rows = self._asking.origins(edge, [lead], limit=COUNTED)
            if len(rows) == COUNTED:
                self._unseen([lead])
            found += rows
        return found

    def _unseen(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._owners.setdefault(row.name, set()).add(UNSEEN)

    def _tell(self) -> None:
        """Tell the owners of each row to those that it leads on to, until nothing is new."""
        waiting = set(self._owners)
        while waiting:
            name = waiting.pop()
            told = self._owners[name]
            for lead in self._leads.get(name, ()):
                known = self._owners.setdefault(lead, set())
                if len(known) < COUNTED and not told <= known:
                    known.update(told)
                    waiting.add(lead)
