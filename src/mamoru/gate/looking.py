"""Reading from the database in a thread that serves requests, outside the writer."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, close_old_connections, connection
from django.db.backends.utils import CursorWrapper

from mamoru.gate.writer import told


@contextmanager
def looking() -> Iterator[CursorWrapper]:
    """Give a cursor on this thread's connection, and let the connection go if it broke.

    Raises `UnavailableError` and its kinds where the database does not answer.
    """
    close_old_connections()
    try:
        with connection.cursor() as cursor:
            yield cursor
    except DatabaseError as error:
        raise told(error) from error
    finally:
        close_old_connections()
