"""What differs between two texts, in plain sentences, as the pages show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from mamoru.errors import Language
from mamoru.gate.editions import Edition
from mamoru.notices.known import loaded, policy_of
from mamoru.notices.places import anchor
from mamoru.notices.wording import ASKS, DIRECTIONS, article, heading, say
from mamoru.policy.diff.difference import Asks, Change, Difference, Particular, difference
from mamoru.policy.diff.lists import whole
from mamoru.policy.texts import as_shown
from mamoru.policy.wording import Wording

FOREMOST = 5
"""Sentences with which a change is announced above the text."""
HELD = 256
"""Differences kept: they cost more than a page, and anybody may ask for one."""
_ABOVE = ("policy version", "policy effective_from", "history ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A place of the text, in the old version where the new one does not have it."""

    cite: str
    anchor: str
    is_old: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A change, told."""

    direction: str
    direction_word: str
    asks_word: str
    """What it asks for; empty for nothing."""
    text: str
    needs_agreement: bool
    clauses: tuple["Cited", ...]
    law: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """A changed text, before and after; empty where there was or is none."""

    heading: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A difference in one language."""

    sentences: tuple[Sentence, ...] = ()
    rewordings: tuple[Rewording, ...] = ()

    @property
    def foremost(self) -> tuple[Sentence, ...]:
        """Return the few sentences that readers should see first: those that need agreement."""
        return tuple(sorted(self.sentences, key=lambda one: not one.needs_agreement)[:FOREMOST])

    @property
    def more(self) -> int:
        """Return how many sentences are not among the foremost."""
        return max(0, len(self.sentences) - FOREMOST)


def between(old: Edition, new: Edition, language: Language) -> Told:
    """Return what changes from `old` to `new`, in `language`, by the law of the later day."""
    found = _difference(old.text, new.text, new.in_force_from)
    return told(found, language, frozenset(policy_of(new).said))


@lru_cache(maxsize=HELD)
def _difference(old: bytes, new: bytes, at: datetime) -> Difference:
    return difference(loaded(old).at(at), loaded(new).at(at))


def told(found: Difference, language: Language, new: frozenset[str]) -> Told:
    """Return a difference in `language`, of which the later version has the places `new`.

    A text that changed only in the other language is left out, and so is what stands above it all:
    which version it is, and since when.
    """
    rewordings = (
        Rewording(
            heading=heading(one.cite, language),
            old=_text(one.old, language),
            new=_text(one.new, language),
        )
        for one in found.texts
        if not one.cite.startswith(_ABOVE)
    )
    return Told(
        sentences=tuple(_sentences(found, language, new)),
        rewordings=tuple(one for one in rewordings if one.old != one.new),
    )


def _sentences(found: Difference, language: Language, new: frozenset[str]) -> Iterator[Sentence]:
    for one in found.changes:
        cites = (one.owed.clause,) if one.owed else one.clauses
        yield _sentence(one, str(one.direction), whole(cites), language, new)
    for stated in found.particulars:
        yield _sentence(stated, "stated", (), language, new)


def _sentence(
    one: Change | Particular,
    direction: str,
    cites: tuple[str, ...],
    language: Language,
    new: frozenset[str],
) -> Sentence:
    return Sentence(
        direction=direction,
        direction_word=say(DIRECTIONS, direction, language),
        asks_word=say(ASKS, str(one.asks), language),
        text=one.ja if language == "ja" else one.en,
        needs_agreement=one.asks is Asks.CONSENT,
        clauses=tuple(
            Cited(cite=cite, anchor=anchor(cite), is_old=cite not in new) for cite in cites
        ),
        law=tuple(article(name, language) for name in one.law),
    )


def _text(word: Wording | None, language: Language) -> str:
    return "" if word is None else as_shown(word.ja if language == "ja" else word.en)
