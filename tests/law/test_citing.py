"""What the law's tables cite is named in English for whoever reads English."""

import re

import pytest

from mamoru.law.citing import articles
from mamoru.law.figures import law_clocks
from mamoru.law.records import law_records
from mamoru.law.requests import request_rules


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
