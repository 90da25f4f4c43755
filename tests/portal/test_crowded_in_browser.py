"""What a crowded form and one with mistakes say, in a real browser."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.api.calling import running_server
from tests.faces.conftest import chromium as chromium
from tests.faces.conftest import site as site
from tests.faces.site import LOOKS, Site
from tests.portal.browsing import seen

CROWD = """
import django; django.setup()
from mamoru.faces.network import network_of
from mamoru.faces.secret import open_secrets
from mamoru.gate.door import opened
from mamoru.portal.crowds import LIMITS, room_for
with opened() as door:
    open_secrets(door)
    here = network_of({"HTTP_X_FROM": "192.0.2.7"})
    for kind, limit in LIMITS.items():
        for at in range(limit.network):
            assert room_for(door, kind, here, f"{kind}-{at}").again_at is None
"""
PROXY = {"MAMORU_EVENT_PROXY": "X-From"}
HERE = {"X-From": "192.0.2.7"}
TEXT = "本人の確認について教えてください。 What do you hold of me?"
FORMS = ("/contact", "/contact/request/new/disclose")
by_look = pytest.mark.parametrize(
    "look", LOOKS, ids=lambda one: f"{one['viewport']['width']}-{one['color_scheme']}-"
                                   f"{one['locale'][:2]}",
)  # fmt: skip


@pytest.fixture(scope="module")
def running(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server behind a proxy, which says from where somebody comes."""
    place = tmp_path_factory.mktemp("crowded") / "home"
    with running_server(place, settings=PROXY) as server:
        yield Site(server=server, browser=chromium)


@pytest.fixture(scope="module")
def crowded(running: Site) -> None:
    """Let as much have come from this network as is taken within the hour."""
    home = running.server.home
    environment = {
        **os.environ, "MAMORU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "mamoru.settings",
        "MAMORU_DATABASE": f"sqlite:///{home}/mamoru.sqlite3", **PROXY,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", CROWD], env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def sent(page: Page, *, email: str) -> None:
    """Fill a form in, as slowly as people are, and send it."""
    page.wait_for_timeout(3_500)
    if page.url.endswith("/contact"):
        page.fill("textarea[name=text]", TEXT)
    else:
        page.fill("input[name=name]", "Dare Kasan")
    page.fill("input[name=email]", email)
    page.evaluate("() => document.querySelector('main form[method=post]').noValidate = true")
    page.locator("main form[method=post] button.primary").click()


@by_look
@pytest.mark.parametrize("address", FORMS)
def test_a_form_with_a_mistake_says_it_above_and_at_the_field_and_keeps_the_rest(
    site: Site, address: str, look: dict[str, Any]
) -> None:
    page = site.page(**look)
    page.goto(address)
    sent(page, email="nobody")
    seen(page, f"mistake{address}", look)

    alert = page.locator("main [role=alert]")
    expect(alert).to_be_focused()
    head = "入力内容をご確認ください" if look["locale"] == "ja-JP" else "Please look at what you"
    expect(alert).to_contain_text(head)
    kept = page.locator("textarea[name=text]" if address == "/contact" else "input[name=name]")
    expect(kept).to_have_value(TEXT if address == "/contact" else "Dare Kasan")
    wrong = page.locator("input[name=email]")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    alert.locator("a").first.click()
    expect(wrong).to_be_focused()


@by_look
@pytest.mark.parametrize("address", FORMS)
def test_a_crowded_form_says_from_when_on_there_is_room_and_keeps_what_was_written(
    site: Site, crowded: None, address: str, look: dict[str, Any]
) -> None:
    page = site.page(extra_http_headers=HERE, **look)
    page.goto(address)
    sent(page, email="dareka@example.jp")
    seen(page, f"crowded{address}", look)

    alert = page.locator("main [role=alert]")
    is_ja = look["locale"] == "ja-JP"
    expect(alert).to_contain_text("送信できませんでした" if is_ja else "This was not sent")
    expect(alert).to_contain_text("以降" if is_ja else "again after")
    kept = page.locator("textarea[name=text]" if address == "/contact" else "input[name=name]")
    expect(kept).to_have_value(TEXT if address == "/contact" else "Dare Kasan")
    assert page.locator("main [aria-invalid=true]").count() == 0


@by_look
@pytest.mark.parametrize("address", ["/my/sign-in", "/my/gone", "/my/check", "/account/login/"])
def test_what_somebody_sees_who_is_not_signed_in_is_sound(
    site: Site, address: str, look: dict[str, Any]
) -> None:
    page = site.page(**look)
    page.goto(address)

    seen(page, f"visitor{address}", look)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".menu")).to_have_count(0)
