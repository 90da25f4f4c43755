"""A trace costs look-ups in indexes: no statement of it reads a table from end to end."""

from typing import Any

from bench.systems_world import indexes, map_text, rows, tables
from sqlalchemy import event
from tests.systems.company import Company

from mamoru.systems.check.check import check
from mamoru.systems.connect.reach import Reach
from mamoru.systems.map.load import load
from mamoru.systems.map.ownership import graph_of
from mamoru.systems.trace.trace import trace

PEOPLE = 400
EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN ", "mariadb": "EXPLAIN "}


def filled(company: Company, *, with_indexes: bool) -> None:
    company.run(*tables(), *rows(company.vendor, PEOPLE))
    if with_indexes:
        company.run(*indexes())
    analysed = [f"ANALYZE TABLE {name}" for name in load(map_text()).tables]
    company.run(*(analysed if company.vendor == "mariadb" else ["ANALYZE"]))


def plans(company: Company, reach: Reach) -> list[str]:
    """Trace somebody, and return the plan of every statement that asked for rows."""
    asked: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    graph = graph_of(load(map_text()), reach.schema())
    event.listen(reach._engine, "before_cursor_execute", note)
    with reach.reading() as session:
        found = trace(session, graph, [("email", "p77@example.com")])
    event.remove(reach._engine, "before_cursor_execute", note)
    assert len(found.rows) > 70
    with reach.reading() as session:
        if company.vendor == "postgresql":  # small tables: take an index wherever one will do
            session.connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        return [
            str(tuple(row))
            for statement, parameters in asked
            for row in session.connection.exec_driver_sql(
                EXPLAIN[company.vendor] + statement, parameters
            )
        ]


def scans(company: Company, plan: list[str]) -> list[str]:
    if company.vendor == "mariadb":
        return [line for line in plan if "'ALL'" in line or "'index'" in line]
    word = "SCAN" if company.vendor == "sqlite" else "Seq Scan"
    return [line for line in plan if word in line]


def test_no_statement_of_a_trace_reads_a_whole_table(company: Company) -> None:
    filled(company, with_indexes=True)
    reach = company.reach()

    plan = plans(company, reach)
    reach.close()

    assert len(plan) > 20
    assert scans(company, plan) == []


def test_a_check_asks_for_every_index_whose_lack_makes_a_trace_read_whole_tables(
    company: Company,
) -> None:
    filled(company, with_indexes=False)
    reach = company.reach()

    remarks = check(load(map_text()), reach.schema())
    scanned = scans(company, plans(company, reach))
    reach.close()

    missing = {dict(one.facts)["table"] for one in remarks if one.code == "index-missing"}
    assert scanned != []
    assert {"people", "chain10", "beside5", "reviews", "living", "messages"} <= missing
