"""Columns that are neither text nor whole numbers: JSON is searched, fractions stay as they are."""

from contextlib import closing
from datetime import date

import pytest
from tests.systems.company import Company
from tests.systems.forget.forgetting import forgotten
from tests.systems.forget.test_fates import HEAD, MADE, ONE, PEOPLE

from mamoru.systems.amend.correct import corrected
from mamoru.systems.connect.reach import Session
from mamoru.systems.forget.apply import apply
from mamoru.systems.forget.plan import Plan
from mamoru.systems.forget.read_back import read_back
from mamoru.systems.map.load import load
from mamoru.systems.map.ownership import graph_of

JSON = {"sqlite": "JSON", "postgresql": "JSONB", "mariadb": "JSON"}
LOGS = "  logs:\n    columns: {id: none, body: {data: registration, search: contains}}\n"
RATES = PEOPLE.replace("name:", "name: none\n      rate:", 1).replace(
    "item: name", "item: employer"
)


def test_an_identifier_within_json_is_not_overlooked(company: Company) -> None:
    company.run(MADE, f"CREATE TABLE logs (id INTEGER PRIMARY KEY, body {JSON[company.vendor]})")
    company.fill("people", [(1, "one@example.com", "One")])
    told = '{"to": ["one@example.com"]}', '{"to": ["anotherone@example.com"]}', '{"to": []}'
    company.fill("logs", list(enumerate(told, start=1)))

    plan, back = forgotten(company, HEAD + PEOPLE + LOGS, ONE)

    assert [(one.code, one.table) for one in plan.warnings] == [("left-behind", "logs")]
    assert not back.is_complete
    assert [(one.name, one.why) for one in back.left] == [(("logs", (1,)), "email")]


def amended(company: Company, value: str) -> tuple[Plan, bool]:
    """Correct the rate of somebody, and tell whether that is read back as done."""
    with closing(company.reach(writable=True)) as reach:
        graph = graph_of(load(HEAD + RATES), reach.schema())

        def plan(session: Session) -> Plan:
            return corrected(
                session, graph, [ONE], {"employer": value}, on=date(2026, 1, 1), policy_version="1"
            )

        with reach.reading() as session:
            made = plan(session)
        if made.problems:
            return made, False
        apply(reach, graph, made, plan)
        return made, read_back(reach, graph, made).is_complete


@pytest.fixture
def rated(company: Company) -> Company:
    company.run(MADE.replace("name VARCHAR(12) NOT NULL", "name VARCHAR(12), rate DECIMAL(8,2)"))
    company.fill("people", [(1, "one@example.com", "One", 3)])
    return company


@pytest.mark.parametrize(("value", "wanted"), [("12.50", "12.5"), ("7", "7"), ("-0.25", "-0.25")])
def test_a_fraction_is_corrected_to_what_was_asked_for(
    rated: Company, value: str, wanted: str
) -> None:
    _, is_done = amended(rated, value)

    assert is_done
    assert float(rated.rows("SELECT rate FROM people")[0][0]) == float(wanted)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "sNaN"])
def test_what_is_no_number_is_a_problem_of_the_plan(rated: Company, value: str) -> None:
    plan, _ = amended(rated, value)

    assert [(one.code, one.columns) for one in plan.problems] == [("value-unfit", ("rate",))]


ODD = ("e:m)a(il %s", ":p", "%(a)s", "x OR 1=1 --", "among")
"""Names that a statement could take for more than names."""


def test_odd_names_of_columns_are_names_and_nothing_else(company: Company) -> None:
    mark = "`" if company.vendor == "mariadb" else '"'
    listed = ", ".join(f"{mark}{one}{mark} VARCHAR(40)" for one in ODD)
    company.run(f"CREATE TABLE people (id INTEGER PRIMARY KEY, {listed})")
    company.run(f"CREATE TABLE notes (id INTEGER PRIMARY KEY, about INTEGER, since DATE, {listed})")
    company.fill("people", [(at, f"p{at}@example.com", *"abcd") for at in (1, 2)])
    company.fill("notes", [(at, at, "2026-01-01", *"vwxyz") for at in (1, 2)])
    columns = "".join(f'      "{one}": {{data: registration}}\n' for one in ODD[1:])
    text = (
        f'{HEAD}  people:\n    person: {{kind: individual, found_by: {{email: "{ODD[0]}"}}}}\n'
        f'    columns:\n      id: none\n      "{ODD[0]}": {{data: registration, item: email}}\n'
        f"{columns}  notes:\n    columns:\n      id: none\n      about: none\n      since: none\n"
        f'      "{ODD[0]}": {{data: registration, search: contains}}\n{columns}'
        "    hold: {clock: seven, since: since, keep: [since]}\n"
        "    links:\n      - {columns: [about], to: people, is: owned_by}\n"
    )

    _, back = forgotten(company, text, ("email", "p1@example.com"))

    assert back.is_complete
    assert [row[0] for row in company.rows("SELECT id FROM people")] == [2]
    kept = company.rows("SELECT * FROM notes ORDER BY id")
    assert [(row[:2], row[3:]) for row in kept] == [
        ((1, None), (None,) * 5), ((2, 2), tuple("vwxyz"))
    ]  # fmt: skip
