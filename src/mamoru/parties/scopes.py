"""Cases, data sets and joint uses as they are read: how far something may be handed over."""

from datetime import date

import msgspec

from mamoru.parties.cases import Case, DataSet, Evidence
from mamoru.parties.errors import UnknownCaseError, UnknownDataSetError
from mamoru.parties.joint import JointUse
from mamoru.parties.models import PartyCase, PartyDataSet, PartyJointUse, PartyPaper


def case(ref: str) -> Case:
    """Return a case; raises `UnknownCaseError`."""
    row = PartyCase.objects.filter(ref=ref).first()
    if row is None:
        raise UnknownCaseError
    return case_of(row)


def cases(party: str | None = None, *, state: str | None = None) -> tuple[Case, ...]:
    """Return cases, the latest first."""
    rows = PartyCase.objects.order_by("-pk")
    if party is not None:
        rows = rows.filter(party=party)
    if state is not None:
        rows = rows.filter(state=state)
    return tuple(map(case_of, rows))


def is_closing(ref: str) -> bool:
    """Tell whether a case is about a deal that is closed."""
    row = PartyCase.objects.filter(ref=ref).first()
    return row is not None and case_of(row).evidence.stage == "closing"


def wrong_with(ref: str, party: str, on: date, fact: str) -> str | None:
    """Return why the case `ref` does not show `fact` for `party` on a day: a word, or nothing."""
    row = PartyCase.objects.filter(ref=ref).first()
    if row is None:
        return "unknown"
    if row.party != party:
        return "other_party"
    if row.state != "approved":
        return str(row.state)
    if row.until is not None and row.until < on:
        return "expired"
    return None if fact in case_of(row).facts else "other_ground"


def data_set(party: str, purpose: str) -> DataSet | None:
    """Return what stands for a purpose of a contractor, if anything does."""
    row = PartyDataSet.objects.filter(party=party, purpose=purpose, ended_at=None).first()
    return None if row is None else set_of(row)


def data_sets(party: str) -> tuple[DataSet, ...]:
    """Return every data set of a contractor, ended ones too, the first first."""
    return tuple(map(set_of, PartyDataSet.objects.filter(party=party).order_by("pk")))


def data_set_named(ref: str) -> DataSet:
    """Return a data set; raises `UnknownDataSetError`."""
    row = PartyDataSet.objects.filter(ref=ref).first()
    if row is None:
        raise UnknownDataSetError
    return set_of(row)


def joint_uses(party: str) -> tuple[JointUse, ...]:
    """Return what every published statement lets a party have, the first published first."""
    rows = list(PartyJointUse.objects.filter(party=party).order_by("statement", "pk"))
    papers = PartyPaper.objects.in_bulk([row.paper for row in rows], field_name="ref")
    return tuple(_joint_use(row, papers[row.paper]) for row in rows if row.paper in papers)


def _joint_use(row: PartyJointUse, paper: PartyPaper) -> JointUse:
    return JointUse(
        paper=row.paper, joint=row.joint, statement=row.statement, items=frozenset(row.items),
        purposes=frozenset(row.purposes), from_=paper.from_day, until=paper.until,
        is_withdrawn=paper.withdrawn_at is not None,
    )  # fmt: skip


def case_of(row: PartyCase) -> Case:
    """Return a row as a value."""
    return Case(
        ref=row.ref, party=row.party, case=row.case, items=tuple(row.items),  # type: ignore[arg-type]  # checked when it was kept
        until=row.until, sensitive=row.sensitive,  # type: ignore[arg-type]  # likewise
        evidence=msgspec.convert(row.evidence, Evidence), state=row.state,  # type: ignore[arg-type]  # likewise
        asked_by=row.asked_by, asked_at=row.asked_at, decided_by=row.decided_by,
        decided_at=row.decided_at,
    )  # fmt: skip


def set_of(row: PartyDataSet) -> DataSet:
    """Return a row as a value."""
    return DataSet(
        ref=row.ref, party=row.party, purpose=row.purpose, items=tuple(row.items),
        reason=row.reason, fixed_at=row.fixed_at, ended_at=row.ended_at,
    )  # fmt: skip
