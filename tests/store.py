"""A database that a test may use up: Django's `default`, for as long as a block lasts."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from mamoru.settings import database

Vendor = Literal["sqlite", "postgres"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A fresh database, already Django's `default` in every thread, and a home for files."""

    vendor: Vendor
    url: str
    home: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a program started by a test needs in its environment to work on this store."""
        return {
            **os.environ,
            "MAMORU_HOME": str(self.home),
            "MAMORU_DATABASE": self.url,
        }


def migrate(url: str) -> None:
    """Bring the empty database at `url` to the present schema."""
    with default_database(url):
        call_command("migrate", verbosity=0)


@cache
def migrated_file() -> Path:
    """Return a migrated SQLite file, to be copied; it is made once, by a process of its own."""
    directory = Path(tempfile.mkdtemp(prefix="mamoru-migrated-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    path = directory / "template.sqlite3"
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity=0"],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "mamoru.settings",
            "MAMORU_DATABASE": f"sqlite:///{path}",
        },
        check=True,
    )
    return path


@contextmanager
def default_database(url: str) -> Iterator[None]:
    """Make `url` Django's `default` for all threads; in the end close what was opened to it."""
    opened: list[BaseDatabaseWrapper] = []

    def note(connection: BaseDatabaseWrapper, **_: Any) -> None:
        opened.append(connection)

    before = connections.settings["default"]
    connections.settings.update(connections.configure_settings({"default": database(url)}))
    forget_own_connection()
    connection_created.connect(note)
    try:
        yield
    finally:
        connection_created.disconnect(note)
        for connection in opened:
            connection.inc_thread_sharing()  # threads that ended have left it to us
            connection.close()
        forget_own_connection()
        connections.settings["default"] = before


def forget_own_connection() -> None:
    """Close this thread's connection, so that the next use opens one to the present `default`."""
    connections["default"].close()
    del connections["default"]
