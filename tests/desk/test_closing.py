"""What was answered closes by itself where no reply comes, and a later reply opens it again."""

from datetime import timedelta
from threading import Event

import pytest
from django.conf import settings
from tests.desk.boxes import SENSITIVE, STRANGER, arrived, mail, row
from tests.gate.samples import Clock, entries
from tests.outbox.mailserver import MailServer

from mamoru.desk.answer import Answering, answer
from mamoru.desk.ending import close_answered
from mamoru.desk.errors import DeskMisconfiguredError
from mamoru.desk.handle import choose_kind
from mamoru.desk.mail.send import send_answers
from mamoru.desk.models import Inquiry
from mamoru.desk.unheard import follow_up
from mamoru.desk.work import look_after
from mamoru.gate.asking import DESK, OFFICER
from mamoru.gate.door import Door
from mamoru.ledger.inquiry import InquiryChanged

PERIOD = timedelta(days=14)


def answered(door: Door, *, how: str = "phone", **said: bool) -> Inquiry:
    [inquiry] = arrived(door, mail())
    answer(door, OFFICER, inquiry.ref, Answering(text="三年間です。", how=how, **said))  # type: ignore[arg-type]  # a word of it
    return inquiry


def changed(ref: str) -> list[tuple[str, str | None, str | None]]:
    told = [one for one in entries() if isinstance(one, InquiryChanged) and one.name == ref]
    return [(one.change, one.what, one.caller) for one in told]


def test_what_was_answered_closes_when_the_period_is_over_and_not_a_moment_before(
    door: Door, clock: Clock
) -> None:
    inquiry = answered(door)
    clock.now += PERIOD - timedelta(seconds=1)
    assert close_answered(door) == 0

    clock.now += timedelta(seconds=1)
    assert close_answered(door) == 1

    found = row(inquiry.ref)
    assert (found.state, found.outcome, found.closed_at) == ("closed", "answered", clock.now)
    assert found.keep_until is not None
    assert changed(inquiry.ref)[-1] == ("closed", "answered", DESK.system)
    assert close_answered(door) == 0


def test_a_complaint_that_closed_by_itself_is_kept_for_its_three_years(
    door: Door, clock: Clock
) -> None:
    inquiry = answered(door)
    choose_kind(door, OFFICER, inquiry.ref, "complaint")
    clock.now += PERIOD

    close_answered(door)

    kept = row(inquiry.ref).keep_until
    assert kept is not None
    assert kept > clock.now + timedelta(days=3 * 365)


def test_a_later_reply_opens_it_again_and_its_clock_counts_anew(door: Door, clock: Clock) -> None:
    inquiry = answered(door)
    clock.now += PERIOD
    close_answered(door)
    clock.now += timedelta(days=3)

    to = f"madoguchi+{inquiry.token}@desk.example"
    arrived(door, mail("まだ分かりません。", name="2", to=to), at=clock.now)

    found = row(inquiry.ref)
    assert (found.state, found.reopened, found.closed_at) == ("received", 1, None)
    assert found.due_at > clock.now
    clock.now += PERIOD * 2
    assert close_answered(door) == 0


def test_a_reply_within_the_period_lets_it_begin_anew_with_the_next_answer(
    door: Door, clock: Clock
) -> None:
    inquiry = answered(door)
    clock.now += timedelta(days=10)
    to = f"madoguchi+{inquiry.token}@desk.example"
    arrived(door, mail("もう一つ。", name="2", to=to), at=clock.now)
    answer(door, OFFICER, inquiry.ref, Answering(text="はい。", how="phone"))
    clock.now += timedelta(days=10)
    assert close_answered(door) == 0

    clock.now += timedelta(days=4)

    assert close_answered(door) == 1


def test_the_same_words_once_more_count_as_having_come_back(door: Door, clock: Clock) -> None:
    inquiry = answered(door)
    clock.now += timedelta(days=5)
    arrived(door, mail(name="2"), at=clock.now)
    clock.now += timedelta(days=10)

    assert close_answered(door) == 0
    assert row(inquiry.ref).state != "closed"


