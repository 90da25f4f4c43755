"""Registering systems: their address is sealed, their maps are kept version by version."""

from datetime import datetime
from typing import Annotated

import msgspec
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from mamoru.crypto.envelope import Seal, new_key, place
from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record
from mamoru.law.figures import law_clocks
from mamoru.ledger.changes import SystemChange
from mamoru.ledger.entries import SystemChanged
from mamoru.policy.words import Word
from mamoru.systems import registry
from mamoru.systems.connect.address import is_service, shown
from mamoru.systems.connect.http.calling import Service
from mamoru.systems.errors import SystemMisnamedError, SystemNameTakenError, SystemUrlError
from mamoru.systems.map.load import load
from mamoru.systems.map.model import Map
from mamoru.systems.map.writing import with_writing
from mamoru.systems.models import Check, MapVersion, System

MAP_BYTES = 1 << 20
"""Bytes of the largest map."""


class NewSystem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A system as it is registered: how it is reached, and its first map."""

    url: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
    map: Annotated[str, msgspec.Meta(min_length=1, max_length=MAP_BYTES)]


class NewMap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new version of a system's map."""

    map: Annotated[str, msgspec.Meta(min_length=1, max_length=MAP_BYTES)]


class LastCheck(msgspec.Struct, frozen=True, kw_only=True):
    """What the last check of a system came to."""

    checked_at: datetime
    map_version: str
    errors: int
    warnings: int
    schema: str
    """Hash of the schema as it was."""


class SystemShown(msgspec.Struct, frozen=True, kw_only=True):
    """A system of the register. Of its address only what may be shown."""

    name: str
    shown: str
    title: Word
    is_writable: bool
    map_number: int
    map_version: str
    """SHA-256 of the map that counts."""
    maps: tuple[str, ...]
    """Hashes of every version, the first first."""
    categories: tuple[str, ...]
    """Categories of the policy that it holds."""
    registered_at: datetime
    last_check: LastCheck | None = None


def loaded(door: Door, text: str | bytes) -> Map:
    """Return a map whose words the policy and the law know; raises `MapFileError`."""
    clocks = {clock.name for clock in law_clocks().clocks}
    return load(text, door.policy, clocks=clocks)


def register(door: Door, asker: Asker, new: NewSystem) -> SystemShown:
    """Register a system with its first map. Nothing is connected.

    Raises `SystemUrlError`, `MapFileError`, `SystemNameTakenError`.
    """
    found = loaded(door, new.map)
    check_kind(found, new.url)
    told = shown(new.url)
    provider = door.keys.provider
    kek_id, key = provider.create(), new_key()
    wrapped = provider.wrap(kek_id, key)
    sealed = Seal(key).seal(new.url.encode(), _place(found.system))

    def unit(record: Record) -> System:
        at = door.clock()
        try:
            with transaction.atomic():
                row = System.objects.create(
                    name=found.system, shown=told, kek_id=kek_id, wrapped=wrapped, address=sealed,
                    caller=asker.system, registered_at=at,
                )  # fmt: skip
        except IntegrityError:
            raise SystemNameTakenError(system=found.system) from None
        _add(row, found, new.map, asker, at, 1)
        _tell(record, "system_registered", found, asker, at)
        return row

    try:
        row, _ = door.writer.run(unit)
    except BaseException:
        provider.destroy(kek_id)
        raise
    return shown_of(row)


def add_map(door: Door, asker: Asker, name: str, new: NewMap) -> SystemShown:
    """Register a new version of a map, which counts from now on; the same one again is no error.

    Raises `MapFileError`, `UnknownSystemError`, `SystemMisnamedError`.
    """
    found = loaded(door, new.map)
    if found.system != name:
        raise SystemMisnamedError(system=name)

    def unit(record: Record) -> System:
        at, row = door.clock(), registry.system(name)
        last = registry.present_map(row)
        if last.text_hash != found.text_hash:
            _add(row, found, new.map, asker, at, last.number + 1)
            _tell(record, "system_mapped", found, asker, at)
        return row

    return shown_of(door.writer.run(unit)[0])


