"""What every test stands on: Django set up once, and real databases of both vendors.

`store` gives a test a fresh, migrated database and an empty MAMORU_HOME. A test that asks for it
runs twice, on SQLite and on PostgreSQL. What was skipped is said in the last lines of the run.
"""

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import hypothesis
import pytest

hypothesis.settings.register_profile("mamoru", deadline=None)  # a busy machine is no failure
hypothesis.settings.load_profile("mamoru")


def pytest_collection_finish() -> None:
    """Look no more for cycles among thousands of collected tests, which takes a tenth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


SESSION_HOME = Path(tempfile.mkdtemp(prefix="mamoru-tests-"))
atexit.register(shutil.rmtree, SESSION_HOME, ignore_errors=True)
for name in [name for name in os.environ if name.startswith("MAMORU_")]:
    del os.environ[name]
os.environ["MAMORU_HOME"] = str(SESSION_HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "mamoru.settings"

import django  # noqa: E402 - the settings are read from the environment above, once

django.setup()

from django.conf import settings  # noqa: E402
from tests.postgres import (  # noqa: E402
    PostgresMissingError,
    beside,
    dropped_database,
    fresh_database,
    running_postgres,
)
from tests.store import Store, default_database, migrate  # noqa: E402


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
            shutil.copyfile(request.getfixturevalue("sqlite_template"), home / "mamoru.sqlite3")
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
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    migrate(f"sqlite:///{path}")
    return path


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
