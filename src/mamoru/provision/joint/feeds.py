"""Setting up the feed of a partner: for which joint use, which purpose, and with which key."""

from collections.abc import Sequence
from datetime import datetime
from secrets import token_hex
from typing import Annotated

import msgspec
from django.db import IntegrityError, transaction

from mamoru.gate.door import Door
from mamoru.gate.models import Client
from mamoru.gate.scopes import Scopes
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.ledger.entries import PartyChanged
from mamoru.provision.joint.errors import InvalidFeedError, UnknownFeedError
from mamoru.provision.joint.models import JointFeed
from mamoru.provision.joint.publish import in_force


class NewFeed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A feed as it is set up."""

    joint: Annotated[str, msgspec.Meta(max_length=40)]
    party: Annotated[str, msgspec.Meta(pattern=r"^party_[0-9a-f]{16}$(?!\n)")]
    client: Annotated[str, msgspec.Meta(max_length=64)]
    """Registered system whose key the partner has; no other scope goes with it."""
    purpose: Annotated[str, msgspec.Meta(max_length=64)]
    items: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=64)]


class FeedShown(msgspec.Struct, frozen=True, kw_only=True):
    """A feed, and how far its partner came."""

    key: str
    joint: str
    party: str
    client: str
    purpose: str
    items: tuple[str, ...]
    created_at: datetime
    ended_at: datetime | None
    sequence: int
    """The position given last; the partner has asked from `pulled`."""
    pulled: int


def add(door: Door, new: NewFeed) -> FeedShown:
    """Set up a feed within the statement in force.

    Raises `UnknownJointUseError`, `InvalidFeedError`.
    """

    def unit(record: Record) -> FeedShown:
        now = door.clock()
        stated = in_force(new.joint, tokyo_day(now)).statement
        if new.party not in stated.partners:
            raise _invalid(
                "party", "公表文の共同利用者ではありません", "the statement names no such user"
            )
        if new.purpose not in {one.id for one in stated.purposes}:
            raise _invalid(
                "purpose", "公表文の目的ではありません", "the statement names no such purpose"
            )
        if not set(new.items) <= set(stated.items):
            raise _invalid("items", "公表文にない項目です", "the statement names no such item")
        _check_client(new)
        row = _made(new, now)
        record.add(PartyChanged(at=now, change="feed_added", party=new.party, what=row.key))
        return shown(row)

    return door.writer.run(unit)[0]


def _check_client(new: NewFeed) -> None:
    """Raise unless the key is the partner's own: for this feed and for nothing else."""
    client = Client.objects.filter(name=new.client, revoked_at=None).first()
    if client is None or client.scopes != [Scopes.JOINT_PULL]:
        raise _invalid(
            "client", f"権限が {Scopes.JOINT_PULL} だけの有効な鍵ではありません",
            f"it is no key in use with the scope {Scopes.JOINT_PULL} alone",
        )  # fmt: skip
    if new.purpose not in client.purposes:
        raise _invalid("client", "目的が登録されていません", "it is not registered for the purpose")


def _made(new: NewFeed, now: datetime) -> JointFeed:
    try:
        with transaction.atomic():
            return JointFeed.objects.create(
                key=f"feed_{token_hex(8)}", joint=new.joint, party=new.party, client=new.client,
                purpose=new.purpose, items=list(new.items), created_at=now,
            )  # fmt: skip
    except IntegrityError:
        raise _invalid("client", "すでにフィードがあります", "it has a feed already") from None


def end(door: Door, key: str) -> FeedShown:
    """End a feed: nothing more is given by it. Raises `UnknownFeedError`."""

    def unit(record: Record) -> FeedShown:
        now = door.clock()
        row = JointFeed.objects.filter(key=key, ended_at=None).first()
        if row is None:
            raise UnknownFeedError
        row.ended_at = now
        row.save(update_fields=["ended_at"])
        record.add(PartyChanged(at=now, change="feed_ended", party=row.party, what=row.key))
        return shown(row)

    return door.writer.run(unit)[0]


def feeds() -> Sequence[FeedShown]:
    """Return every feed, the first first."""
    return [shown(row) for row in JointFeed.objects.order_by("pk")]


def feed_of(client: str) -> JointFeed:
    """Return the feed of a key; raises `UnknownFeedError`."""
    row = JointFeed.objects.filter(client=client, ended_at=None).first()
    if row is None:
        raise UnknownFeedError
    return row


def shown(row: JointFeed) -> FeedShown:
    """Return a feed as it is shown."""
    names = (one.name for one in msgspec.structs.fields(FeedShown) if one.name != "items")
    return FeedShown(items=tuple(row.items), **{name: getattr(row, name) for name in names})


def _invalid(item: str, ja: str, en: str) -> InvalidFeedError:
    return InvalidFeedError(item=item, reason_ja=ja, reason_en=en)
