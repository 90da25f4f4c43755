"""What an officer, or a report from a mail server, does to letters in the outbox."""

from collections.abc import Collection
from datetime import datetime

from mamoru.gate.door import Door
from mamoru.gate.retention import began_before
from mamoru.law.calendar import tokyo_day
from mamoru.law.figures import clock_named
from mamoru.outbox import queries
from mamoru.outbox.bounce import Bounce
from mamoru.outbox.enqueue import send_again
from mamoru.outbox.errors import UnknownBounceError
from mamoru.outbox.letters import State

KEPT = "letter_kept"
"""Clock of the law's table for how long it is kept to whom a letter went."""


def resend(door: Door, key: str, states: Collection[State]) -> int:
    """Let what ended in `states` be sent once more; return how many letters wait now.

    Where it is unclear whether a letter arrived, its reader may get it twice. Raises
    `UnknownLetterError`.
    """
    return door.writer.run(lambda _: send_again(key, states, now=door.clock()))[0]


def note_bounce(door: Door, found: Bounce) -> str | None:
    """Note that a letter came back, and return its key; `None` where it was not out.

    Nobody's information is read for that, so the ledger has no entry: what it says is how the use
    of an address ended that is on record already. Raises `UnknownBounceError`.
    """

    def unit(_: object) -> str | None:
        if not queries.is_known(found.token):
            raise UnknownBounceError
        return queries.bounce(found.token, found.status)

    return door.writer.run(unit)[0]


def count_old(at: datetime | None) -> int:
    """Return how many deliveries ended so long before `at` that they go, or how many ended ever."""
    return queries.count_ended(None if at is None else _ended_before(at))


def forget_old(door: Door, limit: int) -> int:
    """Delete up to `limit` deliveries that ended long ago, and return how many.

    That an address was used is in the ledger; what is deleted says only to whom a letter went.
    """
    return door.writer.run(lambda _: queries.forget_ended(_ended_before(door.clock()), limit))[0]


def _ended_before(at: datetime) -> datetime:
    """Return before when letters must have gone out for their period to be over."""
    return began_before(clock_named(KEPT, tokyo_day(at)).period, at)
