"""Who receives a hand-over: a registered party that may, within what bounds it (`gate.bounds`)."""

from collections.abc import Collection
from datetime import datetime

from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.recipients import recipient, within
from mamoru.gate.transaction import Record
from mamoru.parties.party import Party


def receiver(
    door: Door, record: Record, asker: Asker, wish: Wish, items: Collection[str], at: datetime
) -> tuple[Party, Wish]:
    """Return the party that `wish` names, and the wish with `to`, `place` and what papers show.

    Raises `OnRecord` with what `mamoru.gate.recipients` and `mamoru.gate.bounds` refuse.
    """
    party, completed = recipient(door, record, asker, wish.party, wish, at)
    return party, within(door, asker, completed, items, at)
