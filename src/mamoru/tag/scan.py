"""Loading a page in a real browser, first untouched and then with everything allowed.

Playwright drives it, and is not a part of this package: who scans installs it. What third parties
answer is theirs; only hosts and names of cookies are taken down.
"""

import shutil
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mamoru.tag.errors import BrowserMissingError, PageNotLoadedError
from mamoru.tag.sightings import Sighting

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
    "chromium-headless-shell",
)  # fmt: skip
LOAD_MS = 30_000
SETTLE_MS = 3_000
"""How long is waited for what comes after a page has loaded."""
TAG = "mamoru-consent"


def scan(address: str, *, browser: str | None = None, rules: str | None = None) -> Sighting:
    """Return what a load of the page at `address` shows.

    `browser` is where Chromium is, `rules` how it resolves names. Raises `BrowserMissingError`,
    `PageNotLoadedError`.
    """
    try:
        from playwright.sync_api import Error, sync_playwright  # not part of this package
    except ImportError:
        raise BrowserMissingError(what="Playwright") from None
    found = browser or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise BrowserMissingError(what="Chromium")
    with sync_playwright() as playwright:
        opened = _launched(playwright, found, rules)
        try:
            return _seen(opened, address)
        except Error:
            raise PageNotLoadedError from None
        finally:
            opened.close()


def _launched(playwright: "Playwright", browser: str, rules: str | None) -> "Browser":
    from playwright.sync_api import Error  # as above

    arguments = [f"--host-resolver-rules={rules}"] if rules else []
    try:
        return playwright.chromium.launch(executable_path=browser, args=arguments)
    except Error:
        raise BrowserMissingError(what="Chromium") from None


def _seen(browser: "Browser", address: str) -> Sighting:
    page = browser.new_page()
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(_host(request.url)))
    page.goto(address, timeout=LOAD_MS)
    page.wait_for_timeout(SETTLE_MS)
    before, cookies_before = frozenset(hosts), _cookies(page)
    own = {_host(address), _host(page.url), *_servers(page)}
    accept = page.locator(f"{TAG} [data-act=accept]").first
    has_tag = accept.is_visible()
    if has_tag:
        accept.click()
        page.wait_for_timeout(SETTLE_MS)
    return Sighting(
        own=frozenset(own), before=before - {""}, after=frozenset(hosts) - before - {""},
        cookies_before=cookies_before, cookies_after=_cookies(page), has_tag=has_tag,
    )  # fmt: skip


def _servers(page: "Page") -> list[str]:
    """Return where the tag itself comes from."""
    scripts = page.locator("script[src*='/tag/mamoru.js']")
    sources = scripts.evaluate_all("all => all.map(one => one.src)")
    return [_host(source) for source in sources]


def _cookies(page: "Page") -> frozenset[str]:
    return frozenset(cookie["name"] for cookie in page.context.cookies() if "name" in cookie)


def _host(address: str) -> str:
    """Return the host of an address that leaves this machine; nothing for one within a page."""
    parts = urlsplit(address)
    return (parts.hostname or "") if parts.scheme in ("http", "https", "ws", "wss") else ""
