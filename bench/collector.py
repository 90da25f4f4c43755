"""Figures of the collector on SQLite, as one JSON object: batches, single events, latency.

python -m bench.collector [--seconds S] [--visitors N] [--workers N]

Events are of three kinds about visitors of whom a quarter consented, one in fifty a visitor who was
never seen before, one in ten calls with Global Privacy Control. Every answer has a verdict for each
event, and every verdict is looked at.
"""

import argparse
import base64
import json
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

from bench.http import CONNECTIONS
from bench.http_server import environment, memory_mb, processor_seconds, serving

EVENTS = Path(__file__).resolve().parents[1] / "tests/collection/collector/events.yaml"
PREPARE = """
import sys
from pathlib import Path
import django; django.setup()
from mamoru.collection.collector.declare import declare
from mamoru.consent.give import new_reference
from mamoru.consent.queries import New, insert
from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER
from mamoru.gate.clients import register
from mamoru.gate.door import opened
from mamoru.paths import named_policy
from mamoru.vault.people import create_many
from mamoru.vault.person import Draft, Identity
with opened(policy=named_policy()) as door:
    declare(door, OFFICER, Path(sys.argv[1]).read_bytes())
    key = register(door, "bench", scopes=["events:write"], purposes=["2(1)a", "2(2)a", "2(3)a"])
    def store(record):
        drafts = [
            Draft(whose="individual", identities=(Identity(kind="cookie_id", value=f"known-{at}"),))
            for at in range(int(sys.argv[2]))
        ]
        people = create_many(door.keys, drafts, now=door.clock())
        choice = Choice(kind=Kind.CONSENT, purpose="2(3)a")
        chosen = [New(one.number, new_reference(), choice) for one in people[::4]]
        insert(chosen, made_at=door.clock())
    door.writer.run(store)
    print(key)
"""
BATCH = 100
LONGER = 4
"""How many times longer half the load lasts, so that one answer in a hundred is some dozen."""
_ids = count()


def event(visitors: int) -> dict[str, Any]:
    """Return the next event."""
    at = next(_ids)
    visitor = f"new-{at}" if at % 50 == 7 else f"known-{at * 7919 % visitors}"
    context = {
        "ip": f"192.0.2.{at % 250}",
        "userAgent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like "
        "Gecko) Chrome/142.0.0.0 Safari/537.36",
        "locale": "ja-JP",
        "library": {"name": "analytics.js", "version": "2.11"},
    }
    kinds: tuple[dict[str, Any], ...] = (
        {"type": "page", "properties": {"path": "/hats", "url": "https://example.com/hats?a=1"}},
        {"type": "track", "event": "Search", "properties": {"network": "192.0.2.9"}},
        {"type": "track", "event": "Recommended", "properties": {"item": "hat-7"}},
    )
    return {
        "messageId": f"bench-{at}-{at * 7919}", "anonymousId": visitor, "context": context,
        "timestamp": "2026-11-24T03:00:00.000Z", **kinds[at % 3],
    }  # fmt: skip


def request(key: str, path: str, body: Any, *, signal: bool) -> bytes:
    """Return the bytes of one call."""
    raw = json.dumps(body).encode()
    basic = base64.b64encode(f"{key}:".encode()).decode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic {basic}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(raw)}\r\n"
        f"{'Sec-GPC: 1' if signal else 'X-None: 0'}\r\n\r\n"
    )
    return head.encode() + raw


def batches(key: str, number: int, visitors: int) -> list[bytes]:
    return [
        request(
            key, "/v1/batch", {"batch": [event(visitors) for _ in range(BATCH)]},
            signal=at % 10 == 3,
        )
        for at in range(number)
    ]  # fmt: skip


def singles(key: str, number: int, visitors: int) -> list[bytes]:
    found = []
    for at in range(number):
        one = event(visitors)
        found.append(request(key, f"/v1/{one['type'][0]}", one, signal=at % 10 == 3))
    return found


def load(port: int, requests: list[bytes], *, connections: int, rate: float = 0) -> Any:
    """Send each request once, as fast as answers come or `rate` a second at most."""
    plan = {
        "port": port, "connections": connections, "seconds": 0, "rate": rate,
        "requests": [base64.b64encode(one).decode() for one in requests],
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "bench.http_load"],
        input=json.dumps(plan), text=True, check=True, capture_output=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def measured(port: int, pid: int, requests: list[bytes], events: int, **more: Any) -> Any:
    """Return the figures of one load, with the processor time of an event."""
    before = processor_seconds(pid)
    found = load(port, requests, **more)
    used = processor_seconds(pid) - before
    found["events_per_second"] = round(found["per_second"] * events)
    found["server_cpu_us_per_event"] = round(used / len(requests) / events * 1e6, 1)
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="bench.collector")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--visitors", type=int, default=20_000)
    parser.add_argument("--workers", type=int)
    chosen = parser.parse_args()
    with ExitStack() as ending:
        home = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="mamoru-bench-")))
        environ = environment(home, f"sqlite:///{home}/mamoru.sqlite3")
        done = subprocess.run(
            [sys.executable, "-c", PREPARE, str(EVENTS), str(chosen.visitors)],
            env=environ, check=True, capture_output=True, text=True,
        )  # fmt: skip
        key = done.stdout.strip()
        port, pid, _ = ending.enter_context(serving(environ, chosen.workers))
        load(port, singles(key, 200, chosen.visitors), connections=4)  # what is made at first use
        number = round(160 * chosen.seconds)
        figures: dict[str, Any] = {
            "batches": measured(
                port, pid, batches(key, number, chosen.visitors), BATCH, connections=CONNECTIONS
            ),
            "single": measured(
                port,
                pid,
                singles(key, round(3000 * chosen.seconds), chosen.visitors),
                1,
                connections=CONNECTIONS,
            ),
        }
        for name, made, events in (("batches", batches, BATCH), ("single", singles, 1)):
            half = figures[name]["per_second"] / 2
            number = round(half * chosen.seconds * LONGER)
            figures[f"half_load_{name}"] = measured(
                port, pid, made(key, number, chosen.visitors), events,
                connections=CONNECTIONS, rate=half,
            )  # fmt: skip
        figures["loaded_memory_mb"] = memory_mb(pid)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
