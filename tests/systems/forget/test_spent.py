"""Plans that nobody needs any more lose their key by time; what was begun does not."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.gate.conftest import clock, door
from tests.gate.samples import NOON, Clock, entries
from tests.systems import shop
from tests.systems.company import Company, sqlite_company
from tests.systems.erasing import done, one_plan
from tests.systems.forget.test_forgetting import MAP

from mamoru.gate.door import Door
from mamoru.gate.plans import count_spent, forget_spent
from mamoru.gate.sweeps import sweeps
from mamoru.ledger.entries import SystemChanged
from mamoru.systems.journal.models import Job

__all__ = ["clock", "door"]


@pytest.fixture
def company(tmp_path: Path) -> Company:
    found = sqlite_company(tmp_path)
    shop.stock(found)
    return found


def test_plans_that_were_not_run_lose_their_key_when_their_period_is_over(
    door: Door, clock: Clock, company: Company
) -> None:
    never = one_plan(door, company, MAP)
    read_only = one_plan(door, company, MAP.replace("writable: true", "writable: false"))
    begun = one_plan(door, company, MAP)
    Job.objects.filter(ref=begun.ref).update(state="applying")
    keys = door.keys.provider.keys()

    clock.now = NOON + timedelta(days=80)
    assert (count_spent(clock.now), forget_spent(door, 10)) == (0, 0)
    clock.now = NOON + timedelta(days=100)
    assert count_spent(clock.now) == 2
    assert "plans" in {one.name for one in sweeps()}
    assert forget_spent(door, 1) + forget_spent(door, 10) == 2

    assert forget_spent(door, 10) == 0
    told = [one for one in entries() if isinstance(one, SystemChanged)]
    assert [one.change for one in told[-2:]] == ["record_purged", "record_purged"]
    left = {job.ref: (job.state, job.problem, bytes(job.sealed)) for job in Job.objects.all()}
    assert left[never.ref] == ("blocked", "plan-stale", b"")
    assert left[read_only.ref] == ("blocked", "plan-problems", b"")
    assert left[begun.ref][2]
    assert len(door.keys.provider.keys()) == len(keys) - 2
    assert done(door, never.ref).problem == "plan-stale"
    assert company.rows("SELECT COUNT(*) FROM customers") == [(3,)]


def test_a_plan_that_somebody_works_on_is_left_to_them(
    door: Door, clock: Clock, company: Company
) -> None:
    plan = one_plan(door, company, MAP)
    clock.now = NOON + timedelta(days=100)
    until = clock.now + timedelta(minutes=1)
    Job.objects.filter(ref=plan.ref).update(lease="other", leased_until=until)

    assert forget_spent(door, 10) == 0
    assert Job.objects.get(ref=plan.ref).kek_id
