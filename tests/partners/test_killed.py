"""Killed at any line, or taken over by another process: nothing is lost, nothing is there twice."""

import os
import signal
import time
from pathlib import Path

import pytest
from tests.gate.samples import Clock, counted
from tests.killing import answer, ask, program, stride
from tests.partners.samples import csv, known_partner, reasons, row, row_of, staged
from tests.store import Store

from mamoru.collection.partners.deliver import deliver, waiting
from mamoru.collection.partners.errors import (
    DeliveryElsewhereError,
    DeliveryStateError,
    DeliveryUnreadableError,
    ReaderGoneError,
)
from mamoru.collection.partners.models import Lot, Receipt
from mamoru.collection.partners.report import DeliveryReport, Stage, delivery, report_of
from mamoru.collection.partners.staged_files import clear_left, place_of
from mamoru.errors import UnavailableError
from mamoru.gate.door import Door
from mamoru.ledger.verify import verify_here

RECEIVER = "tests.partners.receiver"
READING = b"mamoru.collection.partners.reading"
ROWS = 10
STEP = stride(23)
"""Lines between two kills; it has no divisor in common with the lines of a lot."""


def resumed(door: Door, key: str) -> DeliveryReport:
    """Go on with a delivery. Rows of who was killed stay locked until the database notices it."""
    for _ in range(100):
        try:
            return deliver(door, key, rows=4)
        except DeliveryStateError:
            clear_left(door)  # it had ended, and was killed while it cleared up
            return report_of(delivery(key))
        except UnavailableError:
            time.sleep(0.05)
    raise AssertionError


@pytest.mark.slow
def test_killed_before_any_line_a_delivery_goes_on_where_it_was(door: Door, store: Store) -> None:
    known_partner(door)
    number, line, cut = 0, 1 - STEP, 0
    with program(RECEIVER, store) as process:
        is_killed = True
        while is_killed:
            line += STEP
            before = counted("vault_person")
            first = number * ROWS
            content = csv([*(row(first + n) for n in range(ROWS)), row(first), "壊れた行"])
            key = staged(door, content).key
            ask(process, key, number % 3, line)
            is_killed = answer(process) == "killed"
            stored = counted("vault_person") - before
            cut += 0 < stored < ROWS

            report = resumed(door, key)

            assert counted("vault_person") - before == ROWS, line
            assert (report.state, report.created, report.added) == (Stage.FINISHED, ROWS, 0), line
            assert reasons(report) == [(12, "person-twice"), (13, "columns")], line
            assert report.rejected == 2, line
            assert not place_of(row_of(report)).exists(), line
            assert row_of(report).staged_kek == "", line
            assert sum(Receipt.objects.values_list("people", flat=True)) == counted("vault_person")
            number += 1

    assert line > 100
    assert cut > 5
    door.settle()
    verify_here()


def test_whoever_took_a_delivery_on_later_goes_on_and_the_other_stops(
    door: Door, clock: Clock
) -> None:
    known_partner(door)
    key = staged(door, csv(row(number) for number in range(12))).key
    others: list[DeliveryReport] = []

    def another(_: DeliveryReport) -> None:
        if not others:
            others.append(deliver(door, key, rows=4))

    with pytest.raises(DeliveryElsewhereError):
        deliver(door, key, rows=4, tell=another)

    assert others[0].state == Stage.FINISHED
    assert (counted("vault_person"), Lot.objects.count()) == (12, 3)
    assert report_of(delivery(key)).created == 12


def test_a_delivery_that_is_left_is_found_when_its_lease_is_over(door: Door, clock: Clock) -> None:
    known_partner(door)
    key = staged(door, csv(row(number) for number in range(12))).key
    assert list(waiting(clock.now)) == [key]

    left = deliver(door, key, rows=4, is_stopping=lambda: True)

    assert (left.state, left.rows) == (Stage.RUNNING, 5)
    assert list(waiting(clock.now)) == []
    with pytest.raises(DeliveryElsewhereError):
        deliver(door, key, is_patient=True)
    clock.now = clock.now.replace(hour=5)
    assert list(waiting(clock.now)) == [key]
    assert deliver(door, key, rows=4).created == 12


def readers() -> list[int]:
    """Return the readers that this process started."""
    tasks = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    children = [int(child) for task in tasks for child in task.read_text().split()]
    return [pid for pid in children if READING in Path(f"/proc/{pid}/cmdline").read_bytes()]


def test_a_delivery_goes_on_after_its_reader_was_killed(door: Door) -> None:
    known_partner(door)
    key = staged(door, csv(row(number) for number in range(600))).key

    def kill(_: DeliveryReport) -> None:
        for pid in readers():
            os.kill(pid, signal.SIGKILL)

    with pytest.raises(ReaderGoneError):
        deliver(door, key, rows=50, tell=kill)

    left = report_of(delivery(key))
    assert left.state == Stage.RUNNING
    assert 0 < left.created < 600
    assert deliver(door, key, rows=200).created == 600


def test_a_file_that_no_reader_survives_stops_its_delivery(door: Door) -> None:
    known_partner(door)
    report = staged(door, csv(row(number) for number in range(12)))
    path = place_of(row_of(report))
    sealed = path.read_bytes()
    path.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))

    for _ in range(3):
        with pytest.raises(ReaderGoneError):
            deliver(door, report.key)
    with pytest.raises(DeliveryUnreadableError):
        deliver(door, report.key)

    assert (report_of(delivery(report.key)).state, path.exists()) == (Stage.STOPPED, False)
    assert counted("vault_person") == 0
