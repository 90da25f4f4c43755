"""A letter that comes back is noted by its token alone; whatever else a report says is dropped."""

import time
from collections.abc import Callable
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart

import pytest
from tests.gate.samples import Clock, entries
from tests.outbox.letters import LETTER, posted, readers, sent, states, totals
from tests.outbox.mailserver import GONE, TAKEN, MailServer
from tests.outbox.reports import report

from mamoru.gate.door import Door
from mamoru.gate.letters import note_bounce, resend
from mamoru.outbox.bounce import LARGEST, Bounce, read_bounce
from mamoru.outbox.errors import BounceUnreadableError, UnknownBounceError
from mamoru.outbox.letters import State
from mamoru.outbox.models import Delivery

TOKEN = "0123456789abcdef" * 2
VERP = f"bounces+{TOKEN}@sender.example"


def test_a_letter_that_comes_back_to_its_own_address_is_noted(
    door: Door, server: MailServer
) -> None:
    posted(door, readers(door, 2))
    sent(door, server.mailer(bounces="bounces@sender.example"))
    recorded = len(entries())
    mail = server.mails[0]
    returned = report(to=mail.envelope_from, sender=mail.envelope_from)

    assert note_bounce(door, read_bounce(returned)) == LETTER.key

    assert states() == [(State.BOUNCED, "5.1.1"), (State.SENT, None)]
    assert totals() == {State.SENT: 1, State.BOUNCED: 1}
    assert note_bounce(door, read_bounce(returned)) is None
    assert len(entries()) == recorded


def test_without_an_address_for_bounces_the_returned_head_tells_the_letter(
    door: Door, server: MailServer
) -> None:
    posted(door, readers(door, 1))
    sent(door, server.mailer())
    message_id = str(server.mails[0].message["Message-ID"])

    note_bounce(door, read_bounce(report(message_id=message_id, returned="text/rfc822-headers")))

    assert states() == [(State.BOUNCED, "5.1.1")]


def test_a_bounce_settles_what_was_unclear(door: Door, server: MailServer, clock: Clock) -> None:
    posted(door, readers(door, 1))
    server.on_data = lambda _: GONE
    sent(door, server.mailer())
    token = Delivery.objects.get().token

    note_bounce(door, Bounce(token=token, status="5.1.1", is_final=True))

    assert states() == [(State.BOUNCED, "5.1.1")]
    server.on_data = lambda _: TAKEN
    resend(door, LETTER.key, [State.BOUNCED])
    assert note_bounce(door, Bounce(token=token, status="5.1.1", is_final=True)) is None
    assert states() == [(State.WAITING, None)]


def test_a_token_that_nobody_gave_out_changes_nothing(door: Door, server: MailServer) -> None:
    posted(door, readers(door, 1))
    sent(door, server.mailer())

    with pytest.raises(UnknownBounceError):
        note_bounce(door, read_bounce(report(to=VERP)))

    assert states() == [(State.SENT, None)]


@pytest.mark.parametrize(
    "where",
    [
        {"to": VERP},
        {"to": VERP.upper()},
        {"to": f'"Bounces" <{VERP}>'},
        {"sender": VERP},
        {"message_id": f"<{TOKEN}@sender.example>"},
        {"message_id": f"<{TOKEN}@sender.example>", "returned": "text/rfc822-headers"},
        {"sender": f"SRS0=xy=zz=sender.example=bounces+{TOKEN}@relay.example"},
    ],
)
def test_the_token_is_found_where_a_server_may_put_it(where: dict[str, str]) -> None:
    assert read_bounce(report(**where)) == Bounce(token=TOKEN, status="5.1.1", is_final=True)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"action": "failed", "status": "5.2.2 (full)"}, ("5.2.2", True)),
        ({"action": "Failed", "status": "none of ours <a@b.example>"}, ("5.0.0", True)),
        ({"action": "delayed", "status": "4.4.1"}, ("5.0.0", False)),
        ({"action": "delivered", "status": "2.0.0"}, ("5.0.0", False)),
    ],
)
def test_only_a_delivery_that_failed_for_good_counts(
    said: dict[str, str], expected: tuple[str, bool]
) -> None:
    found = read_bounce(report(to=VERP, **said))

    assert (found.status, found.is_final) == expected


def nested(depth: int) -> bytes:
    """Return a mail in a mail in a mail, which only an end of memory would end."""
    lines = []
    for level in range(depth):
        lines += [f'Content-Type: multipart/mixed; boundary="{level}"', "", f"--{level}"]
    return "\n".join(lines).encode()


def crowded() -> bytes:
    outer = MIMEMultipart("report", report_type="delivery-status")
    for _ in range(3000):
        outer.attach(MIMEMessage(MIMEMultipart("mixed")))
    return outer.as_bytes()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "zeros": lambda: bytes(LARGEST),
    "noise": lambda: bytes(range(256)) * 1000,
    "no report": lambda: b"From: a@b.example\nTo: " + VERP.encode() + b"\n\nI am away.\n",
    "nested": lambda: nested(8000),
    "crowded": crowded,
    "one endless header": lambda: b"To: " + b"a@b.example," * 30_000,
    "a type without end": lambda: b"Content-Type: multipart/report; " + b"a*0*=b'';" * 25_000,
    "headers without end": lambda: b"To: a@b.example\n" * 20_000,
    "boundaries only": lambda: (
        b'Content-Type: multipart/report; boundary="a"\n\n' + b"--a\n\n" * 50_000
    ),
    "two letters": lambda: report(to=VERP, sender=f"bounces+{TOKEN[::-1]}@sender.example"),
    "no letter": report,
    "cut short": lambda: report(to=VERP)[:900],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_report_about_one_letter_is_refused_soon_and_not_repeated(name: str) -> None:
    mail = HOSTILE[name]()
    began = time.process_time()

    with pytest.raises(BounceUnreadableError) as refused:
        read_bounce(mail)

    assert time.process_time() - began < 5
    assert "example" not in str(refused.value) + refused.value.message("ja")


def test_a_report_with_much_behind_it_is_read_as_far_as_it_matters() -> None:
    assert read_bounce(report(to=VERP, text="x\n" * 10_000_000)).token == TOKEN
