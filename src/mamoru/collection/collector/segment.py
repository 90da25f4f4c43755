"""The HTTP API of Segment, as its libraries and RudderStack's speak it.

`/v1/batch` takes many events, `/v1/track` and its like one; `/v1/t` and its like are the same. What
cannot be read as JSON at all is refused as a whole; what is wrong with one event is said of that
event, since libraries lose the whole batch on any other answer.
"""

import json
import re
from typing import Any

import msgspec

from mamoru.collection.collector.errors import EventsUnreadableError
from mamoru.collection.collector.incoming import LARGEST_EVENT, Delivery, Incoming

BATCH = "batch"
ROUTES = {
    "track": "track", "identify": "identify", "page": "page", "screen": "screen", "group": "group",
    "alias": "alias", "batch": BATCH, "import": BATCH, "t": "track", "i": "identify", "p": "page",
    "s": "screen", "g": "group", "a": "alias", "b": BATCH,
}  # fmt: skip
"""Last part of the address to the type of event."""


_HALF = re.compile("[\ud800-\udfff]")
_NO_CHARACTER = "\uffff"


class _Batch(msgspec.Struct, kw_only=True, rename="camel"):
    batch: list[msgspec.Raw]
    sent_at: Any = None
    write_key: Any = None
    context: Any = None


class _Single(Incoming, kw_only=True, rename="camel"):
    write_key: Any = None


_batch = msgspec.json.Decoder(_Batch)
_single = msgspec.json.Decoder(_Single)
_event = msgspec.json.Decoder(Incoming)


def read(raw: bytes, kind: str) -> Delivery:
    """Return what a body delivers to the route of `kind`; raises `EventsUnreadableError`."""
    try:
        return _read(raw, kind)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        pass
    return _read_again(raw, kind)


def _read_again(raw: bytes, kind: str) -> Delivery:
    """Read what a lenient writer made: a mark of the byte order, `NaN`, half of a character.

    Half of a character becomes one that nothing has in its name, so that nobody is found by it.
    """
    try:
        value = json.loads(raw.decode("utf-8-sig"), parse_constant=lambda _: None)
        text = _HALF.sub(_NO_CHARACTER, json.dumps(value, ensure_ascii=False))
        again = json.loads(text, parse_constant=lambda _: None)
        return _read(msgspec.json.encode(again), kind)
    except (msgspec.MsgspecError, RecursionError, ValueError, TypeError, OverflowError):
        raise EventsUnreadableError from None


def _read(raw: bytes, kind: str) -> Delivery:
    raw.decode()  # a library of another language may not check that it is UTF-8
    if kind == BATCH:
        found = _batch.decode(raw)
        return Delivery(
            events=[_one(event) for event in found.batch],
            sent_at=found.sent_at,
            write_key=_text(found.write_key),
            context=found.context,
        )
    single = _single.decode(raw)
    single.type = kind
    if len(raw) > LARGEST_EVENT:
        single.flaw = "too_large"
    return Delivery(events=[single], sent_at=single.sent_at, write_key=_text(single.write_key))


def _one(raw: msgspec.Raw) -> Incoming:
    """Return one event of a batch, or what is wrong with it."""
    if len(memoryview(raw)) > LARGEST_EVENT:
        return Incoming(flaw="too_large")
    try:
        return _event.decode(raw)
    except (msgspec.MsgspecError, RecursionError):
        return Incoming(flaw="malformed")


def _text(value: Any) -> str | None:  # noqa: ANN401 - whatever JSON can hold
    return value if isinstance(value, str) else None
