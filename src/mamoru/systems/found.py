"""What was found of a person in a system."""

from typing import Any

import msgspec

Values = dict[str, Any]  # a database's values are of its own types
Key = tuple[Any, ...]  # as above: the key of a row


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One way in which a row came to be the person's."""

    link: str
    """The link, as `orders(customer_id) → customers`; for the person's own row, the identifier's
    kind."""
    relation: str
    """`person` for the person's own row, otherwise what the link is."""
    table: str
    """Table of the row it came from; its own table for the person's own row."""
    key: Key
    """Key of the row it came from; its own key for the person's own row."""


class FoundRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row that a person owns or may read, as the person may see it."""

    table: str
    key: Key
    """`None` for each part that the person may not see, here and in `because`."""
    values: Values
    """The personal columns that the person may see. A value is of the database's type."""
    columns: dict[str, tuple[str, str | None]]
    """Category and item of each personal column, the hidden ones as well."""
    because: tuple[Step, ...]
    """Every way in which it came, at most as many as a trace remembers."""
    owned: bool
    """Whether it is the person's, and not only to be read."""
    co_owners: int = 0
    """How many others own it as well, counted as far as a trace looks."""
    hidden: tuple[str, ...] = ()
    """Columns that the person may not see, by the rules of every way in which it came."""
    review: bool = False
    """Whether somebody has to look at it before the person sees it."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of a person in a system. No rows: nothing is held of them there."""

    system: str
    map_version: str
    rows: tuple[FoundRow, ...]
    scanned: int
    """How many rows the database handed over for it."""

    @property
    def touched(self) -> tuple[str, ...]:
        """Return the categories that the rows hold, each once."""
        found = (data for row in self.rows for data, _ in row.columns.values())
        return tuple(dict.fromkeys(found))


class Unreachable(msgspec.Struct, frozen=True, kw_only=True):
    """A system that could not be asked. It blocks itself alone."""

    system: str
    code: str
    """Code of the error."""
    ja: str = ""
    en: str = ""
