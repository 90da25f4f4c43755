"""From the body of a call to a verdict for each of its events."""

import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

import msgspec

from mamoru.collection.collector.declare import Counting, Present
from mamoru.collection.collector.errors import DeclarationsMovedError
from mamoru.collection.collector.incoming import Delivery
from mamoru.collection.collector.intake import Intake
from mamoru.collection.collector.limits import Limits
from mamoru.collection.collector.prepare import Prepared, Sender, prepared
from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.observing.collect import Observatory
from mamoru.gate.observing.event import Status, Verdict

ATTEMPTS = 4
"""How often a delivery is prepared where other declarations begin to count meanwhile."""


class Collector:
    """Everything that one process needs to take events in."""

    def __init__(self, door: Door, observatory: Observatory | None = None) -> None:
        self.door = door
        self._observatory = observatory or Observatory(door)
        self._present = Present(door)
        self._limits = Limits()
        self._intake = Intake(self._observatory)

    def secret(self) -> bytes:
        """Return the key of the day."""
        return self._observatory.secrets.of(self._observatory.today())

    def receive(self, delivery: Delivery, sender: Sender) -> list[Verdict]:
        """Return a verdict for each event of a delivery, in order, once all of it is durable.

        Raises `NothingDeclaredError`, `SenderLimitedError`, `CollectorBusyError`,
        `DeclarationsMovedError`, and what a commit raises.
        """
        for _ in range(ATTEMPTS):
            counting = self._present.get()
            self._limits.check(sender.asker.system, counting.declarations.limit, time.monotonic())
            with suppress(DeclarationsMovedError):
                return self._received(delivery, sender, counting)
            self._present.look_again()
        raise DeclarationsMovedError

    def _received(self, delivery: Delivery, sender: Sender, counting: Counting) -> list[Verdict]:
        declarations = counting.declarations
        every = [prepared(declarations, one, delivery, sender) for one in delivery.events]
        events = [one.observed for one in every if one.observed is not None]
        undeclared: Counter[Asker] = Counter()
        if any(one.is_undeclared for one in every):
            undeclared[sender.asker] = sum(one.is_undeclared for one in every)
        kept: Sequence[Verdict] = ()
        if events or undeclared:
            kept = self._intake.take(events, undeclared, counting.check)
        self._limits.count(sender.asker.system, len(every))
        return _together(every, kept)

    def close(self) -> None:
        """Finish what waits."""
        self._intake.close()


def _together(every: Sequence[Prepared], kept: Sequence[Verdict]) -> list[Verdict]:
    """Return the verdicts in the order of the events, with what was noticed before the door."""
    answers = iter(kept)
    found = []
    for one in every:
        verdict = one.rejection if one.observed is None else next(answers)
        if one.observed is not None and one.reasons and verdict.status is not Status.DUPLICATE:
            verdict = _noticed(verdict, one.reasons)
        found.append(verdict)
    return found


def _noticed(verdict: Verdict, reasons: tuple[str, ...]) -> Verdict:
    status = Status.LIMITED if verdict.status is Status.ACCEPTED else verdict.status
    return msgspec.structs.replace(verdict, status=status, reasons=(*verdict.reasons, *reasons))
