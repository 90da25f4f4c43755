"""Finding out of whom something changed since a feed was pulled last.

Whoever is new, was changed, chose, or was stopped gets the next position of the feed; so does
whoever was erased. What is then given of each, `pull` decides when it gives it. The cost grows with
what happened since: entries say whom they are about, and a digest tells whether anything matters.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from secrets import token_hex

import msgspec
from django.db.models import Max

from mamoru.consent.queries import Row, expired_between, of_people
from mamoru.gate.everybody import held_up_to, last_number
from mamoru.gate.handing.whom import Held, heads_after, heads_of, numbers_within
from mamoru.gate.transaction import Record
from mamoru.ledger.since import mark, members_since, touched_since
from mamoru.provision.joint.models import JointFeed, JointPerson

LOT = 2_000
"""People who are looked at by one statement."""
LOTS = 10
"""Lots of people not seen before that one pull looks at; the next goes on."""
_ERASED = b""
_encode = msgspec.json.Encoder().encode


def look(record: Record, feed: JointFeed, terms: str, at: datetime) -> bool:
    """Give positions to everybody of whom something changed; return whether more are to be seen.

    It must be the only transaction under way. The caller saves `feed`.
    """
    after = mark(record.cursor)
    if feed.seen_at is not None:
        touched = touched_since(record.cursor, feed.ticket) | members_since(
            record.cursor, feed.ticket
        )
        touched |= set(expired_between(feed.seen_at, at))
        _erased(feed)
        for lot in _lots(sorted(number for number in touched if number <= feed.scanned)):
            _compare(feed, heads_of(lot))
    feed.ticket, feed.seen_at = after, at
    if feed.terms != terms:
        feed.terms, feed.scanned, feed.held = terms, 0, 0
    return _scan(feed)


def _scan(feed: JointFeed) -> bool:
    known = JointPerson.objects.filter(feed=feed).aggregate(last=Max("person"))["last"]
    last = max(last_number(), known or 0)  # whoever had the last number may have been erased
    for _ in range(LOTS):
        if feed.scanned >= last:
            return False
        heads = heads_after(feed.scanned, last, LOT)
        reached = heads[-1].number if heads else last
        _gone(feed, feed.scanned, reached, {held.number for held in heads})
        _compare(feed, heads)
        feed.scanned, feed.held = reached, feed.held + len(heads)
    return feed.scanned < last


def _erased(feed: JointFeed) -> None:
    """Find who was erased, if anybody was: entries no longer tell of them."""
    held = held_up_to(feed.scanned)
    if held == feed.held:
        return
    for after in range(0, feed.scanned, LOT * LOTS):
        reached = min(after + LOT * LOTS, feed.scanned)
        _gone(feed, after, reached, set(numbers_within(after + 1, reached)))
    feed.held = held


def _gone(feed: JointFeed, after: int, reached: int, held: Collection[int]) -> None:
    rows = JointPerson.objects.filter(feed=feed, person__gt=after, person__lte=reached)
    gone = [row for row in rows.exclude(state=_ERASED) if row.person not in held]
    _next(feed, gone, {row.person: _ERASED for row in gone})


def _compare(feed: JointFeed, heads: Sequence[Held]) -> None:
    """Give the next positions to those of `heads` who are not as they were."""
    numbers = [held.number for held in heads]
    if not numbers:
        return
    choices = of_people(numbers)
    states = {held.number: _state(feed, held, choices[held.number]) for held in heads}
    rows = list(JointPerson.objects.filter(feed=feed, person__in=numbers))
    known = {row.person for row in rows}
    _next(feed, [row for row in rows if bytes(row.state) != states[row.person]], states)
    new = [number for number in numbers if number not in known]
    JointPerson.objects.bulk_create(
        [
            JointPerson(
                feed=feed, person=number, alias=f"u_{token_hex(16)}", state=states[number],
                sequence=feed.sequence + at,
            )
            for at, number in enumerate(new, start=1)
        ]
    )  # fmt: skip
    feed.sequence += len(new)


def _next(feed: JointFeed, rows: Sequence[JointPerson], states: dict[int, bytes]) -> None:
    for row in rows:
        feed.sequence += 1
        row.sequence, row.state = feed.sequence, states[row.person]
    JointPerson.objects.bulk_update(rows, ["sequence", "state"], batch_size=500)


def _state(feed: JointFeed, held: Held, choices: Sequence[Row]) -> bytes:
    """Return the digest of what may change what is given of a person."""
    seen = [
        feed.terms, held.version, held.use_suspended, held.provision_suspended, held.left_at,
        [row.reference for row in choices],
    ]  # fmt: skip
    return sha256(_encode(seen)).digest()[:16]


def _lots(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    return (numbers[at : at + LOT] for at in range(0, len(numbers), LOT))
