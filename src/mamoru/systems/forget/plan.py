"""What is to become of a person's rows in one system, written down before anything is done.

A plan holds keys and new values of rows, so it is sealed wherever it is kept. What it says of rows
is frozen: with the map and the policy it was made under, and a digest of each row as it was.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal

import msgspec

from mamoru.systems.found import Key
from mamoru.systems.map.model import Call, Field, Map, people_of
from mamoru.systems.values import Written, hashable, read, written

Do = Literal[
    "erase",
    "correct",
    "delete",
    "suspend_use",
    "suspend_provision",
    "resume_use",
    "resume_provision",
]
"""What a plan does."""
Reason = Literal["co_owned", "hold", "not_ours", "referenced"]
"""Why a row stays: others own it as well; the law keeps it; it is somebody else's or nobody's; a
row that stays cannot be without it."""
Why = Literal["on_del", "hold", "referenced", "let_go", "cycle", "correct", "suspend"]
"""Why a column changes. `let_go`: it pointed to a row that goes; `cycle`: so do rows that go
together."""


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a plan."""

    table: str
    key: tuple[Written, ...]

    @property
    def name(self) -> tuple[str, Key]:
        """Return table and key as the database knows them."""
        return self.table, hashable(map(read, self.key))


class Delete(Planned, frozen=True, kw_only=True):
    """A row that goes. Deletes are carried out in their order, those of one `step` together."""

    digest: str
    """Of the row with every column, as it was when it was planned."""
    step: int = 0
    dropped: bool = False
    """Whether it goes although others own it, or nobody does, because the map says so."""


class Change(Planned, frozen=True, kw_only=True):
    """A row that stays, with columns that get another value."""

    digest: str
    values: dict[str, Written]
    because: dict[str, Why]


class Insert(Planned, frozen=True, kw_only=True):
    """A row that comes, or goes again: the key of a person in a table of suspended ones."""

    values: dict[str, Written]
    is_removal: bool = False


class Stay(Planned, frozen=True, kw_only=True):
    """A row that stays, and why."""

    reason: Reason
    clock: str | None = None
    """Clock of the law that keeps it."""
    last_day: date | None = None
    """Last day on which the law keeps it; `None` beside a clock: it does not yet count."""


