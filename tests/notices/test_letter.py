"""What a letter about an important change says: few things, those that readers notice first."""

import pytest
from django.test import override_settings
from tests.notices.texts import LATER, NEW_PURPOSE, WIDER, revised

from mamoru.gate.shelf import read
from mamoru.notices.difference import compared
from mamoru.notices.letter import letter_about
from mamoru.paths import reference_policy
from mamoru.policy.diff.lists import MANY
from mamoru.policy.words import Word

OTHERS = "  other: {ja: その他の第三者, en: Any other third party, role: third_party}\n"
BANK = "  bank: {ja: 提携金融機関, en: Partner bank, role: third_party}\n"
NEW_RECIPIENT = (OTHERS, BANK + OTHERS)
STATED = (
    "    contact: support@kusavee.co.jp\n",
    "    contact: desk@example.jp\n    address: {ja: 架空市, en: Nowhere}\n",
)


def letter(*changes: tuple[str, str]) -> Word:
    old, new = read(reference_policy()), read(revised(LATER, *changes))
    return letter_about(old, new, compared(old, new), 2, "2(1)g").body


def test_what_needs_agreement_stands_first_under_a_heading_that_says_so() -> None:
    body = letter(NEW_PURPOSE, WIDER)

    assert body.en.index("What needs your agreement") < body.en.index("to study advertising")
    assert body.en.index("to study advertising") < body.en.index("What we may do in addition")
    assert body.ja.index("同意が必要な変更") < body.ja.index("広がる取扱い")


def test_that_many_clauses_take_in_a_new_recipient_is_counted_and_not_told() -> None:
    body = letter(NEW_RECIPIENT)

    assert "partner banks" in body.en
    assert "New recipient" not in body.en
    assert "(and 1 more)" in body.en
    assert "(ほかに 1 件の変更)" in body.ja


def test_a_sentence_that_many_clauses_decide_names_none_of_them() -> None:
    lines = letter(NEW_PURPOSE).en.splitlines()

    [new] = [line for line in lines if line.startswith("- New purpose:")]
    assert new.endswith("now extends to it.")
    assert all(line.count(", ") <= MANY for line in lines if "[" in line)


def test_what_is_stated_anew_beside_the_rules_is_told() -> None:
    body = letter(STATED)

    assert "What is stated anew" in body.en
    assert "Nowhere" in body.en
    assert "架空市" in body.ja
    assert body.en.endswith("Questions: desk@example.jp")


@pytest.mark.parametrize(("language", "root"), [("ja", ""), ("en", "/en")])
def test_a_letter_links_to_the_changes_and_the_text_in_its_language(
    language: str, root: str
) -> None:
    with override_settings(URL="https://privacy.example.jp"):
        text = getattr(letter(WIDER), language)

    policy = f"https://privacy.example.jp{root}/policy"
    assert f"{policy}/changes/2022-02-04..{LATER}\n" in text
    assert f"{policy}/versions/{LATER}\n" in text


def test_a_letter_links_nowhere_where_the_address_of_the_pages_is_not_known() -> None:
    with override_settings(URL=""):
        assert "http" not in letter(WIDER).en
