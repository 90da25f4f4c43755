"""A partner pulls its feed: everybody in it is decided anew, each time it is given.

Whoever may not be given any more is told by the name that the partner has for them, and by nothing
else: not why. A position that was given can be asked from again, as often as it takes.
"""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

import msgspec

from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.errors import OnRecord
from mamoru.gate.handing.decide import Answer, decided, put_on_record
from mamoru.gate.handing.open import opened
from mamoru.gate.handing.wanted import Wanted, wanted_of
from mamoru.gate.handing.whom import heads_of
from mamoru.gate.judge import CONSENTS
from mamoru.gate.looking import looking
from mamoru.gate.misses import PARTY
from mamoru.gate.recipients import recipient, within
from mamoru.gate.record import note
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.parties.party import Party
from mamoru.policy.handling import Decision, Outcome
from mamoru.provision.joint.errors import (
    InvalidCursorError,
    JointUseOverError,
    UnknownJointUseError,
)
from mamoru.provision.joint.feeds import feed_of
from mamoru.provision.joint.look import look
from mamoru.provision.joint.models import JointFeed, JointPerson
from mamoru.provision.joint.publish import PublishedStatement, in_force
from mamoru.provision.records.make import EVIDENCE, Handed, receiver_of, record_for, tied
from mamoru.provision.records.models import ProvisionRecord

MOST = 1_000
"""People in one answer."""


class FeedItem(msgspec.Struct, frozen=True, kw_only=True):
    """What a partner is given of one person, under its own name for them."""

    ref: str
    is_removed: bool
    """Whether the partner has to take them out: it may use nothing of them any more."""
    items: dict[str, str] | None = None


class Pulled(msgspec.Struct, frozen=True, kw_only=True):
    """One answer of a feed."""

    people: tuple[FeedItem, ...]
    cursor: int
    """From where to go on."""
    has_more: bool
    joint: str
    statement: int
    """Number of the statement under which it was given."""


class _Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """Whom an answer is about, before anything of them is opened."""

    rows: tuple[JointPerson, ...]
    allowed: frozenset[int]
    wanted: Wanted
    has_more: bool
    statement: int


def pull(door: Door, asker: Asker, *, cursor: int = 0, limit: int = MOST) -> Pulled:
    """Return what changed in the feed of `asker` after `cursor`, each person decided now.

    Raises `UnknownFeedError`, `InvalidCursorError`, `JointUseOverError`, what `recipient` raises,
    and `HandlingRefusedError` and its kinds.
    """
    with looking():
        feed = feed_of(asker.system)
    wish = Wish(act="share", purpose=feed.purpose, party=feed.party)

    def unit(record: Record) -> _Chosen | Decision:
        return _chosen(door, record, asker, wish, cursor, min(limit, MOST))

    found, _ = door.run(asker, wish, unit, is_alone=True)
    chosen: _Chosen = found
    values = _values(door, chosen)
    people = [
        FeedItem(ref=row.alias, is_removed=row.person not in values, items=values.get(row.person))
        for row in chosen.rows
        if row.person in values or row.was_given
    ]
    return Pulled(
        people=tuple(people), cursor=chosen.rows[-1].sequence if chosen.rows else cursor,
        has_more=chosen.has_more, joint=feed.joint, statement=chosen.statement,
    )  # fmt: skip


def _values(door: Door, chosen: _Chosen) -> dict[int, dict[str, str]]:
    """Return what is held now of those who may be given, by number."""
    items = chosen.wanted.items
    return {
        row.number: {
            item: value for item, value in zip(items, row.values, strict=True) if value is not None
        }
        for rows in opened(door, chosen.wanted, sorted(chosen.allowed))
        for row in rows
    }


