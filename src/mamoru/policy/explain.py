"""Puts a decision into words: the texts of what decided, what is missing, what is owed."""

from collections.abc import Callable, Iterable

import msgspec

from mamoru.errors import Language
from mamoru.policy.evidence import EVIDENCE
from mamoru.policy.handling import Decision, Outcome
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.words import Word

OUTCOME_WORDS: dict[Outcome, Word] = {
    Outcome.ALLOW: Word("認められます。", "Allowed."),
    Outcome.REFUSE: Word("認められません。", "Refused."),
    Outcome.NEEDS: Word("証拠が必要です。", "Evidence is needed."),
    Outcome.NOT_COVERED: Word("ポリシーに定めがありません。", "The policy does not cover this."),
}
ATTRIBUTE_WORDS: dict[str, Word] = {
    "act": Word("行為", "the act"),
    "data": Word("情報の種類", "the category of information"),
    "sensitive": Word("機微情報の種類", "the kind of sensitive information"),
    "identifying": Word("個人の識別", "whether it identifies the person"),
    "purpose": Word("利用目的", "the purpose"),
    "from": Word("取得元", "the source"),
    "to": Word("提供先", "the recipient"),
    "by": Word("行為者", "who acts"),
    "whose": Word("本人の区分", "the class of person"),
    "place": Word("提供先の所在", "where the recipient is"),
    "residence": Word("本人の居住地", "where the person lives"),
    "grounds": Word("根拠", "the grounds"),
}


class Line(msgspec.Struct, frozen=True):
    """One thing the decision rests on, and its text."""

    cite: str
    text: str


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """A decision in words of one language."""

    outcome: str
    clauses: tuple[Line, ...]
    law: tuple[Line, ...]
    readings: tuple[Line, ...]
    needs: tuple[Line, ...]
    owes: tuple[Line, ...]
    near: tuple[Line, ...]
    unknown: tuple[Line, ...]
    token: str


def explain(book: Rulebook, decision: Decision, language: Language = "en") -> Explanation:
    """Return `decision` in words, with the texts of the clauses, articles and readings it cites."""

    def said(word: Word) -> str:
        return word.ja if language == "ja" else word.en

    def fact(name: str) -> str:
        if name in ATTRIBUTE_WORDS:
            return said(ATTRIBUTE_WORDS[name])
        known = book.policy.facts[name]
        return known.ja if language == "ja" else known.en

    lacks = "足りないもの: " if language == "ja" else "lacks: "
    return Explanation(
        outcome=said(OUTCOME_WORDS[decision.outcome]),
        clauses=_lines(decision.cites, lambda cite: said(text_of(book, cite))),
        law=_lines(decision.law, lambda cite: said(text_of(book, cite))),
        readings=_lines(decision.readings, lambda name: said(book.policy.readings[name].word)),
        needs=tuple(
            Line(need.clause, f"{said(EVIDENCE[need.evidence])} — {fact(need.fact)}")
            for need in decision.needs
        ),
        owes=tuple(
            Line(
                owed.clause, f"{said(text_of(book, owed.clause))} ({said(EVIDENCE[owed.evidence])})"
            )
            for owed in decision.owes
        ),
        near=tuple(
            Line(miss.clause, lacks + ", ".join(map(fact, miss.lacks))) for miss in decision.near
        ),
        unknown=_lines(decision.unknown, lambda name: said(ATTRIBUTE_WORDS[name])),
        token=decision.token,
    )


def _lines(names: Iterable[str], text: Callable[[str], str]) -> tuple[Line, ...]:
    return tuple(Line(name, text(name)) for name in names)


def text_of(book: Rulebook, cite: str) -> Word:
    """Return the text of a clause, a case, a duty or an article; empty if none is held."""
    said = book.policy.said.get(cite)
    if said is not None:
        return Word(said.ja, said.en)
    for entry in book.policy.retention:
        if entry.id == cite:
            return entry.word
    return book.law.said.get(cite, Word("", ""))
