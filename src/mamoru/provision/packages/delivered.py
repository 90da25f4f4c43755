"""A package becomes delivered: with the record that the law asks for, in one transaction."""

from datetime import datetime, timedelta

from mamoru.gate.transaction import Record
from mamoru.parties.party import Party
from mamoru.provision.packages.arriving import make_record, note_everything_arrived
from mamoru.provision.packages.models import HandOver
from mamoru.provision.packages.noting import noted
from mamoru.provision.packages.state import HandState


def note_delivered(record: Record, row: HandOver, party: Party, at: datetime) -> None:
    """Note that the recipient has the package, and make the record of it.

    A link to what was delivered already is taken on purpose: that is on record, and no further
    provision. Raises what `mamoru.provision.records.make.record_for` raises.
    """
    row.state, row.problem, row.lease_until, row.next_try_at = HandState.DELIVERED, "", None, None
    if row.delivered_at is None:
        row.delivered_at = at
        row.acknowledge_by = at + timedelta(days=row.acknowledge_days)
        note_everything_arrived(record, row)
        make_record(record, row, party, at)
    row.save()
    noted(record, row, "delivered", at)
