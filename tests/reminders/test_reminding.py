"""The officer is mailed what is late or coming up: at most once a day each, and nobody is named."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Event, Thread

import pytest
from django.conf import settings
from tests.gate.samples import NOON, Clock, stored
from tests.outbox.mailserver import GONE, MailServer, first_only
from tests.parties.samples import filed, registered
from tests.reminders.reminding import LATE, OFFICER_AT, SOON, bodies, noted

from mamoru.api.worker import Worker
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.models import Duty
from mamoru.outbox.errors import (
    MailMisconfiguredError,
    MailServerMissingError,
    MailServerSilentError,
)
from mamoru.outbox.letters import State
from mamoru.provision.entrust import incidents
from mamoru.provision.entrust.incidents import NewIncident
from mamoru.provision.reminders.errors import OfficerUnnamedError
from mamoru.provision.reminders.matters import matters
from mamoru.provision.reminders.models import Reminded
from mamoru.provision.reminders.remind import KEPT, Mailed, remind
from mamoru.provision.reminders.work import keep_reminding

SENT = State.SENT
NOTHING = Mailed(matters=0)


def told(matters: int, state: State = SENT) -> Mailed:
    return Mailed(matters=matters, state=state)


def test_what_is_late_is_mailed_once_on_each_day(
    door: Door, clock: Clock, server: MailServer
) -> None:
    party = registered(door, "contractor")
    clock.now = LATE

    assert remind(door) == told(2)
    clock.now += timedelta(hours=11, minutes=59)  # still the same day in Japan
    assert remind(door) == NOTHING
    clock.now += timedelta(minutes=1)
    assert remind(door) == told(2)

    assert server.per_reader == {OFFICER_AT: 2}
    first = bodies(server)[0]
    assert f"- 委託先の審査 [5a] 期限 2027-10-31 {party.ref} paper_" in first
    assert f"- review of a contractor [5c], due 2027-11-01 {party.ref} paper_" in first
    assert server.mails[0].message["Subject"].strip() == (
        "期限の知らせ: 期限切れ 2 件、まもなく期限 0 件 / Reminder: 2 late, 0 coming up"
    )
    assert noted() == [
        ("assessment", "2027-11-02", "sent"), ("review", "2027-11-02", "sent"),
        ("assessment", "2027-11-03", "sent"), ("review", "2027-11-03", "sent"),
    ]  # fmt: skip


def test_what_comes_up_is_mailed_once_a_week_and_each_day_once_it_is_late(
    door: Door, clock: Clock, server: MailServer
) -> None:
    registered(door, "contractor")
    days = {}
    clock.now = SOON

    while clock.now < SOON + timedelta(days=15):
        days[(clock.now - SOON).days] = remind(door).matters
        clock.now += timedelta(days=1)

    told_on = {day: count for day, count in days.items() if count}
    assert told_on == {0: 2, 7: 2, 12: 1, 13: 2, 14: 2}  # late from the 12th and the 13th day on


def test_nobody_is_named_and_nothing_of_anybody_is_told(
    door: Door, clock: Clock, server: MailServer
) -> None:
    stored(door)
    party = registered(door, "contractor")
    new = NewIncident(report="report:secret", knew_at=NOON, suspend=True)
    incidents.report(door, OFFICER, party.ref, new)
    clock.now = LATE

    remind(door)

    [mail] = server.mails
    whole = str(mail.message) + bodies(server)[0]
    for word in (party.name, party.contact, party.representative, "secret", "Tsukuribanashi"):
        assert word not in whole
    assert "- incident at a contractor [5c], due 2026-11-28" in whole


def test_something_new_is_mailed_by_itself_on_the_same_day(
    door: Door, clock: Clock, server: MailServer
) -> None:
    party = registered(door, "contractor")
    clock.now = LATE
    remind(door)
    new = NewIncident(report="report:1", knew_at=LATE)
    made = incidents.report(door, OFFICER, party.ref, new)

    clock.now += timedelta(hours=1)
    assert remind(door) == told(1)

    assert made.ref in bodies(server)[1]
    assert "assessment" not in bodies(server)[1]


def test_what_is_done_is_mailed_no_more(door: Door, clock: Clock, server: MailServer) -> None:
    party = registered(door, "contractor")
    clock.now = LATE
    remind(door)
    filed(door, party, "assessment", from_=date(2027, 11, 2), clauses=("passed",))

    clock.now += timedelta(days=1)

    assert remind(door) == NOTHING
    assert len(server.mails) == 1


def test_checks_abroad_and_other_duties_are_told_and_counted(
    door: Door, clock: Clock, server: MailServer
) -> None:
    party = registered(door, country="US")
    filed(door, party, "foreign_measures")
    Duty.objects.bulk_create(
        Duty(
            ticket=1, clause="8.1", duty="review_access", evidence="entitlement_review",
            since="handling", due_at=NOON, created_at=NOON, done_at=done_at,
        )
        for done_at in (None, None, None, NOON)
    )  # fmt: skip
    clock.now = datetime(2027, 10, 20, tzinfo=UTC)

    found = {one.what: (one.state, one.clause, one.count) for one in matters(clock.now)}
    remind(door)

    assert found == {
        "check": ("soon", "APPI 28(3)", 1), "entitlement_review": ("late", "8.1", 3),
    }  # fmt: skip
    assert "- review of entitlements (3 of them) [8.1], due 2026-11-24" in bodies(server)[0]
    assert f"[APPI 28(3)], due 2027-11-01 {party.ref}" in bodies(server)[0]


def test_where_nothing_is_due_nothing_is_mailed(door: Door, server: MailServer) -> None:
    registered(door, "contractor")

    assert remind(door) == NOTHING
    assert server.mails == []


def test_without_an_address_nothing_is_sent_and_nothing_noted(
    door: Door, clock: Clock, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered(door, "contractor")
    clock.now = LATE
    monkeypatch.setattr(settings, "OFFICER_MAIL", "")

    with pytest.raises(OfficerUnnamedError):
        remind(door)
    monkeypatch.setattr(settings, "OFFICER_MAIL", "a@b.example, c@d.example")
    with pytest.raises(MailMisconfiguredError) as wrong:
        remind(door)
    assert wrong.value.facts["name"] == "MAMORU_OFFICER_MAIL"
    monkeypatch.setattr(settings, "OFFICER_MAIL", OFFICER_AT)
    monkeypatch.setattr(settings, "SMTP", "")
    with pytest.raises(MailServerMissingError):
        remind(door)

    assert (server.mails, noted()) == ([], [])


def test_what_the_server_did_not_take_is_mailed_at_the_next_look(
    door: Door, clock: Clock, server: MailServer
) -> None:
    registered(door, "contractor")
    clock.now = LATE

    server.on_rcpt = lambda _: "450 later"
    assert remind(door) == told(2, State.WAITING)
    assert noted() == []
    server.on_rcpt = lambda _: "421 closing"
    with pytest.raises(MailServerSilentError):
        remind(door)
    assert noted() == []

    server.on_rcpt = lambda _: "250 go on"
    assert remind(door) == told(2)
    assert len(server.mails) == 1


def test_a_server_that_does_not_answer_leaves_everything_to_be_told(
    door: Door, clock: Clock, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered(door, "contractor")
    clock.now = LATE
    monkeypatch.setattr(settings, "SMTP", "smtp://localhost:1")

    with pytest.raises(MailServerSilentError):
        remind(door)

    assert noted() == []


@pytest.mark.parametrize(
    ("said", "state"), [("550 no such reader", State.FAILED), (GONE, State.UNCLEAR)]
)
def test_what_was_refused_or_is_unclear_is_not_repeated_on_that_day(
    door: Door, clock: Clock, server: MailServer, said: str, state: State
) -> None:
    registered(door, "contractor")
    clock.now = LATE
    server.on_data = first_only(said)

    assert remind(door) == told(2, state)
    assert remind(door) == NOTHING
    assert {state for *_, state in noted()} == {state.value}

    clock.now += timedelta(days=1)
    assert remind(door) == told(2)


def test_of_several_who_look_at_once_one_mails_each_matter(
    door: Door, clock: Clock, server: MailServer
) -> None:
    registered(door, "contractor")
    clock.now = LATE

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: remind(door), range(4)))

    assert sum(one.matters for one in done) == 2
    lines = [line for body in bodies(server) for line in body.splitlines() if "paper_" in line]
    assert len(lines) == len(set(lines)) == 4  # two matters, in two languages


def test_a_clock_that_jumps_repeats_nothing_on_a_day(
    door: Door, clock: Clock, server: MailServer
) -> None:
    registered(door, "contractor")
    days = set()

    for hours in (0, 30, 5, 90, -20, 90, 30, 0, 54):
        clock.now = LATE + timedelta(hours=hours)
        days.add(clock.now.astimezone(UTC).date())
        remind(door)

    keys = Reminded.objects.values_list("key", "day")
    assert len(keys) == len(set(keys))
    assert len(server.mails) == len({day for _, day in keys})
    clock.now = SOON
    assert remind(door) == told(2)  # what was said in a future that did not come counts for nothing


def test_old_notes_go(door: Door, clock: Clock, server: MailServer) -> None:
    registered(door, "contractor")
    clock.now = LATE
    remind(door)

    clock.now += KEPT + timedelta(days=1)
    remind(door)

    assert {day for _, day, _ in noted()} == {"2028-01-02"}


def test_a_running_server_reminds_and_says_nothing_where_nobody_is_named(
    door: Door, clock: Clock, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered(door, "contractor")
    clock.now = LATE
    worker = Worker(door)
    until = time.monotonic() + 20
    while not server.mails and time.monotonic() < until:
        time.sleep(0.05)
    worker.close()

    assert len(server.mails) == 1
    monkeypatch.setattr(settings, "OFFICER_MAIL", "")
    clock.now += timedelta(days=1)
    ended = Thread(target=keep_reminding, args=(door, Event()))
    ended.start()
    ended.join(10)
    assert not ended.is_alive()
