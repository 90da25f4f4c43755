"""Killed at any line: nothing is erased twice or lost, and nothing is called done that is not."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests import mariadb
from tests.databases import dropped_database
from tests.gate.conftest import clock, door
from tests.gate.samples import NOON, Clock, entries
from tests.killing import is_killed, program, stride
from tests.store import Store
from tests.systems import shop
from tests.systems.company import Company, postgres_company, sqlite_company
from tests.systems.erasing import done, planned, target
from tests.systems.forget.test_forgetting import MAP

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.systems.carrying import go_on
from mamoru.gate.systems.look import Whom
from mamoru.ledger.entries import SystemTouched
from mamoru.systems.forget.plan import Plan
from mamoru.systems.journal.models import Job

__all__ = ["clock", "door"]
ERASER = "tests.systems.forget.eraser"
STEP = stride(67)


@pytest.fixture
def beside(store: Store, request: pytest.FixtureRequest) -> Iterator[Company]:
    """A company's database of another vendor than where the journal lies."""
    if store.vendor == "sqlite":
        found = postgres_company(request.getfixturevalue("postgres_template"))
        yield found
        dropped_database(found.url)
    else:
        url = mariadb.fresh_database(request.getfixturevalue("mariadb_server"))
        yield Company("mariadb", url)
        mariadb.dropped_database(url)


@pytest.mark.slow
def test_killed_before_any_line_two_systems_are_erased_once_in_the_end(
    door: Door, clock: Clock, store: Store, beside: Company, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    firms = [beside, sqlite_company(tmp_path / "other")]
    for one in firms:
        shop.stock(one)
    targets = [
        target(one, MAP.replace("system: shop", f"system: s{n}")) for n, one in enumerate(firms)
    ]
    line, seen, person = 1 - STEP, set(), 1000
    with program(ERASER, store) as process:
        killed = True
        while killed:
            line, person = line + STEP, person + 1
            plans = _planned(door, firms, targets, person)
            clock.now = NOON
            killed = is_killed(process, person % 2, line, *plans)
            seen |= {job.state for job in Job.objects.filter(ref__in=plans)}
            _nothing_is_said_that_is_not(firms, plans, person)

            clock.now = NOON + timedelta(hours=1)
            go_on(door, OFFICER)
            ended = [done(door, ref) for ref in plans]

            assert [one.state for one in ended] == ["done", "done"], line
            _all_is_done(firms, plans, person, line)
            clock.now = NOON

    assert line > 100
    assert seen & {"applying", "applied", "read_back"}


@pytest.mark.slow
def test_killed_in_each_state_a_plan_is_gone_on_with_from_there(
    door: Door, clock: Clock, store: Store, beside: Company
) -> None:
    shop.stock(beside)
    with program(ERASER, store) as process:
        for person, state in enumerate(("checked", "applying", "applied", "read_back"), 2001):
            [plan] = _planned(door, [beside], [target(beside, MAP)], person)
            clock.now = NOON

            assert is_killed(process, 0, f"@{state}", plan)

            assert Job.objects.get(ref=plan).state == state
            _nothing_is_said_that_is_not([beside], [plan], person)
            clock.now = NOON + timedelta(hours=1)
            go_on(door, OFFICER)
            assert done(door, plan).state == "done", state
            _all_is_done([beside], [plan], person, 0)
            clock.now = NOON


def _all_is_done(firms: list[Company], plans: list[str], person: int, line: int) -> None:
    for one in firms:
        assert one.rows("SELECT id FROM customers ORDER BY id") == [(1,), (2,), (3,)]
        assert one.rows(f"SELECT id FROM orders WHERE customer_id = {person}") == []  # noqa: S608 - names of ours
        assert one.rows(f"SELECT sender, text FROM messages WHERE id = {person}") == [  # noqa: S608 - names of ours
            (None, None)
        ], line
    for ref in plans:
        told = [e.change for e in entries() if isinstance(e, SystemTouched) and e.job == ref]
        assert told == ["planned", "begun", "done"], line
    assert not Job.objects.filter(ref__in=plans).exclude(kek_id="").exists(), line


def _planned(door: Door, firms: list[Company], targets: list, person: int) -> list[str]:  # type: ignore[type-arg]  # targets
    for one in firms:
        one.fill("customers", [(person, f"p{person}@example.com", "Customer", 1)])
        one.fill("orders", [(person, person, 1)])
        one.fill("messages", [(person, person, 2, "from somebody")])
    found = planned(door, targets, Whom(named=(("account", str(person)),)))
    return [one.ref for one in found if isinstance(one, Plan)]


def _nothing_is_said_that_is_not(firms: list[Company], plans: list[str], person: int) -> None:
    """Hold each system against its row of the journal, right after the kill."""
    for one, ref in zip(firms, plans, strict=True):
        state = Job.objects.get(ref=ref).state
        is_there = bool(one.rows(f"SELECT id FROM customers WHERE id = {person}"))  # noqa: S608 - names of ours
        has_orders = bool(one.rows(f"SELECT id FROM orders WHERE id = {person}"))  # noqa: S608 - names of ours
        assert is_there is has_orders
        if state in ("applied", "read_back", "done"):
            assert not is_there
        if state in ("planned", "checked"):
            assert is_there
