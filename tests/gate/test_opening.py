"""Opening an installation: what is wrong is told, and nothing is left half set up."""

import json
import os
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from tests.gate.samples import USE, Clock, counted, entries, stored
from tests.store import Store, default_database
from tests.vault.transit import TOKEN, Transit, running_transit

from mamoru.crypto.errors import MissingKeyError, WrongKeyError
from mamoru.errors import ConfigurationError
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import open_door, opened, prepare
from mamoru.gate.errors import KeysMisconfiguredError
from mamoru.gate.read import read
from mamoru.gate.shelf import PolicyNotInForceError
from mamoru.ledger.entries import KeyChanged, Published
from mamoru.ledger.errors import SigningKeyExposedError
from mamoru.paths import DirectoryOpenError, reference_policy
from mamoru.policy.errors import PolicyFileError
from mamoru.vault.errors import (
    DamagedKeyFileError,
    KeyDirectoryError,
    KeyServiceRefusedError,
    KeyServiceSilentError,
)
from mamoru.vault.keyfile import KeyDirectory, _encoded


@pytest.fixture
def used(store: Store) -> str:
    """The ref of somebody who is stored in an installation that was closed again."""
    with opened(home=store.home, policy=reference_policy()) as door:
        return stored(door).ref


def refused(store: Store, error: type[ConfigurationError]) -> None:
    """Opening fails in both languages, and neither entries nor keys are added."""
    before = (len(entries()), counted("vault_epoch"), sorted((store.home / "keys").glob("*.key")))

    with pytest.raises(error) as caught, opened(home=store.home, policy=reference_policy()):
        raise AssertionError

    assert caught.value.message("ja") != caught.value.message("en")
    assert before == (
        len(entries()), counted("vault_epoch"), sorted((store.home / "keys").glob("*.key")),
    )  # fmt: skip


def key_file(store: Store) -> Path:
    (path,) = (store.home / "keys").glob("*.key")
    return path


def test_the_keys_of_another_installation_are_refused(store: Store, used: str) -> None:
    key_file(store).write_bytes(_encoded(bytes(range(32))))

    refused(store, WrongKeyError)


def test_a_lost_key_directory_is_told_and_no_key_is_made(store: Store, used: str) -> None:
    shutil.move(store.home / "keys", store.home / "elsewhere")

    refused(store, MissingKeyError)

    shutil.rmtree(store.home / "keys")
    shutil.move(store.home / "elsewhere", store.home / "keys")
    with opened(home=store.home, policy=reference_policy()) as door:
        assert read(door, OFFICER, USE, used)[0].values


def test_a_missing_or_damaged_key_file_is_told(store: Store, used: str) -> None:
    path = key_file(store)
    content = path.read_bytes()

    path.write_bytes(content[:-9])
    refused(store, DamagedKeyFileError)
    path.unlink()
    refused(store, MissingKeyError)


def test_a_key_that_others_can_read_is_not_used(store: Store, used: str) -> None:
    key_file(store).chmod(0o640)

    refused(store, KeyDirectoryError)


def test_a_signing_key_that_others_can_read_is_not_used(store: Store, used: str) -> None:
    (store.home / "ledger" / "signing.key").chmod(0o644)

    refused(store, SigningKeyExposedError)


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o701, 0o777])
@pytest.mark.parametrize("place", [".", "ledger"])
def test_a_directory_that_others_can_reach_is_refused_and_left_as_it_is(
    store: Store, used: str, place: str, mode: int
) -> None:
    (store.home / place).chmod(mode)

    refused(store, DirectoryOpenError)

    assert stat.S_IMODE((store.home / place).stat().st_mode) == mode


def test_whatever_is_made_is_for_its_owner_only(tmp_path: Path) -> None:
    home = tmp_path / "above" / "home"
    url = f"sqlite:///{tmp_path}/elsewhere.sqlite3"
    former = os.umask(0)
    try:
        with default_database(url), opened(home=home, policy=reference_policy()) as door:
            stored(door)
            door.settle()
            made = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    finally:
        os.umask(former)

    assert {"above", "home", "keys", "ledger", "lock", "elsewhere.sqlite3-wal"} <= made.keys()
    assert {name: oct(mode) for name, mode in made.items() if mode & 0o077} == {}


@pytest.mark.parametrize("text", [b"", b"mamoru: 1\n", b"\xff\xfe", b"a: [", b"x" * 100])
def test_a_damaged_policy_opens_nothing_and_makes_nothing(
    store: Store, tmp_path: Path, text: bytes
) -> None:
    home = tmp_path / "not-yet"

    with pytest.raises(PolicyFileError) as caught:
        prepare(home=home, policy=text)

    assert caught.value.message("ja") != caught.value.message("en")
    assert not home.exists()
    assert (entries(), counted("vault_epoch")) == ([], 0)


