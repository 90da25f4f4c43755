"""Figures of the HTTP API, as one JSON object: audited reads, creates, bulk creates, start, memory.

python -m bench.http [sqlite|postgres …] [--workers N] [--seconds S]
"""

# ruff: noqa: A005 - it is named after what it measures
import argparse
import base64
import json
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.http_server import (
    children,
    environment,
    memory_mb,
    processor_seconds,
    registered,
    serving,
)

CONNECTIONS = 16
ITEMS = (
    "employer", "name", "name_kana", "birth_date", "sex", "email", "phone", "postal_code",
    "address", "account_id",
)  # fmt: skip
COLLECTING = {"from": "person", "grounds": {"notice_shown": "notice:signup"}}
CANNED = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


def person(number: int) -> Any:
    """Return somebody invented, with ten items and an identifier of their own."""
    items = {name: f"{name} of person {number}" for name in ITEMS}
    items |= {"birth_date": "1990-01-01", "email": f"person-{number}@example.com"}
    identifiers = {"email": f"person-{number}@example.com"}
    return {"whose": "individual", "identifiers": identifiers, "items": items}


def request(key: str, method: str, path: str, body: Any = None) -> bytes:
    """Return the bytes of one request."""
    raw = b"" if body is None else json.dumps(body).encode()
    head = (
        f"{method} /api/v1{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(raw)}\r\n\r\n"
    )
    return head.encode() + raw


def load(port: int, requests: list[bytes], *, seconds: float = 0, connections: int) -> Any:
    """Let the load generator send `requests`, and return its figures."""
    plan = {
        "port": port,
        "connections": connections,
        "seconds": seconds,
        "requests": [base64.b64encode(one).decode() for one in requests],
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench.http_load"],
        input=json.dumps(plan), text=True, check=True, capture_output=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def ceiling() -> Any:
    """Return what the load generator itself can do, against something that only answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = int(listener.getsockname()[1])
        code = f"import bench.http as b; b.answer_only({listener.fileno()})"
        answering = subprocess.Popen([sys.executable, "-c", code], pass_fds=[listener.fileno()])
        try:
            requests = [request("k", "GET", "/people/p")]
            return load(port, requests, seconds=2, connections=CONNECTIONS)
        finally:
            answering.kill()
            answering.wait()


def answer_only(descriptor: int) -> None:
    """Answer whatever comes in with the same few bytes."""

    def answer(connection: socket.socket) -> None:
        with connection:
            while connection.recv(65536):
                connection.sendall(CANNED)

    with socket.socket(fileno=descriptor) as listener:
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=answer, args=(connection,), daemon=True).start()


def creates(port: int, key: str, count: int) -> Any:
    body = [{"handling": COLLECTING, "person": person(number)} for number in range(count)]
    requests = [request(key, "POST", "/people", one) for one in body]
    return load(port, requests, connections=CONNECTIONS)


def bulk(port: int, key: str, count: int, size: int) -> Any:
    requests = [
        request(
            key, "POST", "/people/bulk",
            {
                "handling": COLLECTING,
                "people": [person(1_000_000 + at * size + one) for one in range(size)],
            },
        )
        for at in range(count)
    ]  # fmt: skip
    found = load(port, requests, connections=2)
    return {"people_per_second": round(found["per_second"] * size), "size": size, **found}


def reads(port: int, key: str, seconds: float) -> Any:
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", port)
    wanted = {"handling": COLLECTING, "people": [person(9_000_000 + one) for one in range(500)]}
    head = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    connection.request("POST", "/api/v1/people/bulk", json.dumps(wanted), head)
    stored = json.loads(connection.getresponse().read())
    query = f"purpose=2(1)a&items={','.join(ITEMS)}"
    requests = [request(key, "GET", f"/people/{one['ref']}?{query}") for one in stored["people"]]
    return load(port, requests, seconds=seconds, connections=CONNECTIONS)


def measured(vendor: str, workers: int | None, seconds: float) -> Any:
    """Return the figures of a server on one kind of database."""
    with ExitStack() as ending:
        home = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="mamoru-bench-")))
        database = f"sqlite:///{home}/mamoru.sqlite3"
        if vendor == "postgres":
            from tests.postgres import running_postgres

            database = ending.enter_context(running_postgres(fsync=True))
        environ = environment(home, database)
        key = registered(environ)
        with serving(environ, workers):
            pass  # the first start compiles and sets up; the figure is that of the next
        port, pid, ready = ending.enter_context(serving(environ, workers))
        figures: dict[str, Any] = {
            "processes": len(children(pid)),
            "ready_seconds": round(ready, 2),
            "idle_memory_mb": memory_mb(pid),
        }
        kinds: dict[str, Callable[[], Any]] = {
            "create": lambda: creates(port, key, round(600 * seconds)),
            "bulk_create": lambda: bulk(port, key, max(2, round(seconds * 3)), 1000),
            "audited_read": lambda: reads(port, key, seconds),
        }
        for kind, measure in kinds.items():
            before = processor_seconds(pid)
            figures[kind] = measure()
            used = processor_seconds(pid) - before
            count = sum(figures[kind]["answers"].values())
            figures[kind]["server_cpu_us_per_call"] = round(used / count * 1e6)
        figures["loaded_memory_mb"] = memory_mb(pid)
        return figures


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="bench.http")
    parser.add_argument("vendors", nargs="*", default=["sqlite", "postgres"])
    parser.add_argument("--workers", type=int)
    parser.add_argument("--seconds", type=float, default=5)
    chosen = parser.parse_args()
    figures = {"load_generator": ceiling()}
    for vendor in chosen.vendors or ["sqlite", "postgres"]:
        figures[vendor] = measured(vendor, chosen.workers, chosen.seconds)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
