"""Leavings as they are shown: how far each came, what is held, who was told. Nobody is named."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec

from mamoru.gate.looking import looking
from mamoru.rights.leaving.errors import UnknownLeavingError, UnknownToldError
from mamoru.rights.leaving.models import Leaving, SystemAnswer, Told
from mamoru.rights.leaving.state import OPEN_TOLD, LeavingState, ToldState
from mamoru.rights.places import KeptRows


class KeptByLaw(msgspec.Struct, frozen=True, kw_only=True):
    """What the law makes the company keep of whoever left: no value of it."""

    hold: str
    pseudonym: str
    """By which the ledger's entries name the hold."""
    kind: str
    article: str
    last_day: str
    """In Japan; it is gone the day after."""
    items: tuple[str, ...]


class SystemReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of them in one of the company's databases."""

    system: str
    state: str
    """`done` once it was read back, or `waiting`."""
    code: str
    """What is in the way; of one that is done, why nobody could be looked for."""
    map_version: str
    shown: str
    """Where it is shown whose its accounts are, where an officer had to say it."""
    counts: dict[str, int]
    """How many rows were erased, changed and confirmed."""
    kept: tuple[KeptRows, ...]
    """Rows that the law keeps there."""


class ToldReport(msgspec.Struct, frozen=True, kw_only=True):
    """A recipient who is to erase what they got."""

    told: str
    party: str
    way: str
    act: str
    source: str
    items: tuple[str, ...]
    state: ToldState
    due_at: datetime
    told_at: datetime | None
    confirmed_at: datetime | None


class LeavingReport(msgspec.Struct, frozen=True, kw_only=True):
    """A leaving, and how far it came."""

    leaving: str
    state: LeavingState
    problem: str
    left_at: datetime
    erase_by: datetime
    erased_at: datetime | None
    counts: dict[str, int]
    kept: tuple[KeptByLaw, ...]
    systems: tuple[SystemReport, ...]
    told: tuple[ToldReport, ...]
    backups_unreadable_by: datetime | None
    backups_unreadable_at: datetime | None
    closed_at: datetime | None


def leaving(ref: str) -> LeavingReport:
    """Return one leaving; raises `UnknownLeavingError`."""
    with looking():
        return report_of(row_of(ref))


def leavings(*, is_open: bool = False, after: str = "", limit: int = 100) -> list[LeavingReport]:
    """Return leavings in the order of their names, from the one after `after` on."""
    rows = Leaving.objects.filter(ref__gt=after).order_by("ref")
    if is_open:
        rows = rows.exclude(state=LeavingState.CLOSED)
    with looking():
        return [report_of(row) for row in rows[:limit]]


def told_late(at: datetime) -> list[ToldReport]:
    """Return the recipients whose word is late: the alarms."""
    rows = Told.objects.filter(state__in=OPEN_TOLD, due_at__lte=at).order_by("due_at", "pk")
    with looking():
        return _told(rows)


def row_of(ref: str) -> Leaving:
    """Return the row of a leaving; raises `UnknownLeavingError`."""
    row = Leaving.objects.filter(ref=ref).first()
    if row is None:
        raise UnknownLeavingError
    return row


def told_row(ref: str) -> Told:
    """Return the row of a recipient who was told; raises `UnknownToldError`."""
    row = Told.objects.select_related("leaving").filter(ref=ref).first()
    if row is None:
        raise UnknownToldError
    return row


def report_of(row: Leaving) -> LeavingReport:
    """Return a leaving as it is shown."""
    answers = SystemAnswer.objects.filter(leaving=row).order_by("system")
    kept: Any = row.kept
    return LeavingReport(
        leaving=row.ref, state=LeavingState(row.state), problem=row.problem, left_at=row.left_at,
        erase_by=row.erase_by, erased_at=row.erased_at, counts=row.counts,
        kept=tuple(msgspec.convert(kept, list[KeptByLaw])),
        systems=tuple(
            SystemReport(
                system=one.system, state=one.state, code=one.code, map_version=one.map_version,
                shown=one.shown,
                counts=one.counts, kept=tuple(msgspec.convert(one.kept, list[KeptRows])),
            )
            for one in answers
        ),
        told=tuple(_told(Told.objects.filter(leaving=row).order_by("pk"))),
        backups_unreadable_by=row.unreadable_by, backups_unreadable_at=row.unreadable_at,
        closed_at=row.closed_at,
    )  # fmt: skip


def _told(rows: Iterable[Told]) -> list[ToldReport]:
    return [
        ToldReport(
            told=one.ref, party=one.party, way=one.way, act=one.act, source=one.source,
            items=tuple(one.items), state=ToldState(one.state), due_at=one.due_at,
            told_at=one.told_at, confirmed_at=one.confirmed_at,
        )
        for one in rows
    ]  # fmt: skip


def told(ref: str) -> ToldReport:
    """Return one recipient who was told; raises `UnknownToldError`."""
    with looking():
        return _told([told_row(ref)])[0]
