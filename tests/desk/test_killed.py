"""Killed at any line: no mail is lost, none is taken in or answered twice, each is marked."""

from collections import Counter, deque
from datetime import timedelta

import pytest
from django.conf import settings
from tests.desk.boxes import Box, arrived, mail
from tests.gate.samples import NOON, Clock, entries
from tests.killing import is_killed, program, stride
from tests.outbox.mailserver import MailServer
from tests.store import Store

from mamoru.desk.mail.fetch import fetch
from mamoru.desk.mail.send import send_answers
from mamoru.desk.models import Inquiry, Message
from mamoru.gate.door import Door
from mamoru.ledger.inquiry import InquiryChanged
from mamoru.ledger.verify import verify_here

PROGRAM = "tests.desk.worker"
STEP = stride(41)
WIDE = stride(31)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let programs of a test have the settings of the test."""
    for name in ("IMAP", "IMAP_PASSWORD_FILE", "DESK_MAIL", "SMTP", "MAIL_FROM"):
        monkeypatch.setenv(f"MAMORU_{name}", getattr(settings, name))


def _two(number: int) -> list[bytes]:
    """Return two mails of senders of their own."""
    return [
        bytes(
            mail(
                f"質問 {number}-{part}", name=f"{number}-{part}",
                sender=f"a{number}-{part}@writer.example",
            )
        )
        for part in range(2)
    ]  # fmt: skip


@pytest.mark.slow
def test_killed_before_any_line_each_mail_is_taken_in_once_and_then_marked(
    door: Door, store: Store, clock: Clock, box: Box, told: None
) -> None:
    number, cut, lines, far = 0, 0, deque(range(1, 2000, STEP)), 0
    with program(PROGRAM, store) as process:
        while lines:
            line = lines.popleft()
            box.deliver(*_two(number), at=clock.now)
            number += 1
            minute = int((clock.now - NOON).total_seconds()) // 60

            killed = is_killed(process, "fetch", minute, line)
            cut += killed and Inquiry.objects.count() > 2 * number - 2
            if not killed and not far:  # what comes after the commits is looked at more closely
                far, lines = line, deque(range(line - STEP + 1, line, max(STEP // 8, 1)))

            clock.now += timedelta(minutes=11)  # the lease of the dead process is over
            fetch(door)
            assert Inquiry.objects.count() == 2 * number, line
            assert Message.objects.filter(direction="in").count() == 2 * number, line
            assert all(b"\\Seen" in flags for flags in box.flags()), line

    assert far > 200
    assert cut > 0
    steps = Counter(one.change for one in entries() if isinstance(one, InquiryChanged))
    assert steps["received"] == 2 * number
    assert Message.objects.filter(sort="acknowledgement").count() == steps["acknowledged"]
    door.settle()
    verify_here()


@pytest.mark.slow
def test_killed_before_any_line_an_answer_is_sent_at_most_once_and_never_forgotten(
    door: Door, store: Store, clock: Clock, post: MailServer, told: None
) -> None:
    line, number, unclear = 1 - WIDE, 0, 0
    with program(PROGRAM, store) as process:
        killed = True
        while killed:
            line += WIDE
            address = f"a{number}@writer.example"
            arrived(door, mail(f"質問 {number}", name=str(number), sender=address), at=clock.now)
            minute = int((clock.now - NOON).total_seconds()) // 60

            killed = is_killed(process, "send", minute, line)

            clock.now += timedelta(minutes=21)  # whoever was sending must be dead
            send_answers(door)
            send_answers(door)
            message = Message.objects.filter(direction="out").order_by("-pk")[0]
            assert message.send_state in ("sent", "unclear"), line
            assert post.per_reader[address] <= 1, line
            assert post.per_reader[address] == 1 or message.send_state == "unclear", line
            unclear += message.send_state == "unclear"
            number += 1

    assert line > 100
    assert 0 < unclear < number
