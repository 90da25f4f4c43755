"""The public list of external transmissions: everything the law asks for, of every module."""

from collections.abc import Iterator
from http import HTTPStatus

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.gate.samples import Clock
from tests.store import Store
from tests.tag.pages import TAG

from mamoru.api.application import Application
from mamoru.api.front import Front
from mamoru.api.table import ENDPOINTS
from mamoru.api.worker import Worker
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door, open_door
from mamoru.paths import reference_policy
from mamoru.tag.publish import publish

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
TEXT = TAG.replace("SHOP", "https://www.example.com")


@pytest.fixture
def door(store: Store) -> Iterator[Worker]:
    worker = Worker(open_door(home=store.home, policy=reference_policy(), clock=Clock()))
    yield worker
    worker.close()


@pytest.fixture
def pages(door: Worker) -> Iterator[httpx.Client]:
    front = Front(Application(door, ENDPOINTS), door.now)
    transport = httpx.WSGITransport(app=front, raise_app_exceptions=True)
    with httpx.Client(transport=transport, base_url="https://consent.example.com") as client:
        yield client


def put(door: Door, text: str) -> None:
    publish(door, OFFICER, text.encode())


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            "/transmissions",
            {"見本アナリティクス", "見本解析合同会社", "アメリカ合衆国", "Cookieの識別子(_ga)",
             "閲覧したページのアドレス", "利用状況を集計するため", "解析サービスを提供するため"},
        ),
        (
            "/en/transmissions",
            {"Example Analytics", "Example Analytics LLC", "United States", "Address of the page",
             "Cookie identifier (_ga)", "To count visits", "To provide its analytics service"},
        ),
    ],
)  # fmt: skip
def test_each_module_tells_what_is_sent_to_whom_and_what_for_on_both_sides(
    door: Worker, pages: httpx.Client, path: str, words: set[str]
) -> None:
    put(door.door, TEXT)
    answer = pages.get(path)
    section = LexborHTMLParser(answer.text).css_first("[data-destination=google]")

    assert answer.status_code == HTTPStatus.OK
    assert section is not None
    assert [word for word in words if word not in section.text()] == []
    links = {one.attributes["href"] for one in section.css("a")}
    assert links == {"https://google.test/privacy", "https://google.test/opt-out"}


def test_programs_get_every_field_that_the_law_names(door: Worker, pages: httpx.Client) -> None:
    put(door.door, TEXT)
    [row, *_] = pages.get("/transmissions.json").json()["transmissions"]

    assert row["service_name"]["ja"] == "見本アナリティクス"
    assert row["recipient_legal_name"]["ja"] == "見本解析合同会社"
    assert row["recipient_country"] == "US"
    assert [one["ja"] for one in row["info_items"]] == [
        "Cookieの識別子(_ga)", "閲覧したページのアドレス",
    ]  # fmt: skip
    assert row["sender_purpose"]["ja"] == "利用状況を集計するため"
    assert row["recipient_purpose"]["ja"] == "解析サービスを提供するため"
    assert row["since"] == "2026-11-01"
    assert row["needs_consent_for"]["ja"] == "アクセス解析"
    assert row["is_in_use"]


def test_a_module_that_is_over_or_to_come_is_not_on_the_page_and_is_in_the_json(
    door: Worker, pages: httpx.Client
) -> None:
    text = TEXT.replace("hosts: [google.test]", "hosts: [google.test]\n    until: '2026-11-23'")
    put(door.door, text)
    rows = pages.get("/transmissions.json").json()["transmissions"]

    assert "見本アナリティクス" not in pages.get("/transmissions").text
    assert {one["id"]: one["is_in_use"] for one in rows}["google"] is False


def test_before_anything_is_published_there_is_neither_list_nor_tag(pages: httpx.Client) -> None:
    for path in ("/transmissions", "/en/transmissions", "/transmissions.json", "/tag/mamoru.js"):
        assert pages.get(path).status_code == HTTPStatus.NOT_FOUND


def test_the_tag_may_be_loaded_and_its_configuration_read_from_any_page(
    door: Worker, pages: httpx.Client
) -> None:
    put(door.door, TEXT)
    script, given = pages.get("/tag/mamoru.js"), pages.get("/tag/config.json")

    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    assert script.headers["x-content-type-options"] == "nosniff"
    assert script.content.endswith(b"mamoru.start(" + given.content + b");\n")
    assert given.headers["access-control-allow-origin"] == "*"
    again = pages.get("/tag/mamoru.js", headers={"If-None-Match": script.headers["etag"]})
    assert again.status_code == HTTPStatus.NOT_MODIFIED


def test_a_page_of_the_list_stands_alone_and_runs_nothing(
    door: Worker, pages: httpx.Client
) -> None:
    put(door.door, TEXT.replace("ja: 見本動画", "ja: <script>alert(1)</script>"))
    answer = pages.get("/transmissions")

    assert "<script" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    [sheet] = LexborHTMLParser(answer.text).css("link[rel=stylesheet]")
    assert pages.get(str(sheet.attributes["href"])).status_code == HTTPStatus.OK