def test_a_place_that_cannot_be_is_told_and_nothing_is_made(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(NotADirectoryError):
        prepare(home=tmp_path / "file" / "home", policy=reference_policy())

    assert (entries(), counted("vault_epoch")) == ([], 0)


def test_setting_up_twice_changes_nothing(store: Store) -> None:
    prepare(home=store.home, policy=reference_policy())
    before = sorted((path, path.stat().st_mtime_ns) for path in (store.home / "keys").iterdir())

    prepare(home=store.home, policy=reference_policy())

    assert before == sorted((p, p.stat().st_mtime_ns) for p in (store.home / "keys").iterdir())
    assert (store.home / "keys").stat().st_mode & 0o077 == 0
    assert [type(entry) for entry in entries()] == [KeyChanged, Published]
    assert counted("vault_epoch") == 1


@pytest.fixture
def transit() -> Iterator[Transit]:
    with running_transit() as server:
        yield server


@pytest.fixture
def chosen(transit: Transit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The token file of an installation whose keys are in the key service."""
    token = tmp_path / "token"
    token.write_text(TOKEN + "\n")
    token.chmod(0o600)
    monkeypatch.setattr(settings, "KEYS", f"transit:{transit.address}")
    monkeypatch.setattr(settings, "KEYS_TOKEN_FILE", str(token))
    return token


def test_keys_can_be_kept_by_a_key_service(store: Store, transit: Transit, chosen: Path) -> None:
    with opened(home=store.home, policy=reference_policy()) as door:
        ref = stored(door).ref
    with opened(home=store.home, policy=reference_policy()) as door:
        assert read(door, OFFICER, USE, ref)[0].values

    assert len(transit.stored) == 1
    assert not (store.home / "keys").exists()


def test_a_key_service_that_is_silent_or_refuses_is_told(
    store: Store, transit: Transit, chosen: Path
) -> None:
    transit.sealed = True
    with pytest.raises(KeyServiceSilentError):
        prepare(home=store.home, policy=reference_policy())
    transit.sealed = False
    chosen.write_text("another-token")
    with pytest.raises(KeyServiceRefusedError) as caught:
        prepare(home=store.home, policy=reference_policy())

    assert "another-token" not in caught.value.message("ja")
    assert (counted("vault_epoch"), entries()) == (0, [])


@pytest.mark.parametrize("content", ["", "two words", "鍵", "x" * 2000, "a\nb"])
def test_a_token_file_that_holds_no_token_is_told(store: Store, chosen: Path, content: str) -> None:
    chosen.write_text(content)

    with pytest.raises(KeysMisconfiguredError, match="MAMORU_KEYS_TOKEN_FILE") as caught:
        prepare(home=store.home, policy=reference_policy())

    assert not content or content not in json.dumps(caught.value.facts, ensure_ascii=False)


def test_a_token_file_that_everybody_can_read_is_not_used(store: Store, chosen: Path) -> None:
    chosen.chmod(0o604)
    with pytest.raises(KeysMisconfiguredError):
        prepare(home=store.home, policy=reference_policy())
    chosen.unlink()
    with pytest.raises(KeysMisconfiguredError):
        prepare(home=store.home, policy=reference_policy())


@pytest.mark.parametrize("keys", ["", "transit", "transit:", "kms:x", "file:/x", "FILE"])
def test_keepers_that_do_not_exist_are_told(
    store: Store, monkeypatch: pytest.MonkeyPatch, keys: str
) -> None:
    monkeypatch.setattr(settings, "KEYS", keys)

    with pytest.raises(KeysMisconfiguredError, match="transit:https"):
        prepare(home=store.home, policy=reference_policy())

    assert not (store.home / "keys").exists()


def test_keys_do_not_travel_in_clear(
    store: Store, chosen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "KEYS", "transit:http://keys.example.jp")

    with pytest.raises(KeyServiceRefusedError, match="not https"):
        prepare(home=store.home, policy=reference_policy())


def test_a_directory_of_keys_can_still_be_handed_in(store: Store, tmp_path: Path) -> None:
    prepare(
        home=store.home, policy=reference_policy(), provider=KeyDirectory(tmp_path / "elsewhere")
    )

    assert len(list((tmp_path / "elsewhere").glob("*.key"))) == 1


def test_a_text_decides_nothing_before_the_day_it_takes_effect_in_japan(
    store: Store, clock: Clock
) -> None:
    later = reference_policy().replace(
        b'effective_from: "2022-02-04"', b'effective_from: "2026-11-25"'
    )
    clock.now = datetime(2026, 11, 24, 14, 59, tzinfo=UTC)
    with pytest.raises(PolicyNotInForceError, match="2026-11-25"):
        open_door(home=store.home, policy=later, clock=clock)
    assert not (store.home / "keys").exists()

    clock.now += timedelta(minutes=1)
    open_door(home=store.home, policy=later, clock=clock).close()
