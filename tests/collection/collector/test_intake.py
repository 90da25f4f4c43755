"""What many callers send at once shares a commit, is bounded, and is durable before the answer."""

import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.collection.collector.sending import Site, page, search, send, statuses, verdicts
from tests.collection.collector.serving import serving
from tests.events.observed import observed
from tests.gate.samples import counted

from mamoru.collection.collector.errors import CollectorBusyError
from mamoru.collection.collector.intake import Intake
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door, open_door
from mamoru.gate.errors import DoorClosedError
from mamoru.gate.observing.collect import Observatory
from mamoru.gate.observing.history import by_day


def until(is_so: Callable[[], bool]) -> None:
    """Wait for something, however slow the machine is."""
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def wait_for_calls(intake: Intake, number: int) -> None:
    """Wait until so many calls stand in the intake."""
    until(lambda: intake._calls == number)


class Slow(Observatory):
    """Takes events in once it is let."""

    def __init__(self, door: Door) -> None:
        super().__init__(door)
        self.gate = threading.Event()

    def take(self, *args: Any) -> Any:
        self.gate.wait(20)
        return super().take(*args)


def test_calls_that_wait_are_kept_together_and_each_gets_its_own_verdicts(site: Site) -> None:
    slow = Slow(site.door)
    intake = Intake(slow)
    try:
        with ThreadPoolExecutor(20) as pool:
            calls = [
                pool.submit(intake.take, [observed(f"v{n}", k) for k in range(n % 3 + 1)], {})
                for n in range(20)
            ]
            wait_for_calls(intake, 20)
            before = len(site.handlings())
            slow.gate.set()
            found = [call.result() for call in calls]
    finally:
        intake.close()

    assert [[one.message for one in verdict] for verdict in found] == [
        [f"v{n}-{k}" for k in range(n % 3 + 1)] for n in range(20)
    ]
    assert before == 0
    assert len(site.handlings()) <= 2  # the first call alone, then all that had come meanwhile


class Counting(Observatory):
    """Remembers how many events came together; the first stay until the others wait."""

    def __init__(self, door: Door, *, first: float = 0) -> None:
        super().__init__(door)
        self.together: list[int] = []
        self.first = first

    def take(self, *args: Any) -> Any:
        if not self.together:
            time.sleep(self.first)
        self.together.append(len(args[0]))
        return super().take(*args)


def test_those_who_call_in_turns_share_every_commit(site: Site) -> None:
    counting = Counting(site.door, first=1)
    intake = Intake(counting, linger=5)
    together = threading.Barrier(4)

    def calls(who: int) -> None:
        together.wait(20)
        for n in range(30):
            intake.take([observed(f"v{who}", n)], {})

    try:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(calls, range(4)))
    finally:
        intake.close()

    assert counting.together.count(4) >= 27


def test_whoever_calls_alone_is_not_kept_waiting(site: Site) -> None:
    intake = Intake(Observatory(site.door), linger=10)
    try:
        began = time.monotonic()
        for n in range(5):
            intake.take([observed("v", n)], {})
        took = time.monotonic() - began
    finally:
        intake.close()

    assert took < 10


class Stepping(Observatory):
    """Takes one commit's events for each step that it is let."""

    def __init__(self, door: Door) -> None:
        super().__init__(door)
        self.steps = threading.Semaphore(0)

    def take(self, *args: Any) -> Any:
        self.steps.acquire(timeout=20)
        return super().take(*args)


def test_a_place_that_is_too_small_for_one_who_waits_goes_to_another(site: Site) -> None:
    stepping = Stepping(site.door)
    intake = Intake(stepping, events=4, patience=60)

    def takes(who: str, events: int) -> Any:
        return pool.submit(intake.take, [observed(who, n) for n in range(events)], {})

    def waits(events: int, *, outside: int = 0) -> None:
        """Wait until so many events are in, and so many calls wait for a place."""
        until(lambda: (intake._events, len(vars(intake._room)["_waiters"])) == (events, outside))

    try:
        with ThreadPoolExecutor(4) as pool:
            calls = [takes("first", 2)]
            until(lambda: intake._events == 2 and not intake._jobs)  # its commit began, alone
            calls.append(takes("second", 2))
            waits(4)
            calls.append(takes("large", 4))
            waits(4, outside=1)
            calls.append(takes("small", 1))
            waits(4, outside=2)
            stepping.steps.release()
            waits(3, outside=1)
            stepping.steps.release(9)
            found = [call.result()[0].status for call in calls]
    finally:
        stepping.steps.release(9)
        intake.close()

    assert found == ["accepted"] * 4


