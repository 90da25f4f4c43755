"""Who asks the door, and for what."""

import re
from typing import Annotated

import msgspec

OfficerName = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$(?!\n)")]
"""Opaque name of an officer: random or a number in a list elsewhere, nobody's own name."""
_REFERENCE = r"[A-Za-z0-9][A-Za-z0-9:._/#-]{0,199}"
Reference = Annotated[str, msgspec.Meta(pattern=f"^{_REFERENCE}$(?!\n)")]
"""Where evidence is kept: an id of a document or record, never its content.

Python's `$` lets a line end follow, ECMAScript's does not; the look-ahead makes both the same.
"""


def is_reference(shown: str) -> bool:
    """Tell whether `shown` may be an id of a document; a sentence, or a name, is none."""
    return _IS_REFERENCE(shown) is not None


_IS_REFERENCE = re.compile(_REFERENCE, re.ASCII).fullmatch


WITHDRAW = "withdraw"
"""What the ledger calls taking a choice back. No policy has this act, since none can forbid it."""
REVIEW = "review"
"""What the ledger calls looking at what is in quarantine, to find which exception fits (clause 3).

No policy has this act either: whether one of its exceptions holds cannot be known otherwise.
"""
DECLINE = "decline"
"""What the ledger calls saying no, when asked or by a signal. None can forbid that either."""
SHOW = "show_notice"
"""What the ledger calls having shown a notice to somebody."""
RECALL = "recall_choices"
"""What the ledger calls showing a person what they chose."""
HOLD = "hold"
"""What the ledger calls setting apart what the law makes the company keep of somebody who goes."""
SEARCH = "search"
"""What the ledger calls looking for what is held of somebody who asked (APPI 32 to 35).

No policy has this act either: without it nobody could say whether a request can be met.
"""
OWN_ACTS = frozenset([WITHDRAW, REVIEW, DECLINE, SHOW, RECALL, HOLD, SEARCH])
"""Acts that the door decides by itself."""
NAMED = frozenset(["collect", "use"])
"""Acts that a system does for a purpose of its own; it cannot leave out which."""


class Asker(msgspec.Struct, frozen=True, kw_only=True):
    """A registered system, or the officer at the command line."""

    system: str = "officer"
    purposes: frozenset[str] | None = None
    """Purposes it is registered for; `None` for an officer, who may name any of the policy."""
    request: str | None = None
    """Random id of the request, 32 hexadecimal digits."""
    officer: str | None = None
    """Opaque name of the officer who acts through it, where one is named."""

    def acting(self, officer: str | None) -> "Asker":
        """Return who asks, with the officer that was named, unless it is known already."""
        if officer is None or self.officer is not None:
            return self
        return msgspec.structs.replace(self, officer=officer)

    def purpose_of(self, act: str, named: str | None) -> str | None:
        """Return the purpose that is meant: where none is named, the only one registered."""
        if named is None and act in NAMED and self.purposes and len(self.purposes) == 1:
            return next(iter(self.purposes))
        return named

    def may_name(self, act: str, purpose: str | None) -> bool:
        """Return whether the purpose is registered for this asker."""
        if self.purposes is None:
            return True
        return act not in NAMED if purpose is None else purpose in self.purposes


OFFICER = Asker()
QUARANTINE = Asker(system="quarantine")
"""Whoever purges what nobody claimed an exception for."""
OUTBOX = Asker(system="outbox")
"""Whoever sends letters; the purpose is the letter's."""
KEEPER = Asker(system="keeper")
"""Whoever ends what was kept as long as it was declared to be."""
TAG = Asker(system="tag")
"""The banner in browsers, which takes down what visitors choose."""

PORTAL = Asker(system="portal")
"""A person, on their own pages."""
RIGHTS = Asker(system="rights")
"""Whoever carries on with people's requests where no human is needed."""
DESK = Asker(system="inquiries")
"""Whoever takes inquiries in, acknowledges them and ends what nobody answered."""


OURS = frozenset(
    one.system for one in (OFFICER, QUARANTINE, OUTBOX, KEEPER, TAG, RIGHTS, PORTAL, DESK)
)
"""Names that no client can have, since the ledger means us by them."""


class Wish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be done, but for whose information and which: a handling without its data.

    It is about people who are held, so they can always be told from it.
    """

    act: str
    purpose: str | None = None
    source: str | None = msgspec.field(default=None, name="from")
    recipient: str | None = msgspec.field(default=None, name="to")
    actor: str | None = msgspec.field(default="company", name="by")
    place: str | None = None
    party: str | None = None
    """Party of the register that receives it (`mamoru.gate.recipients`)."""
    grounds: dict[str, Reference | None] = {}
