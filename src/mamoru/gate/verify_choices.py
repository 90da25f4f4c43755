"""Compare what is kept of choices with the entries that commit to it, in their order.

Each commitment to choices is opened by the record kept for it; each record lists exactly the rows
that were made with it, and says of them what they say; no record and no choice is left over. Of
somebody who is forgotten none is kept.
"""

import zlib
from collections.abc import Iterator

import msgspec
from django.db.backends.utils import CursorWrapper

from mamoru.consent.agreement import agrees
from mamoru.consent.queries import of_giving as rows_of_giving
from mamoru.gate.errors import ChoicesAlteredError, ChoiceUncommittedError
from mamoru.ledger.blinding import commit
from mamoru.ledger.entries import Entry, Handled
from mamoru.ledger.queries import LOWEST, pages

_GIVINGS = (
    "SELECT ticket, salt, content, reference, person, id FROM consent_giving"
    " WHERE (ticket, id) > (%s, %s) ORDER BY ticket, id LIMIT %s"
)


_STRAY = (
    "SELECT id FROM consent_choice c WHERE (giving IS NOT NULL AND NOT EXISTS (SELECT 1"
    " FROM consent_giving g WHERE g.reference = c.giving AND g.person = c.person))"
    " OR (giving IS NULL AND kind <> 'agreement'"
    " AND id > (SELECT min(id) FROM consent_choice WHERE giving IS NOT NULL)) LIMIT 1"
)
"""Rows without a record, but for what was chosen before there were records, and agreements of more
people than an entry can commit to."""


class Kept(msgspec.Struct, frozen=True):
    """The record of what was chosen together, and whom its rows are of."""

    ticket: int
    commitment: str
    is_whole: bool
    """Whether its rows are those that it lists."""


class Choices:
    """Records of choices, compared with entries as those come by."""

    def __init__(self, cursor: CursorWrapper) -> None:
        self._cursor = cursor
        self._kept = _kept(cursor)
        self._next = next(self._kept, None)

    def note(self, ticket: int, entry: Entry, *, is_forgotten: bool) -> None:
        """Compare one entry; raises `ChoicesAlteredError`."""
        committed: list[str] = []
        if isinstance(entry, Handled) and not is_forgotten:
            committed = sorted(entry.choices)
        found: list[str] = []
        while self._next is not None and self._next.ticket <= ticket:
            if self._next.ticket < ticket or not self._next.is_whole:
                raise ChoicesAlteredError(ticket=self._next.ticket)
            found.append(self._next.commitment)
            self._next = next(self._kept, None)
        if sorted(found) != committed:
            raise ChoicesAlteredError(ticket=ticket)

    def end(self) -> None:
        """Raise if a record has no entry, or a choice no record."""
        if self._next is not None:
            raise ChoicesAlteredError(ticket=self._next.ticket)
        self._cursor.execute(_STRAY)
        if self._cursor.fetchone() is not None:
            raise ChoiceUncommittedError


def _kept(cursor: CursorWrapper) -> Iterator[Kept]:
    """Yield the records by ticket."""
    for row in pages(cursor, _GIVINGS, (LOWEST, LOWEST), lambda row: (row[0], row[5])):
        ticket, salt, content, reference, person = row[:5]
        try:
            record = zlib.decompress(bytes(content))
        except zlib.error:
            yield Kept(ticket, "", is_whole=False)
            continue
        is_whole = agrees(record, rows_of_giving(reference, person))
        yield Kept(ticket, commit(bytes(salt), record), is_whole)
