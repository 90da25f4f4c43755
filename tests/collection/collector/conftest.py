from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.collection.collector.meanwhile import Interrupted, Other
from tests.collection.collector.sending import EVENTS, Site
from tests.gate.samples import Clock
from tests.store import Store

from mamoru.api.application import Application
from mamoru.api.front import Front
from mamoru.api.table import ENDPOINTS
from mamoru.api.worker import Worker
from mamoru.collection.collector.declare import declare
from mamoru.collection.collector.receive import Collector
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import open_door
from mamoru.paths import reference_policy


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site(store: Store, clock: Clock) -> Iterator[Site]:
    """A server in this process that takes in what `events.yaml` declares, at noon."""
    door = open_door(home=store.home, policy=reference_policy(), clock=clock)
    worker = Worker(door)
    lines: list[str] = []
    try:
        declare(door, OFFICER, Path(EVENTS).read_bytes())
        front = Front(Application(worker, ENDPOINTS), worker.now, access=lines.append)
        yield Site(worker=worker, front=front, store=store, lines=lines, clock=clock)
    finally:
        worker.close()


@pytest.fixture
def other(site: Site) -> Iterator[Other]:
    observatory = Interrupted(site.door)
    site.worker.collector.close()
    site.worker.collector = Collector(site.door, observatory)
    other = Other(site=site, observatory=observatory)
    try:
        yield other
    finally:
        for process in other.started:
            process.kill()
            process.communicate()
