"""What leaves by a reading that was allowed, so that its record is made in the same transaction."""

from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec

from mamoru.gate.about import About, Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.judge import judge
from mamoru.gate.record import noted, relied_on
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Decision, Outcome


class Leaving(msgspec.Struct, frozen=True, kw_only=True):
    """What leaves, to whom, and on which grounds."""

    wish: Wish
    """With the recipient as the register completed it."""
    items: tuple[str, ...]
    decision: Decision
    facts: dict[str, str | None]
    """Those relied on, each with the reference that shows it."""
    at: datetime


Recorder = Callable[[Record, Leaving], Callable[[int], object] | None]
"""Makes the record of what leaves, and hears of the ticket of the entry."""


def decided_to_leave(
    record: Record, asker: Asker, wish: Wish, touched: Sequence[Touched], about: About,
    items: Sequence[str], recorder: Recorder | None,
) -> Decision:  # fmt: skip
    """Decide about a person who is held, add the entry, and let what leaves be recorded first."""
    decision, basis = judge(about.book, wish, touched, about=about, at=about.at)
    told = None
    if recorder is not None and decision.outcome is Outcome.ALLOW:
        what = Leaving(
            wish=wish, items=tuple(dict.fromkeys(items)), decision=decision, at=about.at,
            facts=relied_on(about.book, wish, basis, decision, about),
        )  # fmt: skip
        told = recorder(record, what)
    noted(record, asker, wish, touched, decision, about, basis)
    if told is not None:
        record.tell(told)
    return decision
