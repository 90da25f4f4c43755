"""The right to work on a hand-over at its recipient's: renewed while it is had, noticed if lost."""

import time
from datetime import timedelta

import pytest
from tests.gate.samples import Clock
from tests.packages.samples import Recipient, agreed, made, people

from mamoru.gate.door import Door
from mamoru.provision.packages import lease
from mamoru.provision.packages.errors import HandOverElsewhereError
from mamoru.provision.packages.models import HandOver
from mamoru.provision.packages.report import hand_over


@pytest.fixture
def row(door: Door) -> HandOver:
    """A package on which this process works."""
    recipient = Recipient(door)
    agreed(door, people(door, 2), recipient.ref)
    found = hand_over(made(door, recipient.ref))
    lease.lease(found, door.clock())
    found.save()
    return found


def until(row: HandOver, wanted: object) -> None:
    """Wait until the right lasts so long."""
    end = time.monotonic() + 10
    while hand_over(row.ref).lease_until != wanted:
        assert time.monotonic() < end
        time.sleep(0.02)


def test_it_is_renewed_for_as_long_as_it_is_had(
    door: Door, clock: Clock, row: HandOver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "EVERY_SECONDS", 0.05)
    with lease.Hold(door, row) as hold:
        clock.now += timedelta(minutes=30)
        until(row, clock.now + lease.LEASE)
        hold.check()

        assert lease.is_leased(hand_over(row.ref), clock.now)

        hold.let_go()
    assert hand_over(row.ref).lease_until is None


def test_whoever_lost_it_is_told_and_does_not_end_it_for_who_has_it(
    door: Door, clock: Clock, row: HandOver
) -> None:
    clock.now += lease.LEASE
    with lease.Hold(door, row) as hold:
        other = hand_over(row.ref)
        lease.lease(other, clock.now)
        other.save()

        with pytest.raises(HandOverElsewhereError):
            hold.renew()
        with pytest.raises(HandOverElsewhereError):
            hold.check()
        hold.let_go()

    assert hand_over(row.ref).lease_until == clock.now + lease.LEASE


def test_one_that_could_not_be_renewed_in_time_is_not_relied_on(
    door: Door, row: HandOver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "LEASE", timedelta(seconds=lease.MARGIN_SECONDS))

    with lease.Hold(door, row) as hold, pytest.raises(HandOverElsewhereError):
        hold.check()


def test_nobody_else_gets_it_meanwhile(door: Door, row: HandOver) -> None:
    with pytest.raises(HandOverElsewhereError):
        lease.lease(hand_over(row.ref), door.clock())
