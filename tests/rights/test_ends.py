"""What is kept of requests ends in the daily run of erasures, by its rules."""

from datetime import timedelta

from tests.gate.samples import Clock
from tests.rights.samples import answer, asked, decided

from mamoru.gate.door import Door
from mamoru.gate.sweeps import sweeps
from mamoru.rights.requests.models import Paper
from mamoru.rights.requests.work import work_due
from mamoru.rights.retention.run import run_daily
from mamoru.rights.retention.state import Alarm, RunState


def test_what_ends_by_time_ends_in_the_daily_run_and_not_while_that_is_stopped(
    door: Door, clock: Clock
) -> None:
    ref = asked(door)
    decided(door, ref)
    answer(door, ref)
    work_due(door)
    assert run_daily(door) is not None
    clock.now += timedelta(days=400)
    assert Paper.objects.filter(request__ref=ref, name="answer").exists()

    stopped = run_daily(door)

    assert stopped is not None
    assert (stopped.state, stopped.alarm) == (RunState.STOPPED, Alarm.CLOCK_AHEAD)
    assert {"answers", "documents", "requests"} <= {one.name for one in sweeps()}
    assert Paper.objects.filter(request__ref=ref, name="answer").exists()
