"""Laying down a draft of the next version: nothing is decided by it until it is published."""

from datetime import datetime

import msgspec

from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.editions import Edition, bears_another
from mamoru.gate.shelf import read
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import Revised
from mamoru.notices.errors import (
    AnotherPolicyError,
    DraftExistsError,
    HistoryLostError,
    NothingChangedError,
    VersionOrderError,
    VersionTakenError,
)
from mamoru.notices.models import Draft
from mamoru.policy.model import Policy


class Drafted(msgspec.Struct, frozen=True, kw_only=True):
    """A draft as it was laid down, and the version it is compared with."""

    policy: str
    version: str
    text_hash: str
    effective_from: str
    base: str


def draft(door: Door, asker: Asker, text: bytes) -> Drafted:
    """Keep `text` as a draft, and record that it was laid down.

    Raises `PolicyFileError`, `AnotherPolicyError`, `NothingChangedError`, `VersionOrderError`,
    `VersionTakenError`, `HistoryLostError`, `DraftExistsError`.
    """
    policy = read(text)

    def unit(record: Record) -> Drafted:
        base = door.shelf.editions[-1]
        check_follows(policy, door.shelf.editions)
        if Draft.objects.filter(policy=policy.id, version=policy.version, state="open").exists():
            raise DraftExistsError(version=policy.version)
        return _kept(record, asker, policy, text, base, door.clock())

    return door.writer.run(unit)[0]


def check_follows(policy: Policy, published: tuple[Edition, ...]) -> None:
    """Raise what is wrong with `policy` as the version after those that were `published`."""
    latest = max(published, key=lambda one: one.number)
    if policy.id != latest.policy:
        raise AnotherPolicyError(known=latest.policy, other=policy.id)
    if policy.text_hash in {one.text_hash for one in published}:
        raise NothingChangedError
    if policy.version <= latest.version:
        raise VersionOrderError(version=policy.version, latest=latest.version)
    if bears_another(policy.version, policy.text_hash):
        raise VersionTakenError(version=policy.version)
    told = {day for day, _ in policy.history}
    missing = [one.version for one in published if one.version not in told]
    if missing:
        raise HistoryLostError(missing=", ".join(missing))


def _kept(
    record: Record, asker: Asker, policy: Policy, text: bytes, base: Edition, now: datetime
) -> Drafted:
    Draft.objects.create(
        policy=policy.id,
        version=policy.version,
        text_hash=policy.text_hash,
        text=text,
        base_hash=base.text_hash,
        laid_down_at=now,
        laid_down_by=asker.system,
    )
    record.add(
        Revised(
            at=now, change="drafted", policy=policy.id, version=policy.version,
            text=policy.text_hash, caller=asker.system,
        )
    )  # fmt: skip
    return Drafted(
        policy=policy.id,
        version=policy.version,
        text_hash=policy.text_hash,
        effective_from=policy.effective_from,
        base=base.version,
    )
