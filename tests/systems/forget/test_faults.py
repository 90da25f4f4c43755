"""Systems that are down, locked, read-only or changed, and rows that change meanwhile.

Nothing is lost, nothing is erased that was not planned, and nothing is called done that is not.
"""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from tests.gate.conftest import clock, door
from tests.gate.samples import ERASE
from tests.systems import shop
from tests.systems.company import Company
from tests.systems.erasing import ONE, done, one_plan, planned, target
from tests.systems.forget.test_forgetting import MAP

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door
from mamoru.gate.errors import EvidenceNeededError, HandlingRefusedError
from mamoru.gate.systems.carrying import carry_out, go_on
from mamoru.gate.systems.look import Whom
from mamoru.gate.systems.planning import plan_in
from mamoru.gate.systems.whom import Target
from mamoru.systems.connect.engine import Limits
from mamoru.systems.forget.plan import Plan
from mamoru.systems.found import Unreachable
from mamoru.systems.journal.models import Job
from mamoru.systems.map.load import load

__all__ = ["clock", "door"]
pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
HURRIED = Limits(connect=2, statement=5, lock=1)


@pytest.fixture
def stocked(company: Company) -> Company:
    shop.stock(company)
    return company


def everything(company: Company) -> list[list[tuple[Any, ...]]]:
    names = ("customers", "orders", "order_lines", "messages", "addresses")
    return [sorted(company.rows(f"SELECT * FROM {name}"), key=str) for name in names]  # noqa: S608 - names of ours


def test_a_row_that_comes_between_plan_and_apply_stops_it(door: Door, stocked: Company) -> None:
    plan = one_plan(door, stocked, MAP)
    stocked.fill("orders", [(99, 1, 1)])
    before = everything(stocked)

    outcome = done(door, plan.ref)

    assert (outcome.state, outcome.problem, outcome.wrote) == ("blocked", "plan-stale", "nothing")
    assert everything(stocked) == before
    assert done(door, one_plan(door, stocked, MAP).ref).is_done


def test_a_row_that_changes_between_plan_and_apply_stops_it(door: Door, stocked: Company) -> None:
    plan = one_plan(door, stocked, MAP)
    stocked.run("UPDATE customers SET name = 'Somebody Else' WHERE id = 1")

    assert done(door, plan.ref).problem == "plan-stale"
    assert stocked.rows("SELECT COUNT(*) FROM customers") == [(3,)]


def test_a_schema_that_changes_in_the_middle_stops_it(door: Door, stocked: Company) -> None:
    plan = one_plan(door, stocked, MAP)
    stocked.run("ALTER TABLE orders ADD note VARCHAR(20)")

    outcome = done(door, plan.ref)

    assert (outcome.state, outcome.wrote) == ("blocked", "nothing")
    assert stocked.rows("SELECT COUNT(*) FROM customers") == [(3,)]


def test_a_lock_that_never_comes_leaves_the_plan_to_be_gone_on_with(
    door: Door, stocked: Company
) -> None:
    plan = one_plan(door, stocked, MAP)
    held = _holding(stocked)
    try:
        outcome = carry_out(door, OFFICER, ERASE, plan.ref, limits=HURRIED)
    finally:
        held()

    assert (outcome.state, outcome.problem) == ("applying", "system-locked")
    assert stocked.rows("SELECT COUNT(*) FROM customers") == [(3,)]
    assert [one.state for one in go_on(door, OFFICER)] == ["done"]


def _holding(company: Company) -> Callable[[], None]:
    """Hold a row of the person, until what is returned is called."""
    connection = company._engine.connect()
    if company.vendor == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    connection.exec_driver_sql("UPDATE customers SET name = 'x' WHERE id = 1")

    def let_go() -> None:
        connection.rollback()
        connection.close()

    return let_go


def test_a_system_that_is_down_blocks_itself_alone(
    door: Door, stocked: Company, tmp_path: Any
) -> None:
    away = Target(
        map=load(MAP.replace("system: shop", "system: away")),
        url="postgresql://nobody@127.0.0.1:1/nothing",
    )
    lost, made = planned(door, [away, target(stocked, MAP)])

    assert isinstance(lost, Unreachable)
    assert (lost.system, lost.code) == ("away", "system-down")
    assert isinstance(made, Plan)
    assert done(door, made.ref).is_done


