"""A hand-over from its plan to the word of its recipient: decided, sealed, on record."""

import json
from typing import Any

import pytest
from tests.gate.samples import Clock, entries
from tests.packages.samples import (
    PLANNER,
    Recipient,
    agreed,
    changes,
    made,
    people,
    planned,
    taken,
    wanted,
)

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.errors import HandlingRefusedError
from mamoru.gate.recipient_errors import BeyondScopeError
from mamoru.ledger.entries import HandedOver, Handled
from mamoru.ledger.tree.receipts import check_receipt
from mamoru.provision.packages import files
from mamoru.provision.packages.acknowledge import acknowledge
from mamoru.provision.packages.approve import approve
from mamoru.provision.packages.errors import ApprovalMissingError, InvalidHandOverError
from mamoru.provision.packages.plan import plan
from mamoru.provision.packages.produce import produce
from mamoru.provision.packages.report import hand_over, report_of
from mamoru.provision.packages.state import HandState


def test_whoever_agreed_is_in_the_package_and_nobody_else(door: Door) -> None:
    recipient = Recipient(door)
    refs = people(door, 20)
    agreed(door, refs[:15], recipient.ref)

    ref = made(door, recipient.ref)
    found = taken(door, ref, recipient)

    assert found.lines == [f"Person{n},架空商事ヌヌヌ" for n in range(15)]
    assert found.manifest["people"] == 15
    assert found.manifest["case"].split()[0] == "4(1)"
    report = report_of(hand_over(ref))
    assert (report.decided, report.people, report.refused) == (20, 15, 5)
    assert report.state is HandState.DELIVERED


def test_of_nobody_nothing_is_planned(door: Door) -> None:
    with pytest.raises(InvalidHandOverError, match="nothing of it is held"):
        plan(door, OFFICER, wanted(Recipient(door).ref), PLANNER)


def test_a_plan_says_of_how_many_and_why_and_shows_no_value(door: Door) -> None:
    recipient = Recipient(door)
    refs = people(door, 6)
    agreed(door, refs[:4], recipient.ref)

    found = plan(door, OFFICER, wanted(recipient.ref, people=(*refs, "p_" + "0" * 32)), PLANNER)

    assert [(one.is_allowed, one.people) for one in found.hand.answers] == [(True, 4), (False, 2)]
    assert (found.hand.expected, found.unknown, found.empty) == (4, 1, 0)
    assert found.hand.state is HandState.APPROVED
    assert len(found.sample) == 4
    assert {value.strip("●") for one in found.sample for value in one.items.values()} == {""}
    assert changes(found.hand.hand) == ["planned"]


def test_what_is_allowed_of_nobody_is_refused_and_on_record(door: Door) -> None:
    recipient = Recipient(door)
    people(door, 3)

    with pytest.raises(HandlingRefusedError) as refusal:
        planned(door, recipient.ref)

    assert refusal.value.code in ("handling-refused", "evidence-needed")
    last = entries()[-1]
    assert isinstance(last, Handled)
    assert (last.act, last.count) == ("provide", 0)
    assert last.outcome != "allow"


def test_the_ledger_commits_to_the_manifest_and_the_proof_shows_it(door: Door) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 3), recipient.ref)
    ref = made(door, recipient.ref)

    found = taken(door, ref, recipient)

    proof = json.loads(found.files["proof.json"])
    entry = json.loads(proof["entry"])
    assert (entry["kind"], entry["change"], entry["hand"]) == ("hand_over", "ready", ref)
    assert entry["manifest"] == hand_over(ref).manifest_hash
    check_receipt(proof["receipt"], proof["entry"].encode(), proof["vkey"])
    ready = [e for e in entries() if isinstance(e, HandedOver) and e.change == "ready"]
    decided = [e for e in entries() if isinstance(e, Handled) and e.request == ready[0].request]
    assert sum(e.count for e in decided if e.outcome == "allow") == 3


def test_nothing_in_clear_lies_on_the_disk(door: Door) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 3), recipient.ref)

    ref = made(door, recipient.ref)

    lying = list(files.folder_of(ref).iterdir())
    assert len(lying) == 2
    assert all(path.read_bytes().startswith(b"age-encryption.org/v1") for path in lying)
    assert not any(b"Person" in path.read_bytes() for path in files.directory().rglob("p_*"))


def test_the_code_within_acknowledges_a_package_and_what_is_here_of_it_goes(
    door: Door, clock: Clock
) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 3), recipient.ref)
    ref = made(door, recipient.ref)
    code = taken(door, ref, recipient).code

    report = acknowledge(door, ref, code)

    assert (report.state, report.acknowledged_by) == (HandState.ACKNOWLEDGED, "code")
    assert acknowledge(door, ref, code) == report
    assert not files.folder_of(ref).exists()
    assert changes(ref) == ["planned", "ready", "delivered", "acknowledged"]


def test_producing_again_changes_nothing_of_what_is_ready(door: Door) -> None:
    recipient = Recipient(door)
    agreed(door, people(door, 3), recipient.ref)
    ref = made(door, recipient.ref)
    before = hand_over(ref).manifest

    with pytest.raises(Exception, match="hand-over-state"):
        produce(door, ref)

    assert hand_over(ref).manifest == before


@pytest.mark.parametrize("act", ["entrust", "share"])
def test_what_is_entrusted_or_shared_is_approved_and_goes_out_alike(door: Door, act: Any) -> None:
    recipient = Recipient(door, {"entrust": "contractor", "share": "joint_user"}[act])
    people(door, 3)
    ref = planned(door, recipient.ref, act=act, purpose="2(1)a", items=("name",))
    with pytest.raises(ApprovalMissingError):
        produce(door, ref)
    approve(door, ref, "officer-b", caller="officer")

    report = produce(door, ref)

    assert (report.state, report.people) == (HandState.READY, 3)
    assert report.case.split()[0].startswith({"entrust": "5", "share": "6"}[act])
    assert len(taken(door, ref, recipient).lines) == 3


def test_nothing_beyond_the_data_set_is_entrusted(door: Door) -> None:
    recipient = Recipient(door, "contractor")
    people(door, 1)

    with pytest.raises(BeyondScopeError) as refused:
        planned(door, recipient.ref, act="entrust", purpose="2(1)a")

    assert refused.value.facts["items"] == "employer"
