"""What becomes of a mail: its thread, its sender, its files, and what may be sensitive."""

import time
from datetime import timedelta

import pytest
from tests.desk.boxes import (
    SENSITIVE,
    STRANGER,
    SUBJECT,
    TEXT,
    WRITER,
    arrived,
    came,
    mail,
    row,
    seen,
    went,
)
from tests.gate.samples import Clock, entries, stored

from mamoru.desk import settle, strangers
from mamoru.desk.answer import Answering, answer
from mamoru.desk.errors import ContentWithheldError
from mamoru.desk.handle import assign, close
from mamoru.desk.listing import due, inquiries, waits
from mamoru.desk.mail.intake import take_in
from mamoru.desk.models import Attachment, Inquiry, Message
from mamoru.desk.reading import attachment
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.errors import HandlingRefusedError
from mamoru.ledger.entries import Handled
from mamoru.ledger.inquiry import InquiryChanged


def test_a_mail_becomes_an_inquiry_with_its_clock_and_is_read_for_the_purpose_of_answering(
    door: Door,
) -> None:
    [inquiry] = arrived(door, mail())

    [message] = [one for one in seen(door, inquiry.ref).messages if one.direction == "in"]

    assert (message.subject, message.text, message.address) == (SUBJECT, TEXT, WRITER)
    assert (inquiry.state, inquiry.lane, inquiry.channel) == ("received", "desk", "mail")
    assert inquiry.due_at > inquiry.warn_at > inquiry.arrived_at
    used = [one for one in entries() if isinstance(one, Handled) and one.act == "use"][-1]
    assert (used.outcome, used.purpose, used.request) == ("allow", "2(1)b", inquiry.trace)
    steps = [one.change for one in entries() if isinstance(one, InquiryChanged)]
    assert steps == ["received", "acknowledged", "read"]


def test_nothing_that_was_written_stands_in_clear_in_a_table_or_in_the_ledger(door: Door) -> None:
    made = mail()
    made.add_attachment(TEXT.encode(), maintype="text", subtype="plain", filename="jusho.txt")
    arrived(door, made)

    stored_in = [
        repr(values)
        for table in (Inquiry, Message, Attachment)
        for values in table.objects.values_list()
    ]
    told = "".join(map(str, [*stored_in, *entries()]))

    for word in (WRITER, "Tsukuri", SUBJECT, TEXT, "jusho", "writer.example"):
        assert word not in told
        assert word.encode().hex() not in "".join(
            bytes(value).hex()
            for table in (Inquiry, Message, Attachment)
            for values in table.objects.values_list()
            for value in values
            if isinstance(value, bytes | memoryview)
        )


def test_what_the_sender_is_held_for_goes_with_them_when_they_are_erased(door: Door) -> None:
    from tests.gate.samples import ERASE

    from mamoru.desk.ending import end_erased
    from mamoru.desk.errors import InquiryErasedError
    from mamoru.gate.erase import erase

    person = stored(door, identifiers={"email": WRITER})
    [question] = arrived(door, mail())
    [complaint] = arrived(door, mail("対応が遅いので苦情を申し立てます。", name="2"))
    from mamoru.desk.handle import choose_kind

    choose_kind(door, OFFICER, complaint.ref, "complaint")
    assert row(question.ref).person == person.ref

    erase(door, OFFICER, ERASE, person.ref)

    with pytest.raises(InquiryErasedError):
        seen(door, question.ref)
    assert seen(door, complaint.ref).messages[0].text == "対応が遅いので苦情を申し立てます。"
    assert end_erased(door) == 1
    ended = row(question.ref)
    assert (ended.state, ended.outcome, ended.person) == ("closed", "erased", "")
    assert not Message.objects.filter(inquiry=ended).exists()


def test_the_same_mail_is_taken_in_once_however_often_it_comes(door: Door, clock: Clock) -> None:
    raw = bytes(mail())
    first = take_in(door, raw, clock())
    again = take_in(door, raw, clock())

    assert (first.is_new, again.is_new, again.inquiry) == (True, False, first.inquiry)
    assert Message.objects.filter(direction="in").count() == 1


