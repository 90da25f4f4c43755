"""What its person does not go on with ends by the clock, and the officer hears of what waits."""

from datetime import timedelta

import pytest
from django.conf import settings
from tests.gate.samples import Clock, entries, stored
from tests.outbox.mailserver import MailServer
from tests.rights.samples import DESK, DOCUMENT, JUDGE, WHOLE, asked, reviewed, row, state

from mamoru.gate.door import Door
from mamoru.gate.mail import send_due
from mamoru.ledger.entries import RequestChanged
from mamoru.outbox.models import Letter
from mamoru.provision.reminders.matters import matters
from mamoru.provision.reminders.remind import remind
from mamoru.provision.reminders.wording import word_of
from mamoru.rights.requests.codes import send_code
from mamoru.rights.requests.decide import decide
from mamoru.rights.requests.identify import vouch
from mamoru.rights.requests.idle import RequestWaitError, tend_idle
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.work import work_due

WAIT, GRACE = timedelta(days=30), timedelta(days=14)
OFFICER_AT = "officer@sender.example"


def changes() -> list[str]:
    return [one.change for one in entries() if isinstance(one, RequestChanged)]


def told(door: Door) -> list[tuple[str, str]]:
    """Return what the officer would be told of requests, and whether it is late."""
    found = [one for one in matters(door.clock()) if one.what.startswith("request_")]
    return [(one.what, one.state) for one in found]


def test_whoever_does_not_go_on_is_warned_by_letter_and_then_it_is_closed_on_record(
    door: Door, clock: Clock, server: MailServer
) -> None:
    ref = asked(door)
    clock.now += WAIT - timedelta(seconds=1)
    assert tend_idle(door) == 0
    clock.now += timedelta(seconds=1)

    assert tend_idle(door) == 1
    send_due(door, server.mailer())

    [mail] = server.mails
    text = str(mail.message.get_content())
    assert (ref in text, "ご本人の確認" in text, "2027-01-0" in text) == (True, True, True)
    clock.now += GRACE - timedelta(seconds=1)
    assert tend_idle(door) == 0
    clock.now += timedelta(seconds=1)
    assert tend_idle(door) == 1
    work_due(door)
    assert (state(ref), row(ref).outcome) == (RequestState.READY, "abandoned")
    assert row(ref).end_reference == Letter.objects.get().key
    assert changes()[-3:] == ["warned", "abandoned", "answer_made"]


def test_a_step_after_the_warning_keeps_it_open_until_another_warning(
    door: Door, clock: Clock, server: MailServer
) -> None:
    ref = asked(door)
    clock.now += WAIT
    tend_idle(door)
    send_due(door, server.mailer())
    clock.now += timedelta(days=13)
    send_code(door, DESK, ref)
    clock.now += timedelta(days=13)

    assert tend_idle(door) == 0
    clock.now += timedelta(days=17)
    assert tend_idle(door) == 1

    assert (state(ref), changes().count("warned")) == (RequestState.IDENTITY, 2)


def test_it_is_not_closed_where_no_letter_went_out_and_the_officer_hears_of_it(
    door: Door, clock: Clock
) -> None:
    unsent = asked(door)
    unheld = asked(door, identifiers={"email": "nobody@example.jp"})
    clock.now += WAIT
    assert tend_idle(door) == 1  # of whoever is not held nobody can be warned
    clock.now += GRACE

    assert tend_idle(door) == 0

    assert {state(unsent), state(unheld)} == {RequestState.IDENTITY}
    assert [what for what, _ in told(door)].count("request_unwarned") == 2


def test_nothing_ends_by_the_clock_where_the_settings_say_never(
    door: Door, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(door)
    clock.now += timedelta(days=365)
    monkeypatch.setattr(settings, "REQUEST_WAIT_DAYS", "0")
    assert tend_idle(door) == 0

    monkeypatch.setattr(settings, "REQUEST_WAIT_DAYS", "a month")
    with pytest.raises(RequestWaitError):
        tend_idle(door)


def test_the_officer_hears_of_a_deadline_before_it_and_after_it(door: Door, clock: Clock) -> None:
    ref = asked(door)
    assert told(door) == []

    clock.now = row(ref).warn_at
    assert told(door) == [("request_answer", "soon")]
    clock.now = row(ref).due_at
    assert told(door) == [("request_answer", "late")]

    vouch(door, DESK, ref, DOCUMENT)
    work_due(door)
    clock.now += timedelta(days=3)
    assert ("request_unseen", "late") in told(door)


def test_the_officer_hears_of_work_that_failed_for_good(door: Door) -> None:
    ref = asked(door)
    reviewed(door, ref)
    decide(door, JUDGE, ref, WHOLE)
    Request.objects.filter(ref=ref).update(next_try_at=None)

    assert told(door) == [("request_dead", "late")]


def test_requests_stand_in_the_one_letter_of_the_day_without_anything_of_anybody(
    door: Door, clock: Clock, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SMTP", f"smtp://localhost:{server.port}")
    monkeypatch.setattr(settings, "MAIL_FROM", "desk@sender.example")
    monkeypatch.setattr(settings, "OFFICER_MAIL", OFFICER_AT)
    person = stored(door).ref
    ref = asked(door, person=person, text="架空の文", contact={"name": "Tsukuribanashi"})
    clock.now = row(ref).due_at

    assert remind(door).matters >= 1
    clock.now += timedelta(hours=1)
    assert remind(door).matters == 0

    [mail] = server.mails
    text = str(mail.message.get_content())
    assert f"- {word_of('request_answer').ja} [7] 期限" in text
    assert ref in text
    for word in (person, "架空の文", "Tsukuribanashi", "zenbu"):
        assert word not in str(mail.message) + text
