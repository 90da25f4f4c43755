"""Sending to servers of the recipient: SFTP and S3, whole, once, and only what is still allowed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from tests.gate.samples import Clock
from tests.packages.samples import Received, Recipient, agreed, changes, made, people
from tests.packages.servers import SftpServer, objects, s3_server, sftp_server

from mamoru.gate.asking import OFFICER
from mamoru.gate.choose import withdraw
from mamoru.gate.door import Door
from mamoru.provision.packages.errors import HandOverStateError, RecipientSilentError
from mamoru.provision.packages.places import ToS3
from mamoru.provision.packages.recall import revoke
from mamoru.provision.packages.report import hand_over, report_of
from mamoru.provision.packages.send import address, send
from mamoru.provision.packages.sftp import public_key
from mamoru.provision.packages.state import HandState
from mamoru.provision.records.models import ProvisionRecord


@pytest.fixture
def sftp(door: Door, tmp_path: Path) -> Iterator[SftpServer]:
    with sftp_server(tmp_path / "sftp", public_key()) as server:
        yield server


@pytest.fixture
def s3(door: Door, monkeypatch: pytest.MonkeyPatch) -> Iterator[ToS3]:
    with s3_server(monkeypatch) as place:
        yield place


def lying(server: SftpServer, ref: str) -> dict[str, bytes]:
    folder = server.root / "inbox" / ref
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_package_is_put_on_the_sftp_server_of_its_recipient(door: Door, sftp: SftpServer) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 8), recipient.ref)
    ref = made(door, recipient.ref)
    address(door, ref, sftp.place)

    report = send(door, ref)

    found = Received(lying(sftp, ref), recipient)
    assert [line.split(",")[0] for line in found.lines] == [f"Person{n}" for n in range(8)]
    assert {one["name"] for one in found.manifest["files"]} == set(found.files) - {
        "manifest.note", "proof.json",
    }  # fmt: skip
    assert (report.state, report.way) == (HandState.DELIVERED, "sftp")
    assert ProvisionRecord.objects.get().people == 8


def test_a_package_is_put_into_the_bucket_of_its_recipient(door: Door, s3: ToS3) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 8), recipient.ref)
    ref = made(door, recipient.ref)
    address(door, ref, s3)

    report = send(door, ref)

    prefix = f"from-kusavee/{ref}/"
    found = Received(
        {key.removeprefix(prefix): content for key, content in objects(s3).items()}, recipient
    )
    assert len(found.lines) == 8
    assert (report.state, report.way) == (HandState.DELIVERED, "s3")
    with pytest.raises(HandOverStateError):
        send(door, ref)


def test_a_server_that_is_not_the_named_one_gets_nothing(door: Door, sftp: SftpServer) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 2), recipient.ref)
    ref = made(door, recipient.ref)
    place = sftp.place
    other = msgspec.structs.replace(place, host_key=public_key())
    address(door, ref, other)

    with pytest.raises(RecipientSilentError) as silent:
        send(door, ref)

    assert silent.value.facts["reason"] == "HostKeyNotVerifiable"
    assert sftp.sessions == 0
    assert hand_over(ref).delivered_at is None


def test_whom_a_package_that_could_not_be_sent_is_about_is_looked_at_again(
    door: Door, sftp: SftpServer, clock: Clock
) -> None:
    recipient = Recipient(door)
    refs = people(door, 6)
    consents = agreed(door, refs, recipient.ref)
    ref = made(door, recipient.ref)
    place = sftp.place
    address(door, ref, msgspec.structs.replace(place, port=1))
    with pytest.raises(RecipientSilentError):
        send(door, ref)
    row = hand_over(ref)
    assert (row.tries, row.problem) == (1, "recipient-silent")
    assert row.next_try_at == clock.now + timedelta(minutes=1)

    withdraw(door, OFFICER, refs[0], consents[0])
    row.way = msgspec.to_builtins(place)
    row.save()
    send(door, ref)

    found = Received(lying(sftp, ref), recipient)
    assert [line.split(",")[0] for line in found.lines] == [f"Person{n}" for n in range(1, 6)]
    assert changes(ref) == ["planned", "ready", "remade", "delivered"]


def test_what_another_sending_left_is_replaced_and_never_there_twice(
    door: Door, sftp: SftpServer
) -> None:
    recipient = Recipient(door)
    refs = people(door, 6)
    consents = agreed(door, refs, recipient.ref)
    ref = made(door, recipient.ref)
    address(door, ref, sftp.place)
    folder = sftp.root / "inbox" / ref
    folder.mkdir(parents=True)
    (folder / "part-00001-00000000.csv.age").write_bytes(b"an older part")
    (folder / "part-00001-00000000.csv.age.part").write_bytes(b"half of it")

    withdraw(door, OFFICER, refs[0], consents[0])
    send(door, ref)

    found = Received(lying(sftp, ref), recipient)
    assert len([name for name in found.files if name.startswith("part-")]) == 1
    assert len(found.lines) == 5


def test_what_is_called_back_is_removed_from_the_server(door: Door, sftp: SftpServer) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 2), recipient.ref)
    ref = made(door, recipient.ref)
    address(door, ref, sftp.place)
    send(door, ref)

    report = revoke(door, ref, caller="officer", reason="doc:mistake-1")

    assert (report.state, report.is_removed) == (HandState.REVOKED, True)
    assert not (sftp.root / "inbox" / ref).exists()


def test_what_is_called_back_is_removed_from_the_bucket(door: Door, s3: ToS3) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 2), recipient.ref)
    ref = made(door, recipient.ref)
    address(door, ref, s3)
    send(door, ref)

    assert revoke(door, ref, caller="officer", reason="doc:mistake-1").is_removed
    assert objects(s3) == {}
    assert report_of(hand_over(ref)).delivered_at is not None