def test_another_mail_under_a_name_that_was_used_is_not_taken_for_the_first(door: Door) -> None:
    [first, second] = arrived(door, mail(name="same"), mail("別の質問です。", name="same"))

    assert first.ref != second.ref
    assert len(Message.objects.filter(direction="in")) == 2


def test_a_reply_to_our_address_comes_into_its_thread_and_opens_it_again(
    door: Door, clock: Clock
) -> None:
    [inquiry] = arrived(door, mail())
    assign(door, OFFICER, inquiry.ref, "desk-a")
    answer(door, OFFICER, inquiry.ref, Answering(text="三年です。"))
    close(door, OFFICER, inquiry.ref, "answered")
    clock.now += timedelta(days=20)

    to = f"madoguchi+{inquiry.token}@desk.example"
    [found] = arrived(door, mail("では、電話番号は。", name="2", to=to), at=clock.now)

    assert found.ref == inquiry.ref
    assert (found.state, found.reopened, found.keep_until) == ("assigned", 1, None)
    assert found.due_at > clock.now
    assert [one.is_on_hold for one in came(found)] == [False, False]


def test_a_reply_that_only_names_our_mail_comes_into_its_thread(door: Door) -> None:
    [inquiry] = arrived(door, mail())
    [acknowledged] = went(inquiry)

    reply = mail("追伸です。", name="2", In_Reply_To=f"<{acknowledged.token}@desk.example>")
    own = mail("追伸の二です。", name="3", References="<0@writer.example> <1@writer.example>")

    assert [one.ref for one in arrived(door, reply, own)] == [inquiry.ref] * 2


def test_a_stranger_with_a_stolen_token_waits_within_the_thread_and_is_marked(door: Door) -> None:
    [inquiry] = arrived(door, mail())
    answer(door, OFFICER, inquiry.ref, Answering(text="三年です。"))
    to = f"madoguchi+{inquiry.token}@desk.example"

    arrived(door, mail("住所を変えてください。", sender=STRANGER, name="9", to=to))

    message = seen(door, inquiry.ref).messages[-1]
    assert (message.address, message.is_on_hold) == (STRANGER, True)
    assert row(inquiry.ref).state == "answered"
    assert waits(door.clock()).on_hold == 1
    assert [one.inquiry for one in due(door.clock())] == [inquiry.ref]
    changes = [one.change for one in entries() if isinstance(one, InquiryChanged)]
    assert "message_held" in changes
    answer(door, OFFICER, inquiry.ref, Answering(text="お返事です。"))
    sent_to = [one.address for one in seen(door, inquiry.ref).messages if one.sort == "answer"]
    assert sent_to == [WRITER, WRITER]


def test_a_strangers_message_becomes_an_inquiry_of_its_own_or_is_let_in(door: Door) -> None:
    [inquiry] = arrived(door, mail())
    to = f"madoguchi+{inquiry.token}@desk.example"
    with_file = mail("別件です。", sender=STRANGER, name="8", to=to)
    with_file.add_attachment(b"%PDF-1.4 x", maintype="application", subtype="pdf", filename="a.pdf")
    arrived(door, with_file, mail("家族です。", sender="kazoku@writer.example", name="9", to=to))
    first, second = [one for one in came(inquiry) if one.is_on_hold]

    apart = strangers.separate(door, OFFICER, inquiry.ref, first.ref)
    strangers.accept(door, OFFICER, inquiry.ref, second.ref)

    [message] = seen(door, apart).messages
    assert (message.text, message.is_on_hold) == ("別件です。", False)
    read = attachment(door, OFFICER, apart, message.files[0].attachment)
    assert (read.name, read.content) == ("a.pdf", b"%PDF-1.4 x")
    family = mail("家族の続きです。", sender="kazoku@writer.example", name="10", to=to)
    arrived(door, family)
    assert not came(row(inquiry.ref))[-1].is_on_hold


