"""What is erased by time alone: each kind with how much is due, and how some of it goes.

Rooms announce what they keep; one run of all kinds is made every day (`mamoru.rights.retention`).
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from mamoru.gate import expiring
from mamoru.gate.door import Door
from mamoru.gate.evidence_files import count_over, erase_over
from mamoru.gate.holding import ending
from mamoru.gate.letters import count_old, forget_old
from mamoru.gate.plans import count_spent, forget_spent
from mamoru.gate.quarantine import grounds
from mamoru.gate.quarantine import settle as quarantine
from mamoru.gate.references import count_old as count_old_references
from mamoru.gate.references import sweep_old


class Swept(NamedTuple):
    """What one batch did."""

    gone: int
    refused: int
    last: int
    """From where the next one goes on."""
    is_done: bool


class Sweep(NamedTuple):
    """A kind of thing that is erased by time."""

    name: str
    due: Callable[[Door, datetime], int]
    """How much is due by a moment; called where reading the database is allowed."""
    held: Callable[[Door], int]
    """How much there is; likewise."""
    some: Callable[[Door, int, int], Swept]
    """Erase some, after a number, so many at most, in one transaction, decided and on record."""


_announced: dict[str, Sweep] = {}


def announce(sweep: Sweep) -> None:
    """Let a further kind be erased by time; the room that keeps it calls it as it is loaded."""
    _announced[sweep.name] = sweep


def sweeps() -> tuple[Sweep, ...]:
    """Return every kind, in the order in which they are erased."""
    return (*_OWN, *(_announced[name] for name in sorted(_announced)))


def plain(
    name: str, count: Callable[[datetime | None], int], some: Callable[[Door, int], int]
) -> Sweep:
    """Return a kind of rows that are counted until a moment, or all of them, and just deleted."""

    def swept(door: Door, after: int, limit: int) -> Swept:
        gone = some(door, limit)
        return Swept(gone, 0, after, gone < limit)

    return Sweep(name, lambda _, at: count(at), lambda _: count(None), swept)


def _items(door: Door, after: int, limit: int) -> Swept:
    found = expiring.end_some(door, after, limit)
    return Swept(found.values, found.refused, found.last, found.people < limit)


def _holds(door: Door, after: int, limit: int) -> Swept:
    ended, seen, last = ending.end_some(door, limit, after=after)
    return Swept(ended, seen - ended, last, seen < limit)


def _quarantine(door: Door, after: int, limit: int) -> Swept:
    gone, seen = quarantine.purge_some(door, limit)
    return Swept(gone, seen - gone, after, seen < limit)


_OWN = (
    Sweep(
        "items",
        lambda door, at: sum(expiring.due(door.shelf.policy(at), at).values()),
        lambda _: expiring.held(),
        _items,
    ),
    Sweep("holds", lambda _, at: ending.due(at), lambda _: ending.held(), _holds),
    Sweep(
        "quarantine",
        lambda _, at: quarantine.waiting_until(at),
        lambda _: quarantine.waiting_until(None),
        _quarantine,
    ),
    plain("letters", count_old, forget_old),
    plain("plans", count_spent, forget_spent),
    plain("references", count_old_references, sweep_old),
    plain("evidence_files", count_over, erase_over),
    plain("grounds", grounds.count_old, grounds.forget_old),
)
