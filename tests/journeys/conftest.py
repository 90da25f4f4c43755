"""One server for each module, with officers and a mail server; one walk for each test.

`make test` walks the odd journeys in Japanese and the even ones in English; with TEST_EVERY_LOOK
each goes in both (`make journeys`, `make soak`).
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.api.calling import running_server
from tests.faces.conftest import chromium as chromium
from tests.faces.site import Site, enrol
from tests.journeys.walking import LOOKS, PICTURES, Walk
from tests.outbox.mailserver import MailServer

OFFICERS = {
    "desk-1": ["desk"], "reviewer-1": ["reviewer"], "officer-1": ["officer"],
    "officer-2": ["officer"],
}  # fmt: skip


EVERY_LOOK = "TEST_EVERY_LOOK"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave each journey in one language, unless all are wanted."""
    if EVERY_LOOK in os.environ:
        return
    ours = [one for one in items if one.path.parent == Path(__file__).parent]
    other = [one for one in ours if not one.name.endswith(f"[{_language(one.name)}]")]
    config.hook.pytest_deselected(items=other)
    items[:] = [one for one in items if one not in set(other)]


def _language(test: str) -> str:
    number = re.match(r"test_(\d+)_", test)
    assert number is not None, f"{test} has no number of a journey"
    return "ja" if int(number[1]) % 2 else "en"


@pytest.fixture(scope="module")
def post() -> Iterator[MailServer]:
    """A mail server that takes everything."""
    with MailServer().running() as server:
        yield server


@pytest.fixture(scope="module")
def settings_more() -> dict[str, str]:
    """What a module sets for its server besides."""
    return {}


@pytest.fixture(scope="module")
def company(
    chromium: Browser, post: MailServer, settings_more: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:  # fmt: skip
    """The pages of a company that has officers and can write letters."""
    home = tmp_path_factory.mktemp("journeys") / "home"
    told = {"MAMORU_SMTP": f"smtp://localhost:{post.port}", **settings_more}
    with running_server(home, settings=told) as server:
        enrol(server, OFFICERS)
        yield Site(server=server, browser=chromium)


@pytest.fixture(params=LOOKS)
def walk(request: pytest.FixtureRequest, company: Site, post: MailServer) -> Iterator[Walk]:
    """A journey in each language, named by its test; at its end no browser may have complained."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    journey = re.sub(r"^test_|\[.*$", "", request.node.name)
    walking = Walk(site=company, post=post, journey=journey, language=request.param)
    yield walking
    company.close()
    assert walking.complaints == []
