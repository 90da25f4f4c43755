"""What is confirmed is received: matched, stored sealed, recorded, and told of afterwards."""

from pathlib import Path

import pytest
from django.conf import settings
from tests.gate.samples import Clock, counted, entries, given, last, stored
from tests.partners.samples import (
    csv,
    known_partner,
    reasons,
    received,
    ref_of,
    row,
    row_of,
    staged,
    values_of,
)
from tests.store import Store

from mamoru.collection.partners.deliver import deliver
from mamoru.collection.partners.errors import DeliveryRepeatedError, DeliveryStateError
from mamoru.collection.partners.models import Lot, Receipt
from mamoru.collection.partners.report import Stage
from mamoru.gate.door import Door
from mamoru.gate.models import Duty
from mamoru.gate.quarantine.settle import waiting
from mamoru.gate.rotate import rotate
from mamoru.ledger.entries import Handled
from mamoru.ledger.verify import verify_here

KNOWN_BY_EMAIL = """
columns:
  連絡先: {identifier: email, data: partner_supplied}
  契約: {item: partner_contract}
"""


def handled(outcome: str = "allow") -> list[Handled]:
    return [
        one
        for one in entries()
        if isinstance(one, Handled) and one.source == "partner" and one.outcome == outcome
    ]


def test_new_people_are_stored_with_one_entry_for_each_lot(door: Door) -> None:
    known_partner(door)

    report = received(door, csv(row(number) for number in range(120)))

    assert (report.state, report.created, report.added) == (Stage.FINISHED, 120, 0)
    assert (report.rejected, report.quarantined, report.rows) == (0, 0, 121)
    assert [one.count for one in handled()] == [50, 50, 20]
    assert {one.cites for one in handled()} == {("1(3)",)}
    assert handled()[0].data == ("partner_supplied",)
    assert handled()[0].evidence
    ref = ref_of(door, "K00007")
    assert ref
    assert values_of(door, ref) == {
        "partner_customer_id": ["K00007"], "partner_contact": ["u7@example.jp"],
        "partner_contract": ["月額"], "partner_note": ["次回更新は来月"],
    }  # fmt: skip
    door.settle()
    verify_here()


def test_known_people_get_the_values_as_new_ones(door: Door) -> None:
    known_partner(door)
    member = stored(door, "Tsukuri", identifiers={"email": "TSUKURI@example.jp"})
    content = "連絡先,契約\ntsukuri@example.jp,月額\nother@example.jp,年額\n".encode()

    report = received(door, content, columns=KNOWN_BY_EMAIL)

    assert (report.created, report.added) == (1, 1)
    assert values_of(door, member.ref)["partner_contract"] == ["月額"]
    assert ref_of(door, "other@example.jp", "email") not in (None, member.ref)


def test_a_second_delivery_keeps_the_former_values_as_history(door: Door) -> None:
    known_partner(door)
    received(door, csv([row(1)]))

    report = received(door, csv([row(1, contract="年額")]))

    ref = ref_of(door, "K00001")
    assert ref
    assert (report.created, report.added) == (0, 1)
    assert values_of(door, ref)["partner_contract"] == ["月額", "年額"]


def test_the_same_file_is_not_received_twice(door: Door) -> None:
    known_partner(door)
    first = received(door, csv([row(1)]))

    with pytest.raises(DeliveryRepeatedError) as refused:
        staged(door, csv([row(1)]))

    assert refused.value.facts["delivery"] == first.key
    with pytest.raises(DeliveryStateError):
        deliver(door, first.key)


def test_a_person_is_in_a_delivery_once_however_far_apart_the_rows_are(door: Door) -> None:
    known_partner(door)
    received(door, csv([row(130)]))
    rows = [row(number) for number in range(140)]

    report = received(door, csv([*rows, row(3), row(130), row(139), row(139)]))

    assert reasons(report) == [(number, "person-twice") for number in (142, 143, 144, 145)]
    assert (report.created, report.added, report.rejected) == (139, 1, 4)


def test_identifiers_that_lead_to_two_people_are_no_match(door: Door) -> None:
    known_partner(door)
    stored(door, "Ichi", identifiers={"email": "ichi@example.jp"})
    stored(door, "Ni", identifiers={"phone": "03-5253-1111"})
    columns = """
columns:
  電話: {identifier: phone, data: partner_supplied}
  連絡先: {identifier: email, data: partner_supplied}
"""
    content = "電話,連絡先\n0352531111,ichi@example.jp\n".encode()

    report = received(door, content, columns=columns)

    assert reasons(report) == [(2, "identifiers-disagree")]


