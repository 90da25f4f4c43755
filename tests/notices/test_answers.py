"""How the pages answer: headers, copies that are kept, errors that echo nothing, the log."""

from http import HTTPStatus

import pytest
from tests.notices.conftest import Site
from tests.notices.editions import FORMER, UPCOMING, at, publish

from mamoru.notices.style import style_digest

PAGES = (
    "/policy",
    "/en/policy",
    "/policy/versions",
    "/en/policy/versions",
    f"/policy/versions/{FORMER}",
    f"/en/policy/versions/{UPCOMING}",
    "/policy/feed.atom",
    "/policy.yaml",
    "/policy.jsonld",
    "/policy.odrl.jsonld",
    f"/policy/pages.{style_digest()}.css",
)
pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_remembered_of_who_reads_and_nothing_foreign_is_let_in(
    site: Site, path: str
) -> None:
    answer = site.get(path)

    assert answer.status_code == HTTPStatus.OK
    assert "set-cookie" not in answer.headers
    assert "cookie" not in answer.headers.get("vary", "").lower()
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'; style-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"].startswith("public, max-age=")
    assert "<script" not in answer.text
    assert " style=" not in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_head_is_answered_as_get_is_but_without_content(site: Site, path: str) -> None:
    got, head = site.get(path), site.client.head(path)

    assert head.content == b""
    assert head.status_code == got.status_code
    for name in ("content-type", "content-length", "cache-control"):
        assert head.headers[name] == got.headers[name]
    assert got.headers["content-length"] == str(len(got.content))


@pytest.mark.parametrize("path", ["/policy", "/policy.yaml", "/policy/feed.atom"])
def test_who_has_the_page_already_is_told_so(site: Site, path: str) -> None:
    first = site.get(path)
    by_tag = site.get(path, headers={"If-None-Match": first.headers["etag"]})
    by_day = site.get(path, headers={"If-Modified-Since": first.headers["last-modified"]})

    assert (by_tag.status_code, by_day.status_code) == (304, 304)
    assert by_tag.content == b""


def test_a_page_is_newer_once_a_version_has_come_into_force(site: Site) -> None:
    first = site.get("/policy")
    site.now = at(2027, 4, 1)
    again = site.get("/policy", headers={"If-Modified-Since": first.headers["last-modified"]})

    assert again.status_code == HTTPStatus.OK
    assert again.headers["last-modified"] == "Wed, 31 Mar 2027 15:00:00 GMT"


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/policy/",
        "/policy/versions/1999-01-01",
        "/policy/versions/<b>hostile</b>",
        "/policy/changes/2021-01-11..1999-01-01",
        "/policy/pages.000000000000.css",
        "/static/../etc/hostile",
    ],
)
def test_what_is_not_there_is_said_in_both_languages_without_repeating_it(
    site: Site, path: str
) -> None:
    answer = site.get(path)

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "ページが見つかりません" in answer.text
    assert '<section lang="en">' in answer.text
    assert "hostile" not in answer.text
    assert "1999" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_pages_are_for_reading_only(site: Site, method: str) -> None:
    answer = site.client.request(method, "/policy", content=b"x")

    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert "GET" in answer.headers["allow"]


def test_the_api_answers_beside_the_pages_as_before(site: Site) -> None:
    health, unknown = site.get("/api/v1/health"), site.get("/api/nothing")

    assert health.json() == {"status": "live"}
    assert unknown.json()["code"] == "address-unknown"


def test_the_access_log_has_the_form_of_the_address_and_nothing_that_was_asked(site: Site) -> None:
    site.get(f"/policy/versions/{FORMER}?mine=secret")
    site.get("/policy/versions/secret")
    site.get("/secret?mine=secret")

    lines = [line.split() for line in site.access]
    assert [line[:3] for line in lines] == [
        ["GET", "/policy/versions/{name}", "200"],
        ["GET", "/policy/versions/{name}", "404"],
        ["-", "-", "404"],
    ]
    assert "secret" not in "".join(site.access)
    assert len({line[-1] for line in lines}) == 3


def test_before_anything_is_in_force_there_is_no_page(site: Site) -> None:
    site.now = at(2020, 1, 1)

    assert site.get("/policy").status_code == HTTPStatus.NOT_FOUND
    assert site.get("/policy.yaml").status_code == HTTPStatus.NOT_FOUND


def test_a_defect_is_answered_with_a_page_that_tells_nothing_of_it(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    publish(b"secret: [not a policy", "2026-01-01", at(2026, 1, 1), at(2026, 1, 1))
    answer = site.get("/policy?mine=secret")

    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "表示できませんでした" in answer.text
    assert "secret" not in answer.text
    [told] = [one.getMessage() for one in caplog.records if one.name == "mamoru.notices"]
    assert told.startswith("a page failed: PolicyFileError in ")
