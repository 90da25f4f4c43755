"""What the law wants stated is found missing, and found no more once a policy says it."""

import re
from datetime import date, timedelta
from importlib.resources import files

import pytest
import yaml
from tests.policy.mended import MENDED, REFERENCE, SPOILT, edited

from mamoru.policy import words
from mamoru.policy.lint.errors import LintRulesError
from mamoru.policy.lint.report import Finding, lint
from mamoru.policy.lint.rows import RULES, Severity, parse_rows, rows
from mamoru.policy.load import load_with_file

DAY = date(2026, 11, 25)
STATEMENTS = {code: row for code, row in rows().items() if row.at}
CLAUSES = {
    "L01": ["13"], "L02": ["7"], "L03": ["7(1)"], "L05": ["7"], "L06": ["7(3)"], "L07": ["7(1)"],
    "L08": ["7(2)"], "L09": ["6"], "L10": ["6"], "L11": ["6"], "L12": ["4"], "L13": ["8"],
    "L14a": ["13"], "L15": ["10"], "L16": ["11"], "L18": ["10"],
    "L19": ["2(1)e", "2(1)g", "2(3)a"], "L20": ["2(1)f"], "L21": ["1(3)"],
    "L22": ["3(2)", "3(3)", "3(4)", "3(5)"], "L23": ["3"], "L24": ["4"], "L25": ["5"],
    "L26": ["8.1"], "L27": ["8.2a"], "L28": ["9"], "L29": ["9"], "L30": ["8"], "L31": ["policy"],
    "L32": ["1(1)a"], "L33": ["12"], "L34": ["1(2)a"], "L36": ["2(1)c"], "L37": ["13"],
    "L38": ["1"],
}  # fmt: skip


def found_in(text: str, *, at: date = DAY) -> list[Finding]:
    return list(lint(load_with_file(text), at=at))


def codes(text: str, *, at: date = DAY) -> set[str]:
    return {one.code for one in found_in(text, at=at)}


WHOLE = found_in(REFERENCE)


def test_the_reference_policy_lacks_each_statement_at_its_clause() -> None:
    found: dict[str, list[str]] = {}
    for one in WHOLE:
        if one.code in STATEMENTS:
            found.setdefault(one.code, []).append(one.about)

    assert found == CLAUSES


def test_all_of_l01_to_l38_are_rules_and_each_is_mended_or_spoilt_by_a_copy() -> None:
    numbers = {re.match("L[0-9]+", code)[0] for code in STATEMENTS}  # type: ignore[index]  # all match

    assert numbers == {f"L{number:02}" for number in range(1, 39)}
    assert MENDED.keys() == CLAUSES.keys()
    assert MENDED.keys() | SPOILT.keys() == STATEMENTS.keys()


@pytest.mark.parametrize("code", MENDED)
def test_a_policy_that_says_it_has_the_finding_no_more(code: str) -> None:
    text = edited(MENDED[code])

    assert code in {one.code for one in WHOLE}
    assert code not in codes(text)


@pytest.mark.parametrize("code", MENDED)
def test_mending_one_defect_brings_no_other(code: str) -> None:
    before = {(one.code, one.about) for one in WHOLE}
    after = {(one.code, one.about) for one in found_in(edited(MENDED[code]))}

    assert {one for one in after - before if one[0] not in {"redundant"}} == set()


@pytest.mark.parametrize("code", SPOILT)
def test_what_our_wording_does_not_lack_is_found_where_a_text_lacks_it(code: str) -> None:
    assert code not in {one.code for one in WHOLE}
    assert code in codes(edited(SPOILT[code]))


def test_findings_do_not_come_from_the_gaps_that_the_file_admits() -> None:
    text = REFERENCE[: REFERENCE.index("\ngaps:\n") + 1]

    found = found_in(text)

    assert [(one.code, one.about) for one in found] == [(one.code, one.about) for one in WHOLE]
    assert not any(one.known_gap for one in found)


def test_a_finding_that_is_among_the_gaps_is_marked_as_known() -> None:
    known = {one.code: one.known_gap for one in WHOLE if one.code in STATEMENTS}

    assert known["L01"]
    assert known["L31"]
    assert known["L32"], "PPC-QA is called APPI Q&A there"
    assert [code for code, is_known in known.items() if not is_known] == ["L23", "L24"]


def test_a_gap_of_one_purpose_is_none_of_another_but_of_the_case_that_it_names() -> None:
    known = {(one.code, one.about): one.known_gap for one in WHOLE}

    assert known["L19", "2(1)e"]
    assert not known["L19", "2(1)g"]
    assert known["L22", "3(3)"], "the gap of 3(2) speaks of cases (2) and (3)"


