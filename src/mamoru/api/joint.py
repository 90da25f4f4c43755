"""Joint use over HTTP: statements and feeds for officers, and what a partner pulls."""

from typing import Annotated

import msgspec

from mamoru.api.endpoint import Call, Endpoint, Reply
from mamoru.gate.errors import Scopes
from mamoru.gate.looking import looking
from mamoru.provision.joint import feeds
from mamoru.provision.joint.feeds import FeedShown, NewFeed
from mamoru.provision.joint.publish import PublishedStatement, every, publish
from mamoru.provision.joint.pull import MOST, Pulled, pull
from mamoru.provision.joint.statement import Statement

_encode = msgspec.json.Encoder().encode


class Statements(msgspec.Struct, frozen=True, kw_only=True):
    """Every statement of joint use that was published, the latest last."""

    statements: tuple[PublishedStatement, ...]


class Feeds(msgspec.Struct, frozen=True, kw_only=True):
    """Every feed, the first first."""

    feeds: tuple[FeedShown, ...]


class Position(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """After which position of the feed, and how many people."""

    cursor: Annotated[int, msgspec.Meta(ge=0, le=10**18)] = 0
    limit: Annotated[int, msgspec.Meta(ge=1, le=MOST)] = 500


def listed(_: Call) -> Reply:
    """Return every statement."""
    with looking():
        return Reply(body=_encode(Statements(statements=tuple(every()))))


def published(call: Call) -> Reply:
    """Publish a statement."""
    done = publish(call.worker.door, call.asker, call.body)
    return Reply(status=201, body=_encode(done))


def fed(_: Call) -> Reply:
    """Return every feed."""
    with looking():
        return Reply(body=_encode(Feeds(feeds=tuple(feeds.feeds()))))


def added(call: Call) -> Reply:
    """Set up a feed."""
    return Reply(status=201, body=_encode(feeds.add(call.worker.door, call.body)))


def ended(call: Call) -> Reply:
    """End a feed."""
    return Reply(body=_encode(feeds.end(call.worker.door, call.path["feed"])))


def pulled(call: Call) -> Reply:
    """Return what changed in the caller's own feed."""
    wanted: Position = call.query
    found = pull(call.worker.door, call.asker, cursor=wanted.cursor, limit=wanted.limit)
    return Reply(body=_encode(found))


ENDPOINTS = (
    Endpoint(
        method="GET", path="/joint-uses", name="listJointUses",
        summary="Every statement of joint use that was published", verb=listed,
        scope=Scopes.JOINT_MANAGE, gives=Statements,
    ),
    Endpoint(
        method="POST", path="/joint-uses", name="publishJointUse",
        summary="Publish a statement of joint use (APPI 27(5)(iii))", verb=published,
        scope=Scopes.JOINT_MANAGE, takes=Statement, gives=PublishedStatement, status=201,
    ),
    Endpoint(
        method="GET", path="/feeds", name="listFeeds", summary="The feeds of partners", verb=fed,
        scope=Scopes.JOINT_MANAGE, gives=Feeds,
    ),
    Endpoint(
        method="POST", path="/feeds", name="addFeed",
        summary="Set up the feed of a partner, within the statement in force", verb=added,
        scope=Scopes.JOINT_MANAGE, takes=NewFeed, gives=FeedShown, status=201,
    ),
    Endpoint(
        method="POST", path="/feeds/{feed}/end", name="endFeed",
        summary="End a feed: nothing more is given by it", verb=ended,
        scope=Scopes.JOINT_MANAGE, gives=FeedShown,
    ),
    Endpoint(
        method="GET", path="/feed", name="pullFeed",
        summary="What changed in the feed of this key, each person decided now", verb=pulled,
        scope=Scopes.JOINT_PULL, query=Position, gives=Pulled,
    ),
)  # fmt: skip
