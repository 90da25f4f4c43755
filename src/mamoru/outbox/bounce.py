"""Reads reports about deliveries (RFC 3464, in the form of RFC 6522) from whoever sends them.

Anybody can send one, so nothing in it is believed but a token of 128 random bits, which only the
receiving side of that one delivery has seen. Read are the parts' types, the state and the status;
nothing else of it is kept, logged or repeated.

Python's parser gets its old policy: the new one takes headers apart as it meets them, in a time
that a hostile header can make long.
"""

import re
from collections.abc import Iterator
from email import policy
from email.message import Message
from email.parser import BytesParser
from itertools import islice

import msgspec

from mamoru.outbox.errors import BounceUnreadableError

LARGEST = 256 * 1024
"""Bytes read of a report: what matters comes first, the returned mail last. Postfix sends 50 kB."""
LONGEST = 1000
"""Characters read of a header (RFC 5322, 2.1.1: a line has 998)."""
PARTS = 100
"""Parts looked at; a report has three."""
_VERP = re.compile(r"\+([0-9a-f]{32})@", re.ASCII | re.IGNORECASE)
_ID = re.compile(r"<([0-9a-f]{32})@", re.ASCII | re.IGNORECASE)
_STATUS = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})\b", re.ASCII)
_OURS = ("to", "delivered-to", "x-original-to")
"""Headers of the report that may hold the address it came to."""
_RETURNED = ("return-path", "message-id")
_SENDERS = ("x-postfix-sender", "original-envelope-id")
"""What some servers add about whom the mail came from."""
_UNKNOWN = "5.0.0"
"""Failed, and no more is said (RFC 3463)."""


class Bounce(msgspec.Struct, frozen=True, kw_only=True):
    """What a report says: which delivery, and with which status it failed."""

    token: str
    status: str
    """Such as `5.1.1` (RFC 3463)."""
    is_final: bool
    """Whether the delivery was given up; a report that it takes longer is none."""


def read_bounce(raw: bytes) -> Bounce:
    """Return what a report says about one delivery; raises `BounceUnreadableError`."""
    try:
        return _read(BytesParser(policy=policy.compat32).parsebytes(raw[:LARGEST]))
    except BounceUnreadableError:
        raise
    except Exception:  # noqa: BLE001 - whatever a hostile mail brings the parser to
        raise _unreadable("メールとして読めません", "it cannot be read as a mail") from None


def _read(report: Message) -> Bounce:
    if report.get_content_type() != "multipart/report":
        raise _unreadable("通知ではありません", "it is no report")
    parts = list(islice(report.walk(), PARTS))
    blocks = [block for part in parts for block in _blocks(part)]
    if not blocks:
        raise _unreadable("配信結果がありません", "it holds no status of a delivery")
    tokens = set(_tokens(report, parts, blocks))
    if len(tokens) != 1:
        raise _unreadable("どの送信についてか分かりません", "it does not tell which delivery")
    failed = [block for block in blocks if _said(block, "action").strip().lower() == "failed"]
    found = _STATUS.match(_said(failed[0], "status")) if failed else None
    return Bounce(token=tokens.pop(), status=found[1] if found else _UNKNOWN, is_final=bool(failed))


def _blocks(part: Message) -> Iterator[Message]:
    """Yield what `part` says of recipients, if it is a status: one block of headers for each."""
    if part.get_content_type() == "message/delivery-status":
        yield from (block for block in _within(part) if block.keys())


def _tokens(report: Message, parts: list[Message], blocks: list[Message]) -> Iterator[str]:
    """Yield every token at a place where a report has one of ours."""
    yield from _matching(_VERP, report, _OURS)
    for block in blocks:
        yield from _matching(_VERP, block, _SENDERS)
    for returned in _returned(parts):
        for form in (_VERP, _ID):
            yield from _matching(form, returned, _RETURNED)


def _returned(parts: list[Message]) -> Iterator[Message]:
    """Yield the head of the mail that came back, whole or with its headers only."""
    for part in parts:
        if part.get_content_type() == "message/rfc822":
            yield from _within(part)
        elif part.get_content_type() == "text/rfc822-headers":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                yield BytesParser(policy=policy.compat32).parsebytes(content, headersonly=True)


def _within(part: Message) -> list[Message]:
    """Return the messages that a part holds."""
    content = part.get_payload()
    return (
        [one for one in content[:PARTS] if isinstance(one, Message)]
        if isinstance(content, list)
        else []
    )


def _matching(form: re.Pattern[str], head: Message, names: tuple[str, ...]) -> Iterator[str]:
    for name, value in head.items():
        if name.lower() in names:
            yield from (found.lower() for found in form.findall(str(value)[:LONGEST]))


def _said(block: Message, name: str) -> str:
    return str(block.get(name, ""))[:LONGEST]


def _unreadable(ja: str, en: str) -> BounceUnreadableError:
    return BounceUnreadableError(reason_ja=ja, reason_en=en)
