"""A mail server that is down, slow, or says no: told apart, tried again later, never twice."""

from datetime import timedelta
from itertools import pairwise

import pytest
from tests.gate.samples import NOON, Clock, entries
from tests.outbox.letters import LETTER, address, posted, readers, sent, states, totals
from tests.outbox.mailserver import GONE, SLOW, TAKEN, MailServer, first_only

from mamoru.gate.door import Door
from mamoru.gate.letters import resend
from mamoru.gate.mail import send_due
from mamoru.ledger.entries import Handled
from mamoru.outbox.backoff import ATTEMPTS, FIRST, LONGEST, SPREAD, pause_after
from mamoru.outbox.errors import MailServerSilentError
from mamoru.outbox.letters import State
from mamoru.outbox.mailer import Smtp
from mamoru.outbox.models import Delivery


def later(clock: Clock, **pause: float) -> None:
    clock.now += timedelta(**pause)


def uses() -> int:
    return len([one for one in entries() if isinstance(one, Handled) and one.act == "use"])


def test_while_the_server_is_down_letters_wait_and_no_address_is_read(door: Door) -> None:
    server = MailServer()
    posted(door, readers(door, 3))

    down = sent(door, server.mailer())

    assert isinstance(down.trouble, MailServerSilentError)
    assert down.trouble.facts["reason_en"] == "the connection was refused"
    assert down.trouble.message("ja").startswith("メールサーバーに送れません:接続を断られました")
    assert (down.states, uses(), totals()) == ({}, 0, {State.WAITING: 3})
    with server.running():
        assert sent(door, server.mailer()).states == {State.SENT: 3}
    assert server.per_reader == {address(n): 1 for n in range(3)}


def test_a_host_that_does_not_exist_is_told_as_such(door: Door) -> None:
    posted(door, readers(door, 1))
    smtp = Smtp(host="mail.invalid", port=25, security="none")

    done = sent(door, MailServer().mailer(smtp=smtp))

    assert isinstance(done.trouble, MailServerSilentError)
    assert done.trouble.facts["reason_en"] == "no such host is known"
    assert totals() == {State.WAITING: 1}


def test_what_is_refused_for_now_is_tried_again_after_growing_pauses(
    door: Door, server: MailServer, clock: Clock
) -> None:
    posted(door, readers(door, 1))
    server.on_data = lambda _: "451 try later"
    tried = []
    for _ in range(4):
        assert sent(door, server.mailer()).states == {State.WAITING: 1}
        tried.append(clock.now)
        row = Delivery.objects.get()
        clock.now = row.next_at - timedelta(seconds=1)
        assert sent(door, server.mailer()).states == {}
        clock.now = row.next_at

    assert [after - before for before, after in pairwise(tried)] == [
        FIRST, 2 * FIRST, 4 * FIRST,
    ]  # fmt: skip
    assert states() == [(State.WAITING, "451")]
    server.on_data = lambda _: TAKEN
    sent(door, server.mailer())
    assert server.per_reader == {address(0): 1}
    assert uses() == 5


def test_what_is_refused_for_two_days_is_given_up(
    door: Door, server: MailServer, clock: Clock
) -> None:
    posted(door, readers(door, 1))
    server.on_rcpt = lambda _: "450 busy"
    while states()[0][0] is State.WAITING:
        sent(door, server.mailer())
        clock.now = max(clock.now, Delivery.objects.get().next_at)

    assert states() == [(State.FAILED, "450")]
    assert Delivery.objects.get().attempts == ATTEMPTS
    assert timedelta(days=2) < clock.now - NOON < timedelta(days=2.5)
    assert server.mails == []


def test_a_pause_has_its_bounds() -> None:
    assert [pause_after(n, 0) for n in (1, 2, 3)] == [FIRST, 2 * FIRST, 4 * FIRST]
    assert pause_after(10**6, 0) == LONGEST
    assert pause_after(1, 1) == FIRST * (1 + SPREAD)


