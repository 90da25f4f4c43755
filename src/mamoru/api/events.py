"""Declaring events, and reading what was observed: of one person, and by day for a purpose."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Annotated

import msgspec

from mamoru.api.endpoint import Call, Endpoint, Reply
from mamoru.api.errors import AddressUnknownError
from mamoru.api.terms import Terms, Terse
from mamoru.collection.collector import declare
from mamoru.gate.errors import Scopes
from mamoru.gate.observing import history, stitch
from mamoru.policy.handling import Decision

_encode = msgspec.json.Encoder().encode
MOST_BYTES = 1024 * 1024
PIECE = 500
"""Events of a day that are sent at once."""


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """Every version of the declarations, oldest first; the last counts."""

    declarations: list[declare.Declaring]


class NewDeclarations(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of declarations, as it is."""

    text: Annotated[str, msgspec.Meta(max_length=MOST_BYTES)]


class Observations(msgspec.Struct, frozen=True, kw_only=True):
    """What was observed of one person for a purpose."""

    ref: str
    events: tuple[history.Occurrence, ...]
    links: tuple[stitch.Linked, ...]
    decision: Decision
    ticket: int | None


class DayOfEvents(msgspec.Struct, frozen=True, kw_only=True):
    """What was observed on a day, of everybody of whom it may be used for the purpose."""

    day: date
    events: list[history.Occurrence]
    ticket: int | None


class Unlinking(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """On which grounds a link ends: a request, usually."""

    handling: Terms = Terms()


class Unlinked(msgspec.Struct, frozen=True, kw_only=True):
    """The decision that ended a link."""

    decision: Decision


def listed(call: Call) -> Reply:
    """Return every version of the declarations."""
    return Reply(body=_encode(Declared(declarations=declare.declarations(call.worker.door))))


def declared(call: Call) -> Reply:
    """Register declarations; they count at once."""
    wanted: NewDeclarations = call.body
    found = declare.declare(call.worker.door, call.asker, wanted.text.encode())
    return Reply(status=201, body=_encode(found))


def of_person(call: Call) -> Reply:
    """Read what was observed of one person."""
    wanted: Terse = call.query
    found, ticket = history.history(
        call.worker.door, call.asker, wanted.wish("use"), call.path["ref"]
    )
    answer = Observations(
        ref=found.ref, events=found.events, links=found.links, decision=found.decision,
        ticket=ticket,
    )  # fmt: skip
    return Reply(body=_encode(answer))


def of_day(call: Call) -> Reply:
    """Read what was observed on a day."""
    wanted: Terse = call.query
    try:
        day = date.fromisoformat(call.path["day"])
    except ValueError:
        raise AddressUnknownError from None
    found, ticket = history.by_day(call.worker.door, call.asker, wanted.wish("use"), day)
    return Reply(parts=_pieces(day, found, ticket), size=None)


def _pieces(day: date, found: Iterator[history.Occurrence], ticket: int | None) -> Iterator[bytes]:
    """Yield `DayOfEvents` as JSON while it is read; where reading fails, it is broken off."""
    empty = _encode(DayOfEvents(day=day, events=[], ticket=ticket))
    head, _, tail = empty.partition(b"[]")
    yield head + b"["
    comma = b""
    while some := list(islice(found, PIECE)):
        yield comma + _encode(some)[1:-1]
        comma = b","
    yield b"]" + tail


def unlinked(call: Call) -> Reply:
    """End the link between a member and a visitor."""
    wanted: Unlinking = call.body
    decision = stitch.unlink(
        call.worker.door, call.asker, wanted.handling.wish("correct"), call.path["ref"],
        call.path["link"],
    )  # fmt: skip
    return Reply(body=_encode(Unlinked(decision=decision)))


ENDPOINTS = (
    Endpoint(
        method="GET", path="/events/declarations", name="listDeclarations",
        summary="Which events may be collected, in every version", verb=listed,
        scope=Scopes.POLICY_READ, gives=Declared,
    ),
    Endpoint(
        method="POST", path="/events/declarations", name="declareEvents",
        summary="Say which events may be collected, with which properties and for what",
        verb=declared, scope=Scopes.POLICY_REVISE, takes=NewDeclarations, gives=declare.Declaring,
        status=201,
    ),
    Endpoint(
        method="GET", path="/events/days/{day}", name="readDayOfEvents",
        summary="What was observed on a day, for a purpose", verb=of_day,
        scope=Scopes.EVENTS_READ, query=Terse, gives=DayOfEvents,
    ),
    Endpoint(
        method="GET", path="/people/{ref}/events", name="readEventsOfPerson",
        summary="What was observed of one person, for a purpose", verb=of_person,
        scope=Scopes.EVENTS_READ, query=Terse, gives=Observations,
    ),
    Endpoint(
        method="POST", path="/people/{ref}/links/{link}/end", name="endLink",
        summary="End the link between a person and a visitor", verb=unlinked,
        scope=Scopes.PEOPLE_CHANGE, takes=Unlinking, gives=Unlinked,
    ),
)  # fmt: skip
