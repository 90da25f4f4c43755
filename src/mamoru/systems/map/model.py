"""A map as it is once loaded: tables, people in them, what columns hold, and how rows belong.

A link goes from the table it stands in to the table it names. What its rules do, they do to the
row that the link leads a person to: the row with the link for `owned_by` and `accessed_by`, the row
that is pointed to for `owns` and `accesses`.
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

from mamoru.policy.errors import Place
from mamoru.policy.words import Word

Relation = Literal["owned_by", "owns", "accessed_by", "accesses", "reference"]
RELATIONS: tuple[Relation, ...] = ("owned_by", "owns", "accessed_by", "accesses", "reference")
OWNING = frozenset(["owned_by", "owns"])
TOWARDS_TARGET = frozenset(["owns", "accesses"])
"""Links along which a person comes to the row that is pointed to."""

Shared = Literal["anonymise", "review", "show"]
Search = Literal["exact", "contains"]
Written = bool | int | str
"""A value that a map writes down: a truth value, a whole number or a text."""
Field = Written | None
"""What a field of a call's body takes; `None` empties it."""


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of a row on its way to a person, or where it stays when one is forgotten."""

    anonymise: tuple[str, ...] = ()
    drop_row: bool = False


NO_RULE = Rule()


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Columns that point to a row of another table, or of the same."""

    columns: tuple[str, ...]
    to: str
    to_columns: tuple[str, ...] = ()
    """Columns pointed to; empty: the key of the table."""
    relation: Relation | None = None
    """`None`: a plain reference, which is ownership where it is the table's only candidate."""
    on_get: Rule = NO_RULE
    on_del: Rule = NO_RULE
    place: Place = Place(1, 1)


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """What a column holds: an item of a category of the policy, or nothing personal (`none`)."""

    name: str
    data: str | None = None
    """Category of the policy; `None`: nothing personal."""
    item: str | None = None
    """Item of the category; `None`: of none in particular."""
    search: Search | None = None
    """How the column is searched for a person's identifiers when an erasure is read back."""
    anonymise_to: Written | None = None
    """What an anonymised value becomes; `None`: NULL, or by the type where NULL may not be."""
    place: Place = Place(1, 1)

    @property
    def is_personal(self) -> bool:
        """Whether the column holds something of the person."""
        return self.data is not None


class People(msgspec.Struct, frozen=True, kw_only=True):
    """That each row of a table is a person, and how one is found."""

    kind: str
    """Class of people of the policy."""
    found_by: dict[str, str]
    """Kind of identifier to the column that holds it, the surest first."""
    folded: tuple[str, ...] = ()
    """Kinds that are looked up in lower case, since the column holds capitals as they came."""
    place: Place = Place(1, 1)


class Hold(msgspec.Struct, frozen=True, kw_only=True):
    """That rows stay by law when their person is forgotten: for how long, and what of them."""

    clock: str
    """Clock of the law's table."""
    since: str
    """Column with the day of the row, or of the event that the clock counts from."""
    keep: tuple[str, ...]
    """Columns that stay as they are; the others are anonymised."""
    is_event: bool = False
    """Whether `since` is the event of the clock itself, such as the day the return is due,
    and not a day of the business year that the event follows from."""
    place: Place = Place(1, 1)


class Flag(msgspec.Struct, frozen=True, kw_only=True, tag="flag"):
    """Suspension as a column of the row: what it says while use is suspended, and otherwise."""

    column: str
    on: Written
    off: Written


class SuspendedView(msgspec.Struct, frozen=True, kw_only=True, tag="view"):
    """Suspension as a view from which suspended people are missing; `table` lists their keys."""

    view: str
    table: str


class SuspendCall(msgspec.Struct, frozen=True, kw_only=True, tag="call"):
    """Suspension as a call of a service, and the column by which it is seen to be suspended."""

    call: str
    """Call that suspends: of the map itself, or of `system`."""
    seen: Flag
    """What is read back; nothing is written there by us."""
    end: str | None = None
    """Call that ends it; `None`: none does."""
    system: str | None = None
    """Registered service whose map has the calls; `None`: the map that says so."""


Suspend = Flag | SuspendedView | SuspendCall


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """One table of a system."""

    name: str
    people: People | None = None
    key: tuple[str, ...] = ()
    """Columns that tell rows apart; empty: the primary key of the schema."""
    columns: dict[str, Column] = {}
    links: tuple[Link, ...] = ()
    is_reference: bool = False
    """Whether the table says nothing of anybody: whatever it refers to, nobody owns its rows."""
    shared: Shared | None = None
    """What a person sees of a row that others own too; `None`: it is held for review."""
    shared_columns: tuple[str, ...] = ()
    """Columns that are hidden in a shared row (`anonymise`)."""
    suspend: Suspend | None = None
    hold: Hold | None = None
    read: str | None = None
    """Name of the call that reads its rows, in the map of a service."""
    erase: str | None = None
    """Name of the call after which it holds nothing of the person; several tables may share one."""
    correct: str | None = None
    """Name of the call that gives the person's rows new values."""
    delete: str | None = None
    """Name of the call that empties fields of the person's rows."""
    place: Place = Place(1, 1)


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One call of a service: `{kind}` in path and body stands for the person's identifier.

    `{row.column}` stands for a column of the key of one row: then it is made for each row.
    """

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    path: str
    rows: tuple[str, ...] = ()
    """Names that lead to the rows in the answer, from outside in."""
    body: dict[str, str] = {}
    fields: dict[str, str] = {}
    """Field of the body to the item of the policy, or category, whose new value it takes."""
    absent: tuple[int, ...] = (404,)
    """Statuses that mean: nobody of that name is held."""
    place: Place = Place(1, 1)


class Map(msgspec.Struct, frozen=True, kw_only=True):
    """The map of one system."""

    system: str
    title: Word
    is_writable: bool
    tables: dict[str, Table]
    calls: dict[str, Call] = {}
    """Calls of a service that has only an API."""
    text_hash: str = ""
    """SHA-256 of the file it was read from, in hex: the version of the map."""

    @property
    def is_of_service(self) -> bool:
        """Whether the system is reached by calls, not by SQL."""
        return bool(self.calls)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of identifier by which people are found here, each once."""
        found = [kind for table in self.subjects for kind in people_of(table).found_by]
        return tuple(dict.fromkeys(found))

    @property
    def subjects(self) -> tuple[Table, ...]:
        """Return the tables whose rows are people."""
        return tuple(table for table in self.tables.values() if table.people is not None)

    @property
    def categories(self) -> tuple[str, ...]:
        """Return the categories of the policy that the system holds, each once."""
        found = (one.data for table in self.tables.values() for one in table.columns.values())
        return tuple(dict.fromkeys(data for data in found if data is not None))


def flag_of(table: Table) -> Flag | None:
    """Return the column by which suspension is seen, where there is one."""
    said = table.suspend
    return said.seen if isinstance(said, SuspendCall) else said if isinstance(said, Flag) else None


def people_of(table: Table) -> People:
    """Return who the rows of a table of people are."""
    if table.people is None:
        message = f"the rows of {table.name} are no people"
        raise LookupError(message)
    return table.people


def columns_of(table: Table) -> Mapping[str, tuple[str, str | None]]:
    """Return category and item of each personal column."""
    return {
        name: (one.data, one.item) for name, one in table.columns.items() if one.data is not None
    }
