"""Lists are gone through by key, sorted, filtered, and kept as views of one officer alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.test.utils import CaptureQueriesContext
from tests.faces.inside import Inside
from tests.gate.samples import NOON

from mamoru.faces.errors import InvalidViewError
from mamoru.faces.here import NOW
from mamoru.faces.listing import Asked, Cell, Column, Filter, Listing, Row, Shown, listed
from mamoru.faces.models import Account, SavedView
from mamoru.faces.saved_views import drop_view, keep_view
from mamoru.gate.models import Duty
from mamoru.policy.words import Word


def rows(asked: Asked) -> QuerySet[Duty]:
    found = Duty.objects.all()
    return found.filter(duty=asked.chosen["duty"]) if asked.chosen["duty"] else found


DUTIES = Listing(
    caption=Word("義務", "Duties"),
    columns=(
        Column(name="due", word=Word("期限", "Due"), sorts="due_at"),
        Column(name="duty", word=Word("義務", "Duty")),
    ),
    filters=(Filter(name="duty", word=Word("義務", "Duty"), choices=(
        ("record", Word("記録", "record")), ("notice", Word("通知", "notice")),
    )),),
    first="due", rows=rows, size=3,
    row=lambda duty, _: Row(
        address=f"/console/{duty.pk}", cells=(Cell(at=duty.due_at), Cell(text=duty.duty)),
    ),
)  # fmt: skip


def owe(days: list[int], duty: str = "record") -> None:
    for day in days:
        Duty.objects.create(
            ticket=1,
            person=1,
            duty=duty,
            clause="4",
            evidence="record",
            since="handling",
            created_at=NOON,
            due_at=NOON + timedelta(days=day),
        )


def ask(account: Account, query: str) -> Shown:
    request = HttpRequest()
    request.path_info = "/console"
    request.GET = QueryDict(query)
    request.META[NOW] = NOON
    request.META["HTTP_ACCEPT_LANGUAGE"] = "en"
    request.user = account
    return listed(request, DUTIES)


def through(account: Account, query: str = "") -> list[str]:
    found: list[str] = []
    for _ in range(20):
        shown = ask(account, query)
        found += [one.address for one in shown.rows]
        if not shown.more:
            return found
        query = shown.more.removeprefix("?")
    raise AssertionError("the list has no end")


def test_every_row_is_met_once_in_order_also_where_many_are_sorted_alike(pages: Inside) -> None:
    owe([3, 1, 1, 1, 1, 1, 2, 0])
    account = pages.officer("officer-1", "officer").account
    assert account is not None
    expected = [
        f"/console/{pk}"
        for pk in Duty.objects.order_by("due_at", "pk").values_list("pk", flat=True)
    ]

    assert through(account) == expected
    assert through(account, "sort=-due") == expected[::-1]


def test_a_page_of_a_list_reads_one_screenful_by_key(pages: Inside) -> None:
    owe(list(range(10)))
    account = pages.officer("officer-1", "officer").account
    assert account is not None
    more = ask(account, "").more

    with CaptureQueriesContext(
        connection,
    ) as seen:
        ask(account, more.removeprefix("?"))

    told = next(one["sql"] for one in seen.captured_queries if "gate_duty" in one["sql"])
    assert "LIMIT 4" in told
    assert "OFFSET" not in told
    assert 'due_at" >=' in told


def test_a_place_that_was_made_up_or_is_of_another_order_begins_the_list(pages: Inside) -> None:
    owe([0, 1, 2, 3])
    account = pages.officer("officer-1", "officer").account
    assert account is not None
    first = [one.address for one in ask(account, "").rows]
    more = ask(account, "").more.removeprefix("?")

    other_order = QueryDict(more, mutable=True)
    other_order["sort"] = "-due"
    last = [one.address for one in ask(account, "sort=-due").rows]

    assert [one.address for one in ask(account, "after=あ").rows] == first
    assert [one.address for one in ask(account, other_order.urlencode()).rows] == last
    assert [one.address for one in ask(account, "after=made-up").rows] == first


def test_a_filter_takes_only_what_is_offered(pages: Inside) -> None:
    owe([0, 1], "record")
    owe([2], "notice")
    account = pages.officer("officer-1", "officer").account
    assert account is not None

    assert len(ask(account, "duty=notice").rows) == 1
    assert len(ask(account, "duty=anything").rows) == 3
    assert "duty=notice" in (ask(account, "duty=notice&sort=-due").query)


def test_a_view_is_kept_for_one_officer_and_leads_nowhere_else(pages: Inside) -> None:
    mine = pages.officer("officer-1", "officer")
    other = pages.officer("officer-2", "officer").account
    assert mine.account is not None
    assert other is not None

    sent = {"place": "/console", "query": "duty=notice", "name": "Notices"}
    answer = mine.post("/console/saved-views", sent)

    assert answer.headers["location"] == "/console?duty=notice"
    assert [(one.name, one.is_shown) for one in ask(mine.account, "duty=notice").views] == [
        ("Notices", True)
    ]
    assert ask(other, "").views == ()
    kept = SavedView.objects.get()
    drop_view(other, kept.pk)
    assert SavedView.objects.count() == 1
    mine.post("/console/saved-views/drop", {"view": str(kept.pk)})
    assert SavedView.objects.count() == 0


@pytest.mark.parametrize("place", ["//elsewhere.example", "/my", "/console/nothing", ""])
def test_a_view_of_what_is_no_list_of_the_console_is_refused(pages: Inside, place: str) -> None:
    account = pages.officer("officer-1", "officer").account
    assert account is not None

    with pytest.raises(InvalidViewError):
        keep_view(account, place, "", "Somewhere")
