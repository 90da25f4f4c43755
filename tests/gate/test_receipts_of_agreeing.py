"""Receipts of agreeing when stored, and choices that have none."""

import pytest
from tests.gate.samples import COLLECT, stored
from tests.gate.samples import given as given_person

from mamoru.consent.choices import Choice, Kind
from mamoru.consent.errors import ReceiptAbsentError
from mamoru.consent.give import give
from mamoru.gate.asking import OFFICER
from mamoru.gate.create import create
from mamoru.gate.door import Door
from mamoru.gate.recall import history, receipt_of
from mamoru.gate.receipt import check
from mamoru.gate.verify import verify_here

TWO = ("Zenbu Tsukuribanashi", "Betsu Tsukuri")


def test_agreeing_when_stored_is_in_the_history(door: Door) -> None:
    one = stored(door, agreed=True)

    (event,) = history(door, OFFICER, one.ref).events

    assert event.kind is Kind.AGREEMENT
    record = check(receipt_of(door, OFFICER, one.ref, event.reference), door.sequencer.vkey).record
    assert record["dpv:hasProcess"][0]["mamoru:noticeVersion"] == door.policy.version


def test_people_stored_together_each_have_a_receipt_of_agreeing(door: Door) -> None:
    both = create(door, OFFICER, COLLECT, [given_person(name, agreed=True) for name in TWO])[0]

    for one in both.people:
        (event,) = history(door, OFFICER, one.ref).events
        raw = receipt_of(door, OFFICER, one.ref, event.reference)
        assert one.pseudonym.hex() in raw.decode()
        assert check(raw, door.sequencer.vkey).index > 0
    verify_here()


def test_a_choice_that_nothing_commits_to_has_no_receipt(door: Door) -> None:
    one = stored(door)
    old = give(one.number, Choice(kind=Kind.CONSENT), now=door.clock())

    (event,) = history(door, OFFICER, one.ref).events

    assert not event.has_receipt
    with pytest.raises(ReceiptAbsentError):
        receipt_of(door, OFFICER, one.ref, old)
