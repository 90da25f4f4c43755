"""Contents of a person's files, in the answer to a disclosure: each is read through the door.

A read is a decision and an entry of the ledger, as anybody's. Together they may have a size; of a
file that no longer fits, and of one that is gone since the decision, the answer says so.
"""

import re
from dataclasses import dataclass, field
from mimetypes import guess_extension
from typing import Any

import msgspec

from mamoru.errors import NotFoundError
from mamoru.gate.asking import RIGHTS
from mamoru.gate.door import Door
from mamoru.gate.files import hand_out
from mamoru.policy.words import Word
from mamoru.rights.answer import wording
from mamoru.rights.answer.material import Material
from mamoru.rights.requests.grounds import wish_of
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.state import DISCLOSE
from mamoru.rights.requests.steps import asker_of

LARGEST = 32 << 20
"""Bytes of all contents in one answer: it is sealed, stored and handed over in one piece."""
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
"""What some system does not take in the name of a file (Windows takes the fewest)."""
_LABEL = 80
"""Characters that are kept of what the person called it."""
_ABSENT = "content-absent"
"""A file that we hold and cannot find: somebody has to see to that before an answer is made."""


@dataclass(slots=True)
class Packed:
    """Contents that are packed, by their names in the archive."""

    files: dict[str, bytes] = field(default_factory=dict)
    size: int = 0


def with_contents(door: Door, row: Request, told: Material) -> tuple[Material, dict[str, bytes]]:
    """Return an answer that says where the content of each file is, and the contents.

    Raises `HandlingRefusedError`, and the `NotFoundError` of a content that should be there.
    """
    if row.kind != DISCLOSE or not told.files:
        return told, {}
    packed = Packed()
    files = tuple(_placed(door, row, number, one, packed) for number, one in enumerate(told.files))
    return msgspec.structs.replace(told, files=files), packed.files


def _placed(
    door: Door, row: Request, number: int, one: dict[str, Any], packed: Packed
) -> dict[str, Any]:
    """Return a file with its place in the archive, into which it is packed if it fits."""
    if packed.size + one["size"] > LARGEST:
        return {**one, "packed_as": None, "note": _texts(wording.TOO_LARGE, one["size"])}
    wish = wish_of(row, door.policy)
    try:
        handed, _ = hand_out(door, asker_of(row, RIGHTS), wish, row.person, one["file"])
    except NotFoundError as error:
        if error.code == _ABSENT:
            raise
        return {**one, "packed_as": None, "note": _texts(wording.GONE)}
    name = _name(number, one)
    packed.files[name] = b"".join(handed.content)
    packed.size += one["size"]
    return {**one, "packed_as": name, "note": None}


def _texts(word: Word, size: int = 0) -> dict[str, str]:
    told = {"size": f"{size:,}", "limit": LARGEST >> 20}
    return {"ja": word.ja.format_map(told), "en": word.en.format_map(told)}


def _name(number: int, one: dict[str, Any]) -> str:
    """Return a name that every system takes, by what the person called the file."""
    label = _UNSAFE.sub("_", one["label"] or "").strip(". ")[-_LABEL:].strip(". ")
    return f"files/{number + 1:03}-{label or one['item'] + (guess_extension(one['media']) or '')}"
