"""Checking the certificate of a leaving: pure, without a database, a network, or trust.

Every byte is checked: what is put together again from its parts has to be the same bytes.
"""

from hashlib import sha256
from typing import Any

import msgspec

from mamoru.ledger.entries import SystemChanged, decode
from mamoru.ledger.errors import EntryMalformedError
from mamoru.ledger.tree.checkpoints import Checkpoint
from mamoru.ledger.tree.receipts import check_receipt, parse_receipt
from mamoru.rights.leaving.errors import LeavingCertificateBrokenError

FORMAT = "mamoru-leaving-1"
LIMIT = 4 << 20
"""Bytes of the longest certificate."""
encode = msgspec.json.Encoder(order="sorted").encode
Node = dict[str, Any]


class LeavingChecked(msgspec.Struct, frozen=True, kw_only=True):
    """What a certificate says, once it has been checked."""

    content: Node
    index: int
    checkpoint: Checkpoint


def check(raw: bytes, vkey: str) -> LeavingChecked:
    """Return what a certificate says, if the ledger of `vkey` holds that it was issued.

    1. It has its form, to the byte.
    2. The entry is one of issuing, and names the hash of the content.
    3. The ledger holds the entry, under a checkpoint signed by `vkey`.

    Raises `LeavingCertificateBrokenError`, which says where it does not hold, or the
    `IntegrityError` of the ledger's proof.
    """
    content, proof = _parts(raw)
    try:
        place = parse_receipt(proof["inclusion"])
        entry = decode(proof["entry"].encode(), place.index)
    except EntryMalformedError:
        raise LeavingCertificateBrokenError(part="entry") from None
    if not isinstance(entry, SystemChanged) or entry.change != "leaving_certified":
        raise LeavingCertificateBrokenError(part="entry")
    if entry.text != sha256(encode(content)).hexdigest():
        raise LeavingCertificateBrokenError(part="certificate")
    checkpoint = check_receipt(proof["inclusion"], proof["entry"].encode(), vkey)
    if str(place) != proof["inclusion"]:
        raise LeavingCertificateBrokenError(part="proof")
    return LeavingChecked(content=content, index=place.index, checkpoint=checkpoint)


def _parts(raw: bytes) -> tuple[Node, dict[str, str]]:
    try:
        found = msgspec.json.decode(raw)
        content, proof = found["certificate"], found["proof"]
        is_whole = joined(content, proof["entry"], proof["inclusion"]) == raw
    except (TypeError, KeyError, AttributeError, msgspec.MsgspecError, UnicodeDecodeError):
        raise LeavingCertificateBrokenError(part="form") from None
    if not is_whole or content.get("format") != FORMAT:
        raise LeavingCertificateBrokenError(part="form")
    return content, proof


def joined(content: Node, entry: str, inclusion: str) -> bytes:
    """Return a certificate of its content and its proof, always the same bytes."""
    node = {"certificate": content, "proof": {"entry": entry, "inclusion": inclusion}}
    return msgspec.json.format(encode(node), indent=2) + b"\n"
