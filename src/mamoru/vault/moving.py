"""The statements by which people move from one epoch to the next."""
# ruff: noqa: S608 - statements are put together from our own words; values are parameters

from collections.abc import Sequence

from mamoru.vault.person import Held
from mamoru.vault.queries import HELD, PERSON, held_from
from mamoru.vault.storage import execute_many, fetched, for_update

Stored = tuple[int, str, int, bytes]
"""Row id, kind, serial and sealed value of an identifier."""


def held_in_epoch(epoch: int, limit: int) -> list[Held]:
    """Return people whose keys are wrapped under `epoch`, locked, without fields.

    Locking person and key makes an erasure or another rotation wait, and us drop whom they took.
    """
    sql = f"SELECT {HELD} {PERSON} WHERE k.epoch_id = %s ORDER BY p.number LIMIT %s"
    return [held_from(row) for row in fetched(sql + for_update("UPDATE OF p, k"), (epoch, limit))]


def identifiers_of(numbers: Sequence[int]) -> dict[int, list[Stored]]:
    """Return the identifiers of people, by number."""
    found: dict[int, list[Stored]] = {number: [] for number in numbers}
    marks = ", ".join(["%s"] * len(numbers)) or "NULL"
    sql = (
        "SELECT person_id, id, kind, serial, sealed FROM vault_identifier"
        f" WHERE person_id IN ({marks}) ORDER BY id"
    )
    for number, row, kind, serial, sealed in fetched(sql, tuple(numbers)):
        found[number].append((row, kind, serial, bytes(sealed)))
    return found


def holds_in_epoch(epoch: int, limit: int) -> list[tuple[int, str, bytes]]:
    """Return id, ref and wrapped key of holds that hang on `epoch`, locked."""
    sql = "SELECT id, ref, wrapped FROM vault_hold WHERE epoch_id = %s ORDER BY id LIMIT %s"
    found = fetched(sql + for_update(), (epoch, limit))
    return [(row, ref, bytes(wrapped)) for row, ref, wrapped in found]


def rewrap_holds(keys: list[tuple[int, bytes, int]]) -> None:
    """Store keys of holds as (epoch, wrapped, row id)."""
    execute_many("UPDATE vault_hold SET epoch_id = %s, wrapped = %s WHERE id = %s", list(keys))


def rewrap(keys: list[tuple[int, bytes, int]]) -> None:
    """Store people's keys as (epoch, wrapped, number)."""
    execute_many(
        "UPDATE vault_personkey SET epoch_id = %s, wrapped = %s WHERE person_id = %s", list(keys)
    )


def retoken(tokens: list[tuple[int, bytes, int]]) -> None:
    """Store identifiers' tokens as (epoch, token, row id)."""
    execute_many(
        "UPDATE vault_identifier SET epoch_id = %s, token = %s WHERE id = %s", list(tokens)
    )


def lock_retired(epoch: int) -> bool:
    """Lock an epoch that is retired and not destroyed; return whether it is one.

    Whoever stores people holds the live epochs until the commit, so this waits for them.
    """
    sql = (
        "SELECT id FROM vault_epoch WHERE id = %s AND NOT current AND destroyed_at IS NULL"
        f"{for_update()}"
    )
    return bool(fetched(sql, (epoch,)))


def hangs_on(epoch: int) -> bool:
    """Return whether a person's key or token, or the key of a hold, still rests on an epoch."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM vault_personkey WHERE epoch_id = %s)"
        " OR EXISTS (SELECT 1 FROM vault_identifier WHERE epoch_id = %s)"
        " OR EXISTS (SELECT 1 FROM vault_hold WHERE epoch_id = %s)"
    )
    return bool(fetched(sql, (epoch, epoch, epoch))[0][0])
