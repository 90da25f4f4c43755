from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from tests.store import Store
from tests.vault.samples import NOON, someone
from tests.vault.transit import TOKEN, Transit, running_transit

from mamoru.crypto.errors import DestroyedKeyError, MissingKeyError, WrongKeyError
from mamoru.crypto.provider import KeyProvider
from mamoru.vault import epochs, people, read
from mamoru.vault.errors import KeyServiceRefusedError, KeyServiceSilentError
from mamoru.vault.keyfile import KeyDirectory
from mamoru.vault.keyring import Keyring
from mamoru.vault.kms import TransitKeys

KEY = bytes(range(32))


@pytest.fixture
def transit() -> Iterator[Transit]:
    with running_transit() as server:
        yield server


@pytest.fixture(params=["directory", "transit"])
def provider(request: pytest.FixtureRequest, tmp_path: Path) -> KeyProvider:
    if request.param == "directory":
        return KeyDirectory(tmp_path / "keys")
    return TransitKeys(request.getfixturevalue("transit").address, TOKEN)


def test_a_wrapped_key_comes_back_and_does_not_show(provider: KeyProvider) -> None:
    kek_id = provider.create()

    wrapped = provider.wrap(kek_id, KEY)

    assert provider.unwrap(kek_id, wrapped) == KEY
    assert KEY not in wrapped
    assert provider.keys() == {kek_id}


def test_a_key_does_not_open_what_another_wrapped(provider: KeyProvider) -> None:
    one, other = provider.create(), provider.create()

    with pytest.raises(WrongKeyError) as caught:
        provider.unwrap(other, provider.wrap(one, KEY))

    assert caught.value.facts == {"key": other}


def test_a_damaged_wrapping_opens_nothing(provider: KeyProvider) -> None:
    kek_id = provider.create()
    wrapped = provider.wrap(kek_id, KEY)

    with pytest.raises(WrongKeyError):
        provider.unwrap(kek_id, wrapped[:-2] + b"AA")


def test_a_key_that_never_was_is_missing_and_is_not_made(provider: KeyProvider) -> None:
    never = provider.create()[:-4] + "0000"

    with pytest.raises(MissingKeyError):
        provider.unwrap(never, b"vault:v1:AAAA")
    with pytest.raises(MissingKeyError):
        provider.wrap(never, KEY)
    assert len(provider.keys()) == 1


def test_what_a_destroyed_key_wrapped_is_gone_and_destroying_again_is_no_error(
    provider: KeyProvider,
) -> None:
    kek_id = provider.create()
    wrapped = provider.wrap(kek_id, KEY)

    provider.destroy(kek_id)
    provider.destroy(kek_id)

    assert provider.keys() == frozenset()
    with pytest.raises((DestroyedKeyError, MissingKeyError)):
        provider.unwrap(kek_id, wrapped)


def test_people_are_kept_and_epochs_rotated_on_a_key_service(
    store: Store, transit: Transit
) -> None:
    keys = Keyring(TransitKeys(transit.address, TOKEN))
    keys.start(NOON)
    with transaction.atomic():
        created = people.create(keys, someone(), now=NOON)
    before = set(transit.stored)

    rotated = epochs.rotate(keys, now=NOON)

    assert rotated.moved == 1
    assert before.isdisjoint(transit.stored)
    assert len(read.read(Keyring(keys.provider), created.ref)) == 3


def test_a_key_is_unwrapped_once_and_not_for_every_person(store: Store, transit: Transit) -> None:
    keys = Keyring(TransitKeys(transit.address, TOKEN))
    keys.start(NOON)
    transit.asked.clear()

    with transaction.atomic():
        for name in ("Ichi", "Ni", "San"):
            people.create(keys, someone(name), now=NOON)

    assert [path for _, path in transit.asked if "decrypt" in path] == []


def test_a_key_service_that_is_sealed_slow_or_gone_is_silent(transit: Transit) -> None:
    keys = TransitKeys(transit.address, TOKEN, timeout=0.2)
    transit.sealed = True
    with pytest.raises(KeyServiceSilentError):
        keys.create()
    transit.sealed, transit.delay = False, 0.6
    with pytest.raises(KeyServiceSilentError):
        keys.create()
    with pytest.raises(KeyServiceSilentError):
        TransitKeys("http://127.0.0.1:1", TOKEN).create()


@pytest.mark.parametrize("garbage", [b"<html>", b"[]", b'{"data": null}', b'{"data": {}}'])
def test_an_answer_that_is_not_the_key_services_is_silence(
    transit: Transit, garbage: bytes
) -> None:
    keys = TransitKeys(transit.address, TOKEN)
    keys.create()
    transit.garbage = garbage

    with pytest.raises(KeyServiceSilentError):
        keys.keys()


def test_a_wrong_token_is_refused_and_told_without_the_token(transit: Transit) -> None:
    with pytest.raises(KeyServiceRefusedError) as caught:
        TransitKeys(transit.address, "token-of-nobody").create()

    assert caught.value.facts == {"status": 403}
    assert "token-of-nobody" not in str(caught.value)


def test_a_redirect_is_not_followed(transit: Transit) -> None:
    with running_transit() as elsewhere:
        transit.redirect_to = f"{elsewhere.address}/v1/transit/keys?list=true"

        with pytest.raises(KeyServiceRefusedError) as caught:
            TransitKeys(transit.address, TOKEN).keys()

        assert caught.value.facts == {"status": 307}
        assert elsewhere.asked == []


@pytest.mark.parametrize("address", ["http://keys.example.com", "ftp://127.0.0.1", "file:///keys"])
def test_keys_travel_over_tls_only(address: str) -> None:
    with pytest.raises(KeyServiceRefusedError) as caught:
        TransitKeys(address, TOKEN)

    assert caught.value.facts == {"status": "not https"}
