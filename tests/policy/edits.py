"""Versions of policies made by editing the text of a shipped one, or a random one's document."""

from copy import deepcopy
from functools import lru_cache
from typing import Any

import yaml
from tests.policy.agreement import FIGURES, LAW, NOON, POLICIES
from tests.policy.naive_difference import Pair
from tests.policy.oracle import Question
from tests.policy.pick import Pick
from tests.policy.random_policies import TEXT, leaf, policy

from mamoru.law.book import Rulebooks
from mamoru.policy.diff.difference import Difference, difference
from mamoru.policy.load import load
from mamoru.policy.rulebook import Rulebook, compile_rules

Edit = tuple[str, str]
"""What stands in the text, and what stands there instead."""


@lru_cache
def text_of(name: str) -> str:
    return (POLICIES / f"{name}.yaml").read_text()


def edited(name: str, *edits: Edit) -> str:
    """Return the text of a policy with each edit made once, where it first fits."""
    text = text_of(name)
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def book(text: str, *, with_law: bool = True) -> Rulebook:
    loaded = load(text)
    return Rulebooks(loaded).at(NOON) if with_law else compile_rules(loaded)


@lru_cache
def shipped(name: str) -> Rulebook:
    return book(text_of(name))


def changed(*edits: Edit, name: str = "kusavee") -> Difference:
    """Return the difference that edits make to a shipped policy, with the law."""
    return difference(shipped(name), book(edited(name, *edits)))


def questions(old: str, new: str, *, with_law: bool = True) -> Pair:
    """Return two versions as the slow evaluator reads them."""
    law = LAW if with_law else FIGURES
    return Pair(*(Question(yaml.safe_load(text), law, NOON) for text in (old, new)))


def variant(document: dict[str, Any], pick: Pick) -> dict[str, Any]:
    """Return another version of a random policy: other clauses, or other words."""
    other, new = policy(pick), deepcopy(document)
    kinds = new["data"]["all"]["kinds"]
    match pick.below(8):
        case 0:
            return other
        case 1:
            other["parties"]["broker"] = {**TEXT, "role": "third_party"}
            other["data"]["all"]["kinds"]["extra"] = leaf("maybe", "extra")
            return other
        case 2 if len(new["clauses"]) > 1:
            del new["clauses"][pick.one(sorted(new["clauses"]))]
        case 3:
            new["parties"]["broker"] = {**TEXT, "role": pick.one(["third_party", "contractor"])}
        case 4:
            kinds["extra"] = leaf(pick.one(["always", "maybe", "never"]), "extra")
        case 5 | 6:
            duty = {"do": "file_it", "when": "after", "evidence": "review", **TEXT}
            for clause in new["clauses"].values():
                clause.setdefault("must", {})["y"] = {**duty, **pick.one([{}, {"within": "P9D"}])}
        case _:
            kinds["notes"]["identifies"] = pick.one(["always", "never"])
            if kinds["notes"].pop("sensitive", None) is None:
                kinds["notes"]["sensitive"] = "health"
    return new
