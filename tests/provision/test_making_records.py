"""Making records: what they hold, which go on, what they need, and how they end."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.gate.samples import USE, Clock, entries, stored
from tests.parties.samples import registered
from tests.provision.handing import SHOP, consented, handed, noted

from mamoru.api.worker import CHORES
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door
from mamoru.gate.errors import EvidenceNeededError
from mamoru.gate.models import Duty
from mamoru.gate.read import read
from mamoru.ledger.entries import SystemChanged
from mamoru.provision.records.errors import (
    RecordIncompleteError,
    RecordKeptError,
    UnknownRecordKeyError,
    WayNotOpenError,
)
from mamoru.provision.records.keep import delete, one, purge_due, records
from mamoru.provision.records.make import record_for
from mamoru.provision.records.models import Passing, ProvisionRecord
from mamoru.provision.records.single import read_or_hand


def changes_on_record() -> list[tuple[str, str | None]]:
    found = (each for each in entries() if isinstance(each, SystemChanged))
    return [(entry.change, entry.text) for entry in found if entry.change.startswith("record_")]


def test_a_record_by_consent_holds_what_rule_20_lists_and_the_date(door: Door) -> None:
    noted(door, people=2, tickets=(4096,))

    (record,) = records()
    assert record.items == {
        "consent": "ledger",
        "recipient_name": "架空商店ヌヌヌ",
        "recipient_address": "架空県見本市 1-2-3",
        "recipient_representative": "代表者 甲",
        "person": "ledger",
        "data_items": ["employer", "name"],
        "provided_on": "2026-11-24",
    }
    assert (record.basis, record.article, record.people) == ("law", "法29(1), 規20(1)(ii)", 2)
    assert Passing.objects.get().ticket == 4096


def test_a_record_that_the_policy_promises_says_on_which_ground(door: Door) -> None:
    noted(door, clause="4(2)", facts={"by_law": "statute:12"})

    (record,) = records()
    assert record.basis == "promise"
    assert record.items["ground"] == ["4(2)", "by_law=statute:12"]


def test_the_duty_to_make_the_record_is_done_with_it(door: Door) -> None:
    person, shop = stored(door), registered(door)
    consented(door, person.ref)
    wish = Wish(act="provide", party=shop.ref, grounds={"consent_prior": None})
    _, ticket = read(door, OFFICER, wish, person.ref)
    assert ticket is not None
    owed = Duty.objects.filter(ticket=ticket, evidence="provision_record")
    assert {duty.done_at for duty in owed} == {None}

    noted(door, tickets=(ticket,))

    assert {duty.done_at for duty in owed.all()} == {door.clock()}


@pytest.mark.parametrize(("way", "count"), [("each", 2), ("batch", 1), ("contract", 1)])
def test_a_record_for_many_provisions_goes_on_with_the_next(
    door: Door, clock: Clock, way: str, count: int
) -> None:
    noted(door, way=way)
    clock.now += timedelta(days=10)

    noted(door, way=way, people=3)

    found = list(records())
    assert (len(found), sum(record.people for record in found)) == (count, 4)
    assert found[-1].last_at == clock.now


@pytest.mark.parametrize(
    "change", [{"items": ("name",)}, {"clause": "4(2)", "facts": {"by_law": "statute:1"}}]
)
def test_it_ends_where_what_it_says_is_no_longer_so(door: Door, change: dict[str, Any]) -> None:
    noted(door, way="batch")

    noted(door, way="batch", **change)

    assert [record.people for record in records()] == [1, 1]


def test_without_an_item_that_the_law_asks_for_nothing_is_recorded(door: Door) -> None:
    with pytest.raises(RecordIncompleteError) as refused:
        noted(door, to=SHOP.__class__(ref="party_1", role="third_party", name="甲", address=""))

    assert refused.value.facts["names_ja"] == "提供先の住所、提供先の代表者"
    assert refused.value.facts["names_en"].count(",") == 1  # type: ignore[union-attr]  # a text
    assert (ProvisionRecord.objects.count(), changes_on_record()) == (0, [])


def test_somebody_who_is_no_corporation_has_no_representative(door: Door) -> None:
    person = SHOP.__class__(
        ref="party_1", role="third_party", name="甲", address="架空県", is_corporation=False
    )

    noted(door, to=person)

    assert "recipient_representative" not in next(records()).items


def test_a_record_that_the_law_does_not_ask_for_is_not_made_by_contract(door: Door) -> None:
    with pytest.raises(WayNotOpenError) as refused:
        noted(door, facts={"by_law": "statute:12"}, way="contract")

    assert refused.value.facts == {"way": "contract", "ways": "each, batch"}


def test_making_it_is_undone_with_the_transaction_that_it_was_made_in(door: Door) -> None:
    def unit(record: Any) -> None:
        record_for(record, handed(), door.clock())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        door.writer.run(unit)

    assert (ProvisionRecord.objects.count(), changes_on_record()) == (0, [])


def test_a_single_reading_that_leaves_makes_its_record_in_the_same_transaction(
    door: Door,
) -> None:
    person, shop = stored(door), registered(door)
    reference = consented(door, person.ref)
    wish = Wish(act="provide", party=shop.ref, grounds={"consent_prior": None})

    _, ticket = read_or_hand(door, OFFICER, wish, person.ref, items=["employer"])

    (record,) = records()
    assert (record.basis, record.party, record.people) == ("law", shop.ref, 1)
    assert (record.items["consent"], record.items["data_items"]) == (reference, ["employer"])
    assert Passing.objects.get().ticket == ticket
    owed = Duty.objects.filter(ticket=ticket, evidence="provision_record")
    assert {duty.done_at for duty in owed} == {door.clock()}


def test_a_single_reading_that_is_refused_or_stays_here_makes_none(door: Door) -> None:
    person, shop = stored(door), registered(door)
    wish = Wish(act="provide", party=shop.ref, grounds={"consent_prior": None})

    with pytest.raises(EvidenceNeededError):
        read_or_hand(door, OFFICER, wish, person.ref, items=["employer"])
    read_or_hand(door, OFFICER, USE, person.ref, items=["employer"])

    assert list(records()) == []


def test_a_record_cannot_be_deleted_before_its_end(door: Door, clock: Clock) -> None:
    row = noted(door)
    clock.now = datetime(2029, 11, 24, 14, 59, tzinfo=UTC)

    with pytest.raises(RecordKeptError) as refused:
        delete(door, row.key)

    assert refused.value.facts == {
        "until": "2029-11-24",
        "article": "法29(1), 規20(1)(ii)",
        "article_en": "APPI 29(1), Rules 20(1)(ii)",
    }
    assert purge_due(door) == 0
    clock.now += timedelta(minutes=1)
    delete(door, row.key)
    with pytest.raises(UnknownRecordKeyError):
        one(row.key)


def test_making_and_purging_are_on_record_under_the_same_digest(door: Door, clock: Clock) -> None:
    row = noted(door, way="contract", tickets=(4096,))
    noted(door)
    digest = one(row.key).digest
    clock.now = datetime(2027, 11, 24, 15, tzinfo=UTC)

    assert purge_due(door) == 1

    made, _, purged = changes_on_record()
    assert (made, purged) == (("record_made", digest), ("record_purged", digest))
    assert (ProvisionRecord.objects.count(), Passing.objects.count()) == (1, 0)


def test_a_server_purges_what_is_due_by_itself(door: Door, clock: Clock) -> None:
    noted(door)
    clock.now = datetime(2029, 11, 24, 15, tzinfo=UTC)

    for chore in CHORES:
        chore(door)

    assert list(records()) == []
