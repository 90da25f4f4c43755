"""Killed at any line, a request that reaches two systems is carried out in each once."""

from datetime import timedelta

import pytest
from tests.gate.samples import Clock, entries, stored
from tests.killing import is_killed, program, stride
from tests.rights.companies import Companies, connected, customers, others
from tests.rights.samples import JUDGE, WHOLE, asked, reviewed, state
from tests.rights.test_killed import PROGRAM, minute, told
from tests.store import Store

from mamoru.gate.door import Door
from mamoru.ledger.entries import SystemTouched
from mamoru.ledger.verify import verify_here
from mamoru.rights.requests.decide import decide
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.work import work_due

STEP = stride(97)


@pytest.mark.slow
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_killed_before_any_line_each_system_and_the_vault_erase_once(
    door: Door, store: Store, clock: Clock, companies: Companies
) -> None:
    two = {name: companies[name] for name in ("crm", "shop")}
    connected(door, two)
    before = others(two)
    line, number, cut = 1 - STEP, 100, 0
    with program(PROGRAM, store) as process:
        killed = True
        while killed:
            line, number = line + STEP, number + 1
            mail = f"customer{number}@example.com"
            for company in two.values():
                company.fill("customers", [(number, mail, f"Customer {number}", None, 0)])
                company.fill("orders", [(number, number, 100)])
            person = stored(door, f"Person{number} X", identifiers={"email": mail}).ref
            ref = asked(door, "erase", person=person, claim="breach")
            reviewed(door, ref)
            decide(door, JUDGE, ref, WHOLE)

            killed = is_killed(process, "systems", ref, minute(clock), line)
            cut += killed

            for _ in range(3):  # leases of the dead worker are over
                clock.now += timedelta(minutes=6)
                work_due(door)
            assert state(ref) in (RequestState.READY, RequestState.CLOSED), line
            assert told(ref)["carried_out"] == 1, line
            done = [
                one.system
                for one in entries()
                if isinstance(one, SystemTouched) and one.change == "done"
            ]
            assert done.count("crm") == done.count("shop") == number - 100, line
            for company in two.values():
                assert customers(company) == [1, 2, 3], line

    assert cut > 3
    assert others(two) == before
    verify_here()
