"""The steps of an inquiry between its arrival and its end: whose it is to answer, what it is, what
came of it. None of them reads what was written."""  # noqa: D205, D209 - one sentence

from collections.abc import Callable
from typing import Annotated

import msgspec

from mamoru.desk import papers
from mamoru.desk.clocks import due
from mamoru.desk.ending import ended, keep_until
from mamoru.desk.errors import InvalidInquiryError, UnknownInquiryError
from mamoru.desk.models import Inquiry
from mamoru.desk.papers import CaseKey
from mamoru.desk.state import OPEN, InquiryState, Kind, Lane, Outcome
from mamoru.desk.steps import inquiry_row, locked, moved, noted
from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.paper_key import is_held
from mamoru.gate.transaction import Record

Actor = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$(?!\n)")]
"""Opaque name of whoever works on it: no name of a person."""
Clause = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9(][A-Za-z0-9_.()\[\]-]{0,63}$(?!\n)")]


class Links(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an inquiry goes with; what is not named stays as it is, and an empty name ends it."""

    request: Annotated[str, msgspec.Meta(pattern=r"^(req_[0-9a-f]{16})?$(?!\n)")] | None = None
    incident: Annotated[str, msgspec.Meta(pattern=r"^([a-z][a-z0-9_-]{0,63})?$(?!\n)")] | None = (
        None
    )
    person: Annotated[str, msgspec.Meta(pattern=r"^(p_[0-9a-f]{32})?$(?!\n)")] | None = None
    """Who it is of. Where that is somebody who is held, it goes when they are erased."""
    topic: Clause | None = None
    """Clause of the policy that it is about."""


def assign(door: Door, by: Asker, ref: str, actor: str) -> str:
    """Give an inquiry to somebody; return its state. Raises `UnknownInquiryError`."""

    def unit(record: Record) -> str:
        row, at = locked(ref), door.clock()
        row.assignee = actor
        is_fresh = row.state == InquiryState.RECEIVED
        moved(row, InquiryState.ASSIGNED if is_fresh else InquiryState(row.state), at)
        noted(record, row, "assigned", at, by.system)
        return str(row.state)

    return door.writer.run(unit)[0]


def choose_kind(door: Door, by: Asker, ref: str, kind: Kind) -> None:
    """Say what an inquiry is; a complaint is kept for its time whatever becomes of its person.

    Raises `UnknownInquiryError`, `InquiryErasedError`.
    """

    def change(row: Inquiry) -> None:
        row.kind = kind

    _sealed_anew(door, ref, change, lambda record, row: _said(door, record, row, by, kind))


def link(door: Door, by: Asker, ref: str, links: Links) -> None:
    """Say what an inquiry goes with.

    Raises `UnknownInquiryError`, `InvalidInquiryError`, `InquiryErasedError`.
    """
    if links.person:
        with looking():
            if not is_held(links.person):
                raise InvalidInquiryError(
                    item="person", reason_ja="保管されていません", reason_en="nobody is held so"
                )
    if links.topic and links.topic not in {one.cite for one in door.policy.rules}:
        raise InvalidInquiryError(
            item="topic", reason_ja="ポリシーの条項ではありません",
            reason_en="it is no clause of the policy",
        )  # fmt: skip
    said = {name: to for name, to in msgspec.structs.asdict(links).items() if to is not None}

    def change(row: Inquiry) -> None:
        for name, to in said.items():
            setattr(row, name, to)

    def note(record: Record, row: Inquiry) -> None:
        for name in said:
            noted(record, row, "linked", door.clock(), by.system, what=name)

    _sealed_anew(door, ref, change, note)


def release(door: Door, by: Asker, ref: str) -> str:
    """Let an inquiry that was set aside go on; return its state. Raises `UnknownInquiryError`."""

    def unit(record: Record) -> str:
        row, at = locked(ref), door.clock()
        if row.lane != Lane.DESK:
            row.lane = Lane.DESK
            row.save(update_fields=["lane"])
            noted(record, row, "released", at, by.system)
        return str(row.state)

    return door.writer.run(unit)[0]


def close(door: Door, by: Asker, ref: str, outcome: Outcome) -> str:
    """End an inquiry; a mail that comes later opens it again. Return its state.

    Raises `UnknownInquiryError`, `InquiryStateError`.
    """

    def unit(record: Record) -> str:
        at = door.clock()
        row = locked(ref, *OPEN, InquiryState.ANSWERED, InquiryState.WAITING)
        ended(record, row, outcome, at, by)
        return str(row.state)

    return door.writer.run(unit)[0]


def reopen(door: Door, by: Asker, ref: str) -> str:
    """Let an inquiry that was ended go on, its clock anew; return its state.

    Raises `UnknownInquiryError`, `InquiryStateError`, `InquiryErasedError`.
    """

    def unit(record: Record) -> str:
        at = door.clock()
        row = locked(ref, InquiryState.CLOSED)
        papers.seal_of(door, row)
        row.reopened, row.closed_at, row.keep_until, row.outcome = row.reopened + 1, None, None, ""
        row.due_at, row.warn_at = due(at)
        moved(row, InquiryState.ASSIGNED if row.assignee else InquiryState.RECEIVED, at)
        noted(record, row, "reopened", at, by.system)
        return str(row.state)

    return door.writer.run(unit)[0]


def _said(door: Door, record: Record, row: Inquiry, by: Asker, kind: Kind) -> None:
    if row.state == InquiryState.CLOSED and row.closed_at is not None:
        row.keep_until = keep_until(row, row.closed_at)
        row.save(update_fields=["keep_until"])
    noted(record, row, "kind_chosen", door.clock(), by.system, what=kind)


def _sealed_anew(
    door: Door, ref: str, change: Callable[[Inquiry], None],
    note: Callable[[Record, Inquiry], None],
) -> None:  # fmt: skip
    """Change whose an inquiry is or what it is, and let its key go with whom it should.

    The key stays the same, so nothing that was written is opened.
    """
    with looking():
        row = inquiry_row(ref)
        key = papers.key_of(door, row)
    kept: CaseKey = papers.of_month(door, key)

    def unit(record: Record) -> None:
        mine = locked(ref)
        if papers.key_of(door, mine) != key:
            raise UnknownInquiryError
        change(mine)
        papers.locked_away(door, mine, kept)
        mine.save()
        note(record, mine)

    door.writer.run(unit)
