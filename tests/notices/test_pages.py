"""What people see of the policy: its text, its versions, what is to come."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from http import HTTPStatus
from urllib.parse import unquote

import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.notices.conftest import Site
from tests.notices.editions import ADDED, CURRENT, FORMER, UPCOMING, at, publish

from mamoru.cli.files import policy_of
from mamoru.paths import reference_policy
from mamoru.policy.texts import WHOLE, clause_hashes

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


def places(html: str) -> dict[str, tuple[str, str, str]]:
    """Return title, text and hash of each place on a page, by its cite."""
    found = {}
    for node in LexborHTMLParser(html).css("[data-cite]"):
        parts = {one.attributes["data-part"]: one.text() for one in node.css("[data-part]")[:2]}
        mine = node.css_first("[data-part=text]")
        title = parts.get("title", "") if node.tag == "section" else ""
        found[str(node.attributes["data-cite"])] = (
            title, mine.text() if mine else "", str(node.attributes["data-sha256"]),
        )  # fmt: skip
    return found


@pytest.mark.parametrize(("path", "language"), [("/policy", "ja"), ("/en/policy", "en")])
def test_every_place_of_the_text_in_force_is_shown_with_its_anchor_and_hash(
    site: Site, path: str, language: str
) -> None:
    html = site.page(path)
    policy = policy_of(None)
    hashes = clause_hashes(policy)

    assert places(html) == {
        cite: (
            getattr(said.title, language) if said.title else "",
            getattr(said, language),
            hashes[cite],
        )
        for cite, said in policy.said.items()
    }
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {unescape(one) for one in ids} >= {cite.replace(" ", "_") for cite in policy.said}
    assert hashes[WHOLE] in html
    assert policy.text_hash in html


def test_the_clauses_stand_in_the_order_of_the_text_each_before_what_is_in_it(site: Site) -> None:
    cites = list(places(site.page("/policy")))

    assert [one for one in cites if one.isdigit()] == [str(number) for number in range(1, 14)]
    assert cites.index("4") < cites.index("4(1)") < cites.index("4[record]") < cites.index("5")


@pytest.mark.parametrize(("path", "language"), [("/policy", "ja"), ("/en/policy", "en")])
def test_a_page_is_in_one_language_and_leads_to_itself_in_the_other(
    site: Site, path: str, language: str
) -> None:
    page = LexborHTMLParser(site.page(path))
    html = page.css_first("html")
    assert html is not None
    assert html.attributes["lang"] == language
    [link] = page.css("header a[hreflang]")
    other = LexborHTMLParser(site.page(str(link.attributes["href"]))).css_first("html")
    assert other is not None
    assert other.attributes["lang"] == link.attributes["lang"] == link.attributes["hreflang"]
    assert other.attributes["lang"] != language


def test_a_version_to_come_is_announced_with_its_day_and_has_a_page_of_its_own(site: Site) -> None:
    announced = site.page("/policy")
    own = site.page(f"/policy/versions/{UPCOMING}")

    assert '<time datetime="2027-04-01">2027年4月1日</time>' in announced
    assert f'href="/policy/versions/{UPCOMING}"' in announced
    assert ADDED not in announced
    assert ADDED in own
    assert "この版はまだ適用されていません。" in own
    assert "1 April 2027" in site.page("/en/policy")


def test_a_version_is_in_force_from_its_first_moment_and_no_earlier(site: Site) -> None:
    site.now = at(2027, 3, 31)
    after = site.page("/policy")
    site.now = at(2027, 3, 31).replace(hour=14, minute=59, second=59)
    before = site.page("/policy")

    assert ADDED in after
    assert "改定のお知らせ" not in after
    assert ADDED not in before
    assert "改定のお知らせ" in before


def test_a_former_version_says_that_it_is_no_longer_in_force(site: Site) -> None:
    html = site.page(f"/en/policy/versions/{FORMER}")

    assert "This version is no longer in force." in html
    assert "11 January 2021" in html


def test_every_version_is_listed_the_newest_first_with_its_days(site: Site) -> None:
    html = site.page("/policy/versions")
    listed = re.findall(r'href="/policy/versions/([^"]+)"', html)

    assert listed == [UPCOMING, CURRENT, FORMER]
    assert re.findall(r'datetime="([^"]+)"', html) == [
        "2027-04-01", "2026-11-21", "2022-02-04", "2022-01-21", "2021-01-11", "2021-01-06",
    ]  # fmt: skip


def test_two_texts_that_bear_one_version_both_have_an_address(site: Site) -> None:
    again = reference_policy() + b"\n# corrected\n"
    publish(again, CURRENT, at(2022, 3, 1), at(2022, 3, 1))
    html = site.page("/policy/versions")
    listed = re.findall(r'href="/policy/versions/([^"]+)"', html)

    assert listed[1:3] == [CURRENT, f"{CURRENT}-{sha256(reference_policy()).hexdigest()[:8]}"]
    assert sha256(again).hexdigest() in site.page(f"/policy/versions/{CURRENT}")
    assert sha256(reference_policy()).hexdigest() in site.page(f"/policy/versions/{listed[2]}")


def test_what_a_text_says_is_never_taken_for_markup(site: Site) -> None:
    html = site.page(f"/policy/versions/{UPCOMING}")

    assert "&lt;改定&gt; &amp; 追補" in html
    assert "<改定>" not in html


def test_the_root_leads_to_the_policy(site: Site) -> None:
    answer = site.get("/")

    assert (answer.status_code, answer.headers["location"]) == (HTTPStatus.FOUND, "/policy")


def test_the_text_in_force_can_be_had_byte_for_byte_with_its_hash(site: Site) -> None:
    answer = site.get("/policy.yaml")

    assert answer.content == reference_policy()
    assert answer.headers["content-type"].startswith("application/yaml")
    digest = answer.headers["repr-digest"].removeprefix("sha-256=:").removesuffix(":")
    assert digest.encode() == b64encode(sha256(answer.content).digest())


@pytest.mark.parametrize("path", ["/policy.jsonld", "/policy.odrl.jsonld"])
def test_linked_data_is_that_of_the_text_in_force(site: Site, path: str) -> None:
    answer = site.get(path)

    assert answer.headers["content-type"] == "application/ld+json"
    assert json.loads(answer.content)["@id"] == f"urn:mamoru:policy:kusavee:{CURRENT}"


def test_a_page_names_the_feed_and_the_files_for_programs(site: Site) -> None:
    page = LexborHTMLParser(site.page("/en/policy"))
    named = {one.attributes["type"]: one.attributes["href"] for one in page.css("head link[type]")}

    assert named["application/atom+xml"] == "/en/policy/feed.atom"
    assert named["application/yaml"] == "/policy.yaml"
    for href in named.values():
        assert site.get(str(href)).status_code == HTTPStatus.OK


def test_every_link_of_the_pages_leads_somewhere(site: Site) -> None:
    seen: set[str] = set()
    waiting = ["/policy"]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        page = LexborHTMLParser(site.page(path))
        ids = {one.attributes["id"] for one in page.css("[id]")}
        for link in page.css("a[href], link[href]"):
            there, _, anchor = str(link.attributes["href"]).partition("#")
            if anchor and not there:
                assert unquote(anchor) in ids, anchor
            elif there not in seen and there not in waiting:
                waiting.append(there)

    assert len(seen) > 12


def test_a_page_begins_with_a_way_past_its_head(site: Site) -> None:
    page = LexborHTMLParser(site.page("/policy"))
    first = page.css_first("body a")
    assert first is not None
    target = str(first.attributes["href"]).removeprefix("#")

    assert page.css_first(f"main#{target}") is not None
    assert first.text() == "本文へ進む"
