"""What a visitor chose in a banner is committed to, refused with a row, and verifies."""

from tests.gate.samples import NOTICE, entries, last, stored

from mamoru.consent.choices import Choice, Kind
from mamoru.consent.purposes import State
from mamoru.gate.asking import TAG, Wish
from mamoru.gate.door import Door
from mamoru.gate.recall import history, receipt_of
from mamoru.gate.receipt import check
from mamoru.gate.saying import purposes_said
from mamoru.gate.settle import Scope, allow, refuse
from mamoru.gate.verify import verify_here

STATISTICS, ADS = Scope("2(1)d", "analytics"), Scope("ad", "ad_firm")
WISH = Wish(act="collect", source="person", grounds=NOTICE)


def yes(scope: Scope) -> Choice:
    return Choice(kind=Kind.CONSENT, purpose=scope.purpose, recipient=scope.recipient)


def test_a_grant_is_committed_to_and_has_a_receipt(door: Door) -> None:
    one = stored(door)

    (reference,) = allow(door, TAG, WISH, one.ref, [yes(STATISTICS)], data="supplied")

    assert check(receipt_of(door, TAG, one.ref, reference), door.sequencer.vkey).index > 0
    verify_here()


def test_what_stood_is_taken_back_and_what_did_not_is_refused_with_a_row(door: Door) -> None:
    one = stored(door)
    allow(door, TAG, WISH, one.ref, [yes(STATISTICS)], data="supplied")
    both = {STATISTICS, ADS}

    (taken,) = refuse(door, TAG, one.ref, both, said_no=both)

    events = history(door, TAG, one.ref).events
    assert [one.kind for one in events] == [Kind.CONSENT, Kind.WITHDRAWAL, Kind.REFUSAL]
    assert events[1].reference == taken
    assert events[2].choice
    assert (events[2].choice.purpose, events[2].choice.recipient) == ADS
    door.settle()
    verify_here()


def test_a_no_and_a_signal_are_recorded_once(door: Door) -> None:
    one = stored(door)
    first = refuse(door, TAG, one.ref, {ADS}, said_no={ADS}, has_signal=True)
    recorded = len(entries())

    assert len(first) == 2
    assert refuse(door, TAG, one.ref, {ADS}, said_no={ADS}, has_signal=True) == first
    assert len(entries()) == recorded
    assert last().act == "decline"
    assert purposes_said(door, one.ref, ["ad"])["ad"].state is State.REFUSED
