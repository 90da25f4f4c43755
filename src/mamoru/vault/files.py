"""Files of people: whose they are, and the key of each, sealed under its owner's.

A file comes before it is known whose it is: it waits (`wait`) while its sender holds the only key.
Taking it over (`adopt`) puts that key under the person's own, so that erasing the person destroys
it. Contents are on disk (`contents.py`); what is here runs in the caller's transaction.
"""

from collections.abc import Collection
from datetime import datetime

import msgspec

from mamoru.vault.errors import UnknownFileError
from mamoru.vault.keyring import Keyring
from mamoru.vault.models import File
from mamoru.vault.person import Held
from mamoru.vault.sealing import PersonSeal
from mamoru.vault.storage import guarded


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A file that nobody has taken over yet."""

    name: str
    slot: str
    system: str
    media: str
    size: int
    received_at: datetime


class Adopted(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is to become a person's, with the key that its sender held."""

    name: str
    key: bytes
    label: str | None
    data: str
    item: str
    source: str | None


class FileKept(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a person, as they and those who may read it see it."""

    file: str
    data: str
    item: str
    label: str | None
    """What the person called it."""
    media: str
    size: int
    source: str | None
    collected_at: datetime


@guarded
def wait(file: Waiting) -> None:
    """Note a file that has come."""
    File.objects.create(**msgspec.structs.asdict(file))


@guarded
def waiting_of(system: str) -> int:
    """Return how many files of a system wait."""
    return File.objects.filter(person=None, system=system).count()


@guarded
def waiting(name: str) -> Waiting:
    """Return a file that waits; raises `UnknownFileError` where none does, or not any more."""
    row = File.objects.filter(name=name, person=None).first()
    if row is None:
        raise UnknownFileError
    return Waiting(
        name=row.name, slot=row.slot, system=row.system, media=row.media, size=row.size,
        received_at=row.received_at,
    )  # fmt: skip


@guarded
def adopt(keys: Keyring, held: Held, files: Collection[Adopted], *, now: datetime) -> None:
    """Make waiting files the person's; raises `UnknownFileError` where one does not wait."""
    if not files:
        return
    seal = keys.person(held)
    for one in files:
        wrapped, label = seal.seal_file(one.name, one.key, one.label)
        changed = File.objects.filter(name=one.name, person=None).update(
            person=held.number, wrapped=wrapped, label=label, data=one.data, item=one.item,
            source=one.source, collected_at=now,
        )  # fmt: skip
        if not changed:
            raise UnknownFileError


@guarded
def files_of(keys: Keyring, held: Held) -> tuple[FileKept, ...]:
    """Return the files of a person, in the order in which they came."""
    rows = list(File.objects.filter(person=held.number).order_by("id"))
    if not rows:
        return ()
    seal = keys.person(held)
    return tuple(_kept(row, seal) for row in rows)


def _kept(row: File, seal: PersonSeal) -> FileKept:
    return FileKept(
        file=row.name, data=row.data or "", item=row.item or "", media=row.media, size=row.size,
        label=seal.open_label(row.name, None if row.label is None else bytes(row.label)),
        source=row.source, collected_at=row.collected_at or row.received_at,
    )  # fmt: skip


@guarded
def key_of(keys: Keyring, held: Held, name: str) -> bytes:
    """Return the key of the content of one of the person's files; raises `UnknownFileError`."""
    row = File.objects.filter(person=held.number, name=name).first()
    if row is None or row.wrapped is None:
        raise UnknownFileError
    return keys.person(held).open_file_key(name, bytes(row.wrapped))


@guarded
def keys_of(keys: Keyring, held: Held) -> dict[str, bytes]:
    """Return the keys of the contents of all of a person's files, by the files' names."""
    rows = File.objects.filter(person=held.number, wrapped__isnull=False).order_by("id")
    found = {row.name: bytes(row.wrapped or b"") for row in rows}
    seal = keys.person(held) if found else None
    return {name: seal.open_file_key(name, one) for name, one in found.items() if seal}


@guarded
def categories_of(number: int) -> tuple[str, ...]:
    """Return the categories that files of the person belong to."""
    found = File.objects.filter(person=number).order_by("id").values_list("data", flat=True)
    return tuple(dict.fromkeys(data for data in found if data))


@guarded
def names_of(number: int) -> tuple[str, ...]:
    """Return the names of all contents of one person."""
    return tuple(File.objects.filter(person=number).order_by("id").values_list("name", flat=True))


@guarded
def known(names: Collection[str]) -> set[str]:
    """Return those of `names` that have a row, whoever's it is."""
    return set(File.objects.filter(name__in=names).values_list("name", flat=True))


@guarded
def forget_waiting(before: datetime) -> tuple[str, ...]:
    """Delete the rows of files that have waited since before `before`, and return their names."""
    rows = File.objects.filter(person=None, received_at__lt=before)
    names = tuple(rows.order_by("id").values_list("name", flat=True))
    File.objects.filter(name__in=names, person=None).delete()
    return names


@guarded
def drop(names: Collection[str]) -> None:
    """Delete the rows of files that waited and are not taken over."""
    if names:
        File.objects.filter(name__in=names, person=None).delete()
