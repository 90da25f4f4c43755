"""Who a statutory record is about, also once they are erased, until the record's last day."""

from datetime import timedelta

import pytest
from tests.gate.samples import ERASE, TRACE, USE, Clock, last, stored
from tests.parties.samples import registered
from tests.provision.handing import consented, noted
from tests.store import Store
from tests.vault.dumps import database_bytes, found_in, home_bytes, written

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.consider import handlings_of
from mamoru.gate.door import Door
from mamoru.gate.erase import erase
from mamoru.gate.errors import HandlingRefusedError
from mamoru.gate.holding.ending import end_some
from mamoru.gate.holding.named import named_in
from mamoru.gate.holding.open import listed, open_hold
from mamoru.gate.holding.rules import RECORD
from mamoru.gate.misses import HELD
from mamoru.provision.records.keep import purge_due, records
from mamoru.provision.records.single import read_or_hand

NAME = "Xyzzy Plughvilleska"
AUDIT = Wish(act="use", purpose="2(1)g", grounds={"by_law": "audit:2027-1"})


def handed_over(door: Door) -> str:
    """Hand one person to a recipient by consent, and return who it was."""
    ref = stored(door, NAME, identifiers={"email": "plugh.xyzzy@example.jp"}).ref
    consented(door, ref)
    party = registered(door)
    wish = Wish(act="provide", purpose="2(1)c", party=party.ref)
    read_or_hand(door, OFFICER, wish, ref, items=["employer"])
    return ref


def test_a_record_names_whoever_is_in_it_before_and_after_they_are_erased(door: Door) -> None:
    ref = handed_over(door)
    (record,) = records()

    (one,) = named_in(door, OFFICER, AUDIT, record.key).people
    assert (one.ref, one.outcome, one.values["name"]) == (ref, "allow", NAME)

    certificate, _ = erase(door, OFFICER, ERASE, ref)

    (held,) = certificate.held
    assert (held.kind, held.record, held.until) == (RECORD, record.key, record.keep_until)
    assert held.article == "法29(1), 規20(1)(ii)"
    (one,) = named_in(door, OFFICER, AUDIT, record.key).people
    assert (one.ref, one.values) == (held.ref, {"name": NAME, "email": "plugh.xyzzy@example.jp"})
    assert (last().act, last().subject) == ("use", held.pseudonym)


def test_who_is_named_in_a_record_goes_with_the_record(
    door: Door, store: Store, clock: Clock
) -> None:
    ref = handed_over(door)
    (record,) = records()
    erase(door, OFFICER, ERASE, ref)

    clock.now = record.keep_until
    purge_due(door)
    assert end_some(door, 10)[:2] == (1, 1)

    assert listed() == []
    assert named_in(door, OFFICER, AUDIT, record.key).people == ()
    left = database_bytes(store) + home_bytes(store.home)
    assert found_in(left, written(NAME, "plugh.xyzzy@example.jp")) == []


def test_a_record_that_goes_on_keeps_whom_it_names_as_long_as_itself(
    door: Door, clock: Clock
) -> None:
    ref = stored(door, NAME).ref
    ticket = handlings_of(door, OFFICER, TRACE, ref).entries[0].ticket
    noted(door, way="batch", tickets=(ticket,))
    certificate, _ = erase(door, OFFICER, ERASE, ref)
    clock.now += timedelta(days=300)
    noted(door, way="batch")
    (record,) = records()

    clock.now = certificate.held[0].until
    assert end_some(door, 10)[:2] == (0, 1)

    assert [one.until for one in listed()] == [record.keep_until]
    clock.now = record.keep_until
    assert end_some(door, 10)[:2] == (1, 1)


def test_the_register_alone_opens_it(door: Door) -> None:
    ref = handed_over(door)
    certificate, _ = erase(door, OFFICER, ERASE, ref)
    (held,) = certificate.held

    with pytest.raises(HandlingRefusedError) as refused:
        open_hold(door, OFFICER, USE, held.ref, kind=RECORD)

    assert refused.value.decision.near == (HELD,)


def test_without_the_law_shown_nobody_is_named(door: Door) -> None:
    ref = handed_over(door)
    (record,) = records()
    erase(door, OFFICER, ERASE, ref)

    (one,) = named_in(door, OFFICER, USE, record.key).people

    assert (one.outcome, one.values) == ("refuse", {})
