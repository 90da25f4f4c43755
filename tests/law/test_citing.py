"""What the law's tables cite is named in English for whoever reads English."""

import re

import pytest

from mamoru.law.citing import STATUTES, articles, cited, clause, in_full
from mamoru.law.figures import law_clocks
from mamoru.law.records import law_records
from mamoru.law.requests import request_rules
from mamoru.law.table import law_table


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("法34(1)–(3)", "APPI 34(1)–(3)"),
        ("法37(1), 令12(iii)", "APPI 37(1), Order 12(iii)"),
        ("法33(1)–(4), 規30", "APPI 33(1)–(4), Rules 30"),
        ("法33から法36まで", "APPI 33 to APPI 36"),
        ("法34(2)、法35", "APPI 34(2), APPI 35"),
        ("会社法432(2), 商法19", "Companies Act 432(2), Commercial Code 19"),
        ("法人税法150の2", "Corporation Tax Act 150-2"),
        ("電通法27の12, 電通法施行規則22の2の29",
         "Telecommunications Business Act 27-12, Telecommunications Business Rules 22-2-29"),
        ("架空法3", "架空法3"),
        ("APPI 29(1), GL 3-4-4", "APPI 29(1), GL 3-4-4"),
    ],
)  # fmt: skip
def test_a_place_in_a_law_is_named_in_english(ja: str, en: str) -> None:
    assert (articles(ja, "en"), articles(ja, "ja")) == (en, ja)


def test_no_article_of_a_table_is_japanese_in_english() -> None:
    rules = request_rules()
    cited = [one.article for one in rules.kinds]
    cited += [one.article for one in law_clocks().clocks]
    cited += [one.article for one in law_records()]
    for one in rules.kinds:
        cited += [*one.refuse.values(), *one.claims.values()]

    left = {one for one in cited if re.search("[一-龠ぁ-ん]", articles(one, "en"))}

    assert left == {"JIAA 行動ターゲティング広告ガイドライン"} & left


@pytest.mark.parametrize(
    ("row", "ja", "en"),
    [
        ("APPI 27(1)(ii)", "個人情報保護法27条1項2号", "APPI 27(1)(ii)"),
        ("APPI 27(1)(main)", "個人情報保護法27条1項", "APPI 27(1)"),
        ("APPI 28(1)[domestic]", "個人情報保護法28条1項", "APPI 28(1)"),
        ("APPI 29(1)[foreign][check]", "個人情報保護法29条1項", "APPI 29(1)"),
        ("APPI 25", "個人情報保護法25条", "APPI 25"),
        ("TBA 27-12", "電気通信事業法27条の12", "Telecommunications Business Act 27-12"),
        ("PPC-QA 1-62[abroad]", "委員会Q&A 1-62", "PPC Q&A 1-62"),
        ("GDPR 6(1)(a)", "GDPR 6(1)(a)", "GDPR 6(1)(a)"),
        ("APPI-2026 minors", "個人情報保護法の制度改正方針", "Policy for amending the APPI"),
        ("(APPI 27(1), APPI 28(1))", "(個人情報保護法27条1項, 個人情報保護法28条1項)",
         "(APPI 27(1), APPI 28(1))"),
        ("APPI Rules 7(iii), Order 12", "個人情報保護法施行規則7条3号, 個人情報保護法施行令12条",
         "APPI Rules 7(iii), Order 12"),
        ("APPI Guidelines 3-6-3(3)", "個人情報保護法ガイドライン 3-6-3(3)",
         "APPI Guidelines 3-6-3(3)"),
        ("Court Order 3", "Court Order 3", "Court Order 3"),
        ("XAPPI 27(1)", "XAPPI 27(1)", "XAPPI 27(1)"),
    ],
)  # fmt: skip
def test_a_row_of_the_table_is_named_as_people_cite_it(row: str, ja: str, en: str) -> None:
    assert (cited(row, "ja"), cited(row, "en")) == (ja, en)


def test_every_statute_and_row_of_the_table_has_a_name_without_our_own_labels() -> None:
    table = law_table()

    assert {one.cite for one in table.statutes.values()} == set(STATUTES)
    for row in table.rows:
        for language in ("ja", "en"):
            assert "[" not in cited(row.name, language)
        ours = re.match("(APPI|MAIL|TBA|MPA|HICR|HIA|LSA|CTA|PPC-QA) ", cited(row.name, "ja"))
        assert ours is None, row.name


def test_a_clause_of_the_policy_is_cited_without_our_own_labels() -> None:
    assert clause("7[recipient][agent]", "ja") == "7"
    assert clause("4(2)", "en") == "4(2)"


@pytest.mark.parametrize(
    ("cited", "told"),
    [
        ("法33(1)–(4), 規30", "個人情報保護法33条1項から4項, 個人情報保護法施行規則30条"),
        ("法29(1), 規20(1)(ii)", "個人情報保護法29条1項, 個人情報保護法施行規則20条1項2号"),
        ("会社法432(2)", "会社法432条2項"),
    ],
)
def test_whoever_reads_no_law_is_told_its_name_and_its_articles(cited: str, told: str) -> None:
    assert in_full(cited, "ja") == told
    assert in_full(cited, "en") == articles(cited, "en")
