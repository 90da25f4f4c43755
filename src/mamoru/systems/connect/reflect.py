"""Reads the schema of a database, and returns it as plain values."""

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, inspect, types
from sqlalchemy.engine.interfaces import ReflectedColumn
from sqlalchemy.engine.reflection import Inspector, ObjectKind
from sqlalchemy.exc import SAWarning

from mamoru.systems.schema import (
    Family,
    ForeignKey,
    Index,
    Schema,
    SchemaColumn,
    SchemaTable,
    Vendor,
)

_FAMILIES: tuple[tuple[type[types.TypeEngine[Any]], Family], ...] = (
    (types.Enum, "enum"), (types.Boolean, "bool"), (types.Integer, "int"), (types.Float, "float"),
    (types.Numeric, "decimal"), (types.Uuid, "uuid"), (types.JSON, "json"), (types.String, "text"),
    (types.DateTime, "datetime"), (types.Date, "date"), (types.Time, "time"),
    (types.LargeBinary, "bytes"),
)  # fmt: skip
"""Which family a type is of: the first that fits."""
_NAMED: dict[str, Family] = {
    "UUID": "uuid", "CITEXT": "text", "JSONB": "json", "BYTEA": "bytes", "YEAR": "int",
    "TINYINT": "int", "BINARY": "bytes", "VARBINARY": "bytes", "BIT": "bytes",
    "DOUBLE": "float", "REAL": "float", "SET": "text", "INET": "other",
}  # fmt: skip
_LOWER = re.compile(
    r"""lower\(\(?(?:(?P<plain>[a-z_][a-z0-9_$]*)|"(?P<quoted>(?:[^"]|"")+)")\)?"""
    r"""(?:::(?:text|character varying))?\)"""
)
_SEARCHED = ("btree", "hash", None)
"""Kinds of index of PostgreSQL in which a value is looked up."""


def reflected(connection: Connection, vendor: Vendor, places: Iterable[str]) -> Schema:
    """Return the tables and views of the default schema, and of each of `places`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # a type it does not know is `other` here
        inspector = inspect(connection)
        tables: dict[str, SchemaTable] = {}
        for place in (None, *places):
            tables |= _tables(inspector, place)
    return Schema(vendor=vendor, tables=tables)


def _tables(inspector: Inspector, place: str | None) -> dict[str, SchemaTable]:
    everything: dict[str, Any] = {"schema": place, "kind": ObjectKind.ANY}  # what each call takes
    columns = inspector.get_multi_columns(**everything)
    keys = inspector.get_multi_pk_constraint(**everything)
    foreign = inspector.get_multi_foreign_keys(**everything)
    indexes = inspector.get_multi_indexes(**everything)
    unique = inspector.get_multi_unique_constraints(**everything)
    views = {*inspector.get_view_names(place)}
    found: dict[str, SchemaTable] = {}
    for where, listed in columns.items():
        name = where[1]
        primary = keys.get(where)
        key = tuple(primary["constrained_columns"]) if primary else ()
        shown = f"{place}.{name}" if place else name
        found[shown] = SchemaTable(
            name=shown,
            columns={one["name"]: _column(one) for one in listed},
            key=key,
            foreign_keys=tuple(map(_foreign_key, foreign.get(where) or ())),
            indexes=tuple(
                _own_indexes(inspector, place, name, key)
                if inspector.dialect.name == "sqlite"
                else _indexes(key, indexes.get(where) or (), unique.get(where) or ())
            ),
            is_view=name in views,
        )
    return {name: _pointing(table, found) for name, table in found.items()}


def _column(one: ReflectedColumn) -> SchemaColumn:
    kind = one["type"]
    return SchemaColumn(
        name=one["name"],
        family=_family(kind),
        type=str(kind) if not isinstance(kind, types.NullType) else "?",
        length=getattr(kind, "length", None),
        is_nullable=one["nullable"],
        has_default=one["default"] is not None or one.get("autoincrement") is True,
        is_generated="computed" in one or bool(one.get("identity", {}).get("always")),
        words=tuple(getattr(kind, "enums", None) or ()),
    )


def _family(kind: types.TypeEngine[Any]) -> Family:  # any type of a column
    if (named := _NAMED.get(type(kind).__name__.upper())) is not None:
        return named
    return next((family for one, family in _FAMILIES if isinstance(kind, one)), "other")


def _foreign_key(one: Mapping[str, Any]) -> ForeignKey:  # as SQLAlchemy describes it
    place = one.get("referred_schema")
    to = f"{place}.{one['referred_table']}" if place else one["referred_table"]
    return ForeignKey(
        columns=tuple(one["constrained_columns"]), to=to,
        to_columns=tuple(one["referred_columns"]),
        on_delete=(one.get("options") or {}).get("ondelete"),
        is_deferrable=bool((one.get("options") or {}).get("deferrable")),
    )  # fmt: skip


def _pointing(table: SchemaTable, tables: Mapping[str, SchemaTable]) -> SchemaTable:
    """Return a table whose foreign keys name what they point to: SQLite may leave it out."""
    if all(len(one.columns) == len(one.to_columns) for one in table.foreign_keys):
        return table
    keys = tuple(
        msgspec.structs.replace(one, to_columns=tables[one.to].key)
        if not one.to_columns and one.to in tables
        else one
        for one in table.foreign_keys
    )
    return msgspec.structs.replace(table, foreign_keys=keys)


def _indexes(key: tuple[str, ...], listed: Iterable[Any], unique: Iterable[Any]) -> list[Index]:
    """Return the indexes over whole rows; `listed` and `unique` are as SQLAlchemy has them."""
    found = [Index(columns=key, is_unique=True)] if key else []
    for one in listed:
        options = one.get("dialect_options", {})
        is_partial = any(name.endswith("_where") and options[name] for name in options)
        names = one["column_names"]
        if is_partial or options.get("postgresql_using") not in _SEARCHED:
            continue
        if (lowered := _lowered(one.get("expressions", ()))) is not None:
            found.append(Index(columns=(), lowered=lowered))
        if None in names:
            continue
        found.append(Index(columns=tuple(names), is_unique=bool(one["unique"])))
    found += [Index(columns=tuple(one["column_names"]), is_unique=True) for one in unique]
    return list(dict.fromkeys(found))


def _lowered(expressions: Sequence[str]) -> str | None:
    """Return the column of an index over `lower(column)`, as PostgreSQL writes it."""
    read = _LOWER.fullmatch(expressions[0]) if len(expressions) == 1 else None
    if read is None:
        return None
    return read["plain"] or read["quoted"].replace('""', '"')


def _own_indexes(
    inspector: Inspector, place: str | None, name: str, key: tuple[str, ...]
) -> list[Index]:
    """Return the indexes of SQLite as it tells them: SQLAlchemy guesses some from the statement."""
    connection = inspector.bind
    if not isinstance(connection, Connection):
        return []
    quote = connection.dialect.identifier_preparer.quote_identifier
    before = f"{quote(place)}." if place else ""
    found = [Index(columns=key, is_unique=True)] if key else []
    for row in connection.exec_driver_sql(f"PRAGMA {before}index_list({quote(name)})"):
        _, index, is_unique, _, is_partial = row
        told = connection.exec_driver_sql(f"PRAGMA {before}index_info({quote(index)})")
        columns = tuple(column for _, _, column in told)
        if not is_partial and None not in columns:
            found.append(Index(columns=columns, is_unique=bool(is_unique)))
    return list(dict.fromkeys(found))
