"""A refusal names the cases that lift its ban but for one attribute."""

from importlib.resources import files

import pytest
from tests.policy.agreement import NOON, POLICIES
from tests.policy.asking import KUSAVEE, REFUSE, ask, shown
from tests.policy.oracle import Question
from tests.policy.random_policies import TEXT, Node, to_yaml, vocabulary

from mamoru.law.book import Rulebooks
from mamoru.law.table import parse_table
from mamoru.policy.decide import decide
from mamoru.policy.handling import Handling, NearMiss, Standing
from mamoru.policy.load import load
from mamoru.policy.rulebook import Rulebook, compile_rules

DOMESTIC = 'unless:\n      "[home]": {ja: 国内, en: at home, place: [JP, designated]}'


def wherever() -> Rulebook:
    """Return the reference policy with article 28(1) as a ban that a place at home lifts."""
    raw = files("mamoru.law").joinpath("table.yaml").read_text("utf8")
    start = raw.index('"APPI 28(1)":')
    end = raw.index("unless:", start)
    body = raw[start:end].replace("    place: [abroad]\n", "")
    home = "" if '"[domestic]"' in raw[end : end + 200] else DOMESTIC
    changed = raw[:start] + body + (home or "unless:") + raw[end + len("unless:") :]
    table = parse_table(changed.encode())
    return Rulebooks(load((POLICIES / "kusavee.yaml").read_bytes()), table).at(NOON)


BOOK = wherever()


@pytest.mark.parametrize("place", [None, "abroad"])
def test_a_place_that_is_not_stated_or_another_is_named_with_its_article(place: str | None) -> None:
    decision = ask(
        "provide", "registration", book=BOOK, recipient="other", place=place,
        grounds=shown("consent_prior"),
    )  # fmt: skip

    assert (decision.outcome, decision.cites, decision.law) == (REFUSE, (), ("APPI 28(1)",))
    places = [miss.clause for miss in decision.near if miss.lacks == ("place",)]
    assert places in (["APPI 28(1)[home]"], ["APPI 28(1)[domestic]"])


def nearly(**grounds: str | None) -> set[NearMiss]:
    """Return what both evaluators say is near where a permit is met and a ban stands."""
    document: Node = vocabulary()
    del document["readings"]
    said = {"title": TEXT, **TEXT}
    home = {**TEXT, "place": "JP"}
    badge = {**TEXT, "place": "designated", "is": ["badge"]}
    other = {**TEXT, "place": "JP", "to": "shop"}
    ban = {"never": ["provide"], "to": ["bank", "shop"]}
    document["clauses"] = {
        "1": {**said, "may": ["provide"]},
        "2": {**said, **ban, "unless": {"a": home, "b": badge, "c": other}},
    }
    asked = Handling(act="provide", data="card", recipient="bank", grounds=dict(grounds))
    fast = decide(compile_rules(load(to_yaml(document))), asked)
    slow = Question(document, None, NOON).answer(asked, Standing())
    assert set(fast.near) == slow.near
    assert (fast.outcome, fast.cites) == (REFUSE, ("2",))
    return set(fast.near)


def test_a_case_is_near_where_one_attribute_fails_and_not_where_two_do_or_a_fact_is_missing() -> (
    None
):
    assert nearly() == {NearMiss("2a", ("place",))}


@pytest.mark.parametrize("evidence", ["referral:1", None, " "])
def test_a_case_whose_facts_are_shown_or_claimed_is_near(evidence: str | None) -> None:
    assert nearly(badge=evidence) == {NearMiss("2a", ("place",)), NearMiss("2b", ("place",))}


def test_what_the_company_owes_counts_as_claimed() -> None:
    decision = ask("disclose", "registration", whose="individual", recipient="partner")

    assert NearMiss("7[recipient][agent]", ("to",)) in decision.near


def test_the_reference_policy_still_names_missing_facts_first() -> None:
    decision = ask("provide", "registration", book=KUSAVEE, recipient="other", place="JP")

    assert decision.near[0] == NearMiss("4(1)", ("consent_prior",))
