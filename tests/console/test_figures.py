"""Figures are counted from the ledger, each entry once, and the page reads the counts alone."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.faces.inside import Inside
from tests.gate.samples import CLIENT, NAME, OFFERS, stored

from mamoru.console.figures import counting
from mamoru.console.figures.charts import columns, rows
from mamoru.console.figures.counting import count_on
from mamoru.console.figures.models import Counted, DayCount
from mamoru.desk.receive import NewInquiry, receive
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.errors import HandlingRefusedError
from mamoru.gate.read import read

AT = "/console/figures"


def happened(pages: Inside, name: str = NAME) -> None:
    person = stored(pages.door, name)
    with pytest.raises(HandlingRefusedError):
        read(pages.door, CLIENT, Wish(act="use", purpose=OFFERS), person.ref)
    receive(pages.door, OFFICER, NewInquiry(text="質問です。"))
    receive(pages.door, OFFICER, NewInquiry(text="苦情です。", kind="complaint"))
    pages.door.sequencer.integrate(pages.clock.now)


def counted() -> dict[tuple[str, str], int]:
    return {(one.subject, one.name): one.count for one in DayCount.objects.all()}


def test_every_entry_is_counted_once_by_its_day(
    pages: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "AT_ONCE", 2)
    happened(pages)

    count_on(pages.door)
    found = counted()
    assert count_on(pages.door) == 0

    assert counted() == found
    assert found["inquiries", "question"] == 1
    assert found["inquiries", "complaint"] == 1
    assert found["handlings", "refuse"] + found.get(("handlings", "needs"), 0) == 1
    assert sum(one for (subject, _), one in found.items() if subject == "refusals") >= 1
    assert set(DayCount.objects.values_list("day", flat=True)) == {date(2026, 11, 24)}
    before = Counted.objects.get().size
    happened(pages, "Betsuno Tsukuribanashi")
    count_on(pages.door)
    assert counted()["inquiries", "complaint"] == 2
    assert Counted.objects.get().size > before


def test_the_page_says_what_was_counted_in_shapes_and_in_tables(pages: Inside) -> None:
    happened(pages)
    auditor = pages.officer("auditor-1", "auditor")
    assert "Nothing is counted yet" in auditor.text(AT)
    count_on(pages.door)

    for query in ("", "?span=year"):
        page = auditor.get(AT + query).text
        assert 'role="img"' in page
        assert "Inquiries: from" in page
        assert "complaint (APPI 40)" in page
        assert "style=" not in page
        assert "<script>" not in page


def test_a_year_of_counts_costs_no_query_more_than_a_day(pages: Inside) -> None:
    auditor = pages.officer("auditor-1", "auditor")
    happened(pages)
    count_on(pages.door)
    with CaptureQueriesContext(connection) as few:
        auditor.get(f"{AT}?span=year")
    DayCount.objects.bulk_create(
        DayCount(day=date(2026, 11, 23) - timedelta(days=back), subject="refusals",
                 name=f"4({clause})", count=7)
        for back in range(300) for clause in range(10)
    )  # fmt: skip

    with CaptureQueriesContext(connection) as many:
        page = auditor.get(f"{AT}?span=year")

    assert "4(9)" in page.text
    assert len(many) == len(few)


def test_bars_are_as_long_as_what_they_count() -> None:
    up = columns([("a", 5), ("b", 10), ("c", 0)]).bars
    lying = rows([("a", 50), ("b", 100)]).bars

    assert up[1].height == 2 * up[0].height
    assert up[2].height == 0
    assert lying[1].width == 2 * lying[0].width


def test_whoever_works_at_the_desk_alone_sees_no_figures(pages: Inside) -> None:
    assert pages.officer("desk-1", "desk").get(AT).status_code == 403
