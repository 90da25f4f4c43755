"""Hand-overs by command, from the plan to what the recipient checks."""

import io
import json
import tarfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pyrage
import pytest
from django.conf import settings
from tests.cli.running import mamoru
from tests.outbox.mailserver import MailServer
from tests.packages.samples import Recipient, agreed, law, people
from tests.packages.samples import made as made_here
from tests.packages.servers import sftp_server
from tests.store import default_database

from mamoru.cli.codes import CONFLICT, INTEGRITY, NO, YES
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import opened
from mamoru.provision.packages.links import take
from mamoru.provision.packages.models import HandOver
from mamoru.provision.packages.sftp import public_key
from mamoru.provision.parties.register import NewKey, add_key


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An installation with three people."""
    home = tmp_path / "home"
    items = [{"name": f"Person{n}", "employer": "架空商事ヌヌヌ"} for n in range(3)]
    many = [{"whose": "individual", "residence": "JP", "items": one} for one in items]
    added = mamoru(
        "person", "add", "--from", "person", "--ground", "notice_shown=notice:1", home=home,
        stdin=json.dumps(many),
    )  # fmt: skip
    assert added.returncode == YES, added.stderr
    return home


def registered(home: Path, identity: pyrage.x25519.Identity) -> tuple[str, str]:
    """Register a recipient with a key; return its ref, and that of an approved case."""
    with default_database(f"sqlite:///{home}/mamoru.sqlite3"), opened(home=home) as door:
        recipient = Recipient(door)
        add_key(door, OFFICER, recipient.ref, NewKey(kind="age", text=str(identity.to_public())))
        return recipient.ref, str(law(door, recipient)["by_law"])


def test_a_hand_over_by_command_is_planned_approved_made_and_linked(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "HOME", home)
    identity = pyrage.x25519.Identity.generate()
    party, case = registered(home, identity)
    items = ("--item", "name", "--item", "employer")

    plan = mamoru(
        "hand",
        "plan",
        party,
        *items,
        "--ground",
        f"by_law={case}",
        "--officer",
        "a",
        "--format",
        "json",
        home=home,
    )
    assert plan.returncode == YES, plan.stderr
    hand = json.loads(plan.stdout)["hand"]["hand"]
    assert "Person" not in plan.stdout
    approved(home, hand, tmp_path)
    made = mamoru("hand", "make", hand, home=home)
    assert (made.returncode, "in it 3" in made.stdout) == (YES, True), made.stderr
    assert "decided 3" in made.stderr
    link = mamoru("hand", "link", hand, home=home)
    assert "/api/v1/packages/" in link.stdout
    shown = json.loads(mamoru("hand", "show", hand, "--format", "json", home=home).stdout)
    assert (shown["state"], shown["people"], shown["case"].split()[0]) == ("ready", 3, "4(2)")

    folder = taken(home, link.stdout.strip().rpartition("/")[2], tmp_path) / hand
    checked(home, folder, identity)


def approved(home: Path, hand: str, tmp_path: Path) -> None:
    """Approve it by a key that may; one that may not is refused, as is making it before."""
    keys = tmp_path / "maker.key", tmp_path / "approver.key"
    for file, scope in zip(keys, ("packages:make", "packages:approve"), strict=True):
        added = mamoru("client", "add", file.stem, "--scope", scope, home=home)
        file.write_text(added.stdout.split()[-1])
    early = mamoru("hand", "make", hand, home=home)
    assert (early.returncode, "[approval-missing]" in early.stderr) == (NO, True)
    other, able = (
        mamoru("hand", "approve", hand, "--key-file", str(one), home=home) for one in keys
    )
    assert (other.returncode, "[scope-missing]" in other.stderr) == (NO, True), other.stderr
    assert able.returncode == YES, able.stderr


def checked(home: Path, folder: Path, identity: pyrage.x25519.Identity) -> None:
    """Check and open a package as its recipient does; then spoil it."""
    vkey = json.loads(mamoru("hand", "keys", "--format", "json", home=home).stdout)["vkey"]
    whole = mamoru("hand", "check", str(folder), "--vkey", vkey)
    assert (whole.returncode, "3 people" in whole.stdout) == (YES, True), whole.stderr
    [part] = folder.glob("part-*")
    assert b"Person2" in pyrage.decrypt(part.read_bytes(), [identity])
    sealed = part.read_bytes()
    part.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    assert mamoru("hand", "check", str(folder), "--vkey", vkey).returncode == INTEGRITY


def taken(home: Path, token: str, tmp_path: Path) -> Path:
    """Take a package by its link, and unpack it."""
    with default_database(f"sqlite:///{home}/mamoru.sqlite3"), opened(home=home) as door:
        archive = b"".join(take(door, token).content)
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extraction_filter = getattr(tarfile, "data_filter", None)  # since Python 3.11.4
        tar.extractall(tmp_path / "received")  # noqa: S202 - a package that we made
    return tmp_path / "received"


def test_a_plan_that_is_allowed_of_nobody_says_why(home: Path) -> None:
    party, _ = registered(home, pyrage.x25519.Identity.generate())

    refused = mamoru("hand", "plan", party, "--item", "name", "--officer", "a", home=home)

    assert refused.returncode == NO
    assert "4" in refused.stdout
    assert mamoru("hand", "list", "--format", "json", home=home).stdout.strip() == "[]"


def made(home: Path) -> str:
    """Make a package of what three people agreed to, and return its name."""
    with default_database(f"sqlite:///{home}/mamoru.sqlite3"), opened(home=home) as door:
        recipient = Recipient(door)
        agreed(door, people(door, 3), recipient.ref)
        return made_here(door, recipient.ref)


def test_a_link_is_mailed_by_command_and_what_kept_it_back_is_said(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "HOME", home)
    hand, server = made(home), MailServer()
    ours: dict[str, Any] = {
        "MAMORU_SMTP": f"smtp://localhost:{server.port}", "MAMORU_URL": "https://mamoru.example.jp",
        "MAMORU_MAIL_FROM": "desk@sender.example",
    }  # fmt: skip

    unset = mamoru("hand", "mail", hand, home=home)
    with server.running():
        server.on_rcpt = lambda _: "550 no such mailbox"
        refused = mamoru("hand", "mail", hand, home=home, **ours)
        server.on_rcpt = lambda _: "250 go on"
        sent = mamoru("hand", "mail", hand, "--format", "json", home=home, **ours)

    assert (unset.returncode, "MAMORU_URL" in unset.stderr) == (CONFLICT, True), unset.stderr
    assert (refused.returncode, "failed" in refused.stderr) == (NO, True), refused.stderr
    assert (sent.returncode, json.loads(sent.stdout)["mail_state"]) == (YES, "sent")
    [mail] = server.mails
    token = mail.message.get_content().partition("/packages/")[2][:43]
    assert token not in sent.stdout + sent.stderr


def test_sending_by_command_waits_until_a_process_that_was_killed_is_gone(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "HOME", home)
    hand = made(home)
    with sftp_server(tmp_path / "sftp", public_key()) as server:
        with default_database(f"sqlite:///{home}/mamoru.sqlite3"), opened(home=home) as door:
            until = door.clock() + timedelta(seconds=4)
            HandOver.objects.filter(ref=hand).update(lease_until=until)

        sent = mamoru(
            "hand", "send", hand, home=home, stdin=msgspec.json.encode(server.place).decode()
        )

    assert (sent.returncode, "waiting" in sent.stderr) == (YES, True), sent.stderr
    assert (tmp_path / "sftp" / "inbox" / hand / "manifest.note").exists()
