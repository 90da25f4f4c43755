"""Write a log out as static files that any C2SP tool can read.

    checkpoint              the last checkpoint
    checkpoints/<size>      every published checkpoint
    tile/<level>/<number>   tiles, partial ones as <number>.p/<width>
    tile/entries/<number>   entries in bundles of 256, partial ones likewise
    vkey                    the key that the checkpoints are signed with

Nothing of it grows in memory with the log. Files of an earlier export to the same directory that
can no longer change are left as they are, so exporting again costs what was added since.
"""

from itertools import islice
from pathlib import Path

from django.db.backends.utils import CursorWrapper

from mamoru.ledger import queries
from mamoru.ledger.files import CHECKPOINT, CHECKPOINTS, VKEY
from mamoru.ledger.proof import latest
from mamoru.ledger.storage import StoredLog
from mamoru.ledger.tree.bundles import pack
from mamoru.ledger.tree.checkpoints import Checkpoint
from mamoru.ledger.tree.tiles import WIDTH, levels, resource_path, tile_count, tile_width


def export(cursor: CursorWrapper, directory: Path, vkey: str) -> Checkpoint:
    """Write the log to `directory`, the head last, and return its checkpoint.

    Raises `CheckpointMissingError` where nothing was published yet.
    """
    with queries.snapshot(cursor):
        checkpoint, note = latest(cursor)
        source = StoredLog(cursor)
        _write_tiles(source, directory, checkpoint.size)
        _write_bundles(source, directory, checkpoint.size)
        for size, published in queries.checkpoints(cursor):
            _write(directory / CHECKPOINTS / str(size), published.encode())
        _write(directory / VKEY, f"{vkey}\n".encode())
        _write(directory / CHECKPOINT, note.encode())
        return checkpoint


def _write_tiles(source: StoredLog, directory: Path, size: int) -> None:
    for level in levels(size):
        for number in range(tile_count(size, level)):
            width = tile_width(size, level, number)
            path = directory / resource_path(level, number, width)
            if not path.exists():
                _write(path, source.tile(level, number, width))


def _write_bundles(source: StoredLog, directory: Path, size: int) -> None:
    paths = [
        directory / resource_path("entries", number, tile_width(size, 0, number))
        for number in range(tile_count(size, 0))
    ]
    first = next((number for number, path in enumerate(paths) if not path.exists()), len(paths))
    entries = source.entries(size, start=first * WIDTH)
    for path in paths[first:]:
        _write(path, pack(islice(entries, WIDTH)))


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(content)
    fresh.replace(path)
