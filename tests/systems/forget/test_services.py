"""Services that have only an API: done is what is seen to be done, whatever they answer."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.gate.conftest import clock, door
from tests.gate.samples import NOON, Clock, entries
from tests.killing import is_killed, program, stride
from tests.store import Store
from tests.systems.crm import Crm, Failing
from tests.systems.erasing import done
from tests.systems.forget.at_crm import HURRIED, MAP, ONLY_SQLITE, carried, made

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.systems.carrying import go_on
from mamoru.gate.systems.shown import plan_shown
from mamoru.ledger.entries import SystemTouched
from mamoru.systems.journal.models import Job

__all__ = ["clock", "door"]


@ONLY_SQLITE
def test_a_plan_says_which_calls_will_be_made_and_makes_each_once(door: Door, crm: Crm) -> None:
    plan = made(door, crm)

    shown = plan_shown(plan)
    assert [(one.name, one.method, one.path, one.tables) for one in shown.calls] == [
        ("erase_contact", "DELETE", "/contacts/{account}", ("contacts", "notes"))
    ]
    assert {one.table for one in shown.deletes} == {"contacts", "notes"}
    assert crm.done == []
    outcome = carried(door, plan)

    assert (outcome.state, outcome.wrote, outcome.counts["confirmed"]) == ("done", "all", 3)
    assert crm.done == [("DELETE", "/contacts/7")]
    assert not crm.holds("7")
    assert crm.holds("8")
    told = [one.change for one in entries() if isinstance(one, SystemTouched)]
    assert told == ["planned", "begun", "done"]
    assert Job.objects.get().kek_id == ""


@ONLY_SQLITE
def test_of_somebody_whom_it_does_not_know_nothing_is_planned_and_no_call_is_made(
    door: Door, crm: Crm
) -> None:
    plan = made(door, crm, person="9")

    assert plan.is_empty
    assert carried(door, plan).state == "done"
    assert crm.keys == []


@ONLY_SQLITE
def test_a_busy_service_is_asked_again_with_the_same_key(door: Door, crm: Crm) -> None:
    crm.failing += [Failing(503, retry_after="0"), Failing(429, retry_after="0")]

    assert carried(door, made(door, crm)).is_done
    assert len(crm.keys) == 3
    [key] = set(crm.keys)
    assert key is not None
    assert UUID(key.strip('"')).version == 4
    assert crm.done == [("DELETE", "/contacts/7")]


@ONLY_SQLITE
@pytest.mark.parametrize(
    ("failing", "calls"),
    [
        (Failing(0, does=True), 1), (Failing(0), 2),
        (Failing(0, does=True, seconds=0.6), 1), (Failing(0, seconds=0.6), 2),
    ],
    ids=["hung up after doing it", "hung up", "slow after doing it", "slow"],
)  # fmt: skip
def test_a_call_that_broke_off_is_made_again_only_if_it_is_seen_not_to_be_done(
    door: Door, crm: Crm, failing: Failing, calls: int
) -> None:
    crm.failing.append(failing)

    assert carried(door, made(door, crm), HURRIED).is_done
    assert len(crm.keys) == calls
    assert crm.done == [("DELETE", "/contacts/7")]


@ONLY_SQLITE
def test_a_service_that_stays_busy_leaves_the_plan_to_be_gone_on_with(door: Door, crm: Crm) -> None:
    crm.failing += [Failing(503, retry_after="0")] * 3

    outcome = carried(door, made(door, crm))

    assert (outcome.state, outcome.problem, outcome.wrote) == ("applying", "system-down", "unknown")
    assert crm.holds("7")
    assert [one.state for one in go_on(door, OFFICER)] == ["done"]


@ONLY_SQLITE
def test_a_service_that_only_accepts_is_not_done_until_it_is_seen_to_be(
    door: Door, crm: Crm
) -> None:
    crm.is_lazy = True

    outcome = carried(door, made(door, crm))
    assert (outcome.state, outcome.problem) == ("applying", "call-pending")
    assert [one.problem for one in go_on(door, OFFICER)] == ["call-pending"]
    crm.later[0]()

    assert [one.state for one in go_on(door, OFFICER)] == ["done"]
    assert len(crm.later) == 1  # the key was the same, so it was accepted once


@ONLY_SQLITE
def test_a_service_that_says_it_did_what_it_did_not_do_is_not_believed(
    door: Door, crm: Crm
) -> None:
    crm.is_blind = True

    outcome = carried(door, made(door, crm))

    assert (outcome.state, outcome.problem) == ("partial", "left-unexplained")
    assert outcome.found is not None
    assert {(one.table, one.why) for one in outcome.found.left} == {
        ("contacts", "undone"), ("notes", "undone"),
    }  # fmt: skip


@ONLY_SQLITE
def test_what_comes_after_the_call_is_left_and_told(door: Door, crm: Crm) -> None:
    plan = made(door, crm)
    asked = crm.asked

    def and_another(method: str, path: str, body: dict[str, object], key: str) -> object:
        answer = asked(method, path, body, key)
        crm.notes["7"] = [{"id": "new", "text": "called again"}]
        return answer

    crm.asked = and_another  # type: ignore[method-assign, assignment]  # the service of the test
    outcome = carried(door, plan)

    assert outcome.state == "partial"
    assert outcome.found is not None
    assert [(one.table, one.key) for one in outcome.found.left] == [("notes", ({"text": "new"},))]


@ONLY_SQLITE
@pytest.mark.parametrize("what", ["changed", "came"])
def test_rows_that_are_others_than_planned_stop_it(door: Door, crm: Crm, what: str) -> None:
    plan = made(door, crm)
    if what == "changed":
        crm.contacts["7"]["mail"] = "other@example.com"
    else:
        crm.notes["7"].append({"id": "new", "text": "called again"})

    outcome = carried(door, plan)

    assert (outcome.state, outcome.problem, crm.keys) == ("blocked", "plan-stale", [])
    assert carried(door, made(door, crm)).is_done


@ONLY_SQLITE
def test_what_a_service_only_counts_by_itself_stops_nothing(door: Door, crm: Crm) -> None:
    plan = made(door, crm)
    crm.contacts["7"]["looked_at"] = 3

    assert carried(door, plan).is_done


@ONLY_SQLITE
def test_what_a_service_keeps_without_what_is_personal_is_erased(door: Door, crm: Crm) -> None:
    plan = made(door, crm)
    crm.contacts["7"] |= {"mail": None, "called": ""}
    crm.notes["7"].clear()

    outcome = carried(door, plan)

    assert (outcome.state, crm.keys) == ("done", [])


@ONLY_SQLITE
def test_what_the_law_keeps_stays_and_no_call_takes_it(door: Door, crm: Crm) -> None:
    crm.bills["7"] = [{"id": 1, "made_on": "2026-06-01", "to": "Contact"}]

    plan = made(door, crm)
    assert [(one.table, one.reason, one.clock) for one in plan.stays] == [
        ("bills", "hold", "hold_tax")
    ]
    outcome = carried(door, plan)
    assert outcome.state == "done"
    assert outcome.found is None or outcome.found.explained == {"hold": 1}
    assert len(crm.bills["7"]) == 1

    crm.add("8")
    crm.bills["8"] = [{"id": 2, "made_on": "2026-06-01", "to": "Contact"}]
    both = made(
        door, crm, text=MAP.replace("erase: erase_bills", "erase: erase_contact"), person="8"
    )
    assert [one.code for one in both.problems] == ["call-holds"]
    assert carried(door, both).problem == "plan-problems"
    assert crm.holds("8")


@ONLY_SQLITE
def test_a_table_without_a_call_that_erases_it_blocks_the_plan(door: Door, crm: Crm) -> None:
    text = MAP.replace("    read: read_notes\n    erase: erase_contact\n", "    read: read_notes\n")

    plan = made(door, crm, text=text)

    assert [(one.code, one.table) for one in plan.problems] == [("call-unsaid", "notes")]
    assert carried(door, plan).state == "blocked"
    assert crm.keys == []


@ONLY_SQLITE
def test_a_service_that_is_not_marked_writable_is_only_read(door: Door, crm: Crm) -> None:
    plan = made(door, crm, text=MAP.replace("writable: true", "writable: false"))

    assert [one.code for one in plan.problems] == ["system-read-only"]
    assert carried(door, plan).state == "blocked"
    assert crm.keys == []


@pytest.mark.slow
@ONLY_SQLITE
def test_killed_before_any_line_a_service_is_called_and_what_is_said_is_seen(
    door: Door, clock: Clock, store: Store, crm: Crm
) -> None:
    step = stride(61)
    line, number, seen = 1 - step, 100, set()
    with program("tests.systems.forget.eraser", store) as process:
        killed = True
        while killed:
            line, number = line + step, number + 1
            name = str(number)
            crm.add(name)
            plan = made(door, crm, person=name)
            clock.now = NOON
            killed = is_killed(process, 0, line, plan.ref)
            state = Job.objects.get(ref=plan.ref).state
            seen.add(state)
            assert crm.holds(name) or state not in ("planned", "checked")
            assert not crm.holds(name) or state not in ("applied", "read_back", "done")

            clock.now = NOON + timedelta(hours=1)
            go_on(door, OFFICER)
            assert done(door, plan.ref).state == "done", line
            assert not crm.holds(name)
            assert crm.done.count(("DELETE", f"/contacts/{name}")) == 1, line
            told = [
                e.change for e in entries() if isinstance(e, SystemTouched) and e.job == plan.ref
            ]
            assert told == ["planned", "begun", "done"], line
            clock.now = NOON

    assert line > 100
    assert "applying" in seen
