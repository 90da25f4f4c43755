"""Keeps what a person chose or took back: rows, the record, and the entry that commits to it."""

import zlib
from collections.abc import Callable, Sequence
from datetime import datetime
from secrets import token_bytes
from typing import NamedTuple

from mamoru.consent import queries as consent
from mamoru.consent.choices import Choice, Kind
from mamoru.consent.give import agree, give_many, new_reference
from mamoru.consent.notice import Shown
from mamoru.consent.record import Chosen, record
from mamoru.gate.about import About, Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.basis import NOTHING, Basis
from mamoru.gate.record import noted
from mamoru.gate.transaction import Record
from mamoru.ledger.blinding import commit
from mamoru.policy.handling import Decision
from mamoru.policy.model import Policy
from mamoru.vault.person import Created

SALT = 16
MOST_AGREED = 256
"""People stored together whose agreements one entry commits to: 17 KiB."""


class Committed(NamedTuple):
    """A commitment to a record, and what keeps the record once its entry has a ticket."""

    commitment: str
    keep: Callable[[int], None]


def new_giving() -> str:
    """Return a random name for what is chosen together."""
    return new_reference("r")


def keep_choices(
    into: Record, asker: Asker, wish: Wish, touched: Sequence[Touched], decision: Decision,
    about: About, basis: Basis, choices: Sequence[Choice], shown: Shown | None,
) -> list[str]:  # fmt: skip
    """Store `choices`, which were allowed, with one entry and one record; return references."""
    giving = new_giving()
    references = give_many(about.held.number, choices, now=about.at, giving=giving)
    chosen = [
        Chosen(reference=reference, choice=choice)
        for reference, choice in zip(references, choices, strict=True)
    ]
    keep(into, asker, wish, touched, decision, about, basis, giving, chosen, shown)
    return references


def keep(
    into: Record, asker: Asker, wish: Wish, touched: Sequence[Touched], decision: Decision,
    about: About, basis: Basis = NOTHING, giving: str = "", chosen: Sequence[Chosen] = (),
    shown: Shown | None = None,
) -> None:  # fmt: skip
    """Add the entry of what was `chosen`, and keep the record that it commits to."""
    held = about.held
    made = _committed(
        about.book.policy, held.number, held.pseudonym, giving, chosen, shown, about.at
    )
    noted(into, asker, wish, touched, decision, about, basis, choices=(made.commitment,))
    into.tell(made.keep)


def agreed(policy: Policy, people: Sequence[Created], at: datetime) -> list[Committed]:
    """Record that each of `people` agreed to `policy` when they were stored.

    Returns what the entry has to commit to, and to keep once it has a ticket: nothing for more
    people than one entry can commit to; they have no receipts.
    """
    if len(people) > MOST_AGREED:
        agree([one.number for one in people], policy.version, now=at)
        return []
    choice = Choice(kind=Kind.AGREEMENT, notice_version=policy.version)
    made = []
    for one in people:
        giving = new_giving()
        (reference,) = give_many(one.number, [choice], now=at, giving=giving)
        chosen = [Chosen(reference=reference, choice=choice)]
        made.append(_committed(policy, one.number, one.pseudonym, giving, chosen, None, at))
    return made


def keep_agreed(into: Record, made: Sequence[Committed]) -> None:
    """Keep the records that the entry added last commits to, once it has a ticket."""
    for one in made:
        into.tell(one.keep)


def _committed(
    policy: Policy, number: int, pseudonym: bytes, giving: str, chosen: Sequence[Chosen],
    shown: Shown | None, at: datetime,
) -> Committed:  # fmt: skip
    content = record(policy, giving, pseudonym.hex(), chosen, shown=shown, at=at)
    salt = token_bytes(SALT)

    def keep_it(ticket: int) -> None:
        consent.insert_giving(giving, number, ticket, salt, zlib.compress(content))

    return Committed(commit(salt, content), keep_it)
