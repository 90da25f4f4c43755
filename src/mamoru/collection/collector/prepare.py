"""Cuts an event down to what is declared, before anything of it goes further.

What is left of an address, a user agent or a place is decided here, so that nothing behind this
line ever holds the whole.
"""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from mamoru.collection.collector import clock
from mamoru.collection.collector.declaration import Declarations, Declared, Property
from mamoru.collection.collector.grammar import DROP, TRACK, TYPES
from mamoru.collection.collector.incoming import Delivery, Incoming
from mamoru.collection.collector.measures import measured
from mamoru.crypto.errors import InvalidIdentifierError
from mamoru.crypto.index import normalised
from mamoru.gate.asking import Asker
from mamoru.gate.observing.event import Observed, Part, Status, Suspect, Told, Verdict
from mamoru.gate.observing.sieve import sieved
from mamoru.policy.model import Policy

VISITOR = "cookie_id"
LONGEST_MESSAGE = 256
TRAITS = ("identify", "group")


class Sender(NamedTuple):
    """Who sends, and what the connection itself tells."""

    asker: Asker
    may_identify: bool
    now: datetime
    secret: bytes
    """Key of the day, for digests."""
    signal: bool = False
    """Whether `Sec-GPC: 1` came with it."""
    address: str | None = None
    agent: str | None = None


class Prepared(NamedTuple):
    """An event for the door, or why there is none; and what was noticed on the way."""

    observed: Observed | None
    reasons: tuple[str, ...]
    message: str | None
    is_undeclared: bool = False

    @property
    def rejection(self) -> Verdict:
        """Return the verdict where there is no event for the door."""
        return Verdict(status=Status.REJECTED, message=self.message, reasons=self.reasons)


def prepared(
    declarations: Declarations, one: Incoming, delivery: Delivery, sender: Sender
) -> Prepared:
    """Return the event as the door takes it, or why it cannot be decided at all."""
    message = _message(one.message_id)
    declared = declarations.events.get(_name(one))
    visitor = _visitor(one)
    member = _member(declarations, one, sender)
    reason = _flaw(one, declared, visitor, member)
    if reason is not None or declared is None:
        return Prepared(None, (reason or "undeclared",), message, declared is None and not one.flaw)
    when = clock.happened(
        one.original_timestamp or one.timestamp, one.sent_at or delivery.sent_at, now=sender.now
    )
    if when.at < sender.now - timedelta(days=declared.keep_days + 1):
        return Prepared(None, ("expired",), message)
    context = _context(one, delivery, sender)
    cut = _cut(declared, _properties(one), context, sender.secret, declarations.policy)
    observed = Observed(
        asker=sender.asker, name=declared.name, message=message, visitor=visitor, member=member,
        whose=declarations.whose, joins=one.type in ("identify", "alias"),
        suspects=cut.suspects, aims=declared.aims(cut.present),
        told=_told(declarations, context, sender), parts=cut.parts, keep_days=declared.keep_days,
        at=when.at.isoformat(timespec="milliseconds"),
    )  # fmt: skip
    noticed = (*cut.reasons, *((when.reason,) if when.reason else ()))
    return Prepared(observed, noticed, message)


def _name(one: Incoming) -> str:
    """Return the name under which an event would be declared."""
    if one.type == "track":
        return f"{TRACK}{one.event}"
    return one.type if one.type in TYPES else ""


def _flaw(
    one: Incoming, declared: Declared | None, visitor: str | None, member: tuple[str, str] | None
) -> str | None:
    """Return why an event cannot be decided."""
    if one.flaw is not None:
        return one.flaw
    if declared is None:
        return "undeclared"
    if visitor is None and member is None:
        return "nobody" if one.user_id is None else "unproven_member"
    return None


def _message(value: Any) -> str | None:  # noqa: ANN401 - whatever JSON can hold
    return value if isinstance(value, str) and 0 < len(value) <= LONGEST_MESSAGE else None


def _visitor(one: Incoming) -> str | None:
    """Return whom a cookie stands for; with `alias` it is whoever was known before."""
    if one.type == "alias":
        return _identifier(VISITOR, one.previous_id)
    return _identifier(VISITOR, one.anonymous_id)


def _member(declarations: Declarations, one: Incoming, sender: Sender) -> tuple[str, str] | None:
    """Return the member whom a trusted sender names."""
    if declarations.member is None or not sender.may_identify:
        return None
    found = _identifier(declarations.member, one.user_id)
    return None if found is None else (declarations.member, found)


