"""What changes while a package is made or waits: whoever it must not be about any more is out."""

import pytest
from tests.gate.samples import ASKED, ERASE, Clock, entries, published
from tests.gate.test_editions import revised
from tests.packages.samples import (
    ITEMS,
    PLANNER,
    Recipient,
    agreed,
    changes,
    law,
    made,
    people,
    planned,
    taken,
)
from tests.parties.samples import filed, registered

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.change import suspend
from mamoru.gate.choose import withdraw
from mamoru.gate.door import Door
from mamoru.gate.erase import erase
from mamoru.ledger.entries import Handled
from mamoru.parties.register import PartyChanges
from mamoru.provision.packages import files
from mamoru.provision.packages.approve import approve
from mamoru.provision.packages.errors import (
    ApprovalMissingError,
    HandOverEndedError,
    OwnApprovalError,
    RecipientKeyError,
)
from mamoru.provision.packages.links import offer, take
from mamoru.provision.packages.produce import produce
from mamoru.provision.packages.report import HandOverReport, hand_over, report_of
from mamoru.provision.packages.state import HandState
from mamoru.provision.parties import register
from mamoru.provision.parties.register import NewKey


def test_whoever_withdraws_while_it_is_made_is_not_in_it_and_that_is_on_record(
    door: Door,
) -> None:
    recipient = Recipient(door)
    refs = people(door, 12)
    consents = agreed(door, refs, recipient.ref)
    ref = planned(door, recipient.ref)
    is_out = False

    def meanwhile(report: HandOverReport) -> None:
        nonlocal is_out
        if report.parts and not is_out:
            is_out = True
            withdraw(door, OFFICER, refs[1], consents[1])

    report = produce(door, ref, lot=4, part=6, tell=meanwhile)

    assert (report.people, report.taken_out) == (11, 1)
    found = taken(door, ref, recipient)
    assert "Person1,架空商事ヌヌヌ" not in found.lines
    assert len(found.lines) == found.manifest["people"] == 11
    request = hand_over(ref).request
    told = [e for e in entries() if isinstance(e, Handled) and e.request == request]
    assert [(e.outcome == "allow", e.count) for e in told][-1] == (False, 1)
    assert sum(e.count for e in told if e.outcome == "allow") == 12


def test_whoever_withdraws_while_it_waits_is_taken_out_before_it_leaves(door: Door) -> None:
    recipient = Recipient(door)
    refs = people(door, 9)
    consents = agreed(door, refs, recipient.ref)
    ref = made(door, recipient.ref)
    link, before = offer(door, ref), hand_over(ref).manifest_hash

    withdraw(door, OFFICER, refs[8], consents[8])
    package = take(door, link.token)
    found = recipient.received(b"".join(package.content))

    assert found.lines == [f"Person{n},架空商事ヌヌヌ" for n in range(8)]
    assert hand_over(ref).manifest_hash != before
    assert changes(ref) == ["planned", "ready", "remade", "delivered"]
    assert len(list(files.folder_of(ref).iterdir())) == len(found.files) - 2


def test_whoever_is_erased_while_it_waits_is_taken_out(door: Door) -> None:
    recipient = Recipient(door)
    refs = people(door, 4)
    agreed(door, refs, recipient.ref)
    ref = made(door, recipient.ref)

    erase(door, OFFICER, ERASE, refs[0])
    found = taken(door, ref, recipient)

    assert [line.split(",")[0] for line in found.lines] == ["Person1", "Person2", "Person3"]
    assert report_of(hand_over(ref)).taken_out == 1


def test_a_consent_that_ended_by_itself_is_none_when_the_package_leaves(
    door: Door, clock: Clock
) -> None:
    recipient = Recipient(door)
    refs = people(door, 4)
    ends = clock.now.replace(day=26)
    agreed(door, refs[:1], recipient.ref, expires_at=ends)
    agreed(door, refs[1:], recipient.ref)
    ref = made(door, recipient.ref)
    assert report_of(hand_over(ref)).people == 4

    clock.now = clock.now.replace(day=27)

    assert len(taken(door, ref, recipient).lines) == 3


def test_a_consent_that_names_another_party_is_none_for_this_one(door: Door) -> None:
    recipient, other = Recipient(door), registered(door, name="別の架空商会ヌ")
    refs = people(door, 4)
    agreed(door, refs[:3], other.ref)
    agreed(door, refs[3:], recipient.ref)

    ref = made(door, recipient.ref)

    assert taken(door, ref, recipient).lines == ["Person3,架空商事ヌヌヌ"]


def test_what_does_not_rest_on_consent_is_approved_by_somebody_else(door: Door) -> None:
    recipient = Recipient(door)
    people(door, 3)
    ref = planned(door, recipient.ref, grounds=law(door, recipient))

    with pytest.raises(ApprovalMissingError):
        produce(door, ref)
    with pytest.raises(OwnApprovalError):
        approve(door, ref, PLANNER, caller="officer")
    assert hand_over(ref).state == HandState.PLANNED
    assert changes(ref) == ["planned", "approval_refused"]
    approve(door, ref, "officer-b", caller="officer")

    report = produce(door, ref)

    assert (report.state, report.people, report.approved_by) == (HandState.READY, 3, "officer-b")
    assert report.case.split()[0] == "4(2)"


def test_a_party_without_a_key_receives_nothing(door: Door) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 1), recipient.ref)
    register.revoke_key(door, OFFICER, recipient.ref, recipient.key.ref)

    with pytest.raises(RecipientKeyError):
        planned(door, recipient.ref)


