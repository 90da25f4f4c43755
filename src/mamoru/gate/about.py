"""A person who is held, as one unit decides about them."""

from dataclasses import dataclass
from datetime import datetime

from mamoru.gate.shelf import Wait
from mamoru.ledger.people import People
from mamoru.policy.handling import Standing
from mamoru.policy.rulebook import Rulebook
from mamoru.vault.person import Held

Touched = tuple[str | None, str | None]
"""A category of information and a kind of sensitive information."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Who it is, the rulebook that binds them, and what they are and chose, at one moment."""

    held: Held
    book: Rulebook
    standing: Standing
    at: datetime
    waits: tuple[Wait, ...] = ()
    """What of the text in force this person has not agreed to yet."""

    @property
    def people(self) -> People:
        """Return the set of this person alone, under a new salt."""
        return People.of([self.held.number])

    @property
    def categories(self) -> list[Touched]:
        """Return the categories and sensitive kinds that were fetched of them.

        Where no value is held there still is a person: then it is about every category that may be
        about one.
        """
        found: list[Touched] = [(field.data, field.sensitive) for field in self.held.fields]
        return list(dict.fromkeys(found)) or [
            (name, None)
            for name, category in self.book.policy.categories.items()
            if category.identifies != "never"
        ]
