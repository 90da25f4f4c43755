"""A connection to the mail server, which tells what is certain about each attempt.

What the server answered with a code it has not taken, except 250. Where the connection ends before
the content was handed over, nothing was taken. After that nobody knows: the server takes a mail
over with its answer to the content (RFC 5321, 4.2.5), and the answer did not arrive (RFC 1047 is
about this gap).
"""

import smtplib
import ssl
from contextlib import suppress
from types import TracebackType
from typing import NamedTuple, Self

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from mamoru.outbox.errors import MailServerRefusesError, MailServerSilentError
from mamoru.outbox.letters import State
from mamoru.outbox.mailer import Mailer
from mamoru.reasons import reason_of

CLOSING = 421
OURS = frozenset([CLOSING, 530, 535, 538])
"""Answers that are not about the one mail: closing, or asking who we are (RFC 4954)."""
LOST, UNWRITABLE = "connection", "unwritable"


class Attempt(NamedTuple):
    """What came of handing over one mail. `WAITING`: certainly not taken, and may be later."""

    state: State
    problem: str | None = None
    is_last: bool = False
    """Whether other mails would fare alike now, so that none should be tried."""


class _HandsOver(smtplib.SMTP):
    """Notes when the content goes out; a moment too early, which can only make it unclear."""

    is_handed_over = False

    def data(self, msg: object) -> tuple[int, bytes]:
        self.is_handed_over = True
        return super().data(msg)  # type: ignore[arg-type]  # whatever smtplib hands to itself


class _HandsOverByTls(_HandsOver, smtplib.SMTP_SSL):
    """The same on a connection that is encrypted from its beginning."""


class _Backend(EmailBackend):
    """Django's connection to a mail server, with ours below it."""

    connection: _HandsOver | None
    _partial_connection: _HandsOver | None

    @property
    def connection_class(self) -> type[_HandsOver]:
        return _HandsOverByTls if self.use_ssl else _HandsOver

    def drop(self) -> None:
        """Let go of a connection on which nobody knows who speaks next, without a goodbye."""
        for connection in (self.connection, self._partial_connection):
            if connection is not None:
                with suppress(OSError):
                    connection.close()
        self.connection = self._partial_connection = None


class Line:
    """One connection at a time; while the block lasts, a lost one is made anew."""

    def __init__(self, mailer: Mailer) -> None:
        smtp = mailer.smtp
        self._backend = _Backend(
            host=smtp.host, port=smtp.port, username=smtp.user, password=smtp.password,
            use_tls=smtp.security == "starttls", use_ssl=smtp.security == "tls",
            timeout=mailer.timeout,
        )  # fmt: skip

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(OSError):
            self._backend.close()

    def open(self) -> None:
        """Connect, unless connected: TLS and login included.

        Raises `MailServerSilentError`, or `MailServerRefusesError` where an operator must act.
        """
        if self._backend.connection and self._backend.connection.sock is None:
            self._backend.drop()
        try:
            self._backend.open()
            self._connection.ehlo_or_helo_if_needed()
        except OSError as error:  # smtplib's and ssl's errors are such
            self._backend.drop()
            raise told(error) from None

    def send(self, mail: EmailMessage) -> Attempt:
        """Hand over one mail to one reader; raises nothing of the server's or the mail's."""
        connection = self._connection
        connection.is_handed_over = False
        try:
            self._backend.send_messages([mail])
        except smtplib.SMTPSenderRefused as error:
            return Attempt(State.WAITING, str(error.smtp_code), is_last=True)
        except smtplib.SMTPRecipientsRefused as error:
            return _answered(next(iter(error.recipients.values()))[0], is_handed_over=False)
        except smtplib.SMTPDataError as error:
            return _answered(error.smtp_code, is_handed_over=True)
        except OSError:
            is_unclear = connection.is_handed_over
            self._backend.drop()
            state = State.UNCLEAR if is_unclear else State.WAITING
            return Attempt(state, LOST, is_last=not is_unclear)
        except ValueError:  # no header, or no address; the message would repeat it
            state = State.UNCLEAR if connection.is_handed_over else State.FAILED
            return Attempt(state, UNWRITABLE)
        return Attempt(State.SENT)

    @property
    def _connection(self) -> _HandsOver:
        """The connection that `open` made."""
        if self._backend.connection is None:
            raise answered(LOST)
        return self._backend.connection


def _answered(code: int, *, is_handed_over: bool) -> Attempt:
    """Return what an answer means that is not the one to a mail taken over."""
    if 400 <= code < 500 or code in OURS:
        return Attempt(State.WAITING, str(code), is_last=code in OURS)
    if 500 <= code < 600:
        return Attempt(State.FAILED, str(code))
    state = State.UNCLEAR if is_handed_over else State.WAITING
    return Attempt(state, LOST, is_last=not is_handed_over)


def told(error: OSError) -> MailServerSilentError | MailServerRefusesError:
    """Return why there is no connection, in our words; the server's may hold anything."""
    match error:
        case smtplib.SMTPAuthenticationError() if error.smtp_code >= 500:
            return MailServerRefusesError(
                reason_ja="ログインが認められません", reason_en="it does not accept the login"
            )
        case smtplib.SMTPNotSupportedError():
            return MailServerRefusesError(
                reason_ja="STARTTLS またはログインに対応していません",
                reason_en="it offers no STARTTLS, or no login",
            )
        case ssl.SSLCertVerificationError():
            return MailServerRefusesError(
                reason_ja="証明書を確認できません", reason_en="its certificate does not verify"
            )
        case ssl.SSLError():
            return MailServerRefusesError(
                reason_ja="TLS で接続できません", reason_en="it does not speak TLS as named"
            )
        case smtplib.SMTPResponseException():
            return answered(str(error.smtp_code))
        case smtplib.SMTPException():
            return answered(LOST)
    return MailServerSilentError(**reason_of(error))


def answered(problem: str) -> MailServerSilentError:
    """Return the error for a server that ended it with `problem`, a code or a word of ours."""
    if problem.isdecimal():
        return MailServerSilentError(
            reason_ja=f"SMTP {problem} で断られました", reason_en=f"it answered with {problem}"
        )
    return MailServerSilentError(reason_ja="接続が切れました", reason_en="the connection was lost")
