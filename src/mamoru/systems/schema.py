"""The schema of a database as plain values, the same for every vendor."""

from hashlib import sha256
from typing import Literal

import msgspec

Vendor = Literal["postgresql", "mariadb", "sqlite", "service"]
Family = Literal[
    "int", "text", "decimal", "float", "bool", "date", "datetime", "time", "uuid", "bytes", "json",
    "enum", "other",
]  # fmt: skip
"""What values a type has. Columns of one family can be compared with each other."""


_NUMBERS = frozenset(["int", "decimal", "float"])


def comparable(one: Family, other: Family) -> bool:
    """Return whether values of two families may be equal, in every database."""
    return one == other or _NUMBERS.issuperset([one, other])


class SchemaColumn(msgspec.Struct, frozen=True, kw_only=True):
    """A column as the database declares it."""

    name: str
    family: Family
    type: str
    """The type as the database writes it."""
    length: int | None = None
    """Characters at most; `None`: no limit is declared."""
    is_nullable: bool = True
    has_default: bool = False
    is_generated: bool = False
    """Whether the database works the value out, so that nobody may write it."""
    words: tuple[str, ...] = ()
    """The values of an enumeration."""


class ForeignKey(msgspec.Struct, frozen=True, kw_only=True):
    """Columns that the database holds to rows of another table."""

    columns: tuple[str, ...]
    to: str
    to_columns: tuple[str, ...]
    on_delete: str | None = None
    """What becomes of the row when the one it points to goes: `CASCADE`, `SET NULL`, …"""
    is_deferrable: bool = False
    """Whether it may be held at the end of the transaction instead of at once."""


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """An index over whole rows; a partial one serves no look-up in general and is left out."""

    columns: tuple[str, ...]
    is_unique: bool = False
    lowered: str | None = None
    """The column, where it is an index over that column in lower case and nothing else."""


class SchemaTable(msgspec.Struct, frozen=True, kw_only=True):
    """A table, or a view."""

    name: str
    columns: dict[str, SchemaColumn]
    key: tuple[str, ...] = ()
    """The primary key; empty: there is none."""
    foreign_keys: tuple[ForeignKey, ...] = ()
    indexes: tuple[Index, ...] = ()
    """Every index, the one of the primary key and those of unique constraints included."""
    is_view: bool = False

    def is_unique(self, columns: tuple[str, ...]) -> bool:
        """Return whether no two rows can have the same values in `columns`."""
        wanted = set(columns)
        return any(index.is_unique and set(index.columns) <= wanted for index in self.indexes)

    def is_folded(self, column: str) -> bool:
        """Return whether rows are found by a column in lower case without reading them all."""
        return any(index.lowered == column for index in self.indexes)

    def is_indexed(self, columns: tuple[str, ...]) -> bool:
        """Return whether rows are found by `columns` without reading the whole table.

        An index serves if it begins with some of them, and no other column comes before.
        """
        wanted = set(columns)
        return any(index.columns and index.columns[0] in wanted for index in self.indexes)


class Schema(msgspec.Struct, frozen=True, kw_only=True):
    """Every table and view that a map may speak of."""

    vendor: Vendor
    tables: dict[str, SchemaTable]

    @property
    def digest(self) -> str:
        """Return a hash of all of it, by which a change is noticed; hex, SHA-256."""
        return sha256(msgspec.json.encode(self.tables, order="sorted")).hexdigest()
