"""Making the answer of a request: written out, packed, sealed, and noted with its hash.

It is made beside the writer, since writing takes a while; what was made is kept only while the
request still waits for it.
"""

import msgspec
from django.db import connection

from mamoru.errors import UnavailableError
from mamoru.gate.asking import RIGHTS
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record
from mamoru.ledger.proof import entry_bytes, receipt
from mamoru.ledger.trace import recorded
from mamoru.rights.answer.changes import ChangesTold
from mamoru.rights.answer.contents import with_contents
from mamoru.rights.answer.files import archive, files_of
from mamoru.rights.answer.material import Material
from mamoru.rights.answer.proof import Proved, Statement
from mamoru.rights.requests.models import Request, Step
from mamoru.rights.requests.papers import (
    ANSWER,
    CHANGES,
    MATERIAL,
    REASONS,
    keep,
    raw,
    sealed,
    text,
)
from mamoru.rights.requests.state import TOLD, RequestState
from mamoru.rights.requests.steps import kind_of, locked, moved, noted


class EntryUnplacedError(UnavailableError):
    """The entry that a certificate rests on is not in the signed tree yet."""

    code = "entry-unplaced"
    ja = "証明の根拠となるエントリが、まだ台帳に組み入れられていません。"
    en = "The entry that the certificate rests on has no place in the ledger yet."


def make(door: Door, row: Request) -> str:
    """Make an answer, and return what the request waits for next.

    Raises `EntryUnplacedError`, `RequestStateError`, and what `with_contents` raises.
    """
    told, contents = _told(door, row), dict[str, bytes]()
    if isinstance(told, Material):
        told, contents = with_contents(door, row, told)
    with looking():
        reasons = text(door, row, REASONS)
        done = raw(door, row, CHANGES)
    changes = msgspec.json.decode(done, type=ChangesTold) if done else None
    policy = door.shelf.policy(door.clock())
    files = files_of(row, kind_of(row), policy, told, reasons, changes)
    packed, digest = archive(row, {**files, **contents})
    content = sealed(door, row, ANSWER, packed)

    def unit(record: Record) -> None:
        at = door.clock()
        mine = locked(row.ref, RequestState.ANSWERING)
        keep(mine, ANSWER, content, at)
        mine.manifest = digest
        moved(mine, RequestState.READY, at)
        noted(record, mine, "answer_made", at, RIGHTS.system, manifest=digest)

    door.writer.run(unit)
    return str(RequestState.READY)


def _told(door: Door, row: Request) -> Material | Proved | None:
    if row.outcome not in ("whole", "part"):
        return None
    with looking():
        content = raw(door, row, MATERIAL)
    if content is None:
        return None
    if row.kind in TOLD:
        return msgspec.json.decode(content, type=Material)
    return _proved(door, row, msgspec.json.decode(content, type=Statement))


def _proved(door: Door, row: Request, statement: Statement) -> Proved:
    """Return a statement with the proof of its entry; raises `EntryUnplacedError`."""
    ticket = (
        Step.objects.filter(request=row, change="carried_out").order_by("-pk")
        .values_list("ticket", flat=True).first()
    )  # fmt: skip
    with looking() as cursor:
        index = recorded(cursor, [ticket])[0].index if ticket else None
    if index is None:
        door.settle()
        with looking() as cursor:
            index = recorded(cursor, [ticket])[0].index if ticket else None
    if index is None:
        raise EntryUnplacedError
    with connection.cursor() as cursor:
        return Proved(
            statement=statement, entry=entry_bytes(cursor, index).decode(),
            inclusion=str(receipt(cursor, index)),
        )  # fmt: skip
