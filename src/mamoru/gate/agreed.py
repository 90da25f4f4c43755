"""Which text a person agreed to, and what of the text in force waits for their agreement."""

from datetime import datetime

import msgspec

from mamoru.consent.standing import standing_now
from mamoru.gate.asking import RECALL, Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.editions import Edition
from mamoru.gate.record import noted
from mamoru.gate.sight import Look
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Decision, Outcome


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """How a person stands to the text in force."""

    agreed: Edition | None
    """The last text they agreed to."""
    since: datetime
    """Since when they are held here: they were shown the text of then."""
    waits: tuple[str, ...]
    """Versions of which something waits until they agree."""
    binds_everyone: bool

    @property
    def is_open(self) -> bool:
        """Whether their agreement is asked for."""
        return bool(self.waits)


def agreement(door: Door, asker: Asker, ref: str) -> Agreement:
    """Return how a person stands to the text in force; seeing it is on record.

    Seeing what one agreed to is part of taking it back (`recall`), so no clause can stand against
    it. Raises `UnknownPersonError`.
    """

    def unit(record: Record) -> Agreement:
        at = door.clock()
        about = door.about(record, record.sight.held(Look(ref, items=())), at)
        decision = Decision(outcome=Outcome.ALLOW, token=about.book.token)
        noted(record, asker, Wish(act=RECALL), (), decision, about)
        chosen = standing_now(record.sight.choices(about.held.number), now=at)
        return Agreement(
            agreed=door.shelf.agreed(at, chosen.agreed_versions), since=about.held.created_at,
            waits=tuple(one.version for one in about.waits),
            binds_everyone=door.shelf.policy(at).binds_everyone,
        )  # fmt: skip

    return door.writer.run(unit, changes=False, look=Look(ref, items=()))[0]
