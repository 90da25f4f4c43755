"""Changing the register of recipients: parties, their keys and their papers, each on record."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, TypeVar

import msgspec

from mamoru.gate.asking import Asker, Reference
from mamoru.gate.door import Door
from mamoru.gate.recipients import place
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.law.countries import ABROAD
from mamoru.ledger.changes import PartyChange as Change
from mamoru.parties import joint, queries, register, scopes
from mamoru.parties.errors import PaperMadeError
from mamoru.parties.keys import read_key
from mamoru.parties.papers import MADE, Paper
from mamoru.parties.party import KeyKind, Party, PublicKey
from mamoru.parties.ready import Missing, missing, no_joint_use
from mamoru.parties.register import NewPaper, NewParty
from mamoru.parties.register import PartyChanges as PartyChanges
from mamoru.provision.parties.duties import looked, owe_looks, released
from mamoru.provision.parties.noting import Kept, noted, paper_kept, party_kept, withdrawal_kept

T = TypeVar("T")
Beside = Callable[[Paper], Sequence[Kept]]
ACTS = {
    "third_party": "provide",
    "ad_distributor": "provide",
    "state_body": "provide",
    "successor": "provide",
    "contractor": "entrust",
    "joint_user": "share",
}
"""What a party of each kind is there for."""


class NewKey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A public key as it is handed in, and until when it is to be used."""

    kind: KeyKind
    text: Annotated[str, msgspec.Meta(max_length=65_536)]
    until: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


class PartyShown(msgspec.Struct, frozen=True, kw_only=True):
    """A party with its keys and papers, where it is for the law, and what it lacks to receive."""

    party: Party
    place: str
    keys: tuple[PublicKey, ...]
    papers: tuple[Paper, ...]
    missing: tuple[Missing, ...]


def add(door: Door, asker: Asker, new: NewParty) -> Party:
    """Register a party under the policy's word for it; raises `InvalidPartyError`."""
    words = {word: party.role for word, party in door.policy.parties.items()}
    word = register.word_of(new.kind, new.word, words)
    return _done(
        door, asker, "registered",
        lambda now: register.register(new, word, by=asker.system, now=now),
    )  # fmt: skip


def change(
    door: Door, asker: Asker, ref: str, changes: PartyChanges, *, expected: int | None = None
) -> Party:
    """Note what changed of a party.

    Raises `UnknownPartyError`, `PartyEndedError`, `PartyChangedError`, `InvalidPartyError`.
    """
    return _done(
        door, asker, "renamed" if changes.name is not None else "changed",
        lambda now: register.change(ref, changes, expected=expected, by=asker.system, now=now),
    )  # fmt: skip


def suspend(door: Door, asker: Asker, ref: str, reason: Reference) -> Party:
    """Let a party receive nothing for now; raises `UnknownPartyError`, `PartyEndedError`."""
    return _done(
        door, asker, "suspended",
        lambda now: register.suspend(ref, reason=reason, by=asker.system, now=now),
    )  # fmt: skip


def resume(door: Door, asker: Asker, ref: str, reason: Reference) -> Party:
    """Let a suspended party receive again; raises `UnknownPartyError`, `PartyEndedError`."""
    return _done(
        door, asker, "resumed",
        lambda now: register.resume(ref, reason=reason, by=asker.system, now=now),
    )  # fmt: skip


def end(door: Door, asker: Asker, ref: str, reason: Reference) -> Party:
    """End a party for good; raises `UnknownPartyError`, `PartyEndedError`."""
    return _done(
        door, asker, "ended", lambda now: register.end(ref, reason=reason, by=asker.system, now=now)
    )


def merge(door: Door, asker: Asker, ref: str, into: str, reason: Reference) -> Party:
    """Note that a party became part of another, whose own papers and consents count from now on.

    Raises `UnknownPartyError`, `PartyEndedError`, `InvalidPartyError`.
    """
    return _done(
        door, asker, "merged",
        lambda now: register.merge(ref, into, reason=reason, by=asker.system, now=now),
    )  # fmt: skip


