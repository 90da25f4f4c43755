"""Several senders at once: what one has taken the others leave alone, until its time is over."""

from datetime import timedelta
from threading import Thread

import psycopg
import pytest
from tests.gate.samples import Clock
from tests.outbox.letters import address, posted, readers, sent, states, totals
from tests.outbox.mailserver import TAKEN, MailServer
from tests.store import Store

from mamoru.gate.door import Door
from mamoru.gate.mail import LONGEST, _sent
from mamoru.gate.parcels import LEASE, Parcel, take
from mamoru.outbox.letters import State
from mamoru.outbox.line import Line
from mamoru.outbox.models import Delivery


def taken(door: Door) -> list[Parcel]:
    return list(take(door, 10, lambda: 0.0).parcels)


def test_what_is_taken_is_left_alone_until_its_lease_is_over(door: Door, clock: Clock) -> None:
    posted(door, readers(door, 2))

    assert len(taken(door)) == 2
    clock.now += LEASE - timedelta(seconds=1)
    assert taken(door) == []
    clock.now += timedelta(seconds=1)
    assert len(taken(door)) == 2


def test_a_sender_that_is_late_sends_nothing(door: Door, server: MailServer, clock: Clock) -> None:
    posted(door, readers(door, 1))
    [late] = taken(door)
    clock.now += LEASE

    with Line(server.mailer()) as line:
        assert _sent(door, server.mailer(), line, late, lambda: 0.0).state is State.WAITING
        [again] = taken(door)
        assert _sent(door, server.mailer(), line, late, lambda: 0.0).state is State.WAITING
        assert server.mails == []
        assert _sent(door, server.mailer(), line, again, lambda: 0.0).state is State.SENT
        assert _sent(door, server.mailer(), line, late, lambda: 0.0).state is State.WAITING

    assert server.per_reader == {address(0): 1}
    assert states() == [(State.SENT, None)]


def test_a_sender_that_was_thought_dead_knows_better(
    door: Door, server: MailServer, clock: Clock
) -> None:
    posted(door, readers(door, 1))
    seen: list[tuple[State, str | None]] = []

    def look() -> None:
        taken(door)
        seen.extend(states())

    def slowly(_: str) -> str:
        clock.now += LONGEST
        other = Thread(target=look)
        other.start()
        other.join()
        return TAKEN

    server.on_data = slowly
    sent(door, server.mailer(timeout=20.0))

    assert seen == [(State.UNCLEAR, "interrupted")]
    assert states() == [(State.SENT, None)]


def test_a_parcel_shows_no_address(door: Door) -> None:
    posted(door, readers(door, 1))

    assert "example" not in repr(taken(door))


@pytest.mark.parametrize("store", ["postgres"], indirect=True)  # SQLite has one writer at a time
def test_what_another_is_just_taking_is_passed_over_without_waiting(
    door: Door, server: MailServer, store: Store
) -> None:
    people = readers(door, 2)
    posted(door, people)
    with psycopg.connect(store.url) as other:
        row = Delivery.objects.get(person=people[0].number)
        other.execute("SET idle_in_transaction_session_timeout = '20s'")
        other.execute("SELECT 1 FROM outbox_delivery WHERE id = %s FOR UPDATE", [row.pk])

        assert sent(door, server.mailer()).states == {State.SENT: 1}

        other.rollback()
    assert totals() == {State.WAITING: 1, State.SENT: 1}
    assert sent(door, server.mailer()).states == {State.SENT: 1}
    assert server.per_reader == {address(0): 1, address(1): 1}
