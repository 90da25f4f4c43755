"""Asking for a case of clause 4, deciding it by four eyes, and closing it; each is on record."""

from secrets import token_hex

import msgspec

from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.errors import OnRecord
from mamoru.gate.transaction import Record
from mamoru.ledger.changes import PartyChange as Change
from mamoru.parties import queries, scopes
from mamoru.parties.cases import RULES, Case, NewCase, lacking
from mamoru.parties.errors import PartyEndedError, UnknownCaseError
from mamoru.parties.models import PartyCase
from mamoru.parties.party import Party
from mamoru.parties.register import invalid
from mamoru.provision.cases.errors import (
    CaseDecidedError,
    CaseLackingError,
    FourEyesError,
    OptOutUnreservedError,
)
from mamoru.provision.parties.noting import noted

OPT_OUT = "opt_out"
_DECIDED: dict[str, Change] = {"approved": "case_approved", "refused": "case_refused"}


def ask(door: Door, asker: Asker, new: NewCase) -> Case:
    """Ask for a case; one that rests on people's own consent alone needs no approval.

    Raises `UnknownPartyError`, `PartyEndedError`, `InvalidPartyError`, `CaseLackingError`, and once
    it is on record `OptOutUnreservedError`.
    """

    def unit(record: Record) -> Case:
        now = door.clock()
        party = queries.party(new.party)
        if new.case == OPT_OUT:
            raise OnRecord(
                OptOutUnreservedError(),
                lambda later: noted(later, asker, "case_refused", party.ref, now),
            )
        _check(door, party, new)
        row = PartyCase.objects.create(
            ref=f"case_{token_hex(8)}", party=party.ref, case=new.case,
            items=sorted(set(new.items)), until=new.until, sensitive=new.sensitive,
            evidence=msgspec.to_builtins(new.evidence), state="asked", asked_by=asker.system,
            asked_at=now,
        )  # fmt: skip
        noted(record, asker, "case_asked", party.ref, now, what=row.ref)
        if not scopes.case_of(row).needs_approval:
            row.state = "approved"
            row.save()
        return scopes.case_of(row)

    return door.writer.run(unit)[0]


def approve(door: Door, asker: Asker, ref: str) -> Case:
    """Approve a case that somebody else asked for.

    Raises `UnknownCaseError`, `CaseDecidedError`, and once it is on record `FourEyesError`.
    """
    return _decided(door, asker, ref, "approved")


def refuse(door: Door, asker: Asker, ref: str) -> Case:
    """Refuse a case that somebody else asked for; raises as `approve` does."""
    return _decided(door, asker, ref, "refused")


def close(door: Door, asker: Asker, ref: str) -> Case:
    """Close a case: nothing more is handed over under it.

    Raises `UnknownCaseError`, `CaseDecidedError`.
    """

    def unit(record: Record) -> Case:
        now = door.clock()
        row = _row(ref)
        _turn(row, ("asked", "approved"), state="closed", closed_at=now)
        noted(record, asker, "case_closed", row.party, now, what=ref)
        return scopes.case(ref)

    return door.writer.run(unit)[0]


def grounds_of(ref: str) -> dict[str, str | None]:
    """Return the grounds that a handling under the case claims; raises `UnknownCaseError`."""
    return scopes.case(ref).facts


def _decided(door: Door, asker: Asker, ref: str, state: str) -> Case:
    def unit(record: Record) -> Case:
        now = door.clock()
        row = _row(ref)
        if row.asked_by == asker.system:
            raise OnRecord(
                FourEyesError(case=ref),
                lambda later: noted(later, asker, "approval_refused", row.party, now, what=ref),
            )
        _turn(row, ("asked",), state=state, decided_by=asker.system, decided_at=now)
        noted(record, asker, _DECIDED[state], row.party, now, what=ref)
        return scopes.case(ref)

    return door.writer.run(unit)[0]


def _check(door: Door, party: Party, new: NewCase) -> None:
    """Raise what is wrong with a case as it is asked for."""
    if party.status == "ended":
        raise PartyEndedError(party=party.ref)
    kinds = RULES[new.case].kinds
    if kinds is not None and party.kind not in kinds:
        known = ", ".join(sorted(kinds))
        raise invalid("party", f"{known} ではありません", f"it is no {known}")
    if lacks := lacking(new):
        raise CaseLackingError(case=new.case, lacks=", ".join(lacks))
    policy = door.policy
    items = {item for category in policy.categories.values() for item in category.items}
    if not items.issuperset(new.items):
        raise invalid("items", "ポリシーにない項目があります", "the policy has no such item")
    if not set(policy.purposes).issuperset(new.evidence.purposes):
        raise invalid("purposes", "ポリシーにない利用目的です", "the policy has no such purpose")


def _turn(row: PartyCase, states: tuple[str, ...], **changes: object) -> None:
    """Change a case that is in one of `states`, as only one of several can who try at once."""
    if not PartyCase.objects.filter(pk=row.pk, state__in=states).update(**changes):
        raise CaseDecidedError(case=row.ref, state=row.state)


def _row(ref: str) -> PartyCase:
    row = PartyCase.objects.filter(ref=ref).first()
    if row is None:
        raise UnknownCaseError
    return row
