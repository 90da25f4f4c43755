"""Verify the ledger together with what is kept beside it, by whoever may see both.

1. The ledger holds, as `mamoru.ledger.verify` says.
2. Each commitment to evidence is opened by the reference kept for its fact, and no reference is
   left over. About somebody who is forgotten none is kept; of an entry that a later one names as
   swept, none is either (`references`).
3. Each commitment to choices is opened by the record kept for it, which says what the rows say that
   decisions use (`verify_choices`).
4. Each commitment to what is kept about a recipient is opened by its row (`verify_parties`).
5. Nobody who is forgotten in the ledger is still held in the vault.

Duties stand in no entry, so nothing here tells whether one was changed.
"""

from collections.abc import Iterator, Mapping, Sequence

from django.db import connection
from django.db.backends.utils import CursorWrapper

from mamoru.gate.errors import EvidenceAlteredError
from mamoru.gate.models import Evidence
from mamoru.gate.verify_choices import Choices
from mamoru.gate.verify_parties import Register
from mamoru.ledger.blinding import commit
from mamoru.ledger.entries import Entry, Handled, SystemChanged
from mamoru.ledger.errors import PeopleAlteredError
from mamoru.ledger.queries import LOWEST, pages, snapshot
from mamoru.ledger.verify import Verified, key_and_note, verify
from mamoru.parties.contents import Content
from mamoru.vault.queries import pseudonyms_held

AT_A_TIME = 500
"""Pseudonyms looked up by one statement."""
Shown = tuple[int, str, str]
"""Ticket of an entry, fact, and commitment to the reference that showed it."""


def verify_here(contents: Mapping[str, Content] = {}) -> Verified:
    """Verify this installation's ledger, and what is kept beside it, as of one moment.

    `contents` say what rooms above keep about recipients, by kind of row; what none says is not
    compared. Raises `EvidenceAlteredError`, `ChoicesAlteredError`, `PartyAlteredError`,
    `PartyUncommittedError`, or what the ledger's own `mamoru.ledger.verify.verify_here` raises; a
    person who is held although the ledger forgot them is a `PeopleAlteredError`.
    """
    vkey, signed = key_and_note()
    with connection.cursor() as cursor, snapshot(cursor):
        beside = _Beside(cursor, contents)
        found = verify(cursor, vkey, signed, beside.note)
        beside.end()
    return found


class _Beside:
    """References and forgotten people, compared with entries as those come by, in their order."""

    def __init__(self, cursor: CursorWrapper, contents: Mapping[str, Content]) -> None:
        self._register = Register(cursor, contents)
        self._shown = _shown(cursor)
        self._next = next(self._shown, None)
        self._gone: dict[bytes, int] = {}
        self._choices = Choices(cursor)
        self._missing: set[int] = set()
        """Tickets of entries without any reference, until an entry says that they were swept."""

    def note(self, ticket: int, entry: Entry, is_forgotten: bool) -> None:  # noqa: FBT001 - a hook
        """Compare one entry; raises what differs."""
        self._register.note(ticket, entry)
        self._choices.note(ticket, entry, is_forgotten=is_forgotten)
        shown = self._taken(ticket)
        committed: list[tuple[str, str]] = []
        if isinstance(entry, Handled) and not is_forgotten:
            committed = list(zip(entry.facts, entry.evidence, strict=False))
        if committed and not shown:
            self._missing.add(ticket)
        elif sorted(shown) != sorted(committed):
            raise EvidenceAlteredError(ticket=ticket)
        if isinstance(entry, SystemChanged):
            self._sweep(ticket, entry.tickets)
        if is_forgotten and isinstance(entry, Handled) and entry.subject is not None:
            self._gone.setdefault(bytes.fromhex(entry.subject), ticket)

    def end(self) -> None:
        """Raise if a reference or a record has no entry, or somebody forgotten is still held."""
        self._register.end()
        self._choices.end()
        if self._missing:
            raise EvidenceAlteredError(ticket=min(self._missing))
        if self._next is not None:
            raise EvidenceAlteredError(ticket=self._next[0])
        gone = list(self._gone)
        for at in range(0, len(gone), AT_A_TIME):
            for pseudonym in pseudonyms_held(gone[at : at + AT_A_TIME]):
                raise PeopleAlteredError(ticket=self._gone[pseudonym])

    def _sweep(self, ticket: int, swept: Sequence[int]) -> None:
        """Miss what an entry says was swept no more; raises if a reference of it is there still."""
        for at in range(0, len(swept), AT_A_TIME):
            there = Evidence.objects.filter(ticket__in=swept[at : at + AT_A_TIME])
            for found in there.values_list("ticket", flat=True)[:1]:
                raise EvidenceAlteredError(ticket=found)
        self._missing.difference_update(one for one in swept if one < ticket)

    def _taken(self, ticket: int) -> list[tuple[str, str]]:
        """Return fact and commitment of what is kept for an entry, and of none before it."""
        taken: list[tuple[str, str]] = []
        while self._next is not None and self._next[0] <= ticket:
            if self._next[0] < ticket:
                raise EvidenceAlteredError(ticket=self._next[0])
            taken.append(self._next[1:])
            self._next = next(self._shown, None)
        return taken


def _shown(cursor: CursorWrapper) -> Iterator[Shown]:
    """Yield what is kept of all references, by ticket."""
    rows = pages(
        cursor,
        "SELECT ticket, fact, reference, salt, id FROM gate_evidence"
        " WHERE (ticket, id) > (%s, %s) ORDER BY ticket, id LIMIT %s",
        (LOWEST, LOWEST),
        lambda row: (row[0], row[4]),
    )
    return (
        (ticket, fact, commit(bytes(salt), ref.encode())) for ticket, fact, ref, salt, _ in rows
    )
