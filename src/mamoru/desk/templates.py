"""Templates of answers, in Japanese and English: data of the installation, changed by an officer.

What is filled in are names of a fixed list, by Python's `string.Template`: nothing is executed.
"""

import re
import string
from datetime import timedelta
from typing import Annotated

import msgspec
from django.conf import settings

from mamoru.desk.errors import TemplateBrokenError, UnknownTemplateError
from mamoru.desk.models import Inquiry, Template
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.ledger.inquiry import InquiryChanged
from mamoru.outbox.letters import Text
from mamoru.policy.words import Word

ACKNOWLEDGEMENT, ANSWER, ASKING = "acknowledgement", "answer", "asking"
REMINDER = "reminder"
FILLED = ("number", "company", "contact", "received_on", "due_on", "url", "text")
"""Names that a template may have: of the inquiry, the company, and what the officer wrote."""
_BUILT_IN: dict[str, Text] = {
    ACKNOWLEDGEMENT: Text(
        subject=Word("お問い合わせを受け付けました [${number}]",
                     "We have received your inquiry [${number}]"),
        body=Word(
            "${company} 個人情報問合せ窓口です。お問い合わせを受け付けました。\n\n"
            "受付番号: ${number}\n受付日: ${received_on}\n回答の予定: ${due_on} まで\n\n"
            "追加のご連絡は、このメールにご返信ください。このメールは自動で送信しています。\n",
            "This is the personal information desk of ${company}. We have received your "
            "inquiry.\n\nNumber: ${number}\nReceived on: ${received_on}\n"
            "To be answered by: ${due_on}\n\n"
            "To add anything, reply to this mail. It was sent automatically.\n",
        ),
    ),
    ANSWER: Text(
        subject=Word("お問い合わせへの回答 [${number}]", "Your inquiry [${number}]"),
        body=Word("${text}\n\n-- \n${company} 個人情報問合せ窓口\n${contact}\n",
                  "${text}\n\n-- \n${company}, personal information desk\n${contact}\n"),
    ),
    ASKING: Text(
        subject=Word("お問い合わせについての確認 [${number}]",
                     "A question about your inquiry [${number}]"),
        body=Word(
            "お問い合わせについて、次の点をお知らせください。\n\n${text}\n\n-- \n"
            "${company} 個人情報問合せ窓口\n${contact}\n",
            "To answer your inquiry we need to know the following.\n\n${text}\n\n-- \n"
            "${company}, personal information desk\n${contact}\n",
        ),
    ),
    REMINDER: Text(
        subject=Word("ご返信をお待ちしています [${number}]",
                     "We wait for your reply [${number}]"),
        body=Word(
            "${company} 個人情報問合せ窓口です。お問い合わせについて先にお尋ねした点に、まだ"
            "ご返信をいただいていません。\n\n受付番号: ${number}\n\n"
            "${text} までにご返信がなければ、いったん終了とします。その後でも、このメールにご返信"
            "いただければ再開します。このメールは自動で送信しています。\n",
            "This is the personal information desk of ${company}. We asked you something about "
            "your inquiry, and have not heard from you.\n\nNumber: ${number}\n\n"
            "If no reply comes by ${text} we close it. A reply to this mail opens it again, after "
            "that day too. It was sent automatically.\n",
        ),
    ),
}  # fmt: skip
Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_-]{0,31}$(?!\n)")]
Subject = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Body = Annotated[str, msgspec.Meta(min_length=1, max_length=20_000)]


class NewTemplate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A template as an officer writes it."""

    subject_ja: Subject
    subject_en: Subject
    body_ja: Body
    body_en: Body


class TemplateShown(msgspec.Struct, frozen=True, kw_only=True):
    """A template as it holds now; version 0 is the one that comes with the program."""

    name: str
    version: int
    subject_ja: str
    subject_en: str
    body_ja: str
    body_en: str


class _Plain(string.Template):
    flags = re.ASCII


def templates() -> list[TemplateShown]:
    """Return every template as it holds now, by name."""
    names = {*_BUILT_IN, *Template.objects.values_list("name", flat=True).distinct()}
    return [_shown(name) for name in sorted(names)]


def change(door: Door, by: str, name: str, new: NewTemplate) -> TemplateShown:
    """Let a template say something else from now on, on record. Raises `TemplateBrokenError`."""
    for text in (new.subject_ja, new.subject_en, new.body_ja, new.body_en):
        check(text)
    if not all(one.isprintable() for one in (new.subject_ja, new.subject_en)):
        raise TemplateBrokenError(known=", ".join(FILLED))

    def unit(record: Record) -> TemplateShown:
        at = door.clock()
        last = Template.objects.select_for_update().filter(name=name).order_by("-version").first()
        version = last.version + 1 if last else 1
        said = msgspec.structs.asdict(new)
        Template.objects.create(name=name, version=version, at=at, by=by, **said)
        record.add(
            InquiryChanged(
                at=at, change="template_changed", name=name, caller=by.rpartition(":")[2]
            )
        )
        return TemplateShown(name=name, version=version, **said)

    return door.writer.run(unit)[0]


def check(text: str) -> None:
    """Raise `TemplateBrokenError` where a template has anything but the names that are filled."""
    made = _Plain(text)
    if not made.is_valid() or not set(made.get_identifiers()) <= set(FILLED):
        raise TemplateBrokenError(known=", ".join(FILLED))


def filled(door: Door, name: str, row: Inquiry, text: str = "") -> Text:
    """Return a template filled in for an inquiry; raises `UnknownTemplateError`."""
    one = _shown(name)
    ja, en = _values(door, row, text)
    return Text(
        subject=Word(_fill(one.subject_ja, ja), _fill(one.subject_en, en)),
        body=Word(_fill(one.body_ja, ja), _fill(one.body_en, en)),
    )


def _shown(name: str) -> TemplateShown:
    row = Template.objects.filter(name=name).order_by("-version").first()
    if row is not None:
        return TemplateShown(
            name=name, version=row.version, subject_ja=row.subject_ja, subject_en=row.subject_en,
            body_ja=row.body_ja, body_en=row.body_en,
        )  # fmt: skip
    known = _BUILT_IN.get(name)
    if known is None:
        raise UnknownTemplateError(known=", ".join(sorted(_BUILT_IN)))
    return TemplateShown(
        name=name, version=0, subject_ja=known.subject.ja, subject_en=known.subject.en,
        body_ja=known.body.ja, body_en=known.body.en,
    )  # fmt: skip


def _fill(text: str, values: dict[str, str]) -> str:
    return _Plain(text).safe_substitute(values)


def _values(door: Door, row: Inquiry, text: str) -> tuple[dict[str, str], dict[str, str]]:
    policy = door.policy
    due_on = tokyo_day(row.due_at - timedelta(seconds=1)).isoformat()
    told = {
        "number": row.ref, "contact": settings.DESK_MAIL or policy.contact or "",
        "received_on": tokyo_day(row.arrived_at).isoformat(), "due_on": due_on,
        "url": settings.URL, "text": text,
    }  # fmt: skip
    return told | {"company": policy.controller.ja}, told | {"company": policy.controller.en}
