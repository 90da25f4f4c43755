from datetime import date

import pytest
from django.db import transaction
from tests.vault.samples import LATER, NOON, someone

from mamoru.vault import change, erase, find, people, read
from mamoru.vault.errors import DuplicateIdentifierError, StalePersonError, UnknownPersonError
from mamoru.vault.keyring import Keyring
from mamoru.vault.models import Person
from mamoru.vault.person import Draft, Identity, Item


def test_what_was_stored_is_read_back(keys: Keyring) -> None:
    with transaction.atomic():
        created = people.create(keys, someone(), now=NOON)

    values = read.read(keys, created.ref, items=["name", "allergy"])

    assert [(v.item, v.value, v.sensitive, v.collected_at) for v in values] == [
        ("allergy", "月の光", "health", NOON),
        ("name", "Zenbu Tsukuribanashi", None, NOON),
    ]


def one_of_many(number: int) -> Draft:
    """Return somebody who shares some cells with the others, and in some has none."""
    identities = (
        Identity(kind="email", value=f"hito{number}@example.jp"),
        Identity(kind="member_number", value=f"M{number}"),
    )
    items = (
        Item(data="registration", item="name", value=f"Hito{number}", source="person"),
        Item(
            data="health", item="allergy", value=f"月 {number}",
            sensitive="health" if number % 2 else None,
        ),
    )  # fmt: skip
    return someone(
        residence="JP" if number % 5 else None,
        birth_date=date(1901, 2, 1 + number % 28) if number % 3 else None,
        identities=identities[: number % 3],
        items=items[: 1 + number % 2],
    )


@pytest.mark.parametrize("count", [49, 50, 133])
def test_many_who_are_stored_together_are_read_back_one_by_one(keys: Keyring, count: int) -> None:
    drafts = [one_of_many(number) for number in range(count)]
    with transaction.atomic():
        created = people.create_many(keys, drafts, now=NOON)

    with transaction.atomic():
        held = change.lock_many([one.ref for one in created])
    for draft, one in zip(drafts, created, strict=True):
        kept = held[one.ref]
        born = kept.birth_date and keys.person(kept).open_birth_date(kept.birth_date)
        values = read.read(keys, one.ref, items=["name", "allergy"])
        assert (kept.number, kept.residence, born) == (
            one.number, draft.residence, draft.birth_date,
        )  # fmt: skip
        assert sorted((v.item, v.value, v.sensitive or "", v.source or "") for v in values) == (
            sorted((i.item, i.value, i.sensitive or "", i.source or "") for i in draft.items)
        )
        for identity in draft.identities:
            assert find.find(keys, identity.kind, identity.value) == one.ref


def test_many_are_stored_together_or_not_at_all(keys: Keyring) -> None:
    with transaction.atomic():
        people.create(keys, one_of_many(131), now=NOON)

    with pytest.raises(DuplicateIdentifierError) as caught, transaction.atomic():
        people.create_many(keys, [one_of_many(number) for number in range(133)], now=NOON)

    assert caught.value.facts == {"kind": "email/member_number"}
    assert Person.objects.count() == 1


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
