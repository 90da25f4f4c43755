"""A real mail server on loopback, which keeps what it takes over, and fails as a test says."""

import asyncio
import logging
import socket
import ssl
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any, NamedTuple

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from mamoru.outbox.mailer import Mailer, Security, Smtp
from mamoru.policy.words import Word

TAKEN = "250 taken"
SENDER, NAME = "desk@sender.example", Word("架空商事", "Fictional Trading")
USER, PASSWORD = "mamoru", "tsukuribanashi-9"
Answer = Callable[[str], str]
"""Given the address of the reader: what the server says, or what it does (`GONE`, `SLOW`)."""
GONE, SLOW = "gone", "slow"
LATE = 1.5
"""Seconds after which a slow server answers: long after its client has given up."""


class Mail(NamedTuple):
    """What the server took over."""

    to: str
    envelope_from: str
    message: EmailMessage


class MailServer:
    """Keeps mail, or fails: at the sender's address, the reader's, the content."""

    def __init__(self) -> None:
        self.port = free_port()
        self.mails: list[Mail] = []
        self.on_mail: Answer = lambda _: "250 go on"
        self.on_rcpt: Answer = lambda _: "250 go on"
        self.on_data: Answer = lambda _: TAKEN

    @property
    def per_reader(self) -> Counter[str]:
        """How often the server took over a mail to each address."""
        return Counter(mail.to for mail in self.mails)

    def mailer(self, security: Security = "none", **changes: Any) -> Mailer:
        user = {name: changes.pop(name) for name in ("user", "password") if name in changes}
        smtp = Smtp(host="localhost", port=self.port, security=security, **user)
        asked: dict[str, Any] = {"smtp": smtp, "sender": SENDER, "name": NAME, "timeout": 0.5}
        return Mailer(**asked | changes)

    @contextmanager
    def running(
        self, *, tls: ssl.SSLContext | None = None, encrypted: ssl.SSLContext | None = None
    ) -> Iterator["MailServer"]:
        """Listen while the block lasts: with STARTTLS and login, or encrypted throughout."""
        more: dict[str, Any] = {}
        if tls:
            more = {"tls_context": tls, "require_starttls": True, "auth_required": True}
        controller = Controller(
            self, hostname="127.0.0.1", port=self.port, ssl_context=encrypted,
            authenticator=self.authenticated, auth_require_tls=bool(tls), **more,
        )  # fmt: skip
        logging.getLogger("mail.log").disabled = True  # the server's own; ours must name nobody
        controller.start()
        try:
            yield self
        finally:
            controller.stop()

    def authenticated(self, *given: Any) -> AuthResult:
        login = given[-1]
        is_right = login == LoginPassword(USER.encode(), PASSWORD.encode())
        return AuthResult(success=is_right, handled=False)

    async def handle_MAIL(self, server: SMTP, *given: Any) -> str:  # noqa: N802 - aiosmtpd's name
        _, envelope, address, _ = given
        envelope.mail_from = address
        return await answer(server, self.on_mail(address))

    async def handle_RCPT(self, server: SMTP, *given: Any) -> str:  # noqa: N802
        _, envelope, address, _ = given
        envelope.rcpt_tos.append(address)
        return await answer(server, self.on_rcpt(address))

    async def handle_DATA(self, server: SMTP, *given: Any) -> str:  # noqa: N802
        _, envelope = given
        [to] = envelope.rcpt_tos
        said = self.on_data(to)
        if said in (TAKEN, GONE, SLOW):  # it has the mail, whether its answer arrives or not
            message = BytesParser(policy=policy.default).parsebytes(envelope.content)
            assert isinstance(message, EmailMessage)
            self.mails.append(Mail(to, envelope.mail_from, message))
        return await answer(server, said)


async def answer(server: SMTP, said: str) -> str:
    if said == GONE:
        assert isinstance(server.transport, asyncio.Transport)
        server.transport.abort()
    if said == SLOW:
        await asyncio.sleep(LATE)
    return TAKEN if said in (GONE, SLOW) else said


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def first_only(said: str) -> Answer:
    """Answer `said` to the first who asks, and go on with all others."""
    asked: list[str] = []

    def on(to: str) -> str:
        asked.append(to)
        return said if len(asked) == 1 else TAKEN

    return on
