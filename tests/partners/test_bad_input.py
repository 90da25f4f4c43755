"""Broken and hostile files: nothing crashes, nothing is taken silently, each row says why."""

import gzip
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gate.samples import counted
from tests.partners.samples import (
    HEADER,
    csv,
    known_partner,
    planned,
    reasons,
    received,
    row,
    row_of,
    staged,
)

from mamoru.collection.partners.checking import Checked, Wrong, checked
from mamoru.collection.partners.csv_rows import csv_rows
from mamoru.collection.partners.deliver import deliver
from mamoru.collection.partners.errors import DeliveryUnreadableError
from mamoru.collection.partners.json_rows import json_rows
from mamoru.collection.partners.mapping import Plan
from mamoru.collection.partners.raw_rows import LONGEST_LINE, Raw
from mamoru.collection.partners.report import REASONS, Stage
from mamoru.gate.door import Door

JSONL = planned(form="jsonl")
PARQUET = planned(form="parquet")
NAMES = HEADER.split(",")


def read(content: bytes, plan: Plan) -> list[Raw]:
    return list(csv_rows(io.BytesIO(content), plan))


def outcome(content: bytes, plan: Plan | None = None) -> list[tuple[int, str]]:
    """Return row and reason of every row; nothing stands for a row that may be taken."""
    plan = plan or planned()
    rows = csv_rows if plan.format == "csv" else json_rows
    found = []
    for raw in rows(io.BytesIO(content), plan):
        reason = raw.reason
        if not reason:
            one = checked(plan, raw.values)
            reason = one.reason if isinstance(one, Wrong) else ""
        found.append((raw.row, reason))
    return found


def test_a_quote_that_is_not_closed_costs_its_own_row_only() -> None:
    rows = [row(1), 'K00002,"u2,月額,x,x', row(3), 'K00004,"u4",月額,x,x']

    assert outcome(csv(rows)) == [(2, ""), (3, "quotes"), (4, ""), (5, "")]


def test_where_fields_may_hold_several_lines_an_open_quote_swallows_no_file() -> None:
    several = planned("lines: several\n")
    whole = ['K00001,"a', 'b",月額,x,x', row(2), 'K00003,"u3,月額,x,x']
    more = [row(number) for number in range(4, 1_000)]

    found = outcome(csv([*whole, *more]), several)

    assert found[:3] == [(2, ""), (4, ""), (5, "quotes")]
    assert len(found) == 3 + len(more)
    assert {reason for _, reason in found[3:]} == {""}


def test_a_line_of_another_encoding_costs_itself() -> None:
    lines = [
        HEADER.encode("cp932"),
        row(1).encode("cp932"),
        row(2).encode(),
        row(3).encode("cp932"),
    ]

    assert outcome(b"\r\n".join(lines), planned("encoding: cp932\n")) == [
        (2, ""), (3, "encoding"), (4, ""),
    ]  # fmt: skip
    assert outcome(b"\n".join([HEADER.encode(), row(1).encode("cp932"), row(2).encode()])) == [
        (2, "encoding"), (3, ""),
    ]  # fmt: skip


def test_characters_of_shift_jis_whose_second_byte_is_a_backslash_are_read() -> None:
    content = "\n".join([HEADER, row(1, note="表示、ソ連、十、能")]).encode("cp932")

    (only,) = read(content, planned("encoding: cp932\n"))

    assert only.values[3] == "表示、ソ連、十、能"


