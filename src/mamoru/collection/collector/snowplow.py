"""The payload of Snowplow's trackers (`tp2`), read into the same events.

A page view is declared as `page`, a structured event as `track/` and its action, one that describes
itself as `track/` and the name in its schema, a page ping as `track/page_ping`. The application id
(`aid`) is the write key, since these trackers have no other.
"""

import base64
import binascii
from typing import Any

import msgspec

from mamoru.collection.collector.errors import EventsUnreadableError
from mamoru.collection.collector.incoming import LARGEST_EVENT, Delivery, Incoming

_MOST_SCHEMA = 200
_STRUCTURED = {"se_ca": "category", "se_la": "label", "se_pr": "property", "se_va": "value"}
_CONTEXT = {"url": "url", "page": "title", "refr": "referrer"}


class _Payload(msgspec.Struct, kw_only=True):
    data: list[dict[str, Any]]


_payload = msgspec.json.Decoder(_Payload)


def read(raw: bytes) -> Delivery:
    """Return what a body delivers; raises `EventsUnreadableError`.

    Events of several applications in one body have no key in common, and are refused together.
    """
    try:
        raw.decode()
        found = _payload.decode(raw).data
    except (msgspec.MsgspecError, RecursionError, ValueError):
        raise EventsUnreadableError from None
    keys = {one.get("aid") for one in found}
    if len(keys) > 1:
        raise EventsUnreadableError
    key = next(iter(keys), None)
    return Delivery(
        events=[_event(one) for one in found], write_key=key if isinstance(key, str) else None
    )


def _event(one: dict[str, Any]) -> Incoming:
    if sum(len(value) for value in one.values() if isinstance(value, str)) > LARGEST_EVENT:
        return Incoming(flaw="too_large")
    found = Incoming(
        message_id=one.get("eid"),
        anonymous_id=one.get("duid") or one.get("nuid"),
        user_id=one.get("uid"),
        timestamp=_moment(one.get("dtm")),
        sent_at=_moment(one.get("stm")),
        context={
            "page": {name: one[key] for key, name in _CONTEXT.items() if key in one},
            "locale": one.get("lang"),
            "userAgent": one.get("ua"),
        },
    )
    _name(found, one)
    return found


def _name(found: Incoming, one: dict[str, Any]) -> None:
    """Say which event it is, and what it holds."""
    match one.get("e"):
        case "pv":
            found.type = "page"
            found.properties = {name: one[key] for key, name in _CONTEXT.items() if key in one}
        case "pp":
            found.type, found.event = "track", "page_ping"
        case "se":
            found.type, found.event = "track", one.get("se_ac")
            found.properties = {name: one[key] for key, name in _STRUCTURED.items() if key in one}
        case "ue":
            found.type = "track"
            found.event, found.properties = _described(one)
        case _:
            found.flaw = "malformed"


def _described(one: dict[str, Any]) -> tuple[Any, Any]:
    """Return name and properties of an event that describes itself, packed in base64 or not."""
    try:
        packed = one.get("ue_px")
        text = base64.urlsafe_b64decode(str(packed) + "==") if packed else str(one.get("ue_pr", ""))
        inner = msgspec.json.decode(text)["data"]
        schema = str(inner["schema"])[:_MOST_SCHEMA]
        return schema.removeprefix("iglu:").split("/")[1], inner.get("data")
    except (msgspec.MsgspecError, binascii.Error, RecursionError, ValueError):
        return None, None
    except (KeyError, TypeError, IndexError, AttributeError):
        return None, None


def _moment(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Return milliseconds since 1970, which come as text, as a number."""
    return int(value) if isinstance(value, str) and value.isdigit() and len(value) < 16 else value
