"""A publication that is killed leaves the old text or the new one, never neither, never both."""

import pytest
from tests.gate.samples import Clock, counted, entries, stored
from tests.killing import is_killed, program, stride
from tests.notices.texts import LATER, WIDER, revised
from tests.store import Store

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import open_door
from mamoru.ledger.entries import Published
from mamoru.notices.announce import announce_due
from mamoru.notices.draft import draft
from mamoru.notices.listing import State, revisions
from mamoru.notices.models import Announcement
from mamoru.outbox.queries import totals
from mamoru.paths import reference_policy

PUBLISHER = "tests.notices.publisher"
PEOPLE = 3


def stands() -> tuple[bool, bool, bool, bool]:
    """Return whether the text is published, recorded, its draft settled, its letter there."""
    found = {one.version: one.state for one in revisions(Clock().now)}
    recorded = [e for e in entries() if isinstance(e, Published) and e.version == LATER]
    assert len(recorded) <= 1
    return (
        found[LATER] is State.ANNOUNCED,
        bool(recorded),
        found[LATER] is not State.DRAFT,
        counted("notices_announcement") == 1,
    )


@pytest.mark.slow
def test_killed_before_any_line_a_publication_is_there_wholly_or_not_at_all(store: Store) -> None:
    door = open_door(home=store.home, policy=reference_policy(), clock=Clock())
    for n in range(PEOPLE):
        stored(door, f"Hito{n} Tsukuri")
    draft(door, OFFICER, revised(LATER, WIDER))
    door.close()
    lines, seen = 0, set()
    step = stride(13)
    with program(PUBLISHER, store) as process:
        while is_killed(process, LATER, lines + 1):
            lines += step
            seen.add(stands())
            if stands() == (True,) * 4:
                break

    assert seen == {(False,) * 4, (True,) * 4}
    assert lines > 50


@pytest.mark.slow
def test_an_announcement_that_is_killed_goes_on_and_writes_to_nobody_twice(store: Store) -> None:
    door = open_door(home=store.home, policy=reference_policy(), clock=Clock())
    for n in range(PEOPLE):
        stored(door, f"Hito{n} Tsukuri")
    draft(door, OFFICER, revised(LATER, WIDER))
    door.close()
    with program(PUBLISHER, store) as process:
        number = 1
        while is_killed(process, LATER, number):
            number += stride(31)
    door = open_door(home=store.home, clock=Clock())
    announce_due(door)
    door.close()

    (key,) = Announcement.objects.values_list("key", flat=True)
    assert totals(key) == {"waiting": PEOPLE}
