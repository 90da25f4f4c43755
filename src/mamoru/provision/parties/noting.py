"""Putting on record what changed about a party, with commitments to what is kept of it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from secrets import token_bytes
from typing import NamedTuple

from mamoru.gate.asking import Asker
from mamoru.gate.transaction import Record
from mamoru.ledger.blinding import commit
from mamoru.ledger.changes import PartyChange as Change
from mamoru.ledger.entries import PartyChanged
from mamoru.parties.contents import WITHDRAWN, of_paper, of_party
from mamoru.parties.models import PartyCommitment
from mamoru.parties.papers import Paper
from mamoru.parties.party import Party


class Kept(NamedTuple):
    """A version of a row that an entry commits to."""

    kind: str
    ref: str
    version: int
    content: bytes


def noted(
    record: Record, asker: Asker, what_changed: Change, party: str, now: datetime, *,
    what: str | None = None, version: int = 0, kept: Sequence[Kept] = (),
) -> None:  # fmt: skip
    """Add the entry of something that changed about a party, committing to what is `kept`."""
    salts = [token_bytes(16) for _ in kept]
    record.add(
        PartyChanged(
            at=now, change=what_changed, party=party, version=version, what=what,
            caller=asker.system,
            content=tuple(commit(salt, one.content) for salt, one in zip(salts, kept, strict=True)),
        )
    )  # fmt: skip
    if kept:
        record.tell(partial(_keep, tuple(kept), tuple(salts)))


def party_kept(party: Party) -> tuple[Kept, ...]:
    """Return the version of a party that was just made."""
    return _kept("party", party.ref, party.version, of_party(party.ref, party.version))


def paper_kept(paper: Paper) -> tuple[Kept, ...]:
    """Return a paper that was just filed."""
    return _kept("paper", paper.ref, 1, of_paper(paper.ref, 1))


def withdrawal_kept(paper: str) -> tuple[Kept, ...]:
    """Return a paper that was just withdrawn."""
    return _kept("paper", paper, WITHDRAWN, of_paper(paper, WITHDRAWN))


def _kept(kind: str, ref: str, version: int, content: bytes | None) -> tuple[Kept, ...]:
    return () if content is None else (Kept(kind, ref, version, content),)


def _keep(kept: tuple[Kept, ...], salts: tuple[bytes, ...], ticket: int) -> None:
    PartyCommitment.objects.bulk_create(
        PartyCommitment(
            ticket=ticket, kind=one.kind, ref=one.ref, version=one.version, salt=salt
        )
        for one, salt in zip(kept, salts, strict=True)
    )  # fmt: skip
