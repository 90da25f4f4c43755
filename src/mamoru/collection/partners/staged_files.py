"""Taking in the file of a delivery, and destroying it when it is no longer needed."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from mamoru.collection.partners.errors import (
    DeliveryRepeatedError,
    DeliveryStateError,
    StagedLeftError,
    UnknownDeliveryError,
)
from mamoru.collection.partners.incoming_bytes import Incoming
from mamoru.collection.partners.mapping import plan_of
from mamoru.collection.partners.models import Delivery
from mamoru.collection.partners.raw_rows import unreadable
from mamoru.collection.partners.report import DeliveryReport, Stage, delivery, report_of
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.staging import destroy_staged, new_staging_key, write_staged
from mamoru.paths import make_closed


def place_of(row: Delivery) -> Path:
    """Return where the file of a delivery is staged."""
    return Path(settings.HOME) / "staged" / row.key


def stage(
    door: Door,
    key: str,
    parts: Iterable[bytes],
    *,
    sha256: str | None = None,
    caller: str | None = None,
) -> DeliveryReport:
    """Take in the file of a delivery that was announced, sealed, and return the delivery.

    Of systems, only the one that announced it may hand it over. Whatever goes wrong, nothing of
    the file is left, and the delivery is announced as before. Raises `UnknownDeliveryError`,
    `DeliveryStateError`, `DeliveryUnreadableError`, `DeliveryRepeatedError`, and what `parts`
    raises.
    """
    row = delivery(key)
    if caller not in (None, row.caller):
        raise UnknownDeliveryError
    if row.state != Stage.ANNOUNCED:
        raise DeliveryStateError(delivery=key, state=row.state)
    made = new_staging_key(door.keys.provider)
    _named(door, row, made.kek_id, made.wrapped)
    path = place_of(row)
    make_closed(path.parent)
    incoming = Incoming(parts, plan_of(bytes(row.mapping), door.policy).format)
    try:
        write_staged(path, key, made.key, incoming)
        _check_hash(sha256, incoming)
        return _waiting(door, row, incoming)
    except BaseException:
        clear(door, row)
        raise


def _named(door: Door, row: Delivery, kek_id: str, wrapped: bytes) -> None:
    """Note the file's keys before there is a file, so that none is ever left without them."""

    def unit(_: object) -> bool:
        free = Delivery.objects.filter(pk=row.pk, state=Stage.ANNOUNCED, staged_kek="")
        return bool(free.update(staged_kek=kek_id, staged_key=wrapped))

    if not door.writer.run(unit)[0]:
        destroy_staged(door.keys.provider, kek_id, place_of(row).with_suffix(".none"))
        raise DeliveryStateError(delivery=row.key, state="uploading")
    row.staged_kek, row.staged_key = kek_id, wrapped


def _check_hash(sha256: str | None, incoming: Incoming) -> None:
    """Raise `DeliveryUnreadableError` where another hash was named than that of the file."""
    if sha256 is not None and sha256 != incoming.digest:
        raise unreadable("SHA-256 が一致しません", "its SHA-256 is another one")


def _waiting(door: Door, row: Delivery, incoming: Incoming) -> DeliveryReport:
    def unit(_: object) -> None:
        same = Delivery.objects.filter(
            sha256=incoming.digest, origin__partner=row.origin.partner
        ).exclude(state__in=(Stage.ANNOUNCED, Stage.STOPPED))
        if earlier := same.first():
            raise DeliveryRepeatedError(delivery=earlier.key)
        Delivery.objects.filter(pk=row.pk).update(
            state=Stage.WAITING, sha256=incoming.digest, size=incoming.size
        )

    door.writer.run(unit)
    return report_of(delivery(row.key))


def clear(door: Door, row: Delivery) -> None:
    """Destroy the staged file of a delivery, look whether it is gone, and note that.

    Raises `StagedLeftError`.
    """
    if not row.staged_kek:
        return
    if not destroy_staged(door.keys.provider, row.staged_kek, place_of(row)):
        raise StagedLeftError(delivery=row.key)
    door.writer.run(
        lambda _: Delivery.objects.filter(pk=row.pk, staged_kek=row.staged_kek).update(
            staged_kek="", staged_key=b""
        )
    )


def clear_left(door: Door) -> int:
    """Destroy what deliveries that ended left behind when they were cut off; return how many."""
    ended = Delivery.objects.filter(state__in=(Stage.FINISHED, Stage.STOPPED))
    with looking():
        left = list(ended.exclude(staged_kek=""))
    for row in left:
        clear(door, row)
    return len(left)
