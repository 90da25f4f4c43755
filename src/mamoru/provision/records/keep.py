"""Keeping records for their time, and deleting them after it; both are on record."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record
from mamoru.gate.writer import Unit
from mamoru.law.calendar import tokyo_day
from mamoru.law.citing import articles
from mamoru.ledger.entries import SystemChanged
from mamoru.provision.records.errors import RecordKeptError, UnknownRecordKeyError
from mamoru.provision.records.make import Items, digest_of
from mamoru.provision.records.models import ProvisionRecord

AT_ONCE = 500
"""Records that one transaction deletes."""


class RecordOfProvision(msgspec.Struct, frozen=True, kw_only=True):
    """One record."""

    key: str
    record: str
    case: str
    basis: str
    """`law`, `promise` of the policy, or `note`, so that people can see what left."""
    article: str
    way: str
    party: str
    act: str
    clause: str
    items: Items
    people: int
    first_at: datetime
    last_at: datetime
    made_at: datetime
    keep_until: datetime
    digest: str
    """SHA-256 of name and items, which the ledger names."""


def records() -> Iterator[RecordOfProvision]:
    """Yield every record that is kept, the earliest first."""
    for row in ProvisionRecord.objects.order_by("pk").iterator(chunk_size=AT_ONCE):
        yield shown(row)


def one(key: str) -> RecordOfProvision:
    """Return one record; raises `UnknownRecordKeyError`."""
    row = ProvisionRecord.objects.filter(key=key).first()
    if row is None:
        raise UnknownRecordKeyError
    return shown(row)


def shown(row: ProvisionRecord) -> RecordOfProvision:
    """Return a record as it is shown."""
    names = (field.name for field in msgspec.structs.fields(RecordOfProvision))
    known = {name: getattr(row, name) for name in names if name != "digest"}
    return RecordOfProvision(**known, digest=digest_of(row.key, row.items))


def delete(door: Door, key: str) -> None:
    """Delete one record whose time is over.

    Raises `RecordKeptError` before that, and `UnknownRecordKeyError`.
    """

    def unit(record: Record) -> None:
        now = door.clock()
        row = ProvisionRecord.objects.filter(key=key).first()
        if row is None:
            raise UnknownRecordKeyError
        if row.keep_until > now:
            last = tokyo_day(row.keep_until - timedelta(seconds=1)).isoformat()
            article = row.article or row.clause
            raise RecordKeptError(until=last, article=article, article_en=articles(article, "en"))
        _purged(record, row, now)

    door.writer.run(unit)


def purge_due(door: Door) -> int:
    """Delete the records whose time is over, each on record, and return how many."""
    now = door.clock()
    with looking():
        due = list(
            ProvisionRecord.objects.filter(keep_until__lte=now)
            .order_by("pk").values_list("pk", flat=True)
        )  # fmt: skip

    def unit(keys: list[int]) -> Unit[int]:
        return lambda record: _purge(record, keys, now)

    lots = (due[at : at + AT_ONCE] for at in range(0, len(due), AT_ONCE))
    return sum(door.writer.run(unit(lot))[0] for lot in lots)


def _purge(record: Record, keys: list[int], now: datetime) -> int:
    rows = list(ProvisionRecord.objects.filter(pk__in=keys, keep_until__lte=now))
    for row in rows:
        _purged(record, row, now)
    return len(rows)


def _purged(record: Record, row: ProvisionRecord, now: datetime) -> None:
    text = digest_of(row.key, row.items)
    row.delete()
    record.add(SystemChanged(at=now, change="record_purged", text=text))


def count_due(at: datetime | None) -> int:
    """Return how many records may go by `at`, or how many there are."""
    rows = ProvisionRecord.objects.all()
    return (rows if at is None else rows.filter(keep_until__lte=at)).count()


def purge_some(door: Door, limit: int) -> int:
    """Delete up to `limit` records whose time is over, each on record, and return how many."""

    def unit(record: Record) -> int:
        now = door.clock()
        due = ProvisionRecord.objects.filter(keep_until__lte=now).order_by("pk")
        return _purge(record, list(due.values_list("pk", flat=True)[:limit]), now)

    return door.writer.run(unit)[0]
