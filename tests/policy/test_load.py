"""A policy file is read strictly: all that is wrong is said at once, with its place."""

import re
import resource
import time
from pathlib import Path
from random import Random
from string import Formatter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.broken_files import BREAKS, RAW, WHOLE, Break, with_items, with_leaves, with_rules
from tests.policy.pick import Pick
from tests.policy.random_policies import Node, policy, to_yaml

from mamoru.law.figures import law_clocks
from mamoru.policy import errors
from mamoru.policy.errors import Finding, Place, PolicyFileError
from mamoru.policy.load import load

POLICIES = Path(__file__).parents[2] / "policies"
KUSAVEE = (POLICIES / "kusavee.yaml").read_text("utf8")
CLOCKS = ("disclosure_reply",)
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
MESSAGES = errors._MESSAGES


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

    assert {broken.code for broken in BREAKS} | RAW.keys() | by_size == MESSAGES.keys()


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


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(9)
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x" * 50_000_000, "too-large"),
        ("#" * 5_000_000, "too-large"),
        ("[" * 10_000, "too-deep"),
        ("{a: " * 10_000, "too-deep"),
        ("- " * 10_000, "too-deep"),
        (BOMB, "alias"),
        ("a: &a {b: *a}", "alias"),
        ("<<: *x", "alias"),
        ("a: !!python/object/apply:os.system [id]", "tag"),
        ("a: !include /etc/passwd", "tag"),
        ("? [a, b]\n: c", "key-not-text"),
    ],
    ids=lambda value: value[:20],
)
def test_a_hostile_file_is_refused_in_less_than_a_second(text: str, code: str) -> None:
    raw = text.encode()
    began = time.process_time()

    assert codes(raw) == {code}
    assert time.process_time() - began < 1


def test_ten_thousand_rules_are_too_many_and_said_so_in_bounded_time() -> None:
    began = time.process_time()

    (finding,) = findings(with_rules(10_000))

    assert (finding.code, dict(finding.facts)) == ("too-many-rules", {"limit": 4096})
    assert time.process_time() - began < 10


def test_as_many_rules_as_are_allowed_load() -> None:
    assert len(load(with_rules(4_000)).rules) == 4_003


def test_too_many_items_are_refused_while_they_are_read() -> None:
    assert codes(with_items(500_000)) == {"too-long"}


def test_many_categories_under_many_rules_do_not_fill_the_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert codes(with_leaves(6_000)) == {"too-long"}
    assert load(with_leaves(900)).categories
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # kilobytes


def refused_or_loaded(text: str | bytes) -> None:
    """Load a file; anything but a policy or findings is a failure of the test."""
    refused = None
    try:
        load(text, clocks=CLOCKS)
    except PolicyFileError as error:
        refused = error
    if refused is not None:
        assert refused.findings
        assert refused.message("ja") != refused.message("en")
        assert all(min(finding.place) >= 1 for finding in refused.findings)


@settings(max_examples=60)
@given(st.binary(max_size=300) | st.text(max_size=200))
def test_random_input_is_refused(raw: bytes | str) -> None:
    refused_or_loaded(raw)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0), st.integers(0)), min_size=1, max_size=3)
)
def test_lines_of_the_reference_policy_in_disorder_load_or_are_refused(
    changes: list[tuple[int, int, int]],
) -> None:
    lines = KUSAVEE.splitlines()
    for kind, first, second in changes:
        change_line(lines, kind, first % len(lines), second % len(lines))

    refused_or_loaded("\n".join(lines))


def change_line(lines: list[str], kind: int, at: int, other: int) -> None:
    text = lines[at]
    margin = " " * (len(text) - len(text.lstrip()))
    match kind:
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, text)
        case 2:
            lines[at], lines[other] = lines[other], text
        case 3:
            lines[at] = text.replace(":", ": {}" if other % 2 else "", 1)
        case 4:
            lines[at] = margin + lines[other].lstrip()
        case _:
            lines[at] = text[: other % (len(text) + 1)]


@pytest.mark.parametrize("block", range(4))
def test_a_tree_with_branches_cut_and_grafted_loads_or_is_refused(block: int) -> None:
    for seed in range(block * 40, block * 40 + 40):
        document = policy(Pick.seeded(seed))
        graft(document, Random(seed))  # noqa: S311 - an example, not a secret

        refused_or_loaded(to_yaml(document))


def graft(document: Node, random: Random) -> None:
    for _ in range(random.randint(1, 2)):
        nodes = branches(document)
        (holder, key), (other, name) = random.choice(nodes), random.choice(nodes)
        kind = random.randrange(4)
        if kind == 0:
            del holder[key]
        elif kind == 1:
            holder[key] = copied(other[name])
        elif kind == 2:
            holder[key] = random.choice([None, 1, True, "", [], {}, "x", "role:third_party"])
        elif isinstance(holder, dict):
            holder[str(name)] = copied(other[name])


def branches(tree: Any) -> list[tuple[Any, Any]]:
    """Return every place of a document, as what holds it and its key."""
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
    below = [branches(value) for value in listed(tree) if isinstance(value, dict | list)]
    return [(tree, key) for key, _ in pairs] + [place for places in below for place in places]


def listed(tree: Any) -> list[Any]:
    return list(tree.values()) if isinstance(tree, dict) else list(tree)


def copied(value: Any) -> Any:
    """Return a copy, so that a branch never comes to hold itself."""
    if isinstance(value, dict):
        return {key: copied(below) for key, below in value.items()}
    return [copied(below) for below in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", ["kusavee", "clinic", "shop"])
def test_the_policies_that_ship_load_with_the_clocks_of_the_law(name: str) -> None:
    raw = (POLICIES / f"{name}.yaml").read_bytes()

    assert load(raw, clocks={clock.name for clock in law_clocks().clocks}).rules
