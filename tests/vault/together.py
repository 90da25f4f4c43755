"""Many threads that begin at the same moment, each on its own connection."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

from mamoru.errors import MamoruError

T = TypeVar("T")


def together(tasks: Sequence[Callable[[], T]]) -> list[T | MamoruError]:
    """Run all tasks at once and return what each returned, or our error it raised, in order."""
    gate = Barrier(len(tasks))

    def run(task: Callable[[], T]) -> T | MamoruError:
        gate.wait()
        try:
            return task()
        except MamoruError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))
