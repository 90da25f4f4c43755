"""The tag in a real browser: nothing leaves before it is allowed, and nothing after it is not."""

import json
from typing import Any

import pytest
from playwright.sync_api import Route
from tests.tag.conftest import Shop
from tests.tag.pages import ADS, GOOGLE, VIDEO

LONG_MS = 600
"""Longer than a script that is let go takes to send something."""


def number(address: str) -> int:
    """Return which of its script's requests this was; what is sent as a page goes is the last."""
    name = address.rpartition("-")[2]
    return int(name) if name.isdigit() else 1_000_000


def test_nothing_leaves_for_anybody_before_it_is_allowed(shop: Shop) -> None:
    shop.visit()
    shop.page.wait_for_timeout(LONG_MS)

    assert shop.is_asked()
    assert shop.web.third() == []
    assert shop.cookies() == set()
    assert shop.page.evaluate("window.order") is None


def test_everything_is_denied_in_googles_consent_mode_from_the_start(shop: Shop) -> None:
    shop.visit()

    [first] = shop.page.evaluate("dataLayer.map((one) => [...one])")
    assert first[:2] == ["consent", "default"]
    assert set(first[2].values()) == {"denied"}
    assert {"ad_storage", "ad_user_data", "ad_personalization", "analytics_storage"} <= {*first[2]}


def test_what_is_accepted_runs_in_the_order_of_the_page_and_is_granted_before(shop: Shop) -> None:
    shop.visit()
    shop.press("accept")
    shop.page.wait_for_function("() => window.standIn && window.adsRan")

    said = shop.page.evaluate("dataLayer.map((one) => [...one])")
    assert [one[1] for one in said] == ["default", "update"]
    assert {key for key, value in said[1][2].items() if value == "granted"} == {
        "ad_storage", "ad_user_data", "ad_personalization", "analytics_storage",
    }  # fmt: skip
    hosts = {one.partition("/")[0] for one in shop.web.third()}
    assert hosts == {GOOGLE, ADS, VIDEO}
    assert shop.page.evaluate("window.order") == ["inline"]
    assert not shop.is_asked()


def test_whoever_rejects_is_not_asked_again_and_given_no_name(shop: Shop) -> None:
    shop.visit()
    shop.press("reject")
    shop.visit("/other")
    shop.page.wait_for_timeout(LONG_MS)

    assert not shop.is_asked()
    assert shop.web.third() == []
    assert shop.cookies() == {"mamoru_choice"}
    kept = shop.page.evaluate("decodeURIComponent(document.cookie)")
    assert '"v"' not in kept


def test_both_answers_are_alike_and_stand_beside_each_other(shop: Shop) -> None:
    shop.visit()
    looks = """one => { const s = getComputedStyle(one), b = one.getBoundingClientRect();
        const place = [b.width, b.height, b.top].map(Math.round);
        return [s.color, s.backgroundColor, s.fontSize, s.fontWeight, s.borderColor, ...place] }"""
    reject, accept = (
        shop.page.locator(f"mamoru-consent .banner [data-act={act}]").evaluate(looks)
        for act in ("reject", "accept")
    )

    assert reject == accept


def test_a_withdrawal_stops_everything_at_once_and_deletes_what_was_left(shop: Shop) -> None:
    shop.visit("/deep/page")
    shop.press("accept")
    shop.page.wait_for_function("() => window.standIn")
    shop.page.wait_for_timeout(200)
    assert {"_ga", "_ga_TEST", "_ga_DEEP", "_ad_id"} <= shop.cookies()

    shop.page.get_by_text("Cookieの設定").click()
    with shop.page.expect_navigation():
        shop.page.evaluate(
            "document.addEventListener('mamoru:change', () => fetch(`/withdrawn-${window.sent}`))"
        )
        shop.press("reject")
    shop.page.wait_for_timeout(LONG_MS)

    paths = [one.path for one in shop.web.asked]
    [sent] = [int(one.removeprefix("/withdrawn-")) for one in paths if "withdrawn" in one]
    later = [one for one in shop.web.third() if "/collect" in one and number(one) > sent]
    assert later == []
    assert [one for one in paths if "gone" in one or "image" in one] == []
    assert shop.cookies() == {"mamoru_choice"}
    assert shop.page.evaluate("localStorage.length") == 0
    assert not shop.is_asked()


