"""Looking, before a package leaves, whether everybody in it may still be handed over.

In a transaction with which no other is under way: the party, its key, the texts by which it was
decided, and everybody whose state may have changed since. Whoever may not be handed over any more
is on record as refused and taken out: the part they are in is made anew, and it is looked again.
Everybody is decided anew where another text binds, or the party is elsewhere. Where the party or
its key no longer holds, or nobody is left, the hand-over ends.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import msgspec
from django.db.models import F

from mamoru.gate.asking import Wish
from mamoru.gate.door import Door
from mamoru.gate.errors import HandlingRefusedError
from mamoru.gate.handing.decide import Answer, decided, put_on_record
from mamoru.gate.handing.receiver import receiver
from mamoru.gate.handing.wanted import wanted_of
from mamoru.gate.handing.whom import changed_since, heads_of, numbers_within
from mamoru.gate.transaction import Record
from mamoru.ledger.since import mark
from mamoru.parties.party import Party
from mamoru.parties.queries import keys
from mamoru.policy.handling import Decision
from mamoru.provision.packages.ending import end
from mamoru.provision.packages.errors import (
    HandOverElsewhereError,
    HandOverEndedError,
    HandOverStateError,
    NobodyLeftError,
    RecipientKeyError,
)
from mamoru.provision.packages.included import in_part, parts_of
from mamoru.provision.packages.models import HandOver, Lot, Part
from mamoru.provision.packages.parts import remake
from mamoru.provision.packages.report import asker_of, hand_over, locked, wish_of
from mamoru.provision.packages.state import HandState

TRIES = 20
"""How often it is looked again before somebody has to see why people change all the time."""
AT_ONCE = 5_000
Then = Callable[[Record, HandOver, Party, datetime], None]


def checked(door: Door, row: HandOver, states: Sequence[HandState], then: Then) -> HandOver:
    """Look until nobody has to be taken out; then run `then`, in that very transaction.

    Raises `HandOverStateError` where it is in none of `states`, and `HandOverEndedError`.
    """
    for _ in range(TRIES):
        try:
            is_clean, _ = door.run(
                asker_of(row), wish_of(row), lambda record: _look(door, record, row, states, then),
                is_alone=True,
            )  # fmt: skip
        except (HandlingRefusedError, RecipientKeyError, NobodyLeftError) as error:
            state = HandState.FAILED if row.state == HandState.PRODUCING else HandState.REVOKED
            end(door, row.ref, state, error.code, since=states)
            raise HandOverEndedError(hand=row.ref, reason=error.code) from error
        if is_clean:
            return hand_over(row.ref)
        for part in parts_of(row):
            if part.is_stale:
                remake(door, part)
    raise HandOverElsewhereError(hand=row.ref)


def _look(
    door: Door, record: Record, known: HandOver, states: Sequence[HandState], then: Then
) -> bool | Decision:
    at = door.clock()
    row = locked(known.ref)
    if row.state not in states:
        raise HandOverStateError(hand=row.ref, state=row.state)
    if row.claims != known.claims:
        raise HandOverElsewhereError(hand=row.ref)
    party, wish = receiver(door, record, asker_of(row), wish_of(row), row.fields, at)
    _check_key(row, at)
    asked = msgspec.to_builtins(wish)
    is_same = door.shelf.book(at).token == row.token and asked == row.decided_as
    changed = None
    if is_same:
        lots = set(_lots_since(row.since))
        changed = changed_since(record, row.since, row.checked_at or at, at, but=lots)
    out = [_taken_out(door, record, row, wish, part, changed, at) for part in parts_of(row)]
    row.since, row.checked_at = mark(record.cursor), at
    row.token = door.shelf.book(at).token
    row.decided_as, row.recipient, row.place = asked, wish.recipient, wish.place
    row.taken_out = F("taken_out") + sum(out)
    row.save(
        update_fields=[
            "since", "checked_at", "token", "decided_as", "recipient", "place", "taken_out",
        ]
    )  # fmt: skip
    if sum(out) or Part.objects.filter(hand=row, is_stale=True).exists():
        return False
    row.refresh_from_db()
    if not row.people:
        raise NobodyLeftError
    then(record, row, party, at)
    return True


def _lots_since(ticket: int) -> Iterator[int]:
    """Yield the tickets of what was decided for hand-overs, which changes nobody's state."""
    yield from Lot.objects.filter(ticket__gte=ticket).values_list("ticket", flat=True)


def _check_key(row: HandOver, at: datetime) -> None:
    """Raise `RecipientKeyError` where what it is sealed to is no longer the party's valid key."""
    if not any(one.ref == row.key and one.is_valid(at) for one in keys(row.party)):
        raise RecipientKeyError(kind=row.cipher)


def _taken_out(
    door: Door, record: Record, row: HandOver, wish: Wish, part: Part, changed: set[int] | None,
    at: datetime,
) -> int:  # fmt: skip
    """Take out of a part whoever may not be in it any more, and return how many those are."""
    inside = in_part(record.cursor, part)
    held = set(numbers_within(part.after + 1, part.last))
    gone = [number for number in inside if number not in held]
    asked = [
        number for number in inside if number in held and (changed is None or number in changed)
    ]
    refused: list[Answer] = []
    for at_once in range(0, len(asked), AT_ONCE):
        heads = heads_of(asked[at_once : at_once + AT_ONCE])
        wanted = wanted_of(door.shelf.policy(at), row.fields)
        found = decided(door, record, wish, wanted, heads, at)
        refused += [one for one in found if not one.is_allowed]
    if refused:
        put_on_record(
            record, asker_of(row), wish, refused, at,
            told=lambda said, ticket: Lot.objects.create(
                hand=row, after=part.after, last=part.last, ticket=ticket, is_allowed=False,
                count=said.people, clauses=said.clauses,
            ),
        )  # fmt: skip
    out = len(gone) + sum(len(one.numbers) for one in refused)
    if out:
        Part.objects.filter(pk=part.pk).update(is_stale=True, gone=[*part.gone, *gone])
    return out
