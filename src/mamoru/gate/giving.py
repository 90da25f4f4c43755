"""Keeps what a person chose or took back: rows, the record, and the entry that commits to it."""

from collections.abc import Sequence
from datetime import datetime

from mamoru.consent.choices import Choice, Kind
from mamoru.consent.give import agree
from mamoru.consent.notice import Shown
from mamoru.consent.record import Chosen
from mamoru.gate.about import About, Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.basis import Basis
from mamoru.gate.committing import Committed, commit_choices, commit_record
from mamoru.gate.record import noted
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Decision
from mamoru.policy.model import Policy
from mamoru.vault.person import Created

MOST_AGREED = 256
"""People stored together whose agreements one entry commits to: 17 KiB."""


def keep_choices(
    into: Record, asker: Asker, wish: Wish, touched: Sequence[Touched], decision: Decision,
    about: About, basis: Basis, choices: Sequence[Choice], shown: Shown | None,
) -> tuple[str, ...]:  # fmt: skip
    """Store `choices`, which were allowed, with one entry and one record; return references."""
    held = about.held
    made = commit_choices(
        about.book.policy, held.number, held.pseudonym, choices, shown=shown, at=about.at
    )
    noted(into, asker, wish, touched, decision, about, basis, choices=(made.commitment,))
    into.tell(made.keep)
    return made.references


def keep_taken_back(
    into: Record, asker: Asker, wish: Wish, decision: Decision, about: About, giving: str,
    taken: Sequence[Chosen],
) -> None:  # fmt: skip
    """Add the entry of what was `taken` back, and keep the record that it commits to."""
    held = about.held
    made = commit_record(about.book.policy, held.number, held.pseudonym, giving, taken, at=about.at)
    noted(into, asker, wish, (), decision, about, choices=(made.commitment,))
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
    return [commit_choices(policy, one.number, one.pseudonym, [choice], at=at) for one in people]


def keep_agreed(into: Record, made: Sequence[Committed]) -> None:
    """Keep the records that the entry added last commits to, once it has a ticket."""
    for one in made:
        into.tell(one.keep)
