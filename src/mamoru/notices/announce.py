"""Putting the letter about a published text into the outbox, for everybody who was held then.

People are taken some thousands at a time, each lot in a transaction of its own that also notes how
far it went: stopped anywhere, it goes on from there, and nobody gets a second letter.
"""

from mamoru.gate.door import Door
from mamoru.gate.everybody import numbers_between
from mamoru.gate.transaction import Record
from mamoru.notices.models import Announcement
from mamoru.notices.owed import settle
from mamoru.outbox.queries import insert_deliveries

LOT = 5_000
"""People in one transaction: some tens of milliseconds during which others wait."""


def announce_due(door: Door) -> int:
    """Go on with every announcement, and return how many letters were put into the outbox.

    Notices whose letters are all out are noted as given.
    """
    count = sum(_announce(door, edition) for edition in _due())
    if Announcement.objects.filter(settled_at=None).exclude(done_at=None).exists():
        door.writer.run(lambda _: settle(door.clock()))
    return count


def _due() -> list[int]:
    found = Announcement.objects.filter(done_at=None).order_by("edition")
    return list(found.values_list("edition", flat=True))


def _announce(door: Door, edition: int) -> int:
    count = 0
    while found := door.writer.run(lambda record: _lot(door, record, edition))[0]:
        count += found
    return count


def _lot(door: Door, _: Record, edition: int) -> int:
    owed = Announcement.objects.select_for_update().filter(edition=edition, done_at=None).first()
    if owed is None:
        return 0
    numbers = numbers_between(owed.reached, owed.last, LOT)
    if not numbers:
        owed.done_at = door.clock()
    else:
        insert_deliveries(owed.letter, numbers, door.clock())
        owed.reached = numbers[-1]
    owed.save(update_fields=["reached", "done_at"])
    return len(numbers)
