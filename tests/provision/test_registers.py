"""The registers as an auditor reads them: CSV, Excel and PDF in Japanese."""

import csv
import io
import warnings
from datetime import UTC, date, datetime
from typing import Any

import pypdf
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.gate.samples import NOON, Clock
from tests.partners.samples import csv as rows_of
from tests.partners.samples import known_partner, received, row
from tests.provision.handing import noted

from mamoru.gate.door import Door
from mamoru.paths import reference_policy
from mamoru.policy.load import load
from mamoru.provision.records.keep import RecordOfProvision
from mamoru.provision.records.receiving import receipts
from mamoru.provision.records.sheet import (
    REGISTERS,
    Days,
    Sheet,
    belongs,
    register_sheet,
    sheet,
)
from mamoru.provision.records.writing import as_csv, as_excel, as_pdf, harmless

POLICY = load(reference_policy())
FORMULA = '=HYPERLINK("http://example.com")'


def record(number: int = 1, **changes: Any) -> RecordOfProvision:
    asked: dict[str, Any] = {
        "key": f"record_{number:016x}", "record": "R04", "case": "consent", "basis": "law",
        "article": "法29(1), 規20(1)(ii)", "way": "each", "party": "party_0000000000000001",
        "act": "provide", "clause": "4(1)", "people": 1234, "first_at": NOON, "last_at": NOON,
        "made_at": NOON, "keep_until": datetime(2029, 11, 24, 15, tzinfo=UTC), "digest": "ab" * 32,
        "items": {
            "consent": "ledger", "recipient_name": "架空商店ヌヌヌ",
            "recipient_address": "架空県見本市 1-2-3", "recipient_representative": "代表者 甲",
            "person": "ledger", "data_items": ["employer", "name"], "provided_on": "2026-11-24",
        },
    }  # fmt: skip
    return RecordOfProvision(**asked | changes)


def written(*found: RecordOfProvision, language: Any = "ja") -> Sheet:
    return sheet("provision", found, POLICY, language, at=NOON)


def page(made: bytes) -> Worksheet:
    found = load_workbook(io.BytesIO(made)).active
    assert isinstance(found, Worksheet)
    return found


def test_a_register_says_in_japanese_what_the_rule_lists() -> None:
    (one,) = (dict(zip(s.columns, s.rows[0], strict=True)) for s in [written(record())])

    assert one == {
        "記録番号": "record_0000000000000001",
        "記録の根拠": "法令",
        "根拠条文": "法29(1), 規20(1)(ii)",
        "期間(初日～末日)": "2026-11-24",
        "ポリシーの条項": "4(1)",
        "本人の同意を得ている旨": "得ている(台帳の証拠による)",
        "提供先の氏名・名称": "架空商店ヌヌヌ",
        "提供先の住所": "架空県見本市 1-2-3",
        "提供先の代表者": "代表者 甲",
        "本人を特定する事項": "台帳の本人の集合による",
        "個人データの項目": "勤務先、氏名",
        "提供の年月日": "2026-11-24",
        "提供の根拠": "",
        "本人の数(延べ)": "1234",
        "記録の方法": "都度作成",
        "作成日": "2026-11-24",
        "保存期限": "2029-11-24",
        "SHA-256": "ab" * 32,
    }


def test_a_register_in_english_has_the_same_columns() -> None:
    japanese, english = written(record()), written(record(), language="en")

    assert len(japanese.columns) == len(english.columns)
    assert english.columns[6:8] == ("name of the recipient", "address of the recipient")
    assert english.title == "Register of provision (APPI 29)"


def test_a_record_for_many_provisions_shows_its_first_and_last_day() -> None:
    one = record(way="batch", last_at=datetime(2026, 12, 4, 3, tzinfo=UTC))

    assert written(one).rows[0][3] == "2026-11-24～2026-12-04"


@pytest.mark.parametrize(
    ("changes", "register"),
    [
        ({}, "provision"),
        ({"basis": "promise"}, "provision"),
        ({"record": "R06"}, "related"),
        ({"basis": "note", "act": "entrust"}, "internal"),
    ],
)
def test_each_record_stands_in_one_register(changes: dict[str, Any], register: str) -> None:
    assert [one for one in REGISTERS if belongs(one, record(**changes))] == [register]


