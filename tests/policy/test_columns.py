"""Deciding columns gives the answers of deciding one by one, for all three policies."""

import time
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.random_policies import leaf, to_yaml, vocabulary

from mamoru.law.book import Rulebooks
from mamoru.law.figures import law_clocks
from mamoru.policy.columns import (
    CHUNK,
    OUTCOMES,
    Columns,
    FactSet,
    NotCodesError,
    UnequalColumnsError,
)
from mamoru.policy.decide import decide
from mamoru.policy.handling import Consent, Decision, Handling, Outcome, Standing
from mamoru.policy.load import load
from mamoru.policy.model import ATTRIBUTES
from mamoru.policy.rulebook import Rulebook, compile_rules
from mamoru.policy.standing import person_facts
from mamoru.policy.states import TooManyCombinationsError

POLICIES = Path(__file__).parents[2] / "policies"
NAMES = ("kusavee", "clinic", "shop")
NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
STRANGE = "unheard_of"
FIELD = {"from": "source", "to": "recipient", "by": "actor"}
Question = tuple[Handling, Standing | None]


@cache
def columns_of(name: str) -> Columns:
    text = (POLICIES / f"{name}.yaml").read_bytes()
    policy = load(text, clocks={clock.name for clock in law_clocks().clocks})
    return Columns(Rulebooks(policy).at(NOON))


@st.composite
def questions(draw: st.DrawFn, columns: Columns) -> Question:
    """Draw a handling near a rule, some words unknown, facts with and without evidence."""
    book = columns.book
    rule = draw(st.sampled_from(book.rules))
    stated: dict[str, Any] = {}
    for name, values in columns.values.items():
        liked = sorted(rule.accepts.get(name, ()), key=str) or list(values)
        strange = [] if name == "identifying" else [STRANGE]
        one_of_all = st.sampled_from([*values, *strange])
        stated[FIELD.get(name, name)] = draw(
            one_of_all if draw(st.integers(0, 15)) == 0 else st.sampled_from(liked)
        )
    facts = {*rule.facts, *draw(st.sets(st.sampled_from([*book.fact_bits, STRANGE]), max_size=2))}
    grounds = {fact: draw(st.sampled_from(["shown:1", "shown:1", "", None])) for fact in facts}
    handling = Handling(**stated, grounds=grounds if draw(st.booleans()) else {})
    return handling, draw(st.none() | standings())


def standings() -> st.SearchStrategy[Standing]:
    consent = st.builds(Consent, given_at=st.just(NOON), foreign=st.booleans())
    return st.builds(
        Standing,
        consents=st.lists(consent, max_size=1).map(tuple),
        use_suspended=st.booleans(),
        provision_suspended=st.booleans(),
        birth_date=st.sampled_from([None, date(2020, 1, 1)]),
        agreed=st.booleans(),
    )


def codes(columns: Columns, asked: list[Question]) -> tuple[dict[str, Any], list[FactSet]]:
    coded: dict[str, Any] = {
        name: columns.encode(name, [getattr(one, FIELD.get(name, name)) for one, _ in asked])
        for name in ATTRIBUTES
    }
    facts = [
        columns.fact_set(
            one.grounds, person_facts(columns.book, one, standing, NOON) if standing else ()
        )
        for one, standing in asked
    ]
    coded["facts"] = np.arange(len(asked))
    return coded, facts


def comparable(decision: Decision) -> tuple[object, ...]:
    """Everything but near misses and the names of unknown words."""
    return tuple(
        getattr(decision, name)
        for name in Decision.__struct_fields__
        if name not in ("near", "unknown")
    )


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25, deadline=None)
@given(drawing=st.data())
def test_columns_answer_as_decide_does(name: str, drawing: st.DataObject) -> None:
    columns = columns_of(name)
    asked = drawing.draw(st.lists(questions(columns), min_size=1, max_size=20))

    answers = columns.decide(*codes(columns, asked))

    for place, (handling, standing) in zip(answers.verdict, asked, strict=True):
        one = decide(columns.book, handling, standing=standing, at=NOON)
        assert comparable(answers.decisions[place]) == comparable(one)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.int64])
def test_every_width_of_code_and_every_place_in_a_chunk_gives_the_same_answer(
    name: str, dtype: type[np.integer[Any]]
) -> None:
    columns = columns_of(name)
    random = np.random.default_rng(3)
    size = 2 * CHUNK + 7
    coded: dict[str, Any] = {
        attribute: random.integers(0, len(values), size).astype(dtype)
        for attribute, values in columns.values.items()
    }

    answers = columns.decide(coded)

    for at in [0, CHUNK - 1, CHUNK, size - 1, *random.integers(0, size, 300)]:
        stated = {n: columns.values[n][coded[n][at]] for n in ATTRIBUTES}
        fields: dict[str, Any] = {FIELD.get(n, n): value for n, value in stated.items()}
        one = decide(columns.book, Handling(**fields))
        assert comparable(answers.decisions[answers.verdict[at]]) == comparable(one)


