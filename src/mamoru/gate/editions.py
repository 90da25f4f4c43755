"""The texts of the policy that were published here, each with the moment from which it binds."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from mamoru.gate.models import PolicyText


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """A published text. Its version is the date it bears; what binds goes by `in_force_from`."""

    number: int
    """Ascending in the order of publication."""
    policy: str
    version: str
    text_hash: str
    """SHA-256 of the file, in hex."""
    text: bytes
    published_at: datetime
    in_force_from: datetime
    """First moment of the day in Japan on which it takes effect, or its publication if later."""


def editions() -> tuple[Edition, ...]:
    """Return every text that was published and not withdrawn, in the order they came into force."""
    rows = PolicyText.objects.filter(withdrawn_at=None).order_by("in_force_from", "id")
    return tuple(
        Edition(
            number=row.pk, policy=row.policy, version=row.version, text_hash=row.text_hash,
            text=bytes(row.text), published_at=row.published_at, in_force_from=row.in_force_from,
        )
        for row in rows
    )  # fmt: skip


def in_force(known: Iterable[Edition], at: datetime) -> Edition | None:
    """Return the edition in force at the moment `at`, out of those `known`, in their order."""
    found = None
    for one in known:
        if one.in_force_from <= at:
            found = one
    return found
