"""Setting apart what is held, in the transaction that erases the rest."""

import re
from collections.abc import Sequence
from datetime import datetime

import msgspec

from mamoru.gate.about import About
from mamoru.gate.asking import HOLD, Asker, Wish
from mamoru.gate.holding.choose import Chosen
from mamoru.gate.record import note
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Decision, Outcome
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.words import ARTICLE_FORM
from mamoru.vault import hold as vault
from mamoru.vault.hold import HoldRow, Whose
from mamoru.vault.keyring import Keyring

_IS_ARTICLE = re.compile(ARTICLE_FORM).fullmatch


class HeldBack(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of somebody by law, as they and everybody else may see it: no value of it."""

    ref: str
    pseudonym: str
    """By which the ledger's entries name the hold."""
    kind: str
    clock: str
    article: str
    until: datetime
    """The first instant at which it is gone."""
    items: tuple[str, ...]
    record: str | None = None


def made(keys: Keyring, about: About, what: Chosen) -> list[HeldBack]:
    """Make the holds of a person who is to be erased."""
    whose = Whose(
        whose=about.held.whose, residence=about.held.residence, agreed=about.standing.agreed
    )
    return [shown(vault.hold(keys, one, whose, now=about.at)) for one in what.holds]


def noted(
    record: Record, book: Rulebook, asker: Asker, holds: Sequence[HeldBack], at: datetime
) -> None:
    """Record that each hold was made, under the law it is kept by; no policy can forbid that."""
    for one in holds:
        decision = Decision(outcome=Outcome.ALLOW, law=articles(one.article), token=book.token)
        touched = vault.categories(one.ref)
        note(
            record, book, asker, Wish(act=HOLD), touched, decision, at=at,
            subject=bytes.fromhex(one.pseudonym),
        )  # fmt: skip


def articles(text: str) -> tuple[str, ...]:
    """Return the places in laws that `text` lists, as the ledger can hold them."""
    return tuple(one for one in text.split(", ") if _IS_ARTICLE(one))


def shown(row: HoldRow) -> HeldBack:
    """Return a hold without its content."""
    return HeldBack(
        ref=row.ref, pseudonym=row.pseudonym.hex(), kind=row.kind, clock=row.clock,
        article=row.article, until=row.until, items=vault.items(row.ref), record=row.record,
    )  # fmt: skip
