"""A withdrawal in one process stops the next handling in every other."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count

import pytest
from tests.gate.samples import COLLECT, stored
from tests.parties.samples import registered
from tests.store import Store

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.choose import give
from mamoru.gate.door import Door, open_door
from mamoru.gate.errors import EvidenceNeededError
from mamoru.gate.read import read
from mamoru.paths import reference_policy

SECOND = 1.0


@pytest.fixture
def door(store: Store) -> Iterator[Door]:
    """An open door whose clock is that of the machine, as is that of the other process."""
    door = open_door(home=store.home, policy=reference_policy())
    try:
        yield door
    finally:
        door.close()


@pytest.fixture
def other(door: Door) -> Iterator[subprocess.Popen[str]]:
    """A process with a door of its own on the same installation."""
    program = [sys.executable, "-m", "tests.gate.saying_no"]
    pipe = subprocess.PIPE
    with subprocess.Popen(program, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        try:
            yield process
        finally:
            process.kill()


def read_on_and_on(door: Door, wish: Wish, ref: str) -> None:
    for _ in count():
        read(door, OFFICER, wish, ref)


def test_a_handling_that_relied_on_a_consent_stops_at_once_when_another_process_takes_it_back(
    door: Door, other: subprocess.Popen[str]
) -> None:
    assert other.stdin
    assert other.stdout
    one = stored(door)
    consent = Choice(kind=Kind.CONSENT, recipient="ad_firm")
    reference = give(door, OFFICER, COLLECT, one.ref, consent, data="supplied")
    party = registered(door, "ad_distributor")
    wish = Wish(act="provide", party=party.ref, grounds={"consent_prior": None})
    assert read(door, OFFICER, wish, one.ref)[0].decision.cites == ("4(1)",)

    other.stdin.write(f"{one.ref} {reference}\n")
    other.stdin.flush()
    with pytest.raises(EvidenceNeededError):
        read_on_and_on(door, wish, one.ref)
    stopped_at = datetime.now(UTC)

    withdrawn_at = datetime.fromisoformat(other.stdout.readline().strip())
    assert (stopped_at - withdrawn_at).total_seconds() < SECOND
    with pytest.raises(EvidenceNeededError):
        read(door, OFFICER, wish, one.ref)
