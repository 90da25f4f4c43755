"""Ending while it is being sent: what arrived is recorded, what should go is removed, and seen."""

from datetime import timedelta

import pytest
from tests.gate.samples import Clock
from tests.packages.samples import Recipient, agreed, changes, made, people
from tests.packages.sending import addressed, lies, once
from tests.packages.servers import SftpServer, objects, s3_server
from tests.packages.test_what_people_see import seen

from mamoru.gate.asking import OFFICER
from mamoru.gate.choose import withdraw
from mamoru.gate.door import Door
from mamoru.gate.models import Duty
from mamoru.provision.packages.errors import (
    HandOverElsewhereError,
    HandOverStateError,
    RecipientSilentError,
)
from mamoru.provision.packages.models import HandOver, Part
from mamoru.provision.packages.recall import revoke
from mamoru.provision.packages.report import hand_over
from mamoru.provision.packages.send import address, send
from mamoru.provision.packages.state import HandState
from mamoru.provision.packages.taking_back import TRIED_FOR, take_back, to_take_back
from mamoru.provision.records.models import ProvisionRecord

MANIFEST = "manifest.note"


def owed() -> int:
    return Duty.objects.filter(evidence="provision_record", done_at=None).count()


def test_what_is_called_back_between_two_parts_is_removed_and_the_part_that_arrived_recorded(
    door: Door, recipient: Recipient, refs: list[str], sftp: SftpServer
) -> None:
    ref = addressed(door, recipient, sftp)
    once(sftp, "part-00001", lambda: revoke(door, ref, caller="officer", reason="doc:mistake-1"))

    with pytest.raises(HandOverStateError):
        send(door, ref)

    row = hand_over(ref)
    assert (row.state, row.problem, row.is_removed) == (HandState.REVOKED, "doc:mistake-1", True)
    assert not lies(sftp, ref)
    assert [name[:10] for name in sftp.put] == ["receipt.tx", "part-00001"]
    assert (row.arrived, ProvisionRecord.objects.get().people) == (8, 8)
    assert row.delivered_at is not None
    assert seen(door, refs[0]) == [recipient.party.name]
    assert seen(door, refs[11]) == []
    assert owed() == 0
    assert changes(ref) == ["planned", "ready", "revoked", "arrived", "removed"]


def test_what_is_called_back_as_its_manifest_arrives_was_handed_over_whole(
    door: Door, recipient: Recipient, refs: list[str], sftp: SftpServer
) -> None:
    ref = addressed(door, recipient, sftp)
    once(sftp, MANIFEST, lambda: revoke(door, ref, caller="officer", reason="doc:mistake-1"))

    with pytest.raises(HandOverStateError):
        send(door, ref)

    row = hand_over(ref)
    assert (row.state, row.arrived, row.is_removed) == (HandState.REVOKED, 12, True)
    assert ProvisionRecord.objects.get().people == 12
    assert not lies(sftp, ref)
    assert seen(door, refs[11]) == [recipient.party.name]
    assert owed() == 0


def test_of_what_is_called_back_before_anything_arrived_no_record_is_owed(
    door: Door, recipient: Recipient, refs: list[str], sftp: SftpServer
) -> None:
    ref = addressed(door, recipient, sftp)
    once(sftp, "receipt", lambda: revoke(door, ref, caller="officer", reason="doc:mistake-1"))

    with pytest.raises(HandOverStateError):
        send(door, ref)

    row = hand_over(ref)
    assert (row.arrived, row.delivered_at, row.is_removed) == (0, None, True)
    assert (ProvisionRecord.objects.count(), owed()) == (0, 0)
    assert seen(door, refs[0]) == []


def test_nobody_takes_away_what_another_process_still_puts_there(
    door: Door, recipient: Recipient, refs: list[str], sftp: SftpServer
) -> None:
    ref = addressed(door, recipient, sftp)
    tried: list[str] = []

    def called_back() -> None:
        report = revoke(door, ref, caller="officer", reason="doc:mistake-1")
        assert report.is_removed is False
        with pytest.raises(HandOverElsewhereError):
            take_back(door, ref)
        tried.extend(to_take_back(door))

    once(sftp, "part-00001", called_back)
    with pytest.raises(HandOverStateError):
        send(door, ref)

    assert tried == [ref]
    assert not lies(sftp, ref)


