"""The random policies and the reduced domain are worth comparing with."""

from collections import Counter

import yaml
from hypothesis import given, settings
from tests.policy.domain import columns, count, domain
from tests.policy.oracle import OracleAnswer, Question, decide
from tests.policy.pick import Pick
from tests.policy.random_handlings import NOON, handling, standing
from tests.policy.random_policies import policies, policy, to_yaml
from tests.policy.tiny import LAW, POLICY

from mamoru.policy.handling import Outcome

TINY_LAW = yaml.safe_load(LAW)


@settings(max_examples=25, deadline=None)
@given(policies())
def test_a_random_policy_reads_back_from_its_file_without_anchors(
    document: dict[str, object],
) -> None:
    text = to_yaml(document)

    assert yaml.safe_load(text) == document
    assert "&id" not in text


def test_random_policies_reach_every_outcome_often() -> None:
    outcomes = Counter(answer(seed).outcome for seed in range(300))

    assert min(outcomes[outcome] for outcome in Outcome) > 15


def answer(seed: int) -> OracleAnswer:
    pick = Pick.seeded(seed)
    document = policy(pick)
    asked, person = handling(pick, document), standing(pick, document)
    return decide(document, TINY_LAW, asked, person, NOON)


def test_every_point_of_the_domain_is_covered_by_the_words() -> None:
    question = Question(POLICY, TINY_LAW, NOON)
    acts = ("use", "disclose", "amend")
    outcomes = Counter(
        question.answer(point.handling, point.standing).outcome
        for point in domain(question, acts=acts)
    )

    assert outcomes.total() == sum(count(question, acts=acts).values())
    assert set(outcomes) == {Outcome.ALLOW, Outcome.REFUSE, Outcome.NEEDS}


def test_values_that_no_rule_tells_apart_are_one() -> None:
    question = Question(POLICY, None, NOON)

    assert columns(question, "use")["place"] == (None,)
    assert columns(question, "publish")["place"] == (None, "JP")
    assert columns(question, "use")["residence"] == (None, "EEA")
    assert columns(question, "use")["sensitive"] == (None, "health")
    law = Question(POLICY, TINY_LAW, NOON)
    assert columns(law, "use")["sensitive"] == (None, "health", "union")
