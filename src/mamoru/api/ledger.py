"""The ledger for those who check it: checkpoints and hashes for everybody, entries for clients."""

import re
from typing import Annotated

import msgspec

from mamoru.api.endpoint import OCTETS, TEXT, Call, Reply
from mamoru.api.errors import AddressUnknownError, TileUnknownError
from mamoru.gate.consider import place_of
from mamoru.gate.looking import looking
from mamoru.ledger import proof
from mamoru.ledger.storage import StoredLog
from mamoru.ledger.tree.bundles import pack
from mamoru.ledger.tree.notes import encode
from mamoru.ledger.tree.tiles import WIDTH, number_path, tile_width

_encode = msgspec.json.Encoder().encode
_INDEX = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)
_TILE = re.compile(
    r"([0-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/){0,5}[0-9]{3})"
    r"(?:\.p/([1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?",
    re.ASCII,
)
FOREVER = (("Cache-Control", "public, max-age=31536000, immutable"),)
"""What can never change (C2SP tlog-tiles)."""
FOREVER_OURS = (("Cache-Control", "private, max-age=31536000, immutable"),)
"""The same, for whoever has the key to it."""
BRIEFLY = (("Cache-Control", "no-cache"),)


class Sizes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two sizes of the log."""

    old: Annotated[int, msgspec.Meta(ge=0, le=1 << 60)]
    size: Annotated[int, msgspec.Meta(ge=0, le=1 << 60)]


class Continued(msgspec.Struct, frozen=True, kw_only=True):
    """Hashes that prove that the log of `size` entries continues that of `old` (RFC 6962)."""

    old: int
    size: int
    proof: list[str]


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """An entry by its ticket; `index` is `null` until the sequencer has placed it."""

    ticket: int
    index: int | None
    entry: msgspec.Raw


def checkpoint(_: Call) -> Reply:
    """Return the checkpoint published last."""
    with looking() as cursor:
        note = proof.latest(cursor)[1]
    return Reply(body=note.encode(), media=TEXT, headers=BRIEFLY)


def vkey(call: Call) -> Reply:
    """Return the key that checkpoints are signed with, in note format."""
    return Reply(body=f"{call.worker.door.sequencer.vkey}\n".encode(), media=TEXT, headers=BRIEFLY)


def tile(call: Call) -> Reply:
    """Return a tile of the tree, whole or partial: hashes, which tell nobody anything."""
    level, number, width = _tile_named(call.path["tile"])
    with looking() as cursor:
        log = StoredLog(cursor)
        _check_width(log, int(level), number, width)
        body = log.tile(int(level), number, width)
    return Reply(body=body, media=OCTETS, headers=FOREVER)


def bundle(call: Call) -> Reply:
    """Return a bundle of entries, whole or partial."""
    _, number, width = _tile_named(f"0/{call.path['bundle']}")
    with looking() as cursor:
        log = StoredLog(cursor)
        _check_width(log, 0, number, width)
        entries = log.entries(number * WIDTH + width, start=number * WIDTH)
        body = pack(entries)
    return Reply(body=body, media=OCTETS, headers=FOREVER_OURS)


def _check_width(log: StoredLog, level: int, number: int, width: int) -> None:
    """Raise `TileUnknownError` where the tile does not reach so far yet."""
    if width > tile_width(log.size(), level, number):
        raise TileUnknownError


def _tile_named(path: str) -> tuple[str, int, int]:
    """Return level, number and width in the path of a tile; raises `AddressUnknownError`."""
    found = _TILE.fullmatch(path)
    if found is None:
        raise AddressUnknownError
    number = int(found[2].replace("x", "").replace("/", ""))
    if number_path(number) != found[2]:
        raise AddressUnknownError
    return found[1], number, int(found[3] or WIDTH)


def entry(call: Call) -> Reply:
    """Return the canonical bytes of an entry."""
    with looking() as cursor:
        raw = proof.entry_bytes(cursor, _index(call.path["index"]))
    return Reply(body=raw)


def receipt(call: Call) -> Reply:
    """Return the receipt of an entry (C2SP tlog-proof)."""
    with looking() as cursor:
        found = proof.receipt(cursor, _index(call.path["index"]))
    return Reply(body=str(found).encode(), media=TEXT)


def placed(call: Call) -> Reply:
    """Return the entry with a ticket, and its place once it has one."""
    with looking():
        found = place_of(_index(call.path["ticket"]))
    answer = Placed(ticket=found.ticket, index=found.index, entry=msgspec.Raw(found.raw))
    return Reply(body=_encode(answer))


def consistency(call: Call) -> Reply:
    """Return the proof that the log at one size continues the log at another."""
    wanted: Sizes = call.query
    with looking() as cursor:
        hashes = proof.consistency(cursor, wanted.old, wanted.size)
    answer = Continued(old=wanted.old, size=wanted.size, proof=[encode(one) for one in hashes])
    return Reply(body=_encode(answer))


def _index(name: str) -> int:
    if not _INDEX.fullmatch(name):
        raise AddressUnknownError
    return int(name)
