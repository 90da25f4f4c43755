"""The compiler and the slow evaluator answer alike: everywhere on the reference policy's domain."""

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.policy.agreement import LAW, NAMES, NOON, disagreement, disagreements
from tests.policy.oracle import Question
from tests.policy.random_handlings import handlings, standings
from tests.policy.random_policies import policies, to_yaml

from mamoru.law.book import Rulebooks
from mamoru.policy.load import load
from mamoru.policy.words import ACTS


@pytest.mark.parametrize("act", ACTS)
def test_the_whole_domain_of_the_reference_policy_is_answered_alike(act: str) -> None:
    for number, differs in disagreements("kusavee", act, with_law=False):
        assert differs is None, differs

    assert number > 0


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("name", NAMES)
def test_policy_and_law_together_are_answered_alike(name: str, act: str) -> None:
    for number, differs in disagreements(name, act, with_law=True, limit=1):
        if number > 6_000:  # the rest is for `make soak`
            break
        assert differs is None, differs


@st.composite
def cases(draw: st.DrawFn) -> tuple[object, ...]:
    document = draw(policies())
    return document, draw(handlings(document)), draw(standings(document))


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_random_policies_are_answered_alike(case: tuple[object, ...]) -> None:
    document, handling, standing = case
    book = Rulebooks(load(to_yaml(document))).at(NOON)
    question = Question(yaml.safe_load(to_yaml(document)), LAW, NOON)

    assert disagreement(question, book, handling, standing) is None
