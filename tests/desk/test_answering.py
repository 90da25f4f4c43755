"""Answers and acknowledgements, through a real mail server."""

from datetime import timedelta

import pytest
from django.conf import settings
from tests.desk.boxes import STRANGER, SUBJECT, TEXT, WRITER, arrived, mail, row, seen, went
from tests.gate.samples import ERASE, Clock, entries, stored
from tests.outbox.mailserver import GONE, MailServer

from mamoru.desk.answer import Answering, answer
from mamoru.desk.errors import NoAddressError, TemplateBrokenError, UnknownTemplateError
from mamoru.desk.limits import ACKNOWLEDGED
from mamoru.desk.listing import due, waits
from mamoru.desk.mail.send import send_answers
from mamoru.desk.receive import NewInquiry, receive
from mamoru.desk.templates import NewTemplate, change, templates
from mamoru.gate.asking import OFFICER, Asker
from mamoru.gate.door import Door
from mamoru.gate.erase import erase
from mamoru.gate.errors import PurposeUnregisteredError
from mamoru.gate.models import Duty
from mamoru.ledger.entries import Handled
from mamoru.ledger.inquiry import InquiryChanged


def test_an_inquiry_is_acknowledged_once_with_its_number_and_day(
    door: Door, post: MailServer
) -> None:
    [inquiry] = arrived(door, mail())
    to = f"madoguchi+{inquiry.token}@desk.example"
    arrived(door, mail("追伸です。", name="2", to=to))

    assert send_answers(door) == 1
    assert send_answers(door) == 0

    [sent] = post.mails
    text = sent.message.get_content()
    assert sent.to == WRITER
    assert inquiry.ref in text
    assert "2026-12-01" in text
    assert sent.message["Auto-Submitted"] == "auto-replied"
    assert sent.message["In-Reply-To"] == "<1@writer.example>"
    assert TEXT not in text


def test_an_answer_goes_into_the_thread_and_is_decided_recorded_and_owed_to_nobody_after(
    door: Door, post: MailServer
) -> None:
    asked = mail(References="<0@writer.example>")
    [inquiry] = arrived(door, asked)

    given = answer(door, OFFICER, inquiry.ref, Answering(text="三年間です。"))
    send_answers(door)

    sent = post.mails[-1].message
    [message] = [one for one in went(inquiry) if one.sort == "answer"]
    assert sent["Subject"] == f"Re: {SUBJECT}"
    assert sent["In-Reply-To"] == "<1@writer.example>"
    assert sent["References"] == "<0@writer.example> <1@writer.example>"
    assert sent["Message-ID"] == f"<{message.token}@desk.example>"
    assert sent["Reply-To"] == f"madoguchi+{inquiry.token}@desk.example"
    assert sent["Auto-Submitted"] is None
    assert "三年間です。" in sent.get_content()
    assert (given.state, row(inquiry.ref).state) == ("answered", "answered")
    acts = [one for one in entries() if isinstance(one, Handled) and one.act == "answer"]
    assert [(one.outcome, one.cites) for one in acts] == [("allow", ("13",))]
    owed = Duty.objects.filter(evidence="answer_record")
    assert [one.done_at for one in owed] == [door.clock()]
    assert message.send_state == "sent"


def test_a_reply_to_what_was_sent_finds_its_thread(door: Door, post: MailServer) -> None:
    [inquiry] = arrived(door, mail())
    answer(door, OFFICER, inquiry.ref, Answering(text="ご住所の番地は。", is_question=True))
    send_answers(door)
    assert row(inquiry.ref).state == "waiting"
    asked = post.mails[-1].message

    back = mail(
        "一番地です。", name="2", to=str(asked["Reply-To"]), In_Reply_To=str(asked["Message-ID"])
    )

    assert [one.ref for one in arrived(door, back)] == [inquiry.ref]
    assert row(inquiry.ref).state == "received"


PROGRAMS: dict[str, dict[str, str]] = {
    "auto-generated": {"Auto_Submitted": "auto-generated"},
    "an absence notice": {"Auto_Submitted": "auto-replied (vacation)"},
    "bulk": {"Precedence": "bulk"},
    "a list": {"List_Id": "<news.list.example>"},
    "advertising": {"List_Unsubscribe": "<https://list.example/u>"},
    "a bounce": {"Return_Path": "<>"},
    "no-reply": {"sender": "no-reply@shop.example"},
    "a daemon": {"sender": "MAILER-DAEMON@mx.example"},
}


@pytest.mark.parametrize("kind", PROGRAMS)
def test_no_program_is_answered_and_nothing_of_it_is_thrown_away(
    door: Door, post: MailServer, kind: str
) -> None:
    [inquiry] = arrived(door, mail(**PROGRAMS[kind]))

    assert send_answers(door) == 0
    assert post.mails == []
    assert (inquiry.lane, waits(door.clock()).automatic) == ("automatic", 1)
    assert seen(door, inquiry.ref).messages[0].text == TEXT


def test_a_mail_whose_carriers_name_another_is_not_acknowledged(
    door: Door, post: MailServer
) -> None:
    arrived(door, mail(Return_Path=f"<{STRANGER}>"))

    assert send_answers(door) == 0


