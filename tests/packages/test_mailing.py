"""Mailing a link to the contact of the party: at most once, and the token is kept nowhere."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection
from tests.gate.samples import Clock, entries
from tests.outbox.mailserver import GONE, MailServer
from tests.packages.samples import Recipient, agreed, changes, made, people

from mamoru.gate.door import Door
from mamoru.gate.mail import LONGEST
from mamoru.ledger.entries import encode
from mamoru.outbox.errors import MailServerSilentError
from mamoru.outbox.letters import State
from mamoru.provision.packages.errors import LinkUnknownError, LinkUnmailableError
from mamoru.provision.packages.links import take
from mamoru.provision.packages.mailing import mail_due, mail_link
from mamoru.provision.packages.models import HandOver
from mamoru.provision.packages.recall import revoke
from mamoru.provision.packages.report import hand_over

URL = "https://mamoru.example.jp"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    server = MailServer()
    monkeypatch.setattr(settings, "SMTP", f"smtp://localhost:{server.port}")
    monkeypatch.setattr(settings, "MAIL_FROM", "desk@sender.example")
    monkeypatch.setattr(settings, "URL", URL)
    with server.running():
        yield server


@pytest.fixture
def recipient(door: Door) -> Recipient:
    return Recipient(door)


@pytest.fixture
def ref(door: Door, recipient: Recipient) -> str:
    """A package of three people."""
    agreed(door, people(door, 3), recipient.ref)
    return made(door, recipient.ref)


def tokens(server: MailServer) -> list[str]:
    """Return the tokens of the links that were mailed."""
    found = [mail.message.get_content() for mail in server.mails]
    return [re.findall(rf"{URL}/api/v1/packages/([\w-]{{43}})", text)[0] for text in found]


def kept(tables: tuple[str, ...] = ("packages_handover", "outbox_letter", "ledger_batch")) -> str:
    with connection.cursor() as cursor:
        rows = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - our own words
            rows += cursor.fetchall()
    return repr(rows)


def test_the_party_gets_a_link_that_works_and_nothing_here_keeps_it(
    door: Door, server: MailServer, recipient: Recipient, ref: str,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    mail_link(door, ref)
    mail_due(door)

    [token] = tokens(server)
    [mail] = server.mails
    assert (mail.to, hand_over(ref).mail_state) == (recipient.party.contact, State.SENT)
    assert ref in mail.message["Subject"]
    text = mail.message.get_content()
    assert ("株式会社kusavee" in text, "Kusavee Inc. has a package for you" in text) == (True, True)
    assert changes(ref)[-1] == "link_mailed"
    assert token not in kept()
    assert token not in caplog.text
    assert not any(token.encode() in encode(entry) for entry in entries())
    assert recipient.party.contact not in repr([encode(entry) for entry in entries()])
    assert len(recipient.received(b"".join(take(door, token).content)).lines) == 3


def test_while_the_mail_server_is_away_it_waits_and_is_tried_again(
    door: Door, ref: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = MailServer()
    monkeypatch.setattr(settings, "SMTP", f"smtp://localhost:{server.port}")
    monkeypatch.setattr(settings, "MAIL_FROM", "desk@sender.example")
    monkeypatch.setattr(settings, "URL", URL)
    mail_link(door, ref)
    with pytest.raises(MailServerSilentError):
        mail_due(door)
    assert (hand_over(ref).mail_state, hand_over(ref).link_hash) == (State.WAITING, "")
    mail_due(door)  # it is not due yet

    clock.now += timedelta(minutes=2)
    with server.running():
        mail_due(door)

    assert hand_over(ref).mail_state == State.SENT
    assert len(tokens(server)) == 1


def test_what_the_mail_server_refuses_for_good_is_on_record(
    door: Door, server: MailServer, ref: str
) -> None:
    server.on_rcpt = lambda _: "550 no such mailbox"
    mail_link(door, ref)

    mail_due(door)

    assert hand_over(ref).mail_state == State.FAILED
    assert changes(ref)[-1] == "link_not_mailed"
    assert server.mails == []


def test_what_may_have_been_taken_over_is_not_repeated_until_somebody_asks(
    door: Door, server: MailServer, ref: str, clock: Clock
) -> None:
    server.on_data = lambda _: GONE
    mail_link(door, ref)
    mail_due(door)
    clock.now += timedelta(days=1)
    mail_due(door)
    assert (hand_over(ref).mail_state, len(server.mails)) == (State.UNCLEAR, 1)

    server.on_data = MailServer().on_data
    mail_link(door, ref)
    mail_due(door)

    first, second = tokens(server)
    assert hand_over(ref).mail_state == State.SENT
    with pytest.raises(LinkUnknownError):
        take(door, first)
    assert take(door, second).size


def test_one_that_was_killed_on_the_way_becomes_unclear(
    door: Door, server: MailServer, ref: str, clock: Clock
) -> None:
    HandOver.objects.filter(ref=ref).update(mail_state=State.SENDING, mail_at=clock.now + LONGEST)
    mail_due(door)
    assert hand_over(ref).mail_state == State.SENDING
    clock.now += LONGEST

    mail_due(door)

    assert (hand_over(ref).mail_state, server.mails) == (State.UNCLEAR, [])
    assert changes(ref)[-1] == "link_not_mailed"


def test_of_two_who_mail_at_once_one_does(door: Door, server: MailServer, ref: str) -> None:
    mail_link(door, ref)
    both = Barrier(2)

    def mailed() -> None:
        both.wait()
        mail_due(door)

    with ThreadPoolExecutor(2) as pool:
        for one in [pool.submit(mailed) for _ in range(2)]:
            one.result()

    assert len(server.mails) == 1
    assert hand_over(ref).mail_state == State.SENT


def test_no_link_is_mailed_to_what_was_called_back_meanwhile(
    door: Door, server: MailServer, ref: str
) -> None:
    mail_link(door, ref)
    revoke(door, ref, caller="officer", reason="doc:mistake-1")

    mail_due(door)

    assert (hand_over(ref).mail_state, server.mails) == (State.WITHDRAWN, [])


@pytest.mark.parametrize("lacks", ["URL", "SMTP", "contact"])
def test_what_is_missing_for_mailing_is_named(
    door: Door, server: MailServer, lacks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipient = Recipient(door, **({"contact": ""} if lacks == "contact" else {}))
    agreed(door, people(door, 3), recipient.ref)
    ref = made(door, recipient.ref)
    if lacks != "contact":
        monkeypatch.setattr(settings, lacks, "")

    with pytest.raises(LinkUnmailableError) as error:
        mail_link(door, ref)

    assert lacks in error.value.message("en")
    assert hand_over(ref).mail_state == ""
