"""The worker goes on with plans that were begun and left, and says what is in the way of one."""

from datetime import timedelta
from threading import Event, Thread

import pytest
from tests.gate.conftest import clock, door
from tests.gate.samples import Clock, entries
from tests.systems import shop
from tests.systems.company import Company
from tests.systems.erasing import one_plan
from tests.systems.forget.test_forgetting import MAP

from mamoru.crypto.envelope import Seal, place
from mamoru.gate.door import Door
from mamoru.gate.systems.look import Whom
from mamoru.gate.systems.resuming import keep_resuming, resume_due
from mamoru.gate.systems.standing import standing
from mamoru.ledger.entries import SystemTouched
from mamoru.systems.journal.models import Job

__all__ = ["clock", "door"]
ONLY_SQLITE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
PEOPLE = (("account", "1"), ("account", "3"))


def begun(door: Door, company: Company) -> list[str]:
    """Leave two plans as a kill leaves them that came right after each had begun."""
    shop.stock(company)
    refs = [one_plan(door, company, MAP, Whom(named=(one,))).ref for one in PEOPLE]
    Job.objects.update(
        state="applying", lease="gone", tries=1, leased_until=door.clock() + timedelta(minutes=5)
    )
    return refs


@ONLY_SQLITE
def test_a_plan_that_a_kill_broke_is_gone_on_with_by_the_worker(
    door: Door, clock: Clock, company: Company
) -> None:
    refs = begun(door, company)
    stop = Event()

    assert resume_due(door) == []  # whoever has it may be alive
    clock.now += timedelta(minutes=6)
    thread = Thread(target=keep_resuming, args=(door, stop), kwargs={"every": 0.01})
    thread.start()
    try:
        while any(standing(ref).state != "done" for ref in refs) and thread.is_alive():
            thread.join(0.05)
    finally:
        stop.set()
        thread.join()

    assert company.rows("SELECT id FROM customers ORDER BY id") == [(2,)]
    told = [(one.change, one.caller) for one in entries() if isinstance(one, SystemTouched)][-2:]
    assert told == [("done", "keeper")] * 2


@ONLY_SQLITE
@pytest.mark.parametrize("company", ["sqlite"], indirect=True)
def test_what_nobody_foresaw_is_noted_by_its_class_and_stops_no_other_plan(
    door: Door, clock: Clock, company: Company
) -> None:
    odd, sound = begun(door, company)
    job = Job.objects.get(ref=odd)
    seal = Seal(door.keys.provider.unwrap(job.kek_id, bytes(job.wrapped)))
    job.sealed = seal.seal(b"\xc1 of somebody", place("system plan", odd, "plan"))
    job.save()
    clock.now += timedelta(minutes=6)

    states = {one.plan: (one.state, one.problem) for one in resume_due(door)}

    assert states[sound] == ("done", "")
    assert states[odd] == ("applying", "unforeseen-DecodeError")
    assert (standing(odd).state, standing(odd).problem) == states[odd]


@ONLY_SQLITE
@pytest.mark.parametrize("company", ["sqlite"], indirect=True)
def test_a_system_that_is_away_is_asked_less_and_less_often(
    door: Door, clock: Clock, company: Company
) -> None:
    begun(door, company)
    company.run("ALTER TABLE customers RENAME TO elsewhere")
    tries = []

    for _ in range(24 * 12):
        clock.now += timedelta(minutes=5)
        tries.append(len(resume_due(door)))

    assert 2 <= sum(tries) <= 2 * 28
