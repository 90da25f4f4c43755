"""The pages of people over both databases, in this process."""

from collections.abc import Iterator

import httpx
import pytest
from django.core.cache import cache
from tests.gate.samples import Clock
from tests.portal.handing import HOST, Key, Portal
from tests.store import Store

from mamoru.api.application import Application
from mamoru.api.front import Front
from mamoru.api.table import ENDPOINTS
from mamoru.api.worker import Worker
from mamoru.gate.door import open_door
from mamoru.paths import reference_policy


@pytest.fixture
def portal(store: Store) -> Iterator[Portal]:
    """The pages, with a shop that is trusted."""
    cache.clear()
    clock = Clock()
    worker = Worker(open_door(home=store.home, policy=reference_policy(), clock=clock))
    access: list[str] = []
    api = Application(worker, ENDPOINTS, access=access.append)
    front = Front(api, worker.now, access=access.append)
    transport = httpx.WSGITransport(app=front, raise_app_exceptions=True)
    with httpx.Client(
        transport=transport, base_url=f"http://{HOST}", headers={"Accept-Language": "en"}
    ) as client:
        made = Portal(
            door=worker.door, client=client, clock=clock, key=Key(), access=access, front=front
        )
        made.trust()
        yield made
    worker.close()
