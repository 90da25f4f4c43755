"""A real Chromium, a real server, and pages of an invented shop that carry the tag."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.api.calling import Server, running_server
from tests.browsers import launched
from tests.cli.running import mamoru
from tests.gate.samples import Clock
from tests.store import Store
from tests.tag.banner import HOST, SHOP, Banner
from tests.tag.pages import CONSENT, TAG, Web, configuration, running_pages

from mamoru.api.application import Application
from mamoru.api.front import Front
from mamoru.api.table import ENDPOINTS
from mamoru.api.worker import Worker
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import open_door
from mamoru.paths import reference_policy
from mamoru.tag.publish import publish as put

RULES = "MAP * 127.0.0.1"
SHIFTS = """
window.shift = 0;
new PerformanceObserver((all) => { for (const one of all.getEntries()) window.shift += one.value; })
  .observe({ type: "layout-shift", buffered: true });
"""
SIGNAL = "Object.defineProperty(navigator, 'globalPrivacyControl', { get: () => true });"


@dataclass(slots=True, kw_only=True)
class Shop:
    """The shop's pages, their visitor, and the server that the tag comes from."""

    web: Web
    server: Server
    context: BrowserContext
    page: Page

    def visit(self, path: str = "/", page: Page | None = None) -> Page:
        """Open a page and wait until the tag is through with it."""
        opened = page or self.page
        opened.goto(self.web.page(path))
        opened.wait_for_function("() => window.mamoru && document.readyState === 'complete'")
        return opened

    def press(self, act: str) -> None:
        self.page.locator(f"mamoru-consent dialog[open] [data-act={act}]").last.click()

    def is_asked(self) -> bool:
        return self.page.locator("mamoru-consent dialog.banner").is_visible()

    def cookies(self) -> set[str]:
        return {str(one.get("name")) for one in self.context.cookies()}

    def publish(self, text: str) -> None:
        """Publish another configuration, and wait until no copy of the last is used any more."""
        publish(self.server, text)
        self.context.new_cdp_session(self.page).send("Network.clearBrowserCache")


def publish(server: Server, text: str) -> None:
    done = mamoru("tag", "publish", "-", home=server.home, stdin=text)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for one module: as long as it is there, an event loop runs, and Django minds."""
    with sync_playwright() as playwright:
        browser = launched(playwright, f"--host-resolver-rules={RULES}")
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with running_pages() as pages:
        yield pages


@pytest.fixture(scope="module")
def server(web: Web, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the shop's configuration published."""
    home: Path = tmp_path_factory.mktemp("tag") / "home"
    with running_server(home) as running:
        web.consent = f"http://{CONSENT}:{running.port}"
        publish(running, configuration(web))
        yield running


@pytest.fixture
def options(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What is special about the visitor's browser."""
    found: dict[str, Any] = getattr(request, "param", {})
    return dict(found)


@pytest.fixture
def shop(chromium: Browser, web: Web, server: Server, options: dict[str, Any]) -> Iterator[Shop]:
    """A new visitor, of whom nothing is kept."""
    has_signal = options.pop("gpc", False)
    visitor = f"Chrome/0 visitor-{token_hex(4)}"
    context = chromium.new_context(user_agent=visitor, **options)
    context.add_init_script(SHIFTS)
    if has_signal:
        context.add_init_script(SIGNAL)
    web.visitor = visitor
    web.asked.clear()
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    yield Shop(web=web, server=server, context=context, page=page)
    context.close()
    web.visitor = ""


@pytest.fixture
def banner(store: Store) -> Iterator[Banner]:
    clock = Clock()
    worker = Worker(open_door(home=store.home, policy=reference_policy(), clock=clock))
    put(worker.door, OFFICER, TAG.replace("SHOP", SHOP).encode())
    access: list[str] = []
    api = Application(worker, ENDPOINTS, access=access.append)
    front = Front(api, worker.now, access=access.append)
    transport = httpx.WSGITransport(app=front, raise_app_exceptions=True)
    with httpx.Client(transport=transport, base_url=f"https://{HOST}") as client:
        yield Banner(worker=worker, client=client, clock=clock, access=access)
    worker.close()