def test_one_purpose_may_be_allowed_and_another_not(shop: Shop) -> None:
    shop.visit()
    shop.press("choose")
    shop.page.get_by_label("アクセス解析").check()
    shop.press("save")
    shop.page.wait_for_function("() => window.standIn")
    shop.page.wait_for_timeout(LONG_MS)

    assert {one.partition("/")[0] for one in shop.web.third()} == {GOOGLE}
    assert shop.page.evaluate("[mamoru.allowed('analytics'), mamoru.allowed('advertising')]") == [
        True, False,
    ]  # fmt: skip


def test_a_frame_offers_itself_and_is_shown_once_its_purpose_is_allowed(shop: Shop) -> None:
    shop.visit()
    shop.press("reject")
    place = shop.page.locator("mamoru-place")
    before = place.bounding_box()
    with shop.page.expect_response(lambda answer: VIDEO in answer.url):
        place.get_by_role("button", name="許可して表示する").click()
    frame = shop.page.locator("iframe.film")
    frame.wait_for(state="visible")

    assert {one.partition("/")[0] for one in shop.web.third()} == {VIDEO}
    assert frame.bounding_box() == before
    assert shop.page.evaluate("mamoru.allowed('video')")


@pytest.mark.parametrize("options", [{"gpc": True}], indirect=True)
def test_global_privacy_control_refuses_and_the_banner_says_so(shop: Shop) -> None:
    shop.visit()
    assert "Global Privacy Control" in shop.page.locator("mamoru-consent .banner").inner_text()
    shop.press("accept")
    shop.page.wait_for_function("() => window.standIn")
    shop.page.get_by_text("Cookieの設定").click()

    assert shop.page.evaluate("[mamoru.allowed('analytics'), mamoru.allowed('advertising')]") == [
        True, False,
    ]  # fmt: skip
    assert shop.page.get_by_label("関心に合った広告").is_disabled()
    assert ADS not in {one.partition("/")[0] for one in shop.web.third()}


def test_a_choice_is_recorded_and_its_receipt_kept(shop: Shop) -> None:
    shop.visit()
    with shop.page.expect_response("**/tag/choices") as answer:
        shop.press("accept")
    shop.page.wait_for_function("() => mamoru.receipt()")

    assert answer.value.status == 200
    receipt = shop.page.evaluate("mamoru.receipt()")
    assert receipt.startswith("c_")
    shop.visit("/other")
    assert shop.page.evaluate("mamoru.receipt()") == receipt


def test_a_beacon_goes_only_where_it_is_allowed_and_carries_what_is(shop: Shop) -> None:
    sent: list[dict[str, Any]] = []

    def collector(route: Route) -> None:
        sent.append(json.loads(route.request.post_data or ""))
        route.fulfill(status=200, headers={"Access-Control-Allow-Origin": "*"})

    shop.page.route("**/v1/*", collector)
    shop.visit()
    assert shop.page.evaluate("mamoru.track('tool_viewed')") is False
    shop.press("choose")
    shop.page.get_by_label("アクセス解析").check()
    shop.press("save")
    assert shop.page.evaluate("mamoru.track('tool_viewed', { tool: 'saw' })") is True
    shop.page.wait_for_timeout(200)

    assert [one["type"] for one in sent] == ["page", "track"]
    track = sent[1]
    assert (track["event"], track["properties"]) == ("tool_viewed", {"tool": "saw"})
    assert track["writeKey"] == "wk_example"
    assert len(track["anonymousId"]) == 32
    consent = track["context"]["consent"]["categoryPreferences"]
    assert consent == {"analytics": True, "advertising": False, "video": False}


def test_the_strictest_policy_of_a_page_forbids_nothing_that_the_tag_does(shop: Shop) -> None:
    shop.page.add_init_script(
        "window.broken = [];"
        "addEventListener('securitypolicyviolation', (one) => broken.push(one.effectiveDirective))"
    )
    shop.visit()
    shop.press("accept")
    shop.page.wait_for_function("() => window.standIn")
    shop.page.wait_for_timeout(LONG_MS)

    assert shop.page.evaluate("window.broken") == []
