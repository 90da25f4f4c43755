"""Registers are shown by key, and given as files that are safe to open and on record."""

import csv
import io
from typing import get_args

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.faces.inside import Inside, Visitor
from tests.gate.samples import NOON, entries
from tests.parties.samples import registered

from mamoru.console.policy.words import STATES
from mamoru.console.registers.book_words import ALARMS, LEFT, OPENED, RUNS
from mamoru.console.registers.pages import BOOKS
from mamoru.desk.models import Inquiry
from mamoru.desk.receive import NewInquiry, receive
from mamoru.faces.revealing import What
from mamoru.gate.asking import OFFICER
from mamoru.ledger.entries import SystemChanged
from mamoru.notices.listing import State
from mamoru.provision.records.models import ProvisionRecord
from mamoru.rights.leaving.state import LeavingState
from mamoru.rights.retention.state import Alarm, RunState

AT = "/console/registers"


def auditor(pages: Inside) -> Visitor:
    return pages.officer("auditor-1", "auditor")


def provided(count: int, start: int = 0) -> None:
    ProvisionRecord.objects.bulk_create(
        ProvisionRecord(
            key=f"pr_{number}", record="R04", case="consent", basis="law", article="APPI 29",
            way="each", party="party_1", act="provide", clause="4(1)", items={}, people=1,
            first_at=NOON, last_at=NOON, made_at=NOON, keep_until=NOON,
        )
        for number in range(start, start + count)
    )  # fmt: skip


def test_every_register_is_a_page_and_three_kinds_of_file(pages: Inside) -> None:
    registered(pages.door, "contractor", name="=見本倉庫株式会社")
    receive(pages.door, OFFICER, NewInquiry(text="苦情です。", kind="complaint"))
    provided(1)
    visitor = auditor(pages)
    index = visitor.get(AT).text

    for name in BOOKS:
        assert f'href="{AT}/{name}"' in index
        page = visitor.get(f"{AT}/{name}")
        assert page.status_code == 200, name
        for form, start in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("pdf", b"%PDF")):
            given = visitor.post(f"{AT}/{name}/file", {"form": form})
            assert given.status_code == 200, (name, form, given.text[:300])
            assert given.content.startswith(start), (name, form)
            assert given.headers["content-disposition"].startswith("attachment"), name
            assert given.headers["x-content-type-options"] == "nosniff"
    told = [one for one in entries() if isinstance(one, SystemChanged) and one.change == "exported"]
    assert len(told) == 3 * len(BOOKS)
    assert {one.system for one in told} == set(BOOKS)
    assert all(one.text for one in told)


def test_articles_are_named_in_the_language_of_the_page_and_the_file(pages: Inside) -> None:
    provided(1)
    ProvisionRecord.objects.update(article="法29(1), 規20(1)(i)")
    for language, named, other in (
        ("en", "APPI 29(1), Rules 20(1)(i)", "法29(1)"), ("ja", "法29(1), 規20(1)(i)", "APPI 29(1)")
    ):  # fmt: skip
        visitor = pages.officer(f"auditor-{language}", "auditor", language=language)

        page = visitor.get(f"{AT}/provision").text
        file = visitor.post(f"{AT}/provision/file", {"form": "csv"}).content.decode("utf-8-sig")

        assert named in page
        assert named in file
        assert other not in page + file


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_file_is_a_formula(pages: Inside, begins: str) -> None:
    registered(pages.door, "contractor", name="見本倉庫株式会社")
    from mamoru.parties.models import PartyVersion

    PartyVersion.objects.update(name=f"{begins}cmd|' /C calc'!A0")
    visitor = auditor(pages)

    given = visitor.post(f"{AT}/parties/file", {"form": "csv"}).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(given, newline="")))
    book = visitor.post(f"{AT}/parties/file", {"form": "xlsx"}).content

    assert next(cell for cell in rows[1] if "cmd" in cell).startswith(f"'{begins}")
    cells = [cell for row in load_workbook(io.BytesIO(book)).active.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if "cmd" in str(cell.value)] == ["s"]


def test_a_register_of_three_thousand_rows_costs_no_query_more_than_one_of_thirty(
    pages: Inside,
) -> None:
    visitor = auditor(pages)
    provided(30)
    with CaptureQueriesContext(connection) as few:
        visitor.get(f"{AT}/provision")
    provided(2970, start=30)

    with CaptureQueriesContext(connection) as many:
        page = visitor.get(f"{AT}/provision")
    more = page.text.partition('id="more"')[2].partition('href="')[2].partition('"')[0]
    with CaptureQueriesContext(connection) as next_one:
        after = visitor.get(f"{AT}/provision{more.replace('&amp;', '&')}")

    assert page.text.count("data-row") == 50
    assert after.text.count("data-row") == 50
    assert "pr_2999" in page.text
    assert "pr_2949" in after.text
    assert len(many) == len(few)
    assert len(next_one) == len(few)


def test_a_file_tells_of_the_days_that_were_asked_for(pages: Inside) -> None:
    receive(pages.door, OFFICER, NewInquiry(text="苦情です。", kind="complaint"))
    ref = Inquiry.objects.get().ref
    visitor = auditor(pages)

    def take(**days: str) -> str:
        return visitor.post(f"{AT}/complaints/file", {"form": "csv", **days}).content.decode()

    assert ref in take(since="2026-11-24", until="2026-11-24")
    assert ref not in take(since="2026-11-25")
    wrong = {"form": "csv", "since": "2026-11-25", "until": "2026-11-24"}
    assert visitor.post(f"{AT}/complaints/file", wrong).status_code == 400


@pytest.mark.parametrize("role", ["desk", "engineer"])
def test_whoever_may_not_read_records_sees_and_takes_none(pages: Inside, role: str) -> None:
    visitor = pages.officer(f"{role}-1", role)

    assert visitor.get(AT).status_code == 403
    assert visitor.get(f"{AT}/complaints").status_code == 403
    assert visitor.post(f"{AT}/complaints/file", {"form": "csv"}).status_code == 403


def test_a_reviewer_does_not_see_what_is_kept_by_law(pages: Inside) -> None:
    visitor = pages.officer("reviewer-1", "reviewer")

    assert f'href="{AT}/holds"' not in visitor.get(AT).text
    assert visitor.get(f"{AT}/holds").status_code == 403
    assert visitor.post(f"{AT}/holds/file", {"form": "csv"}).status_code == 403


def test_whatever_a_register_may_say_by_a_code_has_a_word() -> None:
    assert set(RUNS) == set(RunState)
    assert set(ALARMS) == set(Alarm)
    assert set(LEFT) == set(LeavingState)
    assert set(STATES) == set(State)
    assert set(OPENED) == set(get_args(What))


def test_registers_say_kinds_and_states_in_words(pages: Inside) -> None:
    registered(pages.door, "contractor")
    auditor = pages.officer("auditor-1", "auditor", language="ja")

    parties = auditor.text("/console/registers/parties")
    papers = auditor.text("/console/registers/papers")
    officers = auditor.text("/console/registers/officers")

    assert "業務委託先" in parties
    assert "有効" in parties
    assert "委託先の審査" in papers
    assert "監査" in officers
    for code, page in (
        ("contractor", parties), ("active", parties), ("assessment", papers), ("contract ", papers),
    ):  # fmt: skip
        assert code not in page, code
