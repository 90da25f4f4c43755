"""A message that waits within a thread, since a stranger to it wrote it: let in, or set apart."""

from mamoru.desk import papers
from mamoru.desk.arrive import begun, language_of
from mamoru.desk.errors import InquiryStateError
from mamoru.desk.mail.intake import came_back
from mamoru.desk.models import Attachment, Inquiry, Message
from mamoru.desk.papers import CaseKey
from mamoru.desk.state import OPEN, Lane
from mamoru.desk.steps import locked, message_of, noted
from mamoru.desk.whose import person_of
from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record


def accept(door: Door, by: Asker, ref: str, message: str) -> str:
    """Let a message into its thread, and whoever wrote it from now on; return the state.

    Raises `UnknownInquiryError`, `InquiryStateError`.
    """

    def unit(record: Record) -> str:
        row, at = locked(ref), door.clock()
        found = _on_hold(row, message)
        found.is_on_hold = False
        found.save(update_fields=["is_on_hold"])
        noted(record, row, "message_accepted", at, by.system, what=message)
        if row.state not in OPEN:
            came_back(record, row, at, at, by.system)
        return str(row.state)

    return door.writer.run(unit)[0]


def separate(door: Door, by: Asker, ref: str, message: str) -> str:
    """Make a message that waits an inquiry of its own, and return that one's ref.

    It is sealed anew, under that one's key. Raises `UnknownInquiryError`, `InquiryStateError`,
    `InquiryErasedError`.
    """
    with looking():
        row = Inquiry.objects.filter(ref=ref).first()
        found = _on_hold(row, message) if row else None
        address = papers.written(papers.seal_of(door, row), found).address if row and found else ""
        trace = row.trace if row else ""
    person = person_of(door, address, trace) if address else ""
    key = papers.new_case_key(door)
    return door.writer.run(lambda record: _separated(door, record, by, ref, message, key, person))[
        0
    ]


def _separated(
    door: Door, record: Record, by: Asker, ref: str, message: str, key: CaseKey, person: str
) -> str:
    row, at = locked(ref), door.clock()
    found = _on_hold(row, message)
    before = papers.seal_of(door, row)
    content = papers.written(before, found)
    new = begun(
        door, key, kind="question", channel="mail", language=language_of(content.text),
        person=person, lane=Lane.DESK, at=found.at,
    )  # fmt: skip
    new.save()
    seal = papers.seal_of(door, new)
    for one in Attachment.objects.filter(message=found):
        inside = papers.content(before, one)
        one.label = papers.sealed_label(seal, one.ref, papers.label(before, one))
        one.sealed = None if inside is None else papers.sealed_content(seal, one.ref, inside)
        one.save(update_fields=["label", "sealed"])
    found.inquiry, found.is_on_hold = new, False
    found.sealed = papers.sealed(seal, found.ref, content)
    found.save(update_fields=["inquiry", "is_on_hold", "sealed"])
    noted(record, row, "message_separated", at, by.system, what=message)
    noted(record, new, "received", at, by.system, what="mail")
    return new.ref


def _on_hold(row: Inquiry, message: str) -> Message:
    found = message_of(row, message)
    if not found.is_on_hold:
        raise InquiryStateError(inquiry=row.ref, state=row.state)
    return found
