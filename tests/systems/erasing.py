"""Erasing somebody in the company's databases through the door."""

from collections.abc import Sequence

from tests.gate.samples import INVESTIGATED
from tests.systems.company import QUICK, Company

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door
from mamoru.gate.systems.carrying import Outcome, carry_out
from mamoru.gate.systems.look import Whom
from mamoru.gate.systems.planning import plan_in
from mamoru.gate.systems.whom import Target
from mamoru.systems.forget.plan import Plan
from mamoru.systems.found import Unreachable
from mamoru.systems.map.load import load

ERASE = Wish(act="erase", grounds=INVESTIGATED)
ONE = Whom(named=(("account", "1"),))


def target(company: Company, text: str) -> Target:
    return Target(map=load(text), url=company.url)


def planned(
    door: Door, targets: Sequence[Target], whom: Whom = ONE
) -> tuple[Plan | Unreachable, ...]:
    return plan_in(door, OFFICER, ERASE, whom, targets)


def one_plan(door: Door, company: Company, text: str, whom: Whom = ONE) -> Plan:
    [found] = planned(door, [target(company, text)], whom)
    assert isinstance(found, Plan), found
    return found


def done(door: Door, ref: str) -> Outcome:
    return carry_out(door, OFFICER, ERASE, ref, limits=QUICK)