def test_people_are_matched_while_others_have_newer_keys(door: Door) -> None:
    known_partner(door)
    received(door, csv([row(1), row(2)]))
    rotate(door)

    report = received(door, csv([row(2), row(3)]))

    assert (report.created, report.added) == (1, 1)


def test_what_may_be_sensitive_is_held_back_and_the_rest_of_the_row_is_taken(door: Door) -> None:
    known_partner(door)
    note = "私は糖尿病の治療を受けています。"

    report = received(door, csv([row(1, note=note), row(2)]))

    assert (report.created, report.rejected, report.quarantined) == (2, 0, 1)
    assert reasons(report) == [(2, "sensitive")]
    (aside,) = waiting()
    assert (aside.item, aside.source) == ("partner_note", "partner")
    ref = ref_of(door, "K00001")
    assert ref
    assert "partner_note" not in values_of(door, ref)
    assert values_of(door, ref)["partner_contract"] == ["月額"]
    assert [one.quarantine for one in handled("refuse")] == ["held"]


def test_what_may_be_sensitive_of_a_known_person_is_held_back_as_well(door: Door) -> None:
    known_partner(door)
    received(door, csv([row(1)]))

    report = received(door, csv([row(1, note="私は糖尿病の治療を受けています。")]))

    assert (report.added, report.quarantined, len(waiting())) == (1, 1, 1)


def test_a_number_that_may_not_be_kept_is_masked_and_said_so(door: Door) -> None:
    known_partner(door)

    report = received(door, csv([row(1, note="マイナンバーは 123456789018 です")]))

    assert reasons(report) == [(2, "masked")]
    ref = ref_of(door, "K00001")
    assert ref
    assert "123456789018" not in str(values_of(door, ref))
    assert report.rejected == 0


def test_the_duty_to_record_is_done_when_the_rows_are_stored(door: Door) -> None:
    known_partner(door)

    received(door, csv([row(1)]))

    duty = Duty.objects.get(duty="record_of_receipt", clause__startswith="1(3)")
    assert duty.done_at == duty.created_at
    receipt = Receipt.objects.get()
    assert (receipt.people, Lot.objects.count()) == (1, 1)


def test_the_staged_file_is_unreadable_and_gone_afterwards(door: Door, store: Store) -> None:
    known_partner(door)
    report = staged(door, csv([row(1)]))
    path = Path(settings.HOME) / "staged" / report.key

    assert path.stat().st_mode & 0o077 == 0
    assert b"example.jp" not in path.read_bytes()
    before = door.keys.provider.keys()
    deliver(door, report.key)

    assert not path.exists()
    assert len(before - door.keys.provider.keys()) == 1
    assert (row_of(report).staged_kek, bytes(row_of(report).staged_key)) == ("", b"")


def test_no_value_of_a_delivery_is_in_the_database_or_the_ledger(door: Door, store: Store) -> None:
    known_partner(door)

    received(door, csv([row(1, contact="himitsu@example.jp"), row(1, contact="futatsume"), "壊れ"]))

    if store.vendor == "sqlite":
        content = b"".join(path.read_bytes() for path in store.home.glob("mamoru.sqlite3*"))
        assert b"himitsu" not in content
        assert b"futatsume" not in content
        assert "壊れ".encode() not in content
    assert last().count == 1


def test_refused_rows_are_on_record_and_the_others_come_in(door: Door, clock: Clock) -> None:
    known_partner(door)
    columns = """
columns:
  番号: {identifier: partner_id, item: partner_customer_id}
  属性: {item: partner_note}
  区分: {whose: {個人: individual, 法人: corporation}}
"""
    content = "番号,属性,区分\nA1,x,個人\nA2,y,法人\nA3,z,社団\n".encode()

    report = received(door, content, columns=columns)

    assert reasons(report) == [(4, "unknown-class")]
    assert report.created == 2
    assert counted("vault_person") == 2
    assert given().whose == "individual"


def test_a_person_named_twice_in_one_row_is_stored_once(door: Door) -> None:
    known_partner(door)
    columns = """
columns:
  連絡先: {identifier: email, data: partner_supplied}
  控え: {identifier: email, data: partner_supplied}
"""
    content = "連絡先,控え\na@example.jp,A@example.jp\nb@example.jp,c@example.jp\n".encode()

    report = received(door, content, columns=columns)

    assert (report.created, counted("vault_identifier")) == (2, 3)
