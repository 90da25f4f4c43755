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
    seen: int
    """People who were looked at for that, so far."""
    to_see: int
    """How many those are in all, where it is planned in the background."""
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
    """When the recipient got it, or a part of one that ended before it was there whole."""
    arrived: int
    """People in what the recipient got."""
    mail_state: str
    """How far mailing a link to the party came, such as `waiting` or `sent`; empty for none."""
    opened_again: int
    acknowledge_by: datetime | None
    overdue_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: str
    ended_at: datetime | None
    is_removed: bool | None
    """Once it ended: whether it was seen that nothing is left on the recipient's server."""
    next_try_at: datetime | None
    """When it is sent, or removed at the recipient's, for the next time."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan tells besides its hand-over; of one that goes on, little."""

    answers: tuple[AnswerCount, ...] = ()
    unknown: int = 0
    empty: int = 0
    sample: tuple[MaskedRow, ...] = ()


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A hand-over as it was planned: what it would hold, without a value of anybody.

    While its state is `planning`, only how far it came counts: `hand.seen` of `hand.to_see`.
    """

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


def locked(ref: str) -> HandOver:
    """Return the row of a hand-over, which nobody else changes before the caller's commit.

    Raises `UnknownHandOverError`.
    """
    row = HandOver.objects.select_for_update().filter(ref=ref).first()
    if row is None:
        raise UnknownHandOverError
    return row


def hand_overs(party: str | None = None) -> tuple[HandOverReport, ...]:
    """Return every hand-over, to one party if it is named, the latest first."""
    rows = HandOver.objects.order_by("-pk")
    return tuple(report_of(row) for row in (rows if party is None else rows.filter(party=party)))


def plan_of(row: HandOver) -> Plan:
    """Return a hand-over as it was planned."""
    told = _told(row)
    return Plan(hand=report_of(row), unknown=told.unknown, empty=told.empty, sample=told.sample)


def _told(row: HandOver) -> Told:
    return msgspec.convert(row.told or {}, Told)


def report_of(row: HandOver) -> HandOverReport:
    """Return a hand-over as it is told."""
    alike = {
        name: getattr(row, name)
        for name in (
            "party", "act", "case", "purpose", "place", "format", "cipher", "problem",
            "is_everybody", "needs_approval", "created_by", "created_at", "approved_by",
            "approved_at", "expected", "seen", "to_see", "decided", "people", "refused",
            "taken_out", "key", "fingerprint", "manifest_hash", "begun_at", "ready_at",
            "expires_at", "delivered_at", "arrived", "mail_state", "opened_again",
            "acknowledge_by", "overdue_at", "acknowledged_at", "acknowledged_by", "ended_at",
            "is_removed", "next_try_at",
        )
    }  # fmt: skip
    made = Part.objects.filter(hand=row, number__gt=0).aggregate(n=Count("pk"), size=Sum("size"))
    return HandOverReport(
        hand=row.ref, to=row.recipient, items=tuple(row.fields), state=HandState(row.state),
        answers=tuple(_answers(row)) if row.begun_at else _told(row).answers, parts=made["n"],
        bytes=made["size"] or 0, way=row.way["kind"] if row.way else None, **alike,
    )  # fmt: skip


def size_of(row: HandOver) -> int:
    """Return how many bytes the sealed files of a package have."""
    return int(Part.objects.filter(hand=row).aggregate(size=Sum("size"))["size"] or 0)


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
