"""A category that is sensitive by nature is so even where the asker does not say it."""

from typing import Any

import numpy as np
import pytest
import yaml
from tests.policy.agreement import NOON, both, disagreement
from tests.policy.random_policies import TEXT, to_yaml, vocabulary
from tests.policy.tiny import TINY
from tests.policy.tiny import ask as ask_slowly

from mamoru.policy.ask import Way, ask
from mamoru.policy.columns import Columns
from mamoru.policy.decide import decide
from mamoru.policy.explain import explain
from mamoru.policy.handling import Consent, Handling, Outcome, Standing
from mamoru.policy.load import load
from mamoru.policy.model import ATTRIBUTES
from mamoru.policy.rulebook import compile_rules
from mamoru.policy.standing import person_facts

SLOW, CLINIC = both("clinic", with_law=True)
REFERRAL = Handling(
    act="collect", data="medical", source="partner", whose="patient",
    grounds={"treats_person": "referral:1", "source_confirmed": "receipt:1"},
)  # fmt: skip
CHECKUP = Handling(
    act="collect", data="staff_health", source="person", whose="staff",
    grounds={"notice_shown": "notice:1"},
)  # fmt: skip
FIELD = {"from": "source", "to": "recipient", "by": "actor"}


def stated(handling: Handling, kind: str) -> Handling:
    fields: dict[str, Any] = {name: getattr(handling, name) for name in Handling.__struct_fields__}
    return Handling(**{**fields, "sensitive": kind})


def test_records_of_care_are_collected_like_what_they_are_even_where_no_kind_is_stated() -> None:
    decision = decide(CLINIC, REFERRAL)

    assert (decision.outcome, decision.law) == (Outcome.REFUSE, ("APPI 20(2)",))
    assert decision == decide(CLINIC, stated(REFERRAL, "illness"))


def test_a_health_check_of_staff_is_not_collected_as_if_it_were_ordinary() -> None:
    decision = decide(CLINIC, CHECKUP)

    assert decision.outcome is Outcome.REFUSE
    assert decision.cites == ("2[hiring]",)


def test_a_kind_that_is_stated_counts_rather_than_the_nature() -> None:
    asked = Handling(act="entrust", data="tests", recipient="laboratory", place="JP")

    natural, genetic = decide(CLINIC, asked), decide(CLINIC, stated(asked, "genetic"))

    assert natural == decide(CLINIC, stated(asked, "checkup"))
    assert natural != genetic


@pytest.mark.parametrize(
    ("kind", "outcome"), [(None, Outcome.REFUSE), ("illness", Outcome.ALLOW)], ids=str
)
def test_consent_must_name_the_kind_that_a_category_is_by_nature(
    kind: str | None, outcome: Outcome
) -> None:
    person = Standing(consents=(Consent(given_at=NOON, sensitive=kind),))

    assert decide(CLINIC, REFERRAL, standing=person, at=NOON).outcome is outcome
    assert disagreement(SLOW, CLINIC, REFERRAL, person) is None


def test_columns_and_questions_take_the_nature_too() -> None:
    columns = Columns(CLINIC)
    coded: dict[str, Any] = {
        name: columns.encode(name, [getattr(REFERRAL, FIELD.get(name, name))])
        for name in ATTRIBUTES
    }
    coded["facts"] = np.zeros(1, dtype=np.uint8)

    answers = columns.decide(coded, [columns.fact_set(REFERRAL.grounds)])
    ways = ask(CLINIC, REFERRAL, [])

    assert answers.decisions[0].law == ("APPI 20(2)",)
    assert Way(values={}, facts=()) not in ways
    assert ask(CLINIC, stated(REFERRAL, "illness"), []) == ways


def test_an_open_kind_is_answered_for_nothing_stated_as_for_the_nature() -> None:
    ways = ask(CLINIC, REFERRAL, ["sensitive"])

    for way in ways:
        assert (None in way.values["sensitive"]) == ("illness" in way.values["sensitive"])
    assert {(way.facts, "union" in way.values["sensitive"]) for way in ways} >= {((), True)}


def test_an_explanation_says_what_the_category_is_by_nature() -> None:
    told = explain(CLINIC, decide(CLINIC, REFERRAL), handling=REFERRAL)

    assert [(one.cite, one.text) for one in told.natures] == [("medical", "Illness and treatment")]
    assert explain(CLINIC, decide(CLINIC, REFERRAL)).natures == ()


def test_the_slow_evaluator_takes_the_nature_from_the_page_by_itself() -> None:
    document = yaml.safe_load(TINY)
    document["data"]["all"]["kinds"]["card"]["sensitive"] = "union"

    assert ask_slowly("use", "card", purpose="2(1)a", document=document).cites == {"3"}
    assert ask_slowly("use", "clicks", purpose="2(1)a", document=document).cites == {"2(1)a"}


def test_the_facts_of_a_person_are_those_for_the_nature() -> None:
    person = Standing(consents=(Consent(given_at=NOON),))

    assert "consent" not in person_facts(CLINIC, REFERRAL, person, NOON)
    ordinary = Handling(act="collect", data="identity")
    assert "consent" in person_facts(CLINIC, ordinary, person, NOON)


def test_stating_no_kind_is_not_like_stating_one_that_no_rule_tells_apart_from_it() -> None:
    document = vocabulary()
    del document["readings"]
    document["data"]["all"]["kinds"]["notes"]["sensitive"] = "health"
    said = {"title": TEXT, **TEXT}
    document["clauses"] = {
        "1": {**said, "may": ["use"]},
        "2": {**said, "never": ["use"], "sensitive": "health"},
    }
    book = compile_rules(load(to_yaml(document)))

    notes = ask(book, Handling(act="use", data="notes"), ["sensitive"])
    card = ask(book, Handling(act="use", data="card"), ["sensitive"])

    assert [way.values["sensitive"] for way in notes] == [("union",)]
    assert [set(way.values["sensitive"]) for way in card] == [{"union", None}]
