"""The mail that a letter becomes: Japanese first, then English, with nothing of its reader."""

from datetime import datetime
from email.charset import Charset
from email.utils import format_datetime, formataddr

from django.core.mail import EmailMessage

from mamoru.outbox.addresses import with_token
from mamoru.outbox.letters import Text
from mamoru.outbox.mailer import Mailer

BETWEEN = "\n\n" + "-" * 40 + "\n\n"


def compose(mailer: Mailer, text: Text, token: str, to: str, *, at: datetime) -> EmailMessage:
    """Return the mail of one delivery; its Message-ID is the same however often it is sent.

    It says that it was sent by a program, so that nobody's absence notice answers (RFC 3834, 5).
    What is no header raises `ValueError` once it is put into one.
    """
    domain = mailer.sender.rpartition("@")[2]
    mail = EmailMessage(
        subject=" / ".join(dict.fromkeys(text.subject)),
        body=BETWEEN.join(dict.fromkeys(text.body)) + "\n",
        from_email=with_token(mailer.bounces, token) if mailer.bounces else mailer.sender,
        to=[to],
        headers={
            "From": formataddr((mailer.name.ja, mailer.sender)),
            "Message-ID": f"<{token}@{domain}>",
            "Date": format_datetime(at),
            "Auto-Submitted": "auto-generated",
            "Content-Language": "ja, en",
        },
    )
    # In base64, which passes servers that take seven bits only; Django's own choice is eight.
    mail.encoding = Charset("utf-8")
    return mail
