"""Evidence files of parties: kept sealed on disk, each under a key-encryption key of its own.

Destroying that key makes every copy of the file unreadable. Keeping and opening one are on record.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from typing import Annotated

import msgspec

from mamoru.gate.asking import KEEPER, Asker
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.retention import began_before
from mamoru.gate.transaction import Record
from mamoru.law.calendar import TOKYO, tokyo_day
from mamoru.law.records import record_named
from mamoru.ledger.entries import PartyChanged
from mamoru.parties import queries
from mamoru.parties.errors import UnknownEvidenceError
from mamoru.parties.models import PaperFile, PartyPaper, PartyVersion
from mamoru.vault.errors import FilesLeftError

RECORD = "R08"
"""Record of the law's table that says how long the papers of a party are kept."""
NOON = time(12)
"""Of a paper's last day, so that the period counts from the day after."""
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
    return _opened(door, asker, party, name)[0]


def file_opened(
    door: Door, asker: Asker, party: str, name: str
) -> tuple[Iterator[bytes], int | None]:
    """Return what `open_file` opens, with the ticket of its entry; raises what that raises."""
    (_, content), ticket = _opened(door, asker, party, name)
    return content, ticket


def _opened(
    door: Door, asker: Asker, party: str, name: str
) -> tuple[tuple[EvidenceFile, Iterator[bytes]], int | None]:

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

    return door.writer.run(unit, changes=False)


def count_over(at: datetime | None) -> int:
    """Return how many evidence files go by `at`, or how many there are."""
    return PaperFile.objects.count() if at is None else len(_over(at))


def erase_over(door: Door, limit: int) -> int:
    """Erase up to `limit` evidence files whose time is over, each on record; return how many.

    The row goes first, then the key, then the content: a kill in between leaves a key that opens
    nothing, or a content that nobody owns and `sweep` removes. Raises `FilesLeftError`.
    """
    with looking():
        due = _over(door.clock())[:limit]

    def unit(record: Record) -> list[tuple[str, str]]:
        at = door.clock()
        rows = list(PaperFile.objects.filter(pk__in=due).order_by("pk"))
        for row in rows:
            record.add(
                PartyChanged(
                    at=at, change="file_erased", party=row.party, what=row.name,
                    caller=KEEPER.system,
                )
            )  # fmt: skip
            row.delete()
        return [(row.name, row.kek_id) for row in rows]

    gone = door.writer.run(unit)[0] if due else []
    for _, kek_id in gone:
        door.keys.provider.destroy(kek_id)
    stayed = door.files.remove([name for name, _ in gone])
    if stayed:
        raise FilesLeftError(files=stayed)
    return len(gone)


def _over(at: datetime) -> list[int]:
    """Return the rows of files that the register of contractors (R08) needs no more by `at`.

    That is so once every paper that names the file is over or withdrawn for that long, or its party
    is; a file that no paper names goes with its party.
    """
    keep_for = record_named(RECORD, tokyo_day(at)).keep
    if keep_for is None:
        return []
    before = began_before(keep_for, at)
    ends: dict[str, list[datetime | None]] = {}
    for name, until, withdrawn_at in PartyPaper.objects.filter(file__isnull=False).values_list(
        "file", "until", "withdrawn_at"
    ):
        last = withdrawn_at or (None if until is None else datetime.combine(until, NOON, TOKYO))
        ends.setdefault(str(name), []).append(last)
    ended = _ended_parties(before)
    rows = PaperFile.objects.order_by("pk").values_list("pk", "name", "party")
    return [
        pk
        for pk, name, party in rows
        if party in ended
        or (name in ends and all(one is not None and one < before for one in ends[name]))
    ]


def _ended_parties(before: datetime) -> set[str]:
    """Return the parties that ended before a moment, and did not begin again."""
    last: dict[str, tuple[str, datetime]] = {
        ref: (status, since)
        for ref, status, since in PartyVersion.objects.order_by("ref", "version").values_list(
            "ref", "status", "since"
        )
    }
    return {ref for ref, (status, since) in last.items() if status == "ended" and since < before}


def _kept(row: PaperFile) -> EvidenceFile:
    return EvidenceFile(
        file=row.name, party=row.party, media=row.media, size=row.size, sha256=row.sha256
    )
