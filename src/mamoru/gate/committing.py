"""Commits to what somebody chose: the record, its salt, and what keeps both beside the entry.

The choices are stored at once; the entry that is added next has to hold the commitment, and `keep`
be called with its ticket (`Record.tell`).
"""

import zlib
from collections.abc import Callable, Sequence
from datetime import datetime
from secrets import token_bytes
from typing import NamedTuple

from mamoru.consent import queries as consent
from mamoru.consent.choices import Choice
from mamoru.consent.give import give_many, new_reference
from mamoru.consent.notice import Shown
from mamoru.consent.record import Chosen, record
from mamoru.ledger.blinding import commit
from mamoru.policy.model import Policy

SALT = 16


class Committed(NamedTuple):
    """A commitment to a record, and what keeps the record once its entry has a ticket."""

    commitment: str
    keep: Callable[[int], None]
    references: tuple[str, ...]


def new_giving() -> str:
    """Return a random name for what is chosen together."""
    return new_reference("r")


def commit_choices(
    policy: Policy, number: int, pseudonym: bytes, choices: Sequence[Choice], *,
    shown: Shown | None = None, at: datetime,
) -> Committed:  # fmt: skip
    """Store what a person chose together, and return what commits to it.

    Raises `InvalidChoiceError`.
    """
    giving = new_giving()
    references = give_many(number, choices, now=at, giving=giving)
    chosen = [
        Chosen(reference=reference, choice=choice)
        for reference, choice in zip(references, choices, strict=True)
    ]
    return commit_record(policy, number, pseudonym, giving, chosen, shown=shown, at=at)


def commit_record(
    policy: Policy, number: int, pseudonym: bytes, giving: str, chosen: Sequence[Chosen], *,
    shown: Shown | None = None, at: datetime,
) -> Committed:  # fmt: skip
    """Return what commits to the record of what is stored already."""
    content = record(policy, giving, pseudonym.hex(), chosen, shown=shown, at=at)
    salt = token_bytes(SALT)

    def keep(ticket: int) -> None:
        consent.insert_giving(giving, number, ticket, salt, zlib.compress(content))

    return Committed(commit(salt, content), keep, tuple(one.reference for one in chosen))
