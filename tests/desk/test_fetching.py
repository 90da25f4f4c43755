"""Fetching from a real IMAP server: once, marked only after it was taken in, and in any trouble."""

import threading
from datetime import timedelta

import pytest
from django.conf import settings
from tests.desk.boxes import TEXT, Box, came, fetched, mail, seen
from tests.dovecot import DONE
from tests.gate.samples import NOON, Clock

from mamoru.desk.errors import (
    DeskMisconfiguredError,
    MailboxElsewhereError,
    MailboxRefusesError,
    MailboxSilentError,
    MailboxUnnamedError,
)
from mamoru.desk.limits import LARGEST_MAIL
from mamoru.desk.mail import fetch as fetching
from mamoru.desk.mail import intake
from mamoru.desk.mail.fetch import fetch, mailbox
from mamoru.desk.mail.place import place_of
from mamoru.desk.models import Inquiry, Mailbox
from mamoru.desk.work import look_after
from mamoru.gate.door import Door


def test_what_is_new_is_taken_in_once_and_then_marked_as_read(door: Door, box: Box) -> None:
    box.deliver(bytes(mail()), bytes(mail("別の質問です。", name="2")))

    first, again = fetch(door), fetch(door)

    assert (first.taken, first.again, again.taken, again.again) == (2, 0, 0, 0)
    assert [b"\\Seen" in flags for flags in box.flags()] == [True, True]
    box.deliver(bytes(mail("三つ目です。", name="3")))
    assert [one.channel for one in fetched(door)] == ["mail"] * 3
    assert (mailbox().taken, mailbox().problem) == (3, None)


def test_mail_goes_to_the_folder_for_what_was_taken_in(
    door: Door, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "IMAP_DONE", DONE)
    box.deliver(bytes(mail()))

    fetch(door)

    assert box.flags() == []
    assert [b"\\Seen" in flags for flags in box.flags(DONE)] == [True]


def test_the_clock_of_an_inquiry_counts_from_when_the_server_took_the_mail(
    door: Door, box: Box, clock: Clock
) -> None:
    box.deliver(bytes(mail()), at=NOON - timedelta(days=9))

    [inquiry] = fetched(door)

    assert inquiry.arrived_at == NOON - timedelta(days=9)
    assert inquiry.due_at < clock.now


