"""A package is sent to a server of its recipient from the page of its hand-over."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.console.test_parties import HANDS, officer, planned
from tests.faces.inside import Inside
from tests.packages.samples import Recipient, agreed, made, people
from tests.packages.servers import SftpServer, sftp_server

from mamoru.provision.packages.errors import RecipientSilentError
from mamoru.provision.packages.report import hand_over
from mamoru.provision.packages.send import send
from mamoru.provision.packages.sftp import public_key
from mamoru.provision.packages.state import HandState

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPlainlyMadeUpForTestsPlainlyMadeUpForTest"
SFTP = {"host": "sftp.example.com", "port": "22", "user": "mamoru", "host_key": KEY, "folder": "."}


@pytest.fixture
def sftp(pages: Inside, tmp_path: Path) -> Iterator[SftpServer]:
    with sftp_server(tmp_path / "sftp", public_key()) as server:
        yield server


def ready(pages: Inside) -> str:
    recipient = Recipient(pages.door)
    agreed(pages.door, people(pages.door, 2), recipient.ref)
    return made(pages.door, recipient.ref)


def test_a_package_goes_to_the_sftp_server_that_its_page_was_told(
    pages: Inside, sftp: SftpServer
) -> None:
    visitor, ref = officer(pages), ready(pages)
    at, to = f"{HANDS}/{ref}/sftp", sftp.place
    assert public_key() in visitor.text(at)

    answer = visitor.post(at, {
        "host": to.host, "port": str(to.port), "user": to.user, "host_key": to.host_key,
        "folder": to.folder,
    })  # fmt: skip
    assert answer.headers["location"] == f"{HANDS}/{ref}"
    assert "to the recipient's SFTP server" in visitor.text(f"{HANDS}/{ref}")
    send(pages.door, ref)

    assert hand_over(ref).state == HandState.DELIVERED
    assert (sftp.root / "inbox" / ref / "manifest.note").exists()


def test_a_package_is_addressed_to_a_bucket_without_any_secret(pages: Inside) -> None:
    visitor, ref = officer(pages), ready(pages)
    page = visitor.text(f"{HANDS}/{ref}/s3")

    sent = {"bucket": "sample-inbox", "within": "from-us", "region": "ap-northeast-1"}
    assert visitor.post(f"{HANDS}/{ref}/s3", sent).status_code == 302

    assert hand_over(ref).way == {
        "kind": "s3", "bucket": "sample-inbox", "prefix": "from-us", "region": "ap-northeast-1",
        "endpoint": None,
    }  # fmt: skip
    assert "environment" in page


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"host_key": f"{KEY}\nevil.example {KEY}"}, "Enter a public key on one line"),
        ({"host_key": "no key"}, "Enter a public key on one line"),
        ({"host": "sftp.example.com evil.example"}, "name or address"),
        ({"port": "70000"}, "65535"),
    ],
    ids=["two keys", "no key", "two hosts", "no port"],
)
def test_what_is_no_server_is_said_beside_its_field(
    pages: Inside, changed: dict[str, Any], told: str
) -> None:
    visitor, ref = officer(pages), ready(pages)

    answer = visitor.post(f"{HANDS}/{ref}/sftp", {**SFTP, **changed})

    assert answer.status_code == 400
    assert told in answer.text
    assert hand_over(ref).way is None


def test_what_waits_for_approval_is_sent_nowhere(pages: Inside) -> None:
    visitor, ref = officer(pages), planned(pages, "officer-x")

    answer = visitor.post(f"{HANDS}/{ref}/sftp", SFTP)

    assert answer.status_code == 409
    assert "so this cannot be done" in answer.text
    assert hand_over(ref).way is None
    assert f"{HANDS}/{ref}/sftp" not in visitor.get(f"{HANDS}/{ref}").text
    assert visitor.get(f"{HANDS}/hand_0000000000000000/sftp").status_code == 404


def test_a_server_that_is_silent_is_said_in_words(pages: Inside, sftp: SftpServer) -> None:
    visitor, ref = pages.officer("officer-1", "officer", language="ja"), ready(pages)
    to = sftp.place
    visitor.post(f"{HANDS}/{ref}/sftp", {**SFTP, "host": to.host, "port": str(to.port)})

    with pytest.raises(RecipientSilentError):
        send(pages.door, ref)

    page = visitor.text(f"{HANDS}/{ref}")
    assert "相手のサーバーが受け取りません" in page
    assert "recipient-silent" not in page


@pytest.mark.parametrize("way", ["sftp", "s3"])
def test_nobody_without_the_scope_sends_a_package(pages: Inside, way: str) -> None:
    ref = ready(pages)

    for role in ("auditor", "reviewer", "desk"):
        visitor = pages.officer(f"{role}-1", role)
        assert visitor.get(f"{HANDS}/{ref}/{way}").status_code == 403
        assert visitor.post(f"{HANDS}/{ref}/{way}", SFTP).status_code == 403

    assert hand_over(ref).way is None
