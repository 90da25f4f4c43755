"""The Japanese and the English pages are in step: the same sections, tables and commands."""

import re
from pathlib import Path

import pytest
from tests.tooling.test_docs import DOCS, FENCE, name, shown, targets

from mamoru.gate.errors import Scopes
from mamoru.policy.grammar import json_schema

TYPED = ("sh", "python")
"""Languages of what a reader copies as it stands."""


def outline(page: Path) -> list[str]:
    """Return the level of each heading, and for each row of a table how many cells it has."""
    lines = FENCE.sub("", page.read_text(encoding="utf-8")).splitlines()
    return [
        line.split()[0] if line[0] == "#" else str(line.count("|"))
        for line in lines
        if line.startswith(("#", "|"))
    ]


def commands(page: Path) -> list[str]:
    """Return what the page gives its reader to type, without remarks and without what it prints."""
    text = page.read_text(encoding="utf-8")
    found = [one.command for one in shown(page)]
    found += [inside for language, _, inside in FENCE.findall(text) if language in TYPED]
    found += re.findall(
        r"^ {4}(?:\$ )?((?:make|mamoru|python) .*)$", FENCE.sub("", text), re.MULTILINE
    )
    return [re.sub(r"\s+# .*", "", one) if one.count("\n") < 2 else one for one in found]


def test_every_japanese_page_and_its_english_page_name_each_other() -> None:
    for page in (DOCS / "ja").rglob("*.md"):
        other = DOCS / page.relative_to(DOCS / "ja")
        there = [(page.parent / target).resolve() for target in targets(page)]
        back = [(other.parent / target).resolve() for target in targets(other)]

        assert (other in there, page in back) == (True, True), name(page)


def test_every_how_to_is_there_in_both_languages() -> None:
    english, japanese = (
        {page.name for page in (DOCS / place).glob("*.md")} for place in ("howto", "ja/howto")
    )

    assert english == japanese


@pytest.mark.parametrize("page", sorted((DOCS / "ja").rglob("*.md")), ids=name)
def test_a_page_has_the_same_sections_tables_and_commands_in_both_languages(page: Path) -> None:
    other = DOCS / page.relative_to(DOCS / "ja")

    assert outline(page) == outline(other)
    assert commands(page) == commands(other)


@pytest.mark.parametrize("place", ["howto", "ja/howto"])
@pytest.mark.parametrize("about", ["call-the-api.md", "operate.md"])
def test_every_scope_is_named_where_keys_are_given_and_used(place: str, about: str) -> None:
    page = (DOCS / place / about).read_text(encoding="utf-8")

    assert [scope for scope in Scopes.ALL if f"`{scope}`" not in page] == []


@pytest.mark.parametrize("place", ["howto", "ja/howto"])
def test_the_summary_of_the_language_has_every_part_sentence_and_condition(place: str) -> None:
    defined = json_schema()["$defs"]
    page = (DOCS / place / "write-a-policy.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(\w+)`", page))

    assert set(defined["file"]["properties"]) - {"mamoru"} <= told
    assert set(defined["clause"]["properties"]) <= told
