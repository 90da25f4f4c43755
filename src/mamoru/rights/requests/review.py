"""Looking through what was found, and leaving out what is another person's interest (法33(2)(i)).

Whoever leaves something out cannot decide about the answer (`decide`).
"""

from typing import Annotated

import msgspec

from mamoru.gate.asking import Asker, OfficerName
from mamoru.gate.correspondence import inquiries_of
from mamoru.gate.create import category_of
from mamoru.gate.door import Door
from mamoru.gate.holdings import SeenValue, seen_values
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record
from mamoru.rights.requests.errors import (
    GroundUnknownError,
    InvalidRequestError,
    RequestStateError,
)
from mamoru.rights.requests.models import Redaction
from mamoru.rights.requests.papers import NOTE, put
from mamoru.rights.requests.rows import RowSeen, is_row, look_through_rows
from mamoru.rights.requests.scope import covers
from mamoru.rights.requests.state import CHANGED, DISCLOSE, RECORDS, RequestState
from mamoru.rights.requests.steps import asker_of, kind_of, locked, moved, noted, request_row

_PARTED = (DISCLOSE, RECORDS, *CHANGED)
"""Kinds of which a part can be met."""
Text = Annotated[str, msgspec.Meta(max_length=20_000)]


class LeftOut(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An item that is left out of the answer, and on which ground of the law."""

    item: str
    """Item of the policy, a row of a system, or an inquiry; of records, the record, hand-over,
    party or partner that is left out."""
    ground: str


class Reviewing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a review came to."""

    note: Text = ""
    """What the investigation found; sealed."""
    left_out: Annotated[tuple[LeftOut, ...], msgspec.Meta(max_length=200)] = ()
    officer: OfficerName | None = None
    """Who looked through it, where the caller's system names its officers."""


def look_through(door: Door, by: Asker, ref: str) -> tuple[SeenValue, ...]:
    """Return the values that a request is about, for its reviewer; that is on record.

    Raises `UnknownRequestError`, `RequestStateError`, `UnknownPersonError`.
    """
    row = request_row(ref)
    if row.state != RequestState.REVIEW:
        raise RequestStateError(request=ref, state=row.state)
    found = seen_values(door, asker_of(row, by), row.person) if row.person else ()
    return tuple(one for one in found if covers(row, one.data, one.item))


def look_through_systems(door: Door, by: Asker, ref: str) -> tuple[RowSeen, ...]:
    """Return the rows of systems that a request is about, for its reviewer; that is on record.

    Raises `UnknownRequestError`, `RequestStateError`, `UnknownPersonError`, `HandlingRefusedError`.
    """
    row = request_row(ref)
    if row.state != RequestState.REVIEW:
        raise RequestStateError(request=ref, state=row.state)
    return look_through_rows(door, by, row)


def review(door: Door, by: Asker, ref: str, found: Reviewing) -> str:
    """Keep what a review came to, and let the request wait for its decision; return the state.

    Raises `UnknownRequestError`, `RequestStateError`, `UnknownItemError`, `GroundUnknownError`.
    """
    by = by.acting(found.officer)
    policy = door.policy
    kind = request_row(ref).kind
    if found.left_out and kind not in _PARTED:
        raise InvalidRequestError(
            item="left_out", reason_ja="この種類には部分がありません",
            reason_en="there are no parts of this kind",
        )  # fmt: skip
    for one in found.left_out if kind != RECORDS else ():
        if not (kind == DISCLOSE and _is_found(door, ref, one.item)):
            category_of(policy, one.item)

    def unit(record: Record) -> str:
        at = door.clock()
        row = locked(ref, RequestState.REVIEW)
        known = kind_of(row).refuse
        for one in found.left_out:
            if one.ground not in known:
                raise GroundUnknownError(known=", ".join(known))
            Redaction.objects.update_or_create(
                request=row, item=one.item,
                defaults={"ground": one.ground, "by": by.system, "at": at},
            )  # fmt: skip
            noted(record, row, "redacted", at, by.system, what=one.ground, officer=by.officer)
        put(door, row, NOTE, found.note, at)
        moved(row, RequestState.DECISION, at)
        noted(record, row, "reviewed", at, by.system, officer=by.officer)
        return str(row.state)

    return door.writer.run(unit)[0]


def _is_found(door: Door, ref: str, name: str) -> bool:
    """Tell whether a row of a system, or an inquiry of the person, has this name."""
    row = request_row(ref)
    with looking():
        return is_row(door, row, name) or name in inquiries_of(row.person)
