"""Holds: what the law makes the company keep of somebody, under a key that opens nothing else.

A hold is made of values that were opened for it, sealed anew under a random key of its own. That
key hangs on an epoch like those of people, and moves with it. Ending a hold deletes the key and
the values, and reads back that nothing is left; a backup opens until its epoch is destroyed.
"""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec
from django.db.models import QuerySet

from mamoru.crypto.envelope import Seal, new_key
from mamoru.vault import places
from mamoru.vault.errors import ErasureIncompleteError, UnknownFileError, UnknownHoldError
from mamoru.vault.hold_index import token_of
from mamoru.vault.keyring import Keyring
from mamoru.vault.models import Hold, Kept
from mamoru.vault.sealing import encoded
from mamoru.vault.storage import guarded

FILE = "file"
"""What a file in a hold is called, among values, identifiers and choices."""


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """One value that goes into a hold, in clear."""

    sort: str
    """`value`, `identifier`, `choice` or `file`."""
    data: str | None
    """Category of the policy; an identifier or a choice has none."""
    item: str
    value: str
    sensitive: str | None = None
    collected_at: datetime
    file: str | None = None
    """Name of a file, whose value says what the person called it."""


class FileMaterial(msgspec.Struct, frozen=True, kw_only=True):
    """One file that goes into a hold: its content stays on disk, its key is sealed anew."""

    name: str
    key: bytes
    data: str
    item: str
    media: str
    size: int
    label: str | None
    collected_at: datetime