def let_write(door: Door, asker: Asker, name: str, *, is_writable: bool) -> SystemShown:
    """Register the map that counts once more, marked as writable or not; no error if it is so.

    Raises what `add_map` raises.
    """
    text = map_text(name).decode()
    return add_map(door, asker, name, NewMap(map=with_writing(text, is_writable=is_writable)))


def remove(door: Door, asker: Asker, name: str) -> None:
    """End the use of a system; its address is gone for good, and its name is not used again.

    Raises `UnknownSystemError`.
    """

    def unit(record: Record) -> str:
        at, row = door.clock(), registry.system(name)
        kek_id = row.kek_id
        row.address, row.wrapped, row.removed_at = b"", b"", at
        row.save()
        record.add(SystemChanged(at=at, change="system_removed", system=name, caller=asker.system))
        return kek_id

    kek_id, _ = door.writer.run(unit)
    door.keys.provider.destroy(kek_id)


def systems_in_use() -> tuple[SystemShown, ...]:
    """Return every system, by name."""
    with looking():
        return tuple(shown_of(row) for row in registry.in_use())


def rows_in_use() -> QuerySet[System]:
    """Return the rows of all systems, for a list that goes through them by key: see `shown_of`."""
    return registry.rows_in_use()


def names_in_use() -> tuple[str, ...]:
    """Return the name of every system, within the caller's transaction where there is one."""
    if connection.in_atomic_block:
        return tuple(row.name for row in registry.in_use())
    with looking():
        return tuple(row.name for row in registry.in_use())


def system_shown(name: str) -> SystemShown:
    """Return one system; raises `UnknownSystemError`."""
    with looking():
        return shown_of(registry.system(name))


def map_text(name: str, text_hash: str | None = None) -> bytes:
    """Return a map as it was registered; raises `UnknownSystemError`, `NotMappedError`."""
    with looking():
        row = registry.system(name)
        found = registry.map_of(row, text_hash) if text_hash else registry.present_map(row)
        return bytes(found.text)


def check_kind(found: Map, url: str) -> None:
    """Raise `SystemUrlError` for no address, and for one of another kind than the map is of."""
    if is_service(url) is not found.is_of_service:
        raise SystemUrlError(
            reason_ja="対応表と種類が合いません", reason_en="the map is of another kind of system"
        )
    if found.is_of_service:
        Service(url)


def address_of(door: Door, row: System) -> str:
    """Return the address of a system in clear, for reaching it and for nothing else."""
    key = door.keys.provider.unwrap(row.kek_id, bytes(row.wrapped))
    return Seal(key).unseal(bytes(row.address), _place(row.name)).decode()


def _place(name: str) -> bytes:
    return place("address of a system", name)


def _add(row: System, found: Map, text: str, asker: Asker, at: datetime, number: int) -> None:
    MapVersion.objects.create(
        system=row, number=number, text=text.encode(), text_hash=found.text_hash,
        is_writable=found.is_writable, caller=asker.system, added_at=at,
    )  # fmt: skip


def _tell(record: Record, change: SystemChange, found: Map, asker: Asker, at: datetime) -> None:
    record.add(
        SystemChanged(
            at=at, change=change, system=found.system, text=found.text_hash, caller=asker.system
        )
    )


def shown_of(row: System) -> SystemShown:
    """Return a system of the register as it is shown."""
    versions = registry.maps(row)
    last = versions[-1]
    found = load(bytes(last.text))
    return SystemShown(
        name=row.name, shown=row.shown, title=found.title, is_writable=last.is_writable,
        map_number=last.number, map_version=last.text_hash,
        maps=tuple(one.text_hash for one in versions), categories=found.categories,
        registered_at=row.registered_at, last_check=checked_last(registry.last_check(row)),
    )  # fmt: skip


def checked_last(row: Check | None) -> LastCheck | None:
    """Return a check as it is shown."""
    if row is None:
        return None
    return LastCheck(
        checked_at=row.checked_at, map_version=row.map.text_hash, errors=row.errors,
        warnings=row.warnings, schema=row.digest,
    )  # fmt: skip
