"""Somebody on their way through the pages, each of which is held against the rules and kept.

Every page that is seen is checked by all rules of axe, may not run out of the window sideways, and
may not have made the browser complain, of the Content-Security-Policy or of anything else. A
picture of it is kept in `.build/journeys` for whoever looks.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import ConsoleMessage, Locator, Page
from tests.api.calling import COLLECTING
from tests.faces.site import PASSWORD, Site, totp, violations
from tests.outbox.mailserver import MailServer
from tests.tag.node import ROOT

PICTURES = ROOT / ".build" / "journeys"
WAITS = 30.0
"""Seconds within which the server does what it does by itself."""
LOOKS: dict[str, dict[str, Any]] = {
    "ja": {"viewport": {"width": 360, "height": 780}, "color_scheme": "dark", "locale": "ja-JP"},
    "en": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light", "locale": "en-US"},
}
"""Each language in the look that is furthest from the other's."""
_CODE = re.compile(r"^ {4}(\S+)$", re.MULTILINE)
_numbers = count(1)


class Person(NamedTuple):
    """Somebody who is held."""

    ref: str
    email: str
    name: str


@dataclass(slots=True, kw_only=True)
class Walk:
    """One journey in one language: its pages, and what was wrong on the way."""

    site: Site
    post: MailServer
    journey: str
    language: str
    complaints: list[str] = field(default_factory=list)
    """What browsers complained of."""
    expected: tuple[str, ...] = ()
    """Parts of complaints that belong to the journey."""
    _seen: "count[int]" = field(default_factory=lambda: count(1))

    def say(self, ja: str, en: str) -> str:
        """Return the words of the journey's language."""
        return ja if self.language == "ja" else en

    def page(self, **more: Any) -> Page:
        """Return a page of a new visitor, who is listened to."""
        page = self.site.page(**LOOKS[self.language], **more)
        page.on("console", lambda said: self._heard(heard(said)) if said.type == "error" else None)
        page.on("pageerror", lambda error: self._heard(str(error)))
        return page

    def _heard(self, text: str) -> None:
        if not any(one in text for one in self.expected):
            self.complaints.append(text)

    def see(self, page: Page, *, heading: str | None = None) -> None:
        """Look at a page: keep a picture, and hold it against every rule."""
        name = f"{self.journey}-{self.language}-{next(self._seen):02}"
        page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
        place = f"{name} {page.url}"
        if heading is not None:
            assert page.locator("main h1").first.inner_text() == heading, place
        assert page.locator("main").count() == 1, place
        assert violations(page) == [], place
        wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{place} is {wide} px too wide"
        assert self.complaints == [], place

    def go(self, page: Page, address: str, *, heading: str | None = None) -> None:
        """Go to an address that is there, and see it."""
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, (address, answer.status)
        self.see(page, heading=heading)

    def press(self, page: Page, button: Locator, *, heading: str | None = None) -> None:
        """Press what leads to another page, and see that; the password is given where asked for."""
        with page.expect_navigation():
            button.click()
        if "/reauthenticate/" in page.url:
            self.see(page)
            page.fill("input[name=password]", PASSWORD)
            with page.expect_navigation():
                page.locator("main form button.primary").first.click()
        self.see(page, heading=heading)

    def until(self, page: Page, there: Callable[[], bool], *, seconds: float = WAITS) -> None:
        """Look again until the server's own work shows."""
        ends = time.monotonic() + seconds
        while not there():
            assert time.monotonic() < ends, page.locator("main").inner_text()
            page.wait_for_timeout(400)
            page.reload()

    def somebody(self, **items: str) -> Person:
        """Collect somebody over the API."""
        number = next(_numbers)
        name, email = f"Fixture Number{number}", f"fixture-{number}@example.com"
        new = {
            "whose": "individual", "identifiers": {"email": email},
            "items": {"name": name, "email": email, "employer": "架空商事ヌヌヌ", **items},
        }  # fmt: skip
        with self.site.server.client() as client:
            made = client.post("/people", json={"handling": COLLECTING, "person": new})
            assert made.status_code == 201, made.text
        return Person(made.json()["ref"], email, name)

    def signed_in(self, person: Person, *, see: bool = False) -> Page:
        """Sign a person in by a code that comes by mail."""
        page = self.page()
        seen = self.see if see else lambda _: None
        page.goto("/my/sign-in")
        seen(page)
        page.locator("main .acts a.primary").click()
        seen(page)
        page.fill("input[name=email]", person.email)
        page.locator("main form button.primary").first.click()
        page.wait_for_selector("input[name=code]")
        seen(page)
        page.fill("input[name=code]", self.mailed(person.email, _CODE))
        page.locator("main form button.primary").first.click()
        page.wait_for_url("**/my")
        return page

    def mailed(self, to: str, what: re.Pattern[str]) -> str:
        """Wait for a letter to somebody, and return what is looked for in the latest."""
        ends = time.monotonic() + WAITS
        while time.monotonic() < ends:
            for mail in reversed(self.post.mails):
                if mail.to == to and (found := what.search(mail.message.get_content())):
                    return found[1]
            time.sleep(0.05)
        raise AssertionError(f"nothing came to {to}")

    def officer(self, name: str, *, see: bool = False) -> Page:
        """Return a page of an officer; they sign in once, by password and authenticator."""
        state = self.site.states.get(name)
        if state is not None:
            return self.page(storage_state=state)
        page = self.page()
        page.goto("/console")
        if see:
            self.see(page)
        page.fill("input[name=login]", name)
        page.fill("input[name=password]", PASSWORD)
        page.locator("main form button.primary").first.click()
        page.wait_for_selector("input[name=code]")
        if see:
            self.see(page)
        page.fill("input[name=code]", totp())
        page.locator("main form button.primary").first.click()
        page.wait_for_url("**/console")
        self.site.states[name] = page.context.storage_state()
        return page


def heard(said: ConsoleMessage) -> str:
    return f"{said.text} ({said.location['url']})"


def downloaded(page: Page, button: Locator) -> tuple[str, bytes]:
    """Press what brings a file, and return its name and content."""
    with page.expect_download() as download:
        button.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()
