"""Deciding for systems that act by themselves, with reasons in words where they are wanted."""

from typing import Annotated

import msgspec

from mamoru.api.endpoint import Call, Reply
from mamoru.api.terms import Grounds, Word
from mamoru.gate.consider import consider, in_words
from mamoru.gate.errors import ScopeMissingError, Scopes
from mamoru.policy.explain import Explanation
from mamoru.policy.handling import Decision, Handling

_encode = msgspec.json.Encoder().encode
MOST = 1000
"""Handlings in one batch."""


class Asked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A handling of one category of information."""

    act: Word
    data: Word | None = None
    sensitive: Word | None = None
    identifying: bool = True
    purpose: Word | None = None
    source: Word | None = msgspec.field(default=None, name="from")
    recipient: Word | None = msgspec.field(default=None, name="to")
    actor: Word | None = msgspec.field(default="company", name="by")
    whose: Word | None = None
    place: Word | None = None
    residence: Word | None = None
    party: Word | None = None
    """Party of the register that would receive it."""
    items: Annotated[tuple[Word, ...], msgspec.Meta(min_length=1, max_length=64)] | None = None
    """Items of the category that it would receive; all of them if left out."""
    grounds: Grounds = {}

    def handling(self) -> Handling:
        """Return the handling that is decided."""
        return Handling(
            act=self.act, data=self.data, sensitive=self.sensitive, identifying=self.identifying,
            purpose=self.purpose, source=self.source, recipient=self.recipient, actor=self.actor,
            whose=self.whose, place=self.place, residence=self.residence, grounds=self.grounds,
        )  # fmt: skip


class Questions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Handlings to be decided, one or many."""

    handlings: Annotated[list[Asked], msgspec.Meta(min_length=1, max_length=MOST)]
    ref: Annotated[str, msgspec.Meta(max_length=64)] | None = None
    """The person whose own choices count; needs the scope `people:read`."""
    dry_run: bool = False
    """Whether only to ask: then nothing is recorded, and nothing may be done on it."""
    explain: bool = False
    """Whether to answer in words as well, in the language of `Accept-Language`."""


class Answers(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A decision for each handling, in their order."""

    decisions: tuple[Decision, ...]
    explanations: tuple[Explanation, ...] = ()


def decide(call: Call) -> Reply:
    """Answer whether handlings may happen."""
    wanted: Questions = call.body
    if wanted.ref and call.caller and Scopes.PEOPLE_READ not in call.caller.scopes:
        raise ScopeMissingError(scope=Scopes.PEOPLE_READ)
    door = call.worker.door
    handlings = [one.handling() for one in wanted.handlings]
    decisions = consider(
        door, call.asker, handlings, ref=wanted.ref, is_dry=wanted.dry_run,
        parties=[one.party for one in wanted.handlings],
        items=[one.items for one in wanted.handlings],
    )  # fmt: skip
    if not wanted.explain:
        return Reply(body=_encode(Answers(decisions=decisions)))
    words = in_words(door, decisions, call.language, handlings=handlings)
    return Reply(
        body=_encode(Answers(decisions=decisions, explanations=words)),
        headers=(("Content-Language", call.language), ("Vary", "Accept-Language")),
    )
