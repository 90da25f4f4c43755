"""Who may receive: a registered party whose papers hold, and for which place and word it stands.

Whatever leaves (providing, entrusting, joint use) names a party of the register beside the policy's
word for it. Nobody else can receive, through any verb of the door; what was tried is on record.
What the party's own papers show takes the place of what the asker claims of them.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec

from mamoru.gate.about import About
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.bounds import (
    bounded,
    check_cases,
    check_joint_use,
    without_scope,
)
from mamoru.gate.door import Door
from mamoru.gate.errors import InvalidValueError, OnRecord
from mamoru.gate.misses import PARTY
from mamoru.gate.recipient_errors import (
    PartyInactiveError,
    PartyMergedError,
    PartyNotReadyError,
    PartyUnnamedError,
)
from mamoru.gate.record import note
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.law.countries import ABROAD, place_of
from mamoru.parties import queries, scopes
from mamoru.parties.errors import UnknownPartyError
from mamoru.parties.papers import Paper, holding
from mamoru.parties.party import Party
from mamoru.parties.ready import measures_of, missing
from mamoru.policy.handling import Decision, Outcome, Standing
from mamoru.policy.rulebook import Rulebook

HANDING = frozenset(["provide", "entrust", "share"])
"""Acts by which information leaves."""
OWN = frozenset(["person", "agent"])
"""Roles of those who receive what is the person's own, and so are not in the register."""
SHOWN = {
    "entrust": {"suitability": "assessment", "confidentiality": "contract"},
}
"""Facts that the party's papers show, by act; what an asker says of them does not count."""


def leaves(book: Rulebook, wish: Wish) -> bool:
    """Tell whether `wish` hands information to somebody who has to be in the register."""
    party = book.policy.parties.get(wish.recipient or "")
    return wish.act in HANDING and (party is None or party.role not in OWN)


def receiving(
    door: Door, record: Record, asker: Asker, wish: Wish, items: Collection[str] | None,
    at: datetime,
) -> Wish:  # fmt: skip
    """Return the wish with its recipient completed, or as it is where nothing leaves.

    Raises what `recipient` raises, and `OnRecord` with what `bounded` raises for `items`.
    """
    if not leaves(door.shelf.book(at), wish):
        return wish
    completed = recipient(door, record, asker, wish.party, wish, at)[1]
    return within(door, asker, completed, items, at)


def within(
    door: Door, asker: Asker, wish: Wish, items: Collection[str] | None, at: datetime, *,
    joint_use: str | None = None,
) -> Wish:  # fmt: skip
    """Return what `bounded` returns; raises `OnRecord` with what it raises."""
    book = door.shelf.book(at)
    try:
        return bounded(book, wish, items, at, joint_use=joint_use)
    except PartyUnnamedError as error:
        raise refusal(book, asker, wish, error, at) from None


def recipient(
    door: Door, record: Record, asker: Asker, ref: str | None, wish: Wish, at: datetime
) -> tuple[Party, Wish]:
    """Return the party that receives, and the wish with `to`, `place` and what its papers show.

    Raises `OnRecord` with what `named` raises; the attempt is recorded, about nobody in particular.
    Raises `InvalidValueError` where another recipient or place is named than the party's.
    """
    del record  # the refusal is noted in a later record, once the unit was taken back
    book = door.shelf.book(at)
    try:
        return named(book, ref, wish, at)
    except PartyUnnamedError as error:
        party = error.facts.get("party")
        meant = msgspec.structs.replace(wish, party=str(party) if party else None)
        raise refusal(book, asker, meant, error, at) from None


def refusal(
    book: Rulebook, asker: Asker, wish: Wish, error: PartyUnnamedError, at: datetime
) -> OnRecord:
    """Return what puts a refusal on record, as an entry about nobody in particular."""

    def noted(record: Record) -> None:
        note(record, book, asker, wish, (), error.decision, at=at, count=0)

    return OnRecord(error, noted)


