"""Looking at what systems hold of a person: decided first, then traced, then on record.

The decision is about every category that the maps name, since what is held is not known before. The
databases are asked outside the writer's transaction, and nothing of it is handed over before the
entries of it are durable.
"""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from functools import partial
from secrets import token_hex

import msgspec

from mamoru.crypto.errors import InvalidIdentifierError
from mamoru.errors import MamoruError
from mamoru.gate.about import Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.judge import Judged, checked, judge, to_the_person
from mamoru.gate.record import decided, note
from mamoru.gate.systems.at_once import DEADLINE, at_once
from mamoru.gate.systems.reached import (
    graph_reached,
    places_of,
    reached_once,
    service_of,
    unreachable,
)
from mamoru.gate.systems.registering import check_kind, loaded, map_text, systems_in_use
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import SystemTouched
from mamoru.policy.handling import Decision, Outcome, Standing
from mamoru.policy.rulebook import Rulebook
from mamoru.systems.connect.http.calling import Service
from mamoru.systems.connect.reach import Session
from mamoru.systems.errors import PersonAmbiguousError, SystemSlowError
from mamoru.systems.found import Found as Found  # the ways in show them
from mamoru.systems.found import FoundRow as FoundRow
from mamoru.systems.found import Unreachable as Unreachable
from mamoru.systems.map.graph import Graph
from mamoru.systems.map.model import Map, People
from mamoru.systems.map.ownership import graph_of
from mamoru.systems.trace.by_calls import trace_service
from mamoru.systems.trace.start import Account as Account
from mamoru.systems.trace.trace import trace, unsure
from mamoru.vault.find import find as find_ref
from mamoru.vault.read import fetch, identities

ACTS = (
    "disclose", "erase", "dispose", "correct", "add", "suspend_use", "suspend_provision",
)  # fmt: skip
"""Acts for which the rows of a person are looked for."""


class Whom(msgspec.Struct, frozen=True, kw_only=True):
    """A person: the vault's, by their random name, or somebody whom only systems know."""

    ref: str | None = None
    named: tuple[tuple[str, str], ...] = ()
    """Kinds and values of identifiers, beside those that the vault holds."""
    accounts: tuple[Account, ...] = ()
    """Whose accounts of systems are that identifiers do not tell apart, as an officer said."""


class Allowed(msgspec.Struct, frozen=True, kw_only=True):
    """That a person may be looked for, and by what."""

    named: tuple[tuple[str, str], ...]
    subject: str | None
    """Pseudonym of the person, where the vault holds one."""
    accounts: tuple[Account, ...] = ()


def look(
    door: Door, asker: Asker, wish: Wish, person: Whom, *, systems: Collection[str] | None = None,
    deadline: float = DEADLINE, only_unsure: bool = False,
) -> tuple[Found | Unreachable, ...]:  # fmt: skip
    """Return what each system holds of a person, or why it could not be asked.

    `only_unsure`: instead, the accounts of which somebody has to say whether they are theirs.

    Systems are asked at once; one that has not answered after `deadline` seconds is `Unreachable`.
    A process that dies after the decision leaves the entry of it without one that counts rows:
    then nothing was handed over.

    Without `systems`, every one that is in use is asked. A system without a row of theirs gives a
    `Found` without rows. Raises `UnknownPersonError`, `InvalidIdentifierError`,
    `InvalidValueError`, `HandlingRefusedError` and its kinds.
    """
    asker = with_request(asker)
    maps: dict[str, Map | Unreachable] = {}
    for one in systems_in_use():
        if systems is None or one.name in systems:
            maps[one.name] = _map(door, one.name)
    known = [one for one in maps.values() if isinstance(one, Map)]
    if not known:
        results = tuple(one for one in maps.values() if isinstance(one, Unreachable))
        tell(door, asker, Allowed(named=person.named, subject=None), results)
        return results
    allowed = allow(door, asker, wish, person, known)

    asks = {
        name: partial(asked, name, partial(_found, door, there, allowed, only_unsure=only_unsure))
        for name, there in maps.items()
        if isinstance(there, Map)
    }
    answers = at_once(asks, deadline)
    found = tuple(
        there if isinstance(there, Unreachable) else answers.get(name) or _late(name)
        for name, there in maps.items()
    )
    tell(door, asker, allowed, found)
    return found


def look_once(
    door: Door, asker: Asker, wish: Wish, person: Whom, *, text: bytes, url: str
) -> Found:
    """Return what a database that is not registered holds of a person, by a map.

    Decided and on record as `look` is. Raises what `look` raises, `MapFileError`, `SystemUrlError`,
    `MapDisagreesError` and what the database raises.
    """
    asker = with_request(asker)
    found = loaded(door, text)
    allowed = allow(door, asker, wish, person, [found])
    check_kind(found, url)
    if found.is_of_service:
        result = trace_service(Service(url), found, allowed.named)
    else:
        with reached_once(url) as reach:
            graph = graph_of(found, reach.schema(places_of(found)))
            result = _traced(reach.reading(), graph, allowed)
    tell(door, asker, allowed, (result,))
    return result


def with_request(asker: Asker) -> Asker:
    """Return the asker with a random name for this request, by which its entries are tied."""
    return asker if asker.request else msgspec.structs.replace(asker, request=token_hex(16))


