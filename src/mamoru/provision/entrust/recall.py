"""Taking back what was entrusted: a day by which it is returned or deleted, and the certificate."""

from datetime import date, datetime
from secrets import token_hex
from typing import Annotated

import msgspec

from mamoru.gate.asking import Asker, Reference
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.law.clocks import end_of
from mamoru.parties import queries
from mamoru.parties.models import PartyDataSet
from mamoru.parties.register import File, NewPaper, invalid
from mamoru.provision.entrust.errors import RecallEndedError, UnknownRecallError
from mamoru.provision.entrust.models import Recall
from mamoru.provision.parties.duties import DELETION, done, owe
from mamoru.provision.parties.noting import noted
from mamoru.provision.parties.register import filed


class NewRecall(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is recalled from a contractor: one purpose or everything, by when, and why."""

    purpose: Annotated[str, msgspec.Meta(max_length=64)] | None = None
    until: date
    reason: Reference


class Certificate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The certificate that what was recalled is deleted: its number, day and evidence file."""

    number: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    deleted_on: date
    file: File


class Recalled(msgspec.Struct, frozen=True, kw_only=True):
    """A recall, and how it stands."""

    ref: str
    party: str
    purpose: str | None
    reason: str
    due_at: datetime
    certificate: str | None
    is_ended: bool


def recall(door: Door, asker: Asker, party: str, new: NewRecall) -> Recalled:
    """Recall what was entrusted; its data sets end, so nothing more follows.

    Raises `UnknownPartyError`, `InvalidPartyError`.
    """
    if queries.party(party).kind != "contractor":
        raise invalid("party", "業務委託先ではありません", "it is no contractor")

    def unit(record: Record) -> Recalled:
        now = door.clock()
        due_at = end_of(new.until)
        if due_at <= now:
            raise invalid("until", "過ぎた日です", "the day is past")
        sets = PartyDataSet.objects.filter(party=party, ended_at=None)
        if new.purpose is not None:
            sets = sets.filter(purpose=new.purpose)
        sets.update(ended_at=now)
        row = Recall.objects.create(
            ref=f"recall_{token_hex(8)}", party=party, purpose=new.purpose, reason=new.reason,
            due_at=due_at, made_at=now,
        )  # fmt: skip
        noted(record, asker, "recalled", party, now, what=row.ref)
        owe(record, party, DELETION, due_at, now, about=row.ref)
        return _shown(row)

    return door.writer.run(unit)[0]


def certify(door: Door, asker: Asker, ref: str, given: Certificate) -> Recalled:
    """Take in the certificate that what was recalled is deleted, which ends the recall.

    Raises `UnknownRecallError`, `RecallEndedError`, `InvalidPartyError`, `UnknownEvidenceError`.
    """

    def unit(record: Record) -> Recalled:
        now = door.clock()
        row = Recall.objects.filter(ref=ref).first()
        if row is None:
            raise UnknownRecallError
        if row.ended_at is not None:
            raise RecallEndedError(recall=ref)
        if end_of(given.deleted_on) <= row.made_at or given.deleted_on > tokyo_day(now):
            raise invalid(
                "deleted_on", "回収の日から今日までの日ではありません",
                "it is no day from the recall until today",
            )  # fmt: skip
        new = NewPaper(
            kind="deletion_certificate", number=given.number, from_=given.deleted_on,
            file=given.file,
        )  # fmt: skip
        paper = filed(record, asker, row.party, new, now)
        row.certificate, row.ended_at = paper.ref, now
        row.save()
        done(row.party, DELETION, now, about=ref)
        noted(record, asker, "recall_ended", row.party, now, what=ref)
        return _shown(row)

    return door.writer.run(unit)[0]


def recalls(party: str) -> tuple[Recalled, ...]:
    """Return every recall from a contractor, the first first."""
    return tuple(map(_shown, Recall.objects.filter(party=party).order_by("pk")))


def _shown(row: Recall) -> Recalled:
    return Recalled(
        ref=row.ref, party=row.party, purpose=row.purpose, reason=row.reason,
        due_at=row.due_at, certificate=row.certificate,
        is_ended=row.ended_at is not None,
    )  # fmt: skip
