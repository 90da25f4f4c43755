from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import mariadb
from tests.databases import dropped_database
from tests.gate.conftest import clock as clock
from tests.gate.conftest import door as door
from tests.outbox.conftest import server as server
from tests.rights.companies import Companies, stocked
from tests.systems.company import Company, postgres_company, sqlite_company


@pytest.fixture
def companies(tmp_path: Path, postgres_template: str, mariadb_server: str) -> Iterator[Companies]:
    """A company's databases, one of each vendor, with the same three customers."""
    url = mariadb.fresh_database(mariadb_server)
    found = {
        "crm": postgres_company(postgres_template),
        "desk": Company("mariadb", url),
        "shop": sqlite_company(tmp_path),
    }
    for one in found.values():
        stocked(one)
    yield found
    dropped_database(found["crm"].url)
    mariadb.dropped_database(url)
