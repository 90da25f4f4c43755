"""On what a decision rests: each clause and article as people cite it, and what it says."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from mamoru.console.worded import said
from mamoru.errors import Language
from mamoru.law.citing import STATUTES, clause
from mamoru.policy.evidence import EVIDENCE
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.words import Word

MISSING = Word("証拠がありません: {what}", "its evidence is missing: {what}")
_ONE = re.compile(rf"(?:(?:{'|'.join(STATUTES)}) )?\S+")


class Ground(NamedTuple):
    """One clause of the policy or article of the law, and what it says."""

    cite: str
    text: str


def grounds(book: Rulebook, cites: Iterable[str], language: Language) -> tuple[Ground, ...]:
    """Return clauses and articles in words; one that is known no more is only cited.

    `4(2):statute_and_document` is evidence that the clause asks for and did not get.
    """
    return tuple(dict.fromkeys(_ground(book, one, language) for one in cites))


def apart(text: str) -> list[str]:
    """Return the clauses and articles that stand in one text with spaces between."""
    return _ONE.findall(text)


def _ground(book: Rulebook, cite: str, language: Language) -> Ground:
    cite, is_missing, evidence = cite.partition(":")
    named = clause(cite, language)
    if is_missing:
        word = EVIDENCE.get(evidence)
        what = said(word, language) if word else evidence
        return Ground(named, said(MISSING, language).format(what=what))
    if (ours := book.policy.said.get(cite)) is not None:
        return Ground(named, said(Word(ours.ja, ours.en), language))
    theirs = book.law.said.get(cite)
    return Ground(named, said(theirs, language) if theirs else "")
