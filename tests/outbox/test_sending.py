"""Letters reach their readers once, and what came of each is on record."""

from datetime import timedelta

import msgspec
import pytest
from django.db import connection
from tests.gate.samples import COLLECT, INVESTIGATED, OFFERS, Clock, entries, stored
from tests.outbox.letters import (
    LETTER,
    NOTICE,
    address,
    posted,
    readers,
    sent,
    states,
    totals,
)
from tests.outbox.mailserver import MailServer

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.change import leave, suspend
from mamoru.gate.choose import give
from mamoru.gate.door import Door
from mamoru.gate.letters import resend
from mamoru.ledger.entries import Handled
from mamoru.outbox import enqueue
from mamoru.outbox.compose import compose
from mamoru.outbox.errors import InvalidLetterError, LetterChangedError, UnknownLetterError
from mamoru.outbox.letters import State, Text
from mamoru.outbox.models import Delivery
from mamoru.policy.words import Word

STOP = Wish(act="suspend_use", grounds=INVESTIGATED)


def uses() -> list[Handled]:
    found = [entry for entry in entries() if isinstance(entry, Handled)]
    return [entry for entry in found if entry.act == "use"]


def test_everybody_gets_the_letter_once_in_both_languages(door: Door, server: MailServer) -> None:
    people = readers(door, 3)
    posted(door, people)
    posted(door, people)

    done = sent(door, server.mailer())

    assert (done.states, done.trouble) == ({State.SENT: 3}, None)
    assert server.per_reader == {address(n): 1 for n in range(3)}
    assert sent(door, server.mailer()).states == {}
    assert totals() == {State.SENT: 3}
    [mail, *_] = server.mails
    assert mail.message["Subject"].strip() == " / ".join(LETTER.subject)
    text = mail.message.get_content()
    assert text.index(LETTER.body.ja) < text.index(LETTER.body.en)
    assert mail.message["From"] == "架空商事 <desk@sender.example>"
    assert mail.message["Auto-Submitted"] == "auto-generated"
    assert mail.envelope_from == "desk@sender.example"


def test_each_use_of_an_address_is_on_record_for_its_owner(door: Door, server: MailServer) -> None:
    people = readers(door, 2)
    posted(door, people)

    sent(door, server.mailer())

    found = uses()
    assert [one.subject for one in found] == [one.pseudonym.hex() for one in people]
    assert {(one.caller, one.purpose, one.outcome, one.cites) for one in found} == {
        ("outbox", NOTICE, "allow", (NOTICE,))
    }
    assert {one.data for one in found} == {("registration",)}
    assert len(set(Delivery.objects.values_list("ticket", flat=True)) - {None}) == 2


def test_a_letter_is_not_sent_before_its_transaction_is_committed(
    door: Door, server: MailServer
) -> None:
    people = readers(door, 1)

    def fails(_: object) -> None:
        enqueue.enqueue(LETTER, [people[0].number], now=door.clock())
        message = "afterwards"
        raise LookupError(message)

    with pytest.raises(LookupError, match="afterwards"):
        door.writer.run(fails)

    assert sent(door, server.mailer()).states == {}
    assert totals() == {}


def test_whose_use_is_stopped_gets_nothing_and_the_refusal_is_on_record(
    door: Door, server: MailServer
) -> None:
    stopped, left, other = readers(door, 3)
    suspend(door, OFFICER, STOP, stopped.ref)
    leave(door, OFFICER, Wish(act="dispose"), left.ref)
    posted(door, [stopped, left, other])

    sent(door, server.mailer())

    assert states() == [(State.REFUSED, None), (State.REFUSED, None), (State.SENT, None)]
    assert server.per_reader == {address(2): 1}
    assert [(one.outcome, one.cites) for one in uses()] == [
        ("refuse", ("7[stopped]",)),
        ("refuse", ("9[stop]",)),
        ("allow", (NOTICE,)),
    ]


def test_a_letter_with_offers_goes_only_to_those_who_asked_for_them(
    door: Door, server: MailServer
) -> None:
    keen, other = readers(door, 2)
    wanted = Choice(kind=Kind.OPT_IN, purpose=OFFERS)
    give(door, OFFICER, COLLECT, keen.ref, wanted, data="supplied")
    posted(door, [keen, other], msgspec.structs.replace(LETTER, purpose=OFFERS))

    sent(door, server.mailer())

    assert states() == [(State.SENT, None), (State.REFUSED, None)]


