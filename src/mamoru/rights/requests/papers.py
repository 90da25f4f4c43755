"""What was written, sealed under the request's own key: the text, the reasons, the answer."""

import hmac
from datetime import datetime
from typing import Any

import msgspec

from mamoru.gate.door import Door
from mamoru.gate.own_key import OwnKey, paper_place, sealer
from mamoru.rights.requests.models import Paper, Request

ASKED = "asked"
"""What the person wrote, how they are to be reached, and what is to be corrected."""
REASONS = "reasons"
NOTE = "note"
"""What the investigation found."""
MATERIAL = "material"
"""What is to be told, before it is written out."""
CHANGES = "changes"
"""What was corrected, added or deleted, with its content."""
ROWS = "rows"
"""Hashes of the rows that the reviewer could see in the company's databases."""
ACCOUNTS = "accounts"
"""Accounts of the company's databases of which somebody said whether they are the person's."""
ANSWER = "answer"
"""The files of the answer, in one archive."""


class RequestAsked(msgspec.Struct, frozen=True, kw_only=True):
    """What only the desk may read of a request."""

    text: str = ""
    contact: dict[str, str] = {}
    """How the person is named and reached: `name`, `address`, `phone` …"""
    values: dict[str, str] = {}
    """Items, each with what it is to be."""
    recipient: str = ""
    """Public key of age to which the answer is encrypted; a passphrase where there is none."""
    identifiers: dict[str, str] = {}


def sealed(door: Door, row: Request, name: str, content: bytes) -> bytes:
    """Return `content` sealed as the paper `name` of a request; without any transaction."""
    return sealer(door, _key(row)).seal(content, paper_place(row.ref, name))


def keep(row: Request, name: str, content: bytes, at: datetime) -> None:
    """Keep sealed `content` as a paper, in place of an earlier one of the name."""
    Paper.objects.update_or_create(
        request=row, name=name, defaults={"sealed": content, "at": at, "erase_by": None}
    )


def put(door: Door, row: Request, name: str, content: Any, at: datetime) -> None:  # noqa: ANN401 - what JSON takes
    """Seal and keep a value as JSON."""
    keep(row, name, sealed(door, row, name, msgspec.json.encode(content)), at)


def raw(door: Door, row: Request, name: str) -> bytes | None:
    """Return the paper of that name in clear, if there is one."""
    found = Paper.objects.filter(request=row, name=name).values_list("sealed", flat=True).first()
    if found is None:
        return None
    return sealer(door, _key(row)).unseal(bytes(found), paper_place(row.ref, name))


def asked(door: Door, row: Request) -> RequestAsked:
    """Return what the person wrote."""
    found = raw(door, row, ASKED)
    return RequestAsked() if found is None else msgspec.json.decode(found, type=RequestAsked)


def text(door: Door, row: Request, name: str) -> str:
    """Return a paper that is a text; empty where there is none."""
    found = raw(door, row, name)
    return "" if found is None else msgspec.json.decode(found, type=str)


def subkey(door: Door, row: Request, use: bytes) -> bytes:
    """Return a key for one use, of the request's own: it is gone when that is destroyed."""
    own = door.keys.provider.unwrap(row.kek_id, bytes(row.wrapped))
    return hmac.digest(own, b"mamoru request " + use, "sha256")


def _key(row: Request) -> OwnKey:
    return OwnKey(kek_id=row.kek_id, wrapped=bytes(row.wrapped))
