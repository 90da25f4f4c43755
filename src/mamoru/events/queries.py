"""Every statement about rows of events, ids that were seen, and secrets.

The transaction is the caller's.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection

CHUNK = 900
"""Values in one statement: SQLite in its oldest builds takes no more than 999."""


class Row(NamedTuple):
    """An event as it is stored."""

    day: int
    person: int
    until: int
    purposes: str
    data: str
    sealed: bytes


def insert(rows: Sequence[Row]) -> None:
    """Add recent events."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO events_event (day, person, until, purposes, data, sealed)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            rows,
        )


def rows_of(people: Collection[int]) -> list[Row]:
    """Return the recent events of `people`, in the order in which they came."""
    found: list[tuple[Any, ...]] = []
    for day in days():
        for some in _chunks(list(people)):
            found += _fetched(
                "SELECT id, day, person, until, purposes, data, sealed FROM events_event"  # noqa: S608 - places for values
                f" WHERE day = %s AND person IN ({_places(some)})",
                [day, *some],
            )
    return [_row(row[1:]) for row in sorted(found)]


def rows_on(day: int, *, upto: int | None = None) -> list[Row]:
    """Return the recent events of a day, those with an id of at most `upto` where it is given."""
    narrowed, more = ("", []) if upto is None else (" AND id <= %s", [upto])
    found = _fetched(
        "SELECT day, person, until, purposes, data, sealed FROM events_event"  # noqa: S608 - our own words
        f" WHERE day = %s{narrowed} ORDER BY person, id",
        [day, *more],
    )
    return [_row(row) for row in found]


def rows_of_day(day: int, people: Collection[int]) -> list[Row]:
    """Return the recent events of a day of `people`."""
    found: list[tuple[Any, ...]] = []
    for some in _chunks(list(people)):
        found += _fetched(
            "SELECT day, person, until, purposes, data, sealed FROM events_event"  # noqa: S608 - places for values
            f" WHERE day = %s AND person IN ({_places(some)}) ORDER BY person, id",
            [day, *some],
        )
    return [_row(row) for row in found]


def people_on(day: int, after: int, limit: int) -> list[int]:
    """Return the next `limit` people after a number who have recent events on a day, ascending."""
    sql = (
        "SELECT DISTINCT person FROM events_event WHERE day = %s AND person > %s"
        " ORDER BY person LIMIT %s"
    )
    return [person for (person,) in _fetched(sql, [day, after, limit])]


def last_id(day: int) -> int | None:
    """Return the id of the last event of a day that is still a row."""
    found: int | None = _fetched("SELECT max(id) FROM events_event WHERE day = %s", [day])[0][0]
    return found


def days() -> list[int]:
    """Return the days from the first to the last that have recent events."""
    first, last = _fetched("SELECT min(day), max(day) FROM events_event", [])[0]
    return [] if first is None else list(range(first, last + 1))


def delete_day(day: int, upto: int) -> int:
    """Delete the rows of a day with an id of at most `upto`; return how many."""
    return _done("DELETE FROM events_event WHERE day = %s AND id <= %s", [day, upto])


def delete_person(person: int) -> int:
    """Delete the recent events of a person; return how many there were."""
    sql = "DELETE FROM events_event WHERE day = %s AND person = %s"
    return sum(_done(sql, [day, person]) for day in days())


def ended(today: int) -> list[tuple[int, int]]:
    """Return id and person of the recent events whose time of keeping is over."""
    found: list[tuple[int, int]] = []
    for day in days():
        found += _fetched(
            "SELECT id, person FROM events_event WHERE day = %s AND until < %s", [day, today]
        )
    return found


def delete(ids: Sequence[int]) -> None:
    """Delete recent events by id."""
    for some in _chunks(ids):
        _done(f"DELETE FROM events_event WHERE id IN ({_places(some)})", list(some))  # noqa: S608


def unseen(day: int, digests: Iterable[bytes]) -> set[bytes]:
    """Remember `digests` for a day, and return those that were not there before.

    Of two processes that remember the same one at once, one waits for the other and gets nothing.
    """
    fresh: set[bytes] = set()
    with connection.cursor() as cursor:
        for some in _chunks(list(dict.fromkeys(digests)), CHUNK // 2):
            pairs = [value for digest in some for value in (day, digest)]
            cursor.execute(
                "INSERT INTO events_seenid (day, digest) VALUES "  # noqa: S608 - places for values
                f"{', '.join(['(%s, %s)'] * len(some))} ON CONFLICT DO NOTHING RETURNING digest",
                pairs,
            )
            fresh |= {bytes(digest) for (digest,) in cursor.fetchall()}
    return fresh


def seen(day: int, digests: Iterable[bytes]) -> set[bytes]:
    """Return those of `digests` that are remembered for a day."""
    found: set[bytes] = set()
    for some in _chunks(list(dict.fromkeys(digests))):
        sql = f"SELECT digest FROM events_seenid WHERE day = %s AND digest IN ({_places(some)})"  # noqa: S608
        found |= {bytes(digest) for (digest,) in _fetched(sql, [day, *some])}
    return found


def forget_before(day: int) -> None:
    """Forget ids and destroy secrets of the days before `day`."""
    _done("DELETE FROM events_seenid WHERE day < %s", [day])
    _done("DELETE FROM events_secret WHERE day < %s", [day])


def secret(day: int) -> tuple[int, bytes] | None:
    """Return epoch and sealed key of a day, if there is one."""
    found = _fetched("SELECT epoch, sealed FROM events_secret WHERE day = %s", [day])
    return (found[0][0], bytes(found[0][1])) if found else None


def put_secret(day: int, epoch: int, sealed: bytes) -> None:
    """Keep the key of a day, unless one is there."""
    _done(
        "INSERT INTO events_secret (day, epoch, sealed) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
        [day, epoch, sealed],
    )


def drop_secret(day: int) -> None:
    """Destroy the key of a day, which nothing opens any more."""
    _done("DELETE FROM events_secret WHERE day = %s", [day])


def _row(found: tuple[Any, ...]) -> Row:
    day, person, until, purposes, data, sealed = found
    return Row(day, person, until, purposes, data, bytes(sealed))


def _fetched(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _done(sql: str, values: Sequence[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def _places(values: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _chunks(values: Sequence[Any], size: int = CHUNK) -> list[Sequence[Any]]:
    return [values[at : at + size] for at in range(0, len(values), size)]
