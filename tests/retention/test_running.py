"""The daily run: what it erases, what stops it, and what comes of faults in its middle."""

from datetime import date, timedelta

import pytest
from django.db import connection
from tests.gate.samples import NOON, Clock, counted, entries, last, stored
from tests.retention.samples import FIRST, LATE, SECOND, wrote

from mamoru.gate import brake
from mamoru.gate.door import Door
from mamoru.gate.expiring import end_some
from mamoru.gate.sweeps import sweeps
from mamoru.ledger.entries import Handled, SystemChanged
from mamoru.rights.retention.errors import OwnConfirmationError, RunNotStoppedError
from mamoru.rights.retention.models import Run
from mamoru.rights.retention.report import due, run_named, runs
from mamoru.rights.retention.run import run, run_daily
from mamoru.rights.retention.settle import drop, settle
from mamoru.rights.retention.state import Alarm, RunState
from mamoru.vault.read import fetch


def values(ref: str) -> int:
    return len(fetch(ref, history=True).fields)


def test_what_was_kept_long_enough_goes_and_the_rest_stays(shop: Door, clock: Clock) -> None:
    old, both = wrote(shop, 1)[0], wrote(shop, 1, inquiry_text="qqtext", article="架空の品")[0]
    run(shop)
    clock.now = NOON.replace(year=2028) + timedelta(days=1)
    Run.objects.update(at=clock.now - timedelta(days=1))

    done = run(shop)

    assert (done.state, done.gone["items"], done.refused) == (RunState.DONE, 2, 0)
    assert (values(old), values(both)) == (0, 1)
    assert (last().act, last().caller, last().facts) == ("dispose", "keeper", ("retention_over",))
    assert last().cites == ("12b",)


def test_the_day_before_nothing_goes(shop: Door, clock: Clock) -> None:
    (ref,) = wrote(shop, 1)
    run(shop)
    clock.now = NOON.replace(year=2028)
    Run.objects.update(at=clock.now - timedelta(days=1))

    assert run(shop).gone["items"] == 0
    assert values(ref) == 1


def test_what_will_be_due_is_shown_by_kind_and_by_period(shop: Door) -> None:
    wrote(shop, 3)

    before, after = due(shop, date(2028, 11, 24)), due(shop, date(2028, 11, 25))

    assert {one.kind: one.due for one in before.kinds}["items"] == 0
    assert {one.kind: one.due for one in after.kinds}["items"] == 3
    periods = {one.period: one.due for one in after.periods}
    assert sorted(periods.values()) == [0, 0, 0, 0, 3]


def test_a_clock_that_jumps_a_year_erases_nothing(shop: Door, clock: Clock) -> None:
    refs = wrote(shop, 2)
    run(shop)
    clock.now = LATE

    stopped = run(shop)

    assert (stopped.state, stopped.alarm) == (RunState.STOPPED, Alarm.CLOCK_AHEAD)
    assert [values(ref) for ref in refs] == [1, 1]
    assert brake.is_on(shop)
    assert run(shop).run == stopped.run
    changes = [one.change for one in entries() if isinstance(one, SystemChanged)]
    assert "retention_stopped" in changes


def test_quarantine_and_events_wait_while_the_clock_is_doubted(shop: Door, clock: Clock) -> None:
    run(shop)
    assert not brake.is_on(shop)

    clock.now += timedelta(days=8)
    assert brake.is_on(shop)

    assert run(shop).state is RunState.DONE  # nothing is due, so the clock is believed
    assert not brake.is_on(shop)


def test_more_than_a_share_of_what_is_held_stops_the_run(shop: Door, clock: Clock) -> None:
    wrote(shop, 21)
    run(shop)
    clock.now = LATE
    Run.objects.update(at=LATE - timedelta(days=1))

    stopped = run(shop)

    assert (stopped.alarm, stopped.due["items"], stopped.held["items"]) == (Alarm.SHARE, 21, 21)
    assert counted("vault_field") == 21


def test_many_times_more_than_ever_stops_the_run(shop: Door, clock: Clock) -> None:
    wrote(shop, 26)
    wrote(shop, 600, article="架空の品")
    run(shop)
    Run.objects.update(at=LATE - timedelta(days=1), gone={"items": 5})
    clock.now = LATE

    assert run(shop).alarm == Alarm.NUMBER


def test_a_clock_that_was_put_back_erases_nothing_until_two_say_so(
    shop: Door, clock: Clock
) -> None:
    run(shop)
    clock.now -= timedelta(days=2)

    stopped = run(shop)

    assert stopped.alarm == Alarm.CLOCK_BACK
    settle(shop, FIRST, stopped.run, "reason:1")
    settle(shop, SECOND, stopped.run, "reason:1")
    assert run(shop).state is RunState.DONE
    assert not brake.is_on(shop)


