"""A package becomes ready: checked, its manifest signed, and that on record."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record
from mamoru.ledger.changes import HandOverChange
from mamoru.ledger.proof import entry_bytes, receipt
from mamoru.ledger.trace import recorded
from mamoru.parties.party import Party
from mamoru.provision.packages import files
from mamoru.provision.packages.check import checked
from mamoru.provision.packages.errors import HandOverElsewhereError
from mamoru.provision.packages.manifest import NAME, PROOF, digest, manifest_of, signed
from mamoru.provision.packages.models import HandOver, Named, Part
from mamoru.provision.packages.noting import noted
from mamoru.provision.packages.state import HandState


def make_ready(door: Door, row: HandOver) -> HandOver:
    """Make a package whose parts are all there ready for its recipient.

    Raises `HandOverEndedError`.
    """

    def then(record: Record, row: HandOver, party: Party, at: datetime) -> None:
        row.state, row.ready_at, row.lease_until, row.problem = HandState.READY, at, None, ""
        row.is_wanted = False
        sign(door, record, row, party, at)
        Named.objects.filter(hand=row).delete()

    return checked(door, row, (HandState.PRODUCING,), then)


def sign(door: Door, record: Record, row: HandOver, party: Party, at: datetime) -> None:
    """Sign the manifest of what is in the package now, and save the row; on record where it is new.

    A part that was made anew, or another name of the party, makes another manifest.
    """
    row.recipient = party.word
    note = signed(manifest_of(row, party, door.shelf.policy(at).controller.ja))
    if note == row.manifest:
        row.save()
        return
    change: HandOverChange = "remade" if row.manifest else "ready"
    row.manifest, row.manifest_hash, row.ticket = note, digest(note), None
    row.save()
    noted(record, row, change, at)
    record.tell(lambda ticket: HandOver.objects.filter(pk=row.pk).update(ticket=ticket))


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A file as the recipient gets it: lying on disk, or in memory."""

    name: str
    size: int
    sha256: str = ""
    place: str = ""
    content: bytes = b""
    was_put: bool = False
    """Whether it was seen at the recipient's, who has taken it where it is not there any more."""

    def pieces(self, hand: str, first: int = 0) -> Iterator[bytes]:
        """Yield what is in it, from a byte on."""
        if self.place:
            yield from files.pieces(hand, self.place, first)
        else:
            yield self.content[first:]


def files_of(door: Door, row: HandOver, *, shown: bytes | None = None) -> list[File]:
    """Return the files of a package in the order in which they go out: the manifest last.

    The proof is the one under the checkpoint that was published last, unless one was `shown`.
    """
    with looking():
        parts = list(Part.objects.filter(hand=row).order_by("number"))
    found = [
        File(
            name=one.name, size=one.size, sha256=one.sha256, place=one.place,
            was_put=one.put_at is not None,
        )
        for one in parts
    ]  # fmt: skip
    told = proof(door, row) if shown is None else shown
    for name, content in ((PROOF, told), (NAME, row.manifest.encode())):
        found.append(File(name=name, size=len(content), content=content))
    return found


def proof(door: Door, row: HandOver) -> bytes:
    """Return the proof that the ledger holds the entry about the manifest.

    It can be checked offline (`mamoru ledger check`). Raises `HandOverElsewhereError` where there
    is no such entry yet.
    """
    door.settle()
    with looking() as cursor:
        if row.ticket is None:
            raise HandOverElsewhereError(hand=row.ref)
        [entry] = recorded(cursor, [row.ticket])
        if entry.index is None:
            raise HandOverElsewhereError(hand=row.ref)
        found = receipt(cursor, entry.index)
        raw = entry_bytes(cursor, entry.index)
    told = {"index": found.index, "entry": raw.decode(), "receipt": str(found),
            "vkey": door.sequencer.vkey}  # fmt: skip
    return msgspec.json.encode(told)
