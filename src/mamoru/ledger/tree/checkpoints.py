"""Checkpoints: the size and root of a log, signed (C2SP tlog-checkpoint)."""

import re
from typing import NamedTuple

from mamoru.ledger.tree.errors import NoteMalformedError, OriginMismatchError
from mamoru.ledger.tree.hashing import SIZE
from mamoru.ledger.tree.notes import Signer, Verifier, decode, encode

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


class Checkpoint(NamedTuple):
    """The head of a log at one moment."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{encode(self.root)}\n"

    def signed(self, signer: Signer) -> str:
        """Return the note that publishes this head."""
        return signer.sign(self.text)


def open_checkpoint(note: str, verifier: Verifier) -> Checkpoint:
    """Return the checkpoint in `note`, signed by `verifier`, whose name is the log's origin.

    Raises what `Verifier.open` raises, and `OriginMismatchError` for another log.
    """
    checkpoint = parse(verifier.open(note))
    if checkpoint.origin != verifier.name:
        raise OriginMismatchError(found=checkpoint.origin, expected=verifier.name)
    return checkpoint


def parse(text: str) -> Checkpoint:
    """Return the checkpoint in the text of a note; extension lines are passed over."""
    lines = text.split("\n")
    if len(lines) < 4 or not all(lines[:-1]) or lines[-1]:
        raise NoteMalformedError(reason="checkpoint lines")
    if not _SIZE.fullmatch(lines[1]):
        raise NoteMalformedError(reason="tree size")
    try:
        root = decode(lines[2])
    except ValueError as error:
        raise NoteMalformedError(reason="root hash") from error
    if len(root) != SIZE:
        raise NoteMalformedError(reason="root hash")
    return Checkpoint(lines[0], int(lines[1]), root)