def test_csv_is_read_as_japanese_by_spreadsheets_and_holds_no_formula() -> None:
    made = as_csv(written(record(items={"recipient_name": FORMULA})))

    assert made.startswith(b"\xef\xbb\xbf")
    head, one = csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""))
    assert dict(zip(head, one, strict=True))["提供先の氏名・名称"] == f"'{FORMULA}"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=1"])
def test_no_cell_begins_as_a_formula_does(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless(f"甲{cell}") == f"甲{cell}"


def test_excel_holds_every_cell_as_text_and_keeps_its_head_in_view() -> None:
    one = record(items={"recipient_name": FORMULA, "recipient_address": "架空県\x0b見本市"})

    found = page(as_excel(written(one)))

    cells = {cell.value: below for cell, below in zip(*found.iter_rows(), strict=True)}
    name = cells["提供先の氏名・名称"]
    assert (name.value, name.data_type, name.quotePrefix) == (FORMULA, "s", True)
    assert cells["提供先の住所"].value == "架空県見本市"
    assert (found.freeze_panes, found.print_title_rows) == ("B2", "$1:$1")


def test_a_pdf_is_in_japanese_with_its_head_and_number_on_each_page() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the reader, not of what was written
        found = pypdf.PdfReader(io.BytesIO(as_pdf(written(*map(record, range(60))))))
        texts = [one.extract_text().replace("\n", "") for one in found.pages]

    assert "第三者提供記録簿(個人情報保護法第29条)" in texts[0]
    assert len(texts) > 1
    assert all("本人を特定する事項" in text for text in texts)
    assert [f"{at} / {len(texts)}" in text for at, text in enumerate(texts, start=1)] == [
        True
    ] * len(texts)
    assert sum(text.count("架空商店ヌヌヌ") for text in texts) == 60


def test_a_pdf_embeds_of_its_font_what_it_uses() -> None:
    made = as_pdf(written(*map(record, range(60))))

    fonts = {
        font["/BaseFont"]: font["/FontDescriptor"].get_object()
        for page_ in pypdf.PdfReader(io.BytesIO(made)).pages
        for one in page_["/Resources"]["/Font"].values()  # type: ignore[index]  # a page has fonts
        if "/FontDescriptor" in (font := one.get_object())
    }
    assert fonts
    assert all("IPAexGothic" in name and "/FontFile2" in one for name, one in fonts.items())
    assert len(made) < 300_000


@pytest.mark.parametrize(
    ("since", "until", "is_in"),
    [
        (None, None, True), ("2026-11-24", None, True), ("2026-12-04", "2026-12-04", True),
        ("2026-11-30", "2026-12-01", True), (None, "2026-11-24", True),
        ("2026-12-05", None, False), (None, "2026-11-23", False),
    ],
)  # fmt: skip
def test_a_register_of_some_days_has_what_touches_one_of_them(
    since: str | None, until: str | None, *, is_in: bool
) -> None:
    ends = [None if day is None else date.fromisoformat(day) for day in (since, until)]
    days = Days(since=ends[0], until=ends[1])

    assert days.touch(date(2026, 11, 24), date(2026, 12, 4)) is is_in


def test_days_of_a_register_are_those_of_japan(door: Door, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 24, 15, tzinfo=UTC)  # the 25th in Japan
    noted(door)

    def kept(**ends: date) -> int:
        days = Days(**ends)
        return len(register_sheet("provision", POLICY, "ja", at=NOON, days=days).rows)

    assert kept(since=date(2026, 11, 25), until=date(2026, 11, 25)) == 1
    assert kept(until=date(2026, 11, 24)) == 0


def test_a_register_without_records_says_so_by_its_head_alone() -> None:
    empty = written()

    assert as_csv(empty).count(b"\r\n") == 1
    assert page(as_excel(empty)).max_row == 1
    assert as_pdf(empty).startswith(b"%PDF")


def test_the_register_of_receipt_holds_what_partners_delivered(door: Door) -> None:
    known_partner(door)
    received(door, rows_of([row(1), row(2)]))

    found = sheet("receipt", receipts(), POLICY, "ja", at=NOON)

    one = dict(zip(found.columns, found.rows[0], strict=True))
    assert (one["提供元の氏名・名称"], one["本人の数(延べ)"]) == ("架空提携ヌヌヌ", "2")
    assert one["取得の経緯"] == "会員登録の際に、提供の同意を得て本人から取得"
    assert one["記録の根拠"] == "法令"
