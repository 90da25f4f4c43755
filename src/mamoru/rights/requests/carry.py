"""Carrying a request out, and reading back that it was.

What was decided is done through the door, which decides by the text in force; what the answer needs
is sealed, the request moves on and the ledger says so, all in the transaction of the deed. Killed
anywhere it was done once, or not yet.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from mamoru.gate.asking import RIGHTS
from mamoru.gate.change import change, suspend
from mamoru.gate.create import Given
from mamoru.gate.deciding import decide_about
from mamoru.gate.door import Door
from mamoru.gate.erase import erase
from mamoru.gate.errors import refusal_of
from mamoru.gate.holdings import holdings, seen_values
from mamoru.gate.read import disclose
from mamoru.gate.removing import remove
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.policy.handling import Decision, Outcome
from mamoru.rights.answer.certificate import certified
from mamoru.rights.answer.changes import of_changes
from mamoru.rights.answer.material import Material, of_disclosure, of_purposes, of_records
from mamoru.rights.answer.rows import rows_told
from mamoru.rights.requests.errors import PlanOutdatedError, ReadBackDiffersError
from mamoru.rights.requests.grounds import wish_of
from mamoru.rights.requests.mandate import check_mandate
from mamoru.rights.requests.models import Redaction, Request
from mamoru.rights.requests.papers import CHANGES, MATERIAL, asked, put
from mamoru.rights.requests.rows import RowNames, looked_again
from mamoru.rights.requests.state import CHANGED, TOLD, RequestState
from mamoru.rights.requests.steps import asker_of, deed, locked, moved, noted
from mamoru.rights.requests.systems import (
    carry_out_systems,
    is_of_systems_alone,
    parts_of,
)
from mamoru.rights.requests.told import recipients_told

Kept = Callable[[Record, Any], None]
"""Stores what was done, in the same transaction; what it is differs from kind to kind."""


def carry_out(door: Door, row: Request) -> str:
    """Do what was decided, and return what the request waits for next.

    Raises `PlanOutdatedError`, `MandateWeakError`, `HandlingRefusedError`, `UnknownPersonError`,
    `RequestStateError`.
    """
    check_mandate(row, tokyo_day(door.clock()))
    if door.shelf.edition(door.clock()).version != row.policy_version:
        raise PlanOutdatedError(request=row.ref)
    if row.kind in TOLD:
        _TELLING[row.kind](door, row)
        return str(RequestState.ANSWERING)
    carry_out_systems(door, row)
    if is_of_systems_alone(door, row):
        door.writer.run(lambda record: _certified(door, row)(record, None))
    else:
        _CHANGING[row.kind](door, row, _certified(door, row))
    return str(RequestState.READING_BACK)


def _left_out(row: Request) -> frozenset[str]:
    return frozenset(Redaction.objects.filter(request=row).values_list("item", flat=True))


def _told(door: Door, row: Request, make: Callable[[Record, Any], Material]) -> Kept:
    """Return what seals the material of an answer and lets it be made."""

    def then(record: Record, done: Any) -> None:  # noqa: ANN401 - see `Kept`
        at = door.clock()
        mine = _still(door, row, at)
        if done is not None:
            deed(record, mine)
        put(door, mine, MATERIAL, make(record, done), at)
        _carried(record, mine, RequestState.ANSWERING, at)

    return then


def _certified(door: Door, row: Request) -> Kept:
    """Return what seals the statement that the ledger will prove, and lets it be read back."""

    def then(record: Record, done: Any) -> None:  # noqa: ANN401 - see `Kept`
        at = door.clock()
        mine = _still(door, row, at)
        if done is not None:
            deed(record, mine)
        statement = certified(mine, done, at, parts_of(mine))
        put(door, mine, MATERIAL, statement, at)
        if mine.kind in CHANGED:
            now = _values_now(door, mine)
            put(door, mine, CHANGES, of_changes(door.policy, mine.kind, now, _left_out(mine)), at)
        _carried(record, mine, RequestState.READING_BACK, at, statement.digest)

    return then


def _still(door: Door, row: Request, at: datetime) -> Request:
    mine = locked(row.ref, RequestState.CARRYING_OUT)
    if door.shelf.edition(at).version != mine.policy_version:
        raise PlanOutdatedError(request=row.ref)
    return mine


def _carried(
    record: Record, row: Request, state: RequestState, at: datetime, manifest: str | None = None
) -> None:
    row.carried_at = at
    moved(row, state, at)
    noted(record, row, "carried_out", at, RIGHTS.system, manifest=manifest)


def _purposes(door: Door, row: Request) -> None:
    def make(_: Record, decision: Decision) -> Material:
        if decision.outcome is not Outcome.ALLOW:
            raise refusal_of(decision)
        return of_purposes(door.shelf.policy(door.clock()))

    wish = wish_of(row, door.policy)
    decide_about(door, asker_of(row, RIGHTS), wish, row.person, then=_told(door, row, make))


def _disclosure(door: Door, row: Request) -> None:
    found, names = looked_again(door, row), RowNames(door, row)

    def make(record: Record, done: Any) -> Material:  # noqa: ANN401 - see `Kept`
        policy, left_out = door.shelf.policy(door.clock()), _left_out(row)
        rows = rows_told(policy, row, found, left_out, names)
        return of_disclosure(record, row, policy, done, left_out, rows)

    if is_of_systems_alone(door, row):
        door.writer.run(lambda record: _told(door, row, make)(record, None))
        return
    wish = wish_of(row, door.policy)
    disclose(door, asker_of(row, RIGHTS), wish, row.person, then=_told(door, row, make))


def _records(door: Door, row: Request) -> None:
    def make(_: Record, done: Any) -> Material:  # noqa: ANN401 - see `Kept`
        return of_records(done, _left_out(row))

    wish = wish_of(row, door.policy)
    recipients_told(door, asker_of(row, RIGHTS), wish, row.person, _told(door, row, make))


def _corrected(door: Door, row: Request, then: Kept) -> None:
    held = holdings(door, asker_of(row, RIGHTS), row.person)
    given = Given(whose=held.whose if held else "", items=_values_given(door, row))
    wish = wish_of(row, door.policy)
    change(
        door, asker_of(row, RIGHTS), wish, row.person, given, expected_version=None, then=then
    )  # fmt: skip


def _values_given(door: Door, row: Request) -> dict[str, str]:
    left_out = _left_out(row)
    return {item: to for item, to in asked(door, row).values.items() if item not in left_out}


def _values_now(door: Door, row: Request) -> dict[str, str | None]:
    """Return what each item that was changed is now."""
    if row.kind == "delete":
        return dict.fromkeys(_deleted_items(door, row))
    return {**_values_given(door, row)}


def _deleted(door: Door, row: Request, then: Kept) -> None:
    items = sorted(_deleted_items(door, row))
    remove(door, asker_of(row, RIGHTS), wish_of(row, door.policy), row.person, items, then=then)


def _deleted_items(door: Door, row: Request) -> frozenset[str]:
    """Return the items that go: those that were named, and every one of a category that was."""
    known = door.policy.categories
    named = row.fields or ()
    items = [item for one in named for item in (known[one].items if one in known else (one,))]
    return frozenset(items) - _left_out(row)


def _erased(door: Door, row: Request, then: Kept) -> None:
    erase(door, asker_of(row, RIGHTS), wish_of(row, door.policy), row.person, then=then)


def _suspended(door: Door, row: Request, then: Kept) -> None:
    suspend(door, asker_of(row, RIGHTS), wish_of(row, door.policy), row.person, then=then)


_TELLING = {"explain_purpose": _purposes, "disclose": _disclosure, "disclose_records": _records}
_CHANGING = {
    "correct": _corrected, "add": _corrected, "delete": _deleted, "erase": _erased,
    "suspend_use": _suspended, "suspend_provision": _suspended,
}  # fmt: skip


def read_back(door: Door, row: Request) -> str:
    """See that what was carried out is so, and return what the request waits for next.

    The company's databases were read back as each was done. Raises `ReadBackDiffersError` where it
    is not, which somebody has to look at.
    """
    asker = asker_of(row, RIGHTS)
    held = holdings(door, asker, row.person) if row.person else None
    match row.kind if row.person else "erase":
        case "erase":
            is_so = held is None
        case "suspend_use":
            is_so = held is not None and held.use_suspended
        case "suspend_provision":
            is_so = held is not None and held.provision_suspended
        case "delete":
            gone = _deleted_items(door, row)
            is_so = held is not None and gone.isdisjoint(one.item for one in held.items)
        case _:
            is_so = held is not None and _are_values(door, row)
    if not is_so:
        raise ReadBackDiffersError(request=row.ref)

    def unit(_: Record) -> None:
        moved(locked(row.ref, RequestState.READING_BACK), RequestState.ANSWERING, door.clock())

    door.writer.run(unit)
    return str(RequestState.ANSWERING)


def _are_values(door: Door, row: Request) -> bool:
    """Tell whether each item has the value that it was given."""
    wanted = _values_given(door, row)
    found = {
        one.item: one.value
        for one in seen_values(door, asker_of(row, RIGHTS), row.person)
        if one.superseded_at is None
    }
    return all(found.get(item) == to for item, to in wanted.items())
