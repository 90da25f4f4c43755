"""Rows about people that come from somebody else, made ready before the door sees them.

Each is sealed as a new person, whoever it turns out to be about, so that a process beside the
writer can do that work (`Preparing`). The writer finds out whether the person is known, and then
uses the values in clear instead. Nothing here knows the database.
"""

from collections.abc import Sequence

import msgspec

from mamoru.screening.findings import Finding
from mamoru.vault.drafting import Drafter, SealedDraft
from mamoru.vault.drafting import DraftingKeys as DraftingKeys  # other rooms hand them on
from mamoru.vault.person import Draft
from mamoru.vault.person import Identity as Identity  # other rooms make rows of them
from mamoru.vault.person import Item as Item


class Suspected(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A value in which screening found something sensitive: it is kept apart from the others."""

    item: Item
    found: tuple[Finding, ...]


class Line(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One row, ready for the door."""

    row: int
    """Its number in the delivery, from 1."""
    sealed: SealedDraft
    identities: tuple[Identity, ...]
    items: tuple[Item, ...]
    suspects: tuple[Suspected, ...] = ()


class Preparing:
    """Makes rows ready with keys that were handed over; of one epoch, and of this process only."""

    def __init__(self, keys: DraftingKeys) -> None:
        self._drafter = Drafter.of(keys)

    def line(
        self,
        row: int,
        whose: str,
        residence: str | None,
        identities: Sequence[Identity],
        items: Sequence[Item],
        suspects: Sequence[Suspected] = (),
    ) -> Line:
        """Return a row, sealed.

        Raises `InvalidIdentifierError`, `InvalidPersonError`, `UnknownIdentifierKindError`.
        """
        draft = Draft(
            whose=whose, residence=residence, identities=tuple(identities), items=tuple(items)
        )
        sealed = self._drafter.seal(draft)
        if len({(one.kind, one.token) for one in sealed.identities}) < len(sealed.identities):
            return self.line(row, whose, residence, _once(sealed, identities), items, suspects)
        return Line(row, sealed, draft.identities, draft.items, tuple(suspects))


def _once(sealed: SealedDraft, identities: Sequence[Identity]) -> list[Identity]:
    """Return the identifiers without those that are another one, spelt otherwise."""
    found: dict[tuple[str, bytes], Identity] = {}
    for token, one in zip(sealed.identities, identities, strict=True):
        found.setdefault((token.kind, token.token), one)
    return list(found.values())
