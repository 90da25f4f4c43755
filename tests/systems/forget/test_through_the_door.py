"""Erasing in the company's databases: decided, recorded, journaled, and done."""

import pytest
from tests.gate.conftest import clock, door
from tests.gate.samples import entries
from tests.systems import shop
from tests.systems.company import Company
from tests.systems.erasing import done, one_plan
from tests.systems.forget.test_forgetting import MAP

from mamoru.gate.door import Door
from mamoru.ledger.entries import Handled, SystemTouched
from mamoru.systems.journal.models import Job

__all__ = ["clock", "door"]


@pytest.fixture
def stocked(company: Company) -> Company:
    shop.stock(company)
    return company


def test_a_plan_is_decided_recorded_carried_out_and_read_back(door: Door, stocked: Company) -> None:
    plan = one_plan(door, stocked, MAP)
    outcome = done(door, plan.ref)

    assert outcome.state == "done"
    assert outcome.wrote == "all"
    assert outcome.counts["confirmed"] == 8
    assert stocked.rows("SELECT id FROM customers ORDER BY id") == [(2,), (3,)]
    told = [one.change for one in entries() if isinstance(one, SystemTouched)]
    assert told == ["planned", "begun", "done"]
    handled = [one for one in entries() if isinstance(one, Handled)]
    assert [one.outcome for one in handled] == ["allow"] * 3
    assert handled[-1].data == ("registration",)
    assert done(door, plan.ref).state == "done"


def test_when_it_is_done_nothing_tells_any_more_whom_it_was_about(
    door: Door, stocked: Company
) -> None:
    plan = one_plan(door, stocked, MAP)
    before = Job.objects.get(ref=plan.ref)
    assert before.kek_id in door.keys.provider.keys()  # noqa: SIM118 - no mapping

    done(door, plan.ref)

    job = Job.objects.get(ref=plan.ref)
    assert (job.kek_id, bytes(job.sealed), bytes(job.result)) == ("", b"", b"")
    assert before.kek_id not in door.keys.provider.keys()  # noqa: SIM118 - no mapping
