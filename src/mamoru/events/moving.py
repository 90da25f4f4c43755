"""Moving days from rows to files, and writing files anew without what must not be in them.

Killed at any line, an event is neither lost nor there twice: the file is durable before the one
transaction in which it is named and the rows are deleted. Until then nothing names it, and the next
sweep removes it. One mover is at work in a home at a time; the system lets go of a killed one's
lock.
"""

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mamoru.events import catalogue, files, queries
from mamoru.events.models import File

LOCK = "lock"
ATTEMPTS = 5
"""How often a day is tried while people are erased from it."""
Commit = Callable[[Callable[[], None], Sequence[int]], object]
"""Runs a change in one transaction, and puts on record whose rows it ends.

It passes on what the change raises, and then nothing has changed.
"""


class MeanwhileError(Exception):
    """Somebody was erased while a file was written; nothing has changed."""


@contextmanager
def moving(folder: Path) -> Iterator[bool]:
    """Say whether this process may move, as another may be at it; remove what a killed one left."""
    folder.mkdir(mode=0o700, exist_ok=True)
    place = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        sweep(folder)
        yield True
    finally:
        os.close(place)


def sweep(folder: Path) -> None:
    """Remove the files that nothing names; only whoever holds the lock may."""
    files.remove(folder, files.there(folder) - catalogue.names())


def move(folder: Path, day: int, commit: Commit) -> int:
    """Move the rows of a day into a file, and return how many there were."""
    for _ in range(ATTEMPTS):
        last = queries.last_id(day)
        if last is None:
            return 0
        rows = queries.rows_on(day, upto=last)
        name = files.new_name(day)
        files.write(folder, name, rows)
        change = _Move(day, last, name, rows)
        try:
            commit(change, ())
        except MeanwhileError:
            files.remove(folder, [name])
        else:
            return len(rows)
    return 0


class _Move:
    """Names the file and deletes the rows that are in it, all of them and no others."""

    def __init__(self, day: int, last: int, name: str, rows: Sequence[queries.Row]) -> None:
        self._day, self._last, self._name, self._rows = day, last, name, rows

    def __call__(self) -> None:
        if queries.delete_day(self._day, self._last) != len(self._rows):
            raise MeanwhileError
        catalogue.add(self._name, self._day, self._rows)


def compact(folder: Path, file: File, today: int, commit: Commit) -> bool:
    """Write a file anew without erased people and without rows whose time is over.

    Where somebody was erased meanwhile nothing changes: the file is still unfit, and the next time
    finds it.
    """
    kept_people = catalogue.people_in(file.pk)
    rows = [row for row in files.read(folder, file.name) if row.person in kept_people]
    kept = [row for row in rows if row.until >= today]
    name = files.new_name(file.day)
    if kept:
        files.write(folder, name, kept)

    def change() -> None:
        if not catalogue.unchanged(file):
            raise MeanwhileError
        catalogue.drop(file)
        if kept:
            catalogue.add(name, file.day, kept)

    try:
        commit(change, sorted({row.person for row in rows if row.until < today}))
    except MeanwhileError:
        files.remove(folder, [name])
        return False
    files.remove(folder, [file.name])
    return True
