"""`mamoru policy lint` and `prove`."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Here

from mamoru.paths import reference_policy

POLICIES = Path(__file__).resolve().parents[2] / "policies"
CLEAN = """\
mamoru: 1
policy:
  id: small
  title: {ja: 題, en: Title}
  controller: {id: small, ja: 会社, en: Company, address: {ja: 町, en: Town},
    representative: {ja: 長, en: Head}}
  version: "2026-01-01"
  effective_from: "2026-01-01"
  history: [{date: "2026-01-01", ja: 制定, en: Established}]
  users: {ja: 客, en: Customers}
people:
  guest: {ja: 客, en: Guest, is: natural}
data:
  card: {ja: 札, en: Card, identifies: always, items: {number: {ja: 番号, en: Number}}}
parties:
  company: {ja: 当社, en: We, role: company}
clauses:
  "1":
    title: {ja: 安全管理, en: Safety}
    ja: 組織的、人的、物理的及び技術的な措置を講じ、外的環境を把握し、苦情を受け付けます。
    en: >-
      Organisational, human, physical and technical measures are taken, the external environment is
      watched, complaints are received.
    says: true
"""


def test_the_reference_policy_has_findings_in_both_languages(here: Here) -> None:
    english, japanese = here("policy", "lint"), here("policy", "lint", speech="ja")

    assert (english.code, japanese.code) == (1, 1)
    assert english.out.startswith("kusavee.yaml:14:12: error policy: The last revision")
    assert japanese.out.startswith("kusavee.yaml:14:12: 誤り policy: 最終改定")
    assert "kusavee.yaml:1060:3: error 13: The company's address and representative" in english.out
    assert "not verified in an official source" in english.out
    assert "listed among" in english.out


@pytest.mark.parametrize("name", ["kusavee", "clinic", "shop"])
def test_findings_are_sorted_by_severity_and_place(here: Here, name: str) -> None:
    ran = here("policy", "lint", str(POLICIES / f"{name}.yaml"), "--format", "json")

    told = json.loads(ran.out)
    order = [
        (["error", "warn", "info"].index(one["severity"]), one["line"]) for one in told["findings"]
    ]
    assert order == sorted(order)
    assert (ran.code, told["ok"], told["policy"]) == (1, False, name)
    assert {"code", "clause", "line", "column", "law", "ja", "en", "suggestion"} <= set(
        told["findings"][0]
    )
    assert told["error"] + told["warn"] + told["info"] == len(told["findings"])


def test_only_what_is_grave_enough_is_shown_and_the_answer_is_the_same(here: Here) -> None:
    ran = here("policy", "lint", "--severity", "error", "--format", "json")

    told = json.loads(ran.out)
    assert {one["severity"] for one in told["findings"]} == {"error"}
    assert told["warn"] > 0
    assert ran.code == 1


def test_a_policy_without_errors_and_warnings_is_a_yes(here: Here, tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text(CLEAN)

    ran = here("policy", "lint", str(path))

    assert (ran.code, ran.out.splitlines()[-1]) == (
        0, "small 2026-01-01: 0 errors, 0 warnings, 2 infos, 0 of them accepted"
    )  # fmt: skip


def test_an_accepted_finding_does_not_count_and_says_why(here: Here, tmp_path: Path) -> None:
    spoilt = CLEAN.replace("、苦情を受け付けます", "ます").replace(", complaints are received", "")
    path = tmp_path / "policy.yaml"
    path.write_text(spoilt)
    assert here("policy", "lint", str(path)).code == 1

    entry = '{finding: L14, date: "2026-11-24", ja: 窓口は別紙, en: Named elsewhere}'
    path.write_text(f"{spoilt}accepted:\n  - {entry}\n")
    ran = here("policy", "lint", str(path))

    assert ran.code == 0
    assert "accepted on 2026-11-24: Named elsewhere" in ran.out


def test_a_day_can_be_given_and_has_to_be_one(here: Here) -> None:
    before = json.loads(here("policy", "lint", "--at", "2021-01-01", "--format", "json").out)
    wrong = here("policy", "lint", "--at", "tomorrow")

    assert "L31" not in {one["code"] for one in before["findings"]}
    assert (wrong.code, "a date such as" in wrong.err) == (2, True)


def test_a_file_with_errors_is_refused(here: Here) -> None:
    ran = here("policy", "lint", "-", stdin="- 1")

    assert (ran.code, "not-a-mapping" in ran.err) == (65, True)


# ------------------------------------------------------------------------------------- prove


def test_the_promises_of_the_reference_policy_are_proved(here: Here) -> None:
    ran = here(
        "policy",
        "prove",
        "--file",
        str(POLICIES / "kusavee.invariants"),
        str(POLICIES / "kusavee.yaml"),
    )

    assert ran.code == 0
    assert ran.out.count(": proved (") >= 10


def test_a_counterexample_is_shown_in_words_and_decide_allows_it(here: Here) -> None:
    claim = "never use when left unless by_law"
    shown = here("policy", "prove", claim)
    told = json.loads(here("policy", "prove", claim, "--format", "json").out)

    assert shown.code == 1
    assert "does not hold" in shown.out
    assert "9[stop][inquiry] It serves to answer an inquiry" in shown.out
    assert told["clauses"] == ["2(1)b", "9[stop][inquiry]"]
    decided = json.loads(here("policy", "decide", stdin=json.dumps(told["handling"])).out)
    assert decided["outcome"] == "allow"


def test_invariants_come_from_standard_input_with_remarks(here: Here) -> None:
    ran = here("policy", "prove", stdin="# a promise\n\nnever entrust in not JP\n", speech="ja")

    assert ran.code == 0
    assert ran.out.startswith("3: never entrust in not JP: 証明されました")


def test_a_policy_file_may_stand_last(here: Here) -> None:
    shop = str(POLICIES / "shop.yaml")

    assert here("policy", "prove", "never entrust identity_document", shop).code == 0
    assert (
        here(
            "policy", "prove", "never entrust identity_document", "-", stdin=reference_policy()
        ).code
        == 65
    )


def test_the_law_can_be_left_out(here: Here) -> None:
    claim = (
        "never provide that is identifying to third_party in abroad whose individual "
        "unless foreign_consent or by_law or life_body_property or public_health "
        "or state_function or equivalent_measures"
    )

    assert here("policy", "prove", claim).code == 0
    assert here("policy", "prove", "--without-law", claim).code == 1


def test_one_that_cannot_be_read_is_told_in_its_place_and_the_others_are_answered(
    here: Here,
) -> None:
    ran = here("policy", "prove", "never fly", "never amend by not company", "--format", "json")

    first, second = map(json.loads, ran.out.splitlines())
    assert ran.code == 65
    assert first["error"]["code"] == "bad-invariant"
    assert second["holds"]


@pytest.mark.parametrize("stdin", [b"", b"# nothing\n", b"\xff\xfe"])
def test_no_invariant_at_all_is_no_proof(here: Here, stdin: bytes) -> None:
    assert here("policy", "prove", stdin=stdin).code == 65
