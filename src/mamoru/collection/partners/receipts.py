"""The statutory records of receipt (APPI 30(3), Rules 23 to 25).

Each is complete before anything is received, kept as the law's table says, and then purged.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from secrets import token_hex

import msgspec

from mamoru.collection.partners.mapping import Plan
from mamoru.collection.partners.models import Origin, Receipt
from mamoru.collection.partners.register import confirmations
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.law.calendar import tokyo_day
from mamoru.law.clocks import deadline
from mamoru.law.figures import clock_named
from mamoru.law.records import record_named
from mamoru.policy.words import Word

RECORD = "R05"
PROMISED = ("provider_name", "acquisition", "received_on", "data_items")
"""What the promise of clause 1(3) asks for, whoever provides: also where APPI 30 does not."""
_PROVIDER = {
    "provider_name": "name",
    "provider_address": "address",
    "provider_representative": "representative",
}
_LEDGER = "ledger"
"""Who the people are is kept as the sets of people of the ledger's entries, and nowhere else."""
Items = dict[str, str | list[str]]


class ReceiptRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One record of receipt."""

    key: str
    partner: str
    origin: str
    kind: str
    basis: str
    is_statutory: bool
    """Whether APPI 30 asks for it; otherwise the policy's promise does."""
    items: Items
    people: int
    first_at: datetime
    last_at: datetime
    made_at: datetime
    keep_until: datetime
    digest: str
    """SHA-256 of the items, which the evidence in the ledger commits to."""


def wanted(origin: Origin, at: datetime) -> tuple[str, ...]:
    """Return the items that a record of what comes from `origin` must hold."""
    case = record_named(RECORD, tokyo_day(at)).cases.get(origin.basis)
    items = dict.fromkeys((*(case.items if case else ()), *PROMISED))
    if not origin.partner.is_corporation:
        items.pop("provider_representative", None)
    return tuple(items)


def missing(origin: Origin, at: datetime) -> tuple[tuple[str, Word], ...]:
    """Return the items that are not confirmed or not known, each with its words."""
    words = record_named(RECORD, tokyo_day(at)).items
    held = _confirmed(origin)
    return tuple(
        (item, words[item])
        for item in wanted(origin, at)
        if item not in ("person", "data_items", "received_on") and not held.get(item)
    )


def _confirmed(origin: Origin) -> Items:
    """Return what is confirmed of the provider and of how it got the information."""
    known = confirmations(origin.partner)
    found: Items = {item: known[of].content for item, of in _PROVIDER.items() if of in known}
    found["acquisition"] = origin.told
    found["consent"] = origin.consent
    found["publication"] = origin.publication
    return found


def open_receipt(origin: Origin, plan: Plan, at: datetime) -> Receipt:
    """Return the record that a delivery is received under; made now, or the one that goes on.

    A record made each time is a new one. Otherwise what was confirmed since, and what the delivery
    holds, must be as recorded, or a further record is begun.
    """
    held = _confirmed(origin)
    items: Items = {item: held[item] for item in wanted(origin, at) if held.get(item)}
    items |= {
        "person": _LEDGER,
        "received_on": tokyo_day(at).isoformat(),
        "data_items": sorted(plan.items),
    }
    if origin.kind != "each":
        for known in Receipt.objects.filter(origin=origin, kind=origin.kind).order_by("-pk"):
            if {**known.items, "received_on": ""} == {**items, "received_on": ""}:
                return known
    return Receipt.objects.create(
        key=f"receipt-{token_hex(8)}", origin=origin, kind=origin.kind, basis=origin.basis,
        items=items, first_at=at, last_at=at, made_at=at,
        keep_until=_keep_until(origin.kind, made_at=at, last_at=at),
    )  # fmt: skip


def received(receipt: Receipt, people: int, at: datetime) -> None:
    """Note that more was received under a record: how many people, and since when it is kept."""
    receipt.people += people
    receipt.last_at = at
    receipt.keep_until = _keep_until(receipt.kind, made_at=receipt.made_at, last_at=at)
    receipt.save(update_fields=["people", "last_at", "keep_until"])


def _keep_until(kind: str, *, made_at: datetime, last_at: datetime) -> datetime:
    """Return when keeping may end, by the clock that the law's table names for this kind."""
    on = tokyo_day(last_at)
    clock = clock_named(record_named(RECORD, on).clocks[kind], on)
    return deadline(clock, made_at if clock.event == "record_made" else last_at)


def evidence_of(receipt: Receipt) -> str:
    """Return the reference under which the ledger relies on a record, committing to its items."""
    return f"{receipt.key}:{digest_of(receipt.items)[:32]}"


def digest_of(items: Mapping[str, object]) -> str:
    """Return the SHA-256 of the items of a record, in hex."""
    return sha256(msgspec.json.encode(items, order="sorted")).hexdigest()


def records() -> Iterator[ReceiptRecord]:
    """Yield the record of everything that was received, the earliest first.

    A record that was made ready for a delivery of which nothing was taken records nothing.
    """
    rows = Receipt.objects.select_related("origin__partner").order_by("pk")
    for row in rows.exclude(people=0).iterator(chunk_size=500):
        yield _record(row)


def _record(row: Receipt) -> ReceiptRecord:
    cases = record_named(RECORD, tokyo_day(row.made_at)).cases
    return ReceiptRecord(
        key=row.key, partner=row.origin.partner.key, origin=row.origin.key, kind=row.kind,
        basis=row.basis, is_statutory=row.basis in cases, items=row.items, people=row.people,
        first_at=row.first_at, last_at=row.last_at, made_at=row.made_at,
        keep_until=row.keep_until, digest=digest_of(row.items),
    )  # fmt: skip


def purge_due(door: Door) -> int:
    """Delete the records whose time of keeping is over, and return how many.

    What was delivered under them stays; of the delivery only counts and rows remain.
    """
    now = door.clock()
    with looking():
        is_any = Receipt.objects.filter(keep_until__lte=now).exists()

    def unit(_: object) -> int:
        return Receipt.objects.filter(keep_until__lte=now).delete()[1].get("partners.Receipt", 0)

    return door.writer.run(unit)[0] if is_any else 0


def count_due(at: datetime | None) -> int:
    """Return how many records of receipt may go by `at`, or how many there are."""
    rows = Receipt.objects.all()
    return (rows if at is None else rows.filter(keep_until__lte=at)).count()


def purge_some(door: Door, limit: int) -> int:
    """Delete up to `limit` records whose time of keeping is over, and return how many."""

    def unit(_: object) -> int:
        due = Receipt.objects.filter(keep_until__lte=door.clock()).order_by("pk")
        keys = list(due.values_list("pk", flat=True)[:limit])
        gone = Receipt.objects.filter(pk__in=keys).delete()[1]
        return gone.get("partners.Receipt", 0)

    return door.writer.run(unit)[0]
