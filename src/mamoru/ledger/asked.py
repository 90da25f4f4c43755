"""What was decided about a handling, in the closed form in which its entry holds it.

One text for each group of categories that were decided on the same facts about the same class of
person: `class;residence;held,…;claimed,…;category:kind,…`. Every word is one of a vocabulary, and
`?` stands for one that the policy did not know. Nothing else fits (`blinding.Asked`).
"""

from collections.abc import Iterable
from typing import NamedTuple

from mamoru.policy.handling import Handling
from mamoru.policy.question import UNSAID, Question

Pair = tuple[str | None, str | None]
"""A category and a kind of sensitive information."""
LONGEST = 1 << 15
"""Bytes that the texts of one entry may have together; one with more is kept without them."""


class Group(NamedTuple):
    """Categories that were decided on the same facts; `None` is not stated."""

    whose: str | None
    residence: str | None
    held: tuple[str, ...]
    """Facts that held, ascending: shown by evidence, or the person's own."""
    claimed: tuple[str, ...]
    """Facts that were claimed and not shown, ascending."""
    pairs: tuple[Pair, ...]


def written(groups: Iterable[Group]) -> tuple[str, ...]:
    """Return the texts of `groups`; none where they would make the entry too long."""
    texts = tuple(map(_text, groups))
    return texts if sum(map(len, texts)) <= LONGEST else ()


def read(texts: Iterable[str]) -> tuple[Group, ...]:
    """Return the groups in the texts of an entry, whose form was checked when it was made."""
    return tuple(map(_group, texts))


def questions(stated: Handling, texts: Iterable[str]) -> tuple[Question, ...]:
    """Return what was decided, in the order in which it was: `stated` is what all have alike."""
    found = []
    for group in read(texts):
        for data, kind in group.pairs:
            handling = Handling(
                act=stated.act, data=data, sensitive=kind, identifying=stated.identifying,
                purpose=stated.purpose, source=stated.source, recipient=stated.recipient,
                actor=stated.actor, whose=group.whose, place=stated.place,
                residence=group.residence,
            )  # fmt: skip
            found.append(Question(handling=handling, held=group.held, claimed=group.claimed))
    return tuple(found)


def _text(group: Group) -> str:
    pairs = [f"{data or ''}:{kind}" if kind else data or "" for data, kind in group.pairs]
    held, claimed = ",".join(group.held), ",".join(group.claimed)
    return f"{group.whose or ''};{group.residence or ''};{held};{claimed};{','.join(pairs)}"


def _group(text: str) -> Group:
    whose, residence, held, claimed, pairs = text.split(";")
    return Group(
        whose or None,
        residence or None,
        tuple(held.split(",")) if held else (),
        tuple(claimed.split(",")) if claimed else (),
        tuple(_pair(pair) for pair in pairs.split(",")),
    )


def _pair(text: str) -> Pair:
    data, _, kind = text.partition(":")
    return data or None, kind or None


def has_unsaid(group: Group) -> bool:
    """Tell whether a word of the group was not kept, since the policy did not know it."""
    words = [
        group.whose,
        group.residence,
        *group.claimed,
        *(w for pair in group.pairs for w in pair),
    ]
    return UNSAID in words
