"""Two officers at once: one text is published, and nothing is decided in between by both."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Timer
from time import sleep

import pytest
from django.db import connection
from tests.gate.samples import Clock, entries, stored
from tests.notices.texts import LATER, TYPO, WIDER, revised
from tests.store import Store

import mamoru.notices.publish as revising
from mamoru.errors import MamoruError
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door, open_door
from mamoru.gate.editions import editions
from mamoru.ledger.entries import Published
from mamoru.notices import difference
from mamoru.notices.draft import draft
from mamoru.notices.errors import BaseMovedError, UnknownDraftError
from mamoru.notices.publish import publish
from mamoru.notices.withdraw import withdraw
from mamoru.policy.diff.difference import Difference
from mamoru.policy.model import Policy

OTHER = "2026-12-25"


def at_once(first: Callable[[], object], second: Callable[[], object]) -> list[object]:
    """Do both at the same time, and return what each returned or raised."""
    barrier = Barrier(2)

    def done(do: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return do()
        except MamoruError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(done, (first, second)))


def publishing(door: Door, version: str) -> Callable[[], object]:
    return lambda: publish(door, OFFICER, version, approved="approval:1")


def test_of_two_drafts_published_at_once_through_two_doors_one_is_published(
    door: Door, store: Store, clock: Clock
) -> None:
    other = open_door(home=store.home, clock=clock)
    draft(door, OFFICER, revised(LATER, WIDER))
    draft(door, OFFICER, revised(OTHER, TYPO))

    found = at_once(publishing(door, LATER), publishing(other, OTHER))
    other.close()

    (lost,) = [one for one in found if isinstance(one, MamoruError)]
    assert isinstance(lost, BaseMovedError)
    assert len(editions()) == 2
    assert len([one for one in entries() if isinstance(one, Published)]) == 2


def test_of_two_drafts_that_arrive_together_one_is_published(door: Door, clock: Clock) -> None:
    draft(door, OFFICER, revised(LATER, WIDER))
    draft(door, OFFICER, revised(OTHER, TYPO))
    threads, free = len(door.writer._threads), Event()
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(threads):
            pool.submit(door.writer.run, lambda _: free.wait(), changes=False)
        Timer(0.5, free.set).start()
        sleep(0.2)
        found = at_once(publishing(door, LATER), publishing(door, OTHER))

    (lost,) = [one for one in found if isinstance(one, MamoruError)]
    assert isinstance(lost, BaseMovedError)
    assert len(editions()) == 2


def test_one_draft_published_twice_at_once_is_published_once(
    door: Door, store: Store, clock: Clock
) -> None:
    other = open_door(home=store.home, clock=clock)
    draft(door, OFFICER, revised(LATER, WIDER))

    found = at_once(publishing(door, LATER), publishing(other, LATER))
    other.close()

    (lost,) = [one for one in found if isinstance(one, MamoruError)]
    assert isinstance(lost, UnknownDraftError)
    assert [one.version for one in editions()] == ["2022-02-04", LATER]


def test_a_draft_withdrawn_while_it_is_published_is_one_or_the_other(
    door: Door, store: Store, clock: Clock
) -> None:
    other = open_door(home=store.home, clock=clock)
    draft(door, OFFICER, revised(LATER, WIDER))

    at_once(publishing(door, LATER), lambda: withdraw(other, OFFICER, LATER))
    other.close()

    assert [one.version for one in editions()] == ["2022-02-04"]


def test_others_go_on_while_a_draft_is_compared(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft(door, OFFICER, revised(LATER, WIDER))
    there: list[bool] = []
    compare = difference.compared

    def compared(old: Policy, new: Policy) -> Difference:
        pool = ThreadPoolExecutor(1)
        pool.submit(stored, door).result(timeout=5)
        pool.shutdown()
        there.append(True)
        return compare(old, new)

    monkeypatch.setattr(revising, "compared", compared)

    assert publish(door, OFFICER, LATER, approved="approval:1").version == LATER
    assert there == [True]
