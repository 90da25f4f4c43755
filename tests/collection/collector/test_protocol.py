"""What senders may send, and how: keys, packing, types of content, routes, browsers, Snowplow."""

import base64
import gzip
import json
from typing import Any

import httpx
import pytest
from django.conf import settings
from tests.collection.collector.sending import (
    SERVICE,
    TRUSTED,
    Site,
    page,
    search,
    send,
    statuses,
    verdicts,
)

SHOP = "https://shop.example.com"
SNOWPLOW = "/com.snowplowanalytics.snowplow/tp2"


def test_a_write_key_may_come_in_the_header_in_the_body_or_in_both(site: Site) -> None:
    key = site.key()
    body = {"batch": [search(1)]}

    answers = [
        site.client(key).post("/v1/batch", json=body),
        site.client().post("/v1/batch", json={**body, "writeKey": key}),
        site.client(key).post("/v1/batch", json={**body, "writeKey": key}),
        site.client(Authorization=f"Bearer {key}").post("/v1/batch", json=body),
        site.client().post("/v1/track", json=search(2, writeKey=key)),
    ]

    assert [one.status_code for one in answers] == [200] * 5


@pytest.mark.parametrize(
    ("credentials", "code"),
    [
        ({}, "key-missing"),
        ({"Authorization": "Basic ***"}, "key-missing"),
        ({"Authorization": f"Bearer mk_{'0' * 16}_{'A' * 43}"}, "unknown-client"),
    ],
)
def test_without_a_valid_key_nothing_is_taken(
    site: Site, credentials: dict[str, str], code: str
) -> None:
    answer = site.client(**credentials).post("/v1/batch", json={"batch": [search()]})

    assert (answer.status_code, answer.json()["code"]) == (401, code)
    assert site.ref() is None


def test_a_key_for_something_else_does_not_reach_the_collector_nor_a_write_key_the_api(
    site: Site,
) -> None:
    reader = site.key("reader", scopes=["people:read"])
    writer = site.key("writer")

    events = site.client(reader).post("/v1/batch", json={"batch": [search()]})
    people = site.client(Authorization=f"Bearer {writer}").get("/api/v1/people/p_1")

    assert [(one.status_code, one.json()["code"]) for one in (events, people)] == [
        (403, "scope-missing")
    ] * 2


@pytest.mark.parametrize(
    "media",
    ["application/json", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded", ""],
)
def test_whatever_the_content_is_called_it_is_read_as_json(site: Site, media: str) -> None:
    content = json.dumps({"batch": [search()]}).encode()

    answer = site.sender().post("/v1/batch", content=content, headers={"Content-Type": media})

    assert statuses(verdicts(answer)) == ["accepted"]


def test_a_packed_body_is_unpacked(site: Site) -> None:
    content = gzip.compress(json.dumps({"batch": [search()]}).encode())

    answer = site.sender().post("/v1/batch", content=content, headers={"Content-Encoding": "gzip"})

    assert statuses(verdicts(answer)) == ["accepted"]


@pytest.mark.parametrize(
    ("route", "event"),
    [
        *[(route, search()) for route in ("track", "t", "track/")],
        *[(route, page()) for route in ("page", "p")],
    ],
)
def test_one_event_comes_to_a_route_of_its_own(
    site: Site, route: str, event: dict[str, Any]
) -> None:
    alone = {name: value for name, value in event.items() if name != "type"}

    [verdict] = verdicts(site.sender().post(f"/v1/{route}", json=alone))

    assert verdict["purposes"][0]["outcome"] == "allow"


@pytest.mark.parametrize("kind", ["identify", "screen", "group", "alias", "i", "s", "g", "a", "b"])
def test_every_route_of_the_specification_is_there(site: Site, kind: str) -> None:
    answer = site.sender().post(f"/v1/{kind}", json={"batch": [], "anonymousId": "visitor-1"})

    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/v1/", "/v1/people", "/v1/batch/7", "/v1/%00", "/v1/tracks"])
def test_nothing_is_at_an_address_that_is_no_route(site: Site, path: str) -> None:
    answer = site.sender().post(path, json={"batch": []})

    assert (answer.status_code, answer.json()["code"]) == (404, "address-unknown")


def test_events_are_posted(site: Site) -> None:
    answer = site.sender().get("/v1/batch")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST, OPTIONS")


def test_a_null_visitor_is_no_mistake_where_a_member_is_named(site: Site) -> None:
    site.member("member@example.com")
    sender = site.sender(scopes=TRUSTED)

    [verdict] = send(sender, search(userId="member@example.com", anonymousId=None))

    assert verdict["status"] == "accepted"


@pytest.fixture
def browser(site: Site, monkeypatch: pytest.MonkeyPatch) -> httpx.Client:
    """A page of a site that may send events."""
    monkeypatch.setattr(settings, "EVENT_ORIGINS", frozenset([SHOP]))
    client = site.sender()
    client.headers["Origin"] = SHOP
    return client


def test_a_browser_that_asks_first_is_told_that_it_may_send(browser: httpx.Client) -> None:
    answer = browser.options("/v1/batch", headers={"Access-Control-Request-Method": "POST"})

    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == SHOP
    assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]


