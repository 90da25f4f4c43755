"""Planning in the background: the same plan, with its progress, and nothing of it twice."""

import msgspec
import pytest
from tests.gate.samples import NOON, Clock, entries
from tests.killing import is_killed, program, stride
from tests.packages.samples import (
    PLANNER,
    Recipient,
    agreed,
    changes,
    law,
    people,
    wanted,
)
from tests.store import Store

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.ledger.entries import Handled
from mamoru.provision.packages import plan as planning_at_once
from mamoru.provision.packages import planning
from mamoru.provision.packages.approve import approve, want
from mamoru.provision.packages.errors import (
    HandOverElsewhereError,
    HandOverEndedError,
    HandOverStateError,
)
from mamoru.provision.packages.lease import LEASE
from mamoru.provision.packages.plan import plan
from mamoru.provision.packages.planning import plan_on, plan_soon, to_plan
from mamoru.provision.packages.produce import produce
from mamoru.provision.packages.recall import revoke
from mamoru.provision.packages.report import Plan, hand_over, plan_of
from mamoru.provision.packages.state import HandState
from mamoru.provision.parties import register


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five people are many, and four are looked at by one statement."""
    monkeypatch.setattr(planning, "IN_REQUEST", 5)
    monkeypatch.setattr(planning_at_once, "LOT", 4)


@pytest.fixture
def recipient(door: Door) -> Recipient:
    return Recipient(door)


@pytest.fixture
def refs(door: Door, recipient: Recipient) -> list[str]:
    """Twelve people, of whom ten agreed."""
    found = people(door, 12)
    agreed(door, found[:10], recipient.ref)
    return found


def begun(door: Door, recipient: Recipient, **changes: object) -> str:
    found = plan_soon(door, OFFICER, wanted(recipient.ref, **changes), PLANNER)
    assert found.hand.state is HandState.PLANNING
    return found.hand.hand


def alike(found: Plan) -> Plan:
    """Return a plan without what is different of each."""
    hand = msgspec.structs.replace(found.hand, hand="", to_see=0)
    return msgspec.structs.replace(found, hand=hand)


@pytest.mark.parametrize("are_named", [False, True])
def test_a_plan_in_the_background_is_the_same_as_one_at_once(
    door: Door, recipient: Recipient, refs: list[str], *, are_named: bool
) -> None:
    asked = {"people": (*refs[1:], "p_" + "0" * 32)} if are_named else {}
    seen = 11 if are_named else 12
    ref = begun(door, recipient, **asked)
    assert hand_over(ref).to_see == seen

    plan_on(door, ref)

    found = plan_of(hand_over(ref))
    assert (found.hand.state, found.hand.seen) == (HandState.APPROVED, seen)
    assert found.hand.expected == seen - 2
    assert found.unknown == are_named
    assert len(found.sample) == 5
    assert alike(found) == alike(plan(door, OFFICER, wanted(recipient.ref, **asked), PLANNER))
    assert changes(ref) == ["planned"]
    assert produce(door, ref).people == seen - 2


def test_few_people_are_planned_at_once(door: Door, recipient: Recipient, refs: list[str]) -> None:
    found = plan_soon(door, OFFICER, wanted(recipient.ref, people=tuple(refs[:5])), PLANNER)

    assert (found.hand.state, found.hand.expected) == (HandState.APPROVED, 5)


def test_one_that_is_left_says_how_far_it_came_and_another_counts_from_the_beginning(
    door: Door, recipient: Recipient, refs: list[str]
) -> None:
    ref = begun(door, recipient)
    assert to_plan(door) == [ref]

    with pytest.raises(HandOverElsewhereError):
        plan_on(door, ref, is_stopping=lambda: True)
    assert (hand_over(ref).seen, hand_over(ref).state) == (4, HandState.PLANNING)
    for early in (want, lambda d, r: approve(d, r, "officer-b", caller="officer"), produce):
        with pytest.raises(HandOverStateError):
            early(door, ref)

    plan_on(door, ref)

    assert (hand_over(ref).seen, hand_over(ref).expected) == (12, 10)
    assert to_plan(door) == []
    with pytest.raises(HandOverStateError):
        plan_on(door, ref)


def test_what_another_process_plans_is_left_to_it(
    door: Door, recipient: Recipient, refs: list[str], clock: Clock
) -> None:
    ref = begun(door, recipient)
    tried: list[type[Exception]] = []

    def meanwhile() -> bool:
        try:
            plan_on(door, ref)
        except HandOverElsewhereError as error:
            tried.append(type(error))
        return False

    plan_on(door, ref, is_stopping=meanwhile)

    assert len(tried) == 3
    assert hand_over(ref).state == HandState.APPROVED


def test_what_is_allowed_of_nobody_fails_with_the_refusal_on_record(
    door: Door, recipient: Recipient
) -> None:
    people(door, 6)
    ref = begun(door, recipient)

    plan_on(door, ref)

    row = hand_over(ref)
    assert (row.state, row.problem) == (HandState.FAILED, "handling-refused")
    [answer] = plan_of(row).hand.answers
    assert (answer.is_allowed, answer.people) == (False, 6)
    refused = [e for e in entries() if isinstance(e, Handled) and e.request == row.request]
    assert [(one.act, one.outcome, one.count) for one in refused] == [("provide", "refuse", 0)]
    assert changes(ref) == ["failed"]


def test_what_is_held_of_nobody_fails(door: Door, recipient: Recipient) -> None:
    people(door, 6)
    ref = begun(door, recipient, items=("postal_code",))

    plan_on(door, ref)

    assert (hand_over(ref).state, hand_over(ref).problem) == (
        HandState.FAILED, "invalid-hand-over",
    )  # fmt: skip


def test_a_party_that_may_not_receive_any_more_ends_it(
    door: Door, recipient: Recipient, refs: list[str]
) -> None:
    ref = begun(door, recipient)
    register.suspend(door, OFFICER, recipient.ref, "doc:incident-1")

    with pytest.raises(HandOverEndedError):
        plan_on(door, ref)

    assert (hand_over(ref).state, hand_over(ref).problem) == (HandState.FAILED, "party-inactive")


def test_what_is_called_back_while_it_is_planned_is_planned_no_further(
    door: Door, recipient: Recipient, refs: list[str]
) -> None:
    ref = begun(door, recipient)

    def called_back() -> bool:
        if hand_over(ref).seen == 4:
            revoke(door, ref, caller="officer", reason="doc:mistake-1")
        return False

    with pytest.raises(HandOverElsewhereError):
        plan_on(door, ref, is_stopping=called_back)

    assert hand_over(ref).state == HandState.REVOKED


def test_what_needs_approval_needs_it_however_it_was_planned(
    door: Door, recipient: Recipient, refs: list[str]
) -> None:
    ref = begun(door, recipient, grounds=law(door, recipient), people=tuple(refs[:10]))

    plan_on(door, ref)

    assert (hand_over(ref).state, hand_over(ref).needs_approval) == (HandState.PLANNED, True)


@pytest.mark.slow
def test_killed_before_any_line_it_is_planned_once_in_the_end(
    door: Door, recipient: Recipient, refs: list[str], store: Store, clock: Clock
) -> None:
    line, kills, step = 1, 0, stride(37)
    with program("tests.packages.maker", store) as process:
        killed = True
        while killed:
            ref = begun(door, recipient)
            killed = is_killed(process, "plan", ref, line)
            kills += killed
            clock.now = NOON + LEASE
            if hand_over(ref).state == HandState.PLANNING:
                plan_on(door, ref)
            clock.now = NOON

            row = hand_over(ref)
            assert (row.state, row.expected, row.seen) == (HandState.APPROVED, 10, 12), line
            assert changes(ref) == ["planned"], line
            line += step

    assert kills > 2
