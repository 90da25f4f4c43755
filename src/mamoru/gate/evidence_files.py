"""Evidence files of parties: kept sealed on disk, each under a key-encryption key of its own.

Destroying that key makes every copy of the file unreadable. Keeping and opening one are on record.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Annotated

import msgspec

from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import PartyChanged
from mamoru.parties import queries
from mamoru.parties.errors import UnknownEvidenceError
from mamoru.parties.models import PaperFile

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest evidence file."""
Media = Annotated[str, msgspec.Meta(pattern=r"^[a-z]+/[a-z0-9.+-]{1,80}$(?!\n)")]


class EvidenceFile(msgspec.Struct, frozen=True, kw_only=True):
    """An evidence file that is kept."""

    file: str
    party: str
    media: str
    size: int
    sha256: str


def keep(
    door: Door, asker: Asker, party: str, media: str, content: Iterable[bytes]
) -> EvidenceFile:
    """Seal `content` onto the disk as it comes, as evidence about a party.

    If it raises, or this process dies, nothing is left but a key that opens nothing. Raises
    `UnknownPartyError`, `ContentsFullError`, `ContentsUnwritableError`.
    """
    queries.party(party)
    digest = hashlib.sha256()

    def hashed() -> Iterator[bytes]:
        for piece in content:
            digest.update(piece)
            yield piece

    with door.files.arriving(hashed()) as arrived:
        kek_id = door.keys.provider.create()
        wrapped = door.keys.provider.wrap(kek_id, arrived.key)

        def unit(record: Record) -> EvidenceFile:
            now = door.clock()
            row = PaperFile.objects.create(
                name=arrived.name, party=party, kek_id=kek_id, wrapped=wrapped, media=media,
                size=arrived.size, sha256=digest.hexdigest(), by=asker.system, received_at=now,
            )  # fmt: skip
            record.add(
                PartyChanged(
                    at=now, change="file_kept", party=party, what=row.name, caller=asker.system
                )
            )
            return _kept(row)

        return door.writer.run(unit)[0]


def files(party: str) -> tuple[EvidenceFile, ...]:
    """Return the evidence files about a party, the first first."""
    return tuple(map(_kept, PaperFile.objects.filter(party=party).order_by("pk")))


def open_file(
    door: Door, asker: Asker, party: str, name: str
) -> tuple[EvidenceFile, Iterator[bytes]]:
    """Return an evidence file and its content piece by piece; that it was opened is on record.

    Raises `UnknownEvidenceError`, `ContentAbsentError`.
    """

    def unit(record: Record) -> tuple[EvidenceFile, Iterator[bytes]]:
        row = PaperFile.objects.filter(party=party, name=name).first()
        if row is None:
            raise UnknownEvidenceError
        key = door.keys.provider.unwrap(row.kek_id, bytes(row.wrapped))
        content = door.files.opened(name, key)
        record.add(
            PartyChanged(
                at=door.clock(), change="file_opened", party=party, what=name, caller=asker.system
            )
        )
        return _kept(row), content

    return door.writer.run(unit, changes=False)[0]


def _kept(row: PaperFile) -> EvidenceFile:
    return EvidenceFile(
        file=row.name, party=row.party, media=row.media, size=row.size, sha256=row.sha256
    )
