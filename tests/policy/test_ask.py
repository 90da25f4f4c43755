"""The ways that `ask` returns are those that `decide` allows: no more, no fewer, nothing idle."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain, combinations, product
from random import Random

import msgspec
import pytest
from tests.policy.agreement import NOON, both
from tests.policy.pick import Pick
from tests.policy.random_handlings import handling as random_handling
from tests.policy.random_policies import policy, to_yaml

from mamoru.law.book import Rulebooks
from mamoru.policy.ask import TooOpenError, UnknownAttributeError, Way, ask
from mamoru.policy.decide import decide
from mamoru.policy.handling import Handling, Outcome
from mamoru.policy.load import load
from mamoru.policy.model import Value
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.verdict import bits
from mamoru.policy.words import IMPLIES

_, KUSAVEE = both("kusavee", with_law=True)
FIELDS = {"from": "source", "to": "recipient", "by": "actor"}
ENTRUST = Handling(
    act="entrust",
    data="usage",
    recipient="processor",
    purpose="2(1)a",
    grounds={"suitability": "v-1", "confidentiality": "c-1"},
)


def every_fact_claimable(book: Rulebook) -> Rulebook:
    """Return the rulebook with the person's facts open to claims, so that any set can be asked."""
    return replace(book, claimable=book.fact_bits)


def chosen(asked: Handling, values: Mapping[str, Value]) -> Handling:
    stated = {FIELDS.get(name, name): value for name, value in values.items()}
    return msgspec.structs.replace(asked, **stated)


def allows(book: Rulebook, asked: Handling, facts: frozenset[str]) -> bool:
    grounds = {**asked.grounds, **dict.fromkeys(facts, "evidence-1")}
    return decide(book, msgspec.structs.replace(asked, grounds=grounds)).outcome is Outcome.ALLOW


def matters(book: Rulebook, asked: Handling) -> list[str]:
    """Return the facts that some rule for the act asks for."""
    mask = 0
    for rule in bits(book.tables["act"].get(asked.act, 0)):
        mask |= book.rule_facts[rule]
    return list(book.names(mask))


def some_subsets(facts: list[str], random: Random) -> Iterator[frozenset[str]]:
    """Yield all sets of up to two facts, and some larger ones."""
    small = chain.from_iterable(combinations(facts, size) for size in range(3))
    yield from map(frozenset, small)
    for _ in range(40):
        yield frozenset(fact for fact in facts if random.random() < 0.5)


def with_implied(facts: frozenset[str]) -> frozenset[str]:
    return facts | {IMPLIES[fact] for fact in facts if fact in IMPLIES}


def check(book: Rulebook, asked: Handling, names: tuple[str, ...], *, seed: int = 0) -> int:
    """Compare the ways with the decisions on every combination; return how many were allowed."""
    book = every_fact_claimable(book)
    random = Random(seed)  # noqa: S311 - an example, not a secret
    ways = ask(book, asked, names)
    allowed = 0
    for values in product(*(book.tables[name] for name in names)):
        one = chosen(asked, dict(zip(names, values, strict=True)))
        here = facts_of(ways, dict(zip(names, values, strict=True)))
        for facts in here:
            assert allows(book, one, facts), (one, facts)
            assert not any(allows(book, one, facts - {fact}) for fact in facts), (one, facts)
        assert len(here) == len(set(here))
        for facts in some_subsets(matters(book, one), random):
            covered = any(way <= with_implied(facts | asked.grounds.keys()) for way in here)
            if allows(book, one, facts):
                allowed += 1
                assert covered, (one, facts)
    return allowed


def facts_of(ways: tuple[Way, ...], values: Mapping[str, Value]) -> list[frozenset[str]]:
    return [
        frozenset(way.facts)
        for way in ways
        if all(value in way.values[name] for name, value in values.items())
    ]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (Handling(act="use", data="registration"), ("purpose",)),
        (Handling(act="use", data="device", identifying=False, purpose="ad"), ("by", "sensitive")),
        (Handling(act="collect", data="supplied"), ("from",)),
        (Handling(act="provide", data="registration"), ("to",)),
        (Handling(act="provide", data="behaviour", purpose="ad"), ("to", "identifying")),
        (ENTRUST, ("place",)),
        (Handling(act="disclose", whose="individual"), ("data", "to")),
        (Handling(act="amend"), ()),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, tuple) else value.act,
)
def test_the_ways_of_the_reference_policy_are_what_it_allows(
    asked: Handling, names: tuple[str, ...]
) -> None:
    assert check(KUSAVEE, asked, names) > 0