def test_a_beacon_is_taken_and_its_page_may_read_the_answer(
    site: Site, browser: httpx.Client
) -> None:
    key = site.key("page")
    beacon = site.client(Origin=SHOP)
    content = json.dumps({"batch": [page()], "writeKey": key})

    answer = beacon.post("/v1/batch", content=content, headers={"Content-Type": "text/plain"})

    assert statuses(verdicts(answer)) == ["limited"]
    assert (answer.headers["Access-Control-Allow-Origin"], answer.headers["Vary"]) == (
        SHOP, "Origin",
    )  # fmt: skip


def test_a_page_of_another_site_is_refused_before_anything_is_looked_at(
    site: Site, browser: httpx.Client
) -> None:
    browser.headers["Origin"] = "https://other.example.net"

    asked = browser.options("/v1/batch")
    sent = browser.post("/v1/batch", json={"batch": [search()]})

    assert [(one.status_code, one.json()["code"]) for one in (asked, sent)] == [
        (403, "origin-unknown")
    ] * 2
    assert "Access-Control-Allow-Origin" not in sent.headers
    assert site.ref() is None


def snowplow(key: str, **event: str) -> dict[str, Any]:
    common = {"aid": key, "duid": "visitor-1", "dtm": "1795489200000", "tv": "js-3.1.0"}
    return {
        "schema": "iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4",
        "data": [common | event],
    }


def test_a_tracker_of_snowplow_is_understood(site: Site) -> None:
    key = site.key()
    described = {
        "schema": "iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0",
        "data": {
            "schema": "iglu:com.example/Search/jsonschema/1-0-0",
            "data": {"query": "hats"},
        },
    }
    packed = base64.urlsafe_b64encode(json.dumps(described).encode()).decode().rstrip("=")
    view = snowplow(key, e="pv", eid="1", url="https://example.com/hats?size=7")
    found = [
        verdicts(site.client().post(SNOWPLOW, json=body))[0]["status"]
        for body in (
            view,
            view,
            snowplow(key, e="ue", eid="2", ue_px=packed),
            snowplow(key, e="ue", eid="3", ue_px="%%%"),
            snowplow(key, e="xx", eid="4"),
        )
    ]
    ref = site.ref()

    assert found == ["limited", "duplicate", "accepted", "rejected", "rejected"]
    assert ref is not None
    kept = site.events(ref)
    assert {one.event: one.properties.get("url", one.properties.get("query")) for one in kept} == {
        "page": "https://example.com/hats",
        "track/Search": "hats",
    }
    assert kept[0].purposes[0] == SERVICE
