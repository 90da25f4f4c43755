"""Answering an inquiry: by mail into its thread, or otherwise, which is noted."""

from typing import Annotated, Literal

import msgspec

from mamoru.crypto.envelope import Seal
from mamoru.desk import papers
from mamoru.desk.acts import address_used, answered
from mamoru.desk.answering import out_message
from mamoru.desk.errors import InvalidInquiryError, NoAddressError
from mamoru.desk.handling import answering_purpose
from mamoru.desk.models import Inquiry, Message
from mamoru.desk.papers import Written
from mamoru.desk.state import Direction, InquiryState
from mamoru.desk.steps import locked, moved, noted
from mamoru.desk.templates import ANSWER, ASKING, Name, filled
from mamoru.desk.whose import same_spelling
from mamoru.errors import Language
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Decision, Outcome

How = Literal["mail", "phone", "post", "counter"]


class Answering(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is answered, and how."""

    text: Annotated[str, msgspec.Meta(max_length=50_000)] = ""
    """What is said, or was; it takes the place of `${text}` in the template."""
    template: Name | None = None
    """By default the one for answers, or for questions back."""
    how: How = "mail"
    is_question: bool = False
    """Whether the person is asked something, and has to answer first."""
    language: Language | None = None


class InquiryAnswered(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that is kept, and on its way where it goes by mail."""

    inquiry: str
    message: str
    state: str


def answer(door: Door, by: Asker, ref: str, said: Answering) -> InquiryAnswered:
    """Answer an inquiry. Raises `UnknownInquiryError`, `InquiryErasedError`, `NoAddressError`,
    `UnknownTemplateError`, `InvalidInquiryError`, `HandlingRefusedError`.
    """  # noqa: D205 - one sentence
    if not said.text.strip() and (said.how != "mail" or said.template is None):
        raise InvalidInquiryError(
            item="text", reason_ja="本文がありません", reason_en="there is no text"
        )

    def unit(record: Record) -> InquiryAnswered | Decision:
        row = locked(ref)
        seal = papers.seal_of(door, row)
        if said.how == "mail":
            decision = address_used(door, record, by, row)
            if decision.outcome is not Outcome.ALLOW:
                return decision
        decision = answered(door, record, by, row)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        message = (_mailed if said.how == "mail" else _otherwise)(door, by, row, seal, said)
        at = door.clock()
        noted(record, row, "answered", at, by.system, what=said.how)
        row.answered_at, row.problem = row.answered_at or at, ""
        if row.state != InquiryState.CLOSED:
            state = InquiryState.WAITING if said.is_question else InquiryState.ANSWERED
            moved(row, state, at)
        else:
            row.save()
        return InquiryAnswered(inquiry=row.ref, message=message.ref, state=str(row.state))

    wish = Wish(act="use", purpose=answering_purpose(door.policy))
    return door.run(by, wish, unit)[0]


def _mailed(door: Door, by: Asker, row: Inquiry, seal: Seal, said: Answering) -> Message:
    came, to = last_from(row, seal)
    template = said.template or (ASKING if said.is_question else ANSWER)
    text = filled(door, template, row, said.text)
    language = said.language or row.language
    body = text.body.ja if language == "ja" else text.body.en
    subject = f"Re: {to.subject.removeprefix('Re: ')}" if to.subject and not came.withheld else ""
    if not subject:
        subject = text.subject.ja if language == "ja" else text.subject.en
    return out_message(
        door, row, seal, to, sort="answer", by=by.system, subject=subject[:500], text=body,
        sender=papers.known(came.sender),
    )  # fmt: skip


def last_from(row: Inquiry, seal: Seal) -> tuple[Message, Written]:
    """Return the last message of the thread's sender that names an address.

    Raises `NoAddressError`.
    """
    came = Message.objects.filter(inquiry=row, direction=Direction.IN, is_on_hold=False)
    for message in came.filter(is_automatic=False).order_by("-pk")[:50]:
        found = papers.written(seal, message)
        if same_spelling(found.address):
            return message, found
    for message in came.order_by("-pk")[:50]:
        found = papers.written(seal, message)
        if same_spelling(found.address):
            return message, found
    raise NoAddressError


def _otherwise(door: Door, by: Asker, row: Inquiry, seal: Seal, said: Answering) -> Message:
    """Keep what was said by telephone, in a letter or at the counter."""
    ref = papers.new_message()
    return Message.objects.create(
        inquiry=row, ref=ref, direction=Direction.OUT, channel=said.how, at=door.clock(),
        by=by.system, sort="answer", sealed=papers.sealed(seal, ref, Written(text=said.text)),
    )  # fmt: skip
