"""What becomes of a text or file that may be sensitive: looked at, let in, cleared, purged.

As in the quarantine of people's records (clause 3), with the same decisions and entries.
"""

from datetime import datetime

import msgspec

from mamoru.crypto.envelope import Seal
from mamoru.desk import papers
from mamoru.desk.errors import InquiryStateError, UnknownInquiryError
from mamoru.desk.handling import FILE, TEXT, about, answering_purpose, asker_of
from mamoru.desk.models import Attachment, Inquiry, Message
from mamoru.desk.papers import Written
from mamoru.desk.steps import locked, noted
from mamoru.gate.about import Touched
from mamoru.gate.asking import DESK, Asker, Reference, Wish
from mamoru.gate.door import Door
from mamoru.gate.free_text import data_of, review_wish, settled
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record
from mamoru.ledger.changes import Quarantine
from mamoru.policy.handling import Decision, Outcome

Suspect = Message | Attachment
AT_ONCE = 100


class Claiming(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which exception lets it in, each ground with where its evidence is kept."""

    grounds: dict[str, Reference | None]


class SuspectReviewed(msgspec.Struct, frozen=True, kw_only=True):
    """What a reviewer sees of it."""

    name: str
    sensitive: tuple[str, ...]
    subject: str
    text: str
    """Of a file, what it says."""
    purge_at: datetime


class SuspectSettled(msgspec.Struct, frozen=True, kw_only=True):
    """What became of it."""

    name: str
    outcome: str


def review(door: Door, by: Asker, ref: str, name: str) -> tuple[SuspectReviewed, int | None]:
    """Return what may be sensitive, for whoever decides about it; the look is on record.

    With the ticket of its entry. `name` is that of a message or an attachment. Raises
    `UnknownInquiryError`, `InquiryStateError`, `InquiryErasedError`.
    """

    def unit(record: Record) -> tuple[SuspectReviewed, bytes | None]:
        row = locked(ref)
        found = _suspect(row, name)
        seal = papers.seal_of(door, row)
        wish, what = review_wish("person"), _touched(door, found)
        whose = about(door, record, row)
        settled(door, record, asker_of(row, by), wish, what, "reviewed", whose, is_free=True)
        said, content = _said(seal, found)
        return SuspectReviewed(
            name=name, sensitive=tuple(found.withheld), subject=said.subject, text=said.text,
            purge_at=found.purge_at or door.clock(),
        ), content  # fmt: skip

    (shown, content), ticket = door.writer.run(unit)
    if content is not None:  # read once nothing waits for the transaction: a document takes long
        from mamoru.desk.files import told  # here: its library takes long to load

        shown = msgspec.structs.replace(shown, text=told(content, "").text or "")
    return shown, ticket


def clear(door: Door, by: Asker, ref: str, name: str, claiming: Claiming) -> SuspectSettled:
    """Let it in as what it came as: a reviewer found nothing sensitive in it.

    Raises `UnknownInquiryError`, `InquiryStateError`, `HandlingRefusedError` and its kinds.
    """
    return _let_in(door, by, ref, name, claiming, "cleared")


def claim(door: Door, by: Asker, ref: str, name: str, claiming: Claiming) -> SuspectSettled:
    """Let it in as sensitive information, under an exception of the policy that holds.

    Raises `UnknownInquiryError`, `InquiryStateError`, `HandlingRefusedError` and its kinds.
    """
    return _let_in(door, by, ref, name, claiming, "claimed")


def _let_in(
    door: Door, by: Asker, ref: str, name: str, claiming: Claiming, became: Quarantine
) -> SuspectSettled:
    purpose = answering_purpose(door.policy)
    wish = Wish(act="collect", purpose=purpose, source="person", grounds=dict(claiming.grounds))

    def unit(record: Record) -> SuspectSettled | Decision:
        row = locked(ref)
        found = _suspect(row, name)
        what = _touched(door, found)
        if became == "cleared":
            what = list(dict.fromkeys((data, None) for data, _ in what))
        whose = about(door, record, row)
        decision = settled(door, record, asker_of(row, by), wish, what, became, whose)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        found.withheld, found.purge_at = [], None
        found.save(update_fields=["withheld", "purge_at"])
        return SuspectSettled(name=name, outcome=became)

    return door.run(by, wish, unit)[0]


def purge(door: Door, by: Asker, ref: str, name: str) -> SuspectSettled:
    """Delete what may be sensitive, on record. Nothing can forbid that: it was not let in.

    Raises `UnknownInquiryError`, `InquiryStateError`, `InquiryErasedError`.
    """

    def unit(record: Record) -> SuspectSettled:
        row = locked(ref)
        _purged(door, record, by, row, _suspect(row, name))
        return SuspectSettled(name=name, outcome="purged")

    return door.writer.run(unit)[0]


def purge_due(door: Door) -> int:
    """Delete what waited for its time; return how much. For the worker."""
    with looking():
        now = door.clock()
        due = [
            (one.inquiry.ref, one.ref)
            for one in Message.objects.filter(purge_at__lte=now).select_related("inquiry")[:AT_ONCE]
        ]
        files = Attachment.objects.filter(purge_at__lte=now).select_related("message__inquiry")
        due += [(one.message.inquiry.ref, one.ref) for one in files[:AT_ONCE]]
    gone = 0
    for ref, name in due:

        def unit(record: Record, ref: str = ref, name: str = name) -> bool:
            row = locked(ref)
            try:
                found = _suspect(row, name)
                if found.purge_at is None or found.purge_at > door.clock():
                    return False
                _purged(door, record, DESK, row, found)
            except (UnknownInquiryError, InquiryStateError):
                return False
            return True

        gone += door.writer.run(unit)[0]
    return gone


def _purged(door: Door, record: Record, by: Asker, row: Inquiry, found: Suspect) -> None:
    """Take the content away, and keep that there was some, and whom it came from."""
    at, what = door.clock(), _touched(door, found)
    if papers.is_readable(row):
        whose = about(door, record, row)
        settled(
            door, record, asker_of(row, by), Wish(act="dispose"), what, "purged", whose,
            is_free=True,
        )  # fmt: skip
    if isinstance(found, Attachment):
        found.sealed = None
    elif papers.is_readable(row):
        seal = papers.seal_of(door, row)
        kept = msgspec.structs.replace(papers.written(seal, found), subject="", text="")
        found.sealed = papers.sealed(seal, found.ref, kept)
    found.withheld, found.purge_at, found.purged_at = [], None, at
    found.save()
    noted(record, row, "purged", at, by.system, what=found.ref)


def _suspect(row: Inquiry, name: str) -> Suspect:
    found: Suspect | None = Message.objects.filter(inquiry=row, ref=name).first()
    found = found or Attachment.objects.filter(message__inquiry=row, ref=name).first()
    if found is None:
        raise UnknownInquiryError
    if not found.withheld:
        raise InquiryStateError(inquiry=row.ref, state=row.state)
    return found


def _touched(door: Door, found: Suspect) -> list[Touched]:
    item = TEXT if isinstance(found, Message) else FILE
    data = data_of(door.policy, item)
    return [(data, word) for word in found.withheld]


def _said(seal: Seal, found: Suspect) -> tuple[Written, bytes | None]:
    """Return what a message says; or what a file is called, and its content."""
    if isinstance(found, Message):
        return papers.written(seal, found), None
    return Written(subject=papers.label(seal, found).name), papers.content(seal, found) or b""
