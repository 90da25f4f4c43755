"""Decides past handlings again under a draft: columns in, what would have changed out.

A handling costs a look-up: its question and the day's rulebook name a cell, each cell is decided
once, and handlings are told apart by cell only. The law is that of the day of each handling, so
that what changes is the draft's doing.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mamoru.policy.handling import Decision
from mamoru.policy.moment import TOKYO
from mamoru.policy.question import answer_all
from mamoru.policy.replay.changes import Changes, Group, example
from mamoru.policy.replay.found import Flip, Replay, Undecided
from mamoru.policy.replay.past import Handlings, Past
from mamoru.policy.replay.people import Counted, Several, counted, nobody
from mamoru.policy.rulebook import Rulebook

BookOf = Callable[[date], Rulebook]
_OFFSET = int(TOKYO.utcoffset(None).total_seconds())
_DAY = 86_400
_EPOCH = date(1970, 1, 1).toordinal()


class _Cells(NamedTuple):
    """The cell of each handling, and how many handlings each cell has."""

    of_row: NDArray[np.int64]
    counts: NDArray[np.intp]
    books: tuple[Rulebook, ...]

    def parts(self, cell: int) -> tuple[int, Rulebook]:
        """Return the place of a cell's `Past`, and its rulebook."""
        return cell // len(self.books), self.books[cell % len(self.books)]


def replay(
    pasts: Sequence[Past], handlings: Handlings, book_of: BookOf, several: Several = nobody
) -> Replay:
    """Return what the rulebooks of `book_of` would have answered otherwise.

    `book_of` gives that of a day in Japan; `several` says who the sets of people were.
    """
    days = (handlings.at + _OFFSET) // _DAY
    cells = _cells(pasts, handlings, days, book_of)
    changes = Changes()
    group_of = np.full(len(cells.counts), -1, dtype=np.int32)
    for cell in np.flatnonzero(cells.counts).tolist():
        place, book = cells.parts(cell)
        group_of[cell] = _group(changes, pasts[place], book, int(cells.counts[cell]))
    groups = group_of[cells.of_row]
    found = counted(handlings, groups, len(changes.groups), several)
    flips = _flips(changes, pasts, cells, groups, days, found)
    return _replay(changes, handlings, flips, found)


def _group(changes: Changes, past: Past, book: Rulebook, count: int) -> int:
    """Decide one cell, note what changes, and return the place of its group, -1 for none."""
    if not past.is_by_text:
        return changes.leave_out("door", count)
    if past.has_unsaid:
        return changes.leave_out("unsaid", count)
    if not past.questions:
        return changes.leave_out("older", count)
    decision: Decision = answer_all(book, past.questions)
    return changes.note(book, past, decision, count)


def _cells(
    pasts: Sequence[Past], handlings: Handlings, days: NDArray[np.int64], book_of: BookOf
) -> _Cells:
    if not len(days):
        return _Cells(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.intp), ())
    first = int(days.min())
    present = np.flatnonzero(np.bincount(days - first))
    books: dict[int, tuple[int, Rulebook]] = {}
    state = np.zeros(int(present[-1]) + 1, dtype=np.int64)
    for day in present.tolist():
        book = book_of(date.fromordinal(_EPOCH + first + day))
        state[day] = books.setdefault(id(book), (len(books), book))[0]
    of_row = handlings.past.astype(np.int64)
    of_row *= len(books)
    of_row += state[days - first]
    counts = np.bincount(of_row, minlength=len(pasts) * len(books))
    return _Cells(of_row, counts, tuple(book for _, book in books.values()))


def _replay(changes: Changes, handlings: Handlings, flips: list[Flip], found: Counted) -> Replay:
    undecided = Undecided(**changes.left_out)
    count = len(handlings.past)
    return Replay(
        handlings=count,
        decided=count - undecided.door - undecided.older - undecided.unsaid,
        flipped=sum(one.handlings for one in flips),
        people=found.total,
        unnamed=int(found.unnamed.sum()),
        first=min((one.first for one in flips), default=None),
        last=max((one.last for one in flips), default=None),
        flips=tuple(sorted(flips, key=lambda one: -one.handlings)),
        duties=changes.duty_changes(),
        duties_unknown=changes.duties_unknown,
        uncovered=changes.uncovered_words(),
        undecided=undecided,
    )


def _flips(
    changes: Changes,
    pasts: Sequence[Past],
    cells: _Cells,
    groups: NDArray[np.int32],
    days: NDArray[np.int64],
    found: Counted,
) -> list[Flip]:
    if not changes.groups:
        return []
    rows = np.flatnonzero(groups >= 0)
    rows = rows[np.argsort(groups[rows], kind="stable")]
    starts = np.searchsorted(groups[rows], np.arange(len(changes.groups)))
    first = np.minimum.reduceat(days[rows], starts)
    last = np.maximum.reduceat(days[rows], starts)

    def flip(group: Group, place: int) -> Flip:
        row = int(rows[starts[place]])
        at, book = cells.parts(int(cells.of_row[row]))
        return Flip(
            before=group.before,
            now=group.now,
            decided_by=group.decided_by,
            would_decide=group.would_decide,
            handlings=changes.handlings[place],
            people=int(found.people[place]),
            unnamed=int(found.unnamed[place]),
            first=date.fromordinal(_EPOCH + int(first[place])),
            last=date.fromordinal(_EPOCH + int(last[place])),
            example=row,
            question=example(book, pasts[at], group.now),
        )

    return [flip(group, place) for group, place in changes.groups.items()]
