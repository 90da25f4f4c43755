"""Floods lose nothing: what is too much is set aside, counted, shown, and found again."""

from datetime import timedelta

import pytest
from tests.desk.boxes import STRANGER, WRITER, Box, arrived, came, fetched, mail, row
from tests.gate.samples import NOON, Clock, stored

from mamoru.desk.handle import release
from mamoru.desk.limits import OVERALL, PER_SENDER
from mamoru.desk.listing import due, inquiries, waits
from mamoru.desk.models import Inquiry, Message
from mamoru.desk.receive import NewInquiry, receive
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door

MANY = 500


@pytest.mark.slow
def test_one_real_mail_in_the_middle_of_five_hundred_stands_at_the_desk(
    door: Door, box: Box
) -> None:
    flood = [
        bytes(mail(f"広告 {n}", sender=STRANGER, subject=f"広告 {n}", name=f"ad{n}"))
        for n in range(MANY)
    ]
    real = bytes(mail())
    box.deliver(*flood[: MANY // 2], real, *flood[MANY // 2 :])

    fetched(door)

    now = door.clock()
    assert Message.objects.filter(direction="in").count() == MANY + 1
    at_desk = inquiries(now, lane="desk", limit=500)
    assert len(at_desk) == PER_SENDER + 1
    assert (waits(now).held, waits(now).received) == (MANY - PER_SENDER, PER_SENDER + 1)
    [mine] = [one for one in at_desk if one.inquiry == of(WRITER)]
    assert mine.state == "received"


def of(_: str) -> str:
    """Return the inquiry of the one real mail: it came in the middle."""
    return list(Inquiry.objects.order_by("pk"))[MANY // 2].ref


@pytest.mark.slow
def test_where_each_mail_names_another_sender_who_is_held_is_not_lost_among_them(
    door: Door, clock: Clock
) -> None:
    stored(door, identifiers={"email": WRITER})
    made = [mail(f"広告 {n}", sender=f"ad{n}@ads.example", name=f"ad{n}") for n in range(70)]
    arrived(door, *made)

    [mine] = arrived(door, mail(name="mine"))
    [other] = arrived(door, mail("まじめな質問です。", sender=STRANGER, name="other"))

    assert mine.lane == "desk"
    assert other.lane == "held"
    assert waits(clock.now).held == 70 - OVERALL + 1
    found = [one for one in inquiries(clock.now, lane="held") if one.inquiry == other.ref]
    assert len(found) == 1
    release(door, OFFICER, other.ref)
    assert row(other.ref).lane == "desk"


def test_what_is_set_aside_is_late_like_anything_else(door: Door, clock: Clock) -> None:
    made = [mail(f"質問 {n}", name=str(n)) for n in range(PER_SENDER + 1)]
    last = arrived(door, *made)[-1]
    assert last.lane == "held"

    clock.now += timedelta(days=9)

    assert last.ref in [one.inquiry for one in due(clock.now, late=True)]
    assert waits(clock.now).late == PER_SENDER + 1


def test_what_came_over_days_and_is_fetched_at_once_is_no_flood(door: Door) -> None:
    for day in range(30, 0, -1):
        arrived(door, mail(f"質問 {day}", name=str(day)), at=NOON - timedelta(days=day))

    assert {one.lane for one in Inquiry.objects.all()} == {"desk"}


def test_the_same_text_of_the_same_sender_joins_what_is_open(door: Door, clock: Clock) -> None:
    first, second = arrived(door, mail(name="1"), mail(name="2"))
    [other] = arrived(door, mail(name="3", sender=STRANGER))

    assert first.ref == second.ref != other.ref
    assert [one.is_duplicate for one in came(first)] == [False, True]
    again = NewInquiry(text="同じ質問です。", email="tsukuri2@writer.example")
    once, twice = receive(door, OFFICER, again), receive(door, OFFICER, again)
    assert (once.inquiry, twice.is_repeated) == (twice.inquiry, True)


def test_lists_go_on_by_key_and_each_inquiry_stands_on_one_page(door: Door) -> None:
    made = [mail(f"質問 {n}", name=str(n), sender=f"a{n}@writer.example") for n in range(7)]
    refs = [one.ref for one in arrived(door, *made)]

    found: list[str] = []
    after = None
    while page := inquiries(door.clock(), after=after, limit=3):
        found += [one.inquiry for one in page]
        after = page[-1].number

    assert found == refs[::-1]