class PlannedCall(msgspec.Struct, frozen=True, kw_only=True):
    """A call of a service that does a part of the plan."""

    name: str
    call: Call
    tables: tuple[str, ...]
    """Tables by whose rows it is seen whether it was done."""
    values: dict[str, str]
    """Kinds of identifier to the person's own."""
    fields: dict[str, Field] = {}
    """New values by field of the body; `None` for what is emptied."""
    key: str
    """Random, the same at each try: a service that knows it does not do the call twice."""
    system: str = ""
    """Registered service whose call it is; empty: the system of the plan."""
    row: tuple[Written, ...] = ()
    """Key of the row that it is made for; empty: it is made for all of the person's."""

    def does(self, one: Planned) -> bool:
        """Return whether a row is as it is to be after this call."""
        return one.table in self.tables and self.row in ((), one.key)

    @property
    def named(self) -> tuple[str, str]:
        """Return system and name, by which the map says it."""
        return self.system, self.name


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Why a plan cannot be carried out, or what is to be known of it; no value is in it."""

    code: str
    table: str
    columns: tuple[str, ...] = ()
    rows: int = 1


class Searched(msgspec.Struct, frozen=True, kw_only=True):
    """Values by which rows are looked for when an erasure is read back."""

    table: str
    columns: tuple[str, ...]
    values: tuple[tuple[Written, ...], ...]


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done for one person in one system."""

    system: str
    map_version: str
    policy_version: str
    do: Do
    on: date
    """The day, in Japan, on which it was made: whether the law keeps a row is asked of that day."""
    person: tuple[tuple[str, str], ...]
    """Kinds and values of the identifiers by which the person is known there."""
    own: tuple[Planned, ...] = ()
    """The rows that are the person. None: nothing is held of them."""
    deletes: tuple[Delete, ...] = ()
    changes: tuple[Change, ...] = ()
    inserts: tuple[Insert, ...] = ()
    calls: tuple[PlannedCall, ...] = ()
    """Calls of services, made in this order after everything else."""
    awaited: tuple[Change, ...] = ()
    """What the calls of another service bring about in rows here, which are not written by us."""
    stays: tuple[Stay, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    pointers: tuple[Searched, ...] = ()
    """Links to rows that go: nothing may point to them afterwards but what stays."""
    map: Map
    schema: str
    """Digest of the schema it was made for."""
    asked: dict[str, str] = {}
    """The new values of a correction, by item of the policy."""
    ref: str = ""
    """Random name in the journal; empty until it is kept there."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be done."""
        return not (self.deletes or self.changes or self.inserts or self.calls)

    @property
    def has_no_statements(self) -> bool:
        """Whether nothing is written in a database."""
        return not (self.deletes or self.changes or self.inserts)

    @property
    def is_ready(self) -> bool:
        """Whether it may be carried out."""
        return not self.problems

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows go, change and stay, for each reason."""
        found = {"deletes": len(self.deletes), "changes": len(self.changes)}
        if self.inserts:
            found["inserts"] = len(self.inserts)
        if self.calls:
            found["calls"] = len(self.calls)
        for stay in self.stays:
            found[stay.reason] = found.get(stay.reason, 0) + 1
        return found

    @property
    def touched(self) -> tuple[str, ...]:
        """Return the categories of the policy that it does something to, each once.

        Of a row that goes those of every column, of one that changes those of what changes. Where
        nothing is held or nothing is left to do, those by which people are found.
        """
        found: dict[str, None] = {}
        for table in dict.fromkeys(one.table for one in self.deletes):
            found |= dict.fromkeys(_categories(self.map, table))
        for change in self.changes:
            found |= dict.fromkeys(_categories(self.map, change.table, change.values))
        if self.inserts or (self.calls and self.do not in ("erase", "correct", "delete")):
            found |= dict.fromkeys(self.map.categories)
        for subject in () if found else self.map.subjects:
            found |= dict.fromkeys(_categories(self.map, subject.name))
        return tuple(found)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the classes of people that the person is of there, or may be of."""
        there = {one.table for one in self.own}
        found = (one for one in self.map.subjects if one.name in there or not there)
        return tuple(dict.fromkeys(people_of(one).kind for one in found))

    @property
    def effects(self) -> Iterator[Planned]:
        """Yield every row that something is done to."""
        yield from self.deletes
        yield from self.changes
        yield from (one for one in self.inserts if one.table in self.map.tables)

    @property
    def shape(self) -> tuple[object, ...]:
        """Return what has to be the same when it is made anew, for it to be the same plan."""
        return (
            tuple(sorted((one.table, str(one.key), one.digest) for one in self.deletes)),
            tuple(
                sorted((one.table, str(one.key), one.digest, *sorted(one.values))
                for one in self.changes)
            ),
            tuple(sorted((one.table, str(one.key), str(one.values)) for one in self.inserts)),
            tuple(
                sorted((one.table, str(one.key), one.reason)
                for one in self.stays if one.reason != "not_ours")
            ),
            tuple(sorted((one.code, one.table, one.columns) for one in self.problems)),
            tuple(sorted((*one.named, one.tables, str(one.row)) for one in self.calls)),
        )  # fmt: skip


def _categories(found: Map, table: str, columns: Collection[str] | None = None) -> list[str]:
    several = found.tables[table].columns if table in found.tables else {}
    return [
        one.data
        for name, one in several.items()
        if one.data is not None and (columns is None or name in columns)
    ]


def encoded(plan: Plan) -> bytes:
    """Return a plan as bytes, to be sealed."""
    return msgspec.msgpack.encode(plan)


def decoded(raw: bytes) -> Plan:
    """Return the plan of such bytes."""
    return msgspec.msgpack.decode(raw, type=Plan)


def key_of(key: Sequence[Any]) -> tuple[Written, ...]:  # values of the database's own types
    """Return the key of a row as a plan holds it."""
    return tuple(map(written, key))


def values_of(values: Mapping[str, Any]) -> dict[str, Written]:  # as above
    """Return values of columns as a plan holds them."""
    return {name: written(value) for name, value in values.items()}
