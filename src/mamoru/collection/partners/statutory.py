"""The register of receipt, as whoever erases people and ends holds sees it (APPI 30)."""

from collections.abc import Sequence
from datetime import datetime

from mamoru.collection.partners.models import Lot, Receipt
from mamoru.collection.partners.receipts import RECORD
from mamoru.gate.holding.registers import StatutoryRecord
from mamoru.law.calendar import tokyo_day
from mamoru.law.records import record_named

AT_ONCE = 500


class ReceiptRegister:
    """Records of receipt that the law asks for."""

    def of_tickets(self, tickets: Sequence[int]) -> list[StatutoryRecord]:
        """Return the records that entries with these tickets are in, each once."""
        rows: dict[str, Receipt] = {}
        for at in range(0, len(tickets), AT_ONCE):
            found = Lot.objects.filter(ticket__in=tickets[at : at + AT_ONCE])
            for lot in found.select_related("delivery__receipt").order_by("pk"):
                if lot.delivery.receipt is not None:
                    rows[lot.delivery.receipt.key] = lot.delivery.receipt
        return [_kept(row) for row in rows.values() if _is_statutory(row)]

    def until(self, key: str) -> datetime | None:
        """Return until when a record is kept; `None` where it is kept no more."""
        return Receipt.objects.filter(key=key).values_list("keep_until", flat=True).first()

    def tickets(self, key: str) -> list[int]:
        """Return the tickets of the entries that say who is in a record."""
        found = Lot.objects.filter(delivery__receipt__key=key).order_by("pk")
        return list(found.values_list("ticket", flat=True))


def _is_statutory(row: Receipt) -> bool:
    return row.basis in record_named(RECORD, tokyo_day(row.made_at)).cases


def _kept(row: Receipt) -> StatutoryRecord:
    known = record_named(RECORD, tokyo_day(row.last_at))
    return StatutoryRecord(
        key=row.key, clock=known.clocks[row.kind], article="法30(3)", until=row.keep_until
    )
