"""Making a package: decided lot by lot, then read, written and sealed part by part.

1. Take it on: the party may receive still, and its key is valid (`_begun`).
2. Decide a lot of people, on record, in one transaction that moves the cursor.
3. Once a part is full: read those of it who may be handed over, seal it, note it.
4. When everybody is decided and in a part: look who changed meanwhile, make anew what they were in,
   and sign the manifest (`ready`).

Nothing in clear is on disk. Killed at any line, it goes on after the last lot and part that were
committed; a file that no row names is removed. Of two processes the one that took it on later wins.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import msgspec
from django.db.models import F

from mamoru.gate.asking import Wish
from mamoru.gate.door import Door
from mamoru.gate.errors import HandlingRefusedError
from mamoru.gate.handing.crowd import Deciding
from mamoru.gate.handing.decide import Answer, Recorded, decided, put_on_record
from mamoru.gate.handing.receiver import receiver
from mamoru.gate.handing.wanted import wanted_of
from mamoru.gate.handing.whom import Held, block_of, heads_after, heads_of, numbers_in
from mamoru.gate.transaction import Record
from mamoru.ledger.since import mark
from mamoru.parties.queries import key_for
from mamoru.provision.packages.ending import end
from mamoru.provision.packages.errors import (
    ApprovalMissingError,
    HandOverElsewhereError,
    HandOverEndedError,
    HandOverStateError,
    RecipientKeyError,
)
from mamoru.provision.packages.models import HandOver, Lot, Named
from mamoru.provision.packages.parts import is_full, make_part, make_receipt
from mamoru.provision.packages.ready import make_ready
from mamoru.provision.packages.report import (
    HandOverReport,
    asker_of,
    hand_over,
    locked,
    report_of,
    wish_of,
)
from mamoru.provision.packages.state import MAKING, HandState

LOT = 5_000
"""People of one transaction."""
PART = 25_000
"""People of one sealed file."""
LEASE = timedelta(minutes=2)
"""How long after its last lot or part a process counts as alive."""
Tell = Callable[[HandOverReport], object]
Stopping = Callable[[], bool]


def produce(
    door: Door, ref: str, *, tell: Tell = lambda _: None, is_stopping: Stopping = lambda: False,
    is_patient: bool = False, lot: int = LOT, part: int = PART,
) -> HandOverReport:  # fmt: skip
    """Make what is left of a package, and return the hand-over.

    Takes it over from whoever works on it; where it `is_patient`, only from whoever must be dead by
    now. `tell` hears how far it came; once `is_stopping`, it is left where it is. Raises
    `UnknownHandOverError`, `ApprovalMissingError`, `HandOverStateError`, `HandOverElsewhereError`,
    `PackagesFullError`, and `HandOverEndedError` where the party may not receive any more.
    """
    row = _taken_on(door, ref, is_patient=is_patient)
    while row.made < row.last or row.cursor < row.last:
        if row.cursor < row.last and not is_full(row, part):
            row = _decide(door, row, lot)
        else:
            row = make_part(door, row)
        tell(report_of(row))
        if is_stopping():
            return report_of(row)
    row = make_receipt(door, row)
    return report_of(make_ready(door, row))


def _taken_on(door: Door, ref: str, *, is_patient: bool) -> HandOver:
    """Return the hand-over, which is ours from now on."""
    row = hand_over(ref)
    if row.state == HandState.PLANNED:
        raise ApprovalMissingError
    try:
        return door.run(
            asker_of(row), wish_of(row), lambda record: _begun(door, record, ref, is_patient),
            is_alone=True,
        )[0]  # fmt: skip
    except (HandlingRefusedError, RecipientKeyError) as error:
        end(door, row.ref, HandState.FAILED, error.code, since=MAKING)
        raise HandOverEndedError(hand=ref, reason=error.code) from error


def _begun(door: Door, record: Record, ref: str, is_patient: bool) -> HandOver:  # noqa: FBT001 - passed on
    at = door.clock()
    row = locked(ref)
    if row.state not in MAKING:
        raise HandOverStateError(hand=ref, state=row.state)
    if is_patient and row.lease_until and row.lease_until > at:
        raise HandOverElsewhereError(hand=ref)
    party, wish = receiver(door, record, asker_of(row), wish_of(row), row.fields, at)
    if row.state == HandState.APPROVED:
        key = key_for(party.ref, at, kind=row.cipher)
        if key is None:
            raise RecipientKeyError(kind=row.cipher)
        row.key, row.fingerprint = key.ref, key.fingerprint
        row.recipient, row.place = wish.recipient, wish.place
        row.decided_as = msgspec.to_builtins(wish)
        row.state, row.begun_at, row.checked_at = HandState.PRODUCING, at, at
        row.since, row.token = mark(record.cursor), door.shelf.book(at).token
    row.claims += 1
    row.lease_until = at + LEASE
    row.save()
    return row


def _decide(door: Door, row: HandOver, lot: int) -> HandOver:
    """Decide the next people, on record."""
    asker, asked = asker_of(row), wish_of(row)

    def unit(record: Record) -> None:
        at = door.clock()
        wish = receiver(door, record, asker, asked, row.fields, at)[1]
        heads, last = _next(row, lot)
        answers = _answered(door, record, row, wish, heads, at)
        put_on_record(
            record, asker, wish, answers, at,
            told=lambda said, ticket: _lot(row, last, said, ticket),
        )  # fmt: skip
        counts = {True: 0, False: 0}
        for one in answers:
            counts[one.is_allowed] += len(one.numbers)
        ours = HandOver.objects.filter(
            pk=row.pk, claims=row.claims, cursor=row.cursor, state=HandState.PRODUCING
        )
        moved = ours.update(
            cursor=last, lease_until=at + LEASE, decided=F("decided") + sum(counts.values()),
            refused=F("refused") + counts[False],
        )  # fmt: skip
        if not moved:
            raise HandOverElsewhereError(hand=row.ref)

    try:
        door.run(asker, asked, unit)
    except HandlingRefusedError as error:
        end(door, row.ref, HandState.FAILED, error.code, since=MAKING)
        raise HandOverEndedError(hand=row.ref, reason=error.code) from error
    return hand_over(row.ref)


def _next(row: HandOver, lot: int) -> tuple[list[Held], int]:
    """Return the next people whom it may be about, and the number up to which those are all."""
    if row.is_everybody:
        heads = heads_after(row.cursor, row.last, lot)
        return heads, heads[-1].number if len(heads) == lot else row.last
    numbers: list[int] = []
    blocks = Named.objects.filter(hand=row, block__gte=block_of(row.cursor)).order_by("block")
    for block, members in blocks.values_list("block", "members").iterator(chunk_size=8):
        numbers += numbers_in([(block, bytes(members))], row.cursor, row.last)
        if len(numbers) > lot:
            return heads_of(numbers[:lot]), numbers[lot - 1]
    return heads_of(numbers), row.last


def _answered(
    door: Door, record: Record, row: HandOver, wish: Wish, heads: Sequence[Held], at: datetime
) -> list[Answer]:
    wanted = wanted_of(door.shelf.policy(at), row.fields)
    deciding = Deciding(door, record, wish, wanted, at)
    return decided(door, record, wish, wanted, heads, at, among=deciding)


def _lot(row: HandOver, last: int, said: Recorded, ticket: int) -> None:
    Lot.objects.create(
        hand=row, after=row.cursor, last=last, ticket=ticket, is_allowed=said.is_allowed,
        count=said.people, clauses=said.clauses,
    )  # fmt: skip
