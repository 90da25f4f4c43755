"""Killed at any line, or taken over by another process: nothing is lost, nothing is there twice."""

import time

import pytest
from tests.gate.samples import Clock, counted
from tests.killing import answer, ask, program
from tests.partners.samples import csv, known_partner, reasons, row, row_of, staged
from tests.store import Store

from mamoru.collection.partners.deliver import deliver, waiting
from mamoru.collection.partners.errors import DeliveryElsewhereError, DeliveryStateError
from mamoru.collection.partners.models import Lot, Receipt
from mamoru.collection.partners.report import DeliveryReport, Stage, delivery, report_of
from mamoru.collection.partners.staged_files import clear_left, place_of
from mamoru.errors import UnavailableError
from mamoru.gate.door import Door
from mamoru.ledger.verify import verify_here

RECEIVER = "tests.partners.receiver"
ROWS = 10
STEP = 9
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
    clock.now = clock.now.replace(hour=5)
    assert list(waiting(clock.now)) == [key]
    assert deliver(door, key, rows=4).created == 12
