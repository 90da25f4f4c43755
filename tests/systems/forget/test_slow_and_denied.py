"""Systems that take too long or hold locks, accounts that may not, and rows that are dropped."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from tests.databases import dropped_database
from tests.gate.conftest import clock, door
from tests.gate.samples import ASKED, ERASE
from tests.systems import shop
from tests.systems.company import Company, postgres_company
from tests.systems.erasing import ONE, done, one_plan, planned, target
from tests.systems.forget.forgetting import forgotten
from tests.systems.forget.test_forgetting import MAP

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door
from mamoru.gate.systems.carrying import carry_out, go_on
from mamoru.gate.systems.planning import plan_in
from mamoru.gate.systems.whom import Target
from mamoru.systems.connect.engine import Limits
from mamoru.systems.forget.plan import Plan
from mamoru.systems.found import Unreachable
from mamoru.systems.map.load import load

__all__ = ["clock", "door"]
ONLY_SQLITE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
SLEEPING = """
CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_sleep(20); RETURN OLD; END $$;
CREATE TRIGGER slow BEFORE DELETE ON orders FOR EACH ROW EXECUTE FUNCTION slowly()
"""
LISTED = "{view: {name: shown, table: suspended}}"
LISTING = MAP.replace("  customers:\n", f"  customers:\n    suspend: {LISTED}\n", 1)


@pytest.fixture
def firm(postgres_template: str) -> Iterator[Company]:
    found = postgres_company(postgres_template)
    shop.stock(found)
    yield found
    dropped_database(found.url)


@ONLY_SQLITE
def test_a_statement_that_sleeps_is_ended_and_gone_on_with_once_it_does_not(
    door: Door, firm: Company
) -> None:
    plan = one_plan(door, firm, MAP)
    firm.run(SLEEPING)

    limits = Limits(connect=2, statement=0.5, lock=1)
    outcome = carry_out(door, OFFICER, ERASE, plan.ref, limits=limits)

    assert (outcome.state, outcome.problem) == ("applying", "system-slow")
    assert firm.rows("SELECT COUNT(*) FROM customers, orders") == [(9,)]
    firm.run("DROP TRIGGER slow ON orders")
    assert [one.state for one in go_on(door, OFFICER)] == ["done"]
    assert firm.rows("SELECT id FROM customers ORDER BY id") == [(2,), (3,)]


@ONLY_SQLITE
def test_a_system_whose_tables_are_locked_blocks_itself_alone_while_it_is_planned_for(
    door: Door, firm: Company, postgres_template: str
) -> None:
    other = postgres_company(postgres_template)
    shop.stock(other)
    text = MAP.replace("system: shop", "system: other")
    try:
        with locked(firm):
            lost, made = planned(door, [target(firm, MAP), target(other, text)])
        assert isinstance(lost, Unreachable)
        assert lost.code in ("system-locked", "system-slow")
        assert isinstance(made, Plan)
        assert done(door, made.ref).is_done
    finally:
        dropped_database(other.url)


@contextmanager
def locked(company: Company) -> Iterator[None]:
    with psycopg.connect(company.url) as connection:
        connection.execute("LOCK TABLE customers IN ACCESS EXCLUSIVE MODE")
        yield
        connection.rollback()


@ONLY_SQLITE
@pytest.mark.parametrize("company", ["postgresql", "mariadb"], indirect=True)  # a file has none
def test_an_account_that_may_not_is_found_out_before_the_first_write(
    door: Door, company: Company
) -> None:
    shop.stock(company)
    company.run(
        "CREATE TABLE suspended (id INTEGER PRIMARY KEY)",
        "CREATE VIEW shown AS SELECT * FROM customers WHERE id NOT IN (SELECT id FROM suspended)",
    )
    with account(company) as url:
        where = Target(map=load(LISTING), url=url)
        [erasing] = planned(door, [where])
        [suspending] = plan_in(
            door, OFFICER, Wish(act="suspend_use", grounds=ASKED), ONE, [where], do="suspend_use"
        )

    assert isinstance(erasing, Plan)
    assert {(one.code, one.table) for one in erasing.problems} == {
        ("may-not-delete", "customers"), ("may-not-delete", "orders"),
        ("may-not-delete", "order_lines"), ("may-not-delete", "messages"),
        ("may-not-change", "messages"),
    }  # fmt: skip
    assert isinstance(suspending, Plan)
    assert [(one.code, one.table) for one in suspending.problems] == [
        ("may-not-insert", "suspended")
    ]
    assert company.rows("SELECT COUNT(*) FROM customers") == [(3,)]


@contextmanager
def account(company: Company) -> Iterator[str]:
    """Make an account that may read everything and nothing more."""
    before, _, name = company.url.rpartition("/")
    if company.vendor == "postgresql":
        company.run(
            "CREATE ROLE mamoru_looker LOGIN",
            "GRANT SELECT ON ALL TABLES IN SCHEMA public TO mamoru_looker",
        )
        yield f"{before.replace('mamoru@', 'mamoru_looker@', 1)}/{name}"
        company.run("DROP OWNED BY mamoru_looker", "DROP ROLE mamoru_looker")
        return
    _, _, host = before.rpartition("@")
    company.run(
        "CREATE USER mamoru_looker@'127.0.0.1' IDENTIFIED BY 'word'",
        f"GRANT SELECT, SHOW VIEW ON {name}.* TO mamoru_looker@'127.0.0.1'",
    )
    yield f"mariadb://mamoru_looker:word@{host}/{name}"
    company.run("DROP USER mamoru_looker@'127.0.0.1'")


def test_a_row_that_the_map_drops_goes_from_others_as_well(company: Company) -> None:
    shop.stock(company)
    text = MAP.replace("on_del: {anonymise: [text]}", "on_del: {drop_row: true}")

    plan, back = forgotten(company, text, ("account", "1"))

    assert [one.name for one in plan.deletes if one.dropped] == [("messages", (100,))]
    assert back.is_complete
    assert company.rows("SELECT id FROM messages ORDER BY id") == [(101,)]
