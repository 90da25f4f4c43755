"""Of somebody who is erased no letter is left, and none goes out."""

from threading import Thread

import pytest
from tests.gate.samples import ERASE, counted
from tests.gate.sharing import in_one_transaction
from tests.outbox.letters import address, posted, readers, sent, states, totals
from tests.outbox.mailserver import TAKEN, MailServer

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.erase import erase
from mamoru.gate.letters import note_bounce
from mamoru.gate.verify import verify_here
from mamoru.outbox.bounce import Bounce
from mamoru.outbox.errors import UnknownBounceError
from mamoru.outbox.letters import State
from mamoru.outbox.models import Delivery


def erase_meanwhile(door: Door, ref: str) -> None:
    """Erase somebody in a thread of its own, while a letter is under way."""
    erasing = Thread(target=erase, args=(door, OFFICER, ERASE, ref))
    erasing.start()
    erasing.join()


def test_a_letter_that_waits_goes_with_its_reader_and_the_total_stays(
    door: Door, server: MailServer
) -> None:
    gone, other = readers(door, 2)
    posted(door, [gone, other])

    erase(door, OFFICER, ERASE, gone.ref)

    assert totals() == {State.WAITING: 1, State.WITHDRAWN: 1}
    sent(door, server.mailer())
    assert server.per_reader == {address(1): 1}
    assert totals() == {State.SENT: 1, State.WITHDRAWN: 1}
    door.settle()
    verify_here()


def test_what_was_sent_is_still_counted_but_leads_to_nobody(door: Door, server: MailServer) -> None:
    people = readers(door, 3)
    posted(door, people)
    sent(door, server.mailer())
    token = Delivery.objects.get(person=people[0].number).token

    for one in people[:2]:
        erase(door, OFFICER, ERASE, one.ref)

    assert totals() == {State.SENT: 3}
    assert list(Delivery.objects.values_list("person", flat=True)) == [people[2].number]
    with pytest.raises(UnknownBounceError):
        note_bounce(door, Bounce(token=token, status="5.1.1", is_final=True))


def test_who_is_erased_after_the_address_was_read_gets_nothing(
    door: Door, server: MailServer
) -> None:
    first, second = readers(door, 2)
    posted(door, [first, second])

    def erasing(_: str) -> str:
        erase_meanwhile(door, second.ref)
        server.on_rcpt = lambda _: TAKEN
        return TAKEN

    server.on_rcpt = erasing
    done = sent(door, server.mailer(timeout=20.0))

    assert done.states == {State.SENT: 1, State.WAITING: 1}
    assert server.per_reader == {address(0): 1}
    assert totals() == {State.SENT: 1, State.WITHDRAWN: 1}


def test_nothing_comes_back_of_a_letter_whose_reader_is_erased_while_it_is_under_way(
    door: Door, server: MailServer
) -> None:
    [one] = readers(door, 1)
    posted(door, [one])

    def erasing(_: str) -> str:
        erase_meanwhile(door, one.ref)
        return TAKEN

    server.on_data = erasing
    sent(door, server.mailer(timeout=20.0))

    assert counted("outbox_delivery") == 0
    assert totals() == {State.UNCLEAR: 1}


def test_a_number_that_nobody_has_any_more_is_forgotten_when_its_letter_is_due(
    door: Door, server: MailServer
) -> None:
    gone, other = readers(door, 2)
    erase(door, OFFICER, ERASE, gone.ref)
    posted(door, [gone, other])

    sent(door, server.mailer())

    assert states() == [(State.SENT, None)]
    assert totals() == {State.SENT: 1, State.WITHDRAWN: 1}


def test_a_letter_and_an_erasure_in_one_commit_leave_nothing(
    door: Door, server: MailServer
) -> None:
    [one] = readers(door, 1)
    posted(door, [one])

    in_one_transaction(
        door,
        lambda: sent(door, server.mailer()),
        lambda: erase(door, OFFICER, ERASE, one.ref),
    )

    assert counted("outbox_delivery") == 0
    assert server.mails == []
    assert sum(totals().values()) == 1
    door.settle()
    verify_here()
