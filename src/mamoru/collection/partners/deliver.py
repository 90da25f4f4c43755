"""Receiving a delivery: read in a process beside, stored here, each lot in one transaction.

The cursor (`Delivery.rows`) moves in the transaction that stores the rows before it. Killed at any
line, the delivery goes on after the last lot that was committed, and nothing is there twice. Of two
processes that work on one delivery, the one that took it on later wins (`claims`); the other stops
at its next lot.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db.models import F, Q

from mamoru.collection.partners.announce import RECORDED, wish_of
from mamoru.collection.partners.checking import SOURCE
from mamoru.collection.partners.errors import (
    DeliveryElsewhereError,
    DeliveryStateError,
    DeliveryUnreadableError,
    ReaderGoneError,
)
from mamoru.collection.partners.frames import Batch, Order
from mamoru.collection.partners.mapping import Plan, plan_of
from mamoru.collection.partners.models import Delivery, Lot, Receipt, Rejection
from mamoru.collection.partners.readers import GONE, ReaderStopped, how_many, reading
from mamoru.collection.partners.receipts import evidence_of, received
from mamoru.collection.partners.report import DeliveryReport, Stage, delivery, report_of
from mamoru.collection.partners.seen import Seen
from mamoru.collection.partners.staged_files import clear, place_of
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.receive import EpochMovedError, Receiving, Taken, receive
from mamoru.gate.sift import kinds_of
from mamoru.ledger.trace import people_of

ROWS = 2_000
"""Rows of one lot: what is lost of the work when a process is killed, and what one commit costs."""
WORTH = 1 << 20
"""Bytes of a file that another reader is worth."""
TRIES = 4
"""How often a delivery is taken on before its file is to blame for readers that end."""
LEASE = timedelta(minutes=2)
"""How long after its last lot a process counts as alive."""
Tell = Callable[[DeliveryReport], object]
Stopping = Callable[[], bool]


def deliver(
    door: Door,
    key: str,
    *,
    tell: Tell = lambda _: None,
    is_stopping: Stopping = lambda: False,
    is_patient: bool = False,
    rows: int = ROWS,
) -> DeliveryReport:
    """Receive what is left of a delivery, and return what became of it.

    Takes it over from whoever works on it; where it `is_patient`, only from whoever must be dead by
    now. `tell` hears how far it came after each lot; once `is_stopping`, it is left where it is.
    Raises `UnknownDeliveryError`, `DeliveryStateError`, `DeliveryElsewhereError`, `ReaderGoneError`
    where going on later is sensible, and `DeliveryUnreadableError` once that is noted.
    """
    working = _Working(door, _taken_on(door, key, is_patient=is_patient), tell, is_stopping, rows)
    try:
        while not working.is_done:
            working.go_on()
            if is_stopping():
                break
    except ReaderStopped as stopped:
        if stopped.problem == GONE and working.row.claims < TRIES:
            raise ReaderGoneError(delivery=key) from None
        _end(door, working.row, Stage.STOPPED, stopped.problem)
        raise DeliveryUnreadableError(
            reason_ja=stopped.ja or "読み取りの処理が異常終了しました",
            reason_en=stopped.en or "the reader ended without a word",
        ) from None
    if working.is_done:
        _end(door, working.row, Stage.FINISHED, "")
    return report_of(delivery(key))


def _taken_on(door: Door, key: str, *, is_patient: bool) -> Delivery:
    """Return the delivery, which is ours from now on.

    Raises `UnknownDeliveryError`, `DeliveryStateError`, `DeliveryElsewhereError`.
    """

    def unit(_: object) -> Delivery:
        now = door.clock()
        row = delivery(key)
        if row.state not in (Stage.WAITING, Stage.RUNNING):
            raise DeliveryStateError(delivery=key, state=row.state)
        if is_patient and row.lease_until and row.lease_until > now:
            raise DeliveryElsewhereError(delivery=key)
        taken = Delivery.objects.filter(pk=row.pk, claims=row.claims).update(
            claims=F("claims") + 1, state=Stage.RUNNING, lease_until=now + LEASE,
            begun_at=row.begun_at or now,
        )  # fmt: skip
        if not taken:
            raise DeliveryElsewhereError(delivery=key)
        return delivery(key)

    return door.writer.run(unit)[0]


def _end(door: Door, row: Delivery, state: Stage, problem: str) -> None:
    """Note how it ended, and destroy the staged file: it is not needed any more."""

    def unit(_: object) -> None:
        ours = Delivery.objects.filter(pk=row.pk, claims=row.claims, state=Stage.RUNNING)
        if not ours.update(state=state, problem=problem, ended_at=door.clock(), lease_until=None):
            raise DeliveryElsewhereError(delivery=row.key)

    door.writer.run(unit)
    clear(door, row)


class _Working:
    """One process at work on one delivery."""

    def __init__(
        self, door: Door, row: Delivery, tell: Tell, is_stopping: Stopping, rows: int
    ) -> None:
        self.door = door
        self.row = row
        self.is_done = False
        self._tell = tell
        self._is_stopping = is_stopping
        self._rows = rows
        self._plan: Plan = plan_of(bytes(row.mapping), door.policy)
        self._seen = _seen(row)
        purposes = None if row.purposes is None else frozenset(row.purposes)
        self._asker = Asker(system=row.caller, purposes=purposes)

    def go_on(self) -> None:
        """Receive from the cursor on, until the end or until other keys are in use."""
        keys, _ = self.door.writer.run(lambda _: self.door.keys.drafting_keys(), changes=False)
        order = Order(
            path=str(place_of(self.row)), name=self.row.key, key=self._file_key(), plan=self._plan,
            after=self.row.rows, keys=keys, rows=self._rows, kinds=kinds_of(self.door.policy),
        )  # fmt: skip
        with reading(order, self._parts()) as batches:
            for batch in batches:
                try:
                    self._take(batch, keys.epoch)
                except EpochMovedError:
                    return
                self.is_done = batch.is_last
                if self._is_stopping():
                    return

    def _parts(self) -> int:
        """Return how many readers are worth starting: none has less than a few lots to read."""
        return min(how_many(), 1 + self.row.size // WORTH)

    def _file_key(self) -> bytes:
        return self.door.keys.provider.unwrap(self.row.staged_kek, bytes(self.row.staged_key))

    def _take(self, batch: Batch, epoch: int) -> None:
        row = self.row
        wish = Wish(act="collect", purpose=row.purpose, source=SOURCE)
        taken = receive(
            self.door,
            Receiving(
                asker=self._asker,
                wish=wish_of(wish, row.origin, evidence_of(row.receipt) if row.receipt else None),
                epoch=epoch,
                categories=self._plan.categories,
                settled=frozenset([RECORDED]),
                is_seen=self._seen.__contains__,
                told=lambda ticket: _lot(row, batch, ticket),
                beside=lambda taken: self._note(batch, taken),
            ),
            batch.lines,
        )
        self._seen.add((*taken.created, *taken.added))
        self.row = delivery(row.key)
        self._tell(report_of(self.row))

    def _note(self, batch: Batch, taken: Taken) -> None:
        """Note in the same transaction how far it came, and what was not taken."""
        row, now = self.row, self.door.clock()
        rejected = len(batch.refusals) + len(taken.rejected)
        people = len(taken.created) + len(taken.added)
        ours = Delivery.objects.filter(
            pk=row.pk, claims=row.claims, rows=row.rows, state=Stage.RUNNING
        )
        moved = ours.update(
            rows=batch.last_row, lease_until=now + LEASE,
            created=F("created") + len(taken.created), added=F("added") + len(taken.added),
            rejected=F("rejected") + rejected,
            quarantined=F("quarantined") + len(taken.held),
        )  # fmt: skip
        if not moved:
            raise DeliveryElsewhereError(delivery=row.key)
        Rejection.objects.bulk_create(_rejections(row, batch, taken), batch_size=1_000)
        if people and row.receipt_id:
            received(Receipt.objects.get(pk=row.receipt_id), people, now)


def _lot(row: Delivery, batch: Batch, ticket: int) -> None:
    Lot.objects.create(delivery=row, first_row=row.rows + 1, last_row=batch.last_row, ticket=ticket)


def _seen(row: Delivery) -> Seen:
    """Return who the delivery was about so far, by what the ledger holds of its lots."""
    seen = Seen()
    with looking() as cursor:
        for ticket in Lot.objects.filter(delivery=row).values_list("ticket", flat=True):
            seen.add(people_of(cursor, ticket))
    return seen


def _rejections(row: Delivery, batch: Batch, taken: Taken) -> list[Rejection]:
    """Return what was not taken as it came; rows beside each other for one reason are together."""
    away = {one.row for one in taken.rejected}
    every = [(one.row, one.reason, one.detail) for one in batch.refusals]
    every += [(one.row, one.reason, one.detail) for one in (*taken.rejected, *taken.held)]
    every += [(one.row, one.reason, one.detail) for one in batch.masked if one.row not in away]
    found: list[Rejection] = []
    for number, reason, detail in sorted(every):
        last = found[-1] if found else None
        if last and last.last_row == number - 1 and (last.reason, last.detail) == (reason, detail):
            last.last_row = number
        else:
            found.append(
                Rejection(
                    delivery=row, first_row=number, last_row=number, reason=reason,
                    detail=detail[:400],
                )
            )  # fmt: skip
    return found


def waiting(now: datetime) -> Iterator[str]:
    """Yield the keys of deliveries that nobody works on and whose file is on this machine."""
    due = Delivery.objects.filter(
        Q(state=Stage.WAITING) | Q(state=Stage.RUNNING, lease_until__lte=now)
    )
    for row in due.order_by("pk"):
        if place_of(row).exists():
            yield row.key
