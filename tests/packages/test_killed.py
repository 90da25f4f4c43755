"""Killed at any line: nobody is lost, nobody is there twice, and one copy reaches the recipient."""

import time
from pathlib import Path

import pytest
from tests.gate.samples import entries
from tests.killing import is_killed, program, stride
from tests.packages.samples import Received, Recipient, agreed, made, people, planned, taken
from tests.packages.servers import sftp_server
from tests.store import Store

from mamoru.errors import UnavailableError
from mamoru.gate.door import Door
from mamoru.ledger.entries import HandedOver, Handled
from mamoru.ledger.verify import verify_here
from mamoru.provision.packages import files
from mamoru.provision.packages.errors import HandOverStateError
from mamoru.provision.packages.produce import produce
from mamoru.provision.packages.report import hand_over
from mamoru.provision.packages.send import address, send
from mamoru.provision.packages.sftp import public_key
from mamoru.provision.packages.state import HandState
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
    door: Door, store: Store, tmp_path: Path
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
                send(door, ref)

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
