"""Keeps what a person chose or took back: rows, the record, and the entry that commits to it."""

import zlib
from collections.abc import Sequence
from secrets import token_bytes

from mamoru.consent import queries as consent
from mamoru.consent.choices import Choice
from mamoru.consent.give import give_many, new_reference
from mamoru.consent.notice import Shown
from mamoru.consent.record import Chosen, record
from mamoru.gate.about import About, Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.basis import NOTHING, Basis
from mamoru.gate.record import noted
from mamoru.gate.transaction import Record
from mamoru.ledger.blinding import commit
from mamoru.policy.handling import Decision

SALT = 16


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
    policy, number = about.book.policy, about.held.number
    content = record(policy, giving, about.held.pseudonym.hex(), chosen, shown=shown, at=about.at)
    salt = token_bytes(SALT)
    commitment = commit(salt, content)
    noted(into, asker, wish, touched, decision, about, basis, choices=(commitment,))
    into.tell(
        lambda ticket: consent.insert_giving(giving, number, ticket, salt, zlib.compress(content))
    )
