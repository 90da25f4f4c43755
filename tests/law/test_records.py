import re
from datetime import date

import pytest

from mamoru.law.errors import UnknownRecordError
from mamoru.law.figures import clock_named
from mamoru.law.records import law_records, record_named

TODAY = date(2026, 11, 23)
JAPANESE = re.compile(r"[぀-ヿ一-鿿]")


def test_all_twenty_three_records_are_there() -> None:
    assert [row.name for row in law_records()] == [f"R{number:02}" for number in range(1, 24)]


def test_every_record_and_item_is_named_in_both_languages() -> None:
    for row in law_records():
        lasting = [] if row.lasts is None else [row.lasts]
        for ja, en in [row.word, *row.items.values(), *lasting]:
            assert JAPANESE.search(ja), ja
            assert not JAPANESE.search(en), en


@pytest.mark.parametrize(
    ("record", "clock"),
    [
        ("R04", "record_retention_3y"),
        ("R05", "record_retention_3y"),
        ("R06", "record_retention_3y"),
        ("R22", "mail_consent_record"),
    ],
)
def test_a_record_is_kept_as_long_as_its_clock_says(record: str, clock: str) -> None:
    row, kept = record_named(record, TODAY), clock_named(clock, TODAY)

    assert (row.keep, row.event) == (kept.period, kept.event)


def test_the_statement_of_joint_use_names_address_and_representative_of_the_responsible() -> None:
    items = record_named("R09", TODAY).items

    assert {"responsible_name", "responsible_address", "responsible_representative"} <= set(items)


def test_a_breach_report_has_the_nine_items_of_the_rules() -> None:
    assert len(record_named("R13", TODAY).items) == 9


def test_a_record_that_nobody_asks_for_is_unknown() -> None:
    with pytest.raises(UnknownRecordError):
        record_named("R99", TODAY)
    with pytest.raises(UnknownRecordError):
        record_named("R18", date(2023, 6, 15))


def test_the_record_of_receipt_tells_the_cases_of_the_rule_apart() -> None:
    row = record_named("R05", TODAY)

    assert {name: len(case.items) for name, case in row.cases.items()} == {
        "opt_out": 8, "consent": 7, "related": 6, "private": 6,
    }  # fmt: skip
    assert "received_on" in row.cases["opt_out"].items
    assert "acquisition" not in row.cases["related"].items
    assert all(case.article.startswith("規24(1)") for case in row.cases.values())


def test_how_long_it_is_kept_depends_on_how_it_is_made() -> None:
    clocks = record_named("R05", TODAY).clocks

    kept = {kind: clock_named(clock, TODAY) for kind, clock in clocks.items()}

    assert {kind: (clock.period.months, clock.event) for kind, clock in kept.items()} == {
        "each": (36, "record_made"),
        "batch": (36, "last_transfer"),
        "contract": (12, "last_transfer"),
    }


def test_the_records_of_provision_tell_the_cases_of_their_rules_apart() -> None:
    provided, related = record_named("R04", TODAY), record_named("R06", TODAY)

    assert {name: case.article for name, case in provided.cases.items()} == {
        "opt_out": "規20(1)(i)", "consent": "規20(1)(ii)",
    }  # fmt: skip
    assert set(provided.cases["consent"].items) - set(provided.cases["opt_out"].items) == {
        "consent"
    }
    assert set(provided.cases["opt_out"].items) - set(provided.cases["consent"].items) == {
        "provided_on"
    }
    assert {case.article for case in related.cases.values()} == {"規28(1)"}
    assert provided.clocks == related.clocks == record_named("R05", TODAY).clocks
