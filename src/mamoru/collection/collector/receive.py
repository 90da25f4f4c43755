"""From the body of a call to a verdict for each of its events."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from mamoru.collection.collector.declare import Present
from mamoru.collection.collector.incoming import Delivery
from mamoru.collection.collector.intake import Intake
from mamoru.collection.collector.prepare import Prepared, Sender, prepared
from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.observing.collect import Observatory
from mamoru.gate.observing.event import Status, Verdict


class Collector:
    """Everything that one process needs to take events in."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self._observatory = Observatory(door)
        self._present = Present(door)
        self._intake = Intake(self._observatory)

    def secret(self) -> bytes:
        """Return the key of the day."""
        return self._observatory.secrets.of(self._observatory.today())

    def receive(self, delivery: Delivery, sender: Sender) -> list[Verdict]:
        """Return a verdict for each event of a delivery, in order, once all of it is durable.

        Raises `NothingDeclaredError`, `CollectorBusyError`, and what a commit raises.
        """
        declarations = self._present.get()
        every = [prepared(declarations, one, delivery, sender) for one in delivery.events]
        events = [one.observed for one in every if one.observed is not None]
        undeclared: Counter[Asker] = Counter()
        if any(one.is_undeclared for one in every):
            undeclared[sender.asker] = sum(one.is_undeclared for one in every)
        kept = self._intake.take(events, undeclared) if events or undeclared else []
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
