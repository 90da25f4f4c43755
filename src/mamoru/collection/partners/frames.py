"""What the process that reads a delivery and the one that writes it say to each other.

Both are ours, on one machine, joined by two pipes that nobody else can open. A frame is its length
in 4 bytes and a value in MessagePack.
"""

from typing import IO, TypeVar

import msgspec

from mamoru.collection.partners.mapping import Plan
from mamoru.gate.incoming import DraftingKeys, Line
from mamoru.screening.findings import Kind

T = TypeVar("T")
_LENGTH = 4
_encode = msgspec.msgpack.Encoder().encode


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be read, from where on, and with which keys."""

    path: str
    name: str
    key: bytes
    """Of the staged file."""
    plan: Plan
    after: int
    """Rows up to this one have been dealt with."""
    keys: DraftingKeys
    kinds: frozenset[Kind]
    """What screening may find for a value to be kept apart."""
    rows: int
    """How many rows make a lot."""
    part: int = 0
    parts: int = 1
    """Of so many readers, which one this is: lots are dealt out in turn."""


class Refusal(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A row that is not taken, and why; never a value."""

    row: int
    reason: str
    detail: str


class Batch(msgspec.Struct, frozen=True, tag="batch", array_like=True):
    """Rows that were read one after the other."""

    last_row: int
    lines: list[Line]
    refusals: list[Refusal]
    masked: list[Refusal]
    """Rows that are taken without a number in them that may not be kept."""
    is_last: bool


class Stopped(msgspec.Struct, frozen=True, tag="stopped", array_like=True):
    """The delivery as a whole cannot be read on, and why."""

    ja: str
    en: str


Frame = Batch | Stopped


def send(pipe: IO[bytes], value: msgspec.Struct) -> None:
    """Send one frame."""
    content = _encode(value)
    pipe.write(len(content).to_bytes(_LENGTH, "big"))
    pipe.write(content)
    pipe.flush()


def receive(pipe: IO[bytes], decoder: msgspec.msgpack.Decoder[T]) -> T | None:
    """Return the next frame, or `None` where the other side has gone."""
    head = pipe.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    content = pipe.read(int.from_bytes(head, "big"))
    return decoder.decode(content) if len(content) == int.from_bytes(head, "big") else None
