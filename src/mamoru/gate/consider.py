"""Deciding for a system that acts by itself, and showing what the ledger holds of a person."""

from collections.abc import Sequence

import msgspec
from django.db import connection

from mamoru.errors import Language
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.errors import unregistered
from mamoru.gate.judge import Touched, check_act, judge, on_record
from mamoru.gate.record import note
from mamoru.gate.sight import Look
from mamoru.gate.writer import Record
from mamoru.ledger.people import People
from mamoru.ledger.trace import Recorded, recorded, tickets_of
from mamoru.policy.decide import decide
from mamoru.policy.explain import Explanation, explain
from mamoru.policy.handling import Decision, Handling, Outcome
from mamoru.vault.person import Held


def consider(
    door: Door,
    asker: Asker,
    handlings: Sequence[Handling],
    *,
    ref: str | None = None,
    is_dry: bool = False,
) -> tuple[Decision, ...]:
    """Answer whether each handling may happen; on record unless it is a dry run.

    With `ref`, that person's own choices count. A handling decided here is carried out by the
    asker, who is bound by the answer. Raises `UnknownPersonError`.
    """

    def unit(record: Record) -> tuple[Decision, ...]:
        held = record.sight.held(look) if look else None
        return tuple(_one(door, record, asker, one, held, is_dry=is_dry) for one in handlings)

    look = Look(ref, items=()) if ref else None
    decisions, _ = door.writer.run(unit, changes=False, look=look)
    return decisions


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


def _one(
    door: Door, record: Record, asker: Asker, handling: Handling, held: Held | None, *, is_dry: bool
) -> Decision:
    at = door.clock()
    book = door.book_for(held, at) if held else door.shelf.book(at)
    standing = door.standing(record.sight, held, at) if held else None
    if asker.may_name(handling.purpose):
        if held:
            handling = msgspec.structs.replace(handling, grounds=on_record(handling.grounds))
        decision = decide(book, handling, standing=standing, at=at)
    else:
        decision = unregistered(book.token)
    if not is_dry:
        note(
            record, book, asker, _wish(handling), [(handling.data, handling.sensitive)], decision,
            at=at, subject=held.pseudonym if held else None,
            people=People.of([held.number]) if held else None, count=1 if held else 0,
        )  # fmt: skip
    return decision


def _wish(handling: Handling) -> Wish:
    return Wish(
        act=handling.act,
        purpose=handling.purpose,
        identifying=handling.identifying,
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


def handlings_of(door: Door, asker: Asker, wish: Wish, ref: str) -> Trace:
    """Return every entry that touched the person, oldest first; the question itself is recorded.

    Raises `UnknownPersonError`, `HandlingRefusedError`.
    """
    check_act(wish, "disclose", "disclose_records")

    def unit(record: Record) -> Trace | Decision:
        held = record.sight.held(look)
        at = door.clock()
        book = door.book_for(held, at)
        touched: list[Touched] = [(next(iter(book.policy.categories)), None)]
        decision = judge(
            book, asker, wish, touched, standing=door.standing(record.sight, held, at), at=at
        )
        note(
            record, book, asker, wish, touched, decision, at=at, subject=held.pseudonym,
            people=People.of([held.number]),
        )  # fmt: skip
        if decision.outcome is not Outcome.ALLOW:
            return decision
        tickets = tickets_of(record.cursor, held.number)
        entries = tuple(recorded(record.cursor, tickets))
        return Trace(pseudonym=held.pseudonym.hex(), entries=entries)

    look = Look(ref, items=())
    found, _ = door.run(unit, changes=False, look=look)
    return found


def place_of(ticket: int) -> Recorded:
    """Return the entry with this ticket, with its index once the sequencer has placed it."""
    with connection.cursor() as cursor:
        return recorded(cursor, [ticket])[0]
