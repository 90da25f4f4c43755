"""What differs between two states of a schema."""

from collections.abc import Iterator

from mamoru.systems.schema import Schema, SchemaTable


def drift(before: Schema, after: Schema) -> Iterator[str]:
    """Yield each difference as names with a sign: `+` is new, `-` is gone, `~` is otherwise."""
    for name in sorted({*before.tables, *after.tables}):
        old, new = before.tables.get(name), after.tables.get(name)
        if old is None:
            yield f"+{name}"
        elif new is None:
            yield f"-{name}"
        elif old != new:
            yield from _table(old, new)


def _table(old: SchemaTable, new: SchemaTable) -> Iterator[str]:
    told = False
    for name in sorted({*old.columns, *new.columns}):
        one, other = old.columns.get(name), new.columns.get(name)
        if one != other:
            sign = "+" if one is None else "-" if other is None else "~"
            yield f"{sign}{new.name}.{name}"
            told = True
    if not told:
        yield f"~{new.name}"
