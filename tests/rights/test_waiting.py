"""Nothing waits unseen: what is due, what failed, what is counted and what stands in registers."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gate.samples import NOON, Clock, entries, stored
from tests.rights.samples import (
    DESK,
    DOCUMENT,
    JUDGE,
    WHOLE,
    answer,
    asked,
    decided,
    reviewed,
    row,
    state,
)

from mamoru.gate.door import Door
from mamoru.ledger.entries import RequestChanged
from mamoru.provision.records.sheet import Days
from mamoru.provision.records.writing import FORMS
from mamoru.rights.requests.decide import Deciding, decide
from mamoru.rights.requests.due import requests, waiting
from mamoru.rights.requests.errors import RequestStateError
from mamoru.rights.requests.figures import figures, suppressed
from mamoru.rights.requests.identify import vouch
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.registers import REQUEST_REGISTERS, request_sheet
from mamoru.rights.requests.review import Reviewing
from mamoru.rights.requests.state import ENDED, WAITS_FOR, RequestState
from mamoru.rights.requests.steps import locked, request_row
from mamoru.rights.requests.view import report
from mamoru.rights.requests.work import LEASE, retry, work_due, work_one


def test_every_state_that_is_no_end_waits_for_somebody() -> None:
    assert set(WAITS_FOR) == set(RequestState) - set(ENDED)


def test_what_waits_is_listed_with_whom_it_waits_for_and_since_when(
    door: Door, clock: Clock
) -> None:
    first = asked(door)
    clock.now += timedelta(hours=1)
    second = asked(door, person=stored(door, "B").ref)
    reviewed(door, second)

    found = {one.request: one for one in waiting(clock.now)}

    assert (found[first].waits_for, found[first].since) == ("person", NOON)
    assert (found[second].waits_for, found[second].state) == ("decider", "decision")
    assert [one.request for one in waiting(clock.now, who="decider")] == [second]


def test_what_is_late_is_said_to_be_late_and_warned_of_before(door: Door, clock: Clock) -> None:
    ref = asked(door)
    clock.now = row(ref).warn_at
    assert [(one.is_warned, one.is_late) for one in waiting(clock.now)] == [(True, False)]

    clock.now = row(ref).due_at

    assert [one.request for one in waiting(clock.now, late=True)] == [ref]


def test_a_decision_to_stop_has_a_clock_of_its_own_from_then_on(door: Door, clock: Clock) -> None:
    ref = asked(door, "suspend_use", claim="harm")
    before = row(ref).due_at
    clock.now += timedelta(days=3)
    reviewed(door, ref)

    decide(door, JUDGE, ref, WHOLE)

    assert row(ref).due_at > before
    assert row(ref).due_at.isoformat() == "2026-12-27T15:00:00+00:00"


def test_work_that_fails_is_tried_again_and_then_waits_for_an_officer(
    door: Door, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = asked(door)
    vouch(door, DESK, ref, DOCUMENT)
    keys = door.keys.provider
    reviewed_papers = row(ref).kek_id
    work_due(door)
    review_and_decide(door, ref)
    Request.objects.filter(ref=ref).update(kek_id="kek-that-is-not-there")
    for tries in range(1, 6):
        work_due(door)
        assert (row(ref).tries, row(ref).problem != "") == (tries, True)
        clock.now += timedelta(minutes=10)

    [dead] = waiting(clock.now)
    assert (dead.is_dead, dead.waits_for, dead.state) == (True, "officer", "carrying_out")
    assert work_due(door) == 0

    Request.objects.filter(ref=ref).update(kek_id=reviewed_papers)
    retry(door, "officer", ref)
    work_due(door)
    assert state(ref) is RequestState.READY
    assert keys is door.keys.provider


def review_and_decide(door: Door, ref: str) -> None:
    from mamoru.rights.requests.review import review

    review(door, DESK, ref, Reviewing())
    decide(door, JUDGE, ref, WHOLE)


def test_a_worker_leaves_what_another_has_and_takes_it_once_its_lease_is_over(
    door: Door, clock: Clock
) -> None:
    ref = asked(door)
    vouch(door, DESK, ref, DOCUMENT)
    Request.objects.filter(ref=ref).update(lease_until=clock.now + LEASE)
    assert not work_one(door, ref)

    clock.now += LEASE

    assert work_one(door, ref)
    assert state(ref) is RequestState.REVIEW


def test_a_request_of_the_wrong_state_is_not_locked_for_a_step(door: Door) -> None:
    ref = asked(door)

    with pytest.raises(RequestStateError, match="identity"):
        door.writer.run(lambda _: locked(ref, RequestState.DECISION))


def test_a_report_has_every_step_with_its_ticket(door: Door) -> None:
    ref = asked(door)
    decided(door, ref)

    found = report(request_row(ref), door.clock())

    assert [one.change for one in found.steps][:3] == ["received", "identified", "searched"]
    assert all(one.ticket for one in found.steps)
    assert [(one.place, one.rows > 0) for one in found.places] == [("vault", True)]
    assert [one.result for one in found.checks] == ["passed"]


def test_requests_are_listed_by_state_and_person(door: Door) -> None:
    first, second = asked(door), asked(door, person=stored(door, "B").ref)
    reviewed(door, second)

    assert [one.request for one in requests(NOON, state="decision")] == [second]
    assert [one.request for one in requests(NOON, person=row(first).person)] == [first]


def test_figures_leave_small_counts_out(door: Door) -> None:
    for number in range(6):
        asked(door, "explain_purpose", person=stored(door, f"Person{number} X").ref)
    asked(door, person=stored(door, "B").ref)

    found = figures(date(2026, 1, 1), date(2026, 12, 31), NOON)

    assert found.total == 7
    # one alone would be the difference to the total, so its neighbour is left out too
    assert {one.name: one.count for one in found.by_kind} == {
        "disclose": None, "explain_purpose": None,
    }  # fmt: skip
    assert (found.open, found.late, found.days_to_answer) == (7, 0, None)


@given(st.dictionaries(st.text("abcdef", min_size=1), st.integers(0, 40)), st.integers(2, 10))
def test_no_small_count_is_told_nor_can_be_worked_out(counts: dict[str, int], least: int) -> None:
    told = suppressed(counts, least)

    hidden = [name for name, count in told.items() if count is None]
    assert all(count is None or count == 0 or count >= least for count in told.values())
    assert len(hidden) != 1 or len(counts) == 1


def test_the_registers_hold_what_the_law_lists_and_nothing_of_anybody(
    door: Door, tmp_path: Path
) -> None:
    ref = asked(door, text="架空の文", contact={"name": "Zenbu Contact"})
    decided(door, ref, Deciding(outcome="refused", ground="harm_to_rights", reasons="架空の理由"))
    answer(door, ref)
    work_due(door)

    sheets = {
        name: request_sheet(name, door.policy, "ja", at=NOON)
        for name in ("requests", "refusals", "identity")
    }

    [received] = sheets["requests"].rows
    assert received[:4] == (ref, "保有個人データの開示", "2026-11-24", "2026-11-24")
    [refused] = sheets["refusals"].rows
    assert "法33(2)(i)" in refused[2]
    assert "(APPI 33(2)(i))" in request_sheet("refusals", door.policy, "en", at=NOON).rows[0][2]
    [checked] = sheets["identity"].rows
    assert checked[1:5] == ("本人確認書類 licence", "desk-one", "2026-11-24", "passed")
    later = Days(since=date(2026, 11, 25))
    for name in REQUEST_REGISTERS:
        assert request_sheet(name, door.policy, "ja", at=NOON, days=later).rows == ()
    for sheet in sheets.values():
        assert len(sheet.columns) == len(sheet.rows[0])
        for form in FORMS.values():
            content = form.write(sheet)
            assert content
            assert b"Zenbu" not in content
    assert any(isinstance(one, RequestChanged) for one in entries())
