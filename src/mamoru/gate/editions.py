"""The texts of the policy that were published here, each with the moment from which it binds."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time

import msgspec
from django.db import connection
from django.db.models import Max

from mamoru.gate.models import PolicyText
from mamoru.ledger.changes import Weight
from mamoru.ledger.entries import Published
from mamoru.policy.model import Policy, Value
from mamoru.policy.moment import TOKYO


class Widening(msgspec.Struct, frozen=True, kw_only=True):
    """Handlings that a revision allows anew, and only of people who agreed to it (APPI 17(2), 18).

    `values` is a box: for each attribute that matters, the values it takes in.
    """

    values: dict[str, tuple[Value, ...]]
    clauses: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    base: int | None = None
    """Number of the edition that it is wider than; `None` for the one before."""

    def takes_in(self, asked: Mapping[str, Value]) -> bool:
        """Return whether a handling with these values is one of them."""
        return all(asked[name] in values for name, values in self.values.items())


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
    awaits: tuple[Widening, ...] = ()
    """What of it waits for the agreement of everybody whose information was held before."""


def editions() -> tuple[Edition, ...]:
    """Return every text that was published and not withdrawn, in the order they came into force."""
    rows = PolicyText.objects.filter(withdrawn_at=None).order_by("in_force_from", "id")
    return tuple(_edition(row) for row in rows)


def bears_another(version: str, text_hash: str) -> bool:
    """Return whether a text other than this one was ever published here as `version`."""
    return PolicyText.objects.filter(version=version).exclude(text_hash=text_hash).exists()


def generation() -> tuple[int, int]:
    """Return what changes whenever a text is published or withdrawn: how many were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(withdrawn_at) FROM gate_policytext")
        published, withdrawn = cursor.fetchone()
    return published, withdrawn


def in_force(known: Sequence[Edition], at: datetime) -> Edition | None:
    """Return the edition in force at the moment `at`, out of those `known`, in their order."""
    return next((one for one in reversed(known) if one.in_force_from <= at), None)


def begins(policy: Policy, published_at: datetime) -> datetime:
    """Return the moment from which a text published now binds: never one that is past."""
    day = datetime.combine(date.fromisoformat(policy.effective_from), time(), TOKYO)
    return max(day, published_at).astimezone(UTC)


def put(
    policy: Policy,
    text: bytes,
    *,
    at: datetime,
    weight: Weight,
    awaits: Sequence[Widening] = (),
    difference: str | None = None,
) -> tuple[Edition, Published]:
    """Publish a text in the caller's transaction; return it, and the entry that has to be recorded.

    `difference` is the SHA-256 of how it differs from the text before, as it was shown. Where the
    clock was put back, it binds no earlier than the text before it.
    """
    before = PolicyText.objects.filter(withdrawn_at=None).aggregate(last=Max("in_force_from"))
    row = PolicyText.objects.create(
        policy=policy.id,
        version=policy.version,
        text_hash=policy.text_hash,
        text=text,
        published_at=at,
        in_force_from=max(begins(policy, at), before["last"] or at),
        awaits=msgspec.to_builtins(list(awaits)),
    )
    entry = Published(
        at=at, policy=policy.id, version=policy.version, text=policy.text_hash,
        rules=policy.text_hash, weight=weight, in_force_from=row.in_force_from,
        difference=difference,
    )  # fmt: skip
    return _edition(row), entry


def take_back(edition: Edition, at: datetime) -> None:
    """Withdraw a text that is not in force yet, in the caller's transaction."""
    PolicyText.objects.filter(pk=edition.number, withdrawn_at=None).update(withdrawn_at=at)


def _edition(row: PolicyText) -> Edition:
    return Edition(
        number=row.pk,
        policy=row.policy,
        version=row.version,
        text_hash=row.text_hash,
        text=bytes(row.text),
        published_at=row.published_at,
        in_force_from=row.in_force_from,
        awaits=msgspec.convert(row.awaits, tuple[Widening, ...]),
    )
