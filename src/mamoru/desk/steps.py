"""The rows of an inquiry: found, locked, moved on, and each step of it on record."""

from datetime import datetime
from functools import partial

from mamoru.desk.errors import InquiryStateError, UnknownInquiryError
from mamoru.desk.models import Inquiry, Message, Step
from mamoru.desk.state import InquiryState
from mamoru.gate.transaction import Record
from mamoru.ledger.changes import InquiryChange
from mamoru.ledger.inquiry import InquiryChanged


def inquiry_row(ref: str) -> Inquiry:
    """Return an inquiry; raises `UnknownInquiryError`."""
    row = Inquiry.objects.filter(ref=ref).first()
    if row is None:
        raise UnknownInquiryError
    return row


def locked(ref: str, *states: InquiryState) -> Inquiry:
    """Return an inquiry whose row nobody else changes until the commit.

    Raises `UnknownInquiryError`, and `InquiryStateError` where it is in none of `states`.
    """
    row = Inquiry.objects.select_for_update().filter(ref=ref).first()
    if row is None:
        raise UnknownInquiryError
    if states and row.state not in states:
        raise InquiryStateError(inquiry=ref, state=row.state)
    return row


def message_of(row: Inquiry, ref: str) -> Message:
    """Return a message of a thread; raises `UnknownInquiryError`."""
    found = Message.objects.filter(inquiry=row, ref=ref).first()
    if found is None:
        raise UnknownInquiryError
    return found


def noted(
    record: Record, row: Inquiry, change: InquiryChange, at: datetime, by: str, *, what: str = ""
) -> None:
    """Put a step on record: an entry of the ledger, and a row that has its ticket."""
    step = Step.objects.create(inquiry=row, at=at, change=change, what=what, by=by)
    record.add(
        InquiryChanged(
            at=at, change=change, name=row.ref, asks=row.kind, what=what or None,
            caller=by.partition(":")[2] or by, request=row.trace,
        )
    )  # fmt: skip
    record.tell(partial(_numbered, step.pk))


def _numbered(step: int, ticket: int) -> None:
    Step.objects.filter(pk=step).update(ticket=ticket)


def moved(row: Inquiry, state: InquiryState, at: datetime) -> None:
    """Let an inquiry wait for what comes next, and keep it."""
    row.state, row.since = state, at
    row.save()
