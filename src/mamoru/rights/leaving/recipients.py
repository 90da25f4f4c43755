"""Who received something of whoever leaves: noted before they are erased, to be told after it."""

from collections.abc import Callable
from secrets import token_bytes, token_hex

from mamoru.gate.about import About
from mamoru.gate.door import Door
from mamoru.gate.downstream import ReceivedBy, received
from mamoru.gate.transaction import Record
from mamoru.law.figures import due
from mamoru.ledger.entries import PartyChanged
from mamoru.rights.leaving.models import Leaving, Told
from mamoru.rights.leaving.state import ToldState

CONFIRM_BY = "downstream_erasure"
"""Clock of the law's table for the word of recipients."""


def noted(door: Door, record: Record, about: About, row: Leaving) -> Callable[[], None]:
    """Note who is to be told, and return what puts it on record.

    A partner of a feed hears by its next pull that somebody is to be taken out, as ever.
    """
    salt = token_bytes(16)
    found = received(door, record, about, salt)
    rows = [_told(row, one, mark, salt, about) for one, mark in found]
    Told.objects.bulk_create(rows)

    def on_record() -> None:
        for one in rows:
            record.add(PartyChanged(at=about.at, change="recalled", party=one.party, what=one.ref))

    return on_record


def _told(row: Leaving, one: ReceivedBy, mark: str, salt: bytes, about: About) -> Told:
    is_feed = one.way == "feed"
    return Told(
        leaving=row, ref=f"told_{token_hex(8)}", way=one.way, party=one.party, act=one.act,
        source=one.source, items=list(one.items), handed_at=one.at, alias=one.alias,
        salt=salt.hex(), mark=mark, state=ToldState.TOLD if is_feed else ToldState.OWED,
        told_at=about.at if is_feed else None, token=token_hex(16),
        due_at=due(CONFIRM_BY, about.at),
    )  # fmt: skip
