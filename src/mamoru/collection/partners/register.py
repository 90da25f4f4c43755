"""The register of partners: who they are, and what was confirmed of them (APPI 30(1), Rule 22).

A confirmation is of an item as it stood: where the item is changed, it has to be confirmed anew.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from django.db import IntegrityError, transaction

from mamoru.collection.partners.errors import (
    InvalidPartnerError,
    PartnerKeyTakenError,
    UnknownPartnerError,
)
from mamoru.collection.partners.models import Confirmation, Origin, Partner
from mamoru.gate.asking import Reference
from mamoru.gate.door import Door
from mamoru.law.calendar import tokyo_day

Method = Literal["declaration", "document", "recorded"]
"""How it was confirmed: by what the provider declared, by a document, or because it was confirmed
and recorded before and is the same still (Rule 22(1) to (3))."""
Item = Literal["name", "address", "representative"]
ITEMS: tuple[Item, ...] = ("name", "address", "representative")
Basis = Literal["consent", "opt_out", "related", "private", "entrusted", "succession", "joint_use"]
"""On what the partner provides it. The first four are the cases of Rule 24(1); under the last three
the partner is no third party (APPI 27(5))."""
Way = Literal["each", "batch", "contract"]
"""How the record is made: each time, for many deliveries at once, or by the contract (Rule 23)."""
_KEY = re.compile(r"[a-z][a-z0-9-]{0,63}", re.ASCII)
Short = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class NewPartner(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A partner as it is registered."""

    key: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9-]{0,63}$")]
    party: Annotated[str, msgspec.Meta(max_length=64)]
    name: Short
    address: Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
    representative: Annotated[str, msgspec.Meta(max_length=200)] = ""
    contact: Annotated[str, msgspec.Meta(max_length=200)] = ""
    is_corporation: bool = True


class PartnerConfirmed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That items of a partner were confirmed, how, when, and where that is kept."""

    items: tuple[Item, ...]
    method: Method
    evidence: Reference
    confirmed_on: date


class OriginShown(msgspec.Struct, frozen=True, kw_only=True):
    """How a partner got what it delivers."""

    key: str
    told: str
    basis: str
    kind: str
    consent: str
    publication: str
    method: str
    evidence: str
    confirmed_on: date


class PartnerChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What changed of a partner; `None` is what stays."""

    name: Short | None = None
    address: Annotated[str, msgspec.Meta(min_length=1, max_length=400)] | None = None
    representative: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    contact: Annotated[str, msgspec.Meta(max_length=200)] | None = None


class PartnerShown(msgspec.Struct, frozen=True, kw_only=True):
    """A partner with what is confirmed of it now."""

    key: str
    party: str
    is_corporation: bool
    name: str
    address: str
    representative: str
    contact: str
    confirmed: dict[str, date]
    """The items that are confirmed as they are, each with the day."""
    origins: tuple[OriginShown, ...]


def add(door: Door, new: NewPartner) -> PartnerShown:
    """Register a partner; nothing of it is confirmed yet.

    Raises `InvalidPartnerError`, `PartnerKeyTakenError`.
    """
    check_key(new.key)
    party = door.policy.parties.get(new.party)
    if party is None or party.role in ("company", "person"):
        raise invalid("party", "ポリシーの当事者でないか、提供元になりません", "no party provides")

    def unit(_: object) -> Partner:
        try:
            with transaction.atomic():
                given = msgspec.structs.asdict(new)
                return Partner.objects.create(**given, created_at=door.clock())
        except IntegrityError:
            raise PartnerKeyTakenError(key=new.key) from None

    return _shown(door.writer.run(unit)[0])


def change(door: Door, key: str, changed: PartnerChange) -> PartnerShown:
    """Note that a partner's particulars changed; what differs has to be confirmed anew.

    Raises `UnknownPartnerError`.
    """
    given = msgspec.structs.asdict(changed)
    changes = {item: value for item, value in given.items() if value is not None}

    def unit(_: object) -> Partner:
        row = partner(key)
        for item, value in changes.items():
            setattr(row, item, value)
        row.save()
        return row

    return _shown(door.writer.run(unit)[0])


def confirm(door: Door, key: str, confirmed: PartnerConfirmed) -> PartnerShown:
    """Note that items of a partner were confirmed as they are now.

    An item that was `recorded` before needs an earlier confirmation of the same content. Raises
    `UnknownPartnerError`, `InvalidPartnerError`.
    """

    def unit(_: object) -> Partner:
        row, at = partner(key), door.clock()
        check_day(confirmed.confirmed_on, at)
        for item in confirmed.items:
            _check_recorded(row, item, confirmed.method)
        Confirmation.objects.bulk_create(
            Confirmation(
                partner=row, item=item, content=getattr(row, item), method=confirmed.method,
                evidence=confirmed.evidence, confirmed_on=confirmed.confirmed_on, noted_at=at,
            )
            for item in confirmed.items
        )  # fmt: skip
        return row

    return _shown(door.writer.run(unit)[0])


def partner(key: str) -> Partner:
    """Return the row of a partner; raises `UnknownPartnerError`."""
    row = Partner.objects.filter(key=key).first()
    if row is None:
        raise UnknownPartnerError
    return row


def partners() -> tuple[PartnerShown, ...]:
    """Return every partner, in the order of their keys."""
    return tuple(_shown(row) for row in Partner.objects.order_by("key"))


def show(key: str) -> PartnerShown:
    """Return one partner; raises `UnknownPartnerError`."""
    return _shown(partner(key))


def confirmations(row: Partner) -> dict[str, Confirmation]:
    """Return the latest confirmation of each item that still is as it was confirmed."""
    found = Confirmation.objects.filter(partner=row).order_by("pk")
    return {one.item: one for one in found if one.content == getattr(row, one.item)}


def _check_recorded(row: Partner, item: str, method: str) -> None:
    if not getattr(row, item):
        raise invalid(item, "登録されていません", "it is not registered")
    if method == "recorded" and item not in confirmations(row):
        raise not_recorded(item)


def not_recorded(item: str) -> InvalidPartnerError:
    """Return the error of naming a record that there is not."""
    return invalid(
        item, "同じ内容の確認の記録がありません", "no earlier confirmation of the same content"
    )


def check_day(day: date, at: datetime) -> None:
    """Raise `InvalidPartnerError` for a day that is still to come."""
    if day > tokyo_day(at):
        raise invalid("confirmed_on", "日付が先です", "the day is still to come")


def check_key(key: str) -> None:
    """Raise `InvalidPartnerError` for what is no key."""
    if not _KEY.fullmatch(key):
        raise invalid("key", "英小文字、数字、- だけを使います", "lower case letters, digits, -")


def invalid(item: str, ja: str, en: str) -> InvalidPartnerError:
    """Return the error that says what is wrong with an item."""
    return InvalidPartnerError(item=item, reason_ja=ja, reason_en=en)


def _shown(row: Partner) -> PartnerShown:
    origins: Sequence[Origin] = list(Origin.objects.filter(partner=row).order_by("key"))
    return PartnerShown(
        key=row.key, party=row.party, is_corporation=row.is_corporation, name=row.name,
        address=row.address, representative=row.representative, contact=row.contact,
        confirmed={item: one.confirmed_on for item, one in confirmations(row).items()},
        origins=tuple(map(origin_shown, origins)),
    )  # fmt: skip


def origin_shown(row: Origin) -> OriginShown:
    """Return an origin as it is shown."""
    names = (one.name for one in msgspec.structs.fields(OriginShown))
    return OriginShown(**{name: getattr(row, name) for name in names})
