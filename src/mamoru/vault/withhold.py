"""Values in quarantine: sealed under the person's key, apart from what is held of the person."""

import secrets
from collections.abc import Sequence
from datetime import datetime

import msgspec

from mamoru.vault.errors import ErasureIncompleteError, UnknownWithheldError
from mamoru.vault.keyring import Keyring
from mamoru.vault.person import Held
from mamoru.vault.storage import Row, Table, aware, execute, fetched, guarded, insert, stored

WITHHELD = Table(
    "vault_withheld",
    {
        "ref": "text", "person_id": "bigint", "data": "text", "item": "text", "sensitive": "text",
        "source": "text", "sealed": "bytea", "held_at": "timestamptz", "purge_at": "timestamptz",
    },
)  # fmt: skip
_COLUMNS = (
    "w.ref, p.ref, w.data, w.item, w.sensitive, w.source, w.sealed, CAST(w.held_at AS text),"
    " CAST(w.purge_at AS text)"
)
_FROM = "FROM vault_withheld w JOIN vault_person p ON p.number = w.person_id"


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A place in the value at which something was found, and by which rule."""

    kind: str
    start: int
    end: int
    confidence: float
    reason: str


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """What only a reviewer sees."""

    value: str
    found: tuple[Spot, ...]


class Withheld(msgspec.Struct, frozen=True, kw_only=True):
    """A quarantined item, still sealed."""

    ref: str
    person: str
    """Ref of the person it is about."""
    data: str
    item: str
    sensitive: tuple[str, ...]
    source: str | None
    sealed: bytes
    held_at: datetime
    purge_at: datetime


class Suspect(msgspec.Struct, frozen=True, kw_only=True):
    """A value that may be sensitive, as it came in."""

    data: str
    item: str
    sensitive: tuple[str, ...]
    source: str | None
    content: Content


@guarded
def withhold(
    keys: Keyring, held: Held, suspects: Sequence[Suspect], *, now: datetime, purge_at: datetime
) -> list[str]:
    """Put values of one person into quarantine until `purge_at`; return their names."""
    seal = keys.person(held)
    at, until = stored(now), stored(purge_at)
    rows, refs = [], []
    for one in suspects:
        ref = "q_" + secrets.token_hex(16)
        sealed = seal.seal_withheld(ref, msgspec.json.encode(one.content))
        sensitive = " ".join(one.sensitive)
        rows.append(
            (ref, held.number, one.data, one.item, sensitive, one.source, sealed, at, until)
        )
        refs.append(ref)
    insert((WITHHELD, rows))
    return refs


@guarded
def withheld(ref: str) -> Withheld:
    """Return a quarantined item; raises `UnknownWithheldError`."""
    found = fetched(f"SELECT {_COLUMNS} {_FROM} WHERE w.ref = %s", (ref,))
    if not found:
        raise UnknownWithheldError
    return _withheld(found[0])


@guarded
def listed(*, after: datetime | None, limit: int) -> list[Withheld]:
    """Return what is in quarantine, in the order of purging, from `after` on."""
    since = "" if after is None else "WHERE w.purge_at > %s"
    given = () if after is None else (stored(after),)
    sql = f"SELECT {_COLUMNS} {_FROM} {since} ORDER BY w.purge_at, w.id LIMIT %s"
    return [_withheld(row) for row in fetched(sql, (*given, limit))]


@guarded
def due(now: datetime, limit: int) -> list[Withheld]:
    """Return what is to be purged by `now`, the oldest first."""
    sql = f"SELECT {_COLUMNS} {_FROM} WHERE w.purge_at <= %s ORDER BY w.purge_at, w.id LIMIT %s"
    return [_withheld(row) for row in fetched(sql, (stored(now), limit))]


@guarded
def count(until: datetime | None) -> int:
    """Return how much is to be purged by `until`, or how much is in quarantine."""
    sql = "SELECT count(*) FROM vault_withheld"
    if until is None:
        return int(fetched(sql)[0][0])
    return int(fetched(sql + " WHERE purge_at <= %s", (stored(until),))[0][0])


@guarded
def of_person(number: int) -> list[Withheld]:
    """Return what is in quarantine about one person, the oldest first."""
    sql = f"SELECT {_COLUMNS} {_FROM} WHERE w.person_id = %s ORDER BY w.id"
    return [_withheld(row) for row in fetched(sql, (number,))]


@guarded
def remove(ref: str) -> None:
    """Delete a quarantined item, and read back that it is gone.

    Raises `UnknownWithheldError`, `ErasureIncompleteError`.
    """
    if not execute("DELETE FROM vault_withheld WHERE ref = %s", (ref,)):
        raise UnknownWithheldError
    left = int(fetched("SELECT count(*) FROM vault_withheld WHERE ref = %s", (ref,))[0][0])
    if left:
        raise ErasureIncompleteError(rows=left)


@guarded
def postpone(ref: str, until: datetime) -> None:
    """Let a quarantined item be purged later: the policy refused it today."""
    execute("UPDATE vault_withheld SET purge_at = %s WHERE ref = %s", (stored(until), ref))


@guarded
def opened(keys: Keyring, held: Held, one: Withheld) -> Content:
    """Return what is in a quarantined item of the person who is `held`."""
    raw = keys.person(held).open_withheld(one.ref, one.sealed)
    return msgspec.json.decode(raw, type=Content)


def _withheld(row: Row) -> Withheld:
    ref, person, data, item, sensitive, source, sealed, held_at, purge_at = row
    return Withheld(
        ref=ref, person=person, data=data, item=item, sensitive=tuple(sensitive.split()),
        source=source, sealed=bytes(sealed), held_at=aware(held_at), purge_at=aware(purge_at),
    )  # fmt: skip
