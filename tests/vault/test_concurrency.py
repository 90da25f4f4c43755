from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest
from django.db import transaction
from tests.store import Store
from tests.vault.dumps import snapshot
from tests.vault.samples import LATER, NOON, someone
from tests.vault.together import together

from mamoru.crypto.errors import DestroyedKeyError
from mamoru.vault import change, epochs, erase, find, people, read
from mamoru.vault.errors import (
    DuplicateIdentifierError,
    StalePersonError,
    UnknownPersonError,
)
from mamoru.vault.keyfile import KeyDirectory
from mamoru.vault.keyring import Keyring
from mamoru.vault.models import Epoch, Person
from mamoru.vault.person import Created, Identity, Item

WRITERS = 6


def stored(keys: Keyring, name: str = "Zenbu") -> Created:
    with transaction.atomic():
        return people.create(keys, someone(name), now=NOON)


def renamed(keys: Keyring, ref: str, value: str, expected: int | None) -> int:
    item = Item(data="registration", item="name", value=value)
    with transaction.atomic():
        return change.change(keys, ref, [item], expected_version=expected, now=LATER)


def test_of_many_who_register_one_address_at_once_one_succeeds(keys: Keyring) -> None:
    answers = together([partial(stored, keys)] * WRITERS)

    assert Counter(type(answer) for answer in answers) == {
        Created: 1,
        DuplicateIdentifierError: WRITERS - 1,
    }
    assert Person.objects.count() == 1


def test_of_many_who_add_one_address_to_different_people_one_succeeds(keys: Keyring) -> None:
    refs = [stored(keys, f"Person{n}").ref for n in range(4)]
    address = Identity(kind="email", value="shared@example.jp")

    def add(ref: str) -> int:
        with transaction.atomic():
            return change.add_identities(keys, ref, [address], expected_version=1)

    answers = together([partial(add, ref) for ref in refs])

    assert Counter(type(answer) for answer in answers) == {int: 1, DuplicateIdentifierError: 3}
    assert find.find(keys, "email", "shared@example.jp") in refs


def test_of_many_who_correct_what_they_read_one_succeeds_and_the_others_are_told(
    keys: Keyring,
) -> None:
    ref = stored(keys).ref

    answers = together([partial(renamed, keys, ref, f"name {n}", 1) for n in range(WRITERS)])

    (winner,) = [n for n, answer in enumerate(answers) if answer == 2]
    assert sum(isinstance(answer, StalePersonError) for answer in answers) == WRITERS - 1
    past = read.history(keys, ref, data="registration", item="name")
    assert [value.value for value in past] == ["Zenbu", f"name {winner}"]


def test_writers_who_expect_nothing_wait_for_each_other_and_lose_nothing(keys: Keyring) -> None:
    ref = stored(keys).ref

    answers = together([partial(renamed, keys, ref, f"name {n}", None) for n in range(WRITERS)])

    assert sorted(map(str, answers)) == [str(version) for version in range(2, WRITERS + 2)]
    past = read.history(keys, ref, data="registration", item="name")
    assert {value.value for value in past} == {"Zenbu", *(f"name {n}" for n in range(WRITERS))}
    assert [value.version for value in past if value.superseded_at is None] == [WRITERS + 1]


def test_whoever_writes_while_a_person_is_erased_leaves_nothing_behind(keys: Keyring) -> None:
    ref = stored(keys).ref

    def gone() -> object:
        with transaction.atomic():
            return erase.erase(ref).number

    tasks: list[Callable[[], object]] = [gone, gone]
    tasks += [partial(renamed, keys, ref, f"name {n}", None) for n in range(4)]
    answers = together(tasks)

    rest = {table: rows for table, (_, rows) in snapshot().items() if "epoch" not in table}
    del rest["vault_indexkey"]
    assert all(rows == [] for rows in rest.values())
    assert sum(isinstance(answer, UnknownPersonError) for answer in answers) >= 1


def test_two_processes_that_start_at_once_begin_one_epoch(store: Store) -> None:
    directory = store.home / "keys"
    KeyDirectory(directory)
    rings = [Keyring(KeyDirectory(directory)) for _ in range(3)]

    answers = together([partial(ring.start, NOON) for ring in rings])

    assert answers == [None] * 3
    assert Epoch.objects.count() == 1
    assert KeyDirectory(directory).keys() == {Epoch.objects.get().kek_id}


def test_people_stored_while_epochs_change_stay_readable_and_unique(
    keys: Keyring, store: Store
) -> None:
    before = [stored(keys, f"Before{n}").ref for n in range(12)]
    elsewhere = Keyring(KeyDirectory(store.home / "keys"))  # a process that knows the old epoch
    elsewhere.start(NOON)

    def store_some(ring: Keyring, start: int) -> list[str]:
        return [stored(ring, f"During{start + n}").ref for n in range(8)]

    def store_again() -> int:
        refused = 0
        for n in range(12):
            try:
                stored(elsewhere, f"Before{n}")
            except DuplicateIdentifierError:
                refused += 1
        return refused

    tasks: list[Callable[[], object]] = [
        lambda: epochs.rotate(keys, now=LATER, batch=2),
        partial(store_some, keys, 0),
        partial(store_some, elsewhere, 100),
        store_again,
    ]
    rotated, one, other, refused = together(tasks)

    assert refused == 12
    assert isinstance(one, list)
    assert isinstance(other, list)
    assert isinstance(rotated, epochs.Rotated)
    assert len(rotated.destroyed) == 1
    for ring in (Keyring(keys.provider), keys, elsewhere):
        for ref in [*before, *one, *other]:
            assert len(read.read(ring, ref)) == 3
        for n in range(12):
            assert find.find(ring, "email", f"before{n}@example.jp") == before[n]


def test_a_process_forgets_an_epoch_that_another_destroyed(keys: Keyring, store: Store) -> None:
    ref = stored(keys).ref
    elsewhere = Keyring(KeyDirectory(store.home / "keys"))
    old = read.fetch(ref)
    read.read(elsewhere, ref)

    epochs.rotate(keys, now=LATER)
    find.find(elsewhere, "email", "zenbu@example.jp")

    with pytest.raises(DestroyedKeyError) as caught:
        elsewhere.person_key(old)
    assert caught.value.facts == {"key": old.epoch}
