"""`mamoru policy coverage`: what stands behind each clause, and examples that are run."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Demo
from tests.cli.running import mamoru

POLICIES = Path(__file__).parents[2] / "policies"
NAIVE = '{"consents": [{"given_at": "2026-11-23T00:00:00"}]}'
EXAMPLES = POLICIES / "kusavee.examples.jsonl"


@pytest.fixture(scope="module")
def covered(demo: Demo) -> dict[str, Any]:
    done = mamoru(
        "policy", "coverage", "--tests", str(EXAMPLES), "--strict", "--format", "json",
        home=demo.home,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_the_examples_of_the_reference_policy_exercise_every_rule_of_it(
    covered: dict[str, Any],
) -> None:
    assert covered["failed"] == []
    assert [one["cite"] for one in covered["clauses"] if one["exercised"] < one["deciding"]] == []
    assert sum(one["deciding"] for one in covered["clauses"]) == 79


def test_every_clause_with_a_rule_has_an_example_that_is_allowed_and_one_that_is_refused(
    covered: dict[str, Any],
) -> None:
    tests: dict[str, set[str]] = {}
    top = ""
    for one in covered["clauses"]:
        top = one["cite"] if one["title"] else top
        tests.setdefault(top, set()).update(one["tests"])

    lacking = {top: {"allow", "refuse"} - found for top, found in tests.items()}
    assert {top: missing for top, missing in lacking.items() if missing} == {
        "8": {"allow", "refuse"}
    }
    assert len(tests) == 13


def test_what_the_demonstration_did_is_seen_clause_by_clause(covered: dict[str, Any]) -> None:
    clauses = {one["cite"]: one for one in covered["clauses"]}

    assert covered["has_ledger"]
    assert {"system": "newsletter", "act": "use"} in clauses["2(1)c"]["seen"]["points"]
    assert clauses["1(1)a"]["received"] == ["notice_record"]
    assert clauses["4[record]"]["owing"]["open"] > 0
    assert clauses["11.3"]["is_words_only"]
    assert not clauses["4"]["is_words_only"]


def test_the_table_is_told_in_both_languages(demo: Demo) -> None:
    english = mamoru("policy", "coverage", "--tests", str(EXAMPLES), home=demo.home)
    japanese = mamoru("policy", "coverage", home=demo.home, MAMORU_LANGUAGE="ja")

    assert "129 places: 79 with rules, of these 79 with a test" in english.stdout
    assert "words only" in english.stdout
    assert "文のみ" in japanese.stdout
    assert "newsletter:" in english.stdout


def test_without_tests_strictness_says_no_and_the_rest_is_told(demo: Demo) -> None:
    assert mamoru("policy", "coverage", "--strict", home=demo.home).returncode == 1
    assert mamoru("policy", "coverage", home=demo.home).returncode == 0


def test_where_there_is_no_ledger_rules_and_tests_are_told_all_the_same(tmp_path: Path) -> None:
    done = mamoru(
        "policy", "coverage", str(POLICIES / "shop.yaml"), "--format", "json", home=tmp_path
    )
    text = mamoru("policy", "coverage", home=tmp_path)

    told = json.loads(done.stdout)
    assert (done.returncode, told["has_ledger"]) == (0, False)
    assert any(one["cite"].startswith("retention[") for one in told["clauses"])
    assert text.stdout.endswith(
        "There is no ledger here, so what was seen, received and owed is left out.\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_an_example_that_is_answered_otherwise_is_told_with_its_line(tmp_path: Path) -> None:
    lines = [
        {"act": "provide", "data": "registration", "to": "other", "expect": "allow"},
        {"act": "provide", "data": "registration", "to": "other", "expect": "refuse",
         "cites": ["4", "5"]},
    ]  # fmt: skip
    path = tmp_path / "tests.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))

    done = mamoru("policy", "coverage", "--tests", str(path), home=tmp_path)
    strict = mamoru("policy", "coverage", "--strict", "--tests", str(path), home=tmp_path)

    assert f"{path}:1: expected allowed, answered refused\n" in done.stdout
    assert f"{path}:2: expected refused, answered refused; does not cite 5\n" in done.stdout
    assert (done.returncode, strict.returncode) == (0, 1)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "line-broken"),
        ('{"act": "use"}', "line-broken"),
        ('{"act": "use", "expect": "maybe"}', "line-broken"),
        ('{"act": "use", "expect": "allow", "at": "2026-11-23T00:00:00"}', "line-broken"),
        (f'{{"act": "use", "expect": "allow", "standing": {NAIVE}}}', "line-broken"),
    ],
)  # fmt: skip
def test_a_broken_example_ends_with_the_code_for_input(
    tmp_path: Path, line: str, code: str
) -> None:
    path = tmp_path / "tests.jsonl"
    path.write_text(f"\n{line}\n")

    done = mamoru("policy", "coverage", "--tests", str(path), home=tmp_path)

    assert done.returncode == 65
    assert f"[{code}]" in done.stderr


def test_a_file_of_examples_that_is_not_there_is_said(tmp_path: Path) -> None:
    done = mamoru("policy", "coverage", "--tests", str(tmp_path / "none.jsonl"), home=tmp_path)

    assert (done.returncode, "none.jsonl" in done.stderr) == (74, True)
