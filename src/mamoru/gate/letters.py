"""What an officer, or a report from a mail server, does to letters in the outbox."""

from collections.abc import Collection

from mamoru.gate.door import Door
from mamoru.outbox import queries
from mamoru.outbox.bounce import Bounce
from mamoru.outbox.enqueue import send_again
from mamoru.outbox.errors import UnknownBounceError
from mamoru.outbox.letters import State


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
