"""Killed at any line of a reminder: that day's mail is not sent twice, and the next day's is."""

from datetime import timedelta

import pytest
from tests.gate.samples import Clock
from tests.killing import is_killed, program, stride
from tests.outbox.mailserver import MailServer
from tests.parties.samples import registered
from tests.reminders.reminding import LATE
from tests.store import Store

from mamoru.gate.door import Door
from mamoru.provision.reminders.models import Reminded
from mamoru.provision.reminders.remind import remind

REMINDER = "tests.reminders.reminder"


@pytest.mark.slow
def test_killed_before_any_line_no_matter_is_mailed_twice_on_a_day_and_none_is_lost_for_good(
    door: Door, clock: Clock, server: MailServer, store: Store
) -> None:
    registered(door, "contractor")
    step = stride(17)
    line = -(step // 2) if store.vendor == "sqlite" else 0  # other lines than on PostgreSQL
    was_killed, after = True, set()
    with program(REMINDER, store) as process:
        while was_killed:
            line += step
            server.mails.clear()
            Reminded.objects.all().delete()
            clock.now = LATE
            was_killed = is_killed(process, server.port, 0, line)
            taken = len(server.mails)
            after.add((taken, remind(door).matters))

            clock.now += timedelta(days=1)
            assert remind(door).matters == 2
            assert len(server.mails) <= 2

    assert after <= {(0, 2), (0, 0), (1, 0)}
    assert {(0, 2), (1, 0)} <= after
