"""Killed at any line, or beside another at work: no letter is lost, and none is sent twice."""

import time
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta

import msgspec
import pytest
from tests.gate.samples import Clock
from tests.killing import answer, ask, program, stride
from tests.outbox.letters import LETTER, address, posted, readers, sent, totals
from tests.outbox.mailserver import SLOW, MailServer, first_only
from tests.store import Store

from mamoru.gate.door import Door
from mamoru.ledger.verify import verify_here
from mamoru.outbox.letters import State
from mamoru.outbox.models import Delivery

EACH_MINUTES = 60


SENDER = "tests.outbox.sender"


def arrived(server: MailServer) -> Counter[str]:
    """Return how often each delivery arrived, by its token."""
    return Counter(str(mail.message["Message-ID"])[1:33] for mail in server.mails)


def settle(door: Door, server: MailServer, key: str) -> None:
    """Send what is left. The rows of who was killed stay locked until the database notices it."""
    for _ in range(100):
        sent(door, server.mailer())
        if not Delivery.objects.filter(letter__key=key, state__in=("waiting", "sending")).exists():
            return
        time.sleep(0.05)


@pytest.mark.slow
def test_killed_before_any_line_a_letter_is_sent_once_or_its_state_is_unclear(
    door: Door, server: MailServer, clock: Clock, store: Store
) -> None:
    people = readers(door, 2)
    start, unclear = clock.now, 0
    step = stride(17)
    line = 1 - step if store.vendor == "sqlite" else 0  # other lines than on PostgreSQL
    with program(SENDER, store) as process:
        is_killed = True
        while is_killed:
            line += step
            minutes = line * EACH_MINUTES
            clock.now = start + timedelta(minutes=minutes)
            posted(door, people, msgspec.structs.replace(LETTER, key=f"revision:{line}"))
            ask(process, server.port, minutes, line)
            is_killed = answer(process) == "killed"
            clock.now += timedelta(minutes=EACH_MINUTES - 1)

            settle(door, server, f"revision:{line}")

            got = arrived(server)
            ended = dict(
                Delivery.objects.filter(letter__key=f"revision:{line}").values_list(
                    "token", "state"
                )
            )
            states = Counter(ended.values())
            assert states[State.SENT] + states[State.UNCLEAR] == len(people), line
            assert states[State.UNCLEAR] <= 1, line
            assert all(got[token] == 1 for token in ended if ended[token] == State.SENT), line
            assert all(got[token] <= 1 for token in ended), line
            unclear += states[State.UNCLEAR]

    assert line > 100
    assert 1 < unclear < line / 4
    door.settle()
    verify_here()


def test_of_two_processes_each_sends_what_the_other_does_not(
    door: Door, server: MailServer, store: Store
) -> None:
    posted(door, readers(door, 60))
    server.on_data = first_only(SLOW)  # until the other one has begun

    with ExitStack() as ending:
        senders = [ending.enter_context(program(SENDER, store)) for _ in range(2)]
        for process in senders:
            ask(process, server.port, 1, 0)
        done = [int(answer(process).removeprefix("done ")) for process in senders]

    assert sum(done) == 60
    assert min(done) > 0
    assert totals() == {State.SENT: 60}
    assert server.per_reader == {address(n): 1 for n in range(60)}
