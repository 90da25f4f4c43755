"""The index over lower case that a look-up in lower case needs, where the database tells of it."""

from collections.abc import Iterator

import pytest
from tests.databases import dropped_database
from tests.systems.company import Company, postgres_company
from tests.systems.shop import MAP, stock

from mamoru.systems.check.check import check
from mamoru.systems.map.load import load

FOLDED = MAP.replace("email: email}", "email: {column: email, fold: lower}}")
INDEX = "CREATE INDEX mail_lower ON customers (lower(email))"


@pytest.fixture
def firm(postgres_template: str) -> Iterator[Company]:
    """A shop in PostgreSQL."""
    found = postgres_company(postgres_template)
    stock(found)
    yield found
    dropped_database(found.url)


def said(company: Company, text: str = FOLDED) -> set[str]:
    """Return what a check says of indexes on people."""
    reach = company.reach()
    try:
        remarks = check(load(text), reach.schema())
    finally:
        reach.close()
    assert not [one.code for one in remarks if one.is_error]
    told = [(one.code, dict(one.facts)) for one in remarks if one.code.startswith("index-")]
    return {
        f"{code} {facts.get('columns', '')}".strip()
        for code, facts in told
        if facts["table"] == "customers"
    }


def test_an_index_over_lower_case_is_seen_in_postgresql_and_asked_for_elsewhere(
    company: Company,
) -> None:
    stock(company)

    if company.vendor != "postgresql":
        assert said(company) == {"index-unseen"}
        return
    assert said(company) == {"index-missing lower(email)"}
    company.run(INDEX)
    assert said(company) == set()


@pytest.mark.parametrize(
    "index",
    [
        "CREATE INDEX i ON customers (lower(name))",
        "CREATE INDEX i ON customers (upper(email))",
        "CREATE INDEX i ON customers (id, lower(email))",
        "CREATE INDEX i ON customers (lower(email || name))",
        "CREATE INDEX i ON customers (lower(email)) WHERE id > 5",
    ],
)
def test_another_index_does_not_serve(firm: Company, index: str) -> None:
    firm.run(index)

    assert said(firm) == {"index-missing lower(email)"}


def test_a_column_whose_name_is_written_in_quotes_is_seen_too(firm: Company) -> None:
    firm.run('ALTER TABLE customers RENAME COLUMN email TO "E-Mail"')
    text = FOLDED.replace("column: email", "column: E-Mail")
    text = text.replace("      email:", "      E-Mail:")
    assert said(firm, text) == {"index-missing lower(E-Mail)"}
    firm.run('CREATE INDEX i ON customers (lower("E-Mail"))')

    assert said(firm, text) == set()
