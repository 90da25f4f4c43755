"""A mailbox of a test, and mail to put into it."""

from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

from tests.dovecot import Dovecot
from tests.gate.samples import NOON

from mamoru.desk.mail.fetch import fetch
from mamoru.desk.mail.intake import take_in
from mamoru.desk.models import Inquiry, Message
from mamoru.desk.reading import Thread, thread
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door

WRITER = "tsukuri@writer.example"
STRANGER = "tanin@stranger.example"
SUBJECT = "保管期間について"
TEXT = "登録した住所はいつまで保管されますか。"
SENSITIVE = "うつ病で通院していることは、誰にも知らせないでください。"


class Box(NamedTuple):
    """A mailbox, and how to put something into it."""

    server: Dovecot
    user: str
    secret: Path

    def deliver(self, *raws: bytes, at: datetime = NOON) -> None:
        self.server.deliver(*raws, at=at, user=self.user)

    def flags(self, folder: str = "INBOX") -> list[tuple[bytes, ...]]:
        return self.server.flags(folder, self.user)


def mail(
    text: str = TEXT, *, sender: str = WRITER, subject: str = SUBJECT, name: str = "1",
    to: str = "madoguchi@desk.example", **headers: str,
) -> EmailMessage:  # fmt: skip
    """Return a mail as somebody would write it; `name` becomes its Message-ID."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = f"Tsukuri Bito <{sender}>", to, subject
    made["Date"] = "Tue, 24 Nov 2026 11:59:00 +0900"
    made["Message-ID"] = f"<{name}@writer.example>"
    for header, value in headers.items():
        made[header.replace("_", "-")] = value
    made.set_content(text)
    return made


def arrived(door: Door, *mails: EmailMessage, at: datetime = NOON) -> list[Inquiry]:
    """Take mail in without any server, and return the inquiries it belongs to."""
    refs = [take_in(door, bytes(one), at).inquiry for one in mails]
    return [row(ref) for ref in refs]


def fetched(door: Door) -> list[Inquiry]:
    """Fetch what is new, and return every inquiry there is."""
    fetch(door)
    return list(Inquiry.objects.order_by("pk"))


def row(ref: str) -> Inquiry:
    return Inquiry.objects.get(ref=ref)


def seen(door: Door, ref: str) -> Thread:
    return thread(door, OFFICER, ref)


def came(inquiry: Inquiry) -> list[Message]:
    return list(Message.objects.filter(inquiry=inquiry, direction="in").order_by("pk"))


def went(inquiry: Inquiry) -> list[Message]:
    return list(Message.objects.filter(inquiry=inquiry, direction="out").order_by("pk"))