def test_a_map_with_an_error_blocks_its_system_alone(door: Door, stocked: Company) -> None:
    wrong = target(stocked, MAP.replace("orders:", "ordres:", 1).replace("shop", "wrong", 1))

    lost, made = planned(door, [wrong, target(stocked, MAP)])

    assert isinstance(lost, Unreachable)
    assert lost.code == "map-disagrees"
    assert isinstance(made, Plan)


def test_a_system_that_is_not_marked_writable_is_never_written(
    door: Door, stocked: Company
) -> None:
    plan = one_plan(door, stocked, MAP.replace("writable: true", "writable: false"))

    assert [one.code for one in plan.problems] == ["system-read-only"]
    outcome = done(door, plan.ref)
    assert (outcome.state, outcome.problem) == ("blocked", "plan-problems")
    assert stocked.rows("SELECT COUNT(*) FROM customers") == [(3,)]


def test_two_requests_for_one_person_at_once_erase_once(door: Door, stocked: Company) -> None:
    plans = [one_plan(door, stocked, MAP) for _ in range(2)]
    states: list[tuple[str, str]] = []

    def carry(ref: str) -> None:
        outcome = done(door, ref)
        states.append((outcome.state, outcome.problem))

    threads = [threading.Thread(target=carry, args=(one.ref,)) for one in plans]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert ("done", "") in states
    assert set(states) <= {("done", ""), ("blocked", "plan-stale")}
    assert stocked.rows("SELECT id FROM customers ORDER BY id") == [(2,), (3,)]


def test_a_person_in_two_accounts_is_not_merged(door: Door, stocked: Company) -> None:
    stocked.run("ALTER TABLE customers ADD phone VARCHAR(20)")
    stocked.run("UPDATE customers SET phone = '0312345678' WHERE id IN (1, 3)")
    text = MAP.replace("email: email}", "email: email, phone: phone}").replace(
        "      email: {", "      phone: {data: registration, item: phone}\n      email: {", 1
    )

    [shared] = planned(door, [target(stocked, text)], Whom(named=(("phone", "0312345678"),)))
    assert isinstance(shared, Unreachable)
    assert shared.code == "person-ambiguous"

    plan = one_plan(door, stocked, text)
    outcome = done(door, plan.ref)
    assert outcome.is_done
    assert outcome.found is not None
    assert outcome.found.explained == {"not_ours": 1}
    assert stocked.rows("SELECT id, phone FROM customers WHERE id = 3") == [(3, "0312345678")]


def test_somebody_who_comes_again_meanwhile_is_not_explained_away(
    door: Door, stocked: Company
) -> None:
    plan = one_plan(door, stocked, MAP)
    _erase_by_hand_and_register_again(stocked)

    outcome = done(door, plan.ref)

    assert outcome.state == "blocked"
    assert stocked.rows("SELECT email FROM customers WHERE id = 77") == [("one@example.com",)]


def _erase_by_hand_and_register_again(company: Company) -> None:
    company.run(
        "DELETE FROM order_lines WHERE order_id IN (10, 11)",
        "DELETE FROM orders WHERE customer_id = 1",
        "DELETE FROM messages WHERE sender = 1",
        "DELETE FROM customers WHERE id = 1",
    )
    company.fill("customers", [(77, "one@example.com", "Customer One", 1)])


def test_nothing_held_is_an_answer_of_its_own(door: Door, stocked: Company) -> None:
    plan = one_plan(door, stocked, MAP, Whom(named=(("account", "4711"),)))

    assert plan.own == ()
    assert plan.is_empty
    assert done(door, plan.ref).counts["confirmed"] == 0


def test_without_evidence_nothing_is_looked_at(door: Door, stocked: Company) -> None:
    with pytest.raises(HandlingRefusedError) as refused:
        plan_in(door, OFFICER, Wish(act="erase"), ONE, [target(stocked, MAP)])

    assert isinstance(refused.value, EvidenceNeededError)
    assert not Job.objects.exists()


@pytest.mark.slow
def test_ten_thousand_rows_of_one_person_go_in_one_transaction(
    door: Door, stocked: Company
) -> None:
    stocked.fill("orders", [(1000 + number, 3, number) for number in range(10_000)])

    plan = one_plan(door, stocked, MAP, Whom(named=(("account", "3"),)))
    outcome = done(door, plan.ref)

    assert plan.counts["deletes"] == 10_002
    assert outcome.is_done
    assert stocked.rows("SELECT COUNT(*) FROM orders WHERE customer_id = 3") == [(0,)]
