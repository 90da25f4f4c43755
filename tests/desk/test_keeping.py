"""How long inquiries are kept, under which keys, and what the figures tell."""

from datetime import date, timedelta

import pytest
from tests.desk.boxes import arrived, mail, row, seen
from tests.gate.samples import Clock
from tests.rights.samples import asked

from mamoru.desk.ending import purge_inquiries
from mamoru.desk.figures import figures
from mamoru.desk.handle import choose_kind, close
from mamoru.desk.listing import due, waits
from mamoru.desk.models import Inquiry
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.rights.requests.close import purge_requests
from mamoru.rights.requests.models import Request


def test_the_end_of_another_rooms_papers_leaves_the_keys_of_inquiries(
    door: Door, clock: Clock
) -> None:
    [inquiry] = arrived(door, mail())
    asked(door, identifiers={})
    Request.objects.update(keep_until=clock.now, state="closed")
    clock.now += timedelta(days=40)

    assert purge_requests(door) == 1

    assert seen(door, inquiry.ref).messages[0].text


def test_a_complaint_is_kept_for_three_years_and_anything_else_for_one(
    door: Door, clock: Clock
) -> None:
    question, complaint = arrived(
        door, mail(), mail("苦情です。", name="2", sender="b@writer.example")
    )
    choose_kind(door, OFFICER, complaint.ref, "complaint")
    for one in (question, complaint):
        close(door, OFFICER, one.ref, "answered")

    clock.now += timedelta(days=370)
    assert purge_inquiries(door) == 1
    assert [one.ref for one in Inquiry.objects.all()] == [complaint.ref]
    clock.now += timedelta(days=740)
    assert purge_inquiries(door) == 1


def test_whoever_is_late_is_listed_from_the_first_moment_after_the_last_day(
    door: Door, clock: Clock
) -> None:
    [inquiry] = arrived(door, mail())
    clock.now = row(inquiry.ref).due_at - timedelta(seconds=1)
    assert due(clock.now, late=True) == []
    assert waits(clock.now).warned == 1

    clock.now += timedelta(seconds=1)

    assert [one.inquiry for one in due(clock.now, late=True)] == [inquiry.ref]


@pytest.mark.parametrize(("count", "told"), [(2, None), (12, 12)])
def test_figures_tell_no_small_counts(door: Door, clock: Clock, count: int, told: int) -> None:
    made = [mail(f"質問 {n}", name=str(n), sender=f"a{n}@writer.example") for n in range(count)]
    arrived(door, *made)

    found = figures(date(2026, 1, 1), date(2026, 12, 31), clock.now)

    assert found.total == told
    assert [one.count for one in found.by_channel] == [told]
