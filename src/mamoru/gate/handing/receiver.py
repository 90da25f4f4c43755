"""Who receives a hand-over: a registered party that may, within what its case or data set names."""

from collections.abc import Collection
from datetime import datetime

from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.recipient_errors import BeyondScopeError
from mamoru.gate.recipients import check_scope, recipient, refusal
from mamoru.gate.transaction import Record
from mamoru.parties.party import Party


def receiver(
    door: Door, record: Record, asker: Asker, wish: Wish, items: Collection[str], at: datetime
) -> tuple[Party, Wish]:
    """Return the party that `wish` names, and the wish with `to`, `place` and what papers show.

    Raises `OnRecord` with what `mamoru.gate.recipients` refuses, or with `BeyondScopeError`.
    """
    party, completed = recipient(door, record, asker, wish.party, wish, at)
    book = door.shelf.book(at)
    try:
        check_scope(book, completed, items)
    except BeyondScopeError as error:
        raise refusal(book, asker, completed, error, at) from None
    return party, completed
