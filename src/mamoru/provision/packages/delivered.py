"""A package becomes delivered: with the record that the law asks for, in one transaction."""

from datetime import datetime, timedelta

from mamoru.gate.transaction import Record
from mamoru.parties.party import Party
from mamoru.provision.packages.models import HandOver
from mamoru.provision.packages.noting import noted
from mamoru.provision.packages.state import State


def note_delivered(record: Record, row: HandOver, party: Party, at: datetime) -> None:
    """Note that the recipient has the package; a second time where it was sent again on purpose."""
    row.state, row.problem, row.lease_until, row.next_try_at = State.DELIVERED, "", None, None
    if row.delivered_at is None:
        row.delivered_at = at
        row.acknowledge_by = at + timedelta(days=row.acknowledge_days)
    row.save()
    noted(record, row, "delivered", at)
