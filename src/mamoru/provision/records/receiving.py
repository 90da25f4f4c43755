"""The records of receipt, which the room of partners makes, for one register beside the others."""

from collections.abc import Iterator

from mamoru.collection.partners.provenance import ReceivedFrom, received_from
from mamoru.collection.partners.receipts import ReceiptRecord, records

__all__ = ["ReceiptRecord", "ReceivedFrom", "receipts", "received_from"]


def receipts() -> Iterator[ReceiptRecord]:
    """Yield every record of receipt, the earliest first."""
    return records()