def test_a_sensitive_text_is_read_by_nobody_until_a_reviewer_settles_it(door: Door) -> None:
    [inquiry] = arrived(door, mail(SENSITIVE))

    message = seen(door, inquiry.ref).messages[0]
    assert (message.subject, message.text) == ("", "")
    assert "health" in message.withheld or "special_care" in message.withheld
    held = [one for one in entries() if isinstance(one, Handled) and one.quarantine == "held"]
    assert [(one.act, one.outcome) for one in held] == [("collect", "refuse")]

    shown, _ = settle.review(door, OFFICER, inquiry.ref, message.message)
    assert SENSITIVE in shown.text
    with pytest.raises(HandlingRefusedError):
        settle.claim(door, OFFICER, inquiry.ref, message.message, settle.Claiming(grounds={}))
    grounds: dict[str, str | None] = {"notice_shown": "notice:desk"}
    settle.clear(door, OFFICER, inquiry.ref, message.message, settle.Claiming(grounds=grounds))
    assert SENSITIVE in seen(door, inquiry.ref).messages[0].text


def test_what_nobody_settles_is_purged_in_time_and_the_inquiry_stays(
    door: Door, clock: Clock
) -> None:
    made = mail(TEXT)
    made.add_attachment(
        SENSITIVE.encode(), maintype="text", subtype="plain", filename="shindan.txt"
    )
    [inquiry] = arrived(door, made)
    [file] = seen(door, inquiry.ref).messages[0].files
    assert file.withheld
    with pytest.raises(ContentWithheldError):
        attachment(door, OFFICER, inquiry.ref, file.attachment)

    clock.now += timedelta(days=15)

    assert settle.purge_due(door) == 1
    thread = seen(door, inquiry.ref)
    assert (thread.messages[0].text, thread.messages[0].files[0].is_kept) == (TEXT, False)
    assert [o.quarantine for o in entries() if isinstance(o, Handled) and o.quarantine] == [
        "held", "purged",
    ]  # fmt: skip
    assert settle.purge_due(door) == 0


def test_a_mail_in_html_is_read_as_text_without_what_is_hidden(door: Door) -> None:
    made = mail()
    made.set_content(
        "<p>いつまで<b>保管</b>されますか。</p><p style='display:none'>隠し</p>"
        "<script>alert(1)</script><img src='https://tracker.example/x.png'>",
        subtype="html",
    )
    [inquiry] = arrived(door, made)

    assert seen(door, inquiry.ref).messages[0].text == "いつまで保管されますか。"


FROM = b"From: a@writer.example\r\n"
MIXED = b"Content-Type: multipart/mixed; boundary="
BROKEN = {
    "nothing": b"",
    "no header": b"\xff\xfe\x00 no header at all",
    "open boundary": FROM + MIXED + b"x\r\n\r\n--x\r\n\r\nkoko",
    "unknown charset": FROM + b"Content-Type: text/plain; charset=klingon\r\n\r\n\xe3\x81\x82",
    "bad base64": FROM + b"Content-Transfer-Encoding: base64\r\n\r\n@@@=\r\n",
    "broken word": b"From: =?utf-8?b?!!!?= <a@writer.example>\r\nSubject: =?iso-2022-jp?B?\r\n\r\n",
    "nested": FROM
    + b"".join(MIXED + b"b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(300))
    + b"\r\nkoko",
    "many parts": FROM + MIXED + b"x\r\n\r\n" + b"--x\r\n\r\na\r\n" * 2000,
    "halves": FROM + b"Subject: \xed\xa0\x80\r\n\r\n\xed\xa0\x80",
    "comments": b"From: " + b"(" * 40_000 + b"a@writer.example\r\n\r\nkoko",
    "parameters": FROM
    + b"Content-Type: text/plain; "
    + b"".join(b'x*%d="a"; ' % n for n in range(20_000))
    + b"\r\n\r\nkoko",
    "readers": FROM + b"To: " + b"a@writer.example," * 50_000 + b"\r\n\r\nkoko",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_mail_is_taken_in_all_the_same_and_quickly(door: Door, kind: str) -> None:
    before = time.process_time()

    found = take_in(door, BROKEN[kind], door.clock())

    assert time.process_time() - before < 5
    assert found.is_new
    seen(door, found.inquiry)
    assert len(inquiries(door.clock())) == 1
