"""Whoever received something of a person: each room that hands over says who, and who confirmed.

Whoever erases a person asks here beforehand, since afterwards nothing tells any more who it was.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Literal, NamedTuple

import msgspec

from mamoru.gate.about import About
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.ledger.trace import Recorded, recorded, tickets_of
from mamoru.vault.person import Value
from mamoru.vault.read import reveal

Way = Literal["handed", "feed"]


class ReceivedBy(NamedTuple):
    """One time that a party received something of a person, or a feed in which they are."""

    way: Way
    party: str
    act: str
    source: str
    """The hand-over, `hand_…`; or the feed."""
    items: tuple[str, ...]
    at: datetime
    alias: str | None = None
    """By what the partner of a feed knows them."""


OfEntries = Callable[[Sequence[Recorded]], list[ReceivedBy]]
"""Gives who received something of a person, by the entries that touched them."""
OfPerson = Callable[[int], list[ReceivedBy]]
"""Gives the same by the person's number, where that is how they are known."""
Confirmed = Callable[[str, str | None], bool]
"""Tells whether the recipient at a source is known to have nothing any more of an alias."""


class Downstream(NamedTuple):
    """A room that hands over, with the ways in which it knows to whom."""

    of_entries: OfEntries = lambda _: []
    of_person: OfPerson = lambda _: []
    has_confirmed: Confirmed = lambda *_: False


_rooms: dict[str, Downstream] = {}


def announce(name: str, room: Downstream) -> None:
    """Let a room be known; the rooms that hand over call it as they are loaded."""
    _rooms[name] = room


def received(door: Door, record: Record, about: About, salt: bytes) -> list[tuple[ReceivedBy, str]]:
    """Return who received something of a person, the earliest first, each with the row's mark.

    The person was fetched with every former value, which tells what they were handed at the time.
    """
    number = about.held.number
    entries = recorded(record.cursor, tickets_of(record.cursor, number))
    rooms = list(_rooms.values())
    found = [one for room in rooms for one in (*room.of_entries(entries), *room.of_person(number))]
    values = reveal(door.keys, about.held) if found else ()
    ordered = sorted(found, key=lambda one: (one.at, one.party, one.source))
    return [(one, mark(_row(one, values), salt)) for one in ordered]


def mark(row: dict[str, str], salt: bytes) -> str:
    """Return the mark of a row: SHA-256 over the salt and the row as canonical JSON, in hex.

    The recipient, who has the row, finds it by that; nobody else learns who it is about.
    """
    return sha256(salt + msgspec.json.encode(row, order="sorted")).hexdigest()


def _row(one: ReceivedBy, values: Sequence[Value]) -> dict[str, str]:
    """Return what was handed over of the items at that time."""
    return {
        value.item: value.value
        for value in values
        if value.item in one.items
        and value.collected_at <= one.at
        and (value.superseded_at is None or value.superseded_at > one.at)
    }


def has_confirmed(source: str, alias: str | None) -> bool:
    """Tell whether the recipient is known by now to have nothing of them any more."""
    return any(room.has_confirmed(source, alias) for room in _rooms.values())
