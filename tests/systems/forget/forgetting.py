"""Forgetting somebody in a company's database, by the parts of `mamoru.systems` alone."""

from datetime import date, datetime, timedelta

from tests.systems.company import QUICK, Company

from mamoru.systems.connect.engine import Limits
from mamoru.systems.connect.reach import Session
from mamoru.systems.forget.apply import Applied, apply
from mamoru.systems.forget.make import planned
from mamoru.systems.forget.plan import Plan, decoded, encoded
from mamoru.systems.forget.preflight import preflight
from mamoru.systems.forget.read_back import ReadBack, read_back, with_others
from mamoru.systems.map.graph import Graph
from mamoru.systems.map.load import load
from mamoru.systems.map.model import Hold
from mamoru.systems.map.ownership import graph_of

TODAY = date(2026, 12, 1)
SEVEN_YEARS = timedelta(days=7 * 365)


def seven_years(_: Hold, since: datetime) -> date:
    """A clock of the law as the tests need one."""
    return (since + SEVEN_YEARS).date()


def plan_of(company: Company, text: str, *person: tuple[str, str]) -> Plan:
    """Plan, ask the database, and search for what else there is."""
    with_map = load(text)
    reach = company.reach()
    try:
        graph = graph_of(with_map, reach.schema())
        with reach.reading() as session:
            plan = make(session, graph, *person)
            plan = with_others(session, graph, preflight(session, graph, plan))
    finally:
        reach.close()
    assert decoded(encoded(plan)) == plan
    return plan


def make(session: Session, graph: Graph, *person: tuple[str, str]) -> Plan:
    """Make the bare plan."""
    return planned(session, graph, person, last_day=seven_years, on=TODAY, policy_version="1")


def carried_out(company: Company, plan: Plan, limits: Limits = QUICK) -> Applied:
    """Carry a plan out."""
    reach = company.reach(writable=True, limits=limits)
    try:
        graph = graph_of(plan.map, reach.schema())
        return apply(reach, graph, plan, lambda session: make(session, graph, *plan.person))
    finally:
        reach.close()


def found_again(company: Company, plan: Plan) -> ReadBack:
    """Read a plan back."""
    reach = company.reach()
    try:
        return read_back(reach, graph_of(plan.map, reach.schema()), plan)
    finally:
        reach.close()


def forgotten(company: Company, text: str, *person: tuple[str, str]) -> tuple[Plan, ReadBack]:
    """Plan, carry out, and read back."""
    plan = plan_of(company, text, *person)
    assert carried_out(company, plan) == "applied"
    return plan, found_again(company, plan)
