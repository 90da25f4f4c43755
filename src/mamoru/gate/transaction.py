"""What the units of one transaction put on record, written together at its end."""

from collections.abc import Callable, Sequence

from django.db.backends.utils import CursorWrapper

from mamoru.gate.models import Duty, Evidence
from mamoru.gate.sight import Sight
from mamoru.ledger.append import append
from mamoru.ledger.entries import Entry
from mamoru.ledger.people import People


class Record:
    """Entries of one transaction, with what is to be kept beside them."""

    def __init__(self, cursor: CursorWrapper, sight: Sight) -> None:
        self.cursor = cursor
        self.sight = sight
        self.entries: list[Entry] = []
        self.people: list[People | None] = []
        self.beside: list[tuple[int, Sequence[Duty], Sequence[Evidence]]] = []
        self.told: list[tuple[int, Callable[[int], object]]] = []
        self.forgotten: dict[int, int] = {}
        """People erased in this transaction, each with how many entries there were then."""
        self.tickets: list[int] = []

    def add(
        self,
        entry: Entry,
        people: People | None = None,
        duties: Sequence[Duty] = (),
        evidence: Sequence[Evidence] = (),
    ) -> int:
        """Add an entry, and return its place among those of this transaction."""
        self.entries.append(entry)
        self.people.append(people)
        if duties or evidence:
            self.beside.append((len(self.entries) - 1, duties, evidence))
        return len(self.entries) - 1

    def owe(self, duties: Sequence[Duty]) -> None:
        """Keep further duties under the entry added last, beside those that its decision owes."""
        if duties:
            self.beside.append((len(self.entries) - 1, duties, ()))

    def tell(self, told: Callable[[int], object]) -> None:
        """Call `told` with the ticket of the entry added last, once it has one, before the commit.

        For rows of other rooms that name the entry.
        """
        self.told.append((len(self.entries) - 1, told))

    def forget(self, person: int) -> None:
        """Tie nothing of this transaction to somebody who was erased in it."""
        self.forgotten[person] = len(self.entries)

    def cut(self, size: int) -> None:
        """Take back the entries after the first `size`."""
        del self.entries[size:]
        del self.people[size:]
        self.beside = [kept for kept in self.beside if kept[0] < size]
        self.told = [kept for kept in self.told if kept[0] < size]
        self.forgotten = {who: at for who, at in self.forgotten.items() if at < size}

    def store(self) -> None:
        """Write everything that was added; the entries get their tickets."""
        if not self.entries:
            return
        self.tickets = append(self.cursor, self.entries, self.people, self.forgotten)
        duties: list[Duty] = []
        shown: list[Evidence] = []
        for place, owed, evidence in self.beside:
            for duty in owed:
                duty.ticket = self.tickets[place]
                duty.person = None if duty.person in self.forgotten else duty.person
            for proof in evidence:
                proof.ticket = self.tickets[place]
            duties.extend(owed)
            shown.extend(proof for proof in evidence if proof.person not in self.forgotten)
        if duties:
            Duty.objects.bulk_create(duties)
        if shown:
            Evidence.objects.bulk_create(shown)
        for place, told in self.told:
            told(self.tickets[place])
