"""Who is asked again, and who is not: what was agreed to, and whether it is still what is asked."""

import json
import os
import subprocess
import sys

import pytest
from tests.api.calling import Server
from tests.cli.running import mamoru
from tests.tag.conftest import SIGNAL, Shop, publish
from tests.tag.pages import Web, configuration

from mamoru.paths import reference_policy

ANALYTICS = ("利用状況を集計するため", "利用状況を集計し、広告の効果も測るため")
VIDEO = ("動画をお見せするため", "動画をお見せし、視聴を記録するため")
HARMLESS = ("opt_out: https://google.test/opt-out", "opt_out: https://google.test/opt-out/2")


@pytest.fixture(autouse=True)
def as_it_was(server: Server, web: Web) -> None:
    """Let every test begin with the same configuration."""
    if mamoru("tag", "show", home=server.home).stdout != configuration(web):
        publish(server, configuration(web))


def accepted(shop: Shop) -> None:
    shop.visit()
    with shop.page.expect_response("**/tag/choices"):
        shop.press("accept")
    shop.page.wait_for_function("() => mamoru.receipt() && window.standIn && window.adsRan")


def left(shop: Shop) -> None:
    """Leave the page, and forget what was sent until it was gone."""
    shop.page.goto("about:blank")
    shop.page.wait_for_timeout(300)
    shop.web.asked.clear()


def test_whoever_agreed_to_what_has_changed_is_asked_again_and_it_stops(shop: Shop) -> None:
    accepted(shop)
    shop.publish(configuration(shop.web, ANALYTICS))
    left(shop)
    shop.visit("/later")
    shop.page.wait_for_timeout(300)

    assert shop.is_asked()
    banner = shop.page.locator("mamoru-consent .banner").inner_text()
    assert "内容が変わったため" in banner
    assert shop.page.evaluate("['analytics', 'advertising', 'video'].map(mamoru.allowed)") == [
        False, True, True,
    ]  # fmt: skip
    assert "google.test" not in {one.partition("/")[0] for one in shop.web.third()}


def test_a_change_in_what_nobody_agrees_to_asks_nobody(shop: Shop) -> None:
    accepted(shop)
    shop.publish(configuration(shop.web, HARMLESS))
    shop.visit("/later")

    assert not shop.is_asked()
    assert shop.page.evaluate("mamoru.allowed('analytics')")


def test_whoever_refused_is_not_asked_again_because_of_a_change(shop: Shop) -> None:
    shop.visit()
    shop.press("reject")
    shop.publish(configuration(shop.web, ANALYTICS, VIDEO))
    shop.visit("/later")

    assert not shop.is_asked()
    assert shop.web.third() == []


def test_a_page_that_was_open_since_before_the_change_records_nothing_and_asks_again(
    shop: Shop,
) -> None:
    shop.visit()
    shop.publish(configuration(shop.web, ANALYTICS))
    with shop.page.expect_response("**/tag/choices") as answer:
        shop.press("accept")

    assert answer.value.status == 422
    shop.visit("/later")
    assert shop.is_asked()


def test_a_new_text_of_the_policy_asks_only_about_the_clause_that_changed(shop: Shop) -> None:
    accepted(shop)
    revised(shop.server, "サービスの改善に役立てる統計資料を作成するため", "統計資料を作成するため")
    shop.context.new_cdp_session(shop.page).send("Network.clearBrowserCache")
    shop.visit("/later")

    assert shop.is_asked()
    assert shop.page.evaluate("['analytics', 'advertising', 'video'].map(mamoru.allowed)") == [
        False, True, True,
    ]  # fmt: skip


def test_a_signal_that_comes_later_refuses_what_was_allowed(shop: Shop) -> None:
    accepted(shop)
    shop.page.add_init_script(SIGNAL)
    left(shop)
    with shop.page.expect_request("**/tag/choices") as told:
        shop.visit("/later")
    shop.page.wait_for_function("() => window.standIn")

    sent = json.loads(told.value.post_data or "")
    assert (sent["layer"], sent["gpc"], sent["choices"]["advertising"]) == ("signal", True, False)
    assert not shop.page.evaluate("mamoru.allowed('advertising')")
    assert "_ad_id" not in shop.cookies()
    assert "ads.test" not in {one.partition("/")[0] for one in shop.web.third()}


def test_a_withdrawal_in_one_tab_stops_the_others_once_they_are_looked_at(shop: Shop) -> None:
    accepted(shop)
    other = shop.visit("/other", page=shop.context.new_page())
    other.wait_for_function("() => window.standIn")
    shop.page.bring_to_front()
    shop.page.get_by_text("Cookieの設定").click()
    with shop.page.expect_navigation():
        shop.press("reject")
    with other.expect_navigation():
        other.evaluate("dispatchEvent(new Event('pageshow'))")

    assert other.evaluate("() => window.standIn") is None
    assert not other.evaluate("mamoru.allowed('analytics')")


def revised(server: Server, old: str, new: str) -> None:
    """Publish a text of the policy in which `new` stands in the place of `old`, in force at once.

    No revision would be: those are announced for days before they bind.
    """
    text = reference_policy().decode()
    assert old in text
    subprocess.run(
        [sys.executable, "-c", PUBLISH], input=text.replace(old, new).encode(), check=True,
        env={
            **os.environ, "MAMORU_HOME": str(server.home),
            "MAMORU_DATABASE": f"sqlite:///{server.home}/mamoru.sqlite3",
        },
    )  # fmt: skip


PUBLISH = """
import sys
import django; django.setup()
from mamoru.gate.door import opened
from tests.gate.samples import published
with opened() as door:
    published(door, sys.stdin.buffer.read())
"""
