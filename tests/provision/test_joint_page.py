"""The page of joint use in a browser: readable at any width, in both languages, by everybody."""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from playwright.sync_api import Page, Route, sync_playwright
from tests.browsers import launched
from tests.parties.samples import new_party
from tests.provision.shared import TODAY, partner, published
from tests.provision.test_joint_statement import pages as pages
from tests.tag.node import TAG, installed

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.notices.style import style
from mamoru.provision.parties import register

SITE = "https://policy.example.com"
WIDTHS = (360, 1440)
PATHS = ("/joint-use", "/en/joint-use")
WRONG = """() => {
  const root = document.documentElement, found = [];
  if (root.scrollWidth > root.clientWidth) found.push("wider than the window");
  for (const row of document.querySelectorAll(".about > div")) {
    const [dt, dd] = [...row.children].map(one => one.getBoundingClientRect());
    if (dt.right + 8 > dd.left && dt.bottom > dd.top + 1) found.push("touching: " + row.innerText);
    if (dd.width < 180) found.push("narrow: " + row.innerText);
  }
  const levels = [...document.querySelectorAll("h1, h2, h3")].map(one => +one.tagName[1]);
  levels.forEach((level, at) => { if (at && level > levels[at - 1] + 1) found.push("skipped") });
  const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
  if (new Set(ids).size < ids.length) found.push("an id that is there twice");
  return found;
}"""


@pytest.fixture
def told(door: Door, pages: httpx.Client) -> dict[str, str]:
    """The pages while one joint use is in force, another ends, and a change is to come."""
    one = partner(door, "架空提携株式会社ヌヌヌ・見本ホールディングス")
    abroad = register.add(door, OFFICER, new_party("joint_user", name="Made-up", country="FR"))
    published(door, one, abroad)
    title = {"ja": "架空の統計", "en": "Made-up statistics"}
    published(door, one, key="other", title=title, until=TODAY + timedelta(days=90))
    published(door, one, items=["name"], in_force_from=TODAY + timedelta(days=30))
    return {path: pages.get(path).text for path in PATHS}


@pytest.fixture
def page(told: dict[str, str]) -> Iterator[Page]:
    """A browser that is given what was served; it begins once nothing is asked of the database."""

    def answer(route: Route) -> None:
        asked = route.request.url.removeprefix(SITE)
        if asked in told:
            route.fulfill(body=told[asked], content_type="text/html; charset=utf-8")
        else:
            route.fulfill(body=style().decode(), content_type="text/css")

    with sync_playwright() as playwright:
        browser = launched(playwright)
        page = browser.new_page()
        page.route("**/*", answer)
        yield page
        browser.close()


@pytest.mark.slow
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_the_page_reads_well_at_any_width_and_nothing_touches(page: Page) -> None:
    found: dict[tuple[str, int], list[str]] = {}
    for path in PATHS:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(SITE + path)
            assert page.locator("h2").count() == 3
            assert page.locator("h3").count() == 1
            found[path, width] = page.evaluate(WRONG)
            if not installed():
                page.evaluate((TAG / "node_modules" / "axe-core" / "axe.min.js").read_text())
                seen = page.evaluate("() => axe.run(document)")
                found[path, width] += [one["id"] for one in seen["violations"]]

    assert [wrong for wrong in found.items() if wrong[1]] == []


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_users_are_shown_with_where_they_are(told: dict[str, str]) -> None:
    assert "架空提携株式会社ヌヌヌ・見本ホールディングス (日本)" in told["/joint-use"]
    assert "Made-up (FR)" in told["/en/joint-use"]
    assert "適用の終了日" in told["/joint-use"]
