"""How the tests of the API call it."""

import atexit
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import httpx
from django.db import connection
from tests.store import Store, migrated_file

from mamoru.api.application import Application
from mamoru.api.worker import Worker
from mamoru.gate.clients import register
from mamoru.gate.errors import Scopes
from mamoru.ledger.entries import Handled, decode
from mamoru.ledger.storage import StoredLog

COLLECTING = {
    "purpose": "2(1)a", "from": "person", "grounds": {"notice_shown": "notice:signup-3"},
}  # fmt: skip
ASKED = {"request": "req:41", "identity_verified": "idc:41"}
CORRECTING = {"grounds": {**ASKED, "investigated": "inv:41"}}
START_SECONDS = 90.0
PREFIX = "/api/v1"


def person(number: int = 1, **items: str) -> dict[str, Any]:
    """Return somebody invented."""
    email = f"fixture-{number}@example.com"
    return {
        "whose": "individual",
        "identifiers": {"email": email},
        "items": {"name": f"Fixture Number{number}", "email": email, **items},
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """The application in this process."""

    worker: Worker
    application: Application
    store: Store
    access: list[str]
    """Lines of the access log."""

    def client(
        self,
        name: str = "crm",
        *,
        scopes: Collection[str] = Scopes.ALL,
        purposes: Collection[str] = ("2(1)a", "2(1)b"),
    ) -> httpx.Client:
        """Return an HTTP client with the key of a newly registered system."""
        key = register(self.worker.door, name, scopes=scopes, purposes=purposes)
        return self.outsider({"Authorization": f"Bearer {key}"})

    def outsider(self, headers: dict[str, str] | None = None) -> httpx.Client:
        """Return an HTTP client without a key."""
        transport = httpx.WSGITransport(app=self.application, raise_app_exceptions=True)
        return httpx.Client(
            transport=transport, base_url=f"http://127.0.0.1{PREFIX}", headers=headers or {}
        )

    def handlings(self) -> list[Handled]:
        """Return the handlings in the ledger, oldest first."""
        self.worker.door.settle()
        with connection.cursor() as cursor:
            log = StoredLog(cursor)
            entries = [decode(raw, at) for at, raw in enumerate(log.entries(log.size()))]
        return [entry for entry in entries if isinstance(entry, Handled)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server process on loopback."""

    process: subprocess.Popen[bytes]
    port: int
    home: Path
    key: str
    log: Path

    @property
    def url(self) -> str:
        """Where its API is."""
        return f"http://127.0.0.1:{self.port}{PREFIX}"

    def client(self, key: str | None = None) -> httpx.Client:
        """Return an HTTP client with the server's key, or another."""
        headers = {"Authorization": f"Bearer {key or self.key}"}
        return httpx.Client(base_url=self.url, headers=headers, timeout=60)


DATABASE = "mamoru.sqlite3"
SERVE = "from mamoru.api.serve import serve; serve('127.0.0.1', {port}, workers={workers})"
REGISTER = """
import django; django.setup()
from mamoru.gate.clients import register
from mamoru.gate.door import opened
from mamoru.gate.errors import Scopes
from mamoru.paths import named_policy
with opened(policy=named_policy()) as door:
    print(register(door, "end-to-end", scopes=Scopes.ALL, purposes=["2(1)a", "2(1)b"]))
"""


@contextmanager
def running_server(
    home: Path,
    *,
    workers: int = 1,
    errors: int | None = None,
    settings: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Start a server on the installation in `home`, or on a fresh one; stop it at the end.

    Its log goes to the descriptor `errors` where one is given, else to a file. `settings` are
    variables of its environment.
    """
    home.mkdir(mode=0o700, exist_ok=True)
    environment = {
        **os.environ,
        "MAMORU_HOME": str(home),
        "MAMORU_DATABASE": f"sqlite:///{home / DATABASE}",
        "DJANGO_SETTINGS_MODULE": "mamoru.settings",
        **(settings or {}),
    }
    key = _begun(home) if not (home / DATABASE).exists() else _registered(environment)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    log = home.parent / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE.format(port=port, workers=workers)],
            env=environment, stdout=output, stderr=output if errors is None else errors,
        )  # fmt: skip
    server = Server(process=process, port=port, home=home, key=key, log=log)
    try:
        wait_until_ready(server)
        yield server
    finally:
        stop(server)


def _begun(home: Path) -> str:
    """Make `home` a fresh installation with a client, and return its key: both are made once."""
    shutil.copytree(_first().home, home, dirs_exist_ok=True)
    return _first().key


@cache
def _first() -> "Begun":
    """Return an installation that nobody uses but to copy it."""
    folder = Path(tempfile.mkdtemp(prefix="mamoru-begun-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    home = folder / "home"
    home.mkdir(mode=0o700)
    shutil.copyfile(migrated_file(), home / DATABASE)
    environment = {
        **os.environ, "MAMORU_HOME": str(home), "MAMORU_DATABASE": f"sqlite:///{home / DATABASE}",
        "DJANGO_SETTINGS_MODULE": "mamoru.settings",
    }  # fmt: skip
    return Begun(home, _registered(environment))


class Begun(NamedTuple):
    home: Path
    key: str


def _registered(environment: Mapping[str, str]) -> str:
    """Register a client with every scope, and return its key."""
    done = subprocess.run(
        [sys.executable, "-c", REGISTER], env=environment, check=True, capture_output=True
    )
    return done.stdout.decode().strip()


def wait_until_ready(server: Server) -> None:
    """Wait for the server's own word that it can work."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert server.process.poll() is None, server.log.read_text()
        try:
            if httpx.get(f"{server.url}/ready").status_code == 200:
                return
        except httpx.TransportError:  # refused, or let go of as its processes begin
            time.sleep(0.02)
    message = f"the server is not ready: {server.log.read_text()}"
    raise AssertionError(message)


def stop(server: Server) -> None:
    """Ask the server to stop, and wait for it."""
    if server.process.poll() is None:
        server.process.send_signal(signal.SIGTERM)
    try:
        server.process.wait(timeout=40)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait()
        raise
