"""A load generator of our own: as many connections as asked for, each sending when it was answered.

It reads a plan from standard input and writes figures to standard output, both JSON, so that it is
a process of its own, as the callers of a server are. Requests are made before the clock starts.
"""

import asyncio
import base64
import json
import sys
import time
from collections.abc import Iterator
from functools import partial
from typing import Any


class Connection(asyncio.Protocol):
    """Sends one request after the other, and notes how long each answer took."""

    def __init__(
        self, requests: Iterator[bytes], until: float, done: asyncio.Event, every: float = 0,
        wait: float = 0,
    ) -> None:  # fmt: skip
        self.requests, self.until, self.done = requests, until, done
        self.every, self.due = every, time.perf_counter() + wait - every
        self.times: list[float] = []
        self.statuses: dict[bytes, int] = {}
        self.transport: asyncio.Transport
        self.held, self.missing, self.sent_at = b"", -1, 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.go_on()

    def go_on(self) -> None:
        """Send at once, or when the next is due."""
        self.due += self.every
        wait = self.due - time.perf_counter() if self.every else 0.0
        if wait > 0:
            asyncio.get_running_loop().call_later(wait, self.send)
        else:
            self.send()

    def send(self) -> None:
        request = next(self.requests, None)
        self.sent_at = time.perf_counter()
        if request is None or self.sent_at >= self.until:
            self.transport.close()
            self.done.set()
            return
        self.transport.write(request)

    def data_received(self, received: bytes) -> None:
        self.held += received
        if self.missing < 0:
            head, found, _ = self.held.partition(b"\r\n\r\n")
            if not found:
                return
            length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            self.missing = len(head) + 4 + int(length)
        if len(self.held) >= self.missing:
            self.times.append(time.perf_counter() - self.sent_at)
            status = self.held[9:12]
            self.statuses[status] = self.statuses.get(status, 0) + 1
            self.held, self.missing = b"", -1
            self.go_on()

    def connection_lost(self, _: Exception | None) -> None:
        self.done.set()


async def drive(
    port: int, requests: list[bytes], connections: int, seconds: float, rate: float = 0
) -> Any:
    """Send `requests` over and over if `seconds` are given, else each once; return the figures.

    With a `rate`, no more than that many a second are sent by all connections together, each in its
    turn.
    """
    loop = asyncio.get_running_loop()
    until = time.perf_counter() + (seconds or 3600)
    running: list[Connection] = []
    waiting = iter(requests) if not seconds else None
    began = time.perf_counter()
    for number in range(connections):
        own = waiting or endless(requests, number * len(requests) // connections)
        every = connections / rate if rate else 0
        turn = number / rate if rate else 0
        made = partial(Connection, own, until, asyncio.Event(), every, turn)
        _, one = await loop.create_connection(made, "127.0.0.1", port)
        running.append(one)
    for one in running:
        await one.done.wait()
    took = time.perf_counter() - began
    return figures(running, took)


def endless(requests: list[bytes], at: int) -> Iterator[bytes]:
    """Yield the requests from one on, again and again."""
    while True:
        yield requests[at % len(requests)]
        at += 1


def figures(connections: list[Connection], took: float) -> Any:
    """Return rate and latencies of what was answered."""
    times = sorted(time for one in connections for time in one.times)
    statuses: dict[str, int] = {}
    for one in connections:
        for status, count in one.statuses.items():
            statuses[status.decode()] = statuses.get(status.decode(), 0) + count
    at = [times[min(len(times) - 1, int(len(times) * share))] for share in (0.5, 0.95, 0.99)]
    return {
        "per_second": round(len(times) / took, 1),
        "answers": statuses,
        "p50_ms": round(at[0] * 1000, 2),
        "p95_ms": round(at[1] * 1000, 2),
        "p99_ms": round(at[2] * 1000, 2),
    }


def main() -> None:
    """Read the plan, drive, print the figures."""
    plan = json.load(sys.stdin)
    requests = [base64.b64decode(one) for one in plan["requests"]]
    driving = drive(
        plan["port"], requests, plan["connections"], plan["seconds"], plan.get("rate", 0)
    )
    before = time.process_time()
    found = asyncio.run(driving)
    used = time.process_time() - before
    calls = sum(found["answers"].values())
    found["generator_cpu_us_per_call"] = round(used / calls * 1e6, 1) if calls else 0
    print(json.dumps(found))


if __name__ == "__main__":
    main()
