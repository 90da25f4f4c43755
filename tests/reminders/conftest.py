from collections.abc import Iterator

import pytest
from django.conf import settings
from tests.gate.conftest import clock as clock
from tests.gate.conftest import door as door
from tests.outbox.mailserver import MailServer
from tests.reminders.reminding import DESK, OFFICER_AT


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """A mail server, named in the settings together with the officer's address."""
    with MailServer().running() as server:
        monkeypatch.setattr(settings, "SMTP", f"smtp://localhost:{server.port}")
        monkeypatch.setattr(settings, "MAIL_FROM", DESK)
        monkeypatch.setattr(settings, "OFFICER_MAIL", OFFICER_AT)
        yield server
