"""Every statement of the consent room. The transaction is the caller's."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import chain
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection, connections

from mamoru.consent.choices import Choice, Kind, Source

_SCOPE = (
    'expires_at, purpose, recipient, data, sensitive, "foreign", by_guardian, notice_version,'
    " source, guardian, notice, shown, giving"
)

_INSERT = f"INSERT INTO consent_choice (person, reference, kind, withdraws, made_at, {_SCOPE})"
_CELLS = f"({', '.join(['%s'] * 18)})"
SEVERAL = 50
"""Rows of one statement."""


class Row(NamedTuple):
    """A stored choice, or a withdrawal."""

    reference: str
    withdraws: str | None
    made_at: datetime
    choice: Choice
    giving: str | None = None
    """What was chosen together with it has the same one."""


class New(NamedTuple):
    """A choice or a withdrawal that is to be stored."""

    person: int
    reference: str
    choice: Choice
    withdraws: str | None = None
    giving: str | None = None


class Given(NamedTuple):
    """The record of what was chosen together, and what opens its commitment."""

    reference: str
    person: int
    ticket: int
    salt: bytes
    content: bytes


def insert(rows: Iterable[New], *, made_at: datetime) -> None:
    """Add `rows`. The database refuses a second withdrawal of the same choice.

    Several by one statement: within a savepoint each statement costs SQLite a walk through all
    pages that were changed since, so that many single ones would cost more than they are many.
    """
    every = [_stored(row, made_at) for row in rows]
    with connection.cursor() as cursor:
        for at in range(0, len(every), SEVERAL):
            some = every[at : at + SEVERAL]
            cursor.execute(
                f"{_INSERT} VALUES {', '.join([_CELLS] * len(some))}",
                tuple(chain.from_iterable(some)),
            )


def _stored(row: New, made_at: datetime) -> tuple[Any, ...]:
    stored = connection.ops.adapt_datetimefield_value
    one = row.choice
    source = None if one.source is Source.PERSON else one.source.value
    return (
        row.person, row.reference, one.kind.value, row.withdraws, stored(made_at),
        stored(one.expires_at), one.purpose, one.recipient, one.data, one.sensitive, one.foreign,
        one.by_guardian, one.notice_version, source, one.guardian, one.notice, one.shown,
        row.giving,
    )  # fmt: skip


def of_person(person: int) -> list[Row]:
    """Return all choices and withdrawals of a person, in the order in which they were made."""
    return of_people([person])[person]


def of_people(people: list[int]) -> dict[int, list[Row]]:
    """Return the choices of each of `people` as `of_person` does, by one statement for all."""
    found: dict[int, list[Row]] = {person: [] for person in people}
    default = connections[DEFAULT_DB_ALIAS]
    is_sqlite = default.vendor == "sqlite"
    among = f"IN ({', '.join('?' * len(people))})" if is_sqlite else "= ANY(%s)"
    sql = (
        f"SELECT reference, withdraws, made_at, kind, {_SCOPE}, person FROM consent_choice"  # noqa: S608 - our own words
        f" WHERE person {among} ORDER BY id"
    )
    if is_sqlite and default.connection and not default.execute_wrappers:
        # Every decision asks this: Django's cursor would take longer than the statement itself.
        with default.wrap_database_errors:
            rows = default.connection.execute(sql, people).fetchall()
    else:
        with default.cursor() as cursor:
            cursor.execute(sql.replace("?", "%s"), people if is_sqlite else (people,))
            rows = cursor.fetchall()
    for row in rows:
        found[row[-1]].append(_row(row))
    return found


def last_id() -> int:
    """Return the id of the choice that was stored last, 0 where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM consent_choice")
        return int(cursor.fetchone()[0] or 0)


