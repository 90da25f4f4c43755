"""Hand-overs as they are told, and how their rows are found."""

from collections.abc import Iterator
from datetime import datetime

import msgspec
from django.db.models import Count, Sum

from mamoru.gate.asking import Asker, Wish
from mamoru.gate.handing.sample import MaskedRow
from mamoru.provision.packages.errors import UnknownHandOverError
from mamoru.provision.packages.models import HandOver, Lot, Part
from mamoru.provision.packages.state import HandState


class AnswerCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many got the same answer, and which clauses and articles gave it."""

    is_allowed: bool
    clauses: str
    people: int


class HandOverReport(msgspec.Struct, frozen=True, kw_only=True):
    """A hand-over, and how far it came."""

    hand: str
    party: str
    act: str
    case: str
    purpose: str | None
    to: str | None
    place: str | None
    items: tuple[str, ...]
    format: str
    cipher: str
    state: HandState
    problem: str
    is_everybody: bool
    needs_approval: bool
    created_by: str
    created_at: datetime
    approved_by: str
    approved_at: datetime | None
    expected: int
    """People of whom it was allowed when it was planned."""
    decided: int
    people: int
    """People in it."""
    refused: int
    taken_out: int
    answers: tuple[AnswerCount, ...]
    """Those on record; of a plan, those that it would get."""
    parts: int
    bytes: int
    key: str
    fingerprint: str
    manifest_hash: str
    way: str | None
    begun_at: datetime | None
    ready_at: datetime | None
    expires_at: datetime
    delivered_at: datetime | None
    opened_again: int
    acknowledge_by: datetime | None
    overdue_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: str
    ended_at: datetime | None
    is_removed: bool | None
    """Once it was called back: whether nothing of it is left on the recipient's server."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A hand-over as it was planned: what it would hold, without a value of anybody."""

    hand: HandOverReport
    unknown: int
    """Refs that lead to nobody who is held."""
    empty: int
    """People of whom nothing is held that was asked for; they are left out."""
    sample: tuple[MaskedRow, ...]


def hand_over(ref: str) -> HandOver:
    """Return the row of a hand-over; raises `UnknownHandOverError`."""
    row = HandOver.objects.filter(ref=ref).first()
    if row is None:
        raise UnknownHandOverError
    return row


def hand_overs(party: str | None = None) -> tuple[HandOverReport, ...]:
    """Return every hand-over, to one party if it is named, the latest first."""
    rows = HandOver.objects.order_by("-pk")
    return tuple(report_of(row) for row in (rows if party is None else rows.filter(party=party)))


def report_of(row: HandOver, answers: tuple[AnswerCount, ...] | None = None) -> HandOverReport:
    """Return a hand-over as it is told."""
    alike = {
        name: getattr(row, name)
        for name in (
            "party", "act", "case", "purpose", "place", "format", "cipher", "problem",
            "is_everybody", "needs_approval", "created_by", "created_at", "approved_by",
            "approved_at", "expected", "decided", "people", "refused", "taken_out", "key",
            "fingerprint", "manifest_hash", "begun_at", "ready_at", "expires_at", "delivered_at",
            "opened_again", "acknowledge_by", "overdue_at", "acknowledged_at", "acknowledged_by",
            "ended_at", "is_removed",
        )
    }  # fmt: skip
    made = Part.objects.filter(hand=row, number__gt=0).aggregate(n=Count("pk"), size=Sum("size"))
    return HandOverReport(
        hand=row.ref, to=row.recipient, items=tuple(row.fields), state=HandState(row.state),
        answers=tuple(_answers(row)) if answers is None else answers, parts=made["n"],
        bytes=made["size"] or 0, way=row.way["kind"] if row.way else None, **alike,
    )  # fmt: skip


def _answers(row: HandOver) -> Iterator[AnswerCount]:
    lots = Lot.objects.filter(hand=row).values("is_allowed", "clauses")
    for one in lots.annotate(people=Sum("count")).order_by("-is_allowed", "clauses"):
        yield AnswerCount(
            is_allowed=one["is_allowed"], clauses=one["clauses"], people=one["people"]
        )


def asker_of(row: HandOver) -> Asker:
    """Return who hands over, as the door wants to know it."""
    purposes = None if row.purposes is None else frozenset(row.purposes)
    return Asker(system=row.caller, purposes=purposes, request=row.request)


def wish_of(row: HandOver) -> Wish:
    """Return what was asked for when it was planned; the party's word and place come anew."""
    return Wish(act=row.act, purpose=row.purpose, party=row.party, grounds=row.grounds)
