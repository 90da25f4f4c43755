import os
import stat
from pathlib import Path

import pytest

from mamoru.crypto.errors import DestroyedKeyError, MissingKeyError
from mamoru.vault.errors import DamagedKeyFileError, KeyDirectoryError
from mamoru.vault.keyfile import KeyDirectory

KEY = bytes(range(32))


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "keys"


def only_file(directory: Path) -> Path:
    (path,) = directory.iterdir()
    return path


def test_the_directory_and_its_files_are_for_their_owner_only(directory: Path) -> None:
    KeyDirectory(directory).create()

    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert stat.S_IMODE(only_file(directory).stat().st_mode) == 0o600


def test_a_generous_umask_does_not_open_the_keys(directory: Path) -> None:
    former = os.umask(0)
    try:
        KeyDirectory(directory).create()
    finally:
        os.umask(former)

    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert stat.S_IMODE(only_file(directory).stat().st_mode) == 0o600


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o644])
def test_a_key_file_that_others_can_reach_is_refused(directory: Path, mode: int) -> None:
    KeyDirectory(directory).create()
    only_file(directory).chmod(mode)

    with pytest.raises(KeyDirectoryError) as caught:
        KeyDirectory(directory)

    assert "others can reach it; run chmod" in caught.value.message("en")
    assert "chmod go=" in caught.value.message("ja")


def test_a_directory_that_others_can_enter_is_refused(directory: Path) -> None:
    KeyDirectory(directory).create()
    directory.chmod(0o750)

    with pytest.raises(KeyDirectoryError, match="others can reach it"):
        KeyDirectory(directory)


def test_keys_of_another_user_are_refused(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    KeyDirectory(directory).create()
    owner = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)

    with pytest.raises(KeyDirectoryError, match="belongs to another user"):
        KeyDirectory(directory)


@pytest.mark.parametrize("way", ["empty", "cut", "flipped", "more", "other"])
def test_a_damaged_key_file_is_named_and_left_alone(directory: Path, way: str) -> None:
    KeyDirectory(directory).create()
    path = only_file(directory)
    whole = path.read_bytes()
    damaged = {
        "empty": b"",
        "cut": whole[:-10],
        "flipped": whole[:40] + bytes([whole[40] ^ 1]) + whole[41:],
        "more": whole + b"x",
        "other": b"-----BEGIN PRIVATE KEY-----\n",
    }[way]
    path.write_bytes(damaged)

    with pytest.raises(DamagedKeyFileError) as caught:
        KeyDirectory(directory)

    assert caught.value.facts == {"name": path.name}
    assert path.read_bytes() == damaged


def test_a_link_in_place_of_a_key_file_is_refused(directory: Path, tmp_path: Path) -> None:
    KeyDirectory(directory).create()
    path = only_file(directory)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(KeyDirectoryError, match="cannot be read"):
        KeyDirectory(directory)


def test_a_lost_key_is_told_apart_from_a_destroyed_one(directory: Path) -> None:
    keys = KeyDirectory(directory)
    lost, destroyed = keys.create(), keys.create()
    wrapped = {kek: keys.wrap(kek, KEY) for kek in (lost, destroyed)}
    (directory / f"{lost}.key").unlink()
    keys.destroy(destroyed)

    with pytest.raises(MissingKeyError):
        keys.unwrap(lost, wrapped[lost])
    with pytest.raises(DestroyedKeyError):
        keys.unwrap(destroyed, wrapped[destroyed])


def test_nothing_of_a_destroyed_key_is_left_in_the_directory(directory: Path) -> None:
    keys = KeyDirectory(directory)
    kek_id = keys.create()
    held = only_file(directory).read_bytes()

    keys.destroy(kek_id)

    assert [path.read_bytes() for path in directory.iterdir()] == [b""]
    assert held


def test_a_destruction_that_was_cut_short_is_finished_at_the_next_start(directory: Path) -> None:
    keys = KeyDirectory(directory)
    kek_id = keys.create()
    path = only_file(directory)
    path.rename(path.with_suffix(".destroyed"))

    again = KeyDirectory(directory)

    assert only_file(directory).read_bytes() == b""
    assert again.keys() == frozenset()
    with pytest.raises(DestroyedKeyError):
        again.wrap(kek_id, KEY)


def test_a_creation_that_was_cut_short_is_no_key(directory: Path) -> None:
    keys = KeyDirectory(directory)
    (directory / ".kek-0123456789abcdef.new").write_bytes(b"mamoru key-en")

    assert KeyDirectory(directory).keys() == keys.keys() == frozenset()


@pytest.mark.parametrize("name", ["../../etc/passwd", "kek-", "", "kek-0123456789abcdef/../x"])
def test_a_name_that_is_no_key_id_leads_nowhere(directory: Path, name: str) -> None:
    with pytest.raises(MissingKeyError):
        KeyDirectory(directory).unwrap(name, b"")
