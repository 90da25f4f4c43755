"""An important change reaches those it concerns by mail, once, and each use of an address is
decided and on record."""

from datetime import timedelta

from tests.gate.samples import Clock, entries, given
from tests.notices.texts import LATER, MESSAGES, NEW_PURPOSE, WIDER, revised
from tests.outbox.mailserver import MailServer

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.create import create
from mamoru.gate.door import Door
from mamoru.gate.letters import resend
from mamoru.gate.mail import send_due
from mamoru.gate.parcels import LEASE, take
from mamoru.ledger.entries import Handled
from mamoru.notices.announce import announce_due
from mamoru.notices.draft import draft
from mamoru.notices.models import Announcement
from mamoru.notices.publish import publish
from mamoru.notices.withdraw import withdraw
from mamoru.outbox.letters import State
from mamoru.outbox.models import Delivery, Letter
from mamoru.outbox.queries import begin, finish, totals

COLLECT = Wish(act="collect", source="person", grounds={"notice_shown": "notice:1"})
NOTICE = "2(1)g"


def members(door: Door, count: int) -> None:
    people = [
        given(
            f"Hito{n} Tsukuri", items={"name": f"Hito{n} Tsukuri", "email": f"hito{n}@example.jp"}
        )
        for n in range(count)
    ]
    create(door, OFFICER, COLLECT, people)


def test_an_important_change_is_sent_to_everybody_once(door: Door, clock: Clock) -> None:
    members(door, 3)
    draft(door, OFFICER, revised(LATER, WIDER))
    done = publish(door, OFFICER, LATER, approved="approval:1")
    announce_due(door)

    with MailServer().running() as server:
        sent = send_due(door, server.mailer())
        again = send_due(door, server.mailer())

    assert (sent.states, again.states) == ({State.SENT: 3}, {})
    assert server.per_reader == {f"hito{n}@example.jp": 1 for n in range(3)}
    text = server.mails[0].message.get_content()
    (change,) = done.difference.changes
    assert change.ja in " ".join(text.split()) or change.ja in text.replace("\n", "")
    assert LATER in text
    uses = [e for e in entries() if isinstance(e, Handled) and e.act == "use"]
    assert [(e.purpose, e.outcome) for e in uses] == [(NOTICE, "allow")] * 3


def test_what_needs_agreement_is_marked_in_the_letter(door: Door) -> None:
    members(door, 1)
    draft(door, OFFICER, revised(LATER, NEW_PURPOSE))
    publish(door, OFFICER, LATER, approved="approval:1")
    announce_due(door)

    with MailServer().running() as server:
        send_due(door, server.mailer())

    text = server.mails[0].message.get_content()
    assert "同意が必要" in text
    assert "needs your agreement" in text


def test_a_mail_server_that_is_away_keeps_the_letters_waiting(door: Door, clock: Clock) -> None:
    members(door, 2)
    draft(door, OFFICER, revised(LATER, WIDER))
    publish(door, OFFICER, LATER, approved="approval:1")
    announce_due(door)
    (key,) = Announcement.objects.values_list("key", flat=True)
    server = MailServer()

    away = send_due(door, server.mailer())
    assert away.trouble is not None
    assert totals(key) == {State.WAITING: 2}

    clock.now += timedelta(hours=12)
    with server.running():
        send_due(door, server.mailer())
    assert totals(key) == {State.SENT: 2}


def test_letters_about_a_withdrawn_text_are_not_sent(door: Door) -> None:
    members(door, 2)
    draft(door, OFFICER, revised(LATER, WIDER))
    publish(door, OFFICER, LATER, approved="approval:1")
    announce_due(door)
    withdraw(door, OFFICER, LATER)

    with MailServer().running() as server:
        sent = send_due(door, server.mailer())

    assert (sent.states, server.mails) == ({}, [])


def test_it_is_sent_for_the_purpose_that_the_text_in_force_has_for_it(door: Door) -> None:
    members(door, 1)
    renamed = (MESSAGES, MESSAGES.replace("          g:", "          z:"))
    draft(door, OFFICER, revised(LATER, WIDER, renamed))
    publish(door, OFFICER, LATER, approved="approval:1")
    announce_due(door)

    with MailServer().running() as server:
        assert send_due(door, server.mailer()).states == {State.SENT: 1}


def test_a_title_with_a_wide_space_or_without_end_is_announced(door: Door) -> None:
    title = ("プライバシーポリシー", "プライバシー\u3000ポリシー" + "の" * 300)
    draft(door, OFFICER, revised(LATER, WIDER, title))

    assert publish(door, OFFICER, LATER, approved="approval:1").is_announced_by_mail

    subject = Letter.objects.get().subject_ja
    assert subject.startswith("プライバシー ポリシーのの")
    assert len(subject) == 200


def test_what_is_under_way_when_a_text_is_withdrawn_is_not_tried_once_more(
    door: Door, clock: Clock
) -> None:
    members(door, 1)
    draft(door, OFFICER, revised(LATER, WIDER))
    publish(door, OFFICER, LATER, approved="approval:1")
    announce_due(door)
    (parcel,) = take(door, 20, lambda: 0.5).parcels
    assert door.writer.run(lambda _: begin(parcel.due, clock.now, clock.now + LEASE))[0]

    withdraw(door, OFFICER, LATER)
    door.writer.run(lambda _: finish(parcel.due, State.WAITING, "451", now=clock.now))

    key = f"revision:{LATER}.2"
    assert totals(key) == {State.WITHDRAWN: 1}
    door.writer.run(lambda _: Delivery.objects.update(state=State.UNCLEAR))
    assert resend(door, key, [State.UNCLEAR]) == 0