def test_a_server_that_numbers_its_mails_anew_is_read_again_and_nothing_is_repeated(
    door: Door, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = [bytes(mail()), bytes(mail("二つ目です。", name="2"))]
    monkeypatch.setattr(settings, "IMAP", settings.IMAP.replace("/INBOX", "/Madoguchi"))
    with box.server.client(box.user) as client:
        client.create_folder("Madoguchi")
        before = client.folder_status("Madoguchi", ["UIDVALIDITY"])
        for raw in old:
            client.append("Madoguchi", raw)
    fetch(door)
    with box.server.client(box.user) as client:
        client.delete_folder("Madoguchi")
        client.create_folder("Madoguchi")
        assert client.folder_status("Madoguchi", ["UIDVALIDITY"]) != before
        for raw in [*old, bytes(mail("三つ目です。", name="3"))]:
            client.append("Madoguchi", raw)

    found = fetch(door)

    assert (found.taken, found.again) == (1, 2)
    assert Inquiry.objects.count() == 3
    assert mailbox().renumbered == 1


def test_while_one_process_is_at_the_mailbox_another_leaves_it_alone(
    door: Door, box: Box, clock: Clock
) -> None:
    box.deliver(bytes(mail()))
    fetch(door)
    Mailbox.objects.update(holder="f" * 32, lease_until=clock.now + timedelta(minutes=5))

    with pytest.raises(MailboxElsewhereError):
        fetch(door)
    assert look_after(door, threading.Event()) == ""

    clock.now += timedelta(minutes=6)
    assert fetch(door).is_done


def test_who_loses_the_mailbox_half_way_stops_and_nothing_is_taken_in_twice(
    door: Door, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.deliver(*(bytes(mail(f"{n} 番目です。", name=str(n))) for n in range(4)))
    taken = intake.take_in
    calls: list[int] = []

    def robbed(*args: object, **kwargs: object) -> object:
        calls.append(1)
        if len(calls) == 3:
            Mailbox.objects.update(holder="f" * 32)
        return taken(*args, **kwargs)  # type: ignore[arg-type]  # whatever it is called with

    monkeypatch.setattr(fetching, "take_in", robbed)
    with pytest.raises(MailboxElsewhereError):
        fetch(door)
    assert Inquiry.objects.count() == 2
    monkeypatch.undo()
    Mailbox.objects.update(holder="")


@pytest.mark.parametrize(
    ("trouble", "error"),
    [("password", MailboxRefusesError), ("down", MailboxSilentError),
     ("stranger", MailboxRefusesError), ("folder", MailboxRefusesError)],
)  # fmt: skip
def test_a_mailbox_that_cannot_be_read_is_said_and_read_once_it_can_be(
    door: Door, box: Box, monkeypatch: pytest.MonkeyPatch, trouble: str,
    error: type[Exception],
) -> None:  # fmt: skip
    box.deliver(bytes(mail()))
    right = settings.IMAP
    with monkeypatch.context() as wrong:
        match trouble:
            case "password":
                wrong.setattr(settings, "IMAP_PASSWORD_FILE", str(secret_of(box, "tsukuribanashi")))
            case "down":
                url = right.replace(f":{box.server.port}/", ":1/")
                wrong.setattr(settings, "IMAP", url)
            case "stranger":
                wrong.delenv("SSL_CERT_FILE")
            case "folder":
                wrong.setattr(settings, "IMAP", right.replace("/INBOX", "/Nowhere"))
        with pytest.raises(error):
            fetch(door)
        said = mailbox()
        assert said.problem == error.code  # type: ignore[attr-defined]  # ours have codes
        assert said.problem_since == door.clock()
        assert look_after(door, threading.Event()) == said.problem

    assert [b"\\Seen" in flags for flags in box.flags()] == [False]
    assert fetch(door).taken == 1
    assert mailbox().problem is None


def secret_of(box: Box, password: str) -> object:
    path = box.secret.with_name("wrong")
    path.write_text(password)
    path.chmod(0o600)
    return path


def test_a_mail_that_is_too_large_is_taken_in_with_its_beginning(door: Door, box: Box) -> None:
    made = mail()
    made.add_attachment(
        bytes(LARGEST_MAIL), maintype="application", subtype="x-tsukuri", filename="a.bin"
    )
    box.deliver(bytes(made), bytes(mail("小さい質問です。", name="2")))

    first, second = fetched(door)

    [large] = came(first)
    assert (large.is_cut, came(second)[0].is_cut) == (True, False)
    assert seen(door, first.ref).messages[0].text == TEXT


def test_the_password_comes_from_a_file_that_others_cannot_read(
    box: Box, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.secret.chmod(0o644)
    with pytest.raises(DeskMisconfiguredError, match="MAMORU_IMAP_PASSWORD_FILE"):
        fetch(door)
    monkeypatch.setattr(settings, "IMAP", "")
    with pytest.raises(MailboxUnnamedError):
        fetch(door)


@pytest.mark.parametrize(
    "url",
    ["imap://desk@mail.example/INBOX", "imaps://mail.example/", "imaps://a:b@mail.example/",
     "imaps://a@mail.example:0/", "imaps://a@/INBOX", "https://a@mail.example/", "imaps://a@b:x/"],
)  # fmt: skip
def test_a_mailbox_without_tls_or_with_a_password_in_its_address_is_refused(url: str) -> None:
    with pytest.raises(DeskMisconfiguredError, match="MAMORU_IMAP"):
        place_of(url, "secret")
