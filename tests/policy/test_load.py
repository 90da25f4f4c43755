"""A policy file is read strictly: all that is wrong is said at once, with its place."""

import re
from pathlib import Path
from string import Formatter

import pytest
from tests.policy.broken_files import BREAKS, RAW, WHOLE, Break

from mamoru.law.figures import law_clocks
from mamoru.policy.errors import Finding, Place, PolicyFileError
from mamoru.policy.finding_words import MESSAGES
from mamoru.policy.load import load

POLICIES = Path(__file__).parents[2] / "policies"
CLOCKS = ("disclosure_reply",)
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
ELSEWHERE = "".join(
    (Path(__file__).parents[1] / path).read_text()
    for path in ("gate/test_holding.py", "systems/test_map.py")
)
"""What reads files of other rooms, whose messages stand beside those of policies."""
TAG = "".join(
    path.read_text() for path in (POLICIES.parent / "src" / "mamoru" / "tag").glob("*.py")
)
"""What reads the configuration of the tag, whose messages stand beside those of policies."""


def findings(text: str | bytes) -> list[Finding]:
    """Return what is wrong with a policy file, after writing it out in both languages."""
    with pytest.raises(PolicyFileError) as caught:
        load(text, clocks=CLOCKS)
    assert caught.value.message("ja") != caught.value.message("en")
    return list(caught.value.findings)


def codes(text: str | bytes) -> set[str]:
    return {finding.code for finding in findings(text)}


def test_the_file_that_the_broken_ones_come_from_is_whole() -> None:
    assert [rule.cite for rule in load(WHOLE, clocks=CLOCKS).rules] == [
        "1",
        "2a",
        "retention[cards]",
    ]


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: f"{broken.code}: {broken.new[:30]}")
def test_one_mistake_is_one_finding_where_it_stands(broken: Break) -> None:
    found = [(finding.code, finding.place) for finding in findings(broken.text())]

    assert found == [(broken.code, Place(broken.line, broken.column))]


@pytest.mark.parametrize("code", RAW)
def test_what_no_text_can_be_is_said_where_it_stands(code: str) -> None:
    raw, line, column = RAW[code]

    assert [(one.code, one.place) for one in findings(raw)] == [(code, Place(line, column))]


def test_every_message_is_reached_by_a_broken_file_and_none_is_unused() -> None:
    by_size = {"too-many-rules", "too-long"}  # reached by the tests of size below
    reached = {broken.code for broken in BREAKS} | RAW.keys() | by_size
    elsewhere = {code for code in MESSAGES if f'"{code}"' in TAG}  # by tests/tag
    elsewhere |= {code for code in MESSAGES if f'"{code}"' in ELSEWHERE}

    assert reached <= MESSAGES.keys()
    assert MESSAGES.keys() - reached == elsewhere - reached


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_says_the_same_facts_in_both_languages(code: str) -> None:
    ja, en = MESSAGES[code]

    assert fields(ja) == fields(en)
    assert JAPANESE.search(ja)
    assert not JAPANESE.search(en)


def fields(message: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def test_everything_wrong_is_said_at_once_in_the_order_of_the_file() -> None:
    text = WHOLE.replace("en: Title}", 'en: ""}').replace("is: natural", "is: alien")
    text = text.replace("keep: P1Y", "keep: 1Y").replace('date: "2026-01-02"', "date: 2026-01-02")

    found = [(finding.code, finding.place.line) for finding in findings(text)]

    assert found == [
        ("empty", 4),
        ("unknown-word", 11),
        ("not-a-period", 35),
        ("bare-number", 39),
    ]


def test_all_dangling_references_are_said_at_once() -> None:
    text = WHOLE.replace("may: [use]\n", "may: [use]\n    to: [bank]\n    is: [bagde]\n")
    text = text.replace('{about: "2"', '{about: "9"').replace(
        "    data: [card]\n", "    data: [x]\n"
    )

    assert [finding.code for finding in findings(text)] == ["unknown-word"] * 4


def test_a_message_names_the_word_and_what_would_have_been_known() -> None:
    (finding,) = findings(WHOLE.replace("may: [use]\n", "may: [use]\n    to: [bank]\n"))

    assert finding.message("en") == "'bank' is not among parties (known: company)."
    assert "「bank」" in finding.message("ja")


def test_a_dangling_exception_of_an_overlay_is_found() -> None:
    clause = '"E1": {title: {ja: 題, en: x}, ja: 文, en: x, may: [use], exception_to: ["8"]}'
    overlay = f"overlays:\n  eea: {{ja: 欧, en: EEA, residence: [EEA], clauses: {{{clause}}}}}\n"

    assert codes(WHOLE.replace("retention:\n", overlay + "retention:\n")) == {"unknown-word"}


def test_an_overlay_does_not_take_the_number_of_a_clause() -> None:
    clause = '"2": {title: {ja: 題, en: x}, ja: 文, en: x, may: [use]}'
    overlay = f"overlays:\n  eea: {{ja: 欧, en: EEA, residence: [EEA], clauses: {{{clause}}}}}\n"

    assert codes(WHOLE.replace("retention:\n", overlay + "retention:\n")) == {"defined-twice"}


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "True", "FALSE", "Yes"])
def test_a_bare_truth_value_is_never_taken_for_text(word: str) -> None:
    assert codes(WHOLE.replace("en: Title}", f"en: {word}}}")) == {"bare-boolean"}
    assert load(WHOLE.replace("en: Title}", f'en: "{word}"}}')).title.en == word


@pytest.mark.parametrize("word", ["1", "1.5", "2026-01-01", "1_000", ".5", "-3", "1e9", ".inf"])
def test_a_bare_number_or_date_is_never_taken_for_text(word: str) -> None:
    assert codes(WHOLE.replace("en: Title}", f"en: {word}}}")) == {"bare-number"}


def test_line_ends_and_a_mark_of_byte_order_make_no_difference() -> None:
    marked = b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode()

    assert load(marked).rules == load(WHOLE).rules


def test_a_mistake_after_windows_line_ends_keeps_its_line() -> None:
    text = WHOLE.replace("en: Title}", 'en: ""}').replace("\n", "\r\n")

    assert [finding.place for finding in findings(text.encode())] == [Place(4, 22)]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n\n",
        b"# only a comment\n",
        b"text",
        b"- a\n- b\n",
        WHOLE.encode("utf-16"),
        WHOLE.encode("utf-16-le"),
        WHOLE.encode("utf-32"),
        WHOLE.encode("shift_jis"),
        WHOLE.encode()[:-1] + b"\xff",
        WHOLE.encode() + b"\x00",
        b"\x1b]0;x\x07",
    ],
    ids=repr,
)
def test_what_is_no_policy_is_refused_as_one(raw: bytes) -> None:
    assert findings(raw[:5000])


def test_half_of_a_surrogate_pair_is_no_text() -> None:
    assert codes(WHOLE.replace("Title", "\ud83d")) == {"not-text"}


def test_a_language_directive_changes_nothing() -> None:
    assert load("%YAML 1.1\n---\n" + WHOLE).rules == load(WHOLE).rules


@pytest.mark.parametrize("name", ["kusavee", "clinic", "shop"])
def test_the_policies_that_ship_load_with_the_clocks_of_the_law(name: str) -> None:
    raw = (POLICIES / f"{name}.yaml").read_bytes()

    assert load(raw, clocks={clock.name for clock in law_clocks().clocks}).rules
