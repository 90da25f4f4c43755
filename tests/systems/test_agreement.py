"""A trace through SQL gives what the definitions say, on schemas and rows that nobody chose."""

import hypothesis
from hypothesis import HealthCheck, given, settings
from tests.systems.company import Company
from tests.systems.naive import World
from tests.systems.plain_schema import schema_of
from tests.systems.random_worlds import columns, map_text, statements, worlds

from mamoru.systems.map.load import load
from mamoru.systems.map.ownership import bind
from mamoru.systems.trace.trace import trace

EXAMPLES = {"sqlite": 40, "postgresql": 12, "mariadb": 10}


def test_what_is_found_of_anybody_is_what_the_definitions_say(company: Company) -> None:
    @settings(
        max_examples=EXAMPLES[company.vendor],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    @given(worlds())
    def agree(world: World) -> None:
        hypothesis.assume(not world.is_ambiguous())
        company.run(*(f"DROP TABLE IF EXISTS t{number}" for number in range(5)))
        company.run(*statements(world))
        for name, rows in world.rows.items():
            company.fill(name, [[row[one] for one in columns(world, name)] for row in rows])
        _compare(company, world)

    agree()


def _compare(company: Company, world: World) -> None:
    reach = company.reach()
    bound = bind(load(map_text(world)), reach.schema())
    assert bound.errors == ()
    for table in world.people:
        for person in world.rows[table]:
            with reach.reading() as session:
                found = trace(session, bound.graph, [("account", person["who"])])
            told = {
                (row.table, row.key): {
                    "owned": row.owned, "others": row.co_owners, "hidden": row.hidden,
                    "review": row.review, "ways": {step.link for step in row.because},
                }
                for row in found.rows
            }  # fmt: skip
            assert told == world.of(world.name(table, person))
            _check_values(world, found.rows)
    reach.close()


def _check_values(world: World, rows: object) -> None:
    for row in rows:  # type: ignore[attr-defined]  # rows of what was found
        assert not set(row.hidden) & set(row.values)
        [held] = [one for one in world.rows[row.table] if world.name(row.table, one)[1] == row.key]
        assert row.values == {name: held[name] for name in row.values}


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_a_map_is_refused_exactly_where_ownership_is_left_open(world: World) -> None:
    errors = bind(load(map_text(world)), schema_of(world)).errors

    assert bool(errors) == world.is_ambiguous()
    assert {one.code for one in errors} <= {"ownership-ambiguous", "owner-unowned"}
