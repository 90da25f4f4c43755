import stat
from pathlib import Path
from threading import Thread

import pytest
from tests.ledger.logs import NOON

from mamoru.ledger.errors import (
    SigningKeyExposedError,
    SigningKeyInvalidError,
    SigningStateMissingError,
)
from mamoru.ledger.signing import (
    Signed,
    open_signer,
    read_signed,
    sole_signer,
    write_signed,
)
from mamoru.ledger.tree.hashing import EMPTY

ORIGIN = "log.example.com/ledger"


def test_a_key_is_made_on_first_use_for_its_owner_only(tmp_path: Path) -> None:
    first = open_signer(tmp_path / "ledger", ORIGIN)
    again = open_signer(tmp_path / "ledger", ORIGIN)

    assert first.verifier.vkey == again.verifier.vkey
    assert stat.S_IMODE((tmp_path / "ledger" / "signing.key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "ledger").stat().st_mode) == 0o700


def test_two_who_start_at_once_get_one_key(tmp_path: Path) -> None:
    found: list[str] = []
    threads = [
        Thread(target=lambda: found.append(open_signer(tmp_path, ORIGIN).verifier.vkey))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 8
    assert len(set(found)) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["signed.json", "signing.key"]


def test_a_key_comes_with_the_note_that_nothing_was_signed(tmp_path: Path) -> None:
    open_signer(tmp_path, ORIGIN)
    assert read_signed(tmp_path) == Signed(0, EMPTY)

    (tmp_path / "signed.json").unlink()
    open_signer(tmp_path, ORIGIN)
    with pytest.raises(SigningStateMissingError):
        read_signed(tmp_path)


def test_a_key_that_is_made_anew_leaves_the_note_of_what_was_signed(tmp_path: Path) -> None:
    write_signed(tmp_path, Signed(7, EMPTY, NOON))

    open_signer(tmp_path, ORIGIN)

    assert read_signed(tmp_path) == Signed(7, EMPTY, NOON)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601])
def test_a_key_that_others_can_open_is_refused(tmp_path: Path, mode: int) -> None:
    open_signer(tmp_path, ORIGIN)
    (tmp_path / "signing.key").chmod(mode)

    with pytest.raises(SigningKeyExposedError):
        open_signer(tmp_path, ORIGIN)


def test_a_key_of_another_origin_is_refused(tmp_path: Path) -> None:
    open_signer(tmp_path, ORIGIN)

    with pytest.raises(SigningKeyInvalidError):
        open_signer(tmp_path, "log.example.com/other")


@pytest.mark.parametrize("damage", ["", "rubbish", "PRIVATE+KEY+a+b+c", "cut"])
def test_a_damaged_key_is_refused_without_showing_it(tmp_path: Path, damage: str) -> None:
    open_signer(tmp_path, ORIGIN)
    path = tmp_path / "signing.key"
    kept = path.read_text()
    path.write_text(kept[:-6] if damage == "cut" else damage)

    with pytest.raises(SigningKeyInvalidError) as raised:
        open_signer(tmp_path, ORIGIN)
    assert raised.value.facts == {"origin": ORIGIN}


def test_what_was_signed_last_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_signed(tmp_path, Signed(7, EMPTY, NOON))
    write_signed(tmp_path, Signed(8, EMPTY, NOON))

    assert read_signed(tmp_path) == Signed(8, EMPTY, NOON)
    assert [path.name for path in tmp_path.iterdir()] == ["signed.json"]


def test_one_signs_at_a_time(tmp_path: Path) -> None:
    order: list[str] = []

    def second() -> None:
        with sole_signer(tmp_path):
            order.append("second")

    with sole_signer(tmp_path):
        thread = Thread(target=second)
        thread.start()
        thread.join(0.2)
        order.append("first")
    thread.join()

    assert order == ["first", "second"]
