"""A comparison of texts in the shape that the pages take: it only looks at the words.

It stands for the policy's own comparison, of which the pages know no more than this shape.
"""

from dataclasses import dataclass
from enum import StrEnum

from mamoru.policy.rulebook import Rulebook
from mamoru.policy.words import Word


class Direction(StrEnum):
    """The way in which something changes."""

    WIDENED = "widened"
    DUTY_ADDED = "duty_added"


class Asks(StrEnum):
    """What a change asks for."""

    NOTHING = "nothing"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change."""

    direction: Direction
    asks: Asks
    clauses: tuple[str, ...]
    law: tuple[str, ...]
    ja: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """One changed text."""

    cite: str
    old: Word | None
    new: Word | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What differs."""

    changes: tuple[Change, ...]
    texts: tuple[TextChange, ...]


def difference(old: Rulebook, new: Rulebook) -> Difference:
    """Return the places whose words differ, each with a sentence that says so."""
    before, after = old.policy.said, new.policy.said
    changed = [
        cite
        for cite in [*before, *(one for one in after if one not in before)]
        if cite not in before
        or cite not in after
        or (before[cite].ja, before[cite].en) != (after[cite].ja, after[cite].en)
    ]

    def word(policy: Rulebook, cite: str) -> Word | None:
        said = policy.policy.said.get(cite)
        return None if said is None else Word(said.ja, said.en)

    return Difference(
        changes=tuple(
            Change(
                direction=Direction.WIDENED,
                asks=Asks.CONSENT,
                clauses=(cite,),
                law=("APPI 17(2)",),
                ja=f"<{cite}> の取扱いが広がります。",
                en=f"<{cite}> becomes wider.",
            )
            for cite in changed
        ),
        texts=tuple(
            TextChange(cite=cite, old=word(old, cite), new=word(new, cite)) for cite in changed
        ),
    )