def test_where_more_waits_than_may_a_call_is_refused_and_nothing_of_it_is_kept(
    site: Site,
) -> None:
    slow = Slow(site.door)
    intake = Intake(slow, calls=2, patience=0.05)
    try:
        with ThreadPoolExecutor(3) as pool:
            waiting = [pool.submit(intake.take, [observed(f"v{n}", n)], {}) for n in range(2)]
            wait_for_calls(intake, 2)
            with pytest.raises(CollectorBusyError):
                intake.take([observed("late", 1)], {})
            slow.gate.set()
            kept = [call.result()[0].status for call in waiting]
    finally:
        intake.close()

    assert kept == ["accepted", "accepted"]
    assert (site.ref("late"), counted("events_event")) == (None, 2)


def test_a_sender_is_told_when_to_try_again(site: Site) -> None:
    slow = Slow(site.door)
    collector = site.worker.collector
    collector._intake.close()
    collector._intake = Intake(slow, calls=1, patience=0.05)
    sender = site.sender()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(sender.post, "/v1/track", json=search(1))
        wait_for_calls(collector._intake, 1)
        refused = sender.post("/v1/track", json=search(2))
        slow.gate.set()
        accepted = first.result()

    assert (refused.status_code, refused.json()["code"]) == (503, "collector-busy")
    assert int(refused.headers["Retry-After"]) > 0
    assert statuses(verdicts(accepted)) == ["accepted"]


def test_after_the_end_nothing_is_taken(site: Site) -> None:
    intake = Intake(Observatory(site.door))
    intake.close()

    with pytest.raises(DoorClosedError):
        intake.take([observed("v", 1)], {})


def test_two_processes_that_get_the_same_event_keep_it_once(site: Site) -> None:
    other = open_door(home=site.store.home, clock=site.clock)
    observatories = [Observatory(site.door), Observatory(other)]
    barrier = threading.Barrier(2)

    def take(observatory: Observatory) -> list[str]:
        found = []
        for n in range(10):
            barrier.wait()
            found += [one.status.value for one in observatory.take([observed(f"v{n}", n)])]
        return found

    try:
        with ThreadPoolExecutor(2) as pool:
            both = list(pool.map(take, observatories))
    finally:
        other.close()

    assert sorted(both[0] + both[1]) == ["accepted"] * 10 + ["duplicate"] * 10
    assert (counted("events_event"), counted("vault_person")) == (10, 10)


def test_a_commit_that_fails_is_answered_as_such_and_can_be_repeated(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = site.sender()
    with monkeypatch.context() as broken:
        broken.setattr(
            "mamoru.events.queries.insert", lambda _: (_ for _ in ()).throw(RuntimeError("lost"))
        )
        failed = sender.post("/v1/track", json=search())
    again = send(sender, search())

    assert failed.status_code == 500
    assert statuses(again) == ["accepted"]


@pytest.mark.slow
def test_what_was_acknowledged_is_there_after_a_kill_and_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    acknowledged: set[str] = set()
    with serving(home) as site:

        def sends(sender: int) -> None:
            client = httpx.Client(base_url=site.url, auth=(site.server.key, ""), timeout=10)
            with suppress(httpx.HTTPError):
                for n in count():
                    path = f"/{sender}/{n}"
                    event = page(visitor=f"v{sender}", properties={"path": path}, messageId=path)
                    [verdict] = verdicts(client.post("/v1/page", json=event))
                    assert verdict["status"] == "limited"
                    acknowledged.add(path)

        with ThreadPoolExecutor(4) as pool:
            sending = [pool.submit(sends, sender) for sender in range(4)]
            while len(acknowledged) < 100:
                time.sleep(0.005)
            _kill(site.server.process.pid)
            for one in sending:
                one.result()
    kept = [
        properties["path"] for sender in range(4) for _, properties in site.events(f"v{sender}")
    ]

    assert acknowledged <= set(kept)
    assert len(kept) == len(set(kept))


def _kill(pid: int) -> None:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for one in [*map(int, listed), pid]:
        os.kill(one, signal.SIGKILL)


def test_a_day_is_read_while_events_come_in(site: Site) -> None:
    sender = site.sender()
    send(sender, *[search(n, visitor=f"v{n}") for n in range(50)])

    found, _ = by_day(site.door, OFFICER, Wish(act="use", purpose="2(1)a"), site.clock().date())
    send(sender, search(99))

    assert len(list(found)) == 50
