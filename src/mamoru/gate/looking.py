"""Reading from the database in a thread that serves requests, outside the writer."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, close_old_connections, connection
from django.db.backends.utils import CursorWrapper

from mamoru.gate.writer import told


class _Kept(threading.local):
    """How many blocks of this thread keep its connection open."""

    depth = 0


_kept = _Kept()


@contextmanager
def looking() -> Iterator[CursorWrapper]:
    """Give a cursor on this thread's connection, and let the connection go if it broke.

    Raises `UnavailableError` and its kinds where the database does not answer.
    """
    if not _kept.depth:
        close_old_connections()
    is_well = False
    try:
        with connection.cursor() as cursor:
            yield cursor
        is_well = True
    except DatabaseError as error:
        raise told(error) from error
    finally:
        if not (_kept.depth and is_well):
            close_old_connections()


@contextmanager
def one_connection() -> Iterator[None]:
    """Let all that is looked up in a block share a connection, which is let go at its end.

    Opening a file of SQLite anew takes longer than most of what is looked up for a page.
    """
    _kept.depth += 1
    try:
        yield
    finally:
        _kept.depth -= 1
        if not _kept.depth:
            close_old_connections()
