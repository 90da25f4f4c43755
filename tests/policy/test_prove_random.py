"""A proof agrees with asking the slow evaluator about every handling of random small policies."""

from itertools import product
from typing import Any

import pytest
from tests.policy.agreement import NOON
from tests.policy.domain import (
    CLAIMED,
    FIELDS,
    HELD,
    columns,
    grounds_for,
    rules_for,
    stated_with,
)
from tests.policy.naive import closed, compiled, small, unasked
from tests.policy.oracle import Question
from tests.policy.pick import Pick

from mamoru.policy.handling import Handling, Outcome
from mamoru.policy.model import Value
from mamoru.policy.prove.invariant import Form, Invariant
from mamoru.policy.prove.proof import prove
from mamoru.policy.rulebook import Rulebook

BLOCKS = 1
EACH = 25


@pytest.mark.parametrize("block", range(BLOCKS))
def test_a_proof_agrees_with_going_through_every_handling(block: int) -> None:
    answers = []
    for policy, question, _ in small(range(block * EACH, block * EACH + EACH)):
        book = compiled(policy)
        pick = Pick.seeded(block)
        for _ in range(12):
            asked = invariant(pick, book)
            proof = prove(book, asked, at=NOON)
            assert proof.holds is naive(question, asked), (asked, policy.text_hash)
            answers.append(proof.holds)
            if proof.witness is not None:
                assert proof.witness.decision.outcome is Outcome.ALLOW

    assert {True, False} == set(answers)


def invariant(pick: Pick, book: Rulebook) -> Invariant:
    """Make an invariant about one act that narrows up to two attributes."""
    names = ["data", "sensitive", "identifying", "purpose", "from", "to", "by", "whose", "place"]
    region: dict[str, frozenset[Value]] = {
        name: frozenset(pick.some(list(book.tables[name]), 1, 2)) for name in pick.some(names, 0, 2)
    }
    region["act"] = frozenset(
        [pick.one(sorted({str(a) for r in book.rules for a in r.accepts["act"]}))]
    )
    facts = sorted({fact for rule in book.rules for fact in rule.facts})
    form = pick.one([Form.NEVER, Form.NEVER, Form.ALWAYS, Form.MAY])
    unless = [frozenset(pick.some(facts, 1, 2)) for _ in range(pick.below(3))] if facts else []
    return Invariant(
        text="", form=form, region=region,
        when=frozenset(pick.some(facts, 0, 1)),
        unless=() if form is Form.MAY else tuple(unless),
        duties=frozenset(["file_it"]) if form is Form.ALWAYS else frozenset(),
    )  # fmt: skip


def naive(question: Question, asked: Invariant) -> bool:
    """Answer an invariant by asking the slow evaluator about every handling in its region."""
    found = any(is_against(question, asked, handling) for handling in within(question, asked))
    return found is (asked.form is Form.MAY)


def within(question: Question, asked: Invariant) -> list[Handling]:
    """Return the handlings of a region: all values of what it narrows, else one of each class."""
    [act] = [str(one) for one in asked.region["act"]]
    table: dict[str, tuple[Any, ...]] = dict(columns(question, act))
    free = unasked(question)
    for field in ("purpose", "recipient"):
        if (act, field) in free:
            table[field] = tuple(free[act, field] if one is None else one for one in table[field])
    for field, attribute in FIELDS.items():
        if attribute in asked.region and attribute != "sensitive":
            table[field] = tuple(asked.region[attribute])
    if "identifying" in asked.region and "data" not in asked.region:
        table["data"] = (None, *question.words.leaves)  # some always identify
    if "sensitive" in asked.region:
        table["sensitive"] = (None, *question.words.sensitive)
    found = []
    for values in product(*table.values()):
        stated = dict(zip(table, values, strict=True))
        if is_within(question, asked, act, stated):
            found.append(Handling(act=act, **stated))
    return found


def is_within(question: Question, asked: Invariant, act: str, stated: dict[str, Any]) -> bool:
    data = stated["data"]
    if data is None and act not in ("amend", "publish", "answer"):
        return False
    if stated["identifying"] is False and data in question.words.always_identifying:
        return False
    kind = stated["sensitive"] or question.words.natures.get(data)
    return kind in asked.region.get("sensitive", {kind})


def is_against(question: Question, asked: Invariant, handling: Handling) -> bool:
    rules = rules_for(question, handling.act)
    patterns, is_exact = grounds_for(question, rules, handling, 729, 2)
    assert is_exact
    for pattern in patterns:
        facts = {**dict(pattern), **dict.fromkeys(asked.when, HELD)}
        held = closed(fact for fact, level in facts.items() if level == HELD)
        if CLAIMED in facts.values() or any(one <= held for one in asked.unless):
            continue
        told, person = stated_with(question, handling, facts)
        answer = question.answer(told, person)
        if answer.outcome is Outcome.ALLOW and asked.when <= facts_that_hold(
            question, told, person
        ):
            owed = {one.duty for one in answer.owes}
            if asked.form is not Form.ALWAYS or not asked.duties <= owed:
                return True
    return False


def facts_that_hold(question: Question, told: Handling, person: Any) -> frozenset[str]:
    """Return what holds of a handling and a person; some facts cannot be brought about."""
    found = set(told.grounds)
    for fact in ("use_suspended", "provision_suspended", "left", "retention_over", "agreed"):
        if getattr(person, fact):
            found.add(fact)
    if person.opted_in:
        found.add("opted_in")
    if person.birth_date:
        found.add("minor")
    is_nameless = told.act == "provide" and told.recipient is None
    if person.consents and not is_nameless:
        found.add("guardian_consent")
    return closed(found)
