"""What every test stands on: Django set up once, and real databases of both vendors.

`store` gives a test a fresh, migrated database and an empty MAMORU_HOME. A test that asks for it
runs twice, on SQLite and on PostgreSQL. What was skipped is said in the last lines of the run.
"""

import atexit
import gc
import os
import re
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import hypothesis
import pytest

hypothesis.settings.register_profile("mamoru", deadline=None)  # a busy machine is no failure
hypothesis.settings.load_profile("mamoru")


# Hundreds of processes are started: each would compile what it imports anew, for seconds.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
gc.disable()


EVERY_STORE = "TEST_EVERY_STORE"
"""Set by `make soak`: each test on both databases, of which those above the gate take one."""
BOTH = {"consent", "events", "gate", "ledger", "outbox", "systems", "tooling", "turns", "vault"}
"""Where what differs between databases lies: the keeps, the gate, and the fixture itself."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take for each test above the gate one of the two databases, by its name: half run on each."""
    if EVERY_STORE in os.environ:
        return
    names = {item.nodeid for item in items}
    other = [item for item in items if _is_of_other(item, names)]
    config.hook.pytest_deselected(items=other)
    items[:] = [item for item in items if item not in set(other)]


def _is_of_other(item: pytest.Item, names: set[str]) -> bool:
    path = item.path.relative_to(Path(__file__).parent)
    if path.parts[0] in BOTH:
        return False
    for vendor, other in (("sqlite", "postgres"), ("postgres", "sqlite")):
        twin = re.sub(rf"\b{vendor}\b", other, item.nodeid)
        if twin != item.nodeid and twin in names:
            first = min(item.nodeid, twin)
            return (zlib.crc32(first.encode()) % 2 == 0) == (item.nodeid == first)
    return False


def pytest_collection_finish() -> None:
    """Look no more for cycles among thousands of collected tests, which takes a tenth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)
    gc.enable()


SESSION_HOME = Path(tempfile.mkdtemp(prefix="mamoru-tests-"))
atexit.register(shutil.rmtree, SESSION_HOME, ignore_errors=True)
for name in [name for name in os.environ if name.startswith("MAMORU_")]:
    del os.environ[name]
os.environ["MAMORU_HOME"] = str(SESSION_HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "mamoru.settings"

import django  # noqa: E402 - the settings are read from the environment above, once

django.setup()

from django.conf import settings  # noqa: E402
from tests.databases import dropped_database, fresh_database  # noqa: E402
from tests.mariadb import MariaDBMissingError, running_mariadb  # noqa: E402
from tests.postgres import (  # noqa: E402
    MEMORY,
    PostgresMissingError,
    beside,
    roomy,
    running_postgres,
)
from tests.store import Store, default_database, migrate, migrated_file  # noqa: E402

if roomy(MEMORY, 4 << 30):  # no test cuts the power, so that waiting for a disk proves nothing
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.fixture(params=["sqlite", "postgres"])
def store(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    """A fresh, migrated, real database; the test runs once on SQLite and once on PostgreSQL."""
    home = tmp_path / "mamoru-home"
    home.mkdir(mode=0o700)
    with ExitStack() as ending:
        if request.param == "sqlite":
            url = f"sqlite:///{home}/mamoru.sqlite3"
            shutil.copyfile(migrated_file(), home / "mamoru.sqlite3")
        else:
            template = request.getfixturevalue("postgres_template")
            url = fresh_database(template, template=template.rpartition("/")[2])
            ending.callback(dropped_database, url)
        monkeypatch.setenv("MAMORU_HOME", str(home))
        monkeypatch.setenv("MAMORU_DATABASE", url)
        monkeypatch.setattr(settings, "HOME", home)
        ending.enter_context(default_database(url))
        yield Store(vendor=request.param, url=url, home=home)


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    """The URL of a migrated PostgreSQL database, to be used as a template."""
    with ExitStack() as ending:
        try:
            server = ending.enter_context(running_postgres(fsync=False))
        except PostgresMissingError as error:
            pytest.skip(f"PostgreSQL cannot be started: {error}")
        template = beside(server, "mamoru")
        migrate(template)
        yield template


@pytest.fixture(scope="session")
def mariadb_server() -> Iterator[str]:
    """The URL of an empty database on a MariaDB that was started for the tests."""
    with ExitStack() as ending:
        try:
            url = ending.enter_context(running_mariadb())
        except MariaDBMissingError as error:
            pytest.skip(f"MariaDB cannot be started: {error}")
        yield url


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: Any) -> Iterator[None]:
    """Say last of all what was skipped, and why."""
    yield
    skipped: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        skipped[str(reason)] = skipped.get(str(reason), 0) + 1
    if not skipped:
        terminalreporter.write_line("skipped: nothing")
    for reason, count in sorted(skipped.items()):
        terminalreporter.write_line(f"skipped: {count} tests: {reason}", yellow=True, bold=True)
