"""Whatever file comes, the loader answers: with a policy or with findings, in bounded time."""

import resource
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.broken_files import with_items, with_leaves, with_rules
from tests.policy.pick import Pick
from tests.policy.random_policies import Node, policy, to_yaml

from mamoru.policy.errors import Finding, PolicyFileError
from mamoru.policy.load import load

KUSAVEE = (Path(__file__).parents[2] / "policies" / "kusavee.yaml").read_text("utf8")
CLOCKS = ("disclosure_reply",)


def findings(text: str | bytes) -> list[Finding]:
    """Return what is wrong with a policy file."""
    with pytest.raises(PolicyFileError) as caught:
        load(text)
    return list(caught.value.findings)


def codes(text: str | bytes) -> set[str]:
    return {finding.code for finding in findings(text)}


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


@pytest.mark.parametrize("block", range(2))
def test_a_tree_with_branches_cut_and_grafted_loads_or_is_refused(block: int) -> None:
    for seed in range(block * 40, block * 40 + 40):
        document = copied(policy(Pick.seeded(seed)))  # texts are shared between documents
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
