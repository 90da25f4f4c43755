"""The tree cut into tiles of 256 hashes (C2SP tlog-tiles), and how it grows."""

from collections.abc import Callable, Sequence

from mamoru.ledger.tree.hashing import SIZE, fold

HEIGHT = 8
WIDTH = 1 << HEIGHT
FULL = WIDTH * SIZE

TileReader = Callable[[int, int, int], bytes]
"""`read(level, number, width)` returns the first `width` hashes of a tile, or raises
`TileMissingError`."""


def tile_width(size: int, level: int, number: int) -> int:
    """Return how many hashes tile `number` of `level` has in a tree of `size` entries."""
    return max(0, min(WIDTH, (size >> HEIGHT * level) - number * WIDTH))


def levels(size: int) -> range:
    """Return the levels of tiles that a tree of `size` entries has."""
    count = 0
    while size >> HEIGHT * count:
        count += 1
    return range(count)


def tile_count(size: int, level: int) -> int:
    """Return how many tiles `level` has, a partial one included."""
    return -(-(size >> HEIGHT * level) // WIDTH)


def number_path(number: int) -> str:
    """Return `number` in elements of three digits, all but the last marked: x001/x234/067."""
    last = f"{number % 1000:03}"
    while number := number // 1000:
        last = f"x{number % 1000:03}/{last}"
    return last


def resource_path(kind: int | str, number: int, width: int = WIDTH) -> str:
    """Return the path of a tile (`kind` is its level) or of a bundle (`kind` is "entries")."""
    partial = "" if width == WIDTH else f".p/{width}"
    return f"tile/{kind}/{number_path(number)}{partial}"


def grow(read: TileReader, size: int, leaves: Sequence[bytes]) -> dict[tuple[int, int], bytes]:
    """Return every tile that changes when `leaves` (leaf hashes) join a tree of `size` entries.

    A full tile's root becomes a hash of the level above; a partial tile is never hashed upwards.
    """
    changed: dict[tuple[int, int], bytes] = {}
    level, row = 0, b"".join(leaves)
    while row:
        number, width = divmod(size >> HEIGHT * level, WIDTH)
        if width:
            row = read(level, number, width) + row
        above: list[bytes] = []
        for at in range(0, len(row), FULL):
            tile = changed[level, number] = row[at : at + FULL]
            if len(tile) == FULL:
                above.append(fold(tile))
            number += 1
        level, row = level + 1, b"".join(above)
    return changed
