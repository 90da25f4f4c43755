"""What the lint finds in texts: references, numbers and the two languages."""

from pathlib import Path

import pytest
from tests.policy.lint_texts import DAY, TEXTUAL, WIDE_ONE, codes, found_in, written

from mamoru.policy.lint.figures import figures
from mamoru.policy.lint.numbering import ROMAN
from mamoru.policy.lint.report import lint
from mamoru.policy.load import load_with_file

POLICIES = Path(__file__).parents[2] / "policies"


@pytest.mark.parametrize("name", ["kusavee", "clinic", "shop"])
def test_the_policies_that_ship_have_nothing_wrong_in_their_texts(name: str) -> None:
    loaded = load_with_file((POLICIES / f"{name}.yaml").read_bytes())

    assert [one for one in lint(loaded, at=DAY) if one.code in TEXTUAL] == []


# --------------------------------------------------------------------------------- references


@pytest.mark.parametrize(
    ("ja", "en", "is_dangling"),
    [
        ("第2条によります。", "Clause 2 applies.", False),
        ("第9条によります。", "Clause 9 applies.", True),
        ("次条によります。", "The next clause applies.", False),
        ("前条によります。", "The preceding clause applies.", True),
        ("第1条及び第2条によります。", "Clauses 1 and 2 apply.", False),
        ("第1条第1号bによります。", "1(1)b applies.", True),
        ("前記のとおりです。", "It is as in case (6).", True),
        ("個人情報保護法第27条によります。", "APPI 27(1) applies.", False),
        ("同法第27条第1項によります。", "Article 27 applies.", False),
        (f"第{WIDE_ONE}条によります。", "Clause 1 applies.", False),
        ("1.5倍とします。", "It is 1.5 times as much.", False),
    ],
)
def test_a_reference_to_a_clause_that_is_not_there_is_found(
    ja: str, en: str, *, is_dangling: bool
) -> None:
    found = codes(ja, en)

    assert ("dangling-reference" in found) is is_dangling
    assert found <= {"dangling-reference", "references-differ"}


def test_a_case_and_a_paragraph_are_looked_for_where_the_text_stands() -> None:
    document = written(("次のとおりです。", "As follows."))
    cases = {
        label: {"ja": ja, "en": en, "says": True}
        for label, ja, en in [
            (".1", "はじめに。", "First."),
            (".2", "前項のとおりです。", "It is as said."),
            (".3", "前項のとおりです。", "It is as in case (1)."),
        ]
    }
    del document["clauses"]["1"]["says"]
    document["clauses"]["1"]["cases"] = cases

    assert [(one.code, one.about) for one in found_in(document)] == [("dangling-reference", "1.3")]
    document["clauses"]["1"]["cases"] = {".1": cases[".2"]}
    assert [(one.code, one.about) for one in found_in(document)] == [("dangling-reference", "1.1")]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("help@example.jp", None),
        ("help@@example.jp", "bad-email"),
        ("help@example", "bad-email"),
        ("help..me@example.jp", "bad-email"),
        ("@example.jp", "bad-email"),
        ("https://www.example.jp/privacy?x=1", None),
        ("https:/www.example.jp", "bad-url"),
        ("http://example", "bad-url"),
        ("https://www..example.jp/", "bad-url"),
    ],
)
def test_an_address_that_cannot_be_one_is_found(address: str, code: str | None) -> None:
    found = codes(f"窓口は{address}です。", f"Write to {address}, please.")

    assert found == ({code} if code else set())


def test_the_contact_of_the_head_is_looked_at_too() -> None:
    document = written(("文。", "Text."))
    document["policy"]["controller"]["contact"] = "help@example"

    assert [(one.code, one.about) for one in found_in(document)] == [("bad-email", "policy")]


# ----------------------------------------------------------------------------------- numbering


@pytest.mark.parametrize(
    ("labels", "code", "about"),
    [
        (["(1)", "(2)", "(3)"], None, None),
        (["a", "b"], None, None),
        (["(i)", "(ii)", "(iii)", "(iv)"], None, None),
        ([f"({one})" for one in ROMAN[:20]], None, None),
        (["(a)", "(b)"], None, None),
        (["(h)", "(i)", "(j)"], "numbering-gap", "1(h)"),
        (["[one]", "(1)", "[two]", "(2)"], None, None),
        (["(1)", "(3)"], "numbering-gap", "1(3)"),
        (["(2)", "(3)"], "numbering-gap", "1(2)"),
        (["a", "c"], "numbering-gap", "1c"),
        (["(i)", "(iii)"], "numbering-gap", "1(iii)"),
        (["(1)", "(3)", "(2)"], "numbering-order", "1(2)"),
        (["(1)", "b"], "numbering-styles", "1b"),
        ([".1", "(2)"], "numbering-styles", "1(2)"),
    ],
)
def test_labels_are_in_order_without_gaps_and_in_one_style(
    labels: list[str], code: str | None, about: str | None
) -> None:
    document = written(("次のとおりです。", "As follows."))
    del document["clauses"]["1"]["says"]
    document["clauses"]["1"]["cases"] = {
        label: {"ja": "文。", "en": "Text.", "says": True} for label in labels
    }

    found = [(one.code, one.about) for one in found_in(document)]

    assert (code, about) in found if code else found == []


def test_clauses_that_are_missing_or_out_of_order_are_found_and_what_is_expected_is_told() -> None:
    clause = written(("文。", "Text."))["clauses"]["1"]
    document = written(("文。", "Text."))
    document["clauses"] = {"1": clause, "3": clause, "2": clause}

    found = {(one.code, one.about): one.en for one in found_in(document)}

    assert found == {
        ("numbering-gap", "3"): "3 is not preceded by 2.",
        ("numbering-order", "2"): "2 stands after 3.",
    }


