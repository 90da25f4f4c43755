"""The officer is mailed which inquiries are late, by their numbers alone."""

from datetime import timedelta

import pytest
from tests.desk.boxes import SUBJECT, TEXT, WRITER, arrived, mail, row
from tests.gate.samples import Clock
from tests.outbox.mailserver import MailServer
from tests.reminders.reminding import bodies

from mamoru.desk.answer import Answering, answer
from mamoru.desk.models import Inquiry
from mamoru.desk.state import Lane
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.provision.reminders.matters import matters
from mamoru.provision.reminders.remind import remind


def several(door: Door, count: int) -> list[Inquiry]:
    return arrived(
        door, *(mail(name=str(at), sender=f"a{at}@writer.example") for at in range(count))
    )


def of_inquiries(clock: Clock) -> list[tuple[str, str, str | None, int]]:
    found = [one for one in matters(clock.now) if one.what.startswith("inquiry_")]
    return [(one.what, one.state, one.ref, one.count) for one in found]


def test_late_inquiries_are_mailed_with_their_count_and_numbers_and_nothing_of_anybody(
    door: Door, clock: Clock, server: MailServer
) -> None:
    [mine] = arrived(door, mail())
    clock.now = row(mine.ref).due_at

    assert remind(door).matters == 1
    assert remind(door).matters == 0

    [sent] = server.mails
    said = bodies(server)[0]
    assert "Reminder: 1 late, 0 coming up" in str(sent.message["Subject"])
    assert f"- 問い合わせへの回答 [13] 期限 2026-12-01 {mine.ref}" in said
    assert f"- answer to an inquiry [13], due 2026-12-01 {mine.ref}" in said
    for word in (WRITER, SUBJECT, TEXT, "Tsukuri"):
        assert word not in said + str(sent.message)


def test_an_inquiry_comes_up_is_late_and_is_told_no_more_once_it_is_answered(
    door: Door, clock: Clock
) -> None:
    [mine] = arrived(door, mail())
    found = row(mine.ref)
    clock.now = found.warn_at - timedelta(seconds=1)
    assert of_inquiries(clock) == []
    clock.now += timedelta(seconds=1)
    assert of_inquiries(clock) == [("inquiry_answer", "soon", mine.ref, 1)]
    clock.now = found.due_at
    assert of_inquiries(clock) == [("inquiry_answer", "late", mine.ref, 1)]

    answer(door, OFFICER, mine.ref, Answering(text="三年間です。", how="phone"))

    assert of_inquiries(clock) == []


@pytest.mark.parametrize(
    ("lane", "told"), [(Lane.AUTOMATIC, []), (Lane.HELD, [("inquiry_held", "late", None, 3)])]
)
def test_what_was_set_aside_is_counted_and_what_a_program_sent_is_not_told(
    door: Door, clock: Clock, lane: Lane, told: list[tuple[str, str, str | None, int]]
) -> None:
    made = several(door, 3)
    Inquiry.objects.update(lane=lane)
    clock.now = row(made[0].ref).due_at

    assert of_inquiries(clock) == told
