"""The compiler and the slow evaluator answer alike: all over the reference policy's domain."""

import pytest
from tests.policy.agreement import LAW, NAMES, NOON, disagreement, disagreements
from tests.policy.oracle import Question
from tests.policy.pick import Pick
from tests.policy.random_handlings import handling, standing
from tests.policy.random_policies import policy, to_yaml

from mamoru.law.book import Rulebooks
from mamoru.policy.load import load
from mamoru.policy.words import ACTS

STEP = 199
"""Points between two that are asked: prime, so that each attribute has each of its values.

`make soak` asks every one of them.
"""


@pytest.mark.parametrize("act", ACTS)
def test_the_domain_of_the_reference_policy_is_answered_alike(act: str) -> None:
    found = disagreements("kusavee", act, with_law=False, step=STEP)
    differing = [differs for _, differs in found]

    assert differing
    assert not any(differing), next(filter(None, differing))


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("name", NAMES)
def test_policy_and_law_together_are_answered_alike(name: str, act: str) -> None:
    for number, differs in disagreements(name, act, with_law=True, limit=1):
        if number > 1_500:  # the rest is for `make soak`
            break
        assert differs is None, differs


@pytest.mark.parametrize("block", range(4))
def test_random_policies_are_answered_alike(block: int) -> None:
    for seed in range(block * 100, block * 100 + 100):
        pick = Pick.seeded(seed)
        document = policy(pick)
        book = Rulebooks(load(to_yaml(document))).at(NOON)
        question = Question(document, LAW, NOON)
        for _ in range(5):
            asked, person = handling(pick, document), standing(pick, document)
            assert disagreement(question, book, asked, person) is None, f"seed {seed}"
