"""Dump the database and recover nothing; erase a person and find nothing.

A known vault fails both: it keeps a person's key in the row it opens, and addresses in its log.
"""

import logging
from datetime import date
from traceback import format_exception

import pytest
from django.db import connection, transaction
from tests.store import Store
from tests.vault.dumps import (
    database_bytes,
    found_in,
    home_bytes,
    renditions,
    restore,
    snapshot,
    written,
)
from tests.vault.samples import LATER, NOON

from mamoru.crypto.errors import DestroyedKeyError
from mamoru.errors import MamoruError
from mamoru.vault import change, epochs, erase, find, people, read, standing, suspend
from mamoru.vault.errors import DuplicateIdentifierError, UnknownPersonError
from mamoru.vault.keyfile import KeyDirectory
from mamoru.vault.keyring import Keyring
from mamoru.vault.person import Created, Draft, Identity, Item

VALUES = (
    "架空 百太郎零",
    "Xyzzyville 987-6543",
    "qqzx.notes.40961",
    "ヌヌヌ商会 wqvz",
    "former-zzyx-name",
)
IDENTIFIERS = {
    "email": "Plugh.Xyzzy@Example.JP",
    "phone": "03-0000-4096",
    "account": "plughaccount77",
    "member_number": "ＭＮ－４０９６－ＱＱ",
}
BORN = date(1907, 9, 27)
SECRETS = written(
    *VALUES, *IDENTIFIERS.values(), "plugh.xyzzy@example.jp", "plugh.xyzzy", "+81300004096",
    "0300004096", "mn-4096-qq", BORN.isoformat(), "19070927",
)  # fmt: skip


def fill(keys: Keyring) -> Created:
    """Let a person go through everything the vault does with one."""
    draft = Draft(
        whose="individual",
        residence="JP",
        birth_date=BORN,
        identities=tuple(
            Identity(kind=kind, value=value)
            for kind, value in IDENTIFIERS.items()
            if kind != "account"
        ),
        items=tuple(
            Item(data="registration", item=f"item{n}", value=value, source="person")
            for n, value in enumerate(VALUES)
            if n != 2
        ),
    )
    account = Identity(kind="account", value=IDENTIFIERS["account"])
    renamed = Item(data="registration", item="item4", value=VALUES[2])
    with transaction.atomic():
        created = people.create(keys, draft, now=NOON)
        change.change(keys, created.ref, [renamed], expected_version=1, now=LATER)
        change.add_identities(keys, created.ref, [account], expected_version=2)
        suspend.suspend_use(created.ref)
    assert {
        value.value for value in read.export(keys, read.fetch(created.ref, history=True)).values
    } == set(VALUES)
    assert standing.standing(keys, read.fetch(created.ref)).birth_date == BORN
    return created


def every_secret_of(ref: str) -> set[bytes]:
    """Return what is stored of one person, sealed or random, in every rendition."""
    held = read.fetch(ref, history=True)
    secrets = {ref.encode(), held.pseudonym, held.wrapped, *(f.sealed for f in held.fields)}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT token, sealed FROM vault_identifier WHERE person_id = %s", (held.number,)
        )
        secrets.update(bytes(cell) for row in cursor.fetchall() for cell in row)
    return {rendition for secret in secrets for rendition in renditions(secret)}


def test_a_dump_of_the_database_gives_nothing_away(keys: Keyring, store: Store) -> None:
    fill(keys)

    dump = database_bytes(store)

    assert b"registration" in dump  # the search does find what is there
    assert found_in(dump, SECRETS) == []


def test_the_dump_and_the_key_directory_are_of_no_use_apart(keys: Keyring, store: Store) -> None:
    fill(keys)
    key_files = home_bytes(store.home / "keys")

    with connection.cursor() as cursor:
        cursor.execute("SELECT wrapped FROM vault_epoch UNION ALL SELECT wrapped FROM"
                       " vault_personkey UNION ALL SELECT wrapped FROM vault_indexkey")  # fmt: skip
        wrapped = [bytes(row[0]) for row in cursor.fetchall()]

    assert found_in(key_files, SECRETS) == []
    assert len(wrapped) >= 3
    assert [key for key in wrapped if key in key_files] == []


def test_nothing_is_left_of_an_erased_person_in_tables_files_and_logs(
    keys: Keyring, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    created = fill(keys)
    stored = every_secret_of(created.ref)
    assert found_in(database_bytes(store), stored)  # the search does find what is there

    with transaction.atomic():
        erase.erase(created.ref)
    erase.scrub()

    assert found_in(database_bytes(store), stored) == []
    assert found_in(home_bytes(store.home), SECRETS | stored) == []
    assert found_in(caplog.text.encode(), SECRETS | stored) == []
    assert find.find(keys, "email", IDENTIFIERS["email"]) is None
    with pytest.raises(UnknownPersonError):
        read.fetch(created.ref)


def test_errors_about_a_person_do_not_repeat_them(
    keys: Keyring, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    created = fill(keys)
    said: list[MamoruError] = []

    with pytest.raises(DuplicateIdentifierError) as twice, transaction.atomic():
        fill(keys)
    said.append(twice.value)
    with pytest.raises(MamoruError) as invalid:
        find.find(keys, "email", IDENTIFIERS["phone"])
    said.append(invalid.value)

    told = caplog.text + "".join(
        f"{error!r} {error.message('ja')} {''.join(format_exception(error))}" for error in said
    )
    assert "duplicate-identifier" in told
    assert found_in(told.encode(), SECRETS | {created.ref.encode()}) == []


def test_a_backup_tells_of_an_erased_person_until_its_epoch_is_destroyed(
    keys: Keyring, store: Store
) -> None:
    erased, other = fill(keys), None
    with transaction.atomic():
        other = people.create(keys, Draft(whose="individual", items=(
            Item(data="registration", item="item0", value="stays"),
        )), now=NOON)  # fmt: skip
    backup = snapshot()
    with transaction.atomic():
        erase.erase(erased.ref)
    live = snapshot()

    restore(backup)
    again = Keyring(KeyDirectory(store.home / "keys"))
    assert {
        v.value for v in read.export(again, read.fetch(erased.ref, history=True)).values
    } == set(VALUES)

    restore(live)
    rotated = epochs.rotate(keys, now=LATER)
    live = snapshot()
    assert len(rotated.destroyed) == 1

    restore(backup)
    again = Keyring(KeyDirectory(store.home / "keys"))
    for attempt in (
        lambda: read.read(again, erased.ref),
        lambda: read.export(again, read.fetch(erased.ref, history=True)),
        lambda: find.find(again, "email", IDENTIFIERS["email"]),
        lambda: again.start(LATER),
    ):
        with pytest.raises(DestroyedKeyError):
            attempt()

    restore(live)
    assert [v.value for v in read.read(keys, other.ref)] == ["stays"]


def test_the_index_of_a_backup_does_not_tell_who_was_in_it_once_the_epoch_is_destroyed(
    keys: Keyring,
) -> None:
    created = fill(keys)
    columns, rows = snapshot()["vault_identifier"]
    backup = {bytes(row[columns.index("token")]) for row in rows}
    assert set(keys.tokens("email", IDENTIFIERS["email"])) <= backup

    epochs.rotate(keys, now=LATER)

    assert find.find(keys, "email", IDENTIFIERS["email"]) == created.ref
    for kind, value in IDENTIFIERS.items():
        assert backup.isdisjoint(keys.tokens(kind, value))
