from collections.abc import Iterator

import pytest
from tests.gate.conftest import clock as clock
from tests.gate.conftest import door as door
from tests.outbox.mailserver import MailServer


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A mail server that takes everything, until a test says otherwise."""
    with MailServer().running() as server:
        yield server