def test_who_has_no_address_that_mail_can_go_to_is_counted_and_nothing_else_fails(
    door: Door, server: MailServer
) -> None:
    wrong = ("a@b.example, c@d.example", "a@b.example\nBcc: c@d.example", "Hito <a@b.example>", "-")
    people = [stored(door, identifiers={})]
    people += [stored(door, identifiers={}, items={"email": value}) for value in wrong]
    posted(door, [*people, *readers(door, 1)])

    sent(door, server.mailer())

    assert [state for state, _ in states()] == [State.NO_ADDRESS] * 5 + [State.SENT]
    assert server.per_reader == {address(0): 1}


def test_the_item_is_preferred_to_what_the_person_is_found_by(
    door: Door, server: MailServer
) -> None:
    known = {"email": "found@reader.example", "phone": "03-0000-4096"}
    one = stored(door, identifiers=known, items={"email": "wanted@reader.example"})
    posted(door, [one])

    sent(door, server.mailer())

    assert server.per_reader == {"wanted@reader.example": 1}


def test_what_is_damaged_of_one_person_stops_nobody_elses_letter(
    door: Door, server: MailServer
) -> None:
    people = readers(door, 2)
    posted(door, people)
    with connection.cursor() as cursor:
        sql = "UPDATE vault_identifier SET sealed = token WHERE person_id = %s"
        cursor.execute(sql, [people[0].number])

    sent(door, server.mailer())

    assert states() == [(State.WAITING, "unreadable-ciphertext"), (State.SENT, None)]
    assert [one.subject for one in uses()] == [people[1].pseudonym.hex()]


def test_what_is_called_back_is_not_sent(door: Door, server: MailServer) -> None:
    posted(door, readers(door, 2))

    assert door.writer.run(lambda _: enqueue.withdraw(LETTER.key, now=door.clock()))[0] == 2

    assert sent(door, server.mailer()).states == {}
    assert totals() == {State.WITHDRAWN: 2}
    with pytest.raises(UnknownLetterError):
        door.writer.run(lambda _: enqueue.withdraw("revision:none", now=door.clock()))


def test_many_are_added_at_once_and_each_of_them_once(door: Door) -> None:
    many = range(10**9, 10**9 + 2 * enqueue.BATCH + 1)

    for _ in range(2):
        door.writer.run(lambda _: enqueue.enqueue(LETTER, iter(many), now=door.clock()))

    assert totals() == {State.WAITING: len(many)}


def test_a_letter_is_one_for_ever(door: Door) -> None:
    people = readers(door, 1)
    posted(door, people)
    other = msgspec.structs.replace(LETTER, body=Word("別の本文", "Another text"))

    with pytest.raises(LetterChangedError):
        posted(door, people, other)


@pytest.mark.parametrize(
    ("part", "changes"),
    [
        ("subject", {"subject": Word("題\nBcc: a@b.example", "Subject")}),
        ("subject", {"subject": Word("", "Subject")}),
        ("body", {"body": Word("本文", "")}),
        ("key", {"key": "Zenbu Tsukuribanashi"}),
        ("purpose", {"purpose": ""}),
    ],
)
def test_a_letter_that_could_not_be_sent_is_not_taken(
    door: Door, part: str, changes: dict[str, object]
) -> None:
    with pytest.raises(InvalidLetterError) as refused:
        posted(door, [], msgspec.structs.replace(LETTER, **changes))

    assert refused.value.facts == {"part": part}


@pytest.mark.parametrize("evil", ["x\nBcc: c@d.example", "x\r\nBcc: c@d.example"])
def test_no_text_becomes_a_header(server: MailServer, evil: str) -> None:
    text = Text(subject=Word(evil, evil), body=Word("本文", "Body"))
    at = Clock().now

    with pytest.raises(ValueError, match="newlines"):
        compose(server.mailer(), text, "0" * 32, "a@b.example", at=at).message()
    with pytest.raises(ValueError, match="newlines"):
        compose(
            server.mailer(), Text(subject=LETTER.subject, body=LETTER.body), "0" * 32, evil, at=at
        ).message()


def test_an_officer_has_sent_once_more_what_ended_and_nothing_else(
    door: Door, server: MailServer, clock: Clock
) -> None:
    stopped, other = readers(door, 2)
    suspend(door, OFFICER, STOP, stopped.ref)
    posted(door, [stopped, other])
    sent(door, server.mailer())
    [before] = [mail.message["Message-ID"] for mail in server.mails]
    suspend(door, OFFICER, STOP, stopped.ref, on=False)
    clock.now += timedelta(hours=1)

    assert resend(door, LETTER.key, [State.REFUSED, State.UNCLEAR]) == 1
    sent(door, server.mailer())

    assert server.per_reader == {address(0): 1, address(1): 1}
    assert before == server.mails[0].message["Message-ID"] != server.mails[1].message["Message-ID"]
    with pytest.raises(UnknownLetterError):
        resend(door, "revision:none", [State.FAILED])