def _chosen(
    door: Door, record: Record, asker: Asker, asked: Wish, cursor: int, limit: int
) -> _Chosen:
    at = door.clock()
    feed = feed_of(asker.system)
    party, wish = recipient(door, record, asker, feed.party, asked, at)
    stated = _stated(door, asker, feed, wish, at)
    items = [item for item in feed.items if item in stated.statement.items]
    wish = within(door, asker, wish, items, at, joint_use=feed.joint)
    wanted = wanted_of(door.shelf.policy(at), items)
    has_unseen = look(record, feed, _terms(door, wish, stated, items, at), at)
    if not 0 <= cursor <= feed.sequence:
        raise InvalidCursorError
    feed.pulled = cursor
    feed.save()
    rows = list(
        JointPerson.objects.filter(feed=feed, sequence__gt=cursor).order_by("sequence")[:limit]
    )
    heads = heads_of([row.person for row in rows])
    answers = decided(door, record, wish, wanted, heads, at)
    _put_on_record(record, asker, feed, party, wish, wanted, answers, at)
    allowed = frozenset(number for one in answers if one.is_allowed for number in one.numbers)
    given = [row.pk for row in rows if row.person in allowed]
    JointPerson.objects.filter(pk__in=given, was_given=False).update(was_given=True)
    ahead = rows[-1].sequence if rows else cursor
    return _Chosen(
        rows=tuple(rows), allowed=allowed, wanted=wanted,
        has_more=has_unseen or ahead < feed.sequence, statement=stated.number,
    )  # fmt: skip


def _terms(
    door: Door, wish: Wish, stated: PublishedStatement, items: Sequence[str], at: datetime
) -> str:
    """Return a digest of everything but the people that what is given rests on."""
    seen = [door.shelf.book(at).token, wish, stated.number, items]
    return sha256(msgspec.json.encode(seen)).hexdigest()


def _stated(
    door: Door, asker: Asker, feed: JointFeed, wish: Wish, at: datetime
) -> PublishedStatement:
    """Return the statement in force, if it names this use; that it does not goes on record."""
    try:
        found = in_force(feed.joint, tokyo_day(at))
    except UnknownJointUseError:
        raise _over(door, asker, feed, wish, at) from None
    one = found.statement
    is_named = feed.party in one.partners and not set(one.items).isdisjoint(feed.items)
    if not is_named or feed.purpose not in {purpose.id for purpose in one.purposes}:
        raise _over(door, asker, feed, wish, at)
    return found


def _over(door: Door, asker: Asker, feed: JointFeed, wish: Wish, at: datetime) -> OnRecord:
    book = door.shelf.book(at)
    decision = Decision(outcome=Outcome.REFUSE, near=(PARTY,), token=book.token)
    return OnRecord(
        JointUseOverError(joint=feed.joint),
        lambda record: note(record, book, asker, wish, (), decision, at=at, count=0),
    )


def _put_on_record(
    record: Record, asker: Asker, feed: JointFeed, party: Party, wish: Wish, wanted: Wanted,
    answers: Sequence[Answer], at: datetime,
) -> None:  # fmt: skip
    """Add the entry of each answer, and the record of what was handed over."""
    for one in answers:
        row: ProvisionRecord | None = None
        if one.is_allowed:
            clauses = " ".join(one.decision.cites)[:80]
            handed = Handed(
                hand=feed.key, act=wish.act, clause=clauses, to=receiver_of(party),
                place=wish.place, facts=_facts(wish, one), items=wanted.items,
                people=len(one.numbers), way="batch",
            )  # fmt: skip
            row = record_for(record, handed, at)
        put_on_record(record, asker, wish, [one], at, shows=(EVIDENCE,) if row else ())
        if row is not None:
            record.tell(tied(row, feed.key, at))


def _facts(wish: Wish, one: Answer) -> dict[str, str | None]:
    """Return what an answer rests on: the papers, and the consent of its people where it counted.

    The consent record shows that; sharing abroad by it needs the record of APPI 29(1).
    """
    cited = {*one.decision.cites, *one.decision.law}
    asked = {fact for rule in one.book.rules if rule.cite in cited for fact in rule.facts}
    held = {fact for basis in one.bases for part in basis.parts for fact in part.facts}
    return wish.grounds | dict.fromkeys(asked & held & CONSENTS)
