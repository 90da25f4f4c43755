"""Today shows what waits, to whoever may see it, at a cost that does not grow."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.faces.inside import Inside
from tests.gate.samples import NOON
from tests.rights.samples import asked

from mamoru.console.waiting import MOST, WAITING
from mamoru.faces.roles import ROLES, scopes_of
from mamoru.gate.models import Duty
from mamoru.rights.requests.models import Request
from mamoru.rights.retention.models import Run


def test_what_waits_is_shown_with_where_it_is_settled(pages: Inside) -> None:
    ref = asked(pages.door)
    Request.objects.filter(ref=ref).update(state="review")
    Run.objects.create(ref="run_1", state="stopped", alarm="share", at=NOON, found={})
    officer = pages.officer("officer-1", "officer")

    page = officer.get("/console").text
    pages.clock.now = NOON + timedelta(days=365)
    late = officer.text("/console")

    assert 'href="/console/requests?who=officer"' in page
    assert "erasures by time that an alarm stopped" in page
    assert "requests whose answer is late" not in page
    assert "requests whose answer is late" in late
    assert ref not in page


def test_a_role_sees_only_what_its_scopes_reach(pages: Inside) -> None:
    Run.objects.create(ref="run_1", state="stopped", alarm="share", at=NOON, found={})
    asked(pages.door)
    Request.objects.update(state="decision")

    desk = pages.officer("desk-1", "desk").text("/console")
    engineer = pages.officer("engineer-1", "engineer").text("/console")
    auditor = pages.officer("auditor-1", "auditor").text("/console")

    assert "requests that wait for a decision" in desk
    assert "an alarm stopped" not in desk
    assert "an alarm stopped" in auditor
    assert "requests" not in engineer
    assert "an alarm stopped" not in engineer


def test_a_count_stops_where_it_is_large_enough(pages: Inside) -> None:
    Duty.objects.bulk_create(
        Duty(
            ticket=1, clause="4", duty="record", evidence="record", since="handling",
            due_at=NOON - timedelta(days=1), created_at=NOON,
        )
        for _ in range(MOST + 50)
    )  # fmt: skip
    officer = pages.officer("officer-1", "officer")

    with CaptureQueriesContext(connection) as seen:
        page = officer.text("/console")

    assert f"{MOST}+ duties that are late" in page
    counted = [one["sql"] for one in seen.captured_queries if "gate_duty" in one["sql"]]
    assert counted
    assert all("LIMIT" in one for one in counted)


def test_every_line_leads_to_a_page_that_its_readers_may_open(pages: Inside) -> None:
    for role in ROLES:
        officer = pages.officer(f"{role}-1", role)
        for one in WAITING:
            if not scopes_of([role]).isdisjoint(one.scopes):
                assert officer.get(one.address).status_code != 403, (role, one.address)


def test_an_address_without_a_page_is_said_in_the_frame_and_language_of_whoever_asks(
    pages: Inside,
) -> None:
    answer = pages.officer("desk-1", "desk", language="ja").get("/console/nothing")
    public = pages.visitor(language="ja").get("/policy/versions/1999-01-01")

    assert answer.status_code == 404
    assert "ページが見つかりません" in answer.text
    assert "Page not found" not in answer.text
    assert 'href="/console/requests"' in answer.text
    assert public.status_code == 404
    assert "Page not found" in public.text


def test_the_door_for_officers_is_called_as_what_it_leads_to(pages: Inside) -> None:
    page = pages.visitor().get("/account/login/").text

    assert "– Privacy console</title>" in page
    assert '<p class="name"><a href="/console">' in page
