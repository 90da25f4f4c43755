"""The stored log, as the tree's proofs and the checks read it."""

from django.db.backends.utils import CursorWrapper

from mamoru.ledger import queries
from mamoru.ledger.tree.errors import TileMissingError
from mamoru.ledger.tree.hashing import SIZE
from mamoru.ledger.tree.tiles import TileReader, resource_path


def stored_tiles(cursor: CursorWrapper) -> TileReader:
    """Return the reader of the tiles in the database."""

    def read(level: int, number: int, width: int) -> bytes:
        hashes = queries.tile(cursor, level, number)
        if len(hashes) < width * SIZE:
            raise TileMissingError(tile=resource_path(level, number))
        return hashes[: width * SIZE]

    return read
