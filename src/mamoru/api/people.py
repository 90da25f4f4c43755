"""People: store, read, disclose, find."""

from typing import Annotated

import msgspec

from mamoru.api.endpoint import Call, Reply
from mamoru.api.terms import Reads, Terms, Word
from mamoru.collection.partners.provenance import ReceivedFrom, received_from
from mamoru.gate import create as collecting
from mamoru.gate import read as reading
from mamoru.gate.create import Given
from mamoru.gate.errors import ScopeMissingError, Scopes
from mamoru.gate.looking import looking
from mamoru.gate.quarantine.hold import Masked, Quarantined
from mamoru.gate.read import Answer
from mamoru.policy.handling import Decision
from mamoru.provision.records.single import read_or_hand

MOST = 10_000
"""People in one bulk."""
_encode = msgspec.json.Encoder().encode


class NewPerson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody to be stored."""

    handling: Terms = Terms()
    person: Given


class NewPeople(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Many to be stored, all of them or none."""

    handling: Terms = Terms()
    people: Annotated[list[Given], msgspec.Meta(min_length=1, max_length=MOST)]


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """The name of somebody who was stored: random, for programs, and safe in addresses."""

    ref: str
    version: int


class Created(Named, frozen=True, kw_only=True):
    """Who was stored, and the decision that allowed it."""

    decision: Decision
    ticket: int | None
    """Where the entry in the ledger can be asked for."""
    quarantined: tuple[Quarantined, ...] = ()
    """Values that may be sensitive, and were not stored with the rest."""
    masked: tuple[Masked, ...] = ()
    """Values that were stored without a number in them that may not be kept."""


class CreatedMany(msgspec.Struct, frozen=True, kw_only=True):
    """Who was stored, in the order given, and the decision that allowed it."""

    people: list[Named]
    decision: Decision
    ticket: int | None
    quarantined: tuple[Quarantined, ...] = ()
    """Values that may be sensitive, and were not stored with the rest."""
    masked: tuple[Masked, ...] = ()
    """Values that were stored without a number in them that may not be kept."""


class Person(Answer, frozen=True, kw_only=True):
    """What was read of somebody, and the decision that allowed it."""

    ticket: int | None
    received: tuple[ReceivedFrom, ...] = ()
    """From which partners their information came, where everything is disclosed."""


class Sought(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something by which somebody is looked for; it is never part of an address."""

    handling: Terms = Terms()
    kind: Word
    value: Annotated[str, msgspec.Meta(max_length=320)]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Who is found by it; `null` is nobody."""

    ref: str | None


def create(call: Call) -> Reply:
    """Store one person."""
    wanted: NewPerson = call.body
    _may_identify(call, wanted.person)
    stored, ticket = collecting.create(
        call.worker.door, call.asker, wanted.handling.wish("collect"), [wanted.person]
    )
    one = stored.people[0]
    answer = Created(
        ref=one.ref, version=one.version, decision=stored.decision, ticket=ticket,
        quarantined=stored.quarantined, masked=stored.masked,
    )  # fmt: skip
    where = (("Location", f"/api/v1/people/{one.ref}"), ("ETag", etag(one.version)))
    return Reply(status=201, body=_encode(answer), headers=where)


def create_many(call: Call) -> Reply:
    """Store many people in one handling."""
    wanted: NewPeople = call.body
    for person in wanted.people:
        _may_identify(call, person)
    stored, ticket = collecting.create(
        call.worker.door, call.asker, wanted.handling.wish("collect"), wanted.people
    )
    named = [Named(ref=one.ref, version=one.version) for one in stored.people]
    answer = CreatedMany(
        people=named, decision=stored.decision, ticket=ticket, quarantined=stored.quarantined,
        masked=stored.masked,
    )  # fmt: skip
    return Reply(status=201, body=_encode(answer))


def _may_identify(call: Call, person: Given) -> None:
    """Refuse identifiers from a client that may not know who exists.

    One that is taken already is refused, so whoever gives one learns whether somebody has it.
    """
    known = Scopes.PEOPLE_READ
    if person.identifiers and call.caller and known not in call.caller.scopes:
        raise ScopeMissingError(scope=known)


def read(call: Call) -> Reply:
    """Read items of one person for a purpose."""
    wanted: Reads = call.query
    if wanted.act != "use" and call.caller and Scopes.PEOPLE_PROVIDE not in call.caller.scopes:
        raise ScopeMissingError(scope=Scopes.PEOPLE_PROVIDE)
    answer, ticket = read_or_hand(
        call.worker.door, call.asker, wanted.wish(wanted.act), call.path["ref"],
        items=wanted.items, data=wanted.data,
    )  # fmt: skip
    return _shown(answer, ticket)


def disclose(call: Call) -> Reply:
    """Read everything that is held of one person, at that person's request."""
    answer, ticket = reading.disclose(
        call.worker.door, call.asker, call.query.wish("disclose"), call.path["ref"]
    )
    with looking():
        received = received_from(answer.tickets)
    return _shown(answer, ticket, received)


def _shown(answer: Answer, ticket: int | None, received: tuple[ReceivedFrom, ...] = ()) -> Reply:
    person = Person(
        ref=answer.ref, version=answer.version, values=answer.values, decision=answer.decision,
        identities=answer.identities, withheld=answer.withheld, events=answer.events,
        links=answer.links, files=answer.files, inquiries=answer.inquiries,
        received=received, ticket=ticket,
    )  # fmt: skip
    return Reply(body=_encode(person), headers=(("ETag", etag(answer.version)),))


def find(call: Call) -> Reply:
    """Find who has an identifier."""
    wanted: Sought = call.body
    ref = reading.find(
        call.worker.door, call.asker, wanted.handling.wish("use"), wanted.kind, wanted.value
    )
    return Reply(body=_encode(Found(ref=ref)))


def etag(version: int) -> str:
    """Return the entity tag of a version of a person (RFC 9110, 8.8.3)."""
    return f'"{version}"'
