import pytest
from tests.vault.samples import NOON

from mamoru.crypto.errors import UnreadableCiphertextError
from mamoru.vault import places
from mamoru.vault.person import Identity, Item, Sealed
from mamoru.vault.sealing import PersonSeal

KEY = bytes(range(32))
HERE = {"number": 1, "tenant": 1, "ref": "p_one", "serial": 1}


def seal(**changes: object) -> PersonSeal:
    return PersonSeal(KEY, **(HERE | changes))  # type: ignore[arg-type] # of the right types


@pytest.mark.parametrize("elsewhere", [{"tenant": 2}, {"ref": "p_two"}, {"serial": 2}])
def test_even_with_the_same_key_a_value_opens_for_one_tenant_person_and_key_id(
    elsewhere: dict[str, object],
) -> None:
    row = seal().field_rows([Item(data="d", item="i", value="v")], 1, NOON)[0]
    field = Sealed(
        data="d", item="i", version=1, sealed=row[4], sensitive=None, source=None, collected_at=NOON
    )
    assert seal().open_field(field) == "v"

    with pytest.raises(UnreadableCiphertextError):
        seal(**elsewhere).open_field(field)


@pytest.mark.parametrize("kind_version", [("phone", 1), ("email", 2)])
def test_an_identifier_opens_as_its_kind_and_version_only(kind_version: tuple[str, int]) -> None:
    row = seal().identifier_row(Identity(kind="email", value="a@example.jp"), 1, 1, b"")
    assert seal().open_identifier("email", 1, row[6]).value == "a@example.jp"

    with pytest.raises(UnreadableCiphertextError):
        seal().open_identifier(*kind_version, row[6])


def test_a_persons_key_has_another_place_for_every_epoch_tenant_person_and_id() -> None:
    parts = (1, 2, "p_one", 3)
    others = [(9, 2, "p_one", 3), (1, 9, "p_one", 3), (1, 2, "p_two", 3), (1, 2, "p_one", 9)]

    assert places.person_key(*parts) not in {places.person_key(*other) for other in others}


def test_keys_and_values_never_share_a_place() -> None:
    found = [
        places.index_key(1, "email"), places.person_key(1, 1, "1", 1),
        places.owner(1, "1", 1), places.field("1", "1", 1), places.identifier("1", 1),
        places.BIRTH_DATE,
    ]  # fmt: skip

    assert len(set(found)) == len(found)
