"""The handlings on record, as the replay of a draft and the coverage of a policy read them."""

from datetime import UTC, date, datetime
from typing import NamedTuple

import numpy as np
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from numpy.typing import NDArray

from mamoru.gate.record import by_the_door
from mamoru.gate.texts import TextNotHeldError, Texts
from mamoru.ledger import people_queries, queries
from mamoru.ledger.columns.current import Columns, current
from mamoru.ledger.columns.shape import Shape, shape
from mamoru.ledger.people import unpack
from mamoru.policy.handling import Outcome, Owed
from mamoru.policy.moment import TOKYO
from mamoru.policy.question import Question, answer_all
from mamoru.policy.replay.past import Handlings, Past
from mamoru.policy.replay.people import Members
from mamoru.vault.queries import pseudonyms_of

DIRECTORY = "columns"
"""In the home of the installation; whatever is in it can be removed at any time."""
AT_A_TIME = 500
"""People looked up by one statement."""


class Recorded(NamedTuple):
    """The columns of this installation, and how many entries are not in them yet."""

    columns: Columns
    pending: int


def recorded_here() -> Recorded:
    """Return the columns of this installation's ledger, up to its last checkpoint."""
    with connection.cursor() as cursor:
        columns = current(cursor, settings.HOME / DIRECTORY, settings.ORIGIN)
        pending = sum(row.count for row in queries.pending_from(cursor))
    return Recorded(columns, pending)


def shapes_of(columns: Columns) -> list[Shape]:
    """Return the shapes of the handlings, by their place in the column."""
    return [shape(raw) for raw in columns.shapes]


def between(columns: Columns, since: date | None, until: date | None) -> NDArray[np.intp] | slice:
    """Return the rows of the days from `since` to `until`, in Japan; both are included."""
    if since is None and until is None:
        return slice(None)
    at = columns.rows["at"]
    first = _midnight(since.toordinal()) if since else at.min(initial=0)
    end = _midnight(until.toordinal() + 1) if until else at.max(initial=0) + 1
    return np.flatnonzero((at >= first) & (at < end))


def _midnight(ordinal: int) -> int:
    day = date.fromordinal(ordinal)
    return int(datetime(day.year, day.month, day.day, tzinfo=TOKYO).timestamp())


def handlings(columns: Columns, rows: NDArray[np.intp] | slice) -> Handlings:
    """Return the columns of some rows as a replay reads them."""
    chosen = {name: column[rows] for name, column in columns.rows.items()}
    return Handlings(
        past=chosen["shape"], at=chosen["at"], subject=chosen["subject"], count=chosen["count"],
        is_set=chosen["is_set"],
    )  # fmt: skip


def pasts(columns: Columns, texts: Texts) -> list[Past]:
    """Return what was asked and answered, by shape, with the duties that it brought about."""
    seconds = np.zeros(len(columns.shapes), dtype=np.int64)
    seconds[columns.rows["shape"]] = columns.rows["at"]
    return [
        _past(one, texts, at) for one, at in zip(shapes_of(columns), seconds.tolist(), strict=True)
    ]


def _past(one: Shape, texts: Texts, at: int) -> Past:
    by_text = not by_the_door(one)
    questions = one.questions() if by_text else ()
    return Past(
        questions=questions,
        outcome=Outcome(one.outcome),
        cites=one.cites,
        law=one.law,
        owes=_owed(one, questions, texts, at),
        is_by_text=by_text,
        has_unsaid=by_text and one.has_unsaid,
    )


def _owed(
    one: Shape, questions: tuple[Question, ...], texts: Texts, at: int
) -> tuple[Owed, ...] | None:
    """Return the duties of an allowed handling, decided again under what decided it."""
    if one.outcome != Outcome.ALLOW or not questions:
        return ()
    try:
        book = texts.book(one.token, datetime.fromtimestamp(at, UTC))
    except TextNotHeldError:
        return None
    return answer_all(book, questions).owes


def members(cursor: CursorWrapper, tickets: NDArray[np.int64]) -> Members:
    """Return the people of the sets with these tickets, each with the place of its ticket.

    Whoever is held is known by the pseudonym, so as to be the same as in entries of their own;
    whoever was erased by the number, which is nobody else's.
    """
    places: list[int] = []
    numbers: list[int] = []
    for place, ticket in enumerate(tickets.tolist()):
        for block, packed in people_queries.blocks_of_set(cursor, ticket):
            found = unpack(block, packed)
            numbers += found
            places += [place] * len(found)
    names = _names(sorted(set(numbers)))
    subjects = np.array([names.get(number, number) for number in numbers], dtype=np.uint64)
    return np.array(places, dtype=np.intp), subjects


def _names(numbers: list[int]) -> dict[int, int]:
    """Return the first 64 bits of the pseudonyms of those people who are held."""
    found: dict[int, int] = {}
    for at in range(0, len(numbers), AT_A_TIME):
        for number, pseudonym in pseudonyms_of(numbers[at : at + AT_A_TIME]).items():
            found[number] = int.from_bytes(pseudonym[:8], "big")
    return found
