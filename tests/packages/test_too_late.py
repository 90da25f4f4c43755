"""Too late, or on another way: of link and server one counts, and neither after its time."""

from datetime import timedelta

import pytest
from tests.gate.samples import Clock
from tests.packages.samples import Recipient, changes, made
from tests.packages.sending import addressed, lies, once
from tests.packages.servers import SftpServer

from mamoru.gate.door import Door
from mamoru.provision.packages import files
from mamoru.provision.packages.ending import expire, expire_due
from mamoru.provision.packages.errors import (
    HandOverElsewhereError,
    HandOverEndedError,
    HandOverStateError,
    LinkUnknownError,
    RecipientSilentError,
)
from mamoru.provision.packages.lease import LEASE
from mamoru.provision.packages.links import offer, take
from mamoru.provision.packages.models import HandOver
from mamoru.provision.packages.recall import revoke
from mamoru.provision.packages.report import hand_over
from mamoru.provision.packages.send import address, send
from mamoru.provision.packages.state import HandState
from mamoru.provision.packages.taking_back import take_back


def test_what_becomes_too_late_while_it_is_sent_goes_no_further(
    door: Door, recipient: Recipient, refs: list[str], sftp: SftpServer, clock: Clock
) -> None:
    ref = addressed(door, recipient, sftp, days=1)

    def later() -> None:
        clock.now += timedelta(days=1)

    once(sftp, "part-00001", later)
    with pytest.raises(HandOverEndedError) as ended:
        send(door, ref)

    row = hand_over(ref)
    assert ended.value.facts["reason"] == "not-taken"
    assert (row.state, row.arrived, row.is_removed) == (HandState.EXPIRED, 8, True)
    assert not lies(sftp, ref)
    assert not files.folder_of(ref).exists()


def test_what_is_too_late_before_it_is_sent_is_not(
    door: Door, recipient: Recipient, refs: list[str], sftp: SftpServer, clock: Clock
) -> None:
    ref = addressed(door, recipient, sftp, days=1)
    clock.now += timedelta(days=1)

    with pytest.raises(HandOverEndedError):
        send(door, ref)

    row = hand_over(ref)
    assert (row.state, row.is_removed, sftp.put) == (HandState.EXPIRED, None, [])
    assert changes(ref) == ["planned", "ready", "expired"]


def test_what_cannot_be_sent_until_it_is_too_late_ends(
    door: Door, recipient: Recipient, refs: list[str], sftp: SftpServer, clock: Clock
) -> None:
    ref = addressed(door, recipient, sftp, days=1)
    once(sftp, "part-00001", sftp.lose)
    with pytest.raises(RecipientSilentError):
        send(door, ref)
    assert hand_over(ref).state == HandState.DELIVERING
    sftp.pause()
    clock.now += timedelta(days=1)
    assert expire_due(door) == 0

    with pytest.raises(HandOverEndedError):
        send(door, ref)
    sftp.go_on()
    take_back(door, ref)

    row = hand_over(ref)
    assert (row.state, row.arrived, row.is_removed) == (HandState.EXPIRED, 8, True)
    assert not lies(sftp, ref)


def test_a_link_that_is_opened_in_the_last_moment_is_too_late_once_nobody_can_come_between(
    door: Door, recipient: Recipient, refs: list[str], clock: Clock
) -> None:
    ref = made(door, recipient.ref, days=1)
    link = offer(door, ref)
    first = [clock.now]
    door.clock = lambda: first.pop() if first else clock.now + timedelta(days=1)

    with pytest.raises(LinkUnknownError):
        take(door, link.token)

    assert hand_over(ref).state == HandState.READY
    door.clock = clock


def test_what_somebody_took_in_the_last_moment_does_not_expire(
    door: Door, recipient: Recipient, refs: list[str], clock: Clock
) -> None:
    ref = made(door, recipient.ref, days=1)
    take(door, offer(door, ref).token)
    clock.now += timedelta(days=1)

    assert expire(door, ref) is False

    assert hand_over(ref).state == HandState.DELIVERED
    assert files.folder_of(ref).exists()


def test_no_link_is_made_while_it_is_being_sent(
    door: Door, recipient: Recipient, refs: list[str], sftp: SftpServer, clock: Clock
) -> None:
    ref = addressed(door, recipient, sftp)
    HandOver.objects.filter(ref=ref).update(lease_until=clock.now + LEASE)

    with pytest.raises(HandOverElsewhereError):
        offer(door, ref)
    with pytest.raises(HandOverElsewhereError):
        address(door, ref, sftp.place)

    assert hand_over(ref).way["kind"] == "sftp"  # type: ignore[index]  # it is addressed


def test_a_link_to_what_was_sent_leaves_it_known_where_it_was_sent(
    door: Door, recipient: Recipient, refs: list[str], sftp: SftpServer
) -> None:
    ref = addressed(door, recipient, sftp)
    send(door, ref)
    offer(door, ref)

    report = revoke(door, ref, caller="officer", reason="doc:mistake-1")

    assert (report.way, report.is_removed) == ("sftp", True)
    assert not lies(sftp, ref)


def test_of_a_link_and_a_server_what_was_named_last_counts(
    door: Door, recipient: Recipient, refs: list[str], sftp: SftpServer
) -> None:
    ref = made(door, recipient.ref)
    link = offer(door, ref)
    address(door, ref, sftp.place)
    with pytest.raises(LinkUnknownError):
        take(door, link.token)

    offer(door, ref)

    with pytest.raises(HandOverStateError):
        send(door, ref)
    assert hand_over(ref).next_try_at is None