def test_one_reader_whom_the_server_does_not_know_keeps_no_other_from_their_letter(
    door: Door, server: MailServer
) -> None:
    posted(door, readers(door, 3))
    server.on_rcpt = lambda to: "550 no such user" if to == address(1) else TAKEN

    done = sent(door, server.mailer())

    assert done.states == {State.SENT: 2, State.FAILED: 1}
    assert states()[1] == (State.FAILED, "550")
    assert server.per_reader == {address(0): 1, address(2): 1}


def test_a_content_that_is_refused_for_good_is_not_tried_again(
    door: Door, server: MailServer, clock: Clock
) -> None:
    posted(door, readers(door, 1))
    server.on_data = lambda _: "554 not wanted"

    sent(door, server.mailer())
    later(clock, days=3)

    assert sent(door, server.mailer()).states == {}
    assert states() == [(State.FAILED, "554")]


def test_a_server_that_does_not_want_us_fails_nobodys_letter(
    door: Door, server: MailServer, clock: Clock
) -> None:
    posted(door, readers(door, 3))
    server.on_mail = lambda _: "550 who are you"

    done = sent(door, server.mailer())

    assert isinstance(done.trouble, MailServerSilentError)
    assert done.trouble.facts["reason_en"] == "it answered with 550"
    assert states() == [(State.WAITING, "550"), (State.WAITING, None), (State.WAITING, None)]
    server.on_mail = lambda _: "250 welcome"
    later(clock, minutes=2)
    sent(door, server.mailer())
    assert server.per_reader == {address(n): 1 for n in range(3)}


@pytest.mark.parametrize("end", [GONE, SLOW])
def test_where_the_answer_to_the_content_is_lost_nothing_is_repeated_by_itself(
    door: Door, server: MailServer, clock: Clock, end: str
) -> None:
    posted(door, readers(door, 2))
    server.on_data = first_only(end)

    done = sent(door, server.mailer())
    later(clock, days=3)

    assert done.states == {State.UNCLEAR: 1, State.SENT: 1}
    assert states() == [(State.UNCLEAR, "connection"), (State.SENT, None)]
    assert sent(door, server.mailer()).states == {}
    assert server.per_reader == {address(0): 1, address(1): 1}  # it had arrived, as nobody knew
    assert resend(door, LETTER.key, [State.UNCLEAR]) == 1
    sent(door, server.mailer())
    first, _, again = [mail.message["Message-ID"] for mail in server.mails]
    assert (first, server.per_reader[address(0)]) == (again, 2)


@pytest.mark.parametrize("stage", ["on_mail", "on_rcpt"])
@pytest.mark.parametrize("end", [GONE, SLOW])
def test_where_the_connection_ends_before_the_content_it_is_tried_again(
    door: Door, server: MailServer, clock: Clock, stage: str, end: str
) -> None:
    posted(door, readers(door, 2))
    setattr(server, stage, first_only(end))

    done = sent(door, server.mailer())

    assert done.states == {State.WAITING: 1}
    assert isinstance(done.trouble, MailServerSilentError)
    assert states() == [(State.WAITING, "connection"), (State.WAITING, None)]
    later(clock, minutes=2)
    assert sent(door, server.mailer()).states == {State.SENT: 2}
    assert server.per_reader == {address(0): 1, address(1): 1}


def test_a_server_that_closes_after_each_mail_is_called_anew(
    door: Door, server: MailServer, clock: Clock
) -> None:
    posted(door, readers(door, 2))
    server.on_rcpt = first_only("421 enough for now")

    done = sent(door, server.mailer())

    assert (done.states, states()[0]) == ({State.WAITING: 1}, (State.WAITING, "421"))
    later(clock, minutes=2)
    sent(door, server.mailer())
    assert server.per_reader == {address(0): 1, address(1): 1}


def test_whoever_is_stopping_leaves_the_rest_to_others(door: Door, server: MailServer) -> None:
    posted(door, readers(door, 3))

    done = send_due(door, server.mailer(), is_stopping=lambda: bool(server.mails))

    assert done.states == {State.SENT: 1}
    assert sent(door, server.mailer()).states == {State.SENT: 2}
    assert set(server.per_reader.values()) == {1}
