"""A clause, a day and a word, as the person's pages show them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from mamoru.errors import Language
from mamoru.law.calendar import TOKYO, tokyo_day
from mamoru.notices.places import anchor
from mamoru.notices.wording import written
from mamoru.policy.model import Policy
from mamoru.policy.texts import as_shown
from mamoru.policy.words import Word

_UNNUMBERED = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A place of the policy with its text, or of one that the text in force has no more."""

    cite: str
    """As the text numbers it; places that it gives no number are left to the one above."""
    title: str
    texts: tuple[str, ...]
    address: str


def clause_of(policy: Policy, cite: str, language: Language) -> Clause:
    """Return a place that was cited; it has no text where the policy does not have it."""
    said = policy.said.get(cite)
    top = policy.said.get(_top(cite))
    root = "" if language == "ja" else "/en"
    return Clause(
        cite=_UNNUMBERED.sub("", cite),
        title=in_words(top.title, language) if top and top.title else "",
        texts=(as_shown(said.ja if language == "ja" else said.en),) if said else (),
        address=f"{root}/policy#{anchor(cite)}",
    )


def clauses_of(policy: Policy, cites: Iterable[str], language: Language) -> tuple[Clause, ...]:
    """Return the places that were cited; those of one number are one, with the texts of all."""
    found = dict[str, Clause]()
    for cite in cites:
        one = clause_of(policy, cite, language)
        first = found.get(one.cite, one)
        texts = tuple(dict.fromkeys((*first.texts, *one.texts)))
        found[one.cite] = replace(first, texts=texts)
    return tuple(found.values())


def in_words(word: Word, language: Language) -> str:
    """Return a word in one language."""
    return as_shown(word.ja if language == "ja" else word.en)


def day(at: date | datetime, language: Language) -> str:
    """Return a day, in Japan, as people write it."""
    return written(tokyo_day(at) if isinstance(at, datetime) else at, language)


def moment(at: datetime, language: Language) -> str:
    """Return a moment, in Japan, to the minute."""
    return f"{day(at, language)} {at.astimezone(TOKYO):%H:%M}"


def _top(cite: str) -> str:
    for at, letter in enumerate(cite):
        if not letter.isdigit():
            return cite[:at]
    return cite
