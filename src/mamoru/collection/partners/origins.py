"""How partners got what they deliver (取得の経緯), as confirmed (APPI 30(1)(ii), Rule 22(2))."""

from datetime import date
from typing import Annotated

import msgspec
from django.db import IntegrityError, transaction

from mamoru.collection.partners.errors import PartnerKeyTakenError, UnknownOriginError
from mamoru.collection.partners.models import Origin
from mamoru.collection.partners.register import (
    Basis,
    Method,
    OriginShown,
    Way,
    check_day,
    check_key,
    invalid,
    not_recorded,
    origin_shown,
    partner,
)
from mamoru.gate.asking import Reference
from mamoru.gate.door import Door


class NewOrigin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the partner got what it delivers, as it was confirmed."""

    key: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9-]{0,63}$")]
    told: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
    basis: Basis
    kind: Way = "each"
    consent: Reference | None = None
    publication: Reference | None = None
    method: Method
    evidence: Reference
    confirmed_on: date


def add_origin(door: Door, key: str, new: NewOrigin) -> OriginShown:
    """Note how a partner got what it will deliver, as it was confirmed.

    Raises `UnknownPartnerError`, `InvalidPartnerError`, `PartnerKeyTakenError`.
    """
    check_key(new.key)
    _check_way(new)

    def unit(_: object) -> Origin:
        row, at = partner(key), door.clock()
        check_day(new.confirmed_on, at)
        known = Origin.objects.filter(partner=row, told=new.told)
        if new.method == "recorded" and not known:
            raise not_recorded("told")
        given = msgspec.structs.asdict(new)
        given |= {"consent": new.consent or "", "publication": new.publication or ""}
        try:
            with transaction.atomic():
                return Origin.objects.create(partner=row, noted_at=at, **given)
        except IntegrityError:
            raise PartnerKeyTakenError(key=new.key) from None

    return origin_shown(door.writer.run(unit)[0])


def _check_way(new: NewOrigin) -> None:
    """Raise `InvalidPartnerError` where the record cannot be made that way."""
    if new.kind == "batch" and new.basis == "opt_out":
        raise invalid(
            "kind", "オプトアウトによる提供の記録は一括して作成できません(規23(2))",
            "no batch record of what was provided by opting out (Rule 23(2))",
        )  # fmt: skip
    if new.kind == "contract" and new.basis != "consent":
        raise invalid(
            "kind", "契約書等で代えられるのは本人の同意に基づく提供に限られます(規23(3))",
            "a contract stands for the record only where people agreed (Rule 23(3))",
        )  # fmt: skip


def origin_of(key: str, origin: str) -> Origin:
    """Return the row of a partner's origin; raises `UnknownPartnerError`, `UnknownOriginError`."""
    row = Origin.objects.filter(partner=partner(key), key=origin).select_related("partner").first()
    if row is None:
        raise UnknownOriginError
    return row
