from pathlib import Path

import pytest
from django.db import connection
from tests.ledger.logs import NOON, write_singles

from mamoru.errors import IntegrityError
from mamoru.ledger import proof
from mamoru.ledger.export import export
from mamoru.ledger.files import check_files
from mamoru.ledger.sequencer import Sequencer, from_settings
from mamoru.ledger.tree.bundles import pack, unpack
from mamoru.ledger.tree.checkpoints import Checkpoint
from mamoru.ledger.tree.errors import (
    CheckpointMissingError,
    EntryAlteredError,
    EntryMissingError,
    NoteUnsignedError,
    TileAlteredError,
    TileMissingError,
)

pytestmark = pytest.mark.usefixtures("store")


def exported(sequencer: Sequencer, directory: Path) -> Checkpoint:
    with connection.cursor() as cursor:
        return export(cursor, directory, sequencer.vkey)


@pytest.fixture
def files(sequencer: Sequencer, tmp_path: Path) -> Path:
    """An exported log of 608 entries."""
    exported(sequencer, tmp_path / "export")
    return tmp_path / "export"


def vkey_of(files: Path) -> str:
    return (files / "vkey").read_text()


def test_an_exported_log_has_the_files_that_the_specification_names(files: Path) -> None:
    found = {str(path.relative_to(files)) for path in files.rglob("*") if path.is_file()}

    assert found == {
        "checkpoint",
        *(f"checkpoints/{size}" for size in (1, 301, 601, 608)),
        *(f"tile/0/{number}" for number in ("000", "001", "002.p/96")),
        "tile/1/000.p/2",
        *(f"tile/entries/{number}" for number in ("000", "001", "002.p/96")),
        "vkey",
    }


def test_an_exported_log_is_checked_without_the_database(files: Path) -> None:
    with connection.cursor() as cursor:
        assert check_files(files, vkey_of(files)) == proof.latest(cursor)[0]


def test_exporting_again_adds_what_came_since(sequencer: Sequencer, files: Path) -> None:
    full = files / "tile/entries/000"
    before = full.stat().st_mtime_ns
    write_singles(30, 200)
    last = sequencer.integrate(NOON)

    assert exported(sequencer, files) == last
    assert check_files(files, vkey_of(files)) == last
    assert full.stat().st_mtime_ns == before


def test_what_is_pending_is_not_exported(files: Path) -> None:
    entries = unpack((files / "tile/entries/002.p/96").read_bytes())

    assert len(entries) == 96


def test_an_empty_log_is_exported_and_checked(tmp_path: Path) -> None:
    sequencer = from_settings()
    with pytest.raises(CheckpointMissingError):
        exported(sequencer, tmp_path)
    sequencer.integrate(NOON)
    exported(sequencer, tmp_path)

    assert check_files(tmp_path, sequencer.vkey).size == 0


def test_another_key_does_not_check_the_log(files: Path, tmp_path: Path) -> None:
    other = Sequencer(tmp_path / "other", "mamoru.localhost/ledger")

    with pytest.raises(NoteUnsignedError):
        check_files(files, other.vkey)


def test_an_altered_entry_is_named(files: Path) -> None:
    path = files / "tile/entries/001"
    entries = unpack(path.read_bytes())
    entries[44] = entries[44].replace(b"allow", b"needs")
    path.write_bytes(pack(entries))

    with pytest.raises(EntryAlteredError) as raised:
        check_files(files, vkey_of(files))
    assert raised.value.facts == {"entry": 300}


def test_a_missing_entry_is_named(files: Path) -> None:
    path = files / "tile/entries/001"
    path.write_bytes(pack(unpack(path.read_bytes())[:-1]))

    with pytest.raises(EntryMissingError) as raised:
        check_files(files, vkey_of(files))
    assert raised.value.facts == {"entry": 511}


def test_an_altered_tile_is_named(files: Path) -> None:
    path = files / "tile/0/001"
    path.write_bytes(bytes(32) + path.read_bytes()[32:])

    with pytest.raises(TileAlteredError) as raised:
        check_files(files, vkey_of(files))
    assert raised.value.facts == {"tile": "tile/0/001"}


def test_a_missing_tile_is_named(files: Path) -> None:
    (files / "tile/1/000.p/2").unlink()

    with pytest.raises(TileMissingError) as raised:
        check_files(files, vkey_of(files))
    assert raised.value.facts == {"tile": "tile/1/000.p/2"}


def test_a_directory_without_a_log_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CheckpointMissingError):
        check_files(tmp_path, from_settings().vkey)


def tampered(raw: bytes) -> list[bytes]:
    """Return what a file may have been changed to."""
    middle = len(raw) // 2
    flipped = raw[:middle] + bytes([raw[middle] ^ 1]) + raw[middle + 1 :]
    return [flipped, raw[:-1], raw + b"x", b"", raw + raw, b"\xff\xfe"]


def test_every_tampered_file_is_found(files: Path) -> None:
    vkey = vkey_of(files)
    for path in sorted(path for path in files.rglob("*") if path.is_file()):
        kept = path.read_bytes()
        for other in tampered(kept) if path.name != "vkey" else ():
            path.write_bytes(other)
            with pytest.raises(IntegrityError):
                check_files(files, vkey)
        path.write_bytes(kept)
    check_files(files, vkey)


def test_every_deleted_file_but_an_old_checkpoint_is_found(files: Path) -> None:
    vkey = vkey_of(files)
    for path in sorted(files.rglob("*")):
        old = path.parent.name == "checkpoints" and path.name != "608"
        if path.is_dir() or old or path.name == "vkey":
            continue
        kept = path.read_bytes()
        path.unlink()
        with pytest.raises(IntegrityError):
            check_files(files, vkey)
        path.write_bytes(kept)