def test_the_ways_of_random_policies_are_what_they_allow() -> None:
    allowed = 0
    for seed in range(60):
        pick = Pick.seeded(seed)
        document = policy(pick)
        book = Rulebooks(load(to_yaml(document))).at(NOON)
        asked = random_handling(pick, document)
        names = tuple(pick.some(["purpose", "to", "place", "data", "identifying"], 1, 1))
        allowed += check(book, asked, names, seed=seed)

    assert allowed > 1_000


def test_the_answer_names_values_and_the_fewest_facts() -> None:
    asked = Handling(act="entrust", data="usage", recipient="processor", place="JP")

    (way, *more) = ask(KUSAVEE, asked, ["purpose"])

    assert not more
    assert set(way.facts) == {"needed_for_purpose", "suitability", "confidentiality"}
    assert set(way.values["purpose"]) == set(KUSAVEE.policy.purposes) - {"ad"}


def test_a_fact_that_another_implies_is_not_asked_for() -> None:
    asked = Handling(
        act="provide", data="registration", recipient="other", place="JP", sensitive="union"
    )

    ways = [set(way.facts) for way in ask(KUSAVEE, asked, [])]

    assert {"consent_prior", "business_necessity", "needed_for_purpose"} in ways
    assert not [facts for facts in ways if {"consent", "consent_prior"} <= facts]


def test_facts_that_are_shown_already_are_not_asked_for_again() -> None:
    asked = Handling(
        act="collect", data="registration", source="person", grounds={"notice_shown": "n-1"}
    )

    assert ask(KUSAVEE, asked, []) == (Way(values={}, facts=()),)


def test_a_claim_without_evidence_is_asked_for() -> None:
    asked = Handling(
        act="collect", data="registration", source="person", grounds={"notice_shown": None}
    )

    assert ask(KUSAVEE, asked, []) == (Way(values={}, facts=("notice_shown",)),)


@pytest.mark.parametrize(
    "asked",
    [
        Handling(act="use", data="dna", purpose="2(1)a"),
        Handling(act="use", data="usage", purpose="2(1)a", grounds={"luck": "yes"}),
        Handling(act="use", purpose="2(1)a"),
        Handling(act="devour", data="usage"),
    ],
    ids=["data", "grounds", "no data", "act"],
)
def test_what_is_not_covered_has_no_way(asked: Handling) -> None:
    assert decide(KUSAVEE, asked).outcome is Outcome.NOT_COVERED
    assert ask(KUSAVEE, asked, ["place"]) == ()


def test_an_attribute_named_twice_is_one() -> None:
    asked = Handling(act="use", data="usage")

    assert ask(KUSAVEE, asked, ["purpose", "purpose"]) == ask(KUSAVEE, asked, ["purpose"])


def test_too_many_open_attributes_are_refused_with_their_count() -> None:
    with pytest.raises(TooOpenError) as caught:
        ask(KUSAVEE, Handling(act="use"), list(KUSAVEE.tables))

    assert caught.value.facts["limit"] == 100_000
    assert int(caught.value.facts["count"]) > 100_000
    assert str(caught.value.facts["count"]) in caught.value.message("ja")


@pytest.mark.parametrize("name", ["recipient", "purposes", "", "grounds", "x" * 1000])
def test_an_unknown_attribute_is_refused_and_the_known_ones_named(name: str) -> None:
    with pytest.raises(UnknownAttributeError) as caught:
        ask(KUSAVEE, Handling(act="use"), [name])

    assert caught.value.facts["attribute"] == name[:40]
    assert "purpose" in caught.value.message("en")
    assert "purpose" in caught.value.message("ja")