def _identifier(kind: str, value: Any) -> str | None:  # noqa: ANN401 - whatever JSON can hold
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)[:LONGEST_MESSAGE]
    if not isinstance(value, str):
        return None
    try:
        return normalised(kind, value)
    except (InvalidIdentifierError, UnicodeEncodeError):
        return None


def _context(one: Incoming, delivery: Delivery, sender: Sender) -> dict[str, Any]:
    """Return the context of an event, with what the connection tells where nobody else does."""
    shared = delivery.context if isinstance(delivery.context, dict) else {}
    own = one.context if isinstance(one.context, dict) else {}
    return {"ip": sender.address, "userAgent": sender.agent, **shared, **own}


def _properties(one: Incoming) -> dict[str, Any]:
    given = one.traits if one.type in TRAITS else one.properties
    found = dict(given) if isinstance(given, dict) else {}
    for name, value in (("name", one.name), ("category", one.category), ("groupId", one.group_id)):
        if value is not None:
            found.setdefault(name, value)
    return found


def _told(declarations: Declarations, context: dict[str, Any], sender: Sender) -> Told:
    """Return what bears on the answer. A claim of consent is none; a refusal counts.

    It counts for the purposes that are declared under its name, or for that of the policy which is
    called so.
    """
    consent = context.get("consent")
    if not isinstance(consent, dict):
        return Told(signal=sender.signal)
    choices = consent.get("categoryPreferences")
    denied: set[str] = set()
    for name, choice in choices.items() if isinstance(choices, dict) else ():
        if choice is not True:
            denied |= declarations.preferences.get(name) or _purpose(declarations, name)
    receipt = consent.get("receipt")
    return Told(
        signal=sender.signal,
        denied=frozenset(denied),
        receipt=None if receipt is None else str(receipt)[:LONGEST_MESSAGE],
    )


def _purpose(declarations: Declarations, name: str) -> frozenset[str]:
    return frozenset([name]) if name in declarations.policy.purposes else frozenset()


class _Cut(NamedTuple):
    """What is left of an event's properties."""

    parts: tuple[Part, ...]
    present: int
    """Bit *i* says that property *i* is there, as `Declared.aims` counts them."""
    reasons: tuple[str, ...]
    suspects: tuple[Suspect, ...]


class _Noticed:
    """What was noticed while an event was cut down."""

    def __init__(self) -> None:
        self.reasons: dict[str, None] = {}
        self.suspects: list[Suspect] = []


def _cut(
    declared: Declared, properties: dict[str, Any], context: dict[str, Any], secret: bytes,
    policy: Policy,
) -> _Cut:  # fmt: skip
    """Take what is declared, each as its measure leaves it, sorted by what it is for."""
    by_purposes: dict[tuple[str, ...] | None, dict[str, Any]] = {}
    noticed = _Noticed()
    present = at = 0
    for source, wanted in ((properties, declared.properties), (context, declared.context)):
        for one in wanted:
            value = source.get(one.name) if len(one.path) == 1 else _found(source, one.path)
            if value is not None and one.do != DROP:
                kept = _kept(one, value, secret, policy, noticed)
                if kept is not None:
                    by_purposes.setdefault(one.purposes, {})[one.name] = kept
                    present |= 1 << at
            at += 1
    if not declared.tops.issuperset(properties):
        noticed.reasons["undeclared_property"] = None
    parts = tuple(Part(purposes, found) for purposes, found in by_purposes.items())
    return _Cut(parts, present, tuple(noticed.reasons), tuple(noticed.suspects))


def _found(source: dict[str, Any], path: tuple[str, ...]) -> Any:  # noqa: ANN401 - any JSON
    found: Any = source
    for step in path:
        if not isinstance(found, dict):
            return None
        found = found.get(step)
    return found


def _kept(one: Property, value: Any, secret: bytes, policy: Policy, noticed: _Noticed) -> Any:  # noqa: ANN401 - any JSON
    """Return what is kept of a value, or `None`, noting why."""
    kept = measured(one.do, value, secret)
    if kept is None:
        noticed.reasons["malformed_property"] = None
    elif one.is_text and isinstance(kept, str):
        found = sieved(policy, data=one.data, item=one.item, value=kept)
        if found.is_masked:
            noticed.reasons["masked"] = None
        if found.suspect is not None:
            noticed.reasons["sensitive"] = None
            noticed.suspects.append(found.suspect)
        return found.text
    return kept
