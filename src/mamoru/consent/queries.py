"""Every statement of the consent room. The transaction is the caller's."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection, connections

from mamoru.consent.choices import Choice, Kind

_SCOPE = 'expires_at, purpose, recipient, data, sensitive, "foreign", by_guardian, notice_version'


class Row(NamedTuple):
    """A stored choice, or a withdrawal."""

    reference: str
    withdraws: str | None
    made_at: datetime
    choice: Choice


def insert(
    people: Sequence[tuple[int, str]],
    choice: Choice,
    *,
    made_at: datetime,
    withdraws: str | None = None,
) -> None:
    """Add one row for each pair of person and new reference.

    The database refuses a second withdrawal of the same choice.
    """
    stored = connection.ops.adapt_datetimefield_value
    same = (
        choice.kind.value, withdraws, stored(made_at), stored(choice.expires_at), choice.purpose,
        choice.recipient, choice.data, choice.sensitive, choice.foreign, choice.by_guardian,
        choice.notice_version,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO consent_choice (person, reference, kind, withdraws, made_at, {_SCOPE})"  # noqa: S608 - our own words
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [(person, reference, *same) for person, reference in people],
        )


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


def delete(person: int) -> int:
    """Delete all rows of a person and return how many there were."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM consent_choice WHERE person = %s", (person,))
        return int(cursor.rowcount)


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
    )
    return Row(found[0], found[1], _aware(found[2]), choice)


def _aware(found: datetime) -> datetime:
    """SQLite stores UTC without saying so."""
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found