def test_a_byte_order_mark_is_taken_off_at_the_beginning_and_nowhere_else() -> None:
    mark = "\ufeff"
    content = f"{mark}{HEADER}\n{row(1)}\n{mark}{row(2)}\n".encode()

    assert outcome(content) == [(2, ""), (3, "character")]


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\ufffd", "\x1b[31m"])
def test_characters_that_no_value_has_are_refused(bad: str) -> None:
    assert outcome(csv([row(1, note=f"a{bad}b"), row(2)])) == [(2, "character"), (3, "")]


def test_a_line_without_end_is_passed_over_in_bounded_memory() -> None:
    content = csv([row(1), "K00002," + "x" * (3 * LONGEST_LINE), row(3), row(4, note="y" * 10_001)])

    assert outcome(content) == [(2, ""), (3, "too-long"), (4, ""), (5, "too-long")]


def test_rows_with_too_few_or_too_many_fields_are_refused() -> None:
    assert outcome(csv(["K00001", row(2) + ",z", "", row(4)])) == [
        (2, "columns"), (3, "columns"), (5, ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "header",
    ["顧客番号,連絡先,契約,備考", HEADER + ",追加", "K00001,a,b,c,d", HEADER + ",備考", ""],
)
def test_a_header_that_is_not_the_mappings_stops_the_delivery(header: str) -> None:
    with pytest.raises(DeliveryUnreadableError) as refused:
        read(f"{header}\n{row(1)}\n".encode(), planned())

    assert "K00001" not in refused.value.message("ja") + refused.value.message("en")


def test_columns_may_come_in_another_order() -> None:
    content = "備考,社内,契約,連絡先,顧客番号\nn,i,k,r,K1\n".encode()

    (only,) = read(content, planned())

    assert list(only.values) == ["K1", "r", "k", "n", "i"]


def test_formulas_are_values_like_any_other() -> None:
    (only,) = read(csv([row(1, note="=CMD|' /C calc'!A0")]), planned())

    assert isinstance(checked(planned(), only.values), Checked)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"顧客番号": "K1", "契約": 0012}', "not-json"),
        ('{"顧客番号": "K1", "契約": NaN}', "not-json"),
        ('["K1"]', "not-json"),
        ('{"顧客番号": "K1"', "not-json"),
        ('{"顧客番号": "K1", "顧客番号": "K2"}', "key-twice"),
        ('{"顧客番号": "K1", "別の": "K2"}', "unknown-key"),
        ('{"顧客番号": "K1", "備考": {"a": 1}}', "nested"),
        ('{"顧客番号": "K1", "備考": "\\ud800"}', "character"),
        ('{"備考": "x"}', "no-identifier"),
        ("[" * 100_000, "not-json"),
        ('{"顧客番号": ' + "9" * 5_000 + "}", ""),
    ],
)
def test_a_line_of_json_that_is_not_as_agreed_is_refused(line: str, reason: str) -> None:
    (found,) = outcome(line.encode(), JSONL)

    assert found == (1, reason)


def test_numbers_of_json_keep_their_digits() -> None:
    (only,) = json_rows(io.BytesIO('{"顧客番号": 1.50, "契約": true}'.encode()), JSONL)

    assert list(only.values) == ["1.50", None, "true", None, None]


@given(st.lists(st.binary(max_size=60), max_size=20))
def test_whatever_bytes_come_every_line_is_told_or_taken(lines: list[bytes]) -> None:
    content = b"\n".join([HEADER.encode(), *lines])
    told = outcome(content)

    filled = [
        number
        for number, line in enumerate(content.split(b"\n"), start=1)
        if number > 1 and line.rstrip(b"\r\n")
    ]
    assert [number for number, _ in told] == filled
    assert {reason for _, reason in told} <= {*REASONS, ""}


def test_a_delivery_of_broken_rows_ends_with_a_reason_for_each(door: Door) -> None:
    known_partner(door)
    content = csv([row(1), "x", 'K2,"', row(3, id=""), row(4), row(4)])

    report = received(door, content)

    assert (report.state, report.created, report.rejected) == (Stage.FINISHED, 2, 4)
    assert reasons(report) == [
        (3, "columns"), (4, "quotes"), (5, "no-identifier"), (7, "person-twice"),
    ]  # fmt: skip


def test_a_delivery_that_cannot_be_read_stores_nothing_and_its_file_is_destroyed(
    door: Door,
) -> None:
    known_partner(door)
    report = staged(door, "別の,見出し\n1,2\n".encode())

    with pytest.raises(DeliveryUnreadableError):
        deliver(door, report.key)

    ended = row_of(report)
    assert (ended.state, ended.problem, ended.staged_kek) == (Stage.STOPPED, "unreadable", "")
    assert counted("vault_person") == 0


def test_a_file_refused_while_it_comes_in_leaves_nothing_and_may_come_again(door: Door) -> None:
    known_partner(door)

    with pytest.raises(DeliveryUnreadableError):
        staged(door, gzip.compress(csv([row(1)]))[:-5])

    assert received(door, gzip.compress(csv([row(1)]))).created == 1


def test_identifiers_that_are_none_are_refused_without_being_repeated(door: Door) -> None:
    known_partner(door)
    columns = """
columns:
  連絡先: {identifier: email, data: partner_supplied}
"""

    report = received(door, "連絡先\nnobody\na@example.jp\n".encode(), columns=columns)

    assert reasons(report) == [(2, "identifier")]
    assert json.dumps(reasons(report)).count("nobody") == 0
