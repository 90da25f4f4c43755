"""What the lint says of rules is what going through every handling one by one says."""

from collections.abc import Iterator

import pytest
import yaml
from tests.policy.agreement import NOON
from tests.policy.domain import Point, handlings
from tests.policy.naive import (
    answer,
    closed,
    compiled,
    gist,
    is_possible,
    matches,
    small,
)
from tests.policy.oracle import Question
from tests.policy.pick import Pick
from tests.policy.random_policies import policy as random_policy
from tests.policy.random_policies import to_yaml, vocabulary

from mamoru.policy.cells import cells
from mamoru.policy.decide import decide
from mamoru.policy.handling import Handling, Outcome
from mamoru.policy.lint.clashes import Clashing, clashes
from mamoru.policy.lint.raised import Raised
from mamoru.policy.lint.removal import idle_rules
from mamoru.policy.lint.report import lint
from mamoru.policy.load import load, load_with_file
from mamoru.policy.model import Kind, Policy, Rule
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.words import ACTS

BLOCKS = 2
EACH = 25


def seeds(block: int) -> range:
    return range(block * EACH, block * EACH + EACH)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_a_rule_is_redundant_just_where_no_answer_changes_without_it(block: int) -> None:
    looked_at = 0
    for policy, _, points in small(seeds(block)):
        looked_at += 1
        book = compiled(policy)
        whole = [gist(answer(book, point)) for point in points]
        found = idle_rules(book, cells(book).found)

        for number in range(len(policy.rules)):
            without = compiled(policy, without=number)
            changes = any(
                gist(answer(without, point)) != before
                for point, before in zip(points, whole, strict=True)
            )
            assert (number not in found) is changes, (policy.rules[number], policy.text_hash)
    assert looked_at > 2


@pytest.mark.parametrize("block", range(BLOCKS))
def test_permits_exceptions_and_bans_are_without_effect_just_where_all_handlings_say_so(
    block: int,
) -> None:
    for policy, question, points in small(seeds(block)):
        book = compiled(policy)
        found = said(policy)
        for rule in policy.rules:
            if rule.kind is Kind.PERMIT:
                assert (("unreachable-permit", rule.cite) in found) <= (
                    not is_reached(book, rule, points)
                )
                if len([one for one in policy.rules if one.cite == rule.cite]) == 1:
                    is_said = ("unreachable-permit", rule.cite) in found
                    assert is_said is not is_reached(book, rule, points)
            if rule.kind is Kind.LIFT:
                is_said = ("idle-exception", rule.cite) in found
                assert is_said is not lifts_something(book, question, rule)
            if rule.kind is Kind.BAN and rule.can_be_excepted:
                is_said = ("absolute-ban", rule.cite) in found
                assert is_said is not is_lifted_somewhere(book, question, rule)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_contradictions_and_overlaps_are_those_that_all_handlings_show(block: int) -> None:
    for policy, _, points in small(seeds(block)):
        book = compiled(policy)
        found = {
            (one.code, permit, str(one.facts["ban"]))
            for one in clashes(policy, {})
            if one.code in ("contradiction", "overlap")
            for permit in str(one.facts["permits"]).split(", ")
        }

        assert found == set(naive_contradictions(book, points))


def said(policy: Policy) -> set[tuple[str, str]]:
    return {(one.code, one.about) for one in clashes(policy, {})}


def is_reached(book: Rulebook, permit: Rule, points: list[Point]) -> bool:
    for point in points:
        if point.handling.act in permit.accepts["act"]:
            decision = answer(book, point)
            if decision.outcome is Outcome.ALLOW and permit.cite in decision.cites:
                return True
    return False


def every(question: Question) -> Iterator[Handling]:
    return (handling for act in ACTS for _, handling in handlings(question, act))


def lifts_something(book: Rulebook, question: Question, rule: Rule) -> bool:
    bans = [one for one in book.rules if one.kind is Kind.BAN and one.cite in rule.lifts]
    return any(
        matches(book, rule, one) and any(matches(book, ban, one) for ban in bans)
        for one in every(question)
    )


def is_lifted_somewhere(book: Rulebook, question: Question, ban: Rule) -> bool:
    lifters = [one for one in book.rules if ban.cite in one.lifts]
    return any(
        matches(book, ban, one) and any(matches(book, lifter, one) for lifter in lifters)
        for one in every(question)
    )


def naive_contradictions(book: Rulebook, points: list[Point]) -> Iterator[tuple[str, str, str]]:
    """Yield contradictions as their definition in `mamoru.policy.lint.clashes` reads."""
    different = {(*one.codes, one.handling.act): one.handling for one in points}.values()
    for permit in book.rules:
        if permit.kind is not Kind.PERMIT:
            continue
        facts = closed(permit.facts)
        own = [one for one in different if matches(book, permit, one) and is_possible(facts, one)]
        for ban in book.rules:
            if ban.kind is not Kind.BAN or not ban.can_be_excepted or ban.top == permit.top:
                continue
            against = [one for one in own if contradicts(book, permit, ban, one)]
            if against and is_reached(book, permit, points):
                code = "contradiction" if len(against) == len(own) else "overlap"
                yield code, permit.cite, ban.cite


