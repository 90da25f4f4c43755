"""Taking one mail in: once, whole, in one transaction with how far its mailbox came.

1. It is taken apart and looked through, before any transaction.
2. Was this very mail taken in before (its name, sender and content), it is left at that.
3. It goes into its thread, or begins one. Another sender than the thread's waits there until
   somebody looked; a report about a mail of ours is noted with that.
4. It is acknowledged, once, unless a program wrote it.
"""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from secrets import token_hex

import msgspec

from mamoru.crypto.envelope import Seal
from mamoru.desk import papers
from mamoru.desk.acknowledge import acknowledge
from mamoru.desk.arrive import (
    FileSent,
    Looked,
    Marks,
    added,
    begun,
    language_of,
    looked_through,
    text_known_by,
)
from mamoru.desk.clocks import due
from mamoru.desk.limits import PER_SENDER, SPAN
from mamoru.desk.mail.bounced import note_report
from mamoru.desk.mail.parse import Arrived, parsed
from mamoru.desk.mail.sieve import is_automatic, lane_of
from mamoru.desk.mail.thread import is_theirs, mid_of, thread_of
from mamoru.desk.models import Inquiry, Message
from mamoru.desk.papers import CaseKey, Written
from mamoru.desk.receive import joined_by
from mamoru.desk.state import OPEN, Direction, InquiryState, Lane
from mamoru.desk.steps import moved, noted
from mamoru.desk.whose import person_of, same_spelling
from mamoru.gate.asking import DESK
from mamoru.gate.blind import tokens
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record

Then = Callable[[Record], object]
"""Notes in the same transaction how far the mailbox came."""


class TakenIn(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a mail."""

    inquiry: str
    is_new: bool
    """Whether it was not taken in before."""


class _Mail(msgspec.Struct, frozen=True, kw_only=True):
    """A mail that was taken apart and looked through."""

    mail: Arrived
    looked: Looked
    written: Written
    at: datetime
    is_cut: bool
    is_automatic: bool
    person: str
    report: str
    """Token of a mail of ours that it reports about."""


def take_in(
    door: Door, raw: bytes, arrived_at: datetime, *, is_cut: bool = False,
    then: Then = lambda _: None,
) -> TakenIn:  # fmt: skip
    """Take in one mail, or find that it was. Raises what a commit raises."""
    mail = parsed(raw)
    written = Written(
        address=mail.sender, name=mail.name, subject=mail.subject, text=mail.text,
        message_id=mail.message_id, references=mail.references,
    )  # fmt: skip
    files = [FileSent(content=o.content, name=o.name, declared=o.declared) for o in mail.files]
    got = _Mail(
        mail=mail, looked=looked_through(door.policy, written, files), written=written,
        at=min(arrived_at, door.clock()), is_cut=is_cut or mail.is_cut,
        is_automatic=is_automatic(mail), person=person_of(door, mail.sender, token_hex(16)),
        report=note_report(door, raw) if mail.is_report else "",
    )  # fmt: skip
    key = papers.new_case_key(door)

    def unit(record: Record) -> TakenIn:
        known = tokens(door, "arrival", _identity(mail))
        before = Message.objects.filter(arrival__in=known).select_related("inquiry").first()
        then(record)
        if before is not None:
            return TakenIn(inquiry=before.inquiry.ref, is_new=False)
        return TakenIn(inquiry=_kept(door, record, got, key, known[0]), is_new=True)

    return door.writer.run(unit)[0]


def _identity(mail: Arrived) -> str:
    """Return what makes a mail this one: neither its name alone, which others may give theirs."""
    said = (mail.message_id, mail.sender, mail.date, mail.subject, mail.text)
    hashed = sha256("\0".join(said).encode("utf-8", "surrogatepass"))
    for one in mail.files:
        hashed.update(sha256(one.content).digest())
    return hashed.hexdigest()


def _kept(door: Door, record: Record, got: _Mail, key: CaseKey, arrival: bytes) -> str:
    address = same_spelling(got.mail.sender)
    known_by = tokens(door, "inquiry sender", address) if address else []
    mids = mid_of(door, got.mail.message_id)
    marks = Marks(
        channel="mail", at=got.at, sender=known_by[0] if known_by else None, arrival=arrival,
        mid=mids[0] if mids else None, is_automatic=got.is_automatic, is_cut=got.is_cut,
    )  # fmt: skip
    reported = Message.objects.filter(token=got.report).first() if got.report else None
    row = reported.inquiry if reported else thread_of(door, got.mail)
    if row is not None and papers.is_readable(row):
        is_fitting = reported is not None or is_theirs(row, known_by)
        _in_thread(door, record, row, got, marks, is_fitting=is_fitting)
        return row.ref
    texts = text_known_by(door, address, got.written)
    same = joined_by(texts, got.at)
    if same is not None:
        marks = msgspec.structs.replace(marks, is_duplicate=True)
        message = added(door, record, same, papers.seal_of(door, same), got.looked, marks)
        noted(record, same, "duplicate_joined", door.clock(), DESK.system, what=message.ref)
        return same.ref
    return _new(door, record, got, key, marks, texts)


def _in_thread(
    door: Door, record: Record, row: Inquiry, got: _Mail, marks: Marks, *, is_fitting: bool
) -> None:
    """Add a mail to a thread: on hold where another wrote it, or much came at once."""
    at = door.clock()
    is_many = is_fitting and not got.is_automatic and _is_many(marks)
    marks = msgspec.structs.replace(marks, is_on_hold=not is_fitting or is_many)
    message = added(door, record, row, papers.seal_of(door, row), got.looked, marks)
    if marks.is_on_hold:
        noted(record, row, "message_held", at, DESK.system, what=message.ref)
        return
    noted(record, row, "message_received", at, DESK.system, what=message.ref)
    if got.is_automatic or row.state in OPEN:
        return
    came_back(record, row, got.at, at, DESK.system)


def came_back(record: Record, row: Inquiry, since: datetime, at: datetime, by: str) -> None:
    """Let a thread wait for an answer anew, with a clock that counts from `since`."""
    if row.state == InquiryState.CLOSED:
        row.reopened, row.closed_at, row.keep_until, row.outcome = row.reopened + 1, None, None, ""
        noted(record, row, "reopened", at, by)
    row.due_at, row.warn_at = due(since)
    moved(row, InquiryState.ASSIGNED if row.assignee else InquiryState.RECEIVED, at)


def _is_many(marks: Marks) -> bool:
    recent = Message.objects.filter(
        sender=marks.sender, direction=Direction.IN, at__gt=marks.at - SPAN, at__lte=marks.at
    )
    return recent.count() >= PER_SENDER


def _new(
    door: Door, record: Record, got: _Mail, key: CaseKey, marks: Marks, texts: list[bytes]
) -> str:
    at = door.clock()
    lane = lane_of(marks.sender, got.at, is_known=bool(got.person))
    lane = Lane.AUTOMATIC if got.is_automatic else lane
    text = f"{got.written.subject}\n{got.written.text}"
    row = begun(
        door, key, kind="question", channel="mail", language=language_of(text), person=got.person,
        lane=lane, at=got.at, text_digest=texts[0] if texts else None,
    )  # fmt: skip
    row.save()
    seal: Seal = papers.seal_of(door, row)
    noted(record, row, "received", at, DESK.system, what="mail")
    if lane != Lane.DESK:
        noted(record, row, "set_aside", at, DESK.system, what=lane.value)
    message = added(door, record, row, seal, got.looked, marks)
    acknowledge(
        door, record, row, seal, message, got.looked.written, return_path=got.mail.return_path
    )
    return row.ref
