"""Wrong keys, damaged rows, a full or locked database, odd input: nothing is half done."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import psycopg
import pytest
from django.db import OperationalError, connection, transaction
from tests.store import Store
from tests.vault.dumps import snapshot
from tests.vault.samples import NOON, someone

from mamoru.crypto.errors import MissingKeyError, UnreadableCiphertextError, WrongKeyError
from mamoru.vault import change, erase, people, read, standing, storage
from mamoru.vault.errors import (
    DatabaseBusyError,
    DatabaseFullError,
    InvalidPersonError,
    UnknownPersonError,
    VaultNotStartedError,
)
from mamoru.vault.keyfile import KeyDirectory, _encoded
from mamoru.vault.keyring import Keyring
from mamoru.vault.person import Item


def stored(keys: Keyring, name: str = "Zenbu") -> str:
    with transaction.atomic():
        return people.create(keys, someone(name), now=NOON).ref


def execute(sql: str, *parameters: object) -> int:
    return storage.execute(sql, parameters)


def test_a_lost_key_directory_is_said_so_and_no_new_key_is_made(
    keys: Keyring, store: Store
) -> None:
    stored(keys)
    shutil.rmtree(store.home / "keys")
    fresh = Keyring(KeyDirectory(store.home / "keys"))

    with pytest.raises(MissingKeyError, match="Put the key directory back"):
        fresh.start(NOON)

    assert fresh.provider.keys() == frozenset()


def test_the_key_directory_of_another_installation_is_refused(keys: Keyring, store: Store) -> None:
    stored(keys)
    (kek_id,) = keys.provider.keys()
    (store.home / "keys" / f"{kek_id}.key").write_bytes(_encoded(bytes(range(32))))

    with pytest.raises(WrongKeyError) as caught:
        Keyring(KeyDirectory(store.home / "keys")).start(NOON)

    assert caught.value.facts == {"key": kek_id}
    assert "このデータベースの鍵ではありません" in caught.value.message("ja")


@pytest.mark.usefixtures("store")
def test_nobody_is_stored_before_the_vault_has_started(store: Store) -> None:
    keys = Keyring(KeyDirectory(store.home / "keys"))

    with pytest.raises(VaultNotStartedError), transaction.atomic():
        people.create(keys, someone(), now=NOON)


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE vault_field SET item = 'employer2' WHERE item = 'employer'",
        "UPDATE vault_field SET data = 'health' WHERE item = 'employer'",
        "UPDATE vault_field SET version = 9 WHERE item = 'employer'",
        "UPDATE vault_personkey SET serial = 2",
        "UPDATE vault_person SET tenant = 2",
        "UPDATE vault_person SET ref = 'p_' || substr(ref, 4) || 'f'",
        """UPDATE vault_field SET sealed = (SELECT sealed FROM vault_field WHERE item = 'name')
           WHERE item = 'employer'""",
    ],
)
def test_a_value_in_another_place_does_not_open(keys: Keyring, tampering: str) -> None:
    stored(keys)
    assert execute(tampering) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT ref FROM vault_person")
        (ref,) = cursor.fetchone()

    with pytest.raises(UnreadableCiphertextError):
        read.read(keys, ref)


def test_a_value_of_one_person_does_not_open_with_another(keys: Keyring) -> None:
    one, other = stored(keys, "Ichi"), stored(keys, "Ni")
    mine, theirs = read.fetch(one).number, read.fetch(other).number
    execute("DELETE FROM vault_field WHERE person_id = %s", theirs)
    execute("UPDATE vault_field SET person_id = %s WHERE person_id = %s", theirs, mine)

    with pytest.raises(UnreadableCiphertextError):
        read.read(keys, other)


def test_a_persons_key_does_not_open_beside_another_person(keys: Keyring) -> None:
    one, other = stored(keys, "Ichi"), stored(keys, "Ni")
    held = read.fetch(one)
    execute("UPDATE vault_personkey SET wrapped = %s", held.wrapped)

    assert len(read.read(keys, one)) == 3
    with pytest.raises(UnreadableCiphertextError):
        read.read(keys, other)


def test_a_swapped_birth_date_does_not_decide(keys: Keyring) -> None:
    one, other = stored(keys, "Ichi"), stored(keys, "Ni")
    assert standing.standing(keys, read.fetch(one)).birth_date == date(1901, 2, 3)
    execute("UPDATE vault_person SET birth_date = %s", read.fetch(one).birth_date)

    with pytest.raises(UnreadableCiphertextError):
        standing.standing(keys, read.fetch(other))


@pytest.mark.parametrize(
    "ref", ["", "p_", "p_" + "0" * 32, "p_\x00", "' OR 1=1", "\ud800", "人" * 99]
)
@pytest.mark.parametrize(
    "verb",
    [
        read.read,
        lambda _, ref: erase.erase(ref),
        lambda keys, ref: change.change(keys, ref, [], expected_version=1, now=NOON),
    ],
)
def test_a_ref_that_is_nobodys_is_nobodys(
    keys: Keyring, ref: str, verb: Callable[[Keyring, str], object]
) -> None:
    with pytest.raises(UnknownPersonError), transaction.atomic():
        verb(keys, ref)


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        ([("name", "a"), ("name", "b")], "an item is given twice"),
        ([("name", "\ud800")], "a value is not valid text"),
    ],
)
def test_input_that_cannot_be_stored_changes_nothing(
    keys: Keyring, items: list[tuple[str, str]], reason: str
) -> None:
    ref = stored(keys)
    before = snapshot()
    given = [Item(data="registration", item=item, value=value) for item, value in items]

    with pytest.raises(InvalidPersonError) as created, transaction.atomic():
        people.create(keys, someone("Ni", items=tuple(given)), now=NOON)
    with pytest.raises(InvalidPersonError) as changed, transaction.atomic():
        change.change(keys, ref, given, expected_version=1, now=NOON)

    assert created.value.facts["reason_en"] == changed.value.facts["reason_en"] == reason
    assert snapshot() == before


@pytest.mark.parametrize("value", ["", "\x00", "𠮷野家🍚", "a" * 100_000, "'; DROP TABLE x; --"])
def test_every_text_comes_back_as_it_was(keys: Keyring, value: str) -> None:
    item = Item(data="registration", item="note", value=value)
    with transaction.atomic():
        ref = people.create(keys, someone(items=(item,)), now=NOON).ref

    assert [found.value for found in read.read(keys, ref)] == [value]


def test_a_failure_in_the_middle_of_many_stores_nobody(keys: Keyring) -> None:
    stored(keys, "Taken")
    before = snapshot()

    with pytest.raises(Exception, match="duplicate-identifier"), transaction.atomic():
        people.create_many(keys, [someone(n) for n in ("A", "B", "Taken")], now=NOON)

    assert snapshot() == before


def test_a_number_is_not_given_again_after_erasure(keys: Keyring) -> None:
    ref = stored(keys)
    with transaction.atomic():
        erased = erase.erase(ref)

    assert read.fetch(stored(keys)).number > erased.number


def test_a_full_database_is_said_so(keys: Keyring, store: Store) -> None:
    if store.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA page_count")
            (pages,) = cursor.fetchone()
            cursor.execute(f"PRAGMA max_page_count = {pages}")
        large = Item(data="registration", item="note", value="x" * 1_000_000)

        with pytest.raises(DatabaseFullError), transaction.atomic():
            people.create(keys, someone(items=(large,)), now=NOON)
    else:  # a disk cannot be filled in a test; PostgreSQL says it with this state
        told = storage.in_our_words(_failure("53100"))
        assert isinstance(told, DatabaseFullError)


def test_a_locked_database_is_said_so(
    keys: Keyring, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = stored(keys)
    if store.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.03)
    with _holder(store) as holder:
        holder.execute("BEGIN IMMEDIATE" if store.vendor == "sqlite" else "BEGIN")
        holder.execute("UPDATE vault_person SET version = version")
        if store.vendor == "postgres":
            execute("SET lock_timeout = 30")

        with pytest.raises(DatabaseBusyError):
            storage.guarded(lambda: _erased(ref))()

    assert _erased(ref) == ref


def test_a_defect_of_ours_is_not_called_a_busy_database() -> None:
    assert storage.in_our_words(_failure("42P01")) is None


def _erased(ref: str) -> str:
    with transaction.atomic():
        erase.erase(ref)
    return ref


def _failure(state: str) -> OperationalError:
    cause = Exception()
    cause.sqlstate = state  # type: ignore[attr-defined] # as psycopg's errors carry it
    error = OperationalError("x")
    error.__cause__ = cause
    return error


@contextmanager
def _holder(store: Store) -> Iterator[sqlite3.Connection | psycopg.Connection]:
    """Another process's connection to the same database."""
    held: sqlite3.Connection | psycopg.Connection
    if store.vendor == "sqlite":
        held = sqlite3.connect(store.home / "mamoru.sqlite3", isolation_level=None)
    else:
        held = psycopg.connect(store.url)
    try:
        yield held
        held.rollback()
    finally:
        held.close()
