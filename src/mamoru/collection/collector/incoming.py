"""An event as a protocol delivers it, before anybody looked at what it says."""

from typing import Any

import msgspec

LARGEST_EVENT = 32 * 1024
"""Bytes of one event, as Segment has it."""
LARGEST_BATCH = 500 * 1024
"""Bytes of all events of one call, unpacked, as Segment has it."""


class Incoming(msgspec.Struct, kw_only=True, rename="camel"):
    """The fields of an event of the Segment specification. All of them may hold anything."""

    type: Any = None
    event: Any = None
    name: Any = None
    category: Any = None
    message_id: Any = None
    anonymous_id: Any = None
    user_id: Any = None
    previous_id: Any = None
    group_id: Any = None
    properties: Any = None
    traits: Any = None
    context: Any = None
    timestamp: Any = None
    original_timestamp: Any = None
    sent_at: Any = None
    flaw: str | None = None
    """Why it cannot be an event at all, where a protocol sees that."""


class Delivery(msgspec.Struct, kw_only=True):
    """What one call delivers."""

    events: list[Incoming]
    sent_at: Any = None
    write_key: str | None = None
    """The key as the body has it."""
    context: Any = None
    """Context of all events of a batch, beside their own."""
