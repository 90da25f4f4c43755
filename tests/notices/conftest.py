"""An open door (`door`), and the public pages of an installation with three texts (`site`)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any

import httpx
import pytest
from tests.gate.samples import Clock
from tests.notices.editions import NOW, publish_all
from tests.store import Store

from mamoru.api.application import Application
from mamoru.api.front import Front
from mamoru.api.table import ENDPOINTS
from mamoru.api.worker import Worker
from mamoru.gate.door import Door, open_door
from mamoru.paths import reference_policy


@dataclass(slots=True, kw_only=True)
class Site:
    """A visitor of the pages, and what the log says of the visit."""

    client: httpx.Client
    access: list[str]
    now: datetime = field(default=NOW)

    def get(self, path: str, **more: Any) -> httpx.Response:
        """Return what is at an address."""
        return self.client.get(path, **more)

    def page(self, path: str) -> str:
        """Return the page at an address, which must be there."""
        answer = self.get(path)
        assert answer.status_code == HTTPStatus.OK, path
        return answer.text


@pytest.fixture
def site(store: Store) -> Iterator[Site]:
    """The pages and the API behind one door."""
    publish_all()
    worker = Worker(open_door(home=store.home, policy=reference_policy()))
    access: list[str] = []
    api = Application(worker, ENDPOINTS, access=access.append)
    front = Front(api, lambda: visit.now, access=access.append)
    transport = httpx.WSGITransport(app=front, raise_app_exceptions=True)
    with httpx.Client(transport=transport, base_url="http://127.0.0.1") as client:
        visit = Site(client=client, access=access)
        yield visit
    worker.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def door(store: Store, clock: Clock) -> Iterator[Door]:
    """An open door on the reference policy, whose clock stands at noon."""
    door = open_door(home=store.home, policy=reference_policy(), clock=clock)
    try:
        yield door
    finally:
        door.close()