def add_key(door: Door, asker: Asker, ref: str, new: NewKey) -> PublicKey:
    """Add a public key that packages for a party are sealed to.

    Raises `InvalidKeyError`, `KeyTakenError`, `UnknownPartyError`, `PartyEndedError`.
    """
    read = read_key(new.kind, new.text, door.clock())

    def unit(record: Record) -> PublicKey:
        now = door.clock()
        key = register.add_key(ref, new.kind, read, until=new.until, by=asker.system, now=now)
        noted(record, asker, "key_added", ref, now, what=key.ref)
        return key

    return door.writer.run(unit)[0]


def revoke_key(door: Door, asker: Asker, ref: str, key: str) -> None:
    """Revoke a key: nothing is sealed to it any more; raises `UnknownKeyError`."""

    def unit(record: Record) -> None:
        now = door.clock()
        register.revoke_key(ref, key, now=now)
        noted(record, asker, "key_revoked", ref, now, what=key)

    door.writer.run(unit)


def file_paper(door: Door, asker: Asker, ref: str, new: NewPaper) -> Paper:
    """File a paper of a party, of a kind that is not made by something else.

    Raises `PaperMadeError`, `UnknownPartyError`, `PartyEndedError`, `InvalidPartyError`,
    `UnknownEvidenceError`.
    """
    if new.kind in MADE:
        raise PaperMadeError(kind=new.kind)

    def unit(record: Record) -> Paper:
        return filed(record, asker, ref, new, door.clock())

    return door.writer.run(unit)[0]


def filed(
    record: Record, asker: Asker, ref: str, new: NewPaper, now: datetime, *,
    bounds: register.JointBounds | None = None, beside: Beside = lambda _: (),
) -> Paper:  # fmt: skip
    """File a paper of any kind in the caller's transaction, on record, with what follows from it.

    `bounds` are what a statement of joint use lets the party have; `beside` keeps what belongs to
    the paper, and returns what is committed to of that. Raises what
    `mamoru.parties.register.file_paper` raises.
    """
    paper = register.file_paper(ref, new, by=asker.system, now=now, bounds=bounds)
    kept = (*paper_kept(paper), *beside(paper))
    noted(record, asker, "paper_filed", ref, now, what=paper.ref, kept=kept)
    owe_looks(record, queries.party(ref), paper.kind, now)
    looked(ref, paper.kind, now)
    return paper


def withdraw_paper(door: Door, asker: Asker, ref: str, paper: str) -> None:
    """Withdraw a paper that was filed in error; raises `UnknownPaperError`."""
    door.writer.run(lambda record: withdrawn(record, asker, ref, paper, door.clock()))


def withdrawn(record: Record, asker: Asker, ref: str, paper: str, now: datetime) -> None:
    """Withdraw a paper in the caller's transaction; raises `UnknownPaperError`."""
    kind = queries.paper(paper).kind
    register.withdraw_paper(ref, paper, now=now)
    noted(record, asker, "paper_withdrawn", ref, now, what=paper, kept=withdrawal_kept(paper))
    owe_looks(record, queries.party(ref), kind, now)


def show(ref: str, at: datetime) -> PartyShown:
    """Return a party with what it lacks for what it is there for; raises `UnknownPartyError`."""
    party, papers = queries.party(ref), queries.papers(ref)
    return PartyShown(
        party=party, place=place(party, ACTS[party.kind], at), keys=queries.keys(ref),
        papers=papers, missing=lacks(party, papers, at),
    )  # fmt: skip


def lacks(party: Party, papers: Sequence[Paper], at: datetime) -> tuple[Missing, ...]:
    """Return what a party with these papers lacks for what it is there for."""
    act = ACTS[party.kind]
    found = missing(party, papers, act, is_foreign=place(party, act, at) == ABROAD, at=at)
    if act == "share":
        uses = scopes.joint_uses(party.ref)
        if isinstance(joint.in_force(uses, tokyo_day(at)), str):
            return (*found, no_joint_use())
    return found


def _done(door: Door, asker: Asker, what: Change, act: Callable[[datetime], Party]) -> Party:
    """Carry out a change of the register, with its entry."""

    def unit(record: Record) -> Party:
        now = door.clock()
        party = act(now)
        noted(record, asker, what, party.ref, now, version=party.version, kept=party_kept(party))
        if party.status == "ended":
            released(party.ref, now)
        return party

    return door.writer.run(unit)[0]
