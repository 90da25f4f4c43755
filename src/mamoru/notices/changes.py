"""What differs between two texts, in plain sentences, as the pages show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from mamoru.errors import Language
from mamoru.gate.editions import Edition
from mamoru.notices.known import loaded
from mamoru.notices.places import anchor
from mamoru.notices.wording import ASKS, DIRECTIONS, say
from mamoru.policy.diff.difference import Change, Difference, Particular, difference
from mamoru.policy.texts import as_shown
from mamoru.policy.wording import Wording

HELD = 256
"""Differences kept: they cost more than a page, and anybody may ask for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A change, told."""

    direction: str
    direction_word: str
    asks_word: str
    """What it asks for; empty for nothing."""
    text: str
    clauses: tuple[tuple[str, str], ...]
    """Each clause with its anchor."""
    law: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """A changed text, before and after; empty where there was or is none."""

    cite: str
    anchor: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A difference in one language."""

    sentences: tuple[Sentence, ...] = ()
    rewordings: tuple[Rewording, ...] = ()


def between(old: Edition, new: Edition, language: Language) -> Told:
    """Return what changes from `old` to `new`, in `language`, by the law of the later day."""
    return told(_difference(old.text, new.text, new.in_force_from), language)


@lru_cache(maxsize=HELD)
def _difference(old: bytes, new: bytes, at: datetime) -> Difference:
    return difference(loaded(old).at(at), loaded(new).at(at))


def told(found: Difference, language: Language) -> Told:
    """Return a difference in `language`; a text that changed only in the other is left out."""
    rewordings = (
        Rewording(
            cite=one.cite,
            anchor=anchor(one.cite),
            old=_text(one.old, language),
            new=_text(one.new, language),
        )
        for one in found.texts
    )
    return Told(
        sentences=tuple(_sentences(found, language)),
        rewordings=tuple(one for one in rewordings if one.old != one.new),
    )


def _sentences(found: Difference, language: Language) -> Iterator[Sentence]:
    for one in found.changes:
        cites = tuple((cite, anchor(cite)) for cite in one.clauses)
        yield _sentence(one, str(one.direction), cites, language)
    for stated in found.particulars:
        yield _sentence(stated, "stated", (), language)


def _sentence(
    one: Change | Particular,
    direction: str,
    clauses: tuple[tuple[str, str], ...],
    language: Language,
) -> Sentence:
    return Sentence(
        direction=direction,
        direction_word=say(DIRECTIONS, direction, language),
        asks_word=say(ASKS, str(one.asks), language),
        text=one.ja if language == "ja" else one.en,
        clauses=clauses,
        law=tuple(one.law),
    )


def _text(word: Wording | None, language: Language) -> str:
    return "" if word is None else as_shown(word.ja if language == "ja" else word.en)
