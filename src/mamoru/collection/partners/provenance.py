"""From whom somebody's information came: what they are told when it is disclosed (APPI 33(5))."""

from collections.abc import Collection
from datetime import datetime

import msgspec

from mamoru.collection.partners.models import Lot


class ReceivedFrom(msgspec.Struct, frozen=True, kw_only=True):
    """A delivery that somebody's information came with."""

    ticket: int
    """Of the entry that records it."""
    partner: str
    address: str
    representative: str
    acquisition: str
    """How the partner had got it."""
    delivery: str
    received_at: datetime


def received_from(tickets: Collection[int]) -> tuple[ReceivedFrom, ...]:
    """Return the deliveries among the entries with these `tickets`, which touched one person."""
    lots = Lot.objects.filter(ticket__in=list(tickets)).order_by("ticket")
    found = lots.select_related("delivery__origin__partner", "delivery__receipt")
    return tuple(_told(lot) for lot in found)


def _told(lot: Lot) -> ReceivedFrom:
    """Return it as the record of receipt has it, or where that is purged, as the register has."""
    delivery = lot.delivery
    origin = delivery.origin
    held = delivery.receipt.items if delivery.receipt else {}
    return ReceivedFrom(
        ticket=lot.ticket,
        partner=held.get("provider_name", origin.partner.name),
        address=held.get("provider_address", origin.partner.address),
        representative=held.get("provider_representative", origin.partner.representative),
        acquisition=held.get("acquisition", origin.told),
        delivery=delivery.key,
        received_at=delivery.begun_at or delivery.announced_at,
    )
