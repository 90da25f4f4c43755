"""docs/glossary.md has every fixed word of the code, as the code has it."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from tools.glossary import PAGE, written

from mamoru.policy.evidence import EVIDENCE
from mamoru.policy.handling import Outcome
from mamoru.policy.words import (
    ACTS,
    FACTS,
    PERSON_KINDS,
    PLACES,
    PURPOSE_KINDS,
    RESIDENCES,
    ROLES,
    SENSITIVE_LAWS,
    SOURCES,
    FactWord,
    Word,
)

TEXT = PAGE.read_text(encoding="utf-8")
VOCABULARIES: dict[str, Mapping[str, Word | FactWord]] = {
    "Acts": ACTS,
    "Sources of collection": SOURCES,
    "Roles of parties": ROLES,
    "Places of recipients": PLACES,
    "Residences": RESIDENCES,
    "Kinds of purpose": PURPOSE_KINDS,
    "Kinds of person": PERSON_KINDS,
    "Kinds of sensitive information": SENSITIVE_LAWS,
    "Facts": FACTS,
    "Evidence": EVIDENCE,
}


def rows(title: str) -> dict[str, tuple[str, str]]:
    """Return the rows below the heading that begins with `title`: identifier to ja and en."""
    [section] = re.findall(
        rf"^## {re.escape(title)} ·.*?\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL
    )
    found = re.findall(r"^\| (.+?) \| (.+?) \| `(\w+)` \|", section, re.MULTILINE)
    return {name: (ja, en) for ja, en, name in found}


@pytest.mark.parametrize("title", VOCABULARIES)
def test_a_vocabulary_stands_in_the_glossary_as_in_the_code(title: str) -> None:
    told = {name: (word.ja, word.en) for name, word in VOCABULARIES[title].items()}

    assert rows(title) == told


def test_the_evidence_and_origin_of_every_fact_are_told() -> None:
    for name, fact in FACTS.items():
        [row] = [line for line in TEXT.splitlines() if f"| `{name}` | `{fact.evidence}` |" in line]
        assert {"claim": "claimed", "owed": "owed", "person": "state"}[fact.origin] in row


def test_every_outcome_has_its_word() -> None:
    told = rows("Handlings and answers")

    assert {outcome.value for outcome in Outcome} <= told.keys()


def test_no_term_is_explained_twice_in_one_table() -> None:
    for section in TEXT.split("\n## "):
        names = re.findall(r"^\| .+? \| (.+?) \| `", section, re.MULTILINE)
        assert len(names) == len(set(names)), section.partition("\n")[0]


def test_the_glossarys_tables_are_what_the_tool_writes() -> None:
    assert written(TEXT) == TEXT, "run: python -m tools.glossary"


def test_the_tool_refuses_a_page_without_its_places() -> None:
    with pytest.raises(SystemExit, match="acts"):
        written("# Glossary")


def test_the_page_is_where_the_documentation_says() -> None:
    assert Path("docs/glossary.md") == PAGE.relative_to(PAGE.parents[1])
