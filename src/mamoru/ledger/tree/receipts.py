"""Receipts: proof, checkable offline, that a log holds an entry (C2SP tlog-proof)."""

import re
from dataclasses import dataclass

from mamoru.ledger.tree.checkpoints import Checkpoint, open_checkpoint
from mamoru.ledger.tree.errors import ReceiptMalformedError
from mamoru.ledger.tree.hashing import SIZE, leaf_hash
from mamoru.ledger.tree.notes import Verifier, decode, encode
from mamoru.ledger.tree.proofs import verify_inclusion

HEADER = "c2sp.org/tlog-proof@v1"
LIMIT = 1 << 20
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class Receipt:
    """An entry's place in a log, its inclusion proof and the checkpoint that the proof leads to."""

    index: int
    proof: tuple[bytes, ...]
    checkpoint: str

    def __str__(self) -> str:
        hashes = "".join(f"{encode(beside)}\n" for beside in self.proof)
        return f"{HEADER}\nindex {self.index}\n{hashes}\n{self.checkpoint}"


def parse_receipt(text: str) -> Receipt:
    """Return the receipt in `text`, unchecked; raises `ReceiptMalformedError`.

    Extra data is passed over: it is not authenticated, and Mamoru's receipts have none.
    """
    head, gap, checkpoint = text.partition("\n\n")
    if len(text) > LIMIT or not gap:
        raise ReceiptMalformedError(reason="no checkpoint")
    header, *lines = head.split("\n")
    if header != HEADER:
        raise ReceiptMalformedError(reason="header")
    if lines and lines[0].startswith("extra "):
        lines = lines[1:]
    match = _INDEX.fullmatch(lines[0]) if lines else None
    if not match:
        raise ReceiptMalformedError(reason="index")
    return Receipt(int(match[1]), tuple(_hash(line) for line in lines[1:]), checkpoint)


def check_receipt(text: str, entry: bytes, vkey: str) -> Checkpoint:
    """Return the checkpoint under which the log of `vkey` holds `entry`.

    1. The receipt and its checkpoint have their format.
    2. The checkpoint is signed by the key, and is of that log.
    3. The proof leads from the entry's hash, at its index, to the checkpoint's root.

    Raises the subclass of `IntegrityError` that says which of these does not hold.
    """
    receipt = parse_receipt(text)
    checkpoint = open_checkpoint(receipt.checkpoint, Verifier.parse(vkey))
    verify_inclusion(
        leaf_hash(entry), receipt.index, checkpoint.size, receipt.proof, checkpoint.root
    )
    return checkpoint


def _hash(line: str) -> bytes:
    try:
        raw = decode(line)
    except ValueError as error:
        raise ReceiptMalformedError(reason="proof") from error
    if len(raw) != SIZE:
        raise ReceiptMalformedError(reason="proof")
    return raw
