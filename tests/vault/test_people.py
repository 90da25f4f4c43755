import pytest
from django.db import transaction
from tests.vault.samples import LATER, NOON, someone

from mamoru.vault import change, erase, find, people, read
from mamoru.vault.errors import DuplicateIdentifierError, StalePersonError, UnknownPersonError
from mamoru.vault.keyring import Keyring
from mamoru.vault.person import Item


def test_what_was_stored_is_read_back(keys: Keyring) -> None:
    with transaction.atomic():
        created = people.create(keys, someone(), now=NOON)

    values = read.read(keys, created.ref, items=["name", "allergy"])

    assert [(v.item, v.value, v.sensitive, v.collected_at) for v in values] == [
        ("allergy", "月の光", "health", NOON),
        ("name", "Zenbu Tsukuribanashi", None, NOON),
    ]


def test_a_person_is_found_by_any_spelling_of_an_identifier(keys: Keyring) -> None:
    with transaction.atomic():
        created = people.create(keys, someone(), now=NOON)

    assert find.find(keys, "email", " ZENBU@Example.JP") == created.ref
    assert find.find(keys, "email", "nobody@example.jp") is None
    assert find.find(keys, "email", "zenbu@example.jp", tenant=2) is None


def test_an_identifier_leads_to_one_person(keys: Keyring) -> None:
    with transaction.atomic():
        people.create(keys, someone(), now=NOON)

    with pytest.raises(DuplicateIdentifierError) as caught, transaction.atomic():
        people.create(keys, someone(), now=NOON)

    assert caught.value.facts == {"kind": "email"}


def test_a_correction_keeps_the_former_value_as_history(keys: Keyring) -> None:
    with transaction.atomic():
        created = people.create(keys, someone(), now=NOON)
        new = Item(data="registration", item="name", value="Betsu Tsukuribanashi")
        version = change.change(keys, created.ref, [new], expected_version=1, now=LATER)

    past = read.history(keys, created.ref, data="registration", item="name")

    assert version == 2
    assert [(v.value, v.superseded_at) for v in past] == [
        ("Zenbu Tsukuribanashi", LATER),
        ("Betsu Tsukuribanashi", None),
    ]
    assert [v.value for v in read.read(keys, created.ref, items=["name"])] == [
        "Betsu Tsukuribanashi"
    ]


def test_a_change_that_rests_on_an_old_reading_is_refused(keys: Keyring) -> None:
    new = Item(data="registration", item="name", value="Betsu")
    with transaction.atomic():
        created = people.create(keys, someone(), now=NOON)
        change.change(keys, created.ref, [new], expected_version=1, now=LATER)

    with pytest.raises(StalePersonError) as caught, transaction.atomic():
        change.change(keys, created.ref, [new], expected_version=1, now=LATER)

    assert caught.value.facts == {"expected": 1}


def test_an_erased_person_is_nobody(keys: Keyring) -> None:
    with transaction.atomic():
        created = people.create(keys, someone(), now=NOON)
        erased = erase.erase(created.ref)

    assert (erased.fields, erased.identifiers, erased.keys) == (3, 1, 1)
    assert erased.pseudonym == created.pseudonym
    assert find.find(keys, "email", "zenbu@example.jp") is None
    with pytest.raises(UnknownPersonError):
        read.read(keys, created.ref)