def test_what_the_server_does_not_let_be_removed_is_tried_again_until_it_is_gone(
    door: Door, recipient: Recipient, refs: list[str], sftp: SftpServer, clock: Clock
) -> None:
    ref = addressed(door, recipient, sftp)
    send(door, ref)
    sftp.pause()

    report = revoke(door, ref, caller="officer", reason="doc:mistake-1")
    assert (report.is_removed, report.problem) == (False, "doc:mistake-1")
    assert report.next_try_at == clock.now + timedelta(minutes=1)
    assert to_take_back(door) == []
    clock.now += timedelta(minutes=1)
    assert to_take_back(door) == [ref]
    with pytest.raises(RecipientSilentError):
        take_back(door, ref)
    assert hand_over(ref).next_try_at == clock.now + timedelta(minutes=2)
    assert lies(sftp, ref)
    sftp.go_on()

    report = take_back(door, ref)

    assert (report.is_removed, report.next_try_at) == (True, None)
    assert not lies(sftp, ref)
    assert changes(ref)[-2:] == ["revoked", "removed"]
    assert to_take_back(door) == []
    with pytest.raises(HandOverStateError):
        take_back(door, ref)


def test_what_is_known_to_have_arrived_is_recorded_though_the_server_is_silent(
    door: Door, recipient: Recipient, refs: list[str], sftp: SftpServer
) -> None:
    ref = addressed(door, recipient, sftp)
    once(sftp, "part-00002", sftp.lose)
    with pytest.raises(RecipientSilentError):
        send(door, ref)
    sftp.pause()

    report = revoke(door, ref, caller="officer", reason="doc:mistake-1")

    assert (report.arrived, report.is_removed) == (8, False)
    assert ProvisionRecord.objects.get().people == 8
    sftp.go_on()
    take_back(door, ref)
    assert sorted(one.people for one in ProvisionRecord.objects.all()) == [4, 8]
    assert hand_over(ref).arrived == 12


def test_what_could_not_be_removed_in_two_weeks_is_reported_and_can_be_tried_again(
    door: Door, recipient: Recipient, refs: list[str], sftp: SftpServer, clock: Clock
) -> None:
    ref = addressed(door, recipient, sftp)
    send(door, ref)
    sftp.pause()
    revoke(door, ref, caller="officer", reason="doc:mistake-1")
    clock.now += TRIED_FOR

    with pytest.raises(RecipientSilentError):
        take_back(door, ref)

    row = hand_over(ref)
    assert (row.is_removed, row.next_try_at) == (False, None)
    assert changes(ref)[-1] == "not_removed"
    sftp.go_on()
    assert revoke(door, ref, caller="officer", reason="doc:mistake-1").is_removed
    assert not lies(sftp, ref)


def test_whoever_withdraws_after_their_part_arrived_was_handed_over_and_is_not_in_what_follows(
    door: Door, sftp: SftpServer, recipient: Recipient
) -> None:
    refs = people(door, 12)
    consents = agreed(door, refs, recipient.ref)
    ref = addressed(door, recipient, sftp)
    once(sftp, "part-00001", sftp.lose)
    with pytest.raises(RecipientSilentError):
        send(door, ref)

    withdraw(door, OFFICER, refs[0], consents[0])
    withdraw(door, OFFICER, refs[11], consents[11])
    report = send(door, ref)

    assert (report.state, report.people, report.arrived) == (HandState.DELIVERED, 10, 11)
    assert ProvisionRecord.objects.get().people == 11
    assert [len(seen(door, ref)) for ref in (refs[0], refs[1], refs[11])] == [1, 1, 0]


def test_a_part_that_the_recipient_has_taken_is_not_put_there_again(
    door: Door, recipient: Recipient, refs: list[str], sftp: SftpServer
) -> None:
    ref = addressed(door, recipient, sftp)

    def swept() -> None:
        for path in (sftp.root / "inbox" / ref).glob("part-*"):
            path.unlink()
        sftp.lose()

    once(sftp, "proof", swept)
    with pytest.raises(RecipientSilentError):
        send(door, ref)
    assert send(door, ref).state is HandState.DELIVERED

    assert [name[:10] for name in sftp.put if name.startswith("part-")] == [
        "part-00001", "part-00002",
    ]  # fmt: skip


def test_a_package_in_a_bucket_is_looked_at_before_it_is_removed(
    door: Door, recipient: Recipient, refs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with s3_server(monkeypatch) as place:
        ref = made(door, recipient.ref)
        address(door, ref, place)
        send(door, ref)
        nothing_noted(ref)

        report = revoke(door, ref, caller="officer", reason="doc:mistake-1")

        assert (report.is_removed, report.arrived) == (True, 12)
        assert objects(place) == {}


def nothing_noted(ref: str) -> None:
    """Let it be as if the sending had been cut off before it noted anything."""
    ProvisionRecord.objects.all().delete()
    Part.objects.update(arrived=0, is_recorded=False, put_at=None)
    HandOver.objects.filter(ref=ref).update(
        state=HandState.DELIVERING, arrived=0, delivered_at=None
    )
