"""Showing people what they chose: the history, and receipts that they can check themselves.

Seeing what one said is part of taking it back, so it is as easy, and no clause can stand against
it. It is on record like everything else that looks at people.
"""

import zlib
from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db import connection

from mamoru.consent import notices
from mamoru.consent import queries as consent
from mamoru.consent.choices import Choice, Kind
from mamoru.consent.errors import ReceiptAbsentError, UnknownChoiceError
from mamoru.consent.queries import Given, Row
from mamoru.gate.about import About
from mamoru.gate.asking import RECALL, Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.receipt import Proof, check, receipt
from mamoru.gate.record import noted
from mamoru.gate.sight import Look
from mamoru.gate.transaction import Record
from mamoru.ledger import proof as ledger
from mamoru.ledger.trace import Recorded, recorded
from mamoru.policy.handling import Decision, Outcome, Standing


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a person chose or took back, and whether it stands."""

    reference: str
    kind: Kind
    at: datetime
    choice: Choice | None
    """`None` for a withdrawal."""
    withdraws: str | None
    withdrawn_at: datetime | None
    """When it was taken back by a withdrawal of its own."""
    has_receipt: bool


class History(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a person chose and took back, oldest first, and the text that binds them."""

    events: tuple[Event, ...]
    bound_version: str
    """Version of the policy that binds the person now: the one in force, or the one agreed to."""
    standing: Standing
    """What of it stands, as decisions see it."""


def history(door: Door, asker: Asker, ref: str) -> History:
    """Return everything the person chose and took back; raises `UnknownPersonError`."""

    def unit(record: Record) -> History:
        about = _looked_at(door, record, asker, ref)
        found = events(record.sight.choices(about.held.number))
        return History(
            events=tuple(found), bound_version=about.book.policy.version, standing=about.standing
        )

    return door.writer.run(unit, changes=False, look=Look(ref, items=()))[0]


def events(rows: Sequence[Row]) -> list[Event]:
    """Return rows of the consent record as events."""
    withdrawn = {row.withdraws: row.made_at for row in rows if row.withdraws is not None}
    return [
        Event(
            reference=row.reference,
            kind=row.choice.kind,
            at=row.made_at,
            choice=None if row.withdraws else row.choice,
            withdraws=row.withdraws,
            withdrawn_at=withdrawn.get(row.reference),
            has_receipt=row.giving is not None,
        )
        for row in rows
    ]


def receipt_of(door: Door, asker: Asker, ref: str, reference: str) -> bytes:
    """Return the receipt of a choice or a withdrawal, with all that was chosen together with it.

    It is checked before it is given away. Raises `UnknownPersonError`, `UnknownChoiceError`,
    `ReceiptAbsentError`, or the `IntegrityError` that says what was altered.
    """

    def unit(record: Record) -> tuple[Given, Recorded]:
        about = _looked_at(door, record, asker, ref)
        rows = record.sight.choices(about.held.number)
        giving = next((row.giving for row in rows if row.reference == reference), "")
        if giving == "":
            raise UnknownChoiceError
        given = consent.given(giving) if giving else None
        if given is None:
            raise ReceiptAbsentError
        return given, recorded(record.cursor, [given.ticket])[0]

    given, entry = door.writer.run(unit, changes=False, look=Look(ref, items=()))[0]
    if entry.index is None:
        door.settle()
    made = _made(given)
    check(made, door.sequencer.vkey)
    return made


def _made(given: Given) -> bytes:
    """Return the receipt of what is kept, under the checkpoint published last."""
    content = zlib.decompress(given.content)
    with connection.cursor() as cursor:
        entry = recorded(cursor, [given.ticket])[0]
        included = ledger.receipt(cursor, -1 if entry.index is None else entry.index)
    named = msgspec.json.decode(content).get("dpv:hasNotice")
    text = notices.shown(named["mamoru:shown"]).notice.text if named else None
    proof = Proof(
        salt=given.salt.hex(), entry=entry.raw.decode(), inclusion=str(included), notice=text
    )
    return receipt(content, proof)


def _looked_at(door: Door, record: Record, asker: Asker, ref: str) -> About:
    about = door.about(record, record.sight.held(Look(ref, items=())), door.clock())
    decision = Decision(outcome=Outcome.ALLOW, token=about.book.token)
    noted(record, asker, Wish(act=RECALL), (), decision, about)
    return about
