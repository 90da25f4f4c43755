"""`mamoru reminder …` shows what is due, mails it once a day, and says where nobody hears of it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.running import mamoru
from tests.outbox.mailserver import MailServer
from tests.parties.samples import new_party
from tests.store import Store

from mamoru.cli.codes import CONFIGURATION, TRY_AGAIN, YES
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import opened
from mamoru.paths import reference_policy
from mamoru.provision.parties import register

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
NOBODY = "MAMORU_OFFICER_MAIL is not set, so the officer is reminded of nothing."
TO = {
    "MAMORU_OFFICER_MAIL": "officer@sender.example",
    "MAMORU_MAIL_FROM": "desk@sender.example",
}


@pytest.fixture
def home(store: Store) -> Path:
    """A home with a contractor that has neither assessment nor contract."""
    with opened(home=store.home, policy=reference_policy()) as door:
        register.add(door, OFFICER, new_party("contractor"))
    return store.home


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer().running() as server:
        yield server


def test_what_is_due_is_mailed_once_a_day(home: Path, server: MailServer) -> None:
    ours = {"MAMORU_SMTP": f"smtp://localhost:{server.port}", **TO}

    sent = mamoru("reminder", "send", home=home, variables=ours)
    again = mamoru("reminder", "send", "--format", "json", home=home, variables=ours)

    assert (sent.returncode, sent.stdout, sent.stderr) == (YES, "matters told: 2 (sent)\n", "")
    assert json.loads(again.stdout) == {"matters": 0, "state": None}
    assert server.per_reader == {"officer@sender.example": 1}
    calendar = mamoru("entrust", "due", home=home, variables=ours)
    assert (calendar.returncode, calendar.stderr) == (YES, "")


def test_the_list_and_the_calendar_say_that_nobody_is_told(home: Path) -> None:
    listed = mamoru("reminder", "list", home=home)
    encoded = mamoru("reminder", "list", "--format", "json", home=home)
    calendar = mamoru("entrust", "due", home=home)
    japanese = mamoru("entrust", "due", home=home, MAMORU_LANGUAGE="ja")

    assert (listed.returncode, listed.stderr) == (YES, f"{NOBODY}\n")
    assert "assessment of a contractor" in listed.stdout
    assert [(one["what"], one["state"], one["clause"]) for one in json.loads(encoded.stdout)] == [
        ("assessment", "late", "5a"), ("contract", "late", "5b"),
    ]  # fmt: skip
    assert (calendar.returncode, calendar.stderr) == (YES, f"{NOBODY}\n")
    assert "責任者への知らせを送りません" in japanese.stderr


def test_without_an_address_or_a_server_nothing_is_sent_and_the_command_says_so(
    home: Path,
) -> None:
    nobody = mamoru("reminder", "send", home=home, MAMORU_SMTP="smtp://localhost:1")
    nowhere = mamoru("reminder", "send", home=home, variables=TO)
    down = mamoru("reminder", "send", home=home, MAMORU_SMTP="smtp://localhost:1", variables=TO)
    wrong = mamoru("reminder", "list", home=home, MAMORU_OFFICER_MAIL="secret name")

    assert (nobody.returncode, nobody.stderr) == (
        CONFIGURATION, f"mamoru: {NOBODY} [officer-unnamed]\n",
    )  # fmt: skip
    assert (nowhere.returncode, "mail-server-missing" in nowhere.stderr) == (CONFIGURATION, True)
    assert (down.returncode, "mail-server-silent" in down.stderr) == (TRY_AGAIN, True)
    assert (wrong.returncode, "mail-misconfigured" in wrong.stderr) == (CONFIGURATION, True)
    assert "secret" not in wrong.stderr


def test_a_mail_that_did_not_arrive_is_said_beside_what_is_due(
    home: Path, server: MailServer
) -> None:
    ours = {"MAMORU_SMTP": f"smtp://localhost:{server.port}", **TO}
    server.on_rcpt = lambda _: "550 no such reader"

    sent = mamoru("reminder", "send", home=home, variables=ours)
    calendar = mamoru("entrust", "due", home=home, variables=ours)

    assert sent.stdout == "matters told: 2 (failed)\n"
    assert "The last reminder did not arrive, or may not have: failed (" in calendar.stderr
    assert ", 550)" in calendar.stderr


def test_a_server_does_not_start_with_an_address_that_is_none(home: Path) -> None:
    done = mamoru("serve", "--port", "0", home=home, MAMORU_OFFICER_MAIL="secret name")

    assert (done.returncode, "MAMORU_OFFICER_MAIL" in done.stderr) == (CONFIGURATION, True)
    assert "secret" not in done.stderr