def chosen_after(last: int) -> list[tuple[int, int]]:
    """Return id and person of what was chosen or taken back after the choice `last`.

    Only where one transaction writes at a time do ids come in the order of their commits (SQLite).
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, person FROM consent_choice WHERE id > %s ORDER BY id", (last,))
        return list(cursor.fetchall())


def insert_giving(reference: str, person: int, ticket: int, salt: bytes, content: bytes) -> None:
    """Keep the record of what was chosen together."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO consent_giving (reference, person, ticket, salt, content)"
            " VALUES (%s, %s, %s, %s, %s)",
            (reference, person, ticket, salt, content),
        )


def given(reference: str) -> Given | None:
    """Return the record of that name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reference, person, ticket, salt, content FROM consent_giving"
            " WHERE reference = %s",
            (reference,),
        )
        found = cursor.fetchone()
    return (
        None
        if found is None
        else Given(found[0], found[1], found[2], bytes(found[3]), bytes(found[4]))
    )


def of_giving(reference: str, person: int) -> list[Row]:
    """Return what a person chose together, in its order."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT reference, withdraws, made_at, kind, {_SCOPE} FROM consent_choice"  # noqa: S608 - our own words
            " WHERE giving = %s AND person = %s ORDER BY id",
            (reference, person),
        )
        return [_row(row) for row in cursor.fetchall()]


def delete(person: int) -> int:
    """Delete all rows of a person and return how many choices there were.

    The tables refuse it but to whoever says in the same transaction whom they erase.
    """
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO consent_erasing (person) VALUES (%s)", (person,))
        cursor.execute("DELETE FROM consent_choice WHERE person = %s", (person,))
        count = int(cursor.rowcount)
        cursor.execute("DELETE FROM consent_giving WHERE person = %s", (person,))
        cursor.execute("DELETE FROM consent_shownto WHERE person = %s", (person,))
        cursor.execute("DELETE FROM consent_erasing WHERE person = %s", (person,))
        return count


def _row(found: tuple[Any, ...]) -> Row:
    choice = Choice(
        kind=Kind(found[3]),
        expires_at=None if found[4] is None else _aware(found[4]),
        purpose=found[5],
        recipient=found[6],
        data=found[7],
        sensitive=found[8],
        foreign=bool(found[9]),
        by_guardian=bool(found[10]),
        notice_version=found[11],
        source=Source(found[12] or Source.PERSON),
        guardian=found[13],
        notice=found[14],
        shown=found[15],
    )
    return Row(found[0], found[1], _aware(found[2]), choice, found[16])


def _aware(found: datetime) -> datetime:
    """SQLite stores UTC without saying so."""
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def expired_between(after: datetime, until: datetime) -> list[int]:
    """Return the people of whom something that they chose for a time ended between two moments."""
    stored = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT person FROM consent_choice WHERE expires_at > %s AND expires_at <= %s",
            (stored(after), stored(until)),
        )
        return [person for (person,) in cursor.fetchall()]


class Scope(NamedTuple):
    """What a choice is about, without when it was made and what it is called."""

    kind: str
    is_lasting: bool
    """Whether it was neither made for a time nor takes another back."""
    purpose: str | None
    recipient: str | None
    data: str | None
    sensitive: str | None
    foreign: bool
    by_guardian: bool


def scopes_of(people: list[int]) -> dict[int, list[Scope]]:
    """Return what those of `people` chose who chose anything, for millions of them."""
    found: dict[int, list[Scope]] = {}
    default = connections[DEFAULT_DB_ALIAS]
    among = f"IN ({', '.join(['%s'] * len(people))})" if default.vendor == "sqlite" else "= ANY(%s)"
    with default.cursor() as cursor:
        cursor.execute(
            "SELECT person, kind, expires_at IS NULL AND withdraws IS NULL, purpose, recipient,"  # noqa: S608 - our own words
            ' data, sensitive, "foreign", by_guardian FROM consent_choice'
            f" WHERE person {among}",
            people if default.vendor == "sqlite" else (people,),
        )
        for person, *scope in cursor.fetchall():
            found.setdefault(person, []).append(Scope(*scope))
    return found
