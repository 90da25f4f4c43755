"""Compare what is kept of the register of recipients with the entries that commit to it.

Each commitment of an entry about a party is opened by the row that it is about, as that stands now;
no row is left over, none was added without an entry, and no paper was withdrawn without one. What
was kept before there were commitments is not compared.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.db.backends.utils import CursorWrapper

from mamoru.ledger.blinding import commit
from mamoru.ledger.entries import Entry, PartyChanged
from mamoru.ledger.queries import LOWEST, pages
from mamoru.parties.contents import CONTENTS, Content
from mamoru.parties.errors import PartyAlteredError, PartyUncommittedError

_COMMITTED = (
    "SELECT ticket, kind, ref, version, salt, id FROM parties_partycommitment"
    " WHERE (ticket, id) > (%s, %s) ORDER BY ticket, id LIMIT %s"
)
STRAYS = (
    (
        "SELECT v.ref FROM parties_partyversion v LEFT JOIN parties_partycommitment c"
        " ON c.kind = 'party' AND c.ref = v.ref AND c.version = v.version WHERE c.id IS NULL"
        " AND v.id > (SELECT min(w.id) FROM parties_partyversion w JOIN parties_partycommitment d"
        " ON d.kind = 'party' AND d.ref = w.ref AND d.version = w.version) LIMIT 1"
    ),
    (
        "SELECT p.ref FROM parties_partypaper p LEFT JOIN parties_partycommitment c"
        " ON c.kind = 'paper' AND c.ref = p.ref AND c.version = 1 WHERE c.id IS NULL"
        " AND p.id > (SELECT min(q.id) FROM parties_partypaper q JOIN parties_partycommitment d"
        " ON d.kind = 'paper' AND d.ref = q.ref AND d.version = 1) LIMIT 1"
    ),
    (
        "SELECT p.ref FROM parties_partypaper p JOIN parties_partycommitment c"
        " ON c.kind = 'paper' AND c.ref = p.ref AND c.version = 1"
        " LEFT JOIN parties_partycommitment w"
        " ON w.kind = 'paper' AND w.ref = p.ref AND w.version = 2"
        " WHERE p.withdrawn_at IS NOT NULL AND w.id IS NULL LIMIT 1"
    ),
)
"""Rows that no entry tells of, though one of the same table from before is told of."""


class _Kept(NamedTuple):
    """What opens one commitment; without a commitment where nobody here knows that kind of row."""

    ticket: int
    commitment: str | None


class Register:
    """Rows about parties, compared with entries as those come by, in their order."""

    def __init__(self, cursor: CursorWrapper, contents: Mapping[str, Content]) -> None:
        self._cursor = cursor
        self._kept = _kept(cursor, {**CONTENTS, **contents})
        self._next = next(self._kept, None)

    def note(self, ticket: int, entry: Entry) -> None:
        """Compare one entry; raises `PartyAlteredError`."""
        committed = sorted(entry.content) if isinstance(entry, PartyChanged) else []
        found: list[str | None] = []
        while self._next is not None and self._next.ticket <= ticket:
            if self._next.ticket < ticket:
                raise PartyAlteredError(ticket=self._next.ticket)
            found.append(self._next.commitment)
            self._next = next(self._kept, None)
        known = [one for one in found if one is not None]
        if len(found) != len(committed) or not set(known) <= set(committed):
            raise PartyAlteredError(ticket=ticket)

    def end(self) -> None:
        """Raise if a row has no entry."""
        if self._next is not None:
            raise PartyAlteredError(ticket=self._next.ticket)
        for stray in STRAYS:
            self._cursor.execute(stray)
            row = self._cursor.fetchone()
            if row is not None:
                raise PartyUncommittedError(ref=row[0])


def _kept(cursor: CursorWrapper, contents: Mapping[str, Content]) -> Iterator[_Kept]:
    """Yield what is kept for commitments, by ticket."""
    for row in pages(cursor, _COMMITTED, (LOWEST, LOWEST), lambda row: (row[0], row[5])):
        ticket, kind, ref, version, salt = row[:5]
        if kind not in contents:
            yield _Kept(ticket, None)
            continue
        content = contents[kind](ref, version)
        yield _Kept(ticket, "" if content is None else commit(bytes(salt), content))
