"""What a person wrote to the company and was answered: the room that keeps it says so.

A disclosure of all that is held of somebody holds their inquiries as well (APPI 33). Names and
addresses of those who wrote are not told, since one who was let into a thread may be another.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from mamoru.gate.about import Touched
from mamoru.gate.door import Door
from mamoru.policy.model import Policy


class FileTold(msgspec.Struct, frozen=True, kw_only=True):
    """An attachment, by what it was called."""

    name: str
    media: str
    size: int
    is_kept: bool
    """Whether its content is held still."""


class MessageTold(msgspec.Struct, frozen=True, kw_only=True):
    """One message: what came from the person, or what went to them."""

    at: datetime
    is_answer: bool
    channel: str
    subject: str
    text: str
    sensitive: tuple[str, ...]
    """Words of the policy for what it may hold; it is not settled yet."""
    is_erased: bool
    """Whether its text was erased since."""
    sent_at: datetime | None
    files: tuple[FileTold, ...] = ()


class InquiryTold(msgspec.Struct, frozen=True, kw_only=True):
    """An inquiry with its messages, in their order."""

    inquiry: str
    kind: str
    data: str | None
    """Category that its text is of; `null` where the policy has none."""
    arrived_at: datetime
    closed_at: datetime | None
    messages: tuple[MessageTold, ...]


class Correspondence(Protocol):
    """Whatever keeps what people write."""

    def of(self, person: str) -> Sequence[str]:
        """Return the names of the inquiries that are a person's, and can be read."""

    def touched(self, policy: Policy, person: str) -> Sequence[Touched]:
        """Return the categories that telling them touches."""

    def told(self, door: Door, person: str) -> tuple[InquiryTold, ...]:
        """Return them in clear. What another than the person may have written is not in it."""


_rooms: list[Correspondence] = []


def announce(room: Correspondence) -> None:
    """Let what a room keeps be disclosed; it calls this as it is loaded."""
    _rooms.append(room)


def inquiries_of(person: str) -> tuple[str, ...]:
    """Return the names of a person's inquiries; called where reading the database is allowed."""
    return tuple(one for room in _rooms for one in room.of(person))


def touched_by(policy: Policy, person: str) -> list[Touched]:
    """Return the categories that telling a person's inquiries touches."""
    return [one for room in _rooms for one in room.touched(policy, person)]


def told_of(door: Door, person: str) -> tuple[InquiryTold, ...]:
    """Return a person's inquiries in clear, for them alone; once it is decided."""
    return tuple(one for room in _rooms for one in room.told(door, person))