def test_outcomes_are_the_places_of_the_outcomes() -> None:
    columns = columns_of("kusavee")
    asked: list[Question] = [
        (Handling(act="collect", data="registration", source="person"), None),
        (Handling(act="collect", data=STRANGE), None),
    ]

    answers = columns.decide(*codes(columns, asked))

    assert [OUTCOMES[code] for code in answers.outcomes()] == [
        Outcome.NEEDS,
        Outcome.NOT_COVERED,
    ]


@pytest.mark.parametrize("code", [-1, -128, 127])
def test_a_code_that_stands_for_no_value_is_not_covered(code: int) -> None:
    columns = columns_of("kusavee")
    coded = {name: np.ones(1, dtype=np.int8) for name in ATTRIBUTES}
    for name in ATTRIBUTES:
        broken = {**coded, name: np.array([code], dtype=np.int8)}

        answers = columns.decide(broken)

        assert answers.decisions[answers.verdict[0]].outcome is Outcome.NOT_COVERED


def test_without_a_column_of_facts_no_fact_holds() -> None:
    columns = columns_of("kusavee")
    coded, facts = codes(columns, [(Handling(act="amend", grounds={"announced": "n:1"}), None)])
    del coded["facts"]

    answers = columns.decide(coded, [*facts, *facts])

    assert answers.decisions[answers.verdict[0]] == columns.decide(coded).decisions[0]


@pytest.mark.parametrize("name", [*ATTRIBUTES, "facts"])
def test_a_column_of_another_length_is_named(name: str) -> None:
    columns = columns_of("kusavee")
    coded = {n: np.zeros(3, dtype=np.uint8) for n in (*ATTRIBUTES, "facts")}
    coded[name] = np.zeros(2 if name != "act" else 4, dtype=np.uint8)

    with pytest.raises(UnequalColumnsError) as raised:
        columns.decide(coded, [columns.fact_set({})])

    assert raised.value.facts == {"column": name if name != "act" else "data"}


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_a_missing_column_is_named(name: str) -> None:
    columns = columns_of("kusavee")
    coded = {n: np.zeros(3, dtype=np.uint8) for n in ATTRIBUTES if n != name}

    with pytest.raises(UnequalColumnsError) as raised:
        columns.decide(coded)

    assert raised.value.facts == {"column": name}


@pytest.mark.parametrize("place", [-1, 1])
def test_a_place_without_a_set_of_facts_is_refused(place: int) -> None:
    columns = columns_of("kusavee")
    coded = {n: np.zeros(1, dtype=np.int8) for n in ATTRIBUTES}
    coded["facts"] = np.array([place], dtype=np.int8)

    with pytest.raises(NotCodesError) as raised:
        columns.decide(coded, [columns.fact_set({})])

    assert raised.value.facts == {"column": "facts"}


def test_columns_of_something_else_than_whole_numbers_are_refused() -> None:
    columns = columns_of("kusavee")
    coded: dict[str, Any] = {n: np.zeros(1, dtype=np.uint8) for n in ATTRIBUTES}
    coded["data"] = np.zeros(1)

    with pytest.raises(NotCodesError) as raised:
        columns.decide(coded)

    assert raised.value.facts == {"column": "data"}


def test_empty_columns_have_no_answers() -> None:
    columns = columns_of("kusavee")

    answers = columns.decide({n: np.zeros(0, dtype=np.uint8) for n in ATTRIBUTES})

    assert len(answers.verdict) == 0
    assert len(answers.outcomes()) == 0
    assert answers.decisions == ()


def wordy(data: int, kinds: int, parties: int, *, told_apart: bool) -> Rulebook:
    """Return a small policy with many words, each in a rule of its own if `told_apart`."""
    text = {"ja": "文", "en": "text"}
    document = vocabulary()
    del document["readings"]
    leaves = {f"d{n}": leaf("maybe", f"d{n}") for n in range(data)}
    document["data"]["all"]["kinds"] |= leaves
    document["sensitive"] |= {f"k{n}": {**text, "law": "other"} for n in range(kinds)}
    document["parties"] |= {f"p{n}": {**text, "role": "third_party"} for n in range(parties)}
    cases = {f"({n})": {**text, "data": name} for n, name in enumerate(leaves)}
    cases |= {f"(k{n})": {**text, "sensitive": f"k{n}"} for n in range(kinds)}
    clause = {"title": text, **text, "may": ["use"]}
    document["clauses"] = {"1": {**clause, "cases": cases} if told_apart else clause}
    return compile_rules(load(to_yaml(document)))


def test_words_that_no_rule_tells_apart_cost_next_to_nothing() -> None:
    began = time.process_time()

    columns = Columns(wordy(400, 100, 200, told_apart=False))

    assert time.process_time() - began < 8
    asked: list[Question] = [(Handling(act="use", data="d7", sensitive="k9"), None)]
    answers = columns.decide(*codes(columns, asked))
    assert answers.decisions[0] == decide(columns.book, asked[0][0])


def test_a_policy_with_too_many_combinations_is_refused_in_both_languages() -> None:
    book = wordy(700, 100, 0, told_apart=True)
    began = time.process_time()

    with pytest.raises(TooManyCombinationsError) as caught:
        Columns(book)

    assert time.process_time() - began < 1
    assert str(caught.value.facts["limit"]) in caught.value.message("ja")
    assert str(caught.value.facts["count"]) in caught.value.message("en")
