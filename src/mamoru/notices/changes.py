"""What differs between two texts, in plain sentences: how the pages get at it and show it.

The comparison itself is the policy's (`mamoru.policy.diff`). Where it is not there, nothing is
shown in its place: no page of differences has an address then.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

from mamoru.errors import Language
from mamoru.gate.editions import Edition
from mamoru.notices.known import book_of
from mamoru.notices.places import anchor
from mamoru.notices.wording import ASKS, DIRECTIONS, say
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.texts import as_shown
from mamoru.policy.words import Word

COMPARISON = "mamoru.policy.diff.difference"


class Change(Protocol):
    """One thing that is permitted, forbidden or owed differently."""

    @property
    def direction(self) -> str:
        """Return `widened`, `narrowed`, `duty_added` or `duty_removed`."""

    @property
    def asks(self) -> str:
        """Return what the change asks for: `nothing`, `notice` or `consent`."""

    @property
    def clauses(self) -> tuple[str, ...]:
        """Return the clauses it comes from."""

    @property
    def law(self) -> tuple[str, ...]:
        """Return the articles that ask for something."""

    @property
    def ja(self) -> str:
        """Return it in a plain Japanese sentence."""

    @property
    def en(self) -> str:
        """Return it in a plain English sentence."""


class TextChange(Protocol):
    """A place whose text was changed, added (`old` is `None`) or removed (`new` is `None`)."""

    @property
    def cite(self) -> str:
        """Return the place."""

    @property
    def old(self) -> Word | None:
        """Return its former text."""

    @property
    def new(self) -> Word | None:
        """Return its new text."""


class Difference(Protocol):
    """Everything that differs."""

    @property
    def changes(self) -> Sequence[Change]:
        """Return what differs for the rules."""

    @property
    def texts(self) -> Sequence[TextChange]:
        """Return what differs in the words."""


Compare = Callable[[Rulebook, Rulebook], Difference]


def comparison() -> Compare | None:
    """Return the function that compares two rulebooks; `None` where there is none.

    This is the one place where it is plugged in.
    """
    if find_spec(COMPARISON) is None:
        return None
    found: Compare = import_module(COMPARISON).difference
    return found


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


def between(old: Edition, new: Edition, language: Language, compare: Compare) -> Told:
    """Return what changes from `old` to `new`, in `language`."""
    return told(compare(book_of(old), book_of(new)), language)


def told(difference: Difference, language: Language) -> Told:
    """Return `difference` in `language`; a text that changed only in the other is left out."""
    rewordings = (
        Rewording(
            cite=one.cite,
            anchor=anchor(one.cite),
            old=_text(one.old, language),
            new=_text(one.new, language),
        )
        for one in difference.texts
    )
    return Told(
        sentences=tuple(
            Sentence(
                direction=str(one.direction),
                direction_word=say(DIRECTIONS, str(one.direction), language),
                asks_word=say(ASKS, str(one.asks), language),
                text=one.ja if language == "ja" else one.en,
                clauses=tuple((cite, anchor(cite)) for cite in one.clauses),
                law=tuple(one.law),
            )
            for one in difference.changes
        ),
        rewordings=tuple(one for one in rewordings if one.old != one.new),
    )


def _text(word: Word | None, language: Language) -> str:
    return "" if word is None else as_shown(word.ja if language == "ja" else word.en)