def contradicts(book: Rulebook, permit: Rule, ban: Rule, handling: Handling) -> bool:
    facts = closed(permit.facts)
    lifters = [one for one in book.rules if ban.cite in one.lifts]
    here = [one for one in lifters if matches(book, one, handling)]
    if not matches(book, ban, handling) or not ban.facts <= facts:
        return False
    if any(one.facts <= facts for one in here):
        return False
    is_list = any(one.kind is Kind.PERMIT and one.top == ban.top for one in lifters)
    return not here or is_list


# -------------------------------------------------------------------------------- by hand

CLAUSE = {"title": {"ja": "題", "en": "Title"}, "ja": "文", "en": "text"}


def policy_of(**clauses: object) -> Policy:
    """Return a policy with these clauses, `_1` for clause 1."""
    document = vocabulary()
    del document["readings"]
    document["clauses"] = {name[1:]: {**CLAUSE, **_plain(one)} for name, one in clauses.items()}
    return load(to_yaml(document))


def _plain(clause: object) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load(str(clause))
    return found


def found_in(policy: Policy) -> list[Raised]:
    return list(clashes(policy, {}))


def test_a_permit_outside_a_closed_list_contradicts_it_unless_it_is_an_exception() -> None:
    text = "{ja: 文, en: text, is: [consent]}"
    closed_list = f'{{may: [provide], only_when: {{"(1)": {text}}}}}'

    [found] = [
        one
        for one in found_in(policy_of(_1=closed_list, _2="{may: [provide], data: [clicks]}"))
        if one.code == "contradiction"
    ]
    assert (found.about, found.facts["ban"]) == ("2", "1")
    assert found.example is not None
    excepted = "{may: [provide], data: [clicks], exception_to: ['1']}"
    assert "contradiction" not in {
        one.code for one in found_in(policy_of(_1=closed_list, _2=excepted))
    }


def test_the_example_of_a_contradiction_is_refused_by_the_ban() -> None:
    policy = policy_of(
        _1="{may: [use], data: [card]}",
        _2="{never: [use], for: ['3'], data: [all]}",
        _3="{may: [use], purposes: {a: {ja: 文, en: text, kind: service}}}",
    )

    [first, *_] = [one for one in found_in(policy) if one.code in ("overlap", "contradiction")]

    assert first.example is not None
    decision = decide(compiled(policy), first.example, at=NOON)
    assert (decision.outcome, decision.cites) == (Outcome.REFUSE, ("2",))


def test_a_permit_under_a_ban_that_nothing_lifts_can_be_reached_by_no_request() -> None:
    policy = policy_of(_1="{may: [use], data: [card]}", _2="{never: [use]}")

    found = {(one.code, one.about): one.facts for one in found_in(policy)}

    assert found["unreachable-permit", "1"]["bans"] == "2"
    assert ("absolute-ban", "2") in found
    assert ("redundant", "1") not in found, "one finding is enough"


def test_a_ban_that_further_facts_lift_is_no_contradiction() -> None:
    text = "{ja: 文, en: text, is: [consent]}"
    policy = policy_of(
        _1="{may: [use], data: [card]}", _2=f"{{never: [use], unless: {{a: {text}}}}}"
    )

    assert {one.code for one in found_in(policy)} == set()


def test_what_another_clause_permits_already_is_redundant() -> None:
    policy = policy_of(_1="{may: [use]}", _2="{may: [use], data: [card]}")

    assert [(one.code, one.about) for one in found_in(policy)] == [("redundant", "2")]


def test_a_rule_that_alone_owes_a_duty_is_not_redundant() -> None:
    duty = "{do: note_it, when: after, evidence: review, ja: 文, en: text}"
    policy = policy_of(_1="{may: [use]}", _2=f"{{may: [use], data: [card], must: {{a: {duty}}}}}")

    assert found_in(policy) == []


def test_the_ban_of_a_closed_list_is_never_called_redundant() -> None:
    text = "{ja: 文, en: text, is: [consent]}"
    policy = policy_of(_1=f'{{may: [provide], only_when: {{"(1)": {text}}}}}')

    assert found_in(policy) == []
    assert Clashing(policy).book.rules[0].kind is Kind.BAN


@pytest.mark.parametrize("block", range(2))
def test_every_policy_can_be_linted_and_every_finding_has_its_words(block: int) -> None:
    for seed in range(block * 30, block * 30 + 30):
        loaded = load_with_file(to_yaml(random_policy(Pick.seeded(seed))))

        for one in lint(loaded, at=NOON.date()):
            assert "{" not in one.ja + one.en
            assert one.line > 1