# ------------------------------------------------------------------------------- two languages


@pytest.mark.parametrize(
    ("ja", "en", "code"),
    [
        ("3年間保存します。", "We keep it for 3 years.", None),
        ("三年間保存します。", "We keep it for three years.", None),
        ("1年間保存します。", "We keep it for 12 months.", None),
        ("2週間以内に。", "Within 14 days.", None),
        ("一か月以内に。", "Within a month.", None),
        ("3年間保存します。", "We keep it for 5 years.", "periods-differ"),
        ("30日以内に。", "Promptly.", "periods-differ"),
        ("5営業日以内に。", "Within 5 days.", "periods-differ"),
        ("2022年4月1日から。", "From 1 April 2022.", None),
        ("2022年4月1日から。", "From April 1, 2022.", None),
        ("2022年4月1日から。", "From 2022-04-01.", None),
        ("2022年4月1日から。", "From 1 May 2022.", "dates-differ"),
        ("10%引きます。", "10 per cent are taken off.", None),
        ("10%引きます。", "15% are taken off.", "percentages-differ"),
        ("手数料は1万円です。", "The fee is 10,000 yen.", None),
        ("手数料は300円です。", "The fee is 500 yen.", "numbers-differ"),
        ("3人で行います。", "Three people do it.", None),
        ("三人で行います。", "3 people do it.", None),
        ("第1条によります。", "Clause 2 applies.", "references-differ"),
        ("第1条によります。", "That applies.", "references-differ"),
        ("help@example.jp へ。", "Write to desk@example.jp now.", "addresses-differ"),
        ("Google Analyticsを使います。", "We use Google Analytics.", None),
        ("Google Analyticsを使います。", "We use a module.", "names-differ"),
        ("報告書を使います。", 'We use the "Blue Book" for it.', "names-differ"),
        ("氏名、住所、性別及び年齢", "Name, address, sex and age", None),
        ("氏名、住所、性別及び年齢", "Name, address and age", "lists-differ"),
        ("(1)氏名(2)住所(3)性別", "(1) name (2) address (3) sex (4) age", "lists-differ"),
        ("提供することがあります。", "We may provide it.", None),
        ("提供することがあります。", "We must provide it.", "strength-differs"),
        ("提供しません。", "We provide it.", "strength-differs"),
        ("提供します。", "We do not provide it.", "strength-differs"),
        ("記録しなければなりません。", "We may record it.", "strength-differs"),
        (
            "法令に基づく場合に限り提供します。",
            "We do not provide it unless the law requires it.",
            None,
        ),
        ("文は文です。", "文は文です。", "untranslated"),
        ("This text is English still.", "This text is English still.", "untranslated"),
        ("Google Analytics", "Google Analytics", None),
    ],
)
def test_the_two_languages_are_held_against_each_other(ja: str, en: str, code: str | None) -> None:
    assert codes(ja, en) == ({code} if code else set())


def test_a_ban_whose_text_reads_like_a_permit_is_found() -> None:
    document = written(
        ("提供します。", "We provide it."), ("提供しません。", "We never provide it.")
    )
    for clause in document["clauses"].values():
        del clause["says"]
        clause["never"] = ["provide"]

    assert [(one.code, one.about) for one in found_in(document)] == [
        ("ban-reads-otherwise", "1"), ("ban-reads-otherwise", "1"),
    ]  # fmt: skip


def test_every_part_of_the_file_is_compared_and_not_only_the_clauses() -> None:
    document = written(("文。", "Text."))
    document["gaps"] = [
        {"about": "1", "rule": "APPI 22", "ja": "3年です。", "en": "It is 4 years."}
    ]
    document["parties"]["bank"] |= {"ja": "銀行(2行)", "en": "Banks (3)"}

    found = {(one.code, one.about) for one in found_in(document)}

    assert ("periods-differ", "gaps") in found
    assert ("numbers-differ", "parties.bank") in found


def test_figures_are_read_alike_from_both_languages() -> None:
    ja = figures("2022年4月1日から3年間、10%又は2万円。", "ja")
    en = figures("From 1 April 2022, for three years, 10 percent or 20,000.", "en")

    assert (ja.dates, ja.periods, ja.percentages, ja.numbers) == (
        en.dates, en.periods, en.percentages, en.numbers,
    )  # fmt: skip
    assert ja.periods == {"36 months"}


# ------------------------------------------------------------------------------------ periods


def test_categories_and_purposes_without_a_period_are_found() -> None:
    text = (POLICIES / "shop.yaml").read_text("utf8")
    begin, browsing = (
        text.index("  accounts:\n    ja: 会員情報は"),
        text.index("  browsing:\n    ja: 閲"),
    )

    found = lint(load_with_file((text[:begin] + text[browsing:]).encode()), at=DAY)

    kept = [one.en for one in found if one.code == "category-without-period"]
    assert "How long 'message' is kept is not stated." in kept
    assert not any("browsing" in one for one in kept)
    assert {one.about for one in found if one.code == "purpose-without-period"} >= {"3(1)a"}


def test_every_rule_about_texts_is_reached_here() -> None:
    pages = (Path(__file__), Path(__file__).with_name("test_lint_spelling.py"))
    text = "".join(page.read_text("utf8") for page in pages)

    assert [code for code in TEXTUAL if f'"{code}"' not in text] == []