def test_a_finding_says_no_more_is_missing_than_is() -> None:
    """What the reference policy does say is not said to be missing."""
    told = {one.code: one.en for one in WHOLE}

    for code in ("L08", "L24", "L33"):
        assert " both " in told[code], "the text says one of the two"
    assert "the clause on it says nothing on minors" in told["L32"], "clause 3 does"
    assert "analysis" not in told["L19"], "2(1)g analyses nothing"


@pytest.mark.parametrize(
    ("code", "day"), [("L15", "2023-06-16"), ("L01", "2022-04-01"), ("L30", "2022-04-01")]
)
def test_a_rule_does_not_apply_before_it_is_in_force(code: str, day: str) -> None:
    since = date.fromisoformat(day)

    assert rows()[code].effective_from == since
    assert code not in codes(REFERENCE, at=since - timedelta(days=1))
    assert code in codes(REFERENCE, at=since)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2022-04-01", "(2022-04-01)"),
        ("2023-06-16", "(2022-04-01, 2023-06-16)"),
        ("2024-04-01", "(2022-04-01, 2023-06-16, 2024-04-01)"),
    ],
)
def test_an_old_text_is_told_the_amendments_since_and_no_later_ones(day: str, told: str) -> None:
    [found] = [one for one in found_in(REFERENCE, at=date.fromisoformat(day)) if one.code == "L31"]

    assert told in found.en
    assert told in found.ja


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("L09", "    may: [share]\n", "    may: [entrust]\n"),
        ("L11", "    may: [share]\n", "    may: [entrust]\n"),
        ("L15", "module]\n", "automatic]\n"),
        ("L26", "個人情報ファイル及び匿名加工情報について", "個人情報ファイルについて"),
        ("L32", "          birth_date: {ja: 生年月日, en: Date of birth}\n", ""),
    ],
)
def test_a_rule_applies_only_to_policies_that_do_what_it_is_about(
    code: str, old: str, new: str
) -> None:
    assert code in codes(REFERENCE)
    assert code not in codes(REFERENCE.replace(old, new))


def test_a_statement_in_one_language_only_is_not_said() -> None:
    text = REFERENCE.replace(
        "        ja: 情報に触れることのできる者を制限します。\n",
        "        ja: 漏えい等が生じた場合は報告します。\n",
    )

    assert "L30" in codes(text)


# ----------------------------------------------------------------------------- the rows themselves


@pytest.mark.parametrize("code", STATEMENTS)
def test_every_rule_says_what_it_rests_on_and_articles_have_their_form(code: str) -> None:
    row = rows()[code]

    assert row.law or row.basis
    assert all(re.fullmatch(words.ARTICLE_FORM, article) for article in row.law)
    assert row.severity in Severity


@pytest.mark.parametrize("code", rows())
def test_every_text_of_a_rule_is_there_in_both_languages_with_the_same_facts(code: str) -> None:
    row = rows()[code]

    assert fields(row.word.ja) == fields(row.word.en)
    for word in (row.word, row.suggestion):
        assert re.search("[\u3040-\u30ff\u4e00-\u9fff]", word.ja)
        assert word.en.rstrip().endswith(".")


def fields(text: str) -> set[str]:
    return {re.sub("_(ja|en)$", "", one) for one in re.findall(r"\{(\w+)(?:!r)?\}", text)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("severity: error", "severity: grave"),
        ("clause_for: [answer]", "clause_where: [answer]"),
        ("clause_for: [answer]", "clause_for: [fly]"),
        ('effective_from: "2022-04-01"', "effective_from: 2022-04-01"),
        ("verified: false", "verified: perhaps"),
        ("head_has: [address, representative]", "head_has: [colour]"),
        ('law: ["APPI 32(1)(i)"]', 'law: ["the law of the person"]'),
        ("    unless:\n", "    unless: len(policy)\n    x:\n"),
    ],
)
def test_the_rules_are_read_strictly_and_hold_no_expressions(old: str, new: str) -> None:
    text = files("mamoru.policy.lint").joinpath(RULES).read_text("utf8")
    assert old in text
    with pytest.raises(LintRulesError) as caught:
        parse_rows(text.replace(old, new, 1).encode())
    assert caught.value.message("ja") != caught.value.message("en")
    assert re.search("[0-9]+: ", caught.value.message("en"))


def test_the_rules_are_plain_data() -> None:
    assert yaml.safe_load(files("mamoru.policy.lint").joinpath(RULES).read_text("utf8")).keys() == {
        "rules"
    }
