"""Forgetting in a real database leaves what the definitions say, on schemas that nobody chose."""

from dataclasses import replace
from typing import Any

import hypothesis
from hypothesis import HealthCheck, given, settings
from tests.systems.company import Company
from tests.systems.forget.forgetting import carried_out, found_again, plan_of
from tests.systems.forget.slow_forgetting import (
    Firm,
    expected,
    firms,
    foreign_keys,
    tables,
    text_of,
)
from tests.systems.naive import Name
from tests.systems.random_worlds import columns

EXAMPLES = {"sqlite": 30, "postgresql": 8, "mariadb": 6}


def test_after_forgetting_everybody_else_has_what_they_had(company: Company) -> None:
    @settings(
        max_examples=EXAMPLES[company.vendor],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    @given(firms())
    def agree(firm: Firm) -> None:
        hypothesis.assume(not firm.world.is_ambiguous())
        made(company, firm)
        _forget_first(company, firm)

    agree()


def made(company: Company, firm: Firm) -> None:
    """Make the tables anew and fill them, with their foreign keys."""
    gone = [f"DROP TABLE IF EXISTS t{number}" for number in range(5)]
    if company.vendor == "mariadb":
        gone.insert(0, "SET FOREIGN_KEY_CHECKS = 0")
    company.run(*(one + " CASCADE" * (company.vendor == "postgresql") for one in gone))
    keys = foreign_keys(firm)
    statements = tables(firm)
    if company.vendor == "sqlite":  # it takes foreign keys with the table alone, and checks none
        for at, name in enumerate(firm.world.keys):
            told = ", ".join(["", *keys.get(name, ())])
            statements[at] = f"{statements[at].removesuffix(')')}{told})"
    company.run(*statements)
    for name, rows in firm.world.rows.items():
        company.fill(name, [[row[one] for one in columns(firm.world, name)] for row in rows])
    if company.vendor != "sqlite":
        company.run(*(f"ALTER TABLE {name} ADD {key}" for name in keys for key in keys[name]))


def _forget_first(company: Company, firm: Firm) -> None:
    world = firm.world
    person: Name = world.name("t0", world.rows["t0"][0])
    who = ("account", world.rows["t0"][0]["who"])
    wanted = expected(firm, person)
    plan = plan_of(company, text_of(firm), who)

    codes = {one.code for one in plan.problems}
    assert ("would-orphan" in codes) == wanted.orphans
    assert codes <= {"would-orphan", "circle"}
    if codes:
        return
    carried_out(company, plan)

    for name in world.keys:
        told = columns(world, name)
        rows = company.rows(f"SELECT {', '.join(told)} FROM {name}")  # noqa: S608 - names of ours
        assert sorted(rows, key=str) == sorted(
            [tuple(row[one] for one in told) for row in wanted.world.rows[name]], key=str
        )
    stays = {one.name: one.reason for one in plan.stays}
    assert stays == wanted.stays
    back = found_again(company, plan)
    assert back.left == ()
    _others_have_what_they_had(firm, person, wanted.world.rows, plan.deletes)


def _others_have_what_they_had(firm: Firm, person: Name, rows: Any, deletes: Any) -> None:
    """Hold the definitions themselves against the promise.

    What the map drops is dropped for everybody, and whatever was theirs only by way of it.
    """
    dropped = {one.name for one in deletes if one.dropped}
    left = {
        table: [row for row in rows if firm.world.name(table, row) not in dropped]
        for table, rows in firm.world.rows.items()
    }
    after = replace(firm.world, rows=rows).owners()
    for name, who in replace(firm.world, rows=left).owners().items():
        if others := who - {person}:
            assert others <= after[name]
