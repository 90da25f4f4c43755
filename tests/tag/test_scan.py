"""What is published against what a real page load sends."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.api.calling import Server
from tests.browsers import browser_path
from tests.cli.running import mamoru
from tests.tag.conftest import RULES, publish
from tests.tag.pages import SHOP, TAG, Web, configuration

from mamoru.tag.load import load
from mamoru.tag.sightings import Sighting, compared

CONFIGURATION = load(TAG.replace("SHOP", "https://www.example.com").encode())
DAY = date(2026, 12, 1)
NONE: frozenset[str] = frozenset()
ALL = frozenset(["google.test", "ads.test", "video.test"])


def seen(**changes: object) -> Sighting:
    usual: dict[str, object] = {
        "own": frozenset(["www.example.com"]), "before": frozenset(["www.example.com"]),
        "after": ALL, "cookies_before": NONE,
        "cookies_after": frozenset(["_ga", "_ga_TEST", "_ad_id", "mamoru_choice"]),
        "has_tag": True,
    }  # fmt: skip
    return Sighting(**usual | changes)  # type: ignore[arg-type]  # the fields as they are named


def test_a_page_that_does_as_published_differs_in_nothing() -> None:
    found = compared(CONFIGURATION, seen(), DAY)

    assert found.is_as_declared
    assert found.unseen == ()


def test_what_differs_is_told_apart() -> None:
    found = compared(
        CONFIGURATION,
        seen(
            before=frozenset(["www.example.com", "google.test"]),
            after=frozenset(["tracker.test"]),
            cookies_before=frozenset(["_ga"]),
            cookies_after=frozenset(["_ga", "_tracked"]),
        ),
        DAY,
    )

    assert not found.is_as_declared
    assert found.undeclared == ("tracker.test",)
    assert found.too_early == ("google.test",)
    assert found.unseen == ("ads", "video")
    assert found.undeclared_cookies == ("_tracked",)
    assert found.too_early_cookies == ("_ga",)


def test_what_is_declared_and_not_seen_here_is_no_fault() -> None:
    found = compared(CONFIGURATION, seen(after=NONE, cookies_after=NONE), DAY)

    assert (found.unseen, found.is_as_declared) == (("google", "ads", "video"), True)


def test_what_is_over_is_undeclared_from_the_day_after() -> None:
    text = TAG.replace("SHOP", "https://www.example.com").replace(
        "hosts: [google.test]", "hosts: [google.test]\n    until: '2026-11-30'"
    )
    over = load(text.encode())

    assert compared(over, seen(), date(2026, 11, 30)).undeclared == ()
    assert compared(over, seen(), DAY).undeclared == ("google.test",)


needs_chromium = pytest.mark.skipif(
    browser_path() is None, reason="Chromium is not installed, so no page was scanned"
)


def scan(server: Server, address: str, *more: str) -> subprocess.CompletedProcess[str]:
    return mamoru("tag", "scan", address, "--resolve", RULES, *more, home=server.home)


@needs_chromium
def test_a_real_page_is_loaded_allowed_and_compared(server: Server, web: Web) -> None:
    done = scan(server, web.page("/"), "--format=json")

    told = json.loads(done.stdout)
    assert (done.returncode, told["ok"]) == (0, True), done.stdout
    assert (told["undeclared"], told["unseen"]) == ([], [])


@needs_chromium
def test_a_page_that_sends_elsewhere_or_too_early_is_told_on(server: Server, web: Web) -> None:
    early = f'<img alt="" src="{web.origin("google.test")}/pixel">'
    web.more["/early"] = web.html("/").replace("<main>", f"<main>{early}")
    publish(server, configuration(web, ("hosts: [ads.test]", "hosts: [other.test]")))
    done = scan(server, web.page("/early"))

    assert done.returncode == 1, done.stdout
    assert "google.test: sent before it was allowed" in done.stdout
    assert "ads.test: sent to, and not declared" in done.stdout
    assert "ads: declared, not seen here" in done.stdout
    assert SHOP not in done.stdout


@needs_chromium
def test_a_page_without_the_tag_is_no_page_as_published(server: Server, web: Web) -> None:
    web.more["/bare"] = "<!doctype html><title>bare</title><p>Nothing is asked."
    done = scan(server, web.page("/bare"))

    assert done.returncode == 1
    assert "the tag did not ask" in done.stdout


@needs_chromium
def test_a_page_that_does_not_load_is_told(server: Server) -> None:
    done = scan(server, "http://127.0.0.1:9/")

    assert done.returncode == 75
    assert "[page-not-loaded]" in done.stderr


def test_a_missing_browser_is_named(server: Server, tmp_path: Path) -> None:
    done = scan(server, "http://127.0.0.1:9/", "--browser", str(tmp_path / "none"))

    assert (done.returncode, "[browser-missing]" in done.stderr) == (3, True)
    assert "Chromium" in done.stderr


def test_a_missing_playwright_is_named() -> None:
    code = (
        "import sys; sys.modules['playwright.sync_api'] = None\n"
        "from mamoru.tag.errors import BrowserMissingError\n"
        "from mamoru.tag.scan import scan\n"
        "try: scan('http://127.0.0.1:9/')\n"
        "except BrowserMissingError as error: print(error.message())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.startswith("Playwright is missing")
