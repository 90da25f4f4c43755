"""A real server on loopback, for as long as a figure takes."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

START_SECONDS = 60.0
PREPARE = """
import django; django.setup()
from mamoru.gate.clients import register
from mamoru.gate.door import opened
from mamoru.gate.errors import Scopes
from mamoru.paths import named_policy
with opened(policy=named_policy()) as door:
    print(register(door, "bench", scopes=Scopes.ALL, purposes=["2(1)a"]))
"""
SERVE = "from mamoru.api.serve import serve; serve('127.0.0.1', {port}, workers={workers})"


def environment(home: Path, database: str) -> dict[str, str]:
    """Return the environment of an installation in `home`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAMORU_")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)  # a server starts with its modules compiled
    return kept | {
        "MAMORU_HOME": str(home),
        "MAMORU_DATABASE": database,
        "DJANGO_SETTINGS_MODULE": "mamoru.settings",
    }


def registered(environ: dict[str, str]) -> str:
    """Set the installation up, and return the key of a client."""
    done = subprocess.run(
        [sys.executable, "-c", PREPARE], env=environ, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@contextmanager
def serving(
    environ: dict[str, str], workers: int | None = None
) -> Iterator[tuple[int, int, float]]:
    """Yield port, process id, and the seconds until the server said that it is ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    log = Path(environ["MAMORU_HOME"], "server.log").open("ab")  # noqa: SIM115 - the server's
    began = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE.format(port=port, workers=workers)],
        env=environ,
        stderr=log,
    )
    try:
        while ask(port, "/api/v1/ready")[0] != 200:
            assert server.poll() is None, "the server ended"
            assert time.perf_counter() - began < START_SECONDS, "the server does not become ready"
            time.sleep(0.01)
        yield port, server.pid, time.perf_counter() - began
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()


def ask(port: int, path: str) -> tuple[int, Any]:
    """Return status and value of one answer, 0 where nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    except OSError:
        return 0, None
    finally:
        connection.close()


def memory_mb(pid: int) -> float:
    """Return the memory of a process and its children, shared pages counted once (PSS)."""
    found = 0
    for one in [pid, *children(pid)]:
        rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
        found += int(rollup.partition("\nPss:")[2].split()[0])
    return round(found / 1024, 1)


def processor_seconds(pid: int) -> float:
    """Return the processor time that a process and its children have used."""
    ticks = 0
    for one in [pid, *children(pid)]:
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    """Return the processes that a process started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(one) for one in listed.split()]