class ToHold(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be held, under which rule and until when."""

    kind: str
    record: str | None = None
    clock: str
    article: str
    purpose: str | None = None
    edition: int = 0
    until: datetime
    material: tuple[Material, ...]
    files: tuple[FileMaterial, ...] = ()


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """What was destroyed of a hold."""

    values: int
    files: tuple[str, ...]
    """Names of contents whose last key went; the caller removes them once that is committed."""


class HoldRow(msgspec.Struct, frozen=True, kw_only=True):
    """A hold as it is seen without opening it."""

    number: int
    """Of its row, by which whoever goes through all of them goes on."""
    ref: str
    pseudonym: bytes
    kind: str
    record: str | None
    clock: str
    article: str
    purpose: str | None
    edition: int
    whose: str
    residence: str | None
    agreed: bool
    held_at: datetime
    until: datetime


class Whose(msgspec.Struct, frozen=True, kw_only=True):
    """What decisions about a hold ask of the person it was made of."""

    whose: str
    residence: str | None
    agreed: bool


@guarded
def hold(keys: Keyring, what: ToHold, whose: Whose, *, now: datetime) -> HoldRow:
    """Seal what is to be held under a new key, and return the hold."""
    epoch, _ = keys.current()
    ref, key = "h_" + secrets.token_hex(16), new_key()
    row = Hold.objects.create(
        ref=ref, pseudonym=secrets.token_bytes(16), kind=what.kind, record=what.record,
        clock=what.clock, article=what.article, purpose=what.purpose, edition=what.edition,
        whose=whose.whose, residence=whose.residence, agreed=whose.agreed, held_at=now,
        until=what.until, epoch_id=epoch.id,
        wrapped=keys.epoch(epoch).seal(key, places.hold_key(epoch.id, ref)),
    )  # fmt: skip
    seal = Seal(key)
    Kept.objects.bulk_create(
        Kept(
            hold=row, sort=one.sort, data=one.data, item=one.item, serial=serial,
            sensitive=one.sensitive, collected_at=one.collected_at,
            sealed=seal.seal(encoded(one.value), places.kept(ref, one.sort, one.item, serial)),
            token=token_of(keys, epoch, one.sort, one.item, one.value),
        )
        for serial, one in enumerate(what.material)
    )  # fmt: skip
    _hold_files(row, seal, what.files, len(what.material))
    return shown(row)


@guarded
def of_identifier(keys: Keyring, kind: str, value: str) -> list[HoldRow]:
    """Return the holds of whoever had that identifier, by the index; none is opened.

    Raises `InvalidIdentifierError`, `UnknownIdentifierKindError`.
    """
    found = Kept.objects.filter(item=kind, token__in=keys.tokens(kind, value))
    rows = Hold.objects.filter(pk__in=found.values("hold_id")).order_by("ref")
    return [shown(row) for row in rows]


def _hold_files(row: Hold, seal: Seal, files: Sequence[FileMaterial], first: int) -> None:
    Kept.objects.bulk_create(
        Kept(
            hold=row, sort=FILE, data=one.data, item=one.item, serial=serial, file=one.name,
            collected_at=one.collected_at,
            sealed=seal.seal(
                msgspec.msgpack.encode(one), places.kept(row.ref, FILE, one.item, serial)
            ),
        )
        for serial, one in enumerate(files, first)
    )  # fmt: skip


@guarded
def held(ref: str) -> HoldRow:
    """Return a hold; raises `UnknownHoldError`."""
    return shown(_found(ref))


def every() -> QuerySet[Hold]:
    """Return the rows of all holds, for a list that goes through them by key."""
    return Hold.objects.all()


@guarded
def listed(*, after: str = "", limit: int, record: str | None = None) -> list[HoldRow]:
    """Return holds in the order of their names, from the one after `after` on."""
    rows = Hold.objects.filter(ref__gt=after).order_by("ref")
    if record is not None:
        rows = rows.filter(record=record)
    return [shown(row) for row in rows[:limit]]


@guarded
def due(now: datetime, limit: int, *, after: int = 0) -> list[HoldRow]:
    """Return holds whose last day has passed, in the order of their rows, after the row `after`."""
    rows = Hold.objects.filter(until__lte=now, pk__gt=after).order_by("pk")
    return [shown(row) for row in rows[:limit]]


@guarded
def count(until: datetime | None = None) -> int:
    """Return how many holds there are, or how many of them are over by `until`."""
    rows = Hold.objects.all() if until is None else Hold.objects.filter(until__lte=until)
    return rows.count()


@guarded
def categories(ref: str) -> list[tuple[str | None, str | None]]:
    """Return the categories and sensitive kinds of what is in a hold, each once."""
    found = Kept.objects.filter(hold__ref=ref).order_by("serial")
    return list(dict.fromkeys(found.values_list("data", "sensitive")))


@guarded
def items(ref: str) -> tuple[str, ...]:
    """Return what is in a hold by name, without its content."""
    found = Kept.objects.filter(hold__ref=ref).order_by("serial")
    return tuple(dict.fromkeys(found.values_list("item", flat=True)))


@guarded
def opened(keys: Keyring, ref: str) -> tuple[Material, ...]:
    """Return what is in a hold, in clear; raises `UnknownHoldError`."""
    row = _found(ref)
    seal = Seal(hold_key(keys, row))
    return tuple(
        _opened(seal, ref, one) for one in Kept.objects.filter(hold=row).order_by("serial")
    )


def _opened(seal: Seal, ref: str, one: Kept) -> Material:
    content = seal.unseal(bytes(one.sealed), places.kept(ref, one.sort, one.item, one.serial))
    if one.sort == FILE:
        value = msgspec.msgpack.decode(content, type=FileMaterial).label or ""
    else:
        value = content.decode()
    return Material(
        sort=one.sort, data=one.data, item=one.item, sensitive=one.sensitive, file=one.file,
        collected_at=one.collected_at, value=value,
    )  # fmt: skip


@guarded
def opened_file(keys: Keyring, ref: str, name: str) -> FileMaterial:
    """Return a file of a hold with the key of its content; raises `UnknownHoldError`,
    `UnknownFileError`.
    """  # noqa: D205 - one sentence
    row = _found(ref)
    one = Kept.objects.filter(hold=row, file=name).first()
    if one is None:
        raise UnknownFileError
    at = places.kept(ref, one.sort, one.item, one.serial)
    content = Seal(hold_key(keys, row)).unseal(bytes(one.sealed), at)
    return msgspec.msgpack.decode(content, type=FileMaterial)


@guarded
def files_held(names: Collection[str]) -> set[str]:
    """Return those contents that are in a hold."""
    found = Kept.objects.filter(file__in=list(names)).values_list("file", flat=True)
    return {name for name in found if name}


def hold_key(keys: Keyring, row: Hold) -> bytes:
    """Return the key of a hold."""
    at = places.hold_key(row.epoch_id, row.ref)
    return keys.epoch_numbered(row.epoch_id).unseal(bytes(row.wrapped), at)


@guarded
def postpone(ref: str, until: datetime) -> None:
    """Let a hold last longer: the record whose person it names does."""
    Hold.objects.filter(ref=ref, until__lt=until).update(until=until)


@guarded
def end(ref: str) -> Ended:
    """Destroy a hold with its key, read back that nothing is left, and return what went.

    Raises `UnknownHoldError`, `ErasureIncompleteError`.
    """
    row = Hold.objects.select_for_update().filter(ref=ref).first()
    if row is None:
        raise UnknownHoldError
    kept = Kept.objects.filter(hold_id=row.pk)
    names = {name for name in kept.values_list("file", flat=True) if name}
    gone, _ = kept.delete()
    Hold.objects.filter(pk=row.pk).delete()
    left = Hold.objects.filter(ref=ref).count() + Kept.objects.filter(hold_id=row.pk).count()
    if left:
        raise ErasureIncompleteError(rows=left)
    elsewhere = files_held(names)
    return Ended(values=gone, files=tuple(sorted(names - elsewhere)))


@guarded
def records_held(keys: Collection[str]) -> set[str]:
    """Return those of the records of which somebody who was erased is still named."""
    found = Hold.objects.filter(record__in=list(keys)).values_list("record", flat=True)
    return {record for record in found if record}


def _found(ref: str) -> Hold:
    row = Hold.objects.filter(ref=ref).first()
    if row is None:
        raise UnknownHoldError
    return row


def shown(row: Hold) -> HoldRow:
    """Return a row of a hold as a value."""
    own = ("number", "pseudonym")
    alike = {name: getattr(row, name) for name in HoldRow.__struct_fields__ if name not in own}
    return HoldRow(number=row.pk, pseudonym=bytes(row.pseudonym), **alike)
