"""Drafting and checking maps against the schema of a database: names and types, no values.

Only a draft with samples looks at values of people; that is decided and on record like any use.
"""

from datetime import datetime

import msgspec

from mamoru.errors import Language
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.judge import checked, judge
from mamoru.gate.looking import looking
from mamoru.gate.record import note
from mamoru.gate.systems.reached import places_of, reach, reached_once
from mamoru.gate.systems.registering import (
    LastCheck,
    address_of,
    check_kind,
    checked_last,
    loaded,
)
from mamoru.gate.transaction import Record
from mamoru.law.figures import law_clocks
from mamoru.policy.handling import Decision, Outcome, Standing
from mamoru.policy.model import Policy
from mamoru.systems import registry
from mamoru.systems.check.check import check
from mamoru.systems.connect.address import parsed
from mamoru.systems.draft.naming import nameable
from mamoru.systems.draft.proposal import Samples, propose
from mamoru.systems.draft.samples import sampled
from mamoru.systems.draft.write import written
from mamoru.systems.errors import SystemMisnamedError, SystemUrlError
from mamoru.systems.map.grammar import json_schema as json_schema  # for the ways in
from mamoru.systems.map.load import load
from mamoru.systems.map.remarks import Remark
from mamoru.systems.models import Check, MapVersion, System
from mamoru.systems.schema import Schema

OF_SERVICE = Schema(vendor="service", tables={})
"""A service tells no schema: its map was checked when it was read."""


class RemarkShown(msgspec.Struct, frozen=True, kw_only=True):
    """One error or warning about a map, with its place in it."""

    code: str
    is_error: bool
    line: int
    column: int
    ja: str
    en: str


class MapChecked(msgspec.Struct, frozen=True, kw_only=True):
    """What holding a map against a schema came to."""

    system: str
    map_version: str
    schema: str
    """Hash of the schema."""
    errors: int
    warnings: int
    remarks: tuple[RemarkShown, ...]
    checked_at: datetime | None = None


def check_once(text: bytes, url: str, policy: Policy, clocks: set[str]) -> MapChecked:
    """Hold a map against a database that is not registered.

    Raises `MapFileError`, `SystemUrlError` and what the database raises.
    """
    found = load(text, policy, clocks=clocks)
    check_kind(found, url)
    if found.is_of_service:
        return _checked(found.system, found.text_hash, OF_SERVICE, ())
    with reached_once(url) as there:
        schema = there.schema(places_of(found))
    return _checked(found.system, found.text_hash, schema, check(found, schema))


def check_new(door: Door, name: str, text: bytes) -> MapChecked:
    """Hold a map that is not registered yet against the database of a registered system.

    Nothing is kept. Raises what `check_system` raises, and `SystemMisnamedError`.
    """
    found = loaded(door, text)
    with looking():
        row = registry.system(name)
    if found.system != name:
        raise SystemMisnamedError(system=name)
    return check_at(door, text, address_of(door, row))


def check_at(door: Door, text: bytes, url: str) -> MapChecked:
    """Hold a map against the database at an address; raises what `check_once` raises."""
    clocks = {clock.name for clock in law_clocks().clocks}
    return check_once(text, url, door.policy, clocks)


def check_system(door: Door, name: str) -> MapChecked:
    """Hold the map of a registered system against its database, and keep what came of it.

    What differs from the schema of the check before is a warning. Raises `UnknownSystemError`,
    `MapFileError` and what the database raises.
    """
    with looking():
        row = registry.system(name)
        version, before = registry.present_map(row), registry.last_check(row)
    found = loaded(door, bytes(version.text))
    schema = OF_SERVICE if found.is_of_service else _schema(door, row, version)
    old = msgspec.json.decode(bytes(before.schema), type=Schema) if before else None
    remarks = () if found.is_of_service else check(found, schema, before=old)
    result = _checked(name, version.text_hash, schema, remarks)
    at = door.clock()

    def unit(_: Record) -> None:
        Check.objects.create(
            map=version, schema=msgspec.json.encode(schema), digest=schema.digest,
            errors=result.errors, warnings=result.warnings,
            remarks=msgspec.to_builtins(result.remarks), checked_at=at,
        )  # fmt: skip

    door.writer.run(unit)
    return msgspec.structs.replace(result, checked_at=at)


def _schema(door: Door, row: System, version: MapVersion) -> Schema:
    reached = reach(door, row, version)
    try:
        return reached.reach.schema(places_of(reached.found))
    finally:
        reached.reach.close()


def last_check_of(name: str) -> LastCheck | None:
    """Return the last check of a system; raises `UnknownSystemError`."""
    with looking():
        return checked_last(registry.last_check(registry.system(name)))


def draft(url: str, policy: Policy, language: Language) -> str:
    """Return a map that the schema suggests. No value is looked at.

    Raises `SystemUrlError` and what the database raises.
    """
    with reached_once(url) as there:
        return _drafted(url, there.schema(), policy, language, {})


def draft_with_samples(door: Door, asker: Asker, wish: Wish, url: str, language: Language) -> str:
    """Return a map that the schema and a few values of each text column suggest.

    Raises what `draft` raises, `HandlingRefusedError` and its kinds.
    """
    wish = checked(asker, wish, "use")

    def unit(record: Record) -> Decision | None:
        at = door.clock()
        book = door.shelf.book(at)
        touched = [
            (name, None)
            for name, one in book.policy.categories.items()
            if one.identifies != "never"
        ]
        whose = next(iter(book.policy.natural), None)
        judged = judge(book, wish, touched, given=Standing(whose=whose), at=at)
        note(record, book, asker, wish, touched, judged.decision, at=at, basis=judged.basis)
        return None if judged.decision.outcome is Outcome.ALLOW else judged.decision

    door.run(asker, wish, unit, changes=False)
    policy = door.policy
    with reached_once(url) as there:
        schema = there.schema()
        with there.reading() as session:
            samples = sampled(session, schema)
    return _drafted(url, schema, policy, language, samples)


def _drafted(url: str, schema: Schema, policy: Policy, language: Language, samples: Samples) -> str:
    found = nameable(schema)
    if not found.schema.tables:
        raise SystemUrlError(
            reason_ja="対応表に書ける表がありません", reason_en="no table there can be in a map"
        )
    proposed = propose(found.schema, policy, samples=samples)
    return written(_name(url), proposed, policy, language, found.questions)


def _name(url: str) -> str:
    database = (parsed(url).database or "system").rpartition("/")[2]
    return database.partition(".")[0]


def _checked(system: str, version: str, schema: Schema, remarks: tuple[Remark, ...]) -> MapChecked:
    errors = sum(one.is_error for one in remarks)
    return MapChecked(
        system=system, map_version=version, schema=schema.digest, errors=errors,
        warnings=len(remarks) - errors, remarks=tuple(map(_shown, remarks)),
    )  # fmt: skip


def _shown(one: Remark) -> RemarkShown:
    return RemarkShown(
        code=one.code, is_error=one.is_error, line=one.place.line, column=one.place.column,
        ja=one.message("ja"), en=one.message("en"),
    )  # fmt: skip
