"""Agreeing on what a request is about, with help for whoever cannot say it (法37(2))."""

from collections.abc import Sequence

import msgspec

from mamoru.gate.asking import Asker
from mamoru.gate.create import category_of
from mamoru.gate.door import Door
from mamoru.gate.holdings import holdings
from mamoru.gate.transaction import Record
from mamoru.rights.requests.errors import InvalidRequestError
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.state import ERASE, RequestState
from mamoru.rights.requests.steps import asker_of, locked, moved, noted, request_row


class ScopeHelp(msgspec.Struct, frozen=True, kw_only=True):
    """What a person may choose from: what is held of them, or everything the policy knows."""

    is_held: bool
    items: tuple[str, ...]


def help_to_specify(door: Door, by: Asker, ref: str) -> ScopeHelp:
    """Return what the person can be offered to choose from; looking is on record.

    Nothing that is held is named before it is known who asks. Raises `UnknownRequestError`.
    """
    row = request_row(ref)
    found = None
    if row.person and row.verified_at is not None:
        found = holdings(door, asker_of(row, by), row.person)
    if found is None:
        known = door.policy.categories
        return ScopeHelp(is_held=False, items=tuple(sorted(known)))
    return ScopeHelp(is_held=True, items=tuple(dict.fromkeys(one.item for one in found.items)))


def agree(door: Door, by: Asker, ref: str, fields: Sequence[str] | None) -> str:
    """Fix what a request is about, `None` for everything, and return what it waits for next.

    Raises `UnknownRequestError`, `RequestStateError`, `UnknownItemError`, and `InvalidRequestError`
    for a part of an erasure, which is of everything.
    """
    policy = door.policy
    for one in fields or ():
        if one not in policy.categories:
            category_of(policy, one)

    def unit(record: Record) -> str:
        at = door.clock()
        row = locked(ref, RequestState.SCOPE)
        if fields and row.kind == ERASE:
            raise InvalidRequestError(
                item="items", reason_ja="全部の消去です", reason_en="it erases everything"
            )
        row.fields, row.is_scoped = list(fields) if fields else None, True
        moved(row, RequestState.SEARCH, at)
        noted(record, row, "scope_agreed", at, by.system)
        return str(row.state)

    return door.writer.run(unit)[0]


def ask_scope(door: Door, by: Asker, ref: str) -> None:
    """Ask the person to say what they mean, which can be done until it is decided.

    Raises `UnknownRequestError`, `RequestStateError`.
    """

    def unit(record: Record) -> None:
        at = door.clock()
        row = locked(ref, RequestState.REVIEW, RequestState.SCOPE)
        row.is_scoped = False
        moved(row, RequestState.SCOPE, at)
        noted(record, row, "scope_asked", at, by.system)

    door.writer.run(unit)


def covers(row: Request, data: str, item: str) -> bool:
    """Tell whether an item of a category is what a request is about."""
    return row.fields is None or item in row.fields or data in row.fields
