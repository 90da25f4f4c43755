"""For what, to whom and on which grounds: what a caller says of a handling beside its act."""

from typing import Annotated, Literal

import msgspec

from mamoru.gate.asking import Reference, Wish

Word = Annotated[str, msgspec.Meta(max_length=64)]
"""A word of the policy; what the policy does not know is answered as not covered."""
Grounds = dict[Word, Reference | None]
"""Facts relied on, each with a reference to its evidence, which is an id and never content."""
Ref = str


class Terms(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Purpose, parties and grounds of a handling."""

    purpose: Word | None = None
    source: Word | None = msgspec.field(default=None, name="from")
    recipient: Word | None = msgspec.field(default=None, name="to")
    actor: Word | None = msgspec.field(default="company", name="by")
    place: Word | None = None
    party: Word | None = None
    """Party of the register that receives it."""
    grounds: Grounds = {}

    def wish(self, act: str) -> Wish:
        """Return the handling that these terms and `act` make."""
        return Wish(
            act=act, purpose=self.purpose, source=self.source,
            recipient=self.recipient, actor=self.actor, place=self.place, party=self.party,
            grounds=self.grounds,
        )  # fmt: skip


Evidence = Annotated[
    str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,63}:[A-Za-z0-9][A-Za-z0-9:._/#-]{0,199}$(?!\n)")
]
"""A fact and the reference to its evidence, `request:req-2041`."""


class Terse(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same as parameters of an address; nothing of it tells about a person."""

    purpose: Word | None = None
    recipient: Word | None = msgspec.field(default=None, name="to")
    actor: Word | None = msgspec.field(default="company", name="by")
    place: Word | None = None
    party: Word | None = None
    """Party of the register that receives it."""
    grounds: tuple[Evidence, ...] = ()

    def wish(self, act: str) -> Wish:
        """Return the handling that these terms and `act` make."""
        shown: dict[str, str | None] = {}
        for one in self.grounds:
            fact, _, reference = one.partition(":")
            shown[fact] = reference
        return Wish(
            act=act, purpose=self.purpose, recipient=self.recipient,
            actor=self.actor, place=self.place, party=self.party, grounds=shown,
        )  # fmt: skip


class Reads(Terse, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which items or categories are read, and to do what with them."""

    act: Literal["use", "provide", "entrust", "share"] = "use"
    items: tuple[Word, ...] | None = None
    data: tuple[Word, ...] | None = None
