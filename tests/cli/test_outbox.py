"""`mamoru outbox …` and a running server send letters, and say what keeps them from it."""

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.cli.running import mamoru
from tests.cli.test_serving import serving
from tests.notices.texts import WIDER, revised
from tests.outbox.letters import LETTER, address, posted, readers
from tests.outbox.mailserver import GONE, MailServer
from tests.outbox.reports import report
from tests.store import Store

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import opened
from mamoru.notices.draft import draft
from mamoru.notices.publish import publish
from mamoru.outbox.models import Delivery
from mamoru.paths import reference_policy
from mamoru.policy.moment import tokyo_day

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
SECONDS = 30.0
SECRET = "Tsukuribanashi-77"


@pytest.fixture
def home(store: Store) -> Path:
    """A home in which a letter waits for two readers."""
    with opened(home=store.home, policy=reference_policy()) as door:
        posted(door, readers(door, 2))
    return store.home


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer().running() as server:
        yield server


def smtp(server: MailServer) -> str:
    return f"smtp://localhost:{server.port}"


def test_what_is_due_is_sent_and_counted(home: Path, server: MailServer) -> None:
    done = mamoru("outbox", "send", home=home, MAMORU_SMTP=smtp(server))
    again = mamoru("outbox", "send", "--format", "json", home=home, MAMORU_SMTP=smtp(server))

    assert (done.returncode, done.stdout, done.stderr) == (0, "sent 2\nwaiting: 0\n", "")
    assert json.loads(again.stdout) == {"states": {}, "waiting": 0}
    assert server.per_reader == {address(0): 1, address(1): 1}
    assert server.mails[0].envelope_from == "support@kusavee.co.jp"
    assert mamoru("ledger", "verify", home=home).returncode == 0


def test_an_announcement_that_was_stopped_goes_on_before_anything_is_sent(
    store: Store, server: MailServer
) -> None:
    with opened(home=store.home, policy=reference_policy()) as door:
        readers(door, 2)
        version = (tokyo_day(door.clock()) + timedelta(days=30)).isoformat()
        draft(door, OFFICER, revised(version, WIDER))
        publish(door, OFFICER, version, approved="approval:1")

    done = mamoru("outbox", "send", home=store.home, MAMORU_SMTP=smtp(server))

    assert done.stdout == "sent 2\nwaiting: 0\n"


def test_without_a_mail_server_letters_wait_and_the_command_says_so(home: Path) -> None:
    done = mamoru("outbox", "send", home=home)
    japanese = mamoru("outbox", "send", home=home, MAMORU_LANGUAGE="ja")

    assert done.returncode == 3
    assert done.stderr == (
        "mamoru: MAMORU_SMTP is not set, so nothing is sent. Deliveries that wait for it: 2."
        " [mail-server-missing]\n"
    )
    assert "送信待ち: 2 件" in japanese.stderr


def test_a_server_that_is_down_is_told_to_try_again_and_names_nobody(home: Path) -> None:
    done = mamoru("outbox", "send", home=home, MAMORU_SMTP=smtp(MailServer()))

    assert (done.returncode, done.stdout) == (75, "nothing was due\nwaiting: 2\n")
    assert done.stderr == (
        "mamoru: The mail server takes nothing now: the connection was refused. What was not sent"
        " waits. [mail-server-silent]\n"
    )


def test_a_setting_that_is_wrong_is_named_without_its_password(home: Path) -> None:
    wrong = f"smtp://user:{SECRET}@mail.example/queue"
    done = mamoru("outbox", "send", home=home, MAMORU_SMTP=wrong)
    served = mamoru("serve", "--port", "0", home=home, MAMORU_SMTP=wrong)

    assert (done.returncode, served.returncode) == (3, 3)
    assert "MAMORU_SMTP is set up wrongly" in done.stderr
    assert "[mail-misconfigured]" in served.stderr
    assert SECRET not in done.stderr + served.stderr


def test_letters_are_listed_with_their_states(home: Path, server: MailServer) -> None:
    server.on_rcpt = lambda to: "550 no such user" if to == address(1) else "250 go on"
    mamoru("outbox", "send", home=home, MAMORU_SMTP=smtp(server))

    text = mamoru("outbox", "list", home=home, MAMORU_LANGUAGE="ja")
    told = json.loads(mamoru("outbox", "list", "--format", "json", home=home).stdout)

    assert text.stdout.splitlines()[-1].endswith("2(1)g    送信済み 1, 送信できない 1")
    assert [(one["key"], one["purpose"], one["totals"]) for one in told] == [
        (LETTER.key, "2(1)g", {"sent": 1, "failed": 1})
    ]
    assert "example" not in text.stdout


def test_what_is_unclear_is_sent_once_more_only_when_it_is_asked_for(
    home: Path, server: MailServer
) -> None:
    server.on_data = lambda _: GONE
    first = mamoru("outbox", "send", home=home, MAMORU_SMTP=smtp(server))
    server.on_data = lambda _: "250 taken"
    mamoru("outbox", "send", home=home, MAMORU_SMTP=smtp(server))
    assert (first.stdout, len(server.mails)) == ("unclear 2\nwaiting: 0\n", 2)

    unsaid = mamoru("outbox", "resend", LETTER.key, home=home)
    unknown = mamoru("outbox", "resend", "revision:none", "--state", "failed", home=home)
    other = mamoru("outbox", "resend", LETTER.key, "--state", "failed", home=home)
    meant = mamoru("outbox", "resend", LETTER.key, "--state", "unclear", home=home)
    mamoru("outbox", "send", home=home, MAMORU_SMTP=smtp(server))

    assert (unsaid.returncode, unknown.returncode) == (2, 5)
    assert other.stdout == "waiting to be sent once more: 0\n"
    assert meant.stdout == "waiting to be sent once more: 2\n"
    assert meant.stderr == "Whoever got the letter already may get it twice.\n"
    assert server.per_reader == {address(0): 2, address(1): 2}


def test_a_report_is_taken_from_standard_input(home: Path, server: MailServer) -> None:
    ours = {"MAMORU_SMTP": smtp(server), "MAMORU_MAIL_BOUNCES": "bounces@sender.example"}
    mamoru("outbox", "send", home=home, variables=ours)
    verp = server.mails[0].envelope_from

    late = mamoru("outbox", "bounce", home=home, stdin=report(to=verp, action="delayed"))
    done = mamoru("outbox", "bounce", home=home, stdin=report(to=verp))
    forged = mamoru("outbox", "bounce", home=home, stdin=report(to=f"b+{'0' * 32}@sender.example"))
    noise = mamoru("outbox", "bounce", home=home, stdin=b"Dear all,\n")

    assert (late.returncode, late.stdout) == (0, "nothing was changed\n")
    assert done.stdout == f"noted as bounced: {LETTER.key} (5.1.1)\n"
    assert (done.returncode, forged.returncode, noise.returncode) == (0, 5, 65)
    assert "example" not in forged.stderr + noise.stderr
    states = Delivery.objects.order_by("pk").values_list("state", flat=True)
    assert sorted(states) == ["bounced", "sent"]


def test_a_running_server_sends_by_itself_and_ends_with_nothing_unclear(
    home: Path, server: MailServer
) -> None:
    with serving(home, "--port", "0", MAMORU_SMTP=smtp(server)) as (running, _, _):
        until = time.monotonic() + SECONDS
        while len(server.mails) < 2 and time.monotonic() < until:
            time.sleep(0.05)
        running.terminate()
        code = running.wait(timeout=60)

    assert code == 0
    assert server.per_reader == {address(0): 1, address(1): 1}
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
