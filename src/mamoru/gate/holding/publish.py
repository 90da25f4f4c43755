"""The rules of holds in this installation: publishing a file of them, and those in force."""

from datetime import datetime

import msgspec

from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.holding.errors import HoldsUnchangedError
from mamoru.gate.holding.load import load
from mamoru.gate.holding.rules import HoldRules
from mamoru.gate.models import HoldsText
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.ledger.entries import SystemChanged
from mamoru.policy.model import Policy


class PublishedHolds(msgspec.Struct, frozen=True, kw_only=True):
    """A published file of holds. Its number is its version."""

    number: int
    text_hash: str
    policy_version: str
    published_at: datetime


def publish(door: Door, asker: Asker, text: bytes) -> PublishedHolds:
    """Keep `text` as the rules of holds from now on, and record that it was published.

    Holds that were made before stay as they are. Raises `HoldsFileError`, `HoldsUnchangedError`.
    """

    def unit(record: Record) -> PublishedHolds:
        now = door.clock()
        policy = door.shelf.policy(now)
        rules = load(text, policy, tokyo_day(now))
        last = HoldsText.objects.order_by("-pk").first()
        if last is not None and last.text_hash == rules.text_hash:
            raise HoldsUnchangedError(number=last.pk)
        row = HoldsText.objects.create(
            text=text, text_hash=rules.text_hash, policy_version=policy.version, published_at=now,
            caller=asker.system,
        )  # fmt: skip
        change = SystemChanged(
            at=now, change="holds_published", system=asker.system, text=rules.text_hash
        )
        record.add(change)
        return _shown(row)

    return door.writer.run(unit)[0]


def every() -> list[PublishedHolds]:
    """Return what was published, the latest last."""
    return [_shown(row) for row in HoldsText.objects.defer("text").order_by("pk")]


def in_force(policy: Policy, now: datetime) -> HoldRules:
    """Return the rules that were published last; without any, only records are kept.

    Raises `HoldsFileError` where a word of them is no longer one of the policy: then nobody is
    erased before rules are published that fit it.
    """
    last = HoldsText.objects.order_by("-pk").first()
    if last is None:
        return HoldRules()
    return load(bytes(last.text), policy, tokyo_day(now), number=last.pk)


def _shown(row: HoldsText) -> PublishedHolds:
    return PublishedHolds(
        number=row.pk, text_hash=row.text_hash, policy_version=row.policy_version,
        published_at=row.published_at,
    )  # fmt: skip
