"""Writes the tables of words in docs/glossary.md from the code: `python -m tools.glossary`.

A table stands between `<!-- acts -->` and `<!-- /acts -->`; everything outside is written by hand.
"""

from collections.abc import Mapping
from pathlib import Path

from mamoru.policy.evidence import EVIDENCE
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
    Word,
)

PAGE = Path(__file__).resolve().parents[1] / "docs" / "glossary.md"

VOCABULARIES: dict[str, Mapping[str, Word]] = {
    "acts": ACTS,
    "roles": ROLES,
    "sources": SOURCES,
    "places": PLACES,
    "residences": RESIDENCES,
    "purpose kinds": PURPOSE_KINDS,
    "kinds of person": PERSON_KINDS,
    "kinds of sensitive information": SENSITIVE_LAWS,
    "evidence": EVIDENCE,
}
ORIGINS = {
    "claim": "求める側が主張 / claimed by the asker",
    "owed": "当社の義務 / owed by the company",
    "person": "本人の状態 / the person's own state",
}


def words(known: Mapping[str, Word]) -> str:
    """Return the table of a vocabulary, in the order of the code."""
    rows = [f"| {word.ja} | {word.en} | `{name}` |" for name, word in known.items()]
    return "\n".join(["| ja | en | identifier |", "|---|---|---|", *rows])


def facts() -> str:
    """Return the table of facts, with what shows each and who brings it."""
    rows = [
        f"| {fact.ja} | {fact.en} | `{name}` | `{fact.evidence}` | {ORIGINS[fact.origin]} |"
        for name, fact in FACTS.items()
    ]
    head = "| ja | en | identifier | evidence | origin |"
    return "\n".join([head, "|---|---|---|---|---|", *rows])


def written(page: str) -> str:
    """Return the page with every table as the code has it."""
    tables = {name: words(known) for name, known in VOCABULARIES.items()} | {"facts": facts()}
    for name, table in tables.items():
        begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        if (page.count(begin), page.count(end)) != (1, 1):
            raise SystemExit(f"{PAGE.name}: {begin} and {end} have to stand there once")
        before, _, rest = page.partition(begin)
        page = f"{before}{begin}\n{table}\n{end}{rest.partition(end)[2]}"
    return page


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