def test_two_programs_that_answer_each_other_stop_by_themselves(
    door: Door, post: MailServer, clock: Clock
) -> None:
    arrived(door, mail("自動の返事 0"))
    for number in range(1, 40):
        clock.now += timedelta(minutes=10)
        send_answers(door)
        if len(post.mails) < number:
            break
        # one that says nothing of being a program, and does not answer into the thread
        arrived(door, mail(f"自動の返事 {number}", name=str(number + 1)), at=clock.now)

    assert len(post.mails) == ACKNOWLEDGED


def test_an_answer_that_comes_back_is_seen_and_waits_for_somebody(
    door: Door, post: MailServer
) -> None:
    [inquiry] = arrived(door, mail())
    answer(door, OFFICER, inquiry.ref, Answering(text="三年です。"))
    send_answers(door)
    [token] = [one.token for one in went(inquiry) if one.sort == "answer"]
    report = (
        "From: MAILER-DAEMON@mx.example\nTo: madoguchi@desk.example\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nsorry\n\n--b\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; x\nAction: failed\n"
        "Status: 5.1.1\n\n--b\nContent-Type: text/rfc822-headers\n\n"
        f"Message-ID: <{token}@desk.example>\n\n--b--\n"
    ).encode()
    from mamoru.desk.mail.intake import take_in

    found = take_in(door, report, door.clock())

    assert found.inquiry == inquiry.ref
    now = row(inquiry.ref)
    assert (now.state, now.problem) == ("received", "bounced")
    assert [one.inquiry for one in due(door.clock())] == [inquiry.ref]
    assert not [one for one in seen(door, inquiry.ref).messages if one.is_on_hold]


def test_an_answer_of_which_nobody_knows_whether_it_was_taken_is_not_repeated(
    door: Door, post: MailServer, clock: Clock
) -> None:
    [inquiry] = arrived(door, mail())
    post.on_data = lambda _: GONE
    send_answers(door)
    clock.now += timedelta(days=1)
    post.on_data = lambda _: "250 taken"

    assert send_answers(door) == 0
    assert [one.send_state for one in went(inquiry)] == ["unclear"]
    assert waits(clock.now).not_sent == 1


def test_nothing_is_sent_to_somebody_who_was_erased_meanwhile(door: Door, post: MailServer) -> None:
    person = stored(door, identifiers={"email": WRITER})
    arrived(door, mail())
    erase(door, OFFICER, ERASE, person.ref)

    assert send_answers(door) == 0
    assert post.mails == []


def test_a_system_that_is_not_registered_for_inquiries_can_neither_read_nor_answer(
    door: Door,
) -> None:
    [inquiry] = arrived(door, mail())
    shop = Asker(system="shop-front", purposes=frozenset(["2(1)a"]))

    with pytest.raises(PurposeUnregisteredError):
        answer(door, shop, inquiry.ref, Answering(text="三年です。"))
    assert entries()[-1].outcome == "refuse"  # type: ignore[union-attr]  # it is a handling
    desk = Asker(system="desk-one", purposes=frozenset(["2(1)b"]))
    answer(door, desk, inquiry.ref, Answering(text="三年です。"))


def test_what_was_said_by_telephone_is_kept_as_the_answer(door: Door) -> None:
    new = NewInquiry(text="電話での苦情です。", kind="complaint", channel="phone", name="架空 花子")
    ref = receive(door, OFFICER, new).inquiry

    with pytest.raises(NoAddressError):
        answer(door, OFFICER, ref, Answering(text="お詫びします。"))
    answer(door, OFFICER, ref, Answering(text="お詫びしました。", how="phone"))

    said = seen(door, ref).messages
    assert [(one.direction, one.text) for one in said] == [
        ("in", "電話での苦情です。"), ("out", "お詫びしました。"),
    ]  # fmt: skip
    assert row(ref).state == "answered"


def test_templates_are_data_filled_from_a_fixed_list_and_nothing_else(
    door: Door, post: MailServer
) -> None:
    new = NewTemplate(
        subject_ja="受付 ${number}", subject_en="Got ${number}", body_ja="${company}\n$$5 ${text}",
        body_en="${company} ${text}",
    )  # fmt: skip
    change(door, "desk-one", "answer", new)
    [inquiry] = arrived(door, mail())

    answer(door, OFFICER, inquiry.ref, Answering(text="${number} {0.__class__} $text"))
    send_answers(door)

    body = post.mails[-1].message.get_content()
    assert "株式会社" in body
    assert "$5 ${number} {0.__class__} $text" in body
    assert [one.version for one in templates() if one.name == "answer"] == [1]
    last = [one for one in entries() if isinstance(one, InquiryChanged)]
    assert "template_changed" in [one.change for one in last]
    with pytest.raises(UnknownTemplateError):
        answer(door, OFFICER, inquiry.ref, Answering(text="x", template="nowhere"))


@pytest.mark.parametrize("text", ["${name}", "5 $", "${number.__class__}", "$", "${}"])
def test_a_template_with_anything_else_is_refused(door: Door, text: str) -> None:
    new = NewTemplate(subject_ja="a", subject_en="a", body_ja=text, body_en="a")

    with pytest.raises(TemplateBrokenError):
        change(door, "desk-one", "answer", new)


def test_nothing_is_sent_without_a_mail_server(door: Door) -> None:
    assert settings.SMTP == ""
    [inquiry] = arrived(door, mail())

    assert send_answers(door) == 0
    assert [one.send_state for one in went(inquiry)] == ["waiting"]
