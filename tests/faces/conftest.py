"""A real Chromium and a real server with officers of every role."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.api.calling import running_server
from tests.browsers import launched
from tests.faces.inside import Inside, inside
from tests.faces.site import Site, enrol
from tests.store import Store
from tests.tag.node import installed

from mamoru.faces.roles import ROLES


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for one module: as long as it is there, an event loop runs, and Django minds."""
    if wrong := installed():
        pytest.skip(wrong)
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def running(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server whose officers are called by their role, `officer-1`, `desk-1` and so on."""
    with running_server(tmp_path_factory.mktemp("faces") / "home") as server:
        enrol(server, {f"{role}-1": [role] for role in ROLES} | {"officer-2": ["officer"]})
        yield Site(server=server, browser=chromium)


@pytest.fixture
def site(running: Site) -> Iterator[Site]:
    yield running
    running.close()


@pytest.fixture
def pages(store: Store) -> Iterator[Inside]:
    """The pages of a fresh installation, in this process."""
    with inside(store) as found:
        yield found
