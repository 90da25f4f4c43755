"""What the ledger says of a hand-over itself; who is in it, the entries of its lots say."""

from datetime import datetime

from mamoru.gate.transaction import Record
from mamoru.ledger.entries import HandedOver, HandOverChange
from mamoru.provision.packages.models import HandOver


def noted(
    record: Record, row: HandOver, change: HandOverChange, at: datetime, *,
    caller: str | None = None,
) -> None:  # fmt: skip
    """Add the entry of a change of the hand-over, in the transaction in which it happens."""
    record.add(
        HandedOver(
            at=at, change=change, hand=row.ref, party=row.party,
            count=row.people if row.begun_at else row.expected,
            manifest=row.manifest_hash or None, caller=caller or row.caller, request=row.request,
        )
    )  # fmt: skip
