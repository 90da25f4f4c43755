"""How a hand-over ends, and what is left of it: taken twice, too late, called back, no room."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from tests.gate.samples import Clock
from tests.packages.samples import (
    Recipient,
    agreed,
    changes,
    law,
    made,
    people,
    planned,
    taken,
)
from tests.store import Store

from mamoru.gate.door import Door
from mamoru.gate.models import Duty
from mamoru.provision.packages import files
from mamoru.provision.packages.acknowledge import acknowledge, acknowledge_on_paper
from mamoru.provision.packages.ending import clear_left, expire_due
from mamoru.provision.packages.errors import (
    CodeWrongError,
    HandOverElsewhereError,
    HandOverStateError,
    LinkUnknownError,
    LinkUsedError,
    PackagesFullError,
)
from mamoru.provision.packages.links import offer, take
from mamoru.provision.packages.produce import produce
from mamoru.provision.packages.recall import revoke
from mamoru.provision.packages.report import HandOverReport, hand_over, report_of
from mamoru.provision.packages.state import HandState
from mamoru.provision.records.models import ProvisionRecord


@contextmanager
def small_disk(place: Path) -> Iterator[Callable[[], None]]:
    """Put a file system of 8 KiB there; what is given makes it larger."""
    place.mkdir(mode=0o700, exist_ok=True)
    options = ["-t", "tmpfs", "-o", "size=8k,mode=700", "tmpfs", str(place)]
    if subprocess.run(["mount", *options], check=False, capture_output=True).returncode:
        pytest.skip("a file system cannot be mounted here")
    try:
        yield lambda: grown(place)
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def grown(place: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=4m", str(place)], check=True)


def test_a_link_takes_a_package_once_and_a_second_try_is_on_record(door: Door) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 2), recipient.ref)
    ref = made(door, recipient.ref)
    link = offer(door, ref)
    b"".join(take(door, link.token).content)

    with pytest.raises(LinkUsedError):
        take(door, link.token)

    assert hand_over(ref).opened_again == 1
    assert changes(ref)[-2:] == ["delivered", "opened_again"]
    assert ProvisionRecord.objects.count() == 1


def test_a_token_is_kept_nowhere(door: Door) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 2), recipient.ref)
    ref = made(door, recipient.ref)

    link = offer(door, ref)

    row = hand_over(ref)
    kept = [str(getattr(row, field.attname)) for field in row._meta.concrete_fields]
    assert not any(link.token in value for value in kept)


def test_a_new_link_ends_the_one_before(door: Door) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 2), recipient.ref)
    ref = made(door, recipient.ref)
    first = offer(door, ref)

    second = offer(door, ref)

    with pytest.raises(LinkUnknownError):
        take(door, first.token)
    assert b"".join(take(door, second.token).content)


@pytest.mark.parametrize("token", ["", "a" * 43, "a" * 42 + "\n", "あ" * 43])
def test_no_other_token_takes_anything(door: Door, token: str) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 1), recipient.ref)
    ref = made(door, recipient.ref)
    offer(door, ref)

    with pytest.raises(LinkUnknownError):
        take(door, token)

    assert hand_over(ref).state == HandState.READY


def test_what_nobody_took_in_time_is_destroyed(door: Door, clock: Clock) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 2), recipient.ref)
    ref = made(door, recipient.ref, days=3)
    link = offer(door, ref)

    clock.now += timedelta(days=3)
    with pytest.raises(LinkUnknownError):
        take(door, link.token)
    assert expire_due(door) == 1

    assert (hand_over(ref).state, hand_over(ref).delivered_at) == (HandState.EXPIRED, None)
    assert not files.folder_of(ref).exists()
    assert changes(ref) == ["planned", "ready", "expired"]
    assert not Duty.objects.filter(evidence="provision_record", done_at=None).exists()
    assert ProvisionRecord.objects.count() == 0
    assert expire_due(door) == 0


def test_what_nobody_acknowledges_is_overdue_once_and_can_be_acknowledged_later(
    door: Door, clock: Clock
) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 2), recipient.ref)
    ref = made(door, recipient.ref, days=7, acknowledge_days=2)
    code = taken(door, ref, recipient).code

    clock.now += timedelta(days=2)
    assert expire_due(door) == 1
    assert expire_due(door) == 0
    report = report_of(hand_over(ref))
    assert (report.state, report.overdue_at) == (HandState.DELIVERED, clock.now)
    clock.now += timedelta(days=6)
    assert expire_due(door) == 1
    assert not files.folder_of(ref).exists()
    with pytest.raises(HandOverStateError):
        offer(door, ref)

    assert acknowledge(door, ref, code).state is HandState.ACKNOWLEDGED
    assert changes(ref) == ["planned", "ready", "delivered", "overdue", "acknowledged"]


def test_a_wrong_code_acknowledges_nothing_and_a_word_on_paper_does(door: Door) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 2), recipient.ref)
    ref = made(door, recipient.ref)

    with pytest.raises(HandOverStateError):
        acknowledge_on_paper(door, ref, "letter:1")
    taken(door, ref, recipient)
    with pytest.raises(CodeWrongError):
        acknowledge(door, ref, "guess")
    assert hand_over(ref).state == HandState.DELIVERED

    assert acknowledge_on_paper(door, ref, "letter:1").acknowledged_by == "letter:1"


def test_what_is_called_back_can_no_longer_be_taken(door: Door) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 2), recipient.ref)
    ref = made(door, recipient.ref)
    link = offer(door, ref)

    report = revoke(door, ref, caller="officer", reason="doc:mistake-1")

    assert (report.state, report.problem) == (HandState.REVOKED, "doc:mistake-1")
    with pytest.raises(LinkUnknownError):
        take(door, link.token)
    with pytest.raises(HandOverStateError):
        revoke(door, ref, caller="officer", reason="doc:mistake-1")
    assert not files.folder_of(ref).exists()


def test_what_is_called_back_while_it_is_made_is_made_no_further(door: Door) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 12), recipient.ref)
    ref = planned(door, recipient.ref)

    def meanwhile(report: HandOverReport) -> None:
        if report.parts == 1:
            revoke(door, ref, caller="officer", reason="doc:mistake-1")

    with pytest.raises((HandOverElsewhereError, HandOverStateError)):
        produce(door, ref, lot=4, part=6, tell=meanwhile)

    clear_left()
    assert hand_over(ref).state == HandState.REVOKED
    assert not files.folder_of(ref).exists()


def test_what_was_delivered_says_so_when_it_is_called_back(door: Door) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 2), recipient.ref)
    ref = made(door, recipient.ref)
    taken(door, ref, recipient)

    report = revoke(door, ref, caller="officer", reason="doc:mistake-1")

    assert report.delivered_at is not None
    assert ProvisionRecord.objects.get().people == 2


def test_a_full_disk_leaves_nothing_half_made_and_it_goes_on_once_there_is_room(
    door: Door, store: Store
) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 300), recipient.ref)
    ref = planned(door, recipient.ref)
    with small_disk(store.home / "packages") as grow:
        with pytest.raises(PackagesFullError):
            produce(door, ref)
        row = hand_over(ref)
        assert (row.state, row.decided, row.people) == (HandState.PRODUCING, 300, 0)
        assert list(files.folder_of(ref).iterdir()) == []
        grow()

        report = produce(door, ref)

        assert (report.state, report.people, report.decided) == (HandState.READY, 300, 300)
        assert len(taken(door, ref, recipient).lines) == 300


def test_files_that_no_hand_over_names_are_removed(door: Door) -> None:
    recipient = Recipient(door)
    people(door, 2)
    ref = planned(door, recipient.ref, grounds=law(door, recipient))
    files.write("hand_" + "0" * 16, b"left")
    files.write(ref, b"left")

    assert clear_left() == 1

    assert files.folders() == [ref]
