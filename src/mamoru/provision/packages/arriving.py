"""What of a package its recipient has: that counts as handed over, whether the rest came or not.

Each part is sealed to the recipient's key by itself, so whoever has one can open it. A part that
was put on the recipient's server, or lies there, has arrived: its people were handed over, and so
was whoever is taken out later. The manifest says no more than that everything is there.
"""

import re
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F, Sum

from mamoru.errors import MamoruError
from mamoru.gate.judge import CONSENTS
from mamoru.gate.models import Duty
from mamoru.gate.sight import Sight
from mamoru.gate.transaction import Record
from mamoru.law.countries import ABROAD
from mamoru.ledger.since import mark
from mamoru.parties.party import Party
from mamoru.parties.queries import party as party_of
from mamoru.provision.packages.models import HandOver, Lot, Part
from mamoru.provision.packages.noting import noted
from mamoru.provision.records.make import EVIDENCE, Handed, Receiver, record_for

_NUMBER = re.compile(r"part-([0-9]{5})-", re.ASCII)


def parts_named(hand: HandOver, names: Iterable[str]) -> list[Part]:
    """Return the parts that lie under `names`: as they are now, as they were before, or in half."""
    numbers = {int(found[1]) for name in names if (found := _NUMBER.match(name))}
    return list(Part.objects.filter(hand=hand, number__in=numbers))


def note_arrived(record: Record, hand: HandOver, parts: Iterable[Part]) -> None:
    """Note that the recipient has these parts, where that was not noted before."""
    left = mark(record.cursor)
    for part in parts:
        Part.objects.filter(pk=part.pk, arrived=0).update(arrived=F("people"))
        inside = Lot.objects.filter(hand=hand, after__gte=part.after, last__lte=part.last)
        inside.filter(is_allowed=True, left=None).update(left=left)


def note_everything_arrived(record: Record, hand: HandOver) -> None:
    """Note that the recipient has the whole package."""
    Part.objects.filter(hand=hand, arrived=0).update(arrived=F("people"))
    lots = Lot.objects.filter(hand=hand, is_allowed=True, left=None)
    lots.update(left=mark(record.cursor))


def make_record(record: Record, row: HandOver, party: Party, at: datetime) -> None:
    """Make the record of what has arrived and is in none yet; the caller saves `row`.

    Raises what `mamoru.provision.records.make.record_for` raises.
    """
    new = Part.objects.filter(hand=row, arrived__gt=0, is_recorded=False)
    people = new.aggregate(n=Sum("arrived"))["n"]
    if people:
        record_for(record, handed(row, party, _unrecorded(row), people), at)
        new.update(is_recorded=True)
        row.arrived += people
        row.delivered_at = row.delivered_at or at


def settle_what_arrived(record: Record, row: HandOver, at: datetime) -> None:
    """Make the record of what arrived of a hand-over that ended; the caller saves `row`.

    Where it cannot be made, the duty to make it stays owed.
    """
    before = row.arrived
    try:
        with transaction.atomic():
            make_record(record, row, party_of(row.party), at)
    except MamoruError:
        return
    if row.arrived > before:
        noted(record, row, "arrived", at, count=row.arrived)


def owe_no_record(hand: HandOver) -> None:
    """Let no record be owed of those of whom nothing left."""
    stayed = Lot.objects.filter(hand=hand, is_allowed=True, left=None).values("ticket")
    Duty.objects.filter(ticket__in=stayed, evidence=EVIDENCE, done_at=None).update(
        done_at=hand.ended_at
    )


def rehearse(record: Record, row: HandOver, party: Party, at: datetime) -> None:
    """Raise what making the record would raise, before anything is sent; nothing is kept of it."""
    with transaction.atomic():
        everything = handed(row, party, _tickets(row), row.people)
        record_for(Record(record.cursor, Sight()), everything, at)
        transaction.set_rollback(True)


def handed(row: HandOver, party: Party, tickets: Collection[int], people: int) -> Handed:
    """Return what was handed over, as the record of it asks."""
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
        items=row.fields, people=people, tickets=tickets,
    )  # fmt: skip


def _tickets(row: HandOver) -> list[int]:
    lots = Lot.objects.filter(hand=row, is_allowed=True).order_by("pk")
    return list(lots.values_list("ticket", flat=True))


def _unrecorded(row: HandOver) -> list[int]:
    """Return the tickets of what left and is in no record yet."""
    recorded = Part.objects.filter(hand=row, is_recorded=True).values_list("after", "last")
    told = list(recorded)
    lots = Lot.objects.filter(hand=row, is_allowed=True).exclude(left=None).order_by("pk")
    return [
        lot.ticket
        for lot in lots
        if not any(after <= lot.after and lot.last <= last for after, last in told)
    ]
