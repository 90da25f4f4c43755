"""The register of provision, as whoever erases people and ends holds sees it (APPI 29)."""

from collections.abc import Sequence
from datetime import datetime

from mamoru.gate.holding.registers import StatutoryRecord
from mamoru.law.calendar import tokyo_day
from mamoru.law.records import record_named
from mamoru.provision.records.models import Passing, ProvisionRecord

AT_ONCE = 500


class ProvisionRegister:
    """Records of provision that the law asks for, and that have to name the people in them."""

    def of_tickets(self, tickets: Sequence[int]) -> list[StatutoryRecord]:
        """Return the records that entries with these tickets are in, each once."""
        rows: dict[str, ProvisionRecord] = {}
        for at in range(0, len(tickets), AT_ONCE):
            found = Passing.objects.filter(ticket__in=tickets[at : at + AT_ONCE])
            for one in found.select_related("record").order_by("pk"):
                rows[one.record.key] = one.record
        return [_kept(row) for row in rows.values() if _names_people(row)]

    def until(self, key: str) -> datetime | None:
        """Return until when a record is kept; `None` where it is kept no more."""
        return ProvisionRecord.objects.filter(key=key).values_list("keep_until", flat=True).first()

    def tickets(self, key: str) -> list[int]:
        """Return the tickets of the entries that say who is in a record."""
        found = Passing.objects.filter(record__key=key).order_by("pk")
        return list(found.values_list("ticket", flat=True))


def _names_people(row: ProvisionRecord) -> bool:
    return row.basis == "law" and "person" in row.items


def _kept(row: ProvisionRecord) -> StatutoryRecord:
    clock = record_named(row.record, tokyo_day(row.last_at)).clocks[row.way]
    return StatutoryRecord(key=row.key, clock=clock, article=row.article, until=row.keep_until)
