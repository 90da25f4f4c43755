"""Planning and carrying out at the service of `tests.systems.crm`."""

import pytest
from tests.gate.samples import ASKED, INVESTIGATED
from tests.systems import crm as service
from tests.systems.crm import Crm
from tests.systems.forget.test_forgetting import MAP as OF_SHOP

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door
from mamoru.gate.systems.carrying import Outcome, carry_out
from mamoru.gate.systems.look import Whom
from mamoru.gate.systems.planning import plan_in
from mamoru.gate.systems.whom import Target
from mamoru.systems.connect.engine import Limits
from mamoru.systems.forget.plan import Do, Plan
from mamoru.systems.found import Unreachable
from mamoru.systems.map.load import load

ONLY_SQLITE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
MAP = service.MAP
WISHES: dict[str, Wish] = {
    "erase": Wish(act="erase", grounds=INVESTIGATED),
    "correct": Wish(act="correct", grounds=INVESTIGATED),
    "delete": Wish(act="erase", grounds=INVESTIGATED),
    "suspend_use": Wish(act="suspend_use", grounds=ASKED),
    "resume_use": Wish(act="suspend_use", grounds=ASKED),
}
SAID = '{call: {name: hold, system: crm, seen: {column: state, on: "held", off: "live"}}}'
SUSPENDED = OF_SHOP.replace("  customers:\n", f"  customers:\n    suspend: {SAID}\n", 1)
HURRIED = Limits(connect=2, statement=0.4, lock=1)


def planned(
    door: Door, crm: Crm, do: Do = "erase", text: str = MAP, *, person: str = "7",
    values: dict[str, str] | None = None,
) -> Plan | Unreachable:  # fmt: skip
    target = Target(map=load(text), url=crm.url)
    whom = Whom(named=(("account", person),))
    [found] = plan_in(door, OFFICER, WISHES[do], whom, [target], do=do, values=values)
    return found


def made(
    door: Door, crm: Crm, do: Do = "erase", text: str = MAP, *, person: str = "7",
    values: dict[str, str] | None = None,
) -> Plan:  # fmt: skip
    found = planned(door, crm, do, text, person=person, values=values)
    assert isinstance(found, Plan), found
    return found


def carried(door: Door, plan: Plan, limits: Limits | None = None) -> Outcome:
    return carry_out(door, OFFICER, WISHES[plan.do], plan.ref, limits=limits)
