"""A letter as its sender gives it, and what can become of its delivery to one person."""

from enum import StrEnum

import msgspec

from mamoru.policy.words import Word


class State(StrEnum):
    """Where the delivery of one letter to one person stands."""

    WAITING = "waiting"
    """To be sent, now or after a pause."""
    SENDING = "sending"
    """Under way; what comes of it is not known yet."""
    SENT = "sent"
    """The mail server has taken it over (RFC 5321, 4.2.5)."""
    REFUSED = "refused"
    """Policy or law said no; the entry of the ledger says why."""
    NO_ADDRESS = "no_address"
    """The person has no address that mail can go to."""
    FAILED = "failed"
    """The mail server did not take it, for good or too often."""
    BOUNCED = "bounced"
    """It was taken over, and came back."""
    UNCLEAR = "unclear"
    """It may have been taken over or not, so it is not repeated by itself."""
    WITHDRAWN = "withdrawn"
    """It was called back before it was sent."""


REPEATABLE = (State.UNCLEAR, State.FAILED, State.BOUNCED, State.NO_ADDRESS, State.REFUSED)
"""Deliveries that an officer may have sent once more; each is decided anew."""


class NewLetter(msgspec.Struct, frozen=True, kw_only=True):
    """A letter that is to be sent: the same for everybody, so it holds nothing of anybody.

    What is for one reader alone is enclosed with the delivery, sealed under that reader's key, and
    takes the place of `{enclosed}` in the text when it is sent.
    """

    kind: str
    key: str
    """Names the letter for ever, such as `revision:2026-12-01`."""
    purpose: str
    """Purpose of the policy for which the address is used."""
    subject: Word
    body: Word


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """What a letter says."""

    subject: Word
    body: Word


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A delivery whose time has come."""

    id: int
    person: int
    """Number of the person in the vault, which this room does not know."""
    token: str
    claims: int
    attempts: int
    purpose: str
    text: Text
    key: str = ""
    """Of the letter."""
    enclosed: bytes | None = None
    """What is for this reader alone, still sealed."""
