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
    found = _read(folder, lambda: catalogue.files_of(people), people)
    return sorted([*found, *queries.rows_of(people)], key=lambda row: row.day)


def of_day(folder: Path, day: int) -> list[Row]:
    """Return the events of a day. Raises `EventFileError`."""
    found = _read(folder, lambda: [one.name for one in catalogue.files_on(day)], None)
    return [*found, *queries.rows_on(day)]


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