def allow(door: Door, asker: Asker, wish: Wish, person: Whom, maps: Sequence[Map]) -> Allowed:
    """Decide about every category that the maps name, and return by what the person is found.

    Raises `UnknownPersonError`, `HandlingRefusedError` and its kinds once that is on record.
    """
    wish = to_the_person(door.policy, checked(asker, wish, *ACTS))
    touched: list[Touched] = [(data, None) for one in maps for data in one.categories]
    touched = list(dict.fromkeys(touched))
    kinds = tuple(dict.fromkeys(people.kind for one in maps for people in _people(one)))

    def unit(record: Record) -> Allowed | Decision:
        at = door.clock()
        ref = held_ref(door, person)
        if ref is None:
            book = door.shelf.book(at)
            judged = _for_class(book, wish, touched, kinds, at)
            note(record, book, asker, wish, touched, judged.decision, at=at, basis=judged.basis)
            is_allowed = judged.decision.outcome is Outcome.ALLOW
            named = Allowed(named=person.named, subject=None, accounts=person.accounts)
            return named if is_allowed else judged.decision
        about = door.about(record, fetch(ref, items=()), at)
        decision = decided(record, asker, wish, touched, about)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        held = identities(door.keys, about.held) if person.ref else ()
        known = [*person.named, *((one.kind, one.value) for one in held)]
        subject = about.held.pseudonym
        return Allowed(
            named=tuple(dict.fromkeys(known)), subject=subject.hex() if subject else None,
            accounts=person.accounts,
        )  # fmt: skip

    return door.run(asker, wish, unit, ref=person.ref, changes=False)[0]


def tell(
    door: Door, asker: Asker, allowed: Allowed, results: Sequence[Found | Unreachable]
) -> None:
    """Put on record how many rows of which systems were looked at, and which could not be asked."""

    def unit(record: Record) -> None:
        for one in results:
            record.add(_entry(one, asker, allowed, door.clock()))

    door.writer.run(unit, changes=False)


def _entry(one: Found | Unreachable, asker: Asker, allowed: Allowed, at: datetime) -> SystemTouched:
    if isinstance(one, Unreachable):
        return SystemTouched(
            at=at, change="unreachable", system=one.system, subject=allowed.subject,
            caller=asker.system, request=asker.request,
        )  # fmt: skip
    return SystemTouched(
        at=at, change="looked", system=one.system, map=one.map_version, count=len(one.rows),
        subject=allowed.subject, caller=asker.system, request=asker.request,
    )  # fmt: skip


def asked(name: str, ask: Callable[[], Found]) -> Found | Unreachable:
    """Return what a system answered, or why it did not: it blocks nobody else.

    Raises `InvalidIdentifierError`, which is the asker's mistake.
    """
    try:
        return ask()
    except InvalidIdentifierError:
        raise
    except MamoruError as error:
        return unreachable(name, error)


def _late(name: str) -> Unreachable:
    return unreachable(name, SystemSlowError())


def _map(door: Door, name: str) -> Map | Unreachable:
    """Return the map of a system; nothing is connected before it is decided."""
    try:
        return loaded(door, map_text(name))
    except MamoruError as error:
        return unreachable(name, error)


def _found(door: Door, found: Map, allowed: Allowed, *, only_unsure: bool) -> Found:
    if only_unsure and found.is_of_service:  # its answers are for an identifier, whoever has it
        return Found(system=found.system, map_version=found.text_hash, rows=(), scanned=0)
    if found.is_of_service:
        return trace_service(service_of(door, found.system), found, allowed.named)
    reached, graph = graph_reached(door, found.system)
    if not only_unsure:
        return _traced(reached.reach.reading(), graph, allowed)
    with reached.reach.reading() as session:
        return unsure(session, graph, allowed.named, allowed.accounts)


def _traced(reading: AbstractContextManager[Session], graph: Graph, allowed: Allowed) -> Found:
    with reading as session:
        return trace(session, graph, allowed.named, allowed.accounts)


def _people(found: Map) -> list[People]:
    return [table.people for table in found.subjects if table.people is not None]


def held_ref(door: Door, person: Whom) -> str | None:
    """Return who the vault holds under one of the names: their own choices count then.

    What is named beside must not be somebody else's, or it would be looked at by this person's
    choices. Raises `PersonAmbiguousError`.
    """
    found = dict.fromkeys([person.ref] if person.ref else [])
    seen: set[str] = set()
    for kind, value in person.named:
        ref = find_ref(door.keys, kind, value)
        found |= {ref: None} if ref is not None else {}
        if len(found) > 1 or kind in seen:
            raise PersonAmbiguousError(system="vault", kind=kind)
        seen.add(kind)
    return next(iter(found), None)


def _for_class(
    book: Rulebook, wish: Wish, touched: Sequence[Touched], kinds: Sequence[str], at: datetime
) -> Judged:
    """Return the gravest answer for the classes of people that the maps are about."""
    judged = [judge(book, wish, touched, given=Standing(whose=one), at=at) for one in kinds]
    denied = [one for one in judged if one.decision.outcome is not Outcome.ALLOW]
    return denied[0] if denied else judged[0]
