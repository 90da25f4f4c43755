"""Receipts of choices: the record, and proof that the ledger holds what commits to it.

A receipt is JSON-LD: a `dpv:ConsentReceipt` with the record of what was chosen together, in the
fields of ISO/IEC TS 27560, and a proof (C2SP tlog-proof) that needs no network and no trust in
whoever gave it. Every byte of a receipt is checked. Pure: no database.
"""

import re
from hashlib import sha256
from typing import Any

import msgspec

from mamoru.consent.record import FORMAT
from mamoru.gate.errors import ConsentReceiptBrokenError
from mamoru.ledger.blinding import commit
from mamoru.ledger.entries import Handled, decode
from mamoru.ledger.errors import EntryMalformedError
from mamoru.ledger.tree.checkpoints import Checkpoint
from mamoru.ledger.tree.errors import ReceiptMalformedError
from mamoru.ledger.tree.receipts import check_receipt, parse_receipt

LIMIT = 4 << 20
"""Bytes of the longest receipt."""
CONFORMS = "https://w3id.org/dpv/schema/dpv-27560#receipt"
RECORD = "dpv:hasRecordOfActivity"
PROOF = "mamoru:proof"
_SALT = re.compile(r"[0-9a-f]{32,128}", re.ASCII)
_encode = msgspec.json.Encoder(order="sorted").encode
Node = dict[str, Any]


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What shows that a record was committed to, and what was shown before it was made."""

    salt: str
    """Of the commitment, in hexadecimal digits."""
    entry: str
    """The canonical bytes of the ledger's entry."""
    inclusion: str
    """That the ledger holds the entry (C2SP tlog-proof)."""
    notice: str | None = None
    """The text of the notice."""


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What a receipt says, once it has been checked."""

    record: Node
    index: int
    checkpoint: Checkpoint


def receipt(content: bytes, proof: Proof) -> bytes:
    """Return the receipt of a record, always the same bytes."""
    record = msgspec.json.decode(content)
    return _receipt(record, proof)


def check(raw: bytes, vkey: str) -> Checked:
    """Return what a receipt says, if the ledger of `vkey` holds what commits to it.

    1. The receipt has its form, to the byte, and a record of the form that is known here.
    2. The text of the notice has the hash that the record gives.
    3. The record and the salt make a commitment that the entry holds.
    4. The entry is canonical, allowed what was done, and is of the same person and moment.
    5. The ledger holds the entry, under a checkpoint signed by `vkey`.

    Raises `ConsentReceiptBrokenError`, which says where it does not hold, or the `IntegrityError`
    of the ledger's proof; `ValueError` where it is not JSON.
    """
    record, proof = _parts(raw)
    _check_notice(record, proof)
    entry = _entry(proof)
    if commit(bytes.fromhex(proof.salt), _encode(record)) not in entry.choices:
        raise ConsentReceiptBrokenError(part="record")
    _check_entry(record, entry)
    return _included(record, proof, vkey)


def _receipt(record: Node, proof: Proof) -> bytes:
    name = record["dct:identifier"]
    node: Node = {
        "@context": record["@context"],
        "@id": f"urn:mamoru:consent-receipt:{name}",
        "@type": ["dpv:ConsentReceipt"],
        "dct:conformsTo": {"@id": CONFORMS},
        "dct:identifier": name,
        RECORD: record,
        PROOF: _told(proof),
    }
    return msgspec.json.format(_encode(node), indent=2) + b"\n"


def _told(proof: Proof) -> Node:
    node: Node = {
        "@type": ["mamoru:LedgerProof"],
        "mamoru:salt": proof.salt,
        "mamoru:entry": proof.entry,
        "mamoru:inclusion": proof.inclusion,
    }
    return node if proof.notice is None else {**node, "mamoru:notice": proof.notice}


def _parts(raw: bytes) -> tuple[Node, Proof]:
    """Step 1. What is put together again from its parts has to be the same bytes."""
    found = msgspec.json.decode(raw)
    try:
        record, told = found[RECORD], found[PROOF]
        proof = msgspec.convert(
            {
                "salt": told["mamoru:salt"],
                "entry": told["mamoru:entry"],
                "inclusion": told["mamoru:inclusion"],
                "notice": told.get("mamoru:notice"),
            },
            Proof,
        )
        is_whole = _receipt(record, proof) == raw
    except (TypeError, KeyError, AttributeError, msgspec.MsgspecError):
        raise ConsentReceiptBrokenError(part="form") from None
    if not is_whole or not _SALT.fullmatch(proof.salt):
        raise ConsentReceiptBrokenError(part="form")
    if record.get("mamoru:format") != FORMAT:
        raise ConsentReceiptBrokenError(part="format")
    return record, proof


def _check_notice(record: Node, proof: Proof) -> None:
    """Step 2."""
    named = record.get("dpv:hasNotice", {}).get("mamoru:sha256")
    held = None if proof.notice is None else sha256(proof.notice.encode()).hexdigest()
    if named != held:
        raise ConsentReceiptBrokenError(part="notice")


def _entry(proof: Proof) -> Handled:
    try:
        entry = decode(proof.entry.encode(), parse_receipt(proof.inclusion).index)
    except EntryMalformedError:
        raise ConsentReceiptBrokenError(part="entry") from None
    if not isinstance(entry, Handled):
        raise ConsentReceiptBrokenError(part="entry")
    return entry


def _check_entry(record: Node, entry: Handled) -> None:
    """Step 4. An entry about several people names none of them; each record names its own."""
    whom = record["dpv:hasDataSubject"]["@id"]
    made_at = record["dct:created"]["@value"]
    if (
        entry.outcome != "allow"
        or (entry.subject and whom != f"urn:mamoru:person:{entry.subject}")
        or made_at != msgspec.to_builtins(entry.at)
    ):
        raise ConsentReceiptBrokenError(part="entry")


def _included(record: Node, proof: Proof, vkey: str) -> Checked:
    """Step 5. Nothing may stand in the proof that is not authenticated."""
    place = parse_receipt(proof.inclusion)
    checkpoint = check_receipt(proof.inclusion, proof.entry.encode(), vkey)
    if str(place) != proof.inclusion:
        raise ReceiptMalformedError(reason="form")
    return Checked(record=record, index=place.index, checkpoint=checkpoint)
