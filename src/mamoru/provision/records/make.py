"""Making the record of a hand-over, in the transaction in which it becomes one."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from hashlib import sha256
from secrets import token_hex

import msgspec
from django.db.models import F

from mamoru.gate.models import Duty
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.law.records import record_named
from mamoru.ledger.entries import SystemChanged
from mamoru.parties.party import Party
from mamoru.provision.records.errors import RecordIncompleteError, WayNotOpenError
from mamoru.provision.records.models import Passing, ProvisionRecord
from mamoru.provision.records.rules import CONSENT, Need, Way, keep_until, needed

LEDGER = "ledger"
"""Where an item is that each entry shows for its own people: who they are, and their consent."""
EVIDENCE = "provision_record"
"""What the duty to make a record asks for."""
Items = dict[str, str | list[str]]


class Receiver(msgspec.Struct, frozen=True, kw_only=True):
    """Who received, as the register of parties had it at that time."""

    ref: str
    role: str
    """In the policy: `third_party`, `contractor`, `joint_user`, …"""
    name: str
    address: str
    representative: str = ""
    is_corporation: bool = True


class Handed(msgspec.Struct, frozen=True, kw_only=True):
    """What was handed over, and on which grounds."""

    hand: str
    """`hand_…`, or the name of a delivery."""
    act: str
    clause: str
    """The case that it is under, such as `4(1)`."""
    to: Receiver
    place: str | None
    facts: Mapping[str, str | None]
    """Those relied on, each with the reference that shows it; the person's consent may have none,
    since the consent record shows it."""
    items: Collection[str]
    people: int
    tickets: Collection[int] = ()
    """Of the entries that tell who; entries of this same transaction are tied by `tied`."""
    way: Way = "each"
    is_related: bool = False
    """Whether it identifies nobody here and will at the recipient (APPI 31)."""
    confirmed: str = ""
    """Where it is kept that the recipient has the consent that APPI 31(1)(i) asks for."""
    confirmed_abroad: str = ""


def record_for(record: Record, handed: Handed, at: datetime) -> ProvisionRecord:
    """Return the record that `handed` is in: made now, or the one of many provisions that goes on.

    A further record is begun where what it says of recipient, items or ground is no longer so. What
    it was made for counts as recorded: the duty under `tickets` is done. Raises `WayNotOpenError`,
    `RecordIncompleteError`; then nothing is to be handed over.
    """
    need = needed(
        handed.act, handed.facts, role=handed.to.role, place=handed.place,
        on=tokyo_day(at), is_related=handed.is_related,
    )  # fmt: skip
    if handed.way not in need.ways:
        raise WayNotOpenError(way=handed.way, ways=", ".join(need.ways))
    items = _items(need, handed, at)
    row = _going_on(need, handed, items) or _made(record, need, handed, items, at)
    until = keep_until(need.record, handed.way, made_at=row.made_at, last_at=at)
    row.last_at, row.keep_until = max(row.last_at, at), max(row.keep_until, until)
    ProvisionRecord.objects.filter(pk=row.pk).update(
        people=F("people") + handed.people, last_at=row.last_at, keep_until=row.keep_until
    )
    Passing.objects.bulk_create(
        Passing(record=row, ticket=ticket, hand=handed.hand, at=at) for ticket in handed.tickets
    )
    for ticket in handed.tickets:
        owed = Duty.objects.filter(ticket=ticket, evidence=EVIDENCE, done_at=None)
        owed.update(done_at=at)
    return row


def tied(row: ProvisionRecord, hand: str, at: datetime) -> Callable[[int], object]:
    """Return what ties the entry added last to its record once it has a ticket (`Record.tell`)."""
    return lambda ticket: Passing.objects.create(record=row, ticket=ticket, hand=hand, at=at)


def receiver_of(party: Party) -> Receiver:
    """Return a party of the register as a record names it."""
    return Receiver(
        ref=party.ref, role=party.role, name=party.name, address=party.address,
        representative=party.representative, is_corporation=party.is_corporation,
    )  # fmt: skip


def digest_of(key: str, items: Mapping[str, object]) -> str:
    """Return the SHA-256 of what a record holds, under its random name, in hex."""
    return sha256(msgspec.json.encode([key, items], order="sorted")).hexdigest()


def _items(need: Need, handed: Handed, at: datetime) -> Items:
    """Return what the record holds; raises `RecordIncompleteError`."""
    to = handed.to
    shown = next((handed.facts[fact] for fact in sorted(CONSENT) if handed.facts.get(fact)), None)
    known: Items = {
        "consent": shown or LEDGER,
        "ground": _ground(handed),
        "provided_on": tokyo_day(at).isoformat(),
        "recipient_name": to.name,
        "recipient_address": to.address,
        "recipient_representative": to.representative,
        "person": LEDGER,
        "data_items": sorted(handed.items),
        "confirmed": handed.confirmed,
        "confirmed_abroad": handed.confirmed_abroad,
    }
    wanted = dict.fromkeys((*need.items, "provided_on"))  # the date also where no rule asks for it
    if not to.is_corporation:
        wanted.pop("recipient_representative", None)
    lacking = [item for item in wanted if not known[item]]
    if lacking:
        words = record_named(need.record, tokyo_day(at)).items
        raise RecordIncompleteError(
            names_ja="、".join(words[item].ja for item in lacking),
            names_en=", ".join(words[item].en for item in lacking),
        )
    return {item: known[item] for item in wanted}


def _ground(handed: Handed) -> list[str]:
    """Return the case, and each fact with its reference, so that the ground can be shown later."""
    facts = (f"{fact}={shown}" if shown else fact for fact, shown in sorted(handed.facts.items()))
    return [handed.clause, *facts]


def _going_on(need: Need, handed: Handed, items: Items) -> ProvisionRecord | None:
    if handed.way == "each":
        return None
    found = ProvisionRecord.objects.filter(
        party=handed.to.ref, way=handed.way, act=handed.act, record=need.record, case=need.case,
        basis=need.basis,
    )  # fmt: skip
    undated = {**items, "provided_on": ""}
    return next(
        (row for row in found.order_by("-pk") if {**row.items, "provided_on": ""} == undated), None
    )


def _made(
    record: Record, need: Need, handed: Handed, items: Items, at: datetime
) -> ProvisionRecord:
    key = f"record_{token_hex(8)}"
    row = ProvisionRecord.objects.create(
        key=key, record=need.record, case=need.case, basis=need.basis, article=need.article,
        way=handed.way, party=handed.to.ref, act=handed.act, clause=handed.clause, items=items,
        first_at=at, last_at=at, made_at=at,
        keep_until=keep_until(need.record, handed.way, made_at=at, last_at=at),
    )  # fmt: skip
    record.add(SystemChanged(at=at, change="record_made", text=digest_of(key, items)))
    return row
