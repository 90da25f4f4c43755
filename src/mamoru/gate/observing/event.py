"""Events as the door takes them and as it answers: what came, for what, and what became of it."""

from enum import StrEnum
from typing import Any, NamedTuple

import msgspec

from mamoru.gate.asking import Asker
from mamoru.vault.withhold import Suspect as Suspect  # whoever makes events needs its name

FOREIGN = ""
"""What stands for a receipt that is no choice of the person."""


class Aim(NamedTuple):
    """A purpose for which an event is wanted, with the categories it holds for it."""

    purpose: str
    data: tuple[str, ...]
    needs_consent: bool = False
    """As declared; the policy may ask for more."""
    yields: bool = False
    """Whether a signal of the browser (Global Privacy Control) stands against it."""


class Told(NamedTuple):
    """What came with an event that bears on the answer. It can only narrow what is kept."""

    signal: bool = False
    """`Sec-GPC: 1`."""
    denied: frozenset[str] = frozenset()
    """Purposes that the sender says the person said no to."""
    receipt: str | None = None
    """Reference of the choice that the sender relies on, which must be this person's."""


class Part(NamedTuple):
    """Properties that are for some purposes only; `None` is for all of the event's."""

    purposes: tuple[str, ...] | None
    properties: dict[str, Any]


class Observed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An event as it came in, already cut down to what is declared."""

    asker: Asker
    name: str
    """As declared: `page`, `track/Order completed`."""
    message: str | None
    """The sender's id of it; one that comes twice is kept once."""
    visitor: str | None
    """Identifier of whoever is known by a cookie only."""
    member: tuple[str, str] | None = None
    """Kind and value of the identifier of a known person, where the sender may say so."""
    whose: str
    """Class of person of the policy that a visitor is taken to be."""
    joins: bool = False
    """Whether it says that the visitor is the member."""
    aims: tuple[Aim, ...]
    told: Told = Told()
    parts: tuple[Part, ...]
    suspects: tuple[Suspect, ...] = ()
    """Texts that may be sensitive, which are in no part."""
    at: str
    """When it happened, RFC 3339."""
    keep_days: int


class Status(StrEnum):
    """What became of an event."""

    ACCEPTED = "accepted"
    LIMITED = "limited"
    """Kept, but not for everything or not all of it."""
    DROPPED = "dropped"
    """Nothing was kept: policy, choice or signal says no to every purpose."""
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    """It could not even be decided: undeclared, malformed, nobody's."""


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of an event for one purpose, and by which clauses of the policy."""

    purpose: str
    outcome: str
    reason: str | None = None
    cites: tuple[str, ...] = ()


class Verdict(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one event."""

    status: Status
    message: str | None = msgspec.field(default=None, name="messageId")
    reasons: tuple[str, ...] = ()
    purposes: tuple[Answer, ...] = ()
