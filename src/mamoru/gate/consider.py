"""Deciding for a system that acts by itself, and showing what the ledger holds of a person."""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import NamedTuple

import msgspec
from django.db import connection

from mamoru.errors import Language
from mamoru.gate.about import About, Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.awaiting import Waits
from mamoru.gate.basis import NOTHING
from mamoru.gate.bounds import bounded, items_of
from mamoru.gate.door import Door, Then
from mamoru.gate.errors import InvalidValueError, unregistered
from mamoru.gate.judge import (
    ENDING,
    Judged,
    check_references,
    checked,
    judge,
    judge_stated,
    to_the_person,
)
from mamoru.gate.recipient_errors import PartyUnnamedError
from mamoru.gate.recipients import leaves, named, toward, unnamed
from mamoru.gate.record import decided, note, noted
from mamoru.gate.sight import Look
from mamoru.gate.transaction import Record
from mamoru.ledger.trace import Recorded, recorded, tickets_of
from mamoru.policy.explain import Explanation, explain
from mamoru.policy.handling import Decision, Handling, Outcome
from mamoru.policy.rulebook import Rulebook
from mamoru.vault.errors import UnknownPersonError


class _Wanted(NamedTuple):
    """A handling that is asked about, the party that would receive, and which items."""

    handling: Handling
    party: str | None
    items: Collection[str] | None


def consider(
    door: Door,
    asker: Asker,
    handlings: Sequence[Handling],
    *,
    ref: str | None = None,
    is_dry: bool = False,
    parties: Sequence[str | None] = (),
    items: Sequence[Collection[str] | None] = (),
) -> tuple[Decision, ...]:
    """Answer whether each handling may happen; on record unless it is a dry run.

    `parties` names, for each handling, the party of the register that would receive; where nobody
    is named, only a dry run says what the text alone would allow. `items` says for each which items
    of the category would go there; without them all would, which what bounds it may not reach.

    With `ref`, that person's own choices count, and what is asked is about somebody who can be
    told; since it looks at them, it is no dry run. A handling decided here is carried out by the
    asker, who is bound by the answer. Raises `UnknownPersonError`, `InvalidValueError`.
    """
    if ref and is_dry:
        raise InvalidValueError(item="dry_run")
    wanted = _all_wanted(asker, handlings, parties, items)
    look = _look(ref, handlings) if ref else None

    def unit(record: Record) -> tuple[Decision, ...]:
        at = door.clock()
        about = _about(door, record, asker, wanted, look, at) if look else None
        book = about.book if about else door.shelf.book(at)
        waits = door.shelf.waits(at) if about is None else ()
        judged = [_received(book, asker, one, about, waits, at, is_dry=is_dry) for one in wanted]
        for one, (wish, found) in zip(wanted, judged, strict=True):
            if not is_dry:
                _note(record, book, asker, one.handling, wish, found, about, at)
        return tuple(found.decision for _, found in judged)

    decisions, _ = door.writer.run(unit, changes=False, look=look)
    return decisions


def _all_wanted(
    asker: Asker, handlings: Sequence[Handling], parties: Sequence[str | None],
    items: Sequence[Collection[str] | None],
) -> list[_Wanted]:  # fmt: skip
    of = len(handlings)
    for one in handlings:
        check_references(one.grounds)
    return [
        _Wanted(_completed(asker, one), to, which)
        for one, to, which in zip_longest(handlings, parties[:of], items[:of])
    ]


def _completed(asker: Asker, handling: Handling) -> Handling:
    purpose = asker.purpose_of(handling.act, handling.purpose)
    return msgspec.structs.replace(handling, purpose=purpose)


def _look(ref: str, handlings: Sequence[Handling]) -> Look:
    """Return whom to look at: with everything that is held only where its age matters."""
    is_ending = any(handling.act in ENDING for handling in handlings)
    return Look(ref, items=None if is_ending else ())


def _about(
    door: Door, record: Record, asker: Asker, wanted: Sequence[_Wanted], look: Look,
    at: datetime,
) -> About | None:  # fmt: skip
    """Return who is asked about; whoever names no purpose of theirs is not told of nobody."""
    try:
        return door.about(record, record.sight.held(look), at)
    except UnknownPersonError:
        if any(asker.may_name(one.handling.act, one.handling.purpose) for one in wanted):
            raise
        return None


