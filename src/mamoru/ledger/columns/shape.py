"""What many handlings have alike: the entry without whom, when, by which system and on which paper.

A log of millions of handlings has thousands of shapes, so what takes time is done once for each.
"""

import re

import msgspec

from mamoru.ledger import asked
from mamoru.ledger.entries import Handled, encode
from mamoru.policy.handling import Handling
from mamoru.policy.question import UNSAID, Question

_OWN = re.compile(
    rb'"(?:at|caller|choices|count|evidence|party|people|request|subject)":(?:"[^"]*"|\[[^\]]*\]|[0-9]+),?'
)
"""What one handling has by itself. Values hold no quotes, and those in a list no brackets."""

_ALIKE = frozenset(["act", "purpose", "from", "to", "by", "place"])
"""Attributes that are the same for everything that was asked; the entry has no word for those that
are unknown. A category is unknown also where none was stated."""


class Shape(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The fields of `Handled` that a shape has, as they are in the entry."""

    act: str
    outcome: str
    actor: str | None = None
    data: tuple[str, ...] = ()
    purpose: str | None = None
    recipient: str | None = None
    source: str | None = None
    place: str | None = None
    identifying: str = "yes"
    asked: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    token: str = ""

    @property
    def has_unsaid(self) -> bool:
        """Whether a word of it was not kept, since the policy did not know it."""
        is_alike = not _ALIKE.isdisjoint(self.unknown)
        return is_alike or any(map(asked.has_unsaid, asked.read(self.asked)))

    def questions(self) -> tuple[Question, ...]:
        """Return what was decided, in its order; nothing where the entry does not say."""
        stated = Handling(
            act=self.act,
            identifying=self.identifying == "yes",
            purpose=self._said("purpose", self.purpose),
            source=self._said("from", self.source),
            recipient=self._said("to", self.recipient),
            actor=self._said("by", self.actor),
            place=self._said("place", self.place),
        )
        return asked.questions(stated, self.asked)

    def _said(self, attribute: str, word: str | None) -> str | None:
        return UNSAID if attribute in self.unknown else word


def bare(raw: bytes) -> bytes:
    """Return the canonical bytes of an entry about a handling without what only it has."""
    return _OWN.sub(b"", raw).replace(b",}", b"}")


def shape(raw: bytes) -> Shape:
    """Return the shape in the bytes of an entry, or in those that `bare` returned."""
    return msgspec.json.decode(raw, type=Shape)


def shape_of(entry: Handled) -> Shape:
    """Return the shape of an entry."""
    return shape(encode(entry))
