"""Handing somebody's values to a recipient one by one: read, with the record of it."""

from collections.abc import Callable, Collection
from secrets import token_hex

from mamoru.gate import files
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.leaving import Leaving
from mamoru.gate.models import Duty
from mamoru.gate.read import Answer, read
from mamoru.gate.recipients import HANDING
from mamoru.gate.transaction import Record
from mamoru.parties import queries
from mamoru.provision.records.make import EVIDENCE, Handed, receiver_of, record_for, tied


def read_or_hand(
    door: Door, asker: Asker, wish: Wish, ref: str, *, items: Collection[str] | None = None,
    data: Collection[str] | None = None,
) -> tuple[Answer, int | None]:  # fmt: skip
    """Return what `read` returns; where it leaves, the record of it is made with it or nothing is.

    Raises what `read` and `record_for` raise.
    """
    leaving = _recorded if wish.act in HANDING else None
    return read(door, asker, wish, ref, items=items, data=data, leaving=leaving)


def file_or_hand(
    door: Door, asker: Asker, wish: Wish, ref: str, name: str
) -> tuple[files.Handed, int | None]:
    """Return what `hand_out` returns, with the record of it likewise."""
    leaving = _recorded if wish.act in HANDING else None
    return files.hand_out(door, asker, wish, ref, name, leaving=leaving)


def _recorded(record: Record, what: Leaving) -> Callable[[int], object] | None:
    """Make the record; what goes to the person or their agent has no party, and needs none."""
    if what.wish.party is None:
        return None
    hand = f"read_{token_hex(8)}"
    handed = Handed(
        hand=hand, act=what.wish.act, clause=" ".join(what.decision.cites)[:80],
        to=receiver_of(queries.party(what.wish.party)), place=what.wish.place, facts=what.facts,
        items=what.items, people=1,
    )  # fmt: skip
    row = record_for(record, handed, what.at)
    tie = tied(row, hand, what.at)

    def told(ticket: int) -> None:
        tie(ticket)
        owed = Duty.objects.filter(ticket=ticket, evidence=EVIDENCE, done_at=None)
        owed.update(done_at=what.at)

    return told
