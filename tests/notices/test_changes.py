"""The difference of two versions in plain sentences, and that nothing is made up without one."""

from collections.abc import Iterator
from http import HTTPStatus
from importlib.util import find_spec

import pytest
from django.test import override_settings
from tests.notices.comparing import difference
from tests.notices.conftest import Site
from tests.notices.editions import ADDED, CURRENT, FORMER, UPCOMING

from mamoru.gate.editions import editions
from mamoru.notices.changes import COMPARISON, between, comparison
from mamoru.notices.urls import patterns

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
WAS = "サービスを円滑にご利用いただくため"


@pytest.fixture
def compared(site: Site) -> Iterator[Site]:
    """The pages where texts can be compared."""
    with override_settings(ROOT_URLCONF="tests.notices.compared_urls"):
        yield site


def test_the_changes_are_told_in_sentences_with_their_clauses_and_words(compared: Site) -> None:
    html = compared.page(f"/policy/changes/{CURRENT}..{UPCOMING}")

    assert "&lt;2(1)a&gt; の取扱いが広がります。" in html
    assert "<2(1)a>" not in html
    assert '<strong class="direction widened">広がります</strong>' in html
    assert "ご本人の同意が必要です" in html
    assert "APPI 17(2)" in html
    assert f'href="/policy/versions/{UPCOMING}#2%281%29a"' in html
    assert f"<del>{WAS}</del>" in html
    assert f"<ins>{ADDED}</ins>" in html


def test_the_other_way_round_is_the_other_way_round(compared: Site) -> None:
    html = compared.page(f"/policy/changes/{UPCOMING}..{CURRENT}")

    assert f"<del>{ADDED}</del>" in html
    assert f"<ins>{WAS}</ins>" in html


def test_the_same_page_speaks_english(compared: Site) -> None:
    html = compared.page(f"/en/policy/changes/{CURRENT}..{UPCOMING}")

    assert "&lt;2(1)a&gt; becomes wider." in html
    assert "needs your consent" in html
    assert "<del>" not in html, "the English text did not change"


def test_texts_that_say_the_same_differ_in_nothing(compared: Site) -> None:
    html = compared.page(f"/policy/changes/{FORMER}..{CURRENT}")

    assert "取扱いの内容に変更はありません。" in html
    assert "<ins>" not in html


def test_what_is_to_come_is_announced_with_what_it_changes(compared: Site) -> None:
    html = compared.page("/policy")

    assert "<li>&lt;2(1)a&gt; の取扱いが広がります。</li>" in html
    assert f'href="/policy/changes/{CURRENT}..{UPCOMING}"' in html


def test_two_versions_can_be_chosen_in_a_form_without_scripts(compared: Site) -> None:
    form = compared.page("/policy/versions")
    answer = compared.get(f"/en/policy/changes?from={FORMER}&to={UPCOMING}")

    assert 'action="/policy/changes"' in form
    assert answer.status_code == HTTPStatus.FOUND
    assert answer.headers["location"] == f"/en/policy/changes/{FORMER}..{UPCOMING}"
    for wrong in ("", "?from=//evil.example&to=x", f"?from={FORMER}"):
        assert compared.get(f"/policy/changes{wrong}").status_code == HTTPStatus.NOT_FOUND


def test_the_feed_tells_what_a_version_changes(compared: Site) -> None:
    assert "の取扱いが広がります。" in compared.page("/policy/feed.atom")


def test_without_a_comparison_no_page_of_differences_has_an_address(site: Site) -> None:
    routes = [str(one.pattern) for one in patterns(None)]

    assert not [one for one in routes if "changes" in one]
    assert [one for one in routes if "versions" in one]


def test_the_comparison_of_the_policy_is_plugged_in_where_it_is_there(site: Site) -> None:
    assert (comparison() is not None) == (find_spec(COMPARISON) is not None)


def test_a_change_of_one_language_is_no_rewording_in_the_other(site: Site) -> None:
    [_, current, upcoming] = editions()

    assert len(between(current, upcoming, "ja", difference).rewordings) == 1
    assert between(current, upcoming, "en", difference).rewordings == ()
