"""A page is compared with the policy place by place: each silent edit is found, and no more."""

import re
from pathlib import Path

import pytest
from tests.notices.rendered import rendered

from mamoru.cli.files import policy_of
from mamoru.errors import Language
from mamoru.paths import reference_policy
from mamoru.policy.drift.compare import compare
from mamoru.policy.drift.folding import folded
from mamoru.policy.drift.report import Drift, Report, State
from mamoru.policy.drift.visible import runs_of_html, runs_of_text
from mamoru.policy.drift.wording import edits
from mamoru.policy.model import Policy
from mamoru.policy.texts import in_order

ROOT = Path(__file__).resolve().parents[2]
FILES = ("kusavee", "shop", "clinic")
POLICY = policy_of(None)
NEEDED = "当社は、利用目的を果たすために必要な範囲で、"


def text_of(file: str) -> bytes:
    return (ROOT / "policies" / f"{file}.yaml").read_bytes()


def page(language: Language = "ja", file: str = "kusavee", *, is_marked: bool = True) -> str:
    """Return the public page; without its marks, it is one that anybody could have written."""
    html = rendered(text_of(file), language)
    return html if is_marked else re.sub(r' data-[a-z0-9]+="[^"]*"', "", html)


def seen(html: str, language: Language = "ja", policy: Policy = POLICY) -> Report:
    return compare(policy, runs_of_html(html), language)


def drifting(report: Report) -> list[Drift]:
    return [one for one in report.drifts if one.state is not State.SAME]


def replaced(html: str, old: str, new: str) -> str:
    assert old in html
    return html.replace(old, new, 1)


@pytest.fixture(params=[True, False], ids=["marked", "unmarked"])
def html(request: pytest.FixtureRequest) -> str:
    """The page of the reference policy, with and without its marks."""
    return page(is_marked=request.param)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("is_marked", [True, False])
def test_the_page_of_a_policy_is_as_the_policy_says(
    file: str, language: Language, *, is_marked: bool
) -> None:
    policy = policy_of(str(ROOT / "policies" / f"{file}.yaml"))
    report = seen(page(language, file, is_marked=is_marked), language, policy)

    assert report.is_faithful, (drifting(report), report.extra)
    assert report.found == len(policy.said)


def test_a_no_that_became_a_yes_is_found_with_its_words(html: str) -> None:
    report = seen(replaced(html, "これを取得しません。", "これを取得します。"))

    [one] = drifting(report)
    assert (one.cite, one.part, one.state) == ("1[mandate]", "text", State.CHANGED)
    assert [(edit.old, edit.new) for edit in one.edits] == [("せん", "す")]
    assert report.extra == ()


def test_a_changed_digit_is_found_in_every_text_that_has_one() -> None:
    policy = policy_of(str(ROOT / "policies" / "clinic.yaml"))
    original = page(file="clinic")
    cites = [one.cite for one in policy.said.values() if re.search(r"\d", one.ja)]
    assert len(cites) >= 3
    for cite in cites:
        text = policy.said[cite].ja
        other = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), text, count=1)
        report = seen(replaced(original, f">{text}<", f">{other}<"), policy=policy)

        assert [(one.cite, one.state) for one in drifting(report)] == [(cite, State.CHANGED)]
        assert [edit.old.isdigit() for edit in drifting(report)[0].edits] == [True]


def test_an_edit_beside_a_hidden_original_is_found(html: str) -> None:
    for hiding in (
        "hidden", 'style="display: none"', 'style="color:red;visibility:hidden"',
        'style="opacity:0"', 'style="font-size:0"',
    ):  # fmt: skip
        old = "これを取得しません。"
        original = f"<span {hiding}>{old}</span>これを取得します。"
        report = seen(replaced(html, old, original))

        assert [one.cite for one in drifting(report)] == ["1[mandate]"], hiding


@pytest.mark.parametrize("around", ["<del>{}</del>", "<template>{}</template>", "<!-- {} -->"])
def test_what_is_struck_out_or_commented_out_is_missing(html: str, around: str) -> None:
    text = POLICY.said["5b"].ja
    report = seen(replaced(html, text, around.format(text)))

    assert [(one.cite, one.state) for one in drifting(report)] == [("5b", State.MISSING)]
    assert drifting(report)[0].wanted == text


def test_a_removed_clause_is_missing_with_all_that_is_in_it(html: str) -> None:
    start = html.index('<section class="clause" id="5"')
    end = html.index('<section class="clause" id="6"')
    report = seen(html[:start] + html[end:])

    assert {one.cite for one in drifting(report)} == {"5", "5[needed]", "5a", "5b", "5c"}
    assert {one.state for one in drifting(report)} == {State.MISSING}
    assert report.extra == ()


@pytest.mark.parametrize(
    "added", ["ただし、当社が認めるときはこの限りではありません。", "等", "0円", "の全部"]
)
@pytest.mark.parametrize("place", ["before", "after"])
def test_words_that_were_added_to_a_text_are_extra_or_a_change(
    html: str, added: str, place: str
) -> None:
    text = POLICY.said["5b"].ja
    report = seen(replaced(html, text, f"{added}{text}" if place == "before" else f"{text}{added}"))

    assert report.extra == (folded(added),)
    assert not report.is_faithful