def test_what_waits_for_somebody_is_not_closed(door: Door, clock: Clock, post: MailServer) -> None:
    asked = answered(door, is_question=True)
    strange, sensitive, unsent = arrived(
        door, mail("b", name="3", sender="b@writer.example"),
        mail(SENSITIVE, name="4", sender="c@writer.example"),
        mail("d", name="5", sender="d@writer.example"),
    )  # fmt: skip
    for one in (strange, sensitive):
        answer(door, OFFICER, one.ref, Answering(text="はい。", how="phone"))
    answer(door, OFFICER, unsent.ref, Answering(text="はい。"))
    to = f"madoguchi+{strange.token}@desk.example"
    arrived(door, mail("割り込み", name="6", sender=STRANGER, to=to))
    clock.now += PERIOD

    assert close_answered(door) == 0
    assert row(asked.ref).state == "waiting"

    assert send_answers(door) > 0
    assert close_answered(door) == 1
    assert row(unsent.ref).state == "closed"


def test_the_desk_closes_by_itself_and_never_where_the_settings_say_so(
    door: Door, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    inquiry = answered(door)
    clock.now += PERIOD * 4
    monkeypatch.setattr(settings, "INQUIRY_CLOSE_DAYS", "0")
    assert look_after(door, Event()) == ""
    assert row(inquiry.ref).state == "answered"

    monkeypatch.setattr(settings, "INQUIRY_CLOSE_DAYS", "56")
    assert look_after(door, Event()) == ""

    assert row(inquiry.ref).state == "closed"


@pytest.mark.parametrize("said", ["-1", "366", "two"])
def test_a_period_that_is_none_is_said(
    door: Door, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.setattr(settings, "INQUIRY_CLOSE_DAYS", said)

    with pytest.raises(DeskMisconfiguredError, match="MAMORU_INQUIRY_CLOSE_DAYS"):
        close_answered(door)


def test_who_does_not_answer_our_question_is_reminded_once_and_then_it_closes(
    door: Door, clock: Clock, post: MailServer
) -> None:
    inquiry = answered(door, how="mail", is_question=True)
    send_answers(door)
    clock.now += timedelta(days=15) - timedelta(seconds=1)
    assert follow_up(door) == (0, 0)

    clock.now += timedelta(seconds=1)
    assert follow_up(door) == (1, 0)
    assert follow_up(door) == (0, 0)
    clock.now += timedelta(days=2)  # the mail server was away, and the time counts from the sending
    assert send_answers(door) == 1
    assert "ご返信をお待ちしています" in str(post.mails[-1].message["Subject"])
    clock.now += timedelta(days=15) - timedelta(seconds=1)
    assert follow_up(door) == (0, 0)

    clock.now += timedelta(seconds=1)
    assert follow_up(door) == (0, 1)

    found = row(inquiry.ref)
    assert (found.state, found.outcome) == ("closed", "no_reply")
    told = changed(inquiry.ref)
    assert ("reminded", None, DESK.system) in told
    assert told[-1] == ("closed", "no_reply", DESK.system)


def test_a_reply_to_our_question_ends_the_waiting_and_opens_again_what_was_closed(
    door: Door, clock: Clock, post: MailServer
) -> None:
    inquiry = answered(door, how="mail", is_question=True)
    send_answers(door)
    to = f"madoguchi+{inquiry.token}@desk.example"
    arrived(door, mail("火曜日です。", name="2", to=to), at=clock.now)
    clock.now += timedelta(days=60)
    assert follow_up(door) == (0, 0)

    answer(door, OFFICER, inquiry.ref, Answering(text="どの画面ですか。", is_question=True))
    send_answers(door)
    clock.now += timedelta(days=15)
    assert follow_up(door) == (1, 0)
    send_answers(door)
    clock.now += timedelta(days=15)
    assert follow_up(door) == (0, 1)
    arrived(door, mail("思い出しました。", name="3", to=to), at=clock.now)

    assert row(inquiry.ref).state == "received"


def test_who_was_asked_by_telephone_or_where_the_settings_say_so_is_not_closed(
    door: Door, clock: Clock, post: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(door, is_question=True)
    clock.now += timedelta(days=90)
    assert follow_up(door) == (0, 0)

    [other] = arrived(door, mail("b", name="3", sender="b@writer.example"), at=clock.now)
    answer(door, OFFICER, other.ref, Answering(text="いつですか。", is_question=True))
    send_answers(door)
    clock.now += timedelta(days=90)
    monkeypatch.setattr(settings, "INQUIRY_REPLY_DAYS", "0")
    assert follow_up(door) == (0, 0)
    monkeypatch.setattr(settings, "INQUIRY_REPLY_DAYS", "30")
    assert follow_up(door) == (1, 0)
