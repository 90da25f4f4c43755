"""What is stored of people or of a day, wherever it is: rows and files as one."""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from mamoru.events import catalogue, files, queries
from mamoru.events.errors import EventFileError
from mamoru.events.queries import Row

ATTEMPTS = 5
"""How often files are looked up where one was replaced before it was opened."""


def of_people(folder: Path, people: Collection[int]) -> list[Row]:
    """Return the events of `people`, oldest day first. Nobody else's are read.

    Raises `EventFileError`.
    """
    recent = queries.rows_of(people)
    older = _read(folder, lambda: catalogue.files_of(people), people)
    return sorted(_once(older, recent), key=lambda row: row.day)


def people_on(day: int, after: int, limit: int) -> list[int]:
    """Return the next `limit` people after a number of whom there are events of a day, ascending.

    Rows are looked up before files, into which they may go meanwhile.
    """
    recent = queries.people_on(day, after, limit)
    return sorted({*recent, *catalogue.people_on(day, after, limit)})[:limit]


def of_day(folder: Path, day: int, people: Collection[int]) -> list[Row]:
    """Return the events of a day of `people`. Raises `EventFileError`."""
    recent = queries.rows_of_day(day, people)
    older = _read(folder, lambda: [one.name for one in catalogue.files_on(day)], people)
    return _once(older, recent)


def _once(older: Iterable[Row], recent: Iterable[Row]) -> list[Row]:
    """Return each event once: on PostgreSQL, rows may go into a file between two statements.

    Rows are looked up first, so that none is missed; no two are sealed to the same bytes.
    """
    return list({row.sealed: row for row in (*older, *recent)}.values())


def _read(
    folder: Path, named: Callable[[], Iterable[str]], people: Collection[int] | None
) -> list[Row]:
    names: Iterable[str] = ()
    for _ in range(ATTEMPTS):
        names = list(named())
        try:
            return [row for name in names for row in files.read(folder, name, people=people)]
        except FileNotFoundError:
            continue
    raise EventFileError(name=next(iter(names), "-"))
