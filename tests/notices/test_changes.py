"""The difference of two versions in plain sentences, on pages and in the feed."""

from http import HTTPStatus

import pytest
from tests.notices.conftest import Site
from tests.notices.editions import ADDED, CURRENT, FORMER, UPCOMING

from mamoru.gate.editions import editions
from mamoru.notices.changes import between

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
WAS = "サービスを円滑にご利用いただくため"


def told(language: str) -> str:
    """Return what is said of the change in what modules collect."""
    [_, current, upcoming] = editions()
    (one,) = between(current, upcoming, "ja" if language == "ja" else "en").sentences
    return one.text


def test_the_changes_are_told_in_sentences_with_their_clauses_and_words(site: Site) -> None:
    html = site.page(f"/policy/changes/{CURRENT}..{UPCOMING}")

    assert "端末情報" in told("ja")
    assert told("ja") in html
    assert '<strong class="direction widened">広がります</strong>' in html
    assert "通知または公表が必要です" in html
    assert "個人情報保護法21条1項" in html
    assert f'href="/policy/versions/{UPCOMING}#10"' in html
    assert f"<del>{WAS}</del>" in html
    assert f"<ins>{ADDED}</ins>" in html


def test_the_other_way_round_is_the_other_way_round(site: Site) -> None:
    html = site.page(f"/policy/changes/{UPCOMING}..{CURRENT}")

    assert '<strong class="direction narrowed">' in html
    assert f"<del>{ADDED}</del>" in html
    assert f"<ins>{WAS}</ins>" in html


def test_the_same_page_speaks_english(site: Site) -> None:
    html = site.page(f"/en/policy/changes/{CURRENT}..{UPCOMING}")

    assert "device information" in told("en")
    assert told("en") in html
    assert "Needs a notice." in html
    assert WAS not in html, "the English text did not change"


def test_texts_that_say_the_same_change_no_handling(site: Site) -> None:
    html = site.page(f"/policy/changes/{FORMER}..{CURRENT}")

    assert "取扱いの内容に変更はありません。" in html


def test_what_is_to_come_is_announced_with_what_it_changes(site: Site) -> None:
    html = site.page("/policy")

    assert f"<li>{told('ja')}</li>" in html
    assert f'href="/policy/changes/{CURRENT}..{UPCOMING}"' in html


def test_two_versions_can_be_chosen_in_a_form_without_scripts(site: Site) -> None:
    form = site.page("/policy/versions")
    answer = site.get(f"/en/policy/changes?from={FORMER}&to={UPCOMING}")

    assert 'action="/policy/changes"' in form
    assert answer.status_code == HTTPStatus.FOUND
    assert answer.headers["location"] == f"/en/policy/changes/{FORMER}..{UPCOMING}"
    for wrong in ("", "?from=//evil.example&to=x", f"?from={FORMER}"):
        assert site.get(f"/policy/changes{wrong}").status_code == HTTPStatus.NOT_FOUND


def test_the_feed_tells_what_a_version_changes(site: Site) -> None:
    assert told("ja") in site.page("/policy/feed.atom")


def test_a_change_of_one_language_is_no_rewording_in_the_other(site: Site) -> None:
    [_, current, upcoming] = editions()

    ja, en = (
        {one.heading for one in between(current, upcoming, language).rewordings}
        for language in ("ja", "en")
    )

    assert ("2(1)a" in ja, "2(1)a" in en) == (True, False)
