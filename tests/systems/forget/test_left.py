"""Plans that were begun and left: each is gone on with, whatever is wrong with another."""

import pytest
from tests.gate.conftest import clock, door
from tests.systems import shop
from tests.systems.company import Company
from tests.systems.erasing import one_plan
from tests.systems.forget.test_forgetting import MAP

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.systems.carrying import go_on
from mamoru.gate.systems.look import Whom
from mamoru.systems.journal.models import Job

__all__ = ["clock", "door"]


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_plan_whose_key_is_gone_does_not_keep_the_others_waiting(
    door: Door, company: Company
) -> None:
    shop.stock(company)
    people = (("account", "1"), ("account", "3"))
    lost, left = (one_plan(door, company, MAP, Whom(named=(one,))).ref for one in people)
    Job.objects.update(state="applying")
    door.keys.provider.destroy(Job.objects.get(ref=lost).kek_id)

    found = {one.plan: one for one in go_on(door, OFFICER)}

    assert (found[lost].state, found[lost].wrote, found[lost].problem != "") == (
        "applying", "unknown", True
    )  # fmt: skip
    assert found[left].state == "done"
    assert company.rows("SELECT id FROM customers ORDER BY id") == [(1,), (2,)]