def unnamed(book: Rulebook) -> Decision:
    """Return the answer where nobody of the register is named who would receive."""
    return Decision(outcome=Outcome.REFUSE, near=(PARTY,), token=book.token)


def named(book: Rulebook, ref: str | None, wish: Wish, at: datetime) -> tuple[Party, Wish]:
    """Return the party that receives, and the wish with `to`, `place` and what its papers show.

    How far it goes `bounded` says. Raises `PartyUnnamedError`, `PartyMergedError`,
    `PartyInactiveError`, `PartyNotReadyError`, which says which paper is missing,
    `CaseNotHoldingError`, `BeyondJointUseError`; and `InvalidValueError` as `recipient` does.
    """
    decision = unnamed(book)
    try:
        party = queries.party(ref or "")
    except UnknownPartyError:
        raise PartyUnnamedError(decision) from None
    if party.merged_into:
        raise PartyMergedError(decision, party, into=party.merged_into)
    if party.status != "active":
        raise PartyInactiveError(decision, party, status=party.status)
    completed = _completed(party, wish, at)
    papers = queries.papers(party.ref)
    lacks = missing(
        party, papers, wish.act, is_foreign=completed.place == ABROAD, at=at, grounds=wish.grounds
    )
    lacks = lacks or without_scope(party, completed, papers, at)
    if lacks:
        raise PartyNotReadyError(decision, party, missing=lacks)
    check_cases(book, party, completed, at)
    if completed.act == "share":
        check_joint_use(book, party, completed, at)
    return party, _shown(completed, papers, at)


def toward(about: About, wish: Wish) -> About:
    """Return `about` with the choices that name the party of `wish` read as naming its word.

    A consent that names another party is none for this one (APPI 27(1)).
    """
    if wish.party is None or wish.recipient is None:
        return about
    standing = narrowed(about.standing, wish.party, wish.recipient)
    return About(
        held=about.held, book=about.book, standing=standing, at=about.at, waits=about.waits
    )


def narrowed(standing: Standing, party: str, word: str) -> Standing:
    """Return `standing` as it bears on one party: what names it is read as naming its word."""
    return msgspec.structs.replace(
        standing,
        consents=tuple(
            msgspec.structs.replace(one, recipient=word) if one.recipient == party else one
            for one in standing.consents
        ),
        refusals=tuple(
            msgspec.structs.replace(one, recipient=word) if one.recipient == party else one
            for one in standing.refusals
        ),
    )


def place(party: Party, act: str, at: datetime) -> str:
    """Return where a party is for `act`: of whom something is entrusted to, all that it reaches.

    Its storage and those it entrusts in turn count, since the policy keeps contractors in Japan;
    of a third party the law asks where it is itself (APPI 28(1)).
    """
    countries = party.countries if act == "entrust" else (party.country,)
    return place_of(countries, tokyo_day(at))


def _completed(party: Party, wish: Wish, at: datetime) -> Wish:
    where = place(party, wish.act, at)
    for item, named, found in (("to", wish.recipient, party.word), ("place", wish.place, where)):
        if named not in (None, found):
            raise InvalidValueError(item=item)
    return msgspec.structs.replace(wish, recipient=party.word, place=where, party=party.ref)


def _shown(wish: Wish, papers: Sequence[Paper], at: datetime) -> Wish:
    """Return the wish with what the papers show among its grounds, and no other word on it."""
    on = tokyo_day(at)
    shown = {fact: holding(papers, on, kind) for fact, kind in SHOWN.get(wish.act, {}).items()}
    if wish.place == ABROAD and wish.act != "entrust":
        shown["equivalent_measures"] = measures_of(papers, at)
    grounds = {fact: said for fact, said in wish.grounds.items() if fact not in shown}
    grounds |= {fact: paper.ref for fact, paper in shown.items() if paper is not None}
    if wish.act == "entrust" and (found := scopes.data_set(wish.party or "", wish.purpose or "")):
        grounds["needed_for_purpose"] = found.ref
    return msgspec.structs.replace(wish, grounds=grounds)
