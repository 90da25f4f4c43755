"""Whatever a decision rests on has a text, in Japanese and in English."""

from itertools import chain

import msgspec
import pytest
from tests.policy.agreement import NAMES, NOON, both
from tests.policy.random_policies import TEXT, to_yaml, vocabulary

from mamoru.errors import Language
from mamoru.gate.errors import unregistered
from mamoru.law.table import law_table
from mamoru.policy.decide import decide
from mamoru.policy.evidence import EVIDENCE
from mamoru.policy.explain import (
    ATTRIBUTE_WORDS,
    OUTCOME_WORDS,
    Explanation,
    Line,
    explain,
    text_of,
)
from mamoru.policy.handling import Decision, Handling, NearMiss, Need, Outcome, Standing
from mamoru.policy.load import load
from mamoru.policy.model import ATTRIBUTES
from mamoru.policy.rulebook import Rulebook, compile_rules
from mamoru.policy.words import ACTS

LANGUAGES: tuple[Language, ...] = ("ja", "en")


def parts(explanation: Explanation) -> list[tuple[str, str]]:
    """Return every line of an explanation, as what is cited and its text."""
    lines = (getattr(explanation, name) for name in explanation.__struct_fields__)
    tuples = (value for value in lines if isinstance(value, tuple))
    return [(line.cite, line.text) for line in chain.from_iterable(tuples)]


