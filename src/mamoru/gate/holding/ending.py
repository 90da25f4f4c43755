"""Ending holds on their last day: decided, destroyed with their keys, read back, recorded."""

from datetime import datetime
from typing import NamedTuple

from mamoru.gate.asking import KEEPER, Wish
from mamoru.gate.door import Door
from mamoru.gate.holding import registers
from mamoru.gate.holding.open import everything, standing
from mamoru.gate.judge import judge
from mamoru.gate.record import note
from mamoru.gate.retention import OVER
from mamoru.gate.scrub import scrub_files
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Decision, Outcome
from mamoru.vault import hold as vault
from mamoru.vault.errors import FilesLeftError
from mamoru.vault.hold import HoldRow

DISPOSAL = "disposal_record"
"""Evidence that something was erased; the ledger's entry is it."""


def due(now: datetime) -> int:
    """Return how many holds are over by `now`."""
    return vault.count(now)


def held() -> int:
    """Return how many holds there are."""
    return vault.count()


class EndedHolds(NamedTuple):
    """What one batch did: how many ended, how many were looked at, and the row to go on after."""

    ended: int
    seen: int
    last: int


def end_some(door: Door, limit: int, *, after: int = 0) -> EndedHolds:
    """End up to `limit` holds that are over, in one transaction.

    One that names somebody in a record which is kept on is kept as long as that; one that policy or
    law does not let go stays, and the refusal is on record. Raises `FilesLeftError` where a content
    whose key went is still on the disk.
    """
    left = list[str]()
    found = door.writer.run(lambda record: _some(door, record, limit, after, left))[0]
    stayed = door.files.remove(left)
    if found.ended:
        scrub_files()
    if stayed:
        raise FilesLeftError(files=stayed)
    return found


def _some(door: Door, record: Record, limit: int, after: int, left: list[str]) -> EndedHolds:
    at = door.clock()
    left.clear()  # the writer runs it again where a commit met another
    found = vault.due(at, limit, after=after)
    gone = sum(_ended(door, record, one, at, left) for one in found)
    return EndedHolds(gone, len(found), found[-1].number if found else after)


def _ended(door: Door, record: Record, row: HoldRow, at: datetime, left: list[str]) -> bool:
    kept_on = registers.until(row.record) if row.record else None
    if kept_on is not None and kept_on > at:
        vault.postpone(row.ref, kept_on)
        return False
    return ended(door, record, row, at, left).outcome is Outcome.ALLOW


def ended(door: Door, record: Record, row: HoldRow, at: datetime, left: list[str]) -> Decision:
    """End one hold, if policy and law allow, on record; `left` gets contents to be removed."""
    book = door.shelf.book(at)
    wish = Wish(act="dispose", grounds={OVER: None})
    touched = vault.categories(row.ref)
    known = [one for one in touched if one[0] is not None] or everything(book)
    given = standing(row, retention_over=True)
    decision, basis = judge(book, wish, known, given=given, at=at)
    if decision.outcome is Outcome.ALLOW:
        left += vault.end(row.ref).files
    note(
        record, book, KEEPER, wish, known, decision, at=at, subject=row.pseudonym, basis=basis,
        shows=[DISPOSAL],
    )  # fmt: skip
    return decision
