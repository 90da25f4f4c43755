"""Choosing, asking, leaving and writing in a real browser, in every look."""

import os
import re
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.faces.conftest import chromium as chromium
from tests.faces.conftest import running as running
from tests.faces.conftest import site as site
from tests.faces.site import LOOKS, Site, violations
from tests.portal.browsing import Somebody, seen, somebody

PAGES = (
    "/my/choices", "/my/requests", "/my/requests/new", "/my/requests/new?want=stop",
    "/my/requests/new/disclose", "/my/requests/new/correct", "/my/requests/new/erase", "/my/leave",
    "/my/left", "/contact", "/contact/request", "/contact/request/new/suspend_use",
    "/contact/request/follow",
)  # fmt: skip


@pytest.fixture
def one(site: Site) -> Somebody:
    return somebody(site, f"Hitori{os.urandom(3).hex()} Tsukuribanashi")


@pytest.mark.parametrize("look", LOOKS, ids=lambda one: f"{one['viewport']['width']}-"
                         f"{one['color_scheme']}-{one['locale'][:2]}")  # fmt: skip
def test_every_page_is_sound_in_every_look(one: Somebody, look: dict[str, Any]) -> None:
    page = one.page(**look)
    for address in PAGES:
        page.goto(address)
        seen(page, address, look)
    page.goto("/my/requests/new/correct")
    page.locator("main form[method=post] button.primary").click()
    page.goto("/my/requests/new/erase")
    page.check("input[name=claim][value=not_needed]")
    page.locator("main form[method=post] button.primary").click()
    page.wait_for_url("**/my/requests/req_*")
    seen(page, "request-erase", look)
    page.goto("/my/requests")
    seen(page, "requests-some", look)
    page.goto("/contact")
    page.fill("textarea[name=text]", "?")
    page.locator("main form[method=post] button.primary").click()
    seen(page, "contact-wrong", look)


def test_a_switch_is_turned_by_the_keyboard_and_keeps_the_focus(one: Somebody) -> None:
    page = one.page()
    page.goto("/my/choices")
    button = page.locator(".switch button").first
    name = button.get_attribute("id")
    before = button.inner_text()
    button.focus()

    page.keyboard.press("Enter")
    page.locator("#switches [role=status]").wait_for()

    assert page.url.endswith("/my/choices")
    assert page.locator(f"#{name}").inner_text() != before
    assert page.evaluate("() => document.activeElement.id") == name


def test_everything_works_without_a_script(one: Somebody) -> None:
    page = one.page(java_script_enabled=False)
    page.goto("/my/choices")
    button = page.locator(".switch button").first
    before = button.inner_text()
    button.click()
    assert page.locator(".switch button").first.inner_text() != before
    page.goto("/my/requests/new")
    page.check("input[value=held]")
    page.locator("main form button.primary").click()
    page.locator("main form[method=post] button.primary").click()
    assert re.search(r"/my/requests/req_\w+$", page.url)
    page.goto("/my/leave")
    page.fill("#word", "LEAVE")
    page.locator("button.danger").click()
    assert page.url.endswith("/my/left")
    with page.expect_download() as download:
        page.locator("main form button.primary").click()
    assert download.value.suggested_filename.startswith("leaving_")


def test_somebody_without_an_account_asks_and_comes_back_by_number_and_code(site: Site) -> None:
    page = site.page()
    page.goto("/contact/request/new/disclose")
    page.fill("input[name=name]", "Dare Kasan")
    page.fill("input[name=email]", "dareka@example.jp")
    page.wait_for_timeout(3_500)
    page.locator("main form[method=post] button.primary").click()
    expect(page.locator("h1")).to_have_text("Your request has arrived.")
    assert violations(page) == []
    number, code = page.locator("main code").all_inner_texts()

    later = site.page()
    later.goto("/contact/request/follow")
    later.fill("input[name=number]", number)
    later.fill("input[name=code]", code)
    later.locator("main form[method=post] button.primary").click()

    assert later.url.endswith(f"/contact/request/{number}")
    assert violations(later) == []
