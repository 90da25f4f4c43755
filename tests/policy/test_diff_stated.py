"""What is stated beside the rules, texts, and by which rule a change is important."""

import hashlib

import pytest
from tests.policy.edits import Edit, changed, edited, shipped

from mamoru.policy.diff.difference import Asks, difference
from mamoru.policy.diff.periods import days, due, spoken
from mamoru.policy.load import load
from mamoru.policy.texts import WHOLE, clause_hashes
from mamoru.policy.wording import Wording
from mamoru.policy.words import Word


def test_a_change_of_text_alone_changes_no_handling() -> None:
    found = changed(("ja: 安全管理の体制", "ja: 安全管理のための体制"))

    [text] = found.texts
    assert not found.changes_handling
    assert not found.is_empty
    assert found.importance == ()
    assert text.cite == "8 title"
    assert text.old == Wording("安全管理の体制", "Safety measures")
    assert text.new == Wording("安全管理のための体制", "Safety measures")


def test_remarks_and_layout_are_no_difference() -> None:
    found = changed(("mamoru: 1\n", "mamoru: 1   # version of the language\n\n"))

    assert found.is_empty
    assert found.old != found.new


def test_texts_are_shown_of_clauses_readings_and_gaps_that_come_and_go() -> None:
    gap: Edit = (
        '  - about: "5"\n    rule: "APPI 25"\n',
        '  - about: "5"\n    rule: "APPI 25(1)"\n',
    )
    found = changed(
        gap,
        ("      ja: 「重要な変更」とは何か。", "      ja: 「重要な変更」とは。"),
        ('      "[kept]":\n', '      "[keep]":\n'),
    )

    texts = {one.cite: (one.old is None, one.new is None) for one in found.texts}
    assert texts == {
        "4[kept]": (False, True),
        "4[keep]": (True, False),
        "R18": (False, False),
        "gap 5 APPI 25": (False, True),
        "gap 5 APPI 25(1)": (True, False),
    }


@pytest.mark.parametrize(
    ("edit", "code", "asks"),
    [
        (("    ja: 株式会社kusavee", "    ja: 株式会社別"), "controller", Asks.NOTICE),
        (("    contact: support@kusavee.co.jp", "    contact: x@y.jp"), "contact", Asks.NOTHING),
        (("    contact: s", "    address: {ja: 住所, en: Place}\n    contact: s"), "address",
         Asks.NOTICE),
        (("ja: 開示については、当社が", "ja: 開示については、"), "fee", Asks.NOTICE),
        (("an analytics module, role: third_party", "an analytics module, role: contractor"),
         "role", Asks.NOTHING),
        (("        identifies: never\n", "        identifies: maybe\n"), "identifies",
         Asks.NOTHING),
    ],
)  # fmt: skip
def test_what_is_stated_differently_is_told(edit: Edit, code: str, asks: Asks) -> None:
    found = changed(edit)

    [stated] = found.particulars
    assert (stated.code, stated.asks) == (code, asks)
    assert bool(stated.law) == (asks is not Asks.NOTHING)
    assert found.changes_handling
    assert "→" in stated.ja
    assert "→" in stated.en


FACE = """\
      face:
        ja: 顔
        en: Face
        identifies: always
        items: {face_image: {ja: 顔の画像, en: Image of the face}}
"""


@pytest.mark.parametrize(
    ("edits", "codes", "name"),
    [
        ([("data: [registration, supplied, partner_supplied, observed]",
           "data: [registration, supplied, observed]")], [], "kusavee"),
        ([("data: [registration, supplied, partner_supplied, observed]",
           "data: [registration, supplied, partner_supplied, observed, behaviour]")],
         ["widened"], "kusavee"),
        ([("parties:\n", "parties:\n  bank: {ja: 銀行, en: Bank, role: third_party}\n")],
         ["widened", "new_recipient"], "kusavee"),
        ([("      behaviour:\n", FACE + "      behaviour:\n")],
         ["widened", "new_category"], "kusavee"),
        ([("        whose: [individual]\n        law: [\"APPI 34(1)\"",
           "        whose: [individual]\n        is: [approved]\n        law: [\"APPI 34(1)\"")],
         ["rights_narrowed"], "kusavee"),
        ([("            do: announced\n", "            do: approved\n"),
          ("            evidence: announcement\n", "            evidence: approval\n")],
         ["widened", "notice_removed"], "kusavee"),
        ([("    ja: 株式会社kusavee", "    ja: 株式会社別")], ["responsible_party"], "kusavee"),
        ([("ja: 開示については、当社が", "ja: 開示については、")], ["fee"], "kusavee"),
        ([("keep: P7Y", "keep: P9Y")], ["retention_longer"], "shop"),
        ([("keep: P7Y", "keep: P6Y")], [], "shop"),
    ],
)  # fmt: skip
def test_a_change_is_important_by_rule(edits: list[Edit], codes: list[str], name: str) -> None:
    found = changed(*edits, name=name)

    assert [reason.code for reason in found.importance] == codes
    assert all(reason.ja and reason.en for reason in found.importance)


def test_the_hash_of_a_text_is_that_of_what_people_read() -> None:
    policy = shipped("kusavee").policy
    said = policy.said["8"]
    parts = ("8", "安全管理の体制", "Safety measures", said.ja, said.en)
    canonical = "".join(f"{' '.join(part.split())}\n" for part in parts)

    hashes = clause_hashes(policy)

    assert hashes.keys() == {*policy.said, WHOLE}
    assert hashes["8"] == hashlib.sha256(canonical.encode()).hexdigest()


def test_the_hash_of_a_text_changes_with_its_title_and_not_with_its_rules() -> None:
    before = clause_hashes(shipped("kusavee").policy)
    text = edited(
        "kusavee",
        ("en: Safety measures", "en: Security measures"),
        ("data: [registration, supplied, partner_supplied, observed]", "data: [registration]"),
    )
    after = clause_hashes(load(text))

    assert [cite for cite in before if before[cite] != after[cite]] == ["8", WHOLE]


def test_periods_are_told_and_compared() -> None:
    assert spoken("P1Y6M") == Word("1年6か月", "1 year 6 months")
    assert spoken("disclosure_reply").ja == "法令の定める期間"
    assert due("P5Y", "account_deleted", None).en == " (5 years after deletion of the account)"
    assert due(None, "", None) == Word("", "")
    assert (days("P1Y"), days("P2W"), days(None), days("notice")) == (365, 14, None, None)


def test_the_strongest_of_what_the_law_asks_is_asked() -> None:
    assert list(Asks) == sorted(Asks, key=lambda one: one.strength)
    same = difference(shipped("shop"), shipped("shop"))
    assert same.asks is Asks.NOTHING
