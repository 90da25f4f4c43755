"""The records of receipt: what they hold, how long they are kept, and that they are then gone."""

import csv as reader
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from tests.gate.samples import Clock, last
from tests.partners.samples import csv, known_partner, received, ref_of, row, row_of

from mamoru.collection.partners.exporting import as_csv, as_json_lines, line
from mamoru.collection.partners.models import Receipt
from mamoru.collection.partners.provenance import received_from
from mamoru.collection.partners.receipts import digest_of, purge_due, records
from mamoru.collection.partners.register import PartnerChange, change
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door
from mamoru.gate.models import Evidence
from mamoru.gate.read import disclose
from mamoru.ledger.blinding import commit

ASKED: dict[str, str | None] = {"request": "request:21", "identity_verified": "identity:21"}


def test_a_record_holds_what_the_rule_lists_for_its_case(door: Door) -> None:
    known_partner(door)

    received(door, csv([row(1), row(2)]))

    (record,) = records()
    assert record.items == {
        "consent": "form:3",
        "provider_name": "架空提携ヌヌヌ",
        "provider_address": "架空県見本市 1-2-3",
        "provider_representative": "代表者 甲",
        "acquisition": "会員登録の際に、提供の同意を得て本人から取得",
        "person": "ledger",
        "data_items": [
            "partner_contact", "partner_contract", "partner_customer_id", "partner_note",
        ],
        "received_on": "2026-11-24",
    }  # fmt: skip
    assert (record.people, record.is_statutory) == (2, True)


@pytest.mark.parametrize(
    ("kind", "keep_until"),
    [
        ("each", datetime(2029, 11, 24, 15, tzinfo=UTC)),
        ("batch", datetime(2029, 12, 4, 15, tzinfo=UTC)),
        ("contract", datetime(2027, 12, 4, 15, tzinfo=UTC)),
    ],
)
def test_how_long_a_record_is_kept_counts_from_what_the_rule_says(
    door: Door, clock: Clock, kind: str, keep_until: datetime
) -> None:
    known_partner(door, kind=kind)
    received(door, csv([row(1)]))
    clock.now += timedelta(days=10)

    received(door, csv([row(2)]))

    first, *more = records()
    assert len(more) == (1 if kind == "each" else 0)
    assert first.keep_until == keep_until
    assert first.people == (1 if kind == "each" else 2)


def test_a_record_for_many_deliveries_ends_when_the_provider_changes(door: Door) -> None:
    known_partner(door, kind="batch")
    received(door, csv([row(1)]))
    change(door, "shop-a", PartnerChange(contact="other@example.com"))
    received(door, csv([row(2)]))

    received(door, "顧客番号,連絡先\nK9,a@example.jp\n".encode(), columns="""
columns:
  顧客番号: {identifier: partner_id, item: partner_customer_id}
  連絡先: {item: partner_contact}
""")  # fmt: skip

    assert [record.people for record in records()] == [2, 1]


def test_a_record_is_purged_when_its_time_is_over_and_not_before(door: Door, clock: Clock) -> None:
    known_partner(door)
    report = received(door, csv([row(1)]))
    clock.now = datetime(2029, 11, 24, 14, 59, tzinfo=UTC)
    assert purge_due(door) == 0

    clock.now = datetime(2029, 11, 24, 15, 0, tzinfo=UTC)

    assert purge_due(door) == 1
    assert (Receipt.objects.count(), row_of(report).receipt) == (0, None)


def test_the_ledger_commits_to_what_the_record_holds(door: Door) -> None:
    known_partner(door)
    received(door, csv([row(1)]))

    evidence = Evidence.objects.get(fact="source_confirmed")

    (record,) = records()
    assert evidence.reference == f"{record.key}:{record.digest[:32]}"
    assert commit(bytes(evidence.salt), evidence.reference.encode()) in last().evidence
    assert record.digest == digest_of(record.items)


def test_a_person_is_told_from_whom_their_information_came(door: Door) -> None:
    known_partner(door)
    received(door, csv([row(1), row(2)]))
    received(door, csv([row(2, contract="年額")]))
    ref = ref_of(door, "K00002")
    assert ref

    disclosed, _ = disclose(door, OFFICER, Wish(act="disclose", grounds=ASKED), ref)

    found = received_from(disclosed.tickets)
    assert [one.partner for one in found] == ["架空提携ヌヌヌ"] * 2
    assert found[0].acquisition.startswith("会員登録")
    assert found[0].delivery != found[1].delivery


def test_records_are_exported_as_csv_that_is_safe_to_open_and_as_json(door: Door) -> None:
    known_partner(door, told='=HYPERLINK("http://example.com")')
    received(door, csv([row(1)]))
    found = list(records())

    table = list(reader.DictReader(io.StringIO(b"".join(as_csv(found)).decode("utf-8-sig"))))

    assert table[0]["acquisition"] == '\'=HYPERLINK("http://example.com")'
    assert table[0]["provider_name"] == "架空提携ヌヌヌ"
    (one,) = (json.loads(each) for each in as_json_lines(found))
    assert one["items"]["acquisition"].startswith("=HYPERLINK")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_an_export_is_a_formula(cell: str) -> None:
    assert next(reader.reader(io.StringIO(line([cell]).decode(), newline="")))[0][0] == "'"
