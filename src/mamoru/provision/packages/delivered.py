"""A package becomes delivered: with the record that the law asks for, in one transaction."""

from datetime import datetime, timedelta

from django.db import transaction

from mamoru.gate.judge import CONSENTS
from mamoru.gate.sight import Sight
from mamoru.gate.transaction import Record
from mamoru.law.countries import ABROAD
from mamoru.parties.party import Party
from mamoru.provision.packages.models import HandOver, Lot
from mamoru.provision.packages.noting import noted
from mamoru.provision.packages.state import HandState
from mamoru.provision.records.make import Handed, Receiver, record_for


def note_delivered(record: Record, row: HandOver, party: Party, at: datetime) -> None:
    """Note that the recipient has the package, and make the record of it.

    A link to what was delivered already is taken on purpose: that is on record, and no further
    provision. Raises what `mamoru.provision.records.make.record_for` raises.
    """
    row.state, row.problem, row.lease_until, row.next_try_at = HandState.DELIVERED, "", None, None
    if row.delivered_at is None:
        row.delivered_at = at
        row.acknowledge_by = at + timedelta(days=row.acknowledge_days)
        record_for(record, handed(row, party), at)
    row.save()
    noted(record, row, "delivered", at)


def rehearse(record: Record, row: HandOver, party: Party, at: datetime) -> None:
    """Raise what making the record would raise, before anything is sent; nothing is kept of it."""
    with transaction.atomic():
        record_for(Record(record.cursor, Sight()), handed(row, party), at)
        transaction.set_rollback(True)


def handed(row: HandOver, party: Party) -> Handed:
    """Return what was handed over, as the record of it asks."""
    lots = Lot.objects.filter(hand=row, is_allowed=True).order_by("pk")
    tickets = tuple(lots.values_list("ticket", flat=True))
    facts: dict[str, str | None] = {
        fact: shown for fact, shown in row.grounds.items() if fact not in CONSENTS
    }
    if row.is_by_consent:
        facts["foreign_consent" if row.place == ABROAD else "consent_prior"] = None
    return Handed(
        hand=row.ref, act=row.act, clause=row.case.split(" ")[0], place=row.place, facts=facts,
        to=Receiver(
            ref=party.ref, role=party.role, name=party.name, address=party.address,
            representative=party.representative, is_corporation=party.is_corporation,
        ),
        items=row.fields, people=row.people, tickets=tickets,
    )  # fmt: skip