def _received(
    book: Rulebook, asker: Asker, wanted: _Wanted, about: About | None, waits: Waits,
    at: datetime, *, is_dry: bool,
) -> tuple[Wish, Judged]:  # fmt: skip
    """Return what was decided, of what leaves for the party that is named, or for nobody."""
    handling = wanted.handling
    wish = msgspec.structs.replace(_wish(handling), party=wanted.party)
    if not leaves(book, wish) or (is_dry and wanted.party is None):
        return wish, _one(book, asker, handling, about, waits, at)
    if wanted.party is None:
        judged = _one(book, asker, handling, about, waits, at)
        is_allowed = judged.decision.outcome is Outcome.ALLOW
        return wish, Judged(unnamed(book), NOTHING) if is_allowed else judged
    try:
        _, wish = named(book, wanted.party, wish, at)
        wish = bounded(book, wish, _items(book, wanted), at)
    except PartyUnnamedError as error:
        return wish, Judged(error.decision, NOTHING)
    handling = msgspec.structs.replace(
        handling, recipient=wish.recipient, place=wish.place, grounds=wish.grounds
    )
    return wish, _one(book, asker, handling, toward(about, wish) if about else None, waits, at)


def _items(book: Rulebook, wanted: _Wanted) -> Collection[str] | None:
    """Return what would go out; raises `InvalidValueError` for what the category does not have."""
    every = items_of(book, wanted.handling.data)
    if not wanted.items:
        return every
    if not set(wanted.items) <= set(every or ()):
        raise InvalidValueError(item="items")
    return wanted.items


def _one(
    book: Rulebook, asker: Asker, handling: Handling, about: About | None, waits: Waits,
    at: datetime,
) -> Judged:  # fmt: skip
    if not asker.may_name(handling.act, handling.purpose):
        return Judged(unregistered(book.token), NOTHING)
    if about is None or not _are_words(book, handling):
        return judge_stated(book, handling, waits=waits, at=at)
    return judge(book, _wish(handling), [(handling.data, handling.sensitive)], about=about, at=at)


def _are_words(book: Rulebook, handling: Handling) -> bool:
    """Tell whether the policy knows what is stated of the person; what is held counts then."""
    whose, residence = book.tables["whose"], book.tables["residence"]
    return handling.whose in whose and handling.residence in residence


def _note(
    record: Record, book: Rulebook, asker: Asker, handling: Handling, wish: Wish, judged: Judged,
    about: About | None, at: datetime,
) -> None:  # fmt: skip
    touched = [(handling.data, handling.sensitive)]
    if about:
        noted(record, asker, wish, touched, judged.decision, about, judged.basis)
    else:
        note(
            record, book, asker, wish, touched, judged.decision, at=at, count=0, basis=judged.basis
        )


def in_words(
    door: Door,
    decisions: Sequence[Decision],
    language: Language,
    *,
    handlings: Sequence[Handling] = (),
) -> tuple[Explanation, ...]:
    """Return each decision in words, with the texts of the version that decided.

    With the `handlings`, in the same order, it is also said what is sensitive by nature.
    """
    at = door.clock()
    asked: Sequence[Handling | None] = handlings or [None] * len(decisions)
    versions = [decision.token.split(":", 2)[1] for decision in decisions]
    return tuple(
        explain(door.shelf.book(at, version), decision, language, handling=handling)
        for version, decision, handling in zip(versions, decisions, asked, strict=True)
    )


def _wish(handling: Handling) -> Wish:
    return Wish(
        act=handling.act,
        purpose=handling.purpose,
        source=handling.source,
        recipient=handling.recipient,
        actor=handling.actor,
        place=handling.place,
        grounds=handling.grounds,
    )


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """The entries that touched one person; asking for them is one as well."""

    pseudonym: str
    entries: tuple[Recorded, ...]


def handlings_of(
    door: Door, asker: Asker, wish: Wish, ref: str, *, then: Then[Trace] | None = None
) -> Trace:
    """Return every entry that touched the person, oldest first; the question itself is recorded.

    Raises `UnknownPersonError`, `HandlingRefusedError`.
    """
    wish = checked(asker, wish, "disclose", "disclose_records")
    wish = to_the_person(door.policy, wish)
    look = Look(ref, items=())

    def unit(record: Record) -> Trace | Decision:
        about = door.about(record, record.sight.held(look), door.clock())
        touched: list[Touched] = [(next(iter(about.book.policy.categories)), None)]
        decision = decided(record, asker, wish, touched, about)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        tickets = tickets_of(record.cursor, about.held.number)
        entries = tuple(recorded(record.cursor, tickets))
        return Trace(pseudonym=about.held.pseudonym.hex(), entries=entries)

    changes = then is not None
    return door.run(
        asker, wish, unit, ref=ref, changes=changes, look=None if changes else look, then=then
    )[0]


def place_of(ticket: int) -> Recorded:
    """Return the entry with this ticket, with its index once the sequencer has placed it."""
    with connection.cursor() as cursor:
        return recorded(cursor, [ticket])[0]
