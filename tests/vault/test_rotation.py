import random
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest
from django.db import transaction
from tests.store import Store
from tests.vault.samples import LATER, NOON, someone

from mamoru.vault import change, epochs, erase, find, people, read
from mamoru.vault.errors import DuplicateIdentifierError
from mamoru.vault.keyfile import KeyDirectory
from mamoru.vault.keyring import Keyring
from mamoru.vault.models import Epoch, IndexKey, PersonKey
from mamoru.vault.person import Identity

# ruff: noqa: S311 - moments of a kill are no secret

ROTATING = """
import django; django.setup()
from datetime import UTC, datetime
from django.conf import settings
from mamoru.vault import epochs
from mamoru.vault.keyfile import KeyDirectory
from mamoru.vault.keyring import Keyring
keys = Keyring(KeyDirectory(settings.HOME / "keys"))
print("begins", flush=True)
epochs.rotate(keys, now=datetime.now(UTC), batch=1)
"""


def stored(keys: Keyring, count: int) -> dict[int, str]:
    drafts = [someone(f"Person{n}") for n in range(count)]
    with transaction.atomic():
        return {n: c.ref for n, c in enumerate(people.create_many(keys, drafts, now=NOON))}


def test_rotation_moves_everybody_and_destroys_the_old_key(keys: Keyring) -> None:
    refs = stored(keys, 7)
    (old,) = keys.provider.keys()

    rotated = epochs.rotate(keys, now=LATER, batch=3)

    assert rotated.moved == 7
    assert keys.provider.keys().isdisjoint({old})
    former = Epoch.objects.get(current=False)
    assert (former.kek_id, former.retired_at, former.destroyed_at) == (old, LATER, LATER)
    assert bytes(former.wrapped) == b""
    assert not IndexKey.objects.filter(epoch=former).exists()
    for n, ref in refs.items():
        assert find.find(keys, "email", f"person{n}@example.jp") == ref
        assert len(read.read(keys, ref)) == 3


def test_an_epoch_can_be_retired_first_and_destroyed_when_backups_have_expired(
    keys: Keyring,
) -> None:
    refs = stored(keys, 3)
    (old,) = keys.provider.keys()

    epochs.begin(keys, now=LATER)
    assert {old} <= keys.provider.keys()
    assert find.find(keys, "email", "person1@example.jp") == refs[1]
    new = stored_as(keys, "Newcomer")
    assert PersonKey.objects.get(person__ref=new).epoch == Epoch.objects.get(current=True)

    rotated = epochs.finish(keys, now=LATER)

    assert (rotated.moved, len(rotated.destroyed)) == (3, 1)
    assert keys.provider.keys().isdisjoint({old})


def test_an_address_of_somebody_who_has_not_moved_yet_is_taken(keys: Keyring) -> None:
    stored(keys, 1)
    epochs.begin(keys, now=LATER)
    other = stored_as(keys, "Other")
    address = Identity(kind="email", value="person0@example.jp")

    with pytest.raises(DuplicateIdentifierError), transaction.atomic():
        stored_as(keys, "Person0")
    with pytest.raises(DuplicateIdentifierError), transaction.atomic():
        change.add_identities(keys, other, [address], expected_version=1)

    assert epochs.finish(keys, now=LATER).moved == 1


def test_an_epoch_that_something_hangs_on_does_not_end(keys: Keyring) -> None:
    stored(keys, 1)
    old = Epoch.objects.get()
    epochs.begin(keys, now=LATER)

    assert not epochs.end(keys, old.pk, now=LATER)

    assert epochs.destroy_ended(keys) == ()
    assert {old.kek_id} <= keys.provider.keys()


def test_the_current_epoch_never_ends(keys: Keyring) -> None:
    assert not epochs.end(keys, Epoch.objects.get().pk, now=LATER)


def test_somebody_erased_before_the_move_is_not_moved(keys: Keyring) -> None:
    refs = stored(keys, 2)
    with transaction.atomic():
        erase.erase(refs[0])

    assert epochs.rotate(keys, now=LATER).moved == 1


def test_a_key_left_behind_by_a_kill_is_destroyed_by_the_next_rotation(keys: Keyring) -> None:
    stored(keys, 1)
    old = Epoch.objects.get()
    epochs.begin(keys, now=LATER)
    epochs.move(keys, old.pk)
    assert epochs.end(keys, old.pk, now=LATER)
    assert {old.kek_id} <= keys.provider.keys()  # killed here

    assert old.pk in epochs.rotate(keys, now=LATER).destroyed
    assert keys.provider.keys().isdisjoint({old.kek_id})


@pytest.mark.slow
def test_a_rotation_that_is_killed_again_and_again_loses_nobody(
    keys: Keyring, store: Store
) -> None:
    refs = stored(keys, 150)
    old = Epoch.objects.get()
    killed = 0
    for tried in range(20):
        with subprocess.Popen(
            [sys.executable, "-c", ROTATING],
            env=store.environment | {"DJANGO_SETTINGS_MODULE": "mamoru.settings"},
            stdout=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"begins\n"
            time.sleep(random.uniform(0.0, 0.12 + 0.03 * tried))
            killed += process.poll() is None
            process.kill()
        fresh = Keyring(KeyDirectory(store.home / "keys"))
        fresh.start(datetime.now(UTC))
        for n in (0, 75, 149):
            assert find.find(fresh, "email", f"person{n}@example.jp") == refs[n]
        if killed >= 4 and Epoch.objects.filter(current=False).exists():
            break  # a busy machine may have begun nothing yet before four kills

    last = Keyring(KeyDirectory(store.home / "keys"))
    epochs.finish(last, now=LATER)

    assert killed
    assert last.provider.keys().isdisjoint({old.kek_id})
    assert Epoch.objects.filter(destroyed_at=None).count() == 1
    for n, ref in refs.items():
        assert find.find(last, "email", f"person{n}@example.jp") == ref
        assert len(read.read(last, ref)) == 3


def stored_as(keys: Keyring, name: str) -> str:
    with transaction.atomic():
        return people.create(keys, someone(name), now=NOON).ref
