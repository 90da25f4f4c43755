"""A log as static files, in the layout of C2SP tlog-tiles, and its check without a database."""

from collections.abc import Iterator
from pathlib import Path

from mamoru.ledger.tree.bundles import unpack
from mamoru.ledger.tree.check import check_log
from mamoru.ledger.tree.checkpoints import Checkpoint
from mamoru.ledger.tree.errors import (
    CheckpointAlteredError,
    CheckpointMissingError,
    EntryMissingError,
    NoteMalformedError,
    TileMissingError,
)
from mamoru.ledger.tree.hashing import SIZE
from mamoru.ledger.tree.notes import LIMIT, Verifier
from mamoru.ledger.tree.tiles import WIDTH, resource_path, tile_count, tile_width

CHECKPOINT = "checkpoint"
CHECKPOINTS = "checkpoints"
VKEY = "vkey"


class FileLog:
    """The log in `directory`, as it was exported."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._sizes = self._published()
        self._size = self._sizes[-1]

    def size(self) -> int:
        """Return the size that the last checkpoint is kept under."""
        return self._size

    def checkpoints(self) -> Iterator[tuple[int, str]]:
        """Yield every published checkpoint with the size it is kept under, ascending."""
        for size in self._sizes:
            yield size, self.note(f"{CHECKPOINTS}/{size}")

    def entries(self, size: int) -> Iterator[bytes]:
        """Yield the first `size` entries; raises `EntryMissingError`."""
        for number in range(tile_count(size, 0)):
            width = tile_width(self._size, 0, number)
            try:
                raw = (self.directory / resource_path("entries", number, width)).read_bytes()
            except OSError as error:
                raise EntryMissingError(entry=number * WIDTH) from error
            entries = unpack(raw)
            if len(entries) != width:
                raise EntryMissingError(entry=number * WIDTH + min(len(entries), width))
            yield from entries[: size - number * WIDTH]

    def tile(self, level: int, number: int, width: int) -> bytes:
        """Return the first `width` hashes of a tile; raises `TileMissingError`."""
        stored = tile_width(self._size, level, number)
        path = resource_path(level, number, stored)
        try:
            hashes = (self.directory / path).read_bytes()
        except OSError as error:
            raise TileMissingError(tile=path) from error
        if len(hashes) != stored * SIZE or width > stored:
            raise TileMissingError(tile=path)
        return hashes[: width * SIZE]

    def note(self, name: str) -> str:
        """Return the note in a file; raises `CheckpointMissingError` or `NoteMalformedError`."""
        try:
            with (self.directory / name).open(encoding="utf-8", newline="") as file:
                return file.read(LIMIT)
        except OSError as error:
            raise CheckpointMissingError(size=self._size) from error
        except UnicodeError as error:
            raise NoteMalformedError(reason="characters") from error

    def _published(self) -> list[int]:
        try:
            names = [path.name for path in (self.directory / CHECKPOINTS).glob("[!.]*")]
            sizes = sorted(int(name) for name in names)
        except (OSError, ValueError) as error:
            raise CheckpointMissingError(size=0) from error
        if not sizes:
            raise CheckpointMissingError(size=0)
        return sizes


def check_files(directory: Path, vkey: str) -> Checkpoint:
    """Return the last checkpoint of an exported log in which everything holds.

    `vkey` comes from somewhere else than the export: the key in it proves nothing. Raises the
    subclass of `IntegrityError` that names the first checkpoint, entry or tile that does not hold.
    """
    source = FileLog(directory)
    checkpoint = check_log(source, Verifier.parse(vkey))
    if source.note(CHECKPOINT) != source.note(f"{CHECKPOINTS}/{checkpoint.size}"):
        raise CheckpointAlteredError(size=checkpoint.size)
    return checkpoint
