"""Killed at any line: nobody is lost, nobody is there twice, and one copy reaches the recipient."""

import time
from pathlib import Path

import pytest
from tests.gate.samples import NOON, Clock, entries
from tests.killing import is_killed, program, stride
from tests.packages.samples import Received, Recipient, agreed, made, people, planned, taken
from tests.packages.sending import once
from tests.packages.servers import SftpServer, sftp_server
from tests.store import Store

from mamoru.errors import UnavailableError
from mamoru.gate.door import Door
from mamoru.gate.models import Duty
from mamoru.ledger.entries import HandedOver, Handled
from mamoru.ledger.verify import verify_here
from mamoru.provision.packages import files
from mamoru.provision.packages.errors import HandOverStateError, RecipientSilentError
from mamoru.provision.packages.lease import LEASE
from mamoru.provision.packages.produce import produce
from mamoru.provision.packages.recall import revoke
from mamoru.provision.packages.report import hand_over
from mamoru.provision.packages.send import address, send
from mamoru.provision.packages.sftp import public_key
from mamoru.provision.packages.state import HandState
from mamoru.provision.packages.taking_back import take_back
from mamoru.provision.records.models import ProvisionRecord

MAKER = "tests.packages.maker"
STEP = stride(37)


def made_in_the_end(door: Door, ref: str) -> None:
    for _ in range(100):
        try:
            produce(door, ref, lot=4, part=6)
        except UnavailableError:
            time.sleep(0.05)
        except HandOverStateError:
            return  # it is ready
    raise AssertionError


@pytest.mark.slow
def test_killed_before_any_line_a_package_is_made_whole_in_the_end(
    door: Door, store: Store
) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 14), recipient.ref)
    number, line, cut = 0, 1 - STEP, 0
    with program(MAKER, store) as process:
        killed = True
        while killed:
            line += STEP
            ref = planned(door, recipient.ref)
            killed = is_killed(process, "make", ref, number % 4, line)
            cut += 0 < hand_over(ref).decided < 14

            made_in_the_end(door, ref)

            row = hand_over(ref)
            assert (row.state, row.decided, row.people) == (HandState.READY, 14, 14), line
            found = taken(door, ref, recipient)
            assert [one.split(",")[0] for one in found.lines] == [f"Person{n}" for n in range(14)]
            assert len(list(files.folder_of(ref).iterdir())) == len(found.files) - 2, line
            told = [e for e in entries() if isinstance(e, Handled) and e.request == row.request]
            assert sum(e.count for e in told) == 14, line
            number += 1

    assert line > 100
    assert cut > 1
    door.settle()
    verify_here()


@pytest.mark.slow
def test_killed_before_any_line_a_package_is_sent_once_in_the_end(
    door: Door, store: Store, tmp_path: Path, clock: Clock
) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 7), recipient.ref)
    line, kills = 1 - STEP, 0
    with sftp_server(tmp_path / "sftp", public_key()) as server, program(MAKER, store) as process:
        killed = True
        while killed:
            line += STEP
            ref = made(door, recipient.ref)
            address(door, ref, server.place)
            killed = is_killed(process, "send", ref, line)
            kills += killed

            if hand_over(ref).state != HandState.DELIVERED:
                clock.now = NOON + LEASE
                send(door, ref)
                clock.now = NOON

            lying = {
                path.name: path.read_bytes() for path in (server.root / "inbox" / ref).iterdir()
            }
            found = Received(lying, recipient)
            assert len(found.lines) == 7, line
            assert {one["name"] for one in found.manifest["files"]} == set(found.files) - {
                "manifest.note", "proof.json",
            }, line  # fmt: skip
            told = [e for e in entries() if isinstance(e, HandedOver) and e.hand == ref]
            assert [e.change for e in told].count("delivered") == 1, line
            assert ProvisionRecord.objects.filter(passing__hand=ref).distinct().count() == 1, line

    assert kills > 3


@pytest.mark.slow
def test_killed_before_any_line_what_ends_on_its_way_is_recorded_and_removed_in_the_end(
    door: Door, store: Store, tmp_path: Path, clock: Clock
) -> None:
    """The sending is cut off first, sooner or later; then calling it back is killed."""
    recipient = Recipient(door)
    agreed(door, people(door, 12), recipient.ref)
    line, kills, arrived = 1 - STEP, 0, set()
    reached = ("receipt", "part-00001", "part-00002", "manifest")
    with sftp_server(tmp_path / "sftp", public_key()) as server, program(MAKER, store) as process:
        killed = True
        while killed:
            line += STEP
            ref = made(door, recipient.ref)
            address(door, ref, server.place)
            once(server, reached[line // STEP % len(reached)], server.lose)
            with pytest.raises(RecipientSilentError):
                send(door, ref)
            lay = {path.name[:10] for path in (server.root / "inbox" / ref).iterdir()}
            people_there = 8 * ("part-00001" in lay) + 4 * ("part-00002" in lay)
            killed = is_killed(process, "recall", ref, line)
            kills += killed

            clock.now = NOON + LEASE
            if hand_over(ref).state == HandState.DELIVERING:
                revoke(door, ref, caller="officer", reason="doc:1")
            elif hand_over(ref).is_removed is False:
                take_back(door, ref)

            check_ended(server, ref, people_there, line)
            arrived.add(people_there)
            clock.now = NOON

    assert kills > 3
    assert arrived == {0, 8, 12}
    assert not Duty.objects.filter(evidence="provision_record", done_at=None).exists()


def check_ended(server: SftpServer, ref: str, people: int, line: int) -> None:
    """Check that it is removed and seen to be, and that those who arrived are recorded once."""
    row = hand_over(ref)
    assert (row.state, row.is_removed) == (HandState.REVOKED, True), line
    assert not (server.root / "inbox" / ref).exists(), line
    assert row.arrived == people, line
    recorded = ProvisionRecord.objects.filter(passing__hand=ref).distinct()
    assert sum(one.people for one in recorded) == people, line
    told = [e for e in entries() if isinstance(e, HandedOver) and e.hand == ref]
    said = [e.change for e in told]
    assert (said.count("revoked"), said.count("removed")) == (1, 1), line
    assert said.count("arrived") == len(recorded) <= 2, line  # noted, and found there
