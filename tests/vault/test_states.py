from datetime import date

import pytest
from django.db import transaction
from tests.vault.samples import LATER, NOON, someone

from mamoru.policy.handling import Standing
from mamoru.vault import change, find, people, read, suspend
from mamoru.vault.errors import UnknownPersonError
from mamoru.vault.keyring import Keyring
from mamoru.vault.person import Identity, Item
from mamoru.vault.standing import standing


@pytest.fixture
def ref(keys: Keyring) -> str:
    with transaction.atomic():
        return people.create(keys, someone(), now=NOON).ref


def test_a_new_person_stands_as_the_draft_says(keys: Keyring, ref: str) -> None:
    assert standing(keys, read.fetch(ref)) == Standing(
        birth_date=date(1901, 2, 3), whose="individual", residence="JP"
    )


@pytest.mark.parametrize(
    ("verb", "back", "fact"),
    [
        (suspend.suspend_use, suspend.resume_use, "use_suspended"),
        (suspend.suspend_provision, suspend.resume_provision, "provision_suspended"),
    ],
)
def test_what_is_suspended_stays_so_until_it_is_resumed(
    keys: Keyring, ref: str, verb: object, back: object, fact: str
) -> None:
    assert callable(verb)
    assert callable(back)

    versions = [verb(ref)]
    stopped = standing(keys, read.fetch(ref))
    versions.append(back(ref))
    resumed = standing(keys, read.fetch(ref))

    assert versions == [2, 3]
    assert getattr(stopped, fact)
    assert not getattr(resumed, fact)


def test_who_left_has_left(keys: Keyring, ref: str) -> None:
    suspend.leave(ref, now=LATER)

    held = read.fetch(ref)
    assert held.left_at == LATER
    assert standing(keys, held).left


def test_a_birth_date_can_be_corrected_and_removed(keys: Keyring, ref: str) -> None:
    change.set_birth_date(keys, ref, date(2001, 1, 1), expected_version=1)
    corrected = standing(keys, read.fetch(ref)).birth_date
    change.set_birth_date(keys, ref, None, expected_version=2)

    assert corrected == date(2001, 1, 1)
    assert standing(keys, read.fetch(ref)).birth_date is None


def test_a_deleted_item_goes_with_its_history_and_the_others_stay(keys: Keyring, ref: str) -> None:
    new = Item(data="health", item="allergy", value="日の光", sensitive="health")
    change.change(keys, ref, [new], expected_version=1, now=LATER)

    assert change.remove(ref, [("health", "allergy")], expected_version=2) == (3, 2)

    assert read.history(keys, ref, data="health", item="allergy") == ()
    assert [value.item for value in read.read(keys, ref)] == ["employer", "name"]


def test_a_removed_identifier_is_free_for_somebody_else(keys: Keyring, ref: str) -> None:
    address = Identity(kind="email", value="ZENBU@example.jp")

    change.remove_identity(keys, ref, address, expected_version=1)

    assert find.find(keys, "email", "zenbu@example.jp") is None
    with transaction.atomic():
        people.create(keys, someone(), now=LATER)
    with pytest.raises(UnknownPersonError):
        change.remove_identity(keys, ref, address, expected_version=2)


def test_reading_narrows_by_category_and_item(keys: Keyring, ref: str) -> None:
    def read_items(**narrowed: list[str]) -> list[str]:
        return [value.item for value in read.read(keys, ref, **narrowed)]

    assert read_items() == ["allergy", "employer", "name"]
    assert read_items(data=["registration"]) == ["employer", "name"]
    assert read_items(items=["name"]) == ["name"]
    assert read_items(data=["health"], items=["name"]) == []
    assert read_items(data=[]) == []


def test_fetching_opens_nothing(keys: Keyring, ref: str) -> None:
    held = read.fetch(ref)

    assert [(field.data, field.item) for field in held.fields] == [
        ("health", "allergy"), ("registration", "employer"), ("registration", "name"),
    ]  # fmt: skip
    assert all("月の光".encode() not in field.sealed for field in held.fields)


def test_an_export_has_identifiers_as_given_and_every_value(keys: Keyring, ref: str) -> None:
    new = Item(data="registration", item="name", value="Betsu", source="person")
    change.change(keys, ref, [new], expected_version=1, now=LATER)

    export = read.export(keys, read.fetch(ref, history=True))

    assert export.identities == (Identity(kind="email", value="zenbu@example.jp"),)
    assert [(v.item, v.value, v.collected_at, v.superseded_at) for v in export.values] == [
        ("allergy", "月の光", NOON, None),
        ("employer", "架空商事", NOON, None),
        ("name", "Zenbu Tsukuribanashi", NOON, LATER),
        ("name", "Betsu", LATER, None),
    ]
