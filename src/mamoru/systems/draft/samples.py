"""Looks into a few values of each text column, for what its name does not tell, and keeps none."""

from collections import Counter

from sqlalchemy import select

from mamoru.screening.fields import screened
from mamoru.screening.findings import SENSITIVE
from mamoru.systems.connect.faults import translated
from mamoru.systems.connect.reach import Session, table_of
from mamoru.systems.map.words import guess_of
from mamoru.systems.schema import Schema

ROWS = 20
"""Rows of a table that are looked into."""
LONGEST = 2_000
"""Characters of a value that are looked into."""


def sampled(session: Session, schema: Schema) -> dict[tuple[str, str], str]:
    """Return for columns with personal values what most of these look like, by table and column."""
    found: dict[tuple[str, str], str] = {}
    for table in schema.tables.values():
        columns = [
            one.name
            for one in table.columns.values()
            if one.family == "text" and guess_of(one.name) is None
        ]
        if not columns or table.is_view:
            continue
        there = table_of(table.name, columns)
        with translated():
            rows = session.connection.execute(select(*there.c).limit(ROWS)).all()
        for at, name in enumerate(columns):
            seen = Counter(
                "sensitive" if one.kind in SENSITIVE else one.kind.value
                for row in rows
                if isinstance(row[at], str)
                for one in screened("text", row[at][:LONGEST])
            )
            if seen:
                found[table.name, name] = seen.most_common(1)[0][0]
    return found
