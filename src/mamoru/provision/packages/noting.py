"""What the ledger says of a hand-over itself; who is in it, the entries of its lots say."""

from datetime import datetime

from mamoru.gate.transaction import Record
from mamoru.ledger.changes import HandOverChange
from mamoru.ledger.entries import HandedOver
from mamoru.provision.packages.models import HandOver


def noted(
    record: Record, row: HandOver, change: HandOverChange, at: datetime, *,
    caller: str | None = None, count: int | None = None,
) -> None:  # fmt: skip
    """Add the entry of a change of the hand-over, in the transaction in which it happens.

    `count` is how many people it tells of, where those are not all who are in the package.
    """
    everybody = row.people if row.begun_at else row.expected
    record.add(
        HandedOver(
            at=at, change=change, hand=row.ref, party=row.party,
            count=everybody if count is None else count,
            manifest=row.manifest_hash or None, caller=caller or row.caller, request=row.request,
        )
    )  # fmt: skip
