"""Where an inquiry stands, what it is, and how it came."""

from enum import StrEnum
from typing import Literal

Kind = Literal["question", "complaint", "request", "incident", "other"]
"""`complaint` is one under APPI 40; `request` links to a request of a person, `incident` to a
case."""
KINDS: tuple[Kind, ...] = ("question", "complaint", "request", "incident", "other")
COMPLAINT = "complaint"
Channel = Literal["web", "mail", "phone", "post", "counter"]
Outcome = Literal[
    "answered", "resolved", "passed_on", "no_action", "no_reply", "withdrawn", "unwanted"
]  # fmt: skip
"""How an inquiry ended. `unwanted` is advertising and the like: never deleted before its time."""


class InquiryState(StrEnum):
    """What an inquiry waits for."""

    RECEIVED = "received"
    """Nobody has taken it."""
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    WAITING = "waiting"
    """The person was asked something."""
    CLOSED = "closed"


OPEN = (InquiryState.RECEIVED, InquiryState.ASSIGNED)
"""What waits for an answer of ours."""


class Lane(StrEnum):
    """Where an inquiry is looked for."""

    DESK = "desk"
    HELD = "held"
    """More came than usual; somebody has to look whether it is meant."""
    AUTOMATIC = "automatic"
    """A program sent it: a list, an absence notice, a report about a delivery."""


class Direction(StrEnum):
    """Which way a message went."""

    IN = "in"
    OUT = "out"
