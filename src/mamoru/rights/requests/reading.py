"""Reading the papers of a request, by those who handle it; each reading is on record."""

import msgspec

from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.rights.requests.errors import RequestStateError
from mamoru.rights.requests.models import Paper, Request
from mamoru.rights.requests.papers import NOTE, REASONS, RequestAsked, asked, raw, text
from mamoru.rights.requests.rows import accounts_said
from mamoru.rights.requests.steps import locked, noted


class AccountSettled(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said of an account of a system, and where it is shown; not which it is."""

    system: str
    table: str
    is_theirs: bool
    reference: str


class RequestPapers(msgspec.Struct, frozen=True, kw_only=True):
    """What was written in a request, and about it."""

    request: str
    asked: RequestAsked
    note: str
    """What the investigation found."""
    reasons: str
    """What the person is told of why."""
    accounts: tuple[AccountSettled, ...]
    """Whose accounts are, as somebody said."""


def papers(door: Door, by: Asker, ref: str) -> RequestPapers:
    """Return the papers of a request. Raises `UnknownRequestError`."""

    def unit(record: Record) -> RequestPapers:
        row = locked(ref)
        found = RequestPapers(
            request=ref, asked=asked(door, row), note=text(door, row, NOTE),
            reasons=text(door, row, REASONS), accounts=_settled(door, row),
        )  # fmt: skip
        noted(record, row, "papers_read", door.clock(), by.system)
        return found

    return door.writer.run(unit)[0]


def _settled(door: Door, row: Request) -> tuple[AccountSettled, ...]:
    return tuple(
        AccountSettled(
            system=one.account.system,
            table=one.account.table,
            is_theirs=one.account.is_theirs,
            reference=one.reference,
        )
        for one in accounts_said(door, row)
    )


def documents_of(row: Request) -> tuple[str, ...]:
    """Return the names of the identity documents that are kept of a request."""
    found = Paper.objects.filter(request=row, erase_by__isnull=False)
    return tuple(found.order_by("pk").values_list("name", flat=True))


def document(door: Door, by: Asker, ref: str, name: str) -> bytes:
    """Return an identity document as it is kept: masked text, or an image; that is on record.

    Raises `UnknownRequestError`, and `RequestStateError` where it was erased or never was there.
    """

    def unit(record: Record) -> bytes:
        row = locked(ref)
        found = raw(door, row, name) if name in documents_of(row) else None
        if found is None:
            raise RequestStateError(request=ref, state=row.state)
        noted(record, row, "papers_read", door.clock(), by.system, what="document")
        return found

    return door.writer.run(unit)[0]
