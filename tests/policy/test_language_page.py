"""The page on the language and the code cannot drift apart."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.policy.random_policies import to_yaml, vocabulary

from mamoru.law.figures import HANDLED
from mamoru.law.table import PROTECTS
from mamoru.law.validity import Status
from mamoru.policy import words
from mamoru.policy.decide import decide
from mamoru.policy.evidence import EVIDENCE
from mamoru.policy.grammar import CONDITIONS, FILE, LABEL, PART, SENTENCE, records
from mamoru.policy.handling import Decision, Handling, Outcome
from mamoru.policy.load import load
from mamoru.policy.model import ATTRIBUTES
from mamoru.policy.rulebook import DATALESS, Rulebook, compile_rules

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "language.md").read_text("utf8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
SPOKEN = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL))
"""What the page sets in the type of code, outside the blocks."""
NAMED = {word for code in SPOKEN for word in re.findall(r"[A-Za-z_]+", code)} | {
    word for block in BLOCKS for word in re.findall(r"[A-Za-z_]+", block)
}


def section(title: str) -> str:
    """Return what stands under a heading."""
    return re.split(r"\n#+ ", PAGE.split(f"# {title}\n", 1)[1])[0]


def coded(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", text)


@pytest.mark.parametrize("record", sorted(records(FILE)))
def test_every_key_of_the_grammar_is_on_the_page(record: str) -> None:
    shape = records(FILE)[record]

    assert {*shape.required, *shape.optional} <= NAMED


def test_every_part_of_the_file_stands_in_its_outline() -> None:
    outline = next(block for block in BLOCKS if block.startswith("mamoru: 1"))

    assert list(yaml.safe_load(outline)) == [
        key for key in yaml.safe_load(outline) if key in {**FILE.required, **FILE.optional}
    ]
    assert {**FILE.required, **FILE.optional}.keys() == yaml.safe_load(outline).keys()


def test_the_table_of_conditions_is_that_of_the_grammar() -> None:
    rows = re.findall(r"^\| `(\w+):` \|", section("Conditions"), re.MULTILINE)

    assert rows == list(CONDITIONS)


def test_the_table_of_sentences_is_that_of_the_grammar() -> None:
    rows = re.findall(r"^\| `(\w+):", section("Sentences"), re.MULTILINE)

    assert set(rows) == set(SENTENCE)
    assert set(rows) <= PART.optional.keys()


def row(condition: str) -> list[str]:
    """Return the words that the row of a condition lists."""
    line = re.search(rf"^\| `{condition}:` \|(.*)$", section("Conditions"), re.MULTILINE)
    assert line
    return coded(line.group(1))


def test_the_words_that_the_page_lists_are_those_of_the_code() -> None:
    parties = coded(section("`parties`").partition("Roles:")[2].partition(". ")[0])
    assert parties == list(words.ROLES)
    assert row("from") == list(words.SOURCES)
    assert row("place") == list(words.PLACES)
    assert row("residence") == list(words.RESIDENCES)
    assert set(words.PERSON_KINDS) <= set(coded(section("`people`")))
    assert set(words.SENSITIVE_LAWS) <= set(coded(section("`sensitive`")))


def test_every_kind_of_purpose_and_every_event_of_retention_is_listed() -> None:
    events = records(FILE)["retention"].required["from"].schema()["enum"]

    assert set(words.PURPOSE_KINDS) <= set(coded(section("Purposes")))
    assert set(events) <= set(re.findall(r"\w+", section("`retention`")))
    assert {status.value for status in Status} | set(PROTECTS) <= set(
        coded(section("How it decides"))
    )


def table(title: str) -> list[tuple[str, ...]]:
    """Return the rows of the table under a heading, without its head."""
    lines = [line for line in section(title).splitlines() if line.startswith("| `")]
    return [tuple(cell.strip(" `") for cell in line.strip("|").split("|")) for line in lines]


def test_the_tables_of_acts_and_facts_are_those_of_the_code() -> None:
    acts = [(name, *word) for name, word in words.ACTS.items()]
    facts = [(name, one.ja, one.en, one.origin, one.evidence) for name, one in words.FACTS.items()]

    assert table("Acts") == acts
    assert table("Facts") == facts


def test_the_events_that_acts_are_themselves_are_those_of_the_code() -> None:
    assert {event: frozenset(coded(f"`{acts}`")) for event, acts in table("Duties")} == HANDLED


def test_the_attributes_and_outcomes_are_those_of_the_code() -> None:
    decides = section("How it decides")
    named = coded(decides.partition("naming the attribute (")[2].partition(")")[0])

    assert set(named) == set(ATTRIBUTES) - {"identifying"} | {"grounds"}
    assert {outcome.value for outcome in Outcome} <= set(coded(decides))
    assert all(f"`{act}`" in decides for act in DATALESS)
    assert "disposal_record" in EVIDENCE


def test_labels_that_the_page_shows_are_labels_and_others_are_not() -> None:
    said = section("Clauses").partition("A label is ")[2].partition("The *top clause*")[0]
    labels = [code.strip('"') for code in coded(said) if code not in ("defined-twice", "z")]

    assert {"(1)", "(iv)", ".1", "a", "[word]", "(main)", "(proviso)"} <= set(labels)
    assert [label for label in labels if not re.fullmatch(LABEL.pattern, label)] == []
    assert not re.fullmatch(LABEL.pattern, "(Main)")


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split(":")[0])
def test_every_example_is_yaml(block: str) -> None:
    assert yaml.safe_load(block)


def worked_example() -> Rulebook:
    """Return a policy whose one clause is the example at the top of the page."""
    document: dict[str, Any] = vocabulary()
    text = {"ja": "文", "en": "text"}
    item = {**text, "identifies": "always", "items": {"street": text}}
    document["data"] = {"address": item}
    document["parties"]["carrier"] = {**text, "role": "third_party"}
    del document["readings"]
    document["clauses"] = yaml.safe_load(BLOCKS[0])
    return compile_rules(load(to_yaml(document)))


def asked(to: str = "carrier", **grounds: str | None) -> Decision:
    handling = Handling(act="provide", data="address", recipient=to, grounds=dict(grounds))
    return decide(worked_example(), handling)


def test_the_worked_example_is_decided_as_the_page_says() -> None:
    answers = [
        asked(),
        asked(consent_prior=None),
        asked(consent_prior="consent-1"),
        asked("bank", consent_prior="consent-1"),
    ]
    rows = re.findall(
        r"^\| [^|]+ \| `(\w+)`, citing `([^`]+)` \| (.+) \|$",
        section("A worked example"),
        re.MULTILINE,
    )

    assert [(one.outcome.value, *one.cites) for one in answers] == [row[:2] for row in rows]
    assert [(one.clause, one.lacks) for one in answers[0].near] == [("4(1)", ("consent_prior",))]
    assert [need.evidence for need in answers[1].needs] == ["consent_record"]
    assert [duty.clause for duty in answers[2].owes] == ["4a"]
    assert [(one.clause, one.lacks) for one in answers[3].near] == [("4(1)", ("to",))]
    for row_text, words_of in zip(rows, ANSWERED, strict=True):
        assert words_of <= set(coded(row_text[2]))


ANSWERED = ({"4(1)", "consent_prior"}, {"consent_record"}, {"4a"}, {"4(1)", "to"})
