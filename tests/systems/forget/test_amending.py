"""Correcting and suspending in the company's databases, and ending a suspension."""

import pytest
from tests.gate.conftest import clock, door
from tests.gate.samples import ASKED, INVESTIGATED
from tests.systems import shop
from tests.systems.company import Company
from tests.systems.erasing import ONE, target
from tests.systems.forget.test_forgetting import MAP

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door
from mamoru.gate.systems.carrying import Outcome, carry_out
from mamoru.gate.systems.planning import plan_in
from mamoru.systems.forget.plan import Do, Plan

__all__ = ["clock", "door"]
pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
WISHES: dict[str, Wish] = {
    "correct": Wish(act="correct", grounds=INVESTIGATED),
    "suspend_use": Wish(act="suspend_use", grounds=ASKED),
    "resume_use": Wish(act="suspend_use", grounds=ASKED),
}
CITIES = MAP + (
    "  notes:\n    columns:\n"
    "      {id: none, of: none, also: none, about: {data: registration, item: name}}\n"
    "    links:\n      - {columns: [of], to: customers, is: owned_by}\n"
    "      - {columns: [also], to: customers, is: owned_by}\n"
)
NOTES = "CREATE TABLE notes (id INTEGER PRIMARY KEY, of INTEGER, also INTEGER, about VARCHAR(20))"


@pytest.fixture
def stocked(company: Company) -> Company:
    shop.stock(company)
    company.run(NOTES)
    company.fill("notes", [(1, 1, None, "Customer One"), (2, 1, 2, "Customer One")])
    return company


def suspending(way: str) -> str:
    """Return the map that says how customers are suspended."""
    return MAP.replace("  customers:\n", f"  customers:\n    suspend: {way}\n", 1)


def amended(
    door: Door, company: Company, text: str, do: Do, values: dict[str, str] | None = None
) -> tuple[Plan, Outcome]:
    [found] = plan_in(door, OFFICER, WISHES[do], ONE, [target(company, text)], do=do, values=values)
    assert isinstance(found, Plan), found
    return found, carry_out(door, OFFICER, WISHES[do], found.ref)


def test_a_correction_changes_what_only_the_person_owns_and_leaves_the_rest_to_somebody(
    door: Door, stocked: Company
) -> None:
    found, outcome = amended(door, stocked, CITIES, "correct", {"name": "Customer Uno"})

    assert outcome.state == "done"
    assert found.counts == {"deletes": 0, "changes": 2, "co_owned": 1}
    assert stocked.rows("SELECT name FROM customers ORDER BY id")[0] == ("Customer Uno",)
    assert stocked.rows("SELECT about FROM notes ORDER BY id") == [
        ("Customer Uno",),
        ("Customer One",),
    ]


@pytest.mark.parametrize(
    ("values", "code"),
    [({"name": "x" * 61}, "value-unfit"), ({"email": "two@example.com"}, "value-taken")],
)
def test_a_correction_that_does_not_fit_is_not_carried_out(
    door: Door, stocked: Company, values: dict[str, str], code: str
) -> None:
    found, outcome = amended(door, stocked, CITIES, "correct", values)

    assert code in {one.code for one in found.problems}
    assert (outcome.state, outcome.wrote) == ("blocked", "nothing")
    assert stocked.rows("SELECT name, email FROM customers WHERE id = 1") == [
        ("Customer One", "one@example.com")
    ]


def test_a_flag_suspends_and_is_lifted(door: Door, stocked: Company) -> None:
    stocked.run("ALTER TABLE customers ADD suspended INTEGER")
    text = suspending("{flag: {column: suspended, on: 1, off: 0}}")

    assert amended(door, stocked, text, "suspend_use")[1].is_done
    assert stocked.rows("SELECT suspended FROM customers ORDER BY id") == [(1,), (None,), (None,)]

    found, outcome = amended(door, stocked, text, "suspend_use")
    assert found.is_empty
    assert outcome.is_done

    assert amended(door, stocked, text, "resume_use")[1].is_done
    assert stocked.rows("SELECT suspended FROM customers ORDER BY id")[0] == (0,)


def test_a_view_hides_whoever_is_listed_and_shows_them_again(door: Door, stocked: Company) -> None:
    stocked.run(
        "CREATE TABLE suspended (id INTEGER PRIMARY KEY)",
        "CREATE VIEW active AS SELECT * FROM customers WHERE id NOT IN (SELECT id FROM suspended)",
    )
    text = suspending("{view: {name: active, table: suspended}}")

    assert amended(door, stocked, text, "suspend_use")[1].is_done
    assert stocked.rows("SELECT id FROM active ORDER BY id") == [(2,), (3,)]

    assert amended(door, stocked, text, "resume_use")[1].is_done
    assert stocked.rows("SELECT id FROM active ORDER BY id") == [(1,), (2,), (3,)]


def test_a_view_that_shows_them_all_the_same_is_no_suspension(door: Door, stocked: Company) -> None:
    stocked.run(
        "CREATE TABLE suspended (id INTEGER PRIMARY KEY)",
        "CREATE VIEW active AS SELECT * FROM customers",
    )
    text = suspending("{view: {name: active, table: suspended}}")

    outcome = amended(door, stocked, text, "suspend_use")[1]

    assert outcome.state == "partial", outcome
    assert outcome.found is not None
    assert [one.why for one in outcome.found.left] == ["view"]


def test_where_no_map_says_how_nothing_is_called_suspended(door: Door, stocked: Company) -> None:
    found, outcome = amended(door, stocked, MAP, "suspend_use")

    assert [one.code for one in found.problems] == ["suspension-unsaid"]
    assert outcome.state == "blocked"
