"""Officers answer inquiries: the queue shows nothing, reading is on record, nothing goes unseen."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.faces.inside import Inside, Visitor
from tests.gate.samples import entries

from mamoru.console.inquiries.template_words import FILLS
from mamoru.desk.models import Inquiry, Message, Template
from mamoru.desk.receive import NewFile, NewInquiry, receive
from mamoru.desk.state import Kind
from mamoru.desk.templates import FILLED
from mamoru.faces.models import Revealed
from mamoru.gate.asking import OFFICER
from mamoru.ledger.entries import Handled
from mamoru.ledger.inquiry import InquiryChanged

TEXT = "登録した情報は、いつまで保存されますか。<script>alert(1)</script>"
WRITER = "tsukuri@writer.example"
AT = "/console/inquiries"
WHY = {"reveal-reason": "inquiry", "reveal-reference": "memo:1"}


@pytest.fixture(autouse=True)
def mail_named() -> Iterator[None]:
    settings.DESK_MAIL, before = "madoguchi@desk.example", settings.DESK_MAIL
    yield
    settings.DESK_MAIL = before


def came(pages: Inside, text: str = TEXT, kind: Kind = "question", **more: object) -> str:
    said: dict[str, Any] = {"text": text, "kind": kind, "email": WRITER, "subject": "保存期間"}
    return receive(pages.door, OFFICER, NewInquiry(**said | more)).inquiry


def desk(pages: Inside, name: str = "desk-1") -> Visitor:
    return pages.officer(name, "desk")


def purpose(visitor: Visitor, ref: str) -> dict[str, str]:
    page = visitor.get(f"{AT}/{ref}").text
    offered = page.partition('name="reveal-purpose"')[2].partition('<option value="')[2]
    return {**WHY, "reveal-purpose": offered.partition('"')[0]}


def steps() -> list[str]:
    return [one.change for one in entries() if isinstance(one, InquiryChanged)]


def test_the_queue_says_what_is_due_and_nothing_of_what_was_written(pages: Inside) -> None:
    ref = came(pages)

    page = desk(pages).get(AT).text

    assert ref in page
    assert "登録した" not in page
    assert WRITER not in page
    assert "read" not in steps()


@pytest.mark.parametrize(
    ("query", "shown"),
    [("lane=held", 0), ("kind=complaint", 1), ("deadline=late", 2), ("assignee=mine", 1),
     ("assignee=nobody", 1), ("state=assigned", 1), ("state=closed", 2)],
)  # fmt: skip
def test_the_queue_is_narrowed_by_lane_kind_deadline_and_whose_it_is(
    pages: Inside, query: str, shown: int
) -> None:
    visitor = desk(pages)
    mine, other = came(pages), came(pages, "別の苦情です。", "complaint")
    assert visitor.account is not None
    visitor.post(f"{AT}/{mine}/assign", {"assign-chosen": visitor.account.handle})
    pages.clock.now += timedelta(days=30)

    page = desk(pages).get(f"{AT}?{query}").text

    assert (mine in page) + (other in page) == shown


def test_a_thousand_more_inquiries_cost_the_queue_no_query_more(pages: Inside) -> None:
    came(pages)
    visitor = desk(pages)
    with CaptureQueriesContext(connection) as few:
        visitor.get(AT)
    row = Inquiry.objects.get()
    own = ("id", "ref", "token", "trace", "key")
    same = {one.attname: getattr(row, one.attname) for one in Inquiry._meta.fields
            if one.attname not in own}  # fmt: skip
    more = [
        Inquiry(**same, ref=f"inq_{number:016x}", token=f"{number:032x}", trace="")
        for number in range(1000)
    ]
    Inquiry.objects.bulk_create(more)

    with CaptureQueriesContext(connection) as many:
        page = visitor.get(AT)

    assert page.text.count("data-row") == 50
    assert len(many) == len(few)


def test_reading_takes_a_reason_and_is_shown_once(pages: Inside) -> None:
    ref = came(pages)
    visitor = desk(pages)
    why = purpose(visitor, ref)
    assert visitor.post(f"{AT}/{ref}/open", {**why, "reveal-reference": ""}).status_code == 400
    assert "read" not in steps()

    page = visitor.post(f"{AT}/{ref}/open", why)

    assert page.status_code == 200
    assert "登録した情報は" in page.text
    assert "<script>alert" not in page.text
    kept = Revealed.objects.get()
    assert (kept.what, kept.ref, kept.reference) == ("inquiry", ref, "memo:1")
    assert kept.ticket is not None
    assert steps()[-1] == "read"
    handled = [one for one in entries() if isinstance(one, Handled)]
    assert handled[-1].act == "use"
    assert visitor.account is not None
    assert handled[-1].caller == visitor.account.handle
    assert "登録した情報は" not in visitor.get(f"{AT}/{ref}").text


def test_a_file_is_given_to_be_kept_and_under_its_own_name(pages: Inside) -> None:
    ref = came(pages, files=(NewFile(content=b"memo", name="見本\u202e.txt", media="text/plain"),))
    visitor = desk(pages)
    why = purpose(visitor, ref)
    page = visitor.post(f"{AT}/{ref}/open", why).text
    at = page.partition(f"{AT}/{ref}/files/")[2].partition('"')[0]

    given = visitor.post(f"{AT}/{ref}/files/{at}", why)

    assert given.content == b"memo"
    assert given.headers["content-type"] == "application/octet-stream"
    told = given.headers["content-disposition"]
    assert told == f"attachment; filename*=UTF-8''{quote('見本.txt')}"
    assert given.headers["x-content-type-options"] == "nosniff"
    assert given.headers["content-security-policy"].startswith("sandbox;")


def test_an_answer_is_looked_at_as_a_whole_before_it_is_kept(pages: Inside) -> None:
    ref = came(pages)
    visitor = desk(pages)
    said = {"reply-text": "三年間です。", "reply-how": "mail", "reply-template": "answer",
            "reply-tongue": "ja"}  # fmt: skip
    assert visitor.post(f"{AT}/{ref}/reply", {**said, "reply-text": " "}).status_code == 400

    preview = visitor.post(f"{AT}/{ref}/reply", {**said, "do": "preview"})

    assert "三年間です。" in preview.text
    assert "個人情報問合せ窓口" in preview.text
    assert "answered" not in steps()
    again = visitor.post(f"{AT}/{ref}/reply", {**said, "do": "edit"})
    assert "三年間です。" in again.text

    done = visitor.post(f"{AT}/{ref}/reply", {**said, "do": "send"})

    assert done.status_code == 302
    assert steps()[-1] == "answered"
    row = Inquiry.objects.get(ref=ref)
    assert row.state == "answered"
    assert Message.objects.get(inquiry=row, sort="answer").send_state == "waiting"


def test_an_inquiry_is_assigned_named_linked_closed_and_opened_again(pages: Inside) -> None:
    ref = came(pages)
    visitor = desk(pages)
    assert visitor.account is not None
    handle = visitor.account.handle
    for act, sent in (
        ("assign", {"chosen": handle}), ("kind", {"chosen": "complaint"}),
        ("link", {"request": "req_0123456789abcdef", "incident": "", "topic": ""}),
        ("close", {"chosen": "resolved"}), ("reopen", {}),
    ):  # fmt: skip
        given = {f"{act}-{name}": value for name, value in sent.items()}
        assert visitor.post(f"{AT}/{ref}/{act}", given).status_code == 302, act

    row = Inquiry.objects.get(ref=ref)
    assert (row.assignee, row.kind, row.request, row.state, row.reopened) == (
        handle, "complaint", "req_0123456789abcdef", "assigned", 1,
    )  # fmt: skip
    page = visitor.text(f"{AT}/{ref}")
    assert "desk-1" in page
    wrong = visitor.post(f"{AT}/{ref}/link", {"link-request": "a name"})
    assert wrong.status_code == 400
    stranger = visitor.post(f"{AT}/{ref}/assign", {"assign-chosen": "somebody"})
    assert stranger.status_code == 400


def test_what_a_flood_held_back_is_moved_to_the_desk(pages: Inside) -> None:
    ref = came(pages)
    Inquiry.objects.filter(ref=ref).update(lane="held")
    visitor = desk(pages)
    assert "is held" in visitor.text(AT)

    visitor.post(f"{AT}/{ref}/release")

    assert Inquiry.objects.get(ref=ref).lane == "desk"
    assert steps()[-1] == "released"


def test_a_template_is_changed_in_both_languages_and_only_with_names_that_are_known(
    pages: Inside,
) -> None:
    visitor = desk(pages)
    said = {"subject_ja": "回答 ${number}", "subject_en": "Answer", "body_ja": "${text}\r\n以上",
            "body_en": "${text}"}  # fmt: skip

    wrong = visitor.post(f"{AT}/templates/answer", {**said, "body_en": "${password}"})
    done = visitor.post(f"{AT}/templates/answer", said)

    assert wrong.status_code == 400
    assert "placeholder" in wrong.text
    assert done.status_code == 302
    assert Template.objects.get().body_ja == "${text}\n以上"
    assert steps() == ["template_changed"]


@pytest.mark.parametrize("role", ["auditor", "engineer"])
def test_who_only_reads_records_sees_no_content_and_does_nothing(pages: Inside, role: str) -> None:
    ref = came(pages)
    visitor = pages.officer(f"{role}-1", role)
    sees = 200 if role == "auditor" else 403

    assert visitor.get(AT).status_code == sees
    assert visitor.get(f"{AT}/{ref}").status_code == sees
    assert "reveal-purpose" not in visitor.get(f"{AT}/{ref}").text
    for act in ("open", "reply", "assign", "kind", "link", "close", "reopen", "release",
                "files/att_1", "messages/msg_1"):  # fmt: skip
        assert visitor.post(f"{AT}/{ref}/{act}", WHY).status_code == 403, act
    assert visitor.get(f"{AT}/templates").status_code == 403
    assert visitor.post(f"{AT}/templates/answer").status_code == 403
    assert steps() == ["received", "acknowledged"]


def test_what_a_template_is_filled_with_is_said_in_words(pages: Inside) -> None:
    page = pages.officer("desk-1", "desk", language="ja").text(f"{AT}/templates/answer")

    assert "${due_on} 回答を予定する日" in page
    assert set(FILLS) == set(FILLED)
