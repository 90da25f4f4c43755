"""What a decision rests on is told in words, cited as people cite it, in both languages."""

import re

from playwright.sync_api import Page
from tests.console.test_parties import HANDS, planned
from tests.faces.inside import Inside

from mamoru.console.cited import apart, grounds

OF_LAW = re.compile(r"\b(APPI|MAIL|TBA|PPC-QA|Order|Rules|Guidelines) [0-9]|\((main)\)")
OURS = re.compile(r"\b(APPI|MAIL|TBA|PPC-QA) [0-9]|\((main)\)|\[[a-z]+\]")
"""How the law's table names its rows, which Japanese officers need not know."""

OF_THE_FILE = ("text", "findings", "changes", "replay", "coverage", "sheet")
"""Pages about the policy's file, in which its labels are looked for."""


def own_name(page: Page, name: str) -> re.Match[str] | None:
    """Return where a page shows a rule by our own name."""
    ours = OF_LAW if name in OF_THE_FILE else OURS
    return ours.search(page.locator("main").inner_text())


def test_clauses_and_articles_stand_apart_though_one_has_a_space_in_it() -> None:
    text = "4(2) APPI 27(1)(main) APPI 28(1)[domestic] 4(2):statute_and_document"

    assert apart(text) == [
        "4(2)", "APPI 27(1)(main)", "APPI 28(1)[domestic]", "4(2):statute_and_document",
    ]  # fmt: skip


def test_a_ground_says_what_its_clause_and_article_say(pages: Inside) -> None:
    book = pages.door.shelf.book(pages.clock())
    cites = ("4(2)", "APPI 27(1)(i)", "4(2):statute_and_document", "99")

    ja, en = grounds(book, cites, "ja"), grounds(book, cites, "en")

    assert ja[0].text.startswith("法令に基づく")
    assert ja[1] == ("個人情報保護法27条1項1号", "法令に基づく場合")
    assert ja[2] == ("4(2)", "証拠がありません: 根拠法令と要求文書")
    assert en[1] == ("APPI 27(1)(i)", "required by law")
    assert ja[3] == ("99", "")


def test_the_grounds_of_a_hand_over_are_words(pages: Inside) -> None:
    ref = planned(pages, "officer-x")

    ja = pages.officer("officer-1", "officer", language="ja").text(f"{HANDS}/{ref}")
    en = pages.officer("officer-1", "officer").text(f"{HANDS}/{ref}")

    assert "個人情報保護法27条1項1号 法令に基づく場合" in ja
    assert "APPI 27(1)(i) required by law" in en
    assert OURS.search(ja) is None, OURS.search(ja)
