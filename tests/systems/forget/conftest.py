"""The service that tests forget somebody at."""

from collections.abc import Iterator

import pytest
from tests.systems import crm as service
from tests.systems.crm import Crm


@pytest.fixture
def crm() -> Iterator[Crm]:
    with service.serving() as found:
        found.add("7")
        found.add("8")
        yield found
