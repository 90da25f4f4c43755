"""What units of one transaction look at, looked up for all of them together.

Whoever reads at the same time shares the statements as they share the commit: callers that arrive
together cost one look at people and one at their choices, however many they are. What is seen is
the moment at which the transaction began, so the writer runs these units before any that changes
rows, and shuts its eyes (`Sight.end`) before the first change.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mamoru.consent import queries as consent
from mamoru.consent.queries import Row
from mamoru.vault.errors import UnknownPersonError
from mamoru.vault.person import Held
from mamoru.vault.read import fetch, fetch_many

Names = tuple[str, ...] | None
"""Items or categories; `None` means all."""


class Look(NamedTuple):
    """Whom a unit will look at, and at which of their present values."""

    ref: str
    items: Names = None
    data: Names = None


class Sight:
    """People and their choices, as one transaction sees them."""

    def __init__(self, looks: Iterable[Look] = ()) -> None:
        self._held: dict[Look, Held | None] = {}
        self._choices: dict[int, list[Row]] = {}
        for (items, data), refs in _alike(looks).items():
            found = fetch_many(refs, items=items, data=data)
            self._held |= {Look(ref, items, data): found.get(ref) for ref in refs}
        numbers = {held.number for held in self._held.values() if held}
        if numbers:
            self._choices = consent.of_people(sorted(numbers))

    def end(self) -> None:
        """Forget what was seen: from here on rows change."""
        self._held, self._choices = {}, {}

    def held(self, look: Look) -> Held:
        """Return the person with the wanted fields, still sealed; raises `UnknownPersonError`."""
        if look not in self._held:
            return fetch(look.ref, items=look.items, data=look.data)
        found = self._held[look]
        if found is None:
            raise UnknownPersonError
        return found

    def choices(self, person: int) -> Sequence[Row]:
        """Return everything that the person with this number chose or took back."""
        seen = self._choices.get(person)
        return consent.of_person(person) if seen is None else seen


def _alike(looks: Iterable[Look]) -> dict[tuple[Names, Names], set[str]]:
    """Return whom to look up by one statement: all of whom the same fields are wanted."""
    found: dict[tuple[Names, Names], set[str]] = {}
    for look in looks:
        found.setdefault((look.items, look.data), set()).add(look.ref)
    return found
