"""The feed is Atom as RFC 4287 asks for, with one entry for each version and ids that stay."""

from datetime import datetime
from uuid import UUID
from xml.etree import ElementTree

import feedparser
import pytest
from tests.notices.conftest import Site
from tests.notices.editions import CURRENT, FORMER, UPCOMING, at, publish

from mamoru.paths import reference_policy

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("/policy/feed.atom", "/en/policy/feed.atom")


def tree(site: Site, path: str) -> ElementTree.Element:
    answer = site.get(path)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content)  # noqa: S314 - written by ourselves


def text(element: ElementTree.Element, name: str) -> str:
    [found] = element.findall(ATOM + name)
    return found.text or ""


def ids(site: Site, path: str) -> list[str]:
    return [text(entry, "id") for entry in tree(site, path).findall(f"{ATOM}entry")]


@pytest.mark.parametrize("path", FEEDS)
def test_feed_and_entries_have_what_rfc_4287_requires(site: Site, path: str) -> None:
    feed = tree(site, path)

    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        assert UUID(text(element, "id")).urn == text(element, "id")
        assert text(element, "title")
        assert datetime.fromisoformat(text(element, "updated")).tzinfo is not None
    [author] = feed.findall(f"{ATOM}author")
    assert text(author, "name")
    relations = {one.get("rel"): one.get("href") for one in feed.findall(f"{ATOM}link")}
    assert relations["self"] == path
    for entry in feed.findall(f"{ATOM}entry"):
        assert [one.get("rel") for one in entry.findall(f"{ATOM}link")] == ["alternate"]
        assert [one.get("type") for one in entry.findall(f"{ATOM}summary")] == ["html"]


@pytest.mark.parametrize(("path", "language"), [(FEEDS[0], "ja"), (FEEDS[1], "en")])
def test_a_reader_of_feeds_finds_every_version_the_newest_first(
    site: Site, path: str, language: str
) -> None:
    read = feedparser.parse(site.get(path).content)

    assert not read.bozo
    assert read.feed.language == language
    assert [one.title.split()[-1] for one in read.entries] == [UPCOMING, CURRENT, FORMER]
    root = path.removesuffix("/feed.atom")
    assert [one.link for one in read.entries] == [
        f"{root}/versions/{one}" for one in (UPCOMING, CURRENT, FORMER)
    ]
    assert read.entries[0].updated == read.feed.updated == "2026-11-20T15:00:00+00:00"


def test_an_entry_says_from_which_day_a_version_is_in_force(site: Site) -> None:
    read = feedparser.parse(site.get("/en/policy/feed.atom").content)

    assert "In force from: 1 April 2027" in read.entries[0].summary
    assert "&lt;Revised&gt; &amp; more" in read.entries[0].summary


def test_ids_stay_whatever_is_published_later_and_whenever_it_is_asked(site: Site) -> None:
    before = ids(site, FEEDS[0])
    publish(reference_policy() + b"\n# again\n", CURRENT, at(2026, 11, 21), at(2026, 11, 21))
    site.now = at(2027, 5, 1)
    after = ids(site, FEEDS[0])

    assert after[1:] == before
    assert len(set(after)) == len(after)


def test_the_two_languages_are_two_feeds(site: Site) -> None:
    assert not set(ids(site, FEEDS[0])) & set(ids(site, FEEDS[1]))
    assert text(tree(site, FEEDS[0]), "id") != text(tree(site, FEEDS[1]), "id")