def test_a_key_that_is_revoked_while_it_waits_ends_the_hand_over(door: Door) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 2), recipient.ref)
    ref = made(door, recipient.ref)
    link = offer(door, ref)
    other = Recipient(door, name="鍵だけの架空商会")
    register.add_key(
        door, OFFICER, recipient.ref,
        NewKey(kind="age", text=str(type(other.identity).generate().to_public())),
    )  # fmt: skip

    register.revoke_key(door, OFFICER, recipient.ref, recipient.key.ref)
    with pytest.raises(HandOverEndedError) as ended:
        take(door, link.token)

    assert ended.value.facts["reason"] == "recipient-key"
    row = hand_over(ref)
    assert (row.state, row.problem, row.delivered_at) == (HandState.REVOKED, "recipient-key", None)
    assert not files.folder_of(ref).exists()


def test_a_key_that_expired_before_it_is_made_ends_the_hand_over(door: Door, clock: Clock) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 2), recipient.ref)
    until = clock.now.replace(day=26)
    key = str(type(recipient.identity).generate().to_public())
    register.add_key(door, OFFICER, recipient.ref, NewKey(kind="age", text=key, until=until))
    register.revoke_key(door, OFFICER, recipient.ref, recipient.key.ref)
    ref = planned(door, recipient.ref)

    clock.now = clock.now.replace(day=27)
    with pytest.raises(HandOverEndedError):
        produce(door, ref)

    assert (hand_over(ref).state, hand_over(ref).problem) == (HandState.FAILED, "recipient-key")


def test_a_party_that_was_merged_receives_nothing_under_its_old_name(door: Door) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 2), recipient.ref)
    ref = made(door, recipient.ref)
    link = offer(door, ref)
    into = registered(door, name="合併先の架空商会")

    register.merge(door, OFFICER, recipient.ref, into.ref, "doc:merger-1")
    with pytest.raises(HandOverEndedError) as ended:
        take(door, link.token)

    assert ended.value.facts["reason"] == "party-merged"
    assert changes(ref) == ["planned", "ready", "revoked"]
    with pytest.raises(Exception, match="party-merged"):
        planned(door, recipient.ref, items=ITEMS)


def test_a_party_that_was_renamed_is_named_so_in_what_it_gets(door: Door) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 2), recipient.ref)
    ref = made(door, recipient.ref)

    register.change(
        door, OFFICER, recipient.ref,
        PartyChanges(name="改名した架空商会"),
    )  # fmt: skip
    found = taken(door, ref, recipient)

    assert found.manifest["party_name"] == "改名した架空商会"
    assert found.manifest["party_version"] == 2
    assert changes(ref) == ["planned", "ready", "remade", "delivered"]


def test_a_party_that_is_suspended_while_it_is_made_ends_the_hand_over(door: Door) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 12), recipient.ref)
    ref = planned(door, recipient.ref)

    def meanwhile(report: HandOverReport) -> None:
        if report.decided == 4:
            register.suspend(door, OFFICER, recipient.ref, "doc:incident-1")

    with pytest.raises(HandOverEndedError) as ended:
        produce(door, ref, lot=4, part=6, tell=meanwhile)

    assert ended.value.facts["reason"] == "party-inactive"
    assert hand_over(ref).state == HandState.FAILED


def test_whom_a_party_that_moved_abroad_gets_is_decided_anew(door: Door) -> None:
    recipient = Recipient(door)
    refs = people(door, 4)
    agreed(door, refs, recipient.ref)
    agreed(door, refs[:1], recipient.ref, foreign=True)
    ref = made(door, recipient.ref)
    assert report_of(hand_over(ref)).people == 4

    filed(door, recipient.party, "foreign_information", clauses=("country", "system", "measures"))
    register.change(door, OFFICER, recipient.ref, PartyChanges(country="US"))
    found = taken(door, ref, recipient)

    assert [line.split(",")[0] for line in found.lines] == ["Person0"]
    assert (hand_over(ref).place, hand_over(ref).taken_out) == ("abroad", 3)


def test_a_package_in_which_nobody_is_left_ends(door: Door) -> None:
    recipient = Recipient(door)
    refs = people(door, 2)
    consents = agreed(door, refs, recipient.ref)
    ref = made(door, recipient.ref)
    link = offer(door, ref)

    for person, consent in zip(refs, consents, strict=True):
        withdraw(door, OFFICER, person, consent)
    with pytest.raises(HandOverEndedError) as ended:
        take(door, link.token)

    assert ended.value.facts["reason"] == "nobody-left"
    assert (hand_over(ref).state, hand_over(ref).taken_out) == (HandState.REVOKED, 2)


def test_whoever_is_suspended_from_provision_is_taken_out(door: Door) -> None:
    recipient = Recipient(door)
    refs = people(door, 3)
    agreed(door, refs, recipient.ref)
    ref = made(door, recipient.ref)

    stop = Wish(act="suspend_provision", grounds=ASKED | {"investigated": "inquiry:1"})
    suspend(door, OFFICER, stop, refs[2])

    assert len(taken(door, ref, recipient).lines) == 2


def test_another_text_of_the_policy_has_everybody_decided_anew(door: Door) -> None:
    recipient = Recipient(door)
    refs = people(door, 3)
    agreed(door, refs, recipient.ref)
    ref = made(door, recipient.ref)
    before = hand_over(ref).token
    published(door, revised("2026-11-20"))

    found = taken(door, ref, recipient)

    assert len(found.lines) == 3
    assert found.manifest["decided_by"] == hand_over(ref).token != before
