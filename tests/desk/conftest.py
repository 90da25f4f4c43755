from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings
from tests.desk.boxes import Box
from tests.dovecot import Dovecot, DovecotMissingError, running_dovecot
from tests.gate.conftest import clock as clock
from tests.gate.conftest import door as door
from tests.outbox.mailserver import MailServer
from tests.outbox.test_encrypted import certificate

_numbers = count()


@pytest.fixture(scope="session")
def dovecot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dovecot]:
    """A real IMAP server with TLS; each test has a user of its own on it."""
    proof = certificate(tmp_path_factory.mktemp("proof")).read_bytes()
    with ExitStack() as ending:
        try:
            server = ending.enter_context(running_dovecot(proof))
        except DovecotMissingError as error:
            pytest.skip(f"Dovecot cannot be started: {error}")
        yield server


@pytest.fixture
def box(dovecot: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Box:
    """An empty mailbox that the settings name, on a server that we trust."""
    user = f"desk{next(_numbers)}"
    secret = tmp_path / "password"
    secret.write_text(dovecot.password)
    secret.chmod(0o600)
    monkeypatch.setenv("SSL_CERT_FILE", str(dovecot.certificate))
    monkeypatch.setattr(settings, "IMAP", dovecot.url(user))
    monkeypatch.setattr(settings, "IMAP_PASSWORD_FILE", str(secret))
    monkeypatch.setattr(settings, "DESK_MAIL", "madoguchi@desk.example")
    return Box(server=dovecot, user=user, secret=secret)


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """A mail server that takes everything, which the settings name."""
    with MailServer().running() as server:
        monkeypatch.setattr(settings, "SMTP", f"smtp://localhost:{server.port}")
        monkeypatch.setattr(settings, "MAIL_FROM", "madoguchi@desk.example")
        monkeypatch.setattr(settings, "DESK_MAIL", "madoguchi@desk.example")
        yield server