def everything(book: Rulebook) -> Decision:
    """Return a decision that rests on all that the rulebook has."""
    rules = book.rules
    return Decision(
        outcome=Outcome.REFUSE,
        cites=tuple(place for rule in rules if not rule.of_law for place in (rule.cite, rule.top)),
        law=tuple(place for rule in rules if rule.of_law for place in (rule.cite, rule.top)),
        readings=tuple(book.policy.readings),
        needs=tuple(
            Need(rule.cite, book.policy.facts[fact].evidence, fact)
            for rule in rules
            for fact in sorted(rule.facts)
        ),
        owes=tuple(owed for rule in rules for owed in rule.owes),
        near=tuple(NearMiss(rule.cite, tuple(sorted(rule.facts)) or ATTRIBUTES) for rule in rules),
        unknown=tuple(ATTRIBUTE_WORDS),
        token=book.token,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_everything_that_a_decision_may_rest_on_has_a_text(name: str, language: Language) -> None:
    _, book = both(name, with_law=True)

    lines = parts(explain(book, everything(book), language))

    assert len(lines) > 500
    assert [cite for cite, text in lines if not text.strip(" —()") or text.startswith(" ")] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_two_languages_say_the_same_lines_in_other_words(name: str) -> None:
    _, book = both(name, with_law=True)
    ja, en = (parts(explain(book, everything(book), language)) for language in LANGUAGES)

    assert [cite for cite, _ in ja] == [cite for cite, _ in en]
    assert [cite for (cite, left), (_, right) in zip(ja, en, strict=True) if left == right] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_reading_is_told_with_the_question_that_it_answers(name: str) -> None:
    _, book = both(name, with_law=True)
    readings = book.policy.readings.values()

    ja, en = (explain(book, everything(book), language).readings for language in ("ja", "en"))

    assert [line.text for line in ja] == [f"{one.asks.ja}{one.holds.ja}" for one in readings]
    assert [line.text for line in en] == [f"{one.asks.en} {one.holds.en}" for one in readings]


@pytest.mark.parametrize("name", NAMES)
def test_every_article_of_the_law_that_decides_has_its_text(name: str) -> None:
    _, book = both(name, with_law=True)
    cited = {rule.cite for rule in book.rules if rule.of_law}

    assert cited <= book.law.said.keys()
    assert all(text_of(book, cite).ja and text_of(book, cite).en for cite in cited)


def test_an_article_that_only_the_policy_refers_to_has_no_text_of_ours() -> None:
    _, book = both("kusavee", with_law=True)

    assert text_of(book, "APPI 2(1)") == ("", "")


def test_every_outcome_attribute_and_evidence_has_its_word() -> None:
    assert OUTCOME_WORDS.keys() == set(Outcome)
    assert set(ATTRIBUTES) | {"grounds"} == ATTRIBUTE_WORDS.keys()
    for word in (*OUTCOME_WORDS.values(), *ATTRIBUTE_WORDS.values(), *EVIDENCE.values()):
        assert word.ja
        assert word.en


def test_a_need_reads_as_the_evidence_and_the_fact_that_it_shows() -> None:
    _, book = both("kusavee", with_law=True)
    asked = Handling(
        act="provide", data="registration", recipient="state_body", grounds={"by_law": None}
    )

    explanation = explain(book, decide(book, asked), "en")

    assert explanation.outcome == "Evidence is needed."
    assert ("4(2)", "The law requires it.") in [(one.cite, one.text) for one in explanation.clauses]
    assert explanation.needs[0].text == "statute, article and document — required by law"


def test_a_near_miss_reads_as_what_is_lacking() -> None:
    _, book = both("kusavee", with_law=True)
    asked = Handling(act="entrust", data="usage", recipient="processor", place="abroad")

    explanation = explain(book, decide(book, asked), "ja")

    assert explanation.outcome == "認められません。"
    assert all(line.text.startswith("足りないもの: ") for line in explanation.near)


@pytest.mark.parametrize("act", ACTS)
def test_every_act_is_explained_even_where_nothing_is_stated(act: str) -> None:
    _, book = both("kusavee", with_law=True)

    decision = decide(book, Handling(act=act, data="usage"))

    assert msgspec.json.encode(explain(book, decision, "en"))


def test_law_that_was_not_seen_in_an_official_source_is_marked_and_other_law_is_not() -> None:
    _, book = both("kusavee", with_law=True)
    verified = {row.name: row.validity.verified for row in law_table().in_force(NOON.date())}
    rows = [rule for rule in book.rules if rule.of_law]

    told = explain(book, everything(book))
    lines = {line.cite: line.verified for part in (told.law, told.owes) for line in part}

    assert {lines[rule.cite] for rule in rows} == {True, False}
    assert all(lines[rule.cite] is verified[rule.top] for rule in rows)
    assert all(lines[owed.clause] is verified[r.top] for r in rows for owed in r.owes)
    assert all(line.verified for line in (*told.clauses, *told.readings))


def test_only_what_is_not_verified_says_so_in_json() -> None:
    assert msgspec.json.encode(Line("4", "x")) == b'{"cite":"4","text":"x"}'
    assert b'"verified":false' in msgspec.json.encode(Line("4", "x", verified=False))


def grounds_of(asked: Handling, standing: Standing | None = None) -> list[tuple[str, str, str]]:
    _, book = both("kusavee", with_law=True)
    told = explain(book, decide(book, asked, standing=standing, at=NOON))
    pairs = zip(told.grounds, told.evidence, strict=True)
    return [(one.cite, one.text, shown.text) for one, shown in pairs]


PROVIDED = Handling(act="provide", data="registration", recipient="other", place="JP")


def test_an_allowance_names_the_facts_it_rests_on_and_what_shows_them() -> None:
    shown = msgspec.structs.replace(PROVIDED, grounds={"consent_prior": "consent:1"})

    assert ("4(1)", "the person's prior consent", "record of consent") in grounds_of(shown)


def test_what_is_still_to_be_shown_is_no_ground() -> None:
    grounds = {"life_body_property": "incident:1", "consent_difficult": None}
    asked = msgspec.structs.replace(PROVIDED, grounds=grounds)

    texts = {text for cite, text, _ in grounds_of(asked) if cite == "4(3)"}

    assert texts == {"protection of life, body or property"}


def test_a_refusal_names_the_facts_of_its_ban_and_none_of_what_was_only_near() -> None:
    use = Handling(act="use", data="registration", purpose="2(1)a")

    stopped = grounds_of(use, Standing(use_suspended=True))

    assert stopped == [("7[stopped]", "use is suspended", "record of suspension")]
    assert grounds_of(PROVIDED) == []
    assert grounds_of(Handling(act="disclose", data="registration")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_purpose_that_a_system_is_not_registered_for_is_said_in_words(language: Language) -> None:
    _, book = both("kusavee", with_law=True)

    (line,) = explain(book, unregistered(book.token), language).near

    assert line.text in (
        "This system is not registered for that purpose.",
        "この仕組みは、その利用目的のために登録されていません。",
    )


def test_a_clause_cited_for_a_near_permit_lends_no_ground_of_a_ban_of_the_same_name() -> None:
    document = vocabulary()
    del document["readings"]
    permit = {**TEXT, "may": ["use"], "to": "bank"}
    ban = {"title": TEXT, **TEXT, "never": ["use"], "is": ["use_suspended"]}
    document["clauses"] = {"1": {**ban, "also": {"[bank]": permit}}}
    book = compile_rules(load(to_yaml(document)))
    decision = decide(book, Handling(act="use", data="card"))

    assert (decision.outcome, decision.cites) == (Outcome.REFUSE, ("1",))
    assert explain(book, decision).grounds == ()