def test_a_paragraph_that_was_added_between_clauses_is_extra(html: str) -> None:
    start = html.index('<section class="clause" id="6"')
    report = seen(html[:start] + "<p>前条は適用しません。</p>" + html[start:])

    assert report.extra == ("前条は適用しません。",)
    assert drifting(report) == []


def test_a_paragraph_after_the_last_clause_is_extra_where_the_policy_is_marked() -> None:
    report = seen(replaced(page(), "</article>", "<p>以上は目安です。</p></article>"))

    assert report.extra == ("以上は目安です。",)


def test_a_changed_title_is_found(html: str) -> None:
    start = html.index('<section class="clause"')
    report = seen(html[:start] + replaced(html[start:], "機微情報の取扱い", "情報の取扱い"))

    [one] = drifting(report)
    assert (one.cite, one.part, one.state) == ("3", "title", State.CHANGED)
    assert [(edit.old, edit.new) for edit in one.edits] == [("機微", "")]
    assert report.extra == ()


def test_two_texts_that_changed_places_are_found_where_places_are_marked() -> None:
    first, second = POLICY.said["5a"].ja, POLICY.said["5b"].ja
    moved = replaced(page(), first, "@")
    moved = replaced(replaced(moved, second, first), "@", second)
    report = seen(moved)

    assert {one.cite for one in drifting(report)} == {"5a", "5b"}


def test_the_hash_on_a_page_proves_nothing() -> None:
    html = replaced(page(), "これを取得しません。", "これを取得します。")

    assert "data-sha256" in html
    assert not seen(html).is_faithful


def test_how_a_page_is_laid_out_does_not_count() -> None:
    html = page(is_marked=False)
    text = POLICY.said["5"].ja
    wide = text[:5] + "\n    " + text[5:9] + "<br>" + text[9:12] + "&#8203;&nbsp;" + text[12:]
    report = seen(replaced(html, text, f"<b>{wide[:3]}</b>{wide[3:]}").replace("(1)", "(1)"))

    assert report.is_faithful, (drifting(report), report.extra)


def test_ruby_says_how_to_read_and_is_no_text_of_its_own(html: str) -> None:
    report = seen(replaced(html, "預託", "<ruby>預託<rp>(</rp><rt>よたく</rt><rp>)</rp></ruby>"))

    assert report.is_faithful


def plain(language: Language, *, mark: str = "") -> str:
    """Return the policy as somebody would paste it into a text file."""
    lines = []
    for said in in_order(POLICY.said.values()):
        if said.title is not None:
            lines += ["", f"{mark}第{said.cite}条 {getattr(said.title, language)}"]
        lines.append(f"{said.cite} {getattr(said, language)}")
    return "\n".join(["Some company", "", *lines, ""])


@pytest.mark.parametrize("mark", ["", "## "])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_plain_text_or_markdown_is_compared_as_well(language: Language, mark: str) -> None:
    text = plain(language, mark=mark)

    assert compare(POLICY, runs_of_text(text), language).is_faithful
    wrong = text.replace(getattr(POLICY.said["5c"], language), "")
    [one] = drifting(compare(POLICY, runs_of_text(wrong), language))
    assert (one.cite, one.state) == ("5c", State.MISSING)


def test_changed_english_words_are_told_as_words() -> None:
    text = POLICY.said["5b"].en
    report = seen(replaced(page("en"), text, text.replace("contract", "promise", 1)), "en")

    [one] = drifting(report)
    assert [(edit.old, edit.new) for edit in one.edits] == [("contract", "promise")]


def test_the_page_of_something_else_shows_no_clause() -> None:
    report = seen("<body><h1>Recipes</h1><p>Boil the water.</p></body>")

    assert report.found == 0
    assert {one.state for one in drifting(report)} == {State.MISSING}
    assert report.extra == ()


@pytest.mark.parametrize("html", ["", "<", "<table><tr><p hidden", "<div>" * 20000 + "x", "\x00"])
def test_a_broken_page_is_read_as_far_as_it_goes(html: str) -> None:
    assert seen(html).found == 0


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("第三者\n  提供", "第三者提供", True),
        ("a  b\u3000c", "a b c", True),
        ("(1)A", "(1)A", True),
        ("1年", "2年", False),
        ("①", "1", False),
        ("\uff76", "カ", False),
        ("ab", "a b", False),
        ("します。", "します", False),
    ],
)
def test_spaces_and_widths_do_not_count_and_everything_else_does(
    one: str, other: str, *, is_same: bool
) -> None:
    assert (folded(one) == folded(other)) is is_same


def test_an_edit_is_told_with_what_is_around_it() -> None:
    [one] = edits("3年間保存します", "5年間保存します")

    assert one == ("", "3", "5", "年間保存します")


def test_the_reference_policy_is_the_one_that_ships() -> None:
    assert text_of("kusavee") == reference_policy()
