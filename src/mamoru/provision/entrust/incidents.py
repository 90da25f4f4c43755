"""Incidents that contractors report: a case with its clocks, open until somebody closes it.

The contractor's clock is `contractor_notice`, the authority's `breach_preliminary` (APPI 26).
"""

from datetime import datetime
from secrets import token_hex
from typing import Annotated

import msgspec

from mamoru.gate.asking import Asker, Reference
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.law.figures import due
from mamoru.parties import queries, register
from mamoru.parties.register import invalid
from mamoru.provision.entrust.contents import CLOSED, kept
from mamoru.provision.entrust.errors import IncidentClosedError, UnknownIncidentError
from mamoru.provision.entrust.models import Incident
from mamoru.provision.parties.duties import INCIDENT, done, owe
from mamoru.provision.parties.noting import noted, party_kept


class NewIncident(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a contractor reports: where the report is kept, when it knew, about how many people."""

    report: Reference
    knew_at: Annotated[datetime, msgspec.Meta(tz=True)]
    people: Annotated[int, msgspec.Meta(ge=0)] | None = None
    suspend: bool = False
    """Whether the contractor receives nothing more until it is resumed."""


class IncidentShown(msgspec.Struct, frozen=True, kw_only=True):
    """An incident, and whether the contractor told in time."""

    ref: str
    party: str
    report: str
    people: int | None
    knew_at: datetime
    told_at: datetime
    tell_by: datetime
    was_told_late: bool
    answer_by: datetime
    is_open: bool
    outcome: str | None


def report(door: Door, asker: Asker, party: str, new: NewIncident) -> IncidentShown:
    """Open the case of an incident; raises `UnknownPartyError`, `InvalidPartyError`."""

    def unit(record: Record) -> IncidentShown:
        now = door.clock()
        if queries.party(party).kind != "contractor":
            raise invalid("party", "業務委託先ではありません", "it is no contractor")
        if new.knew_at > now:
            raise invalid("knew_at", "日時が先です", "the time is still to come")
        row = Incident.objects.create(
            ref=f"incident_{token_hex(8)}", party=party, report=new.report, people=new.people,
            knew_at=new.knew_at, told_at=now, tell_by=due("contractor_notice", new.knew_at),
            answer_by=due("breach_preliminary", now), is_open=True,
        )  # fmt: skip
        found = kept("incident", row.ref)
        noted(record, asker, "incident_reported", party, now, what=row.ref, kept=found)
        owe(record, party, INCIDENT, row.answer_by, now, about=row.ref)
        if new.suspend:
            held = register.suspend(party, reason=row.ref, by=asker.system, now=now)
            noted(
                record, asker, "suspended", party, now, what=row.ref, version=held.version,
                kept=party_kept(held),
            )  # fmt: skip
        return _shown(row)

    return door.writer.run(unit)[0]


def close(door: Door, asker: Asker, ref: str, outcome: Reference) -> IncidentShown:
    """Close an incident, naming where it is kept what came of it.

    Raises `UnknownIncidentError`, `IncidentClosedError`.
    """

    def unit(record: Record) -> IncidentShown:
        now = door.clock()
        row = Incident.objects.filter(ref=ref).first()
        if row is None:
            raise UnknownIncidentError
        if not row.is_open:
            raise IncidentClosedError(incident=ref)
        row.is_open, row.outcome, row.closed_at = False, outcome, now
        row.save()
        found = kept("incident", ref, CLOSED)
        noted(record, asker, "incident_closed", row.party, now, what=ref, kept=found)
        done(row.party, INCIDENT, now, about=ref)
        return _shown(row)

    return door.writer.run(unit)[0]


def incidents(party: str) -> tuple[IncidentShown, ...]:
    """Return every incident that a contractor reported, the first first."""
    return tuple(map(_shown, Incident.objects.filter(party=party).order_by("pk")))


def _shown(row: Incident) -> IncidentShown:
    return IncidentShown(
        ref=row.ref, party=row.party, report=row.report, people=row.people, knew_at=row.knew_at,
        told_at=row.told_at, tell_by=row.tell_by, was_told_late=row.told_at >= row.tell_by,
        answer_by=row.answer_by, is_open=row.is_open, outcome=row.outcome,
    )  # fmt: skip
