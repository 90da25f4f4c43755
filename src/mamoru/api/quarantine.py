"""The quarantine over HTTP: what may be sensitive is looked at, let in, cleared or purged."""

from datetime import datetime
from typing import Annotated

import msgspec

from mamoru.api.endpoint import Call, Endpoint, Reply
from mamoru.api.terms import Terms
from mamoru.gate.errors import Scopes
from mamoru.gate.quarantine import settle
from mamoru.policy.handling import Decision

MOST = 1000
"""Items in one answer."""
_encode = msgspec.json.Encoder().encode


class Queue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From which time of purging on, and how many."""

    after: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    limit: Annotated[int, msgspec.Meta(ge=1, le=MOST)] = 100


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """What is in quarantine, in the order of purging."""

    items: list[settle.InQueue]


class Review(settle.Reviewed, frozen=True, kw_only=True):
    """A quarantined value as a reviewer sees it; that it was seen is on record."""

    ticket: int | None


class Settling(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the value came from, and on which grounds it may be collected."""

    handling: Terms = Terms()


class Settlement(msgspec.Struct, frozen=True, kw_only=True):
    """What was settled, about whom, and the decision that allowed it."""

    ref: str
    person: str
    item: str
    decision: Decision
    ticket: int | None


def listed(call: Call) -> Reply:
    """Return what waits, without saying whose it is."""
    wanted: Queue = call.query
    found = settle.waiting(after=wanted.after, limit=wanted.limit)
    return Reply(body=_encode(Waiting(items=found)))


def reviewed(call: Call) -> Reply:
    """Show one value to a reviewer."""
    found, ticket = settle.review(call.worker.door, call.asker, call.path["held"])
    return Reply(body=_encode(Review(**msgspec.structs.asdict(found), ticket=ticket)))


def claimed(call: Call) -> Reply:
    """Let a value in under one of the exceptions."""
    wanted: Settling = call.body
    wish = wanted.handling.wish("collect")
    return _told(*settle.claim(call.worker.door, call.asker, wish, call.path["held"]))


def cleared(call: Call) -> Reply:
    """Let a value in that is not sensitive after all."""
    wanted: Settling = call.body
    wish = wanted.handling.wish("collect")
    return _told(*settle.clear(call.worker.door, call.asker, wish, call.path["held"]))


def purged(call: Call) -> Reply:
    """Delete a value now."""
    return _told(*settle.purge(call.worker.door, call.asker, call.path["held"]))


def _told(found: settle.Settled, ticket: int | None) -> Reply:
    return Reply(body=_encode(Settlement(**msgspec.structs.asdict(found), ticket=ticket)))


ENDPOINTS = (
    Endpoint(
        method="GET", path="/quarantine", name="listQuarantine",
        summary="What may be sensitive and waits to be settled", verb=listed,
        scope=Scopes.QUARANTINE, query=Queue, gives=Waiting,
    ),
    Endpoint(
        method="GET", path="/quarantine/{held}", name="reviewQuarantined",
        summary="Look at a quarantined value", verb=reviewed, scope=Scopes.QUARANTINE,
        gives=Review,
    ),
    Endpoint(
        method="POST", path="/quarantine/{held}/claim", name="claimQuarantined",
        summary="Collect a quarantined value under an exception of the policy", verb=claimed,
        scope=Scopes.QUARANTINE, takes=Settling, gives=Settlement,
    ),
    Endpoint(
        method="POST", path="/quarantine/{held}/clear", name="clearQuarantined",
        summary="Collect a quarantined value that is not sensitive", verb=cleared,
        scope=Scopes.QUARANTINE, takes=Settling, gives=Settlement,
    ),
    Endpoint(
        method="POST", path="/quarantine/{held}/purge", name="purgeQuarantined",
        summary="Purge a quarantined value now", verb=purged, scope=Scopes.QUARANTINE,
        gives=Settlement,
    ),
)  # fmt: skip
