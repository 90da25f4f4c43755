"""The API in this process on both databases (`api`), and as a real server.

A server takes seconds of processor time to start. `server` is shared by the tests of a module,
which may add people of their own to it and no more; whoever ends it, fills it, measures it or reads
its log takes `own_server`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.api.calling import Api, Server, running_server
from tests.store import Store

from mamoru.api.application import Application
from mamoru.api.table import ENDPOINTS
from mamoru.api.worker import Worker
from mamoru.gate.door import open_door
from mamoru.paths import reference_policy


@pytest.fixture
def api(store: Store) -> Iterator[Api]:
    """The application over an open door, without sockets."""
    worker = Worker(open_door(home=store.home, policy=reference_policy()))
    access: list[str] = []
    application = Application(worker, ENDPOINTS, access=access.append)
    try:
        yield Api(worker=worker, application=application, store=store, access=access)
    finally:
        worker.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real server of one process on SQLite, on which others have stored people before."""
    with running_server(tmp_path_factory.mktemp("shared") / "home") as server:
        yield server


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """The same, fresh and for one test."""
    with running_server(tmp_path / "home") as server:
        yield server
