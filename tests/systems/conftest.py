"""Databases of a company, of each vendor."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import mariadb
from tests.databases import dropped_database
from tests.systems.company import VENDORS, Company, postgres_company, sqlite_company


@pytest.fixture(params=VENDORS)
def company(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Company]:
    """An empty database of a company; the test runs once on each vendor's."""
    if request.param == "sqlite":
        yield sqlite_company(tmp_path)
    elif request.param == "postgresql":
        found = postgres_company(request.getfixturevalue("postgres_template"))
        yield found
        dropped_database(found.url)
    else:
        url = mariadb.fresh_database(request.getfixturevalue("mariadb_server"))
        yield Company("mariadb", url)
        mariadb.dropped_database(url)