def test_two_people_let_a_stopped_run_go_on_and_one_does_not(shop: Door, clock: Clock) -> None:
    refs = wrote(shop, 2)
    run(shop)
    clock.now = LATE
    stopped = run(shop)

    assert settle(shop, FIRST, stopped.run, "reason:1").state is RunState.STOPPED
    with pytest.raises(OwnConfirmationError):
        settle(shop, FIRST, stopped.run, "reason:2")
    assert run(shop).state is RunState.STOPPED
    assert settle(shop, SECOND, stopped.run, "reason:1").state is RunState.RUNNING

    done = run(shop)

    assert (done.run, done.state, done.gone["items"]) == (stopped.run, RunState.DONE, 2)
    assert (done.settled_by, done.confirmed_by) == ("officer-a", "officer-b")
    assert [values(ref) for ref in refs] == [0, 0]
    with pytest.raises(RunNotStoppedError):
        settle(shop, FIRST, stopped.run, "reason:1")


def test_one_person_drops_a_stopped_run_and_the_next_day_counts_anew(
    shop: Door, clock: Clock
) -> None:
    wrote(shop, 1)
    run(shop)
    right = clock.now
    clock.now = LATE
    stopped = run(shop)
    clock.now = right + timedelta(hours=1)

    assert drop(shop, FIRST, stopped.run, "reason:clock").state is RunState.DROPPED

    assert run_daily(shop) is None
    clock.now = right + timedelta(days=1)
    found = run_daily(shop)
    assert found is not None
    assert found.state is RunState.DONE
    assert counted("vault_field") == 1


def test_a_run_is_made_once_a_day(shop: Door, clock: Clock) -> None:
    assert run_daily(shop) is not None
    assert run_daily(shop) is None
    clock.now += timedelta(days=1)
    assert run_daily(shop) is not None
    assert len(runs()) == 2


def test_a_run_goes_on_where_it_was_left(shop: Door, clock: Clock) -> None:
    wrote(shop, 3)
    run(shop)
    clock.now = LATE
    settled = run(shop)
    settle(shop, FIRST, settled.run, "reason:1")
    settle(shop, SECOND, settled.run, "reason:1")
    items = sweeps()[0]
    assert items.some(shop, 0, 1)[:2] == (1, 0)  # a batch whose note a kill took away

    assert run(shop).gone["items"] == 2
    assert counted("vault_field") == 0


def test_a_run_that_somebody_works_on_is_left_alone(shop: Door, clock: Clock) -> None:
    wrote(shop, 2)
    run(shop)
    clock.now = LATE
    stopped = run(shop)
    settle(shop, FIRST, stopped.run, "reason:1")
    settle(shop, SECOND, stopped.run, "reason:1")
    Run.objects.filter(ref=stopped.run).update(lease_until=LATE + timedelta(minutes=4))

    assert run(shop).state is RunState.RUNNING
    assert counted("vault_field") == 2
    clock.now += timedelta(minutes=5)
    assert run(shop).state is RunState.DONE


def test_a_run_whose_counting_is_old_is_counted_anew(shop: Door, clock: Clock) -> None:
    wrote(shop, 2)
    run(shop)
    clock.now = LATE
    stopped = run(shop)
    settle(shop, FIRST, stopped.run, "reason:1")
    settle(shop, SECOND, stopped.run, "reason:1")
    clock.now += timedelta(days=400)

    assert run(shop).problem == "overtaken"

    assert run(shop).alarm == Alarm.CLOCK_AHEAD
    assert counted("vault_field") == 2


def test_what_the_policy_does_not_let_go_stays_and_is_on_record(shop: Door, clock: Clock) -> None:
    refs = wrote(shop, 2)
    clock.now = LATE
    with connection.cursor() as cursor:  # a kind that no clause disposes of
        cursor.execute("UPDATE vault_field SET sensitive = 'unheard_of'")

    found = end_some(shop, 0, 10)

    assert (found.values, found.refused) == (0, 2)
    assert [values(ref) for ref in refs] == [1, 1]
    refused = [one for one in entries() if isinstance(one, Handled) and one.act == "dispose"]
    assert {one.outcome for one in refused} == {"not_covered"}


def test_a_policy_without_periods_erases_nothing(door: Door, clock: Clock) -> None:
    stored(door)
    run(door)
    clock.now = LATE

    assert run(door).due["items"] == 0
    assert run_named(runs()[0].run).state is RunState.DONE


def test_each_batch_has_its_own_transaction(shop: Door, clock: Clock) -> None:
    wrote(shop, 5)
    clock.now = LATE

    first = end_some(shop, 0, 2)
    second = end_some(shop, first.last, 2)
    third = end_some(shop, second.last, 2)

    assert [one.values for one in (first, second, third)] == [2, 2, 1]
