"""People as a hand-over decides about them: those alike are decided once.

Under a text that binds everyone and waits for nobody, a person without a birth date, suspension or
refusal is to a decision what they are, what of theirs is touched, and what they agreed to. Whoever
is anything else is decided by themselves.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from mamoru.consent.choices import Kind
from mamoru.consent.queries import Row, of_people
from mamoru.gate.about import Touched
from mamoru.gate.asking import Wish
from mamoru.gate.door import Door
from mamoru.gate.handing.wanted import Wanted
from mamoru.gate.judge import Judged, judge
from mamoru.gate.recipients import toward
from mamoru.gate.transaction import Record
from mamoru.policy.rulebook import Rulebook
from mamoru.vault.person import Held
from mamoru.vault.several import kinds_held, marks_of


class Case(NamedTuple):
    """One person, with what was decided about them."""

    held: Held
    touched: tuple[Touched, ...]
    book: Rulebook
    judged: Judged


class Deciding:
    """Decides lot after lot of one hand-over by the texts of one moment."""

    def __init__(
        self, door: Door, record: Record, wish: Wish, wanted: Wanted, at: datetime
    ) -> None:
        self._door, self._record, self._wish, self._at = door, record, wish, at
        self._wanted = wanted
        book = door.shelf.book(at)
        self._is_plain = book.policy.binds_everyone and not door.shelf.waits(at)
        self._known: dict[object, tuple[Rulebook, Judged]] = {}
        self._touched: dict[frozenset[Touched], tuple[Touched, ...]] = {}

    def cases(self, heads: Sequence[Held]) -> Iterator[Case]:
        """Yield those of whom anything is held that is wanted, each decided."""
        if not heads:
            return
        numbers = [held.number for held in heads]
        held_of = self._held(numbers)
        choices = of_people(numbers)
        for held in heads:
            marks = held_of.get(held.number)
            if marks:
                yield self._case(held, self._touching(frozenset(marks)), choices[held.number])

    def _held(self, numbers: Sequence[int]) -> dict[int, set[Touched]]:
        found: dict[int, set[Touched]] = {}
        for number, data, _, sensitive in marks_of(numbers, self._wanted.items):
            found.setdefault(number, set()).add((data, sensitive))
        category = dict(zip(self._wanted.items, self._wanted.categories, strict=True))
        for number, kind in kinds_held(numbers, self._wanted.items):
            found.setdefault(number, set()).add((category[kind], None))
        return found

    def _touching(self, marks: frozenset[Touched]) -> tuple[Touched, ...]:
        if marks not in self._touched:
            self._touched[marks] = self._wanted.touched(marks)
        return self._touched[marks]

    def _case(self, held: Held, touched: tuple[Touched, ...], rows: Sequence[Row]) -> Case:
        alike = self._alike(held, rows)
        key = None if alike is None else (touched, alike)
        found = None if key is None else self._known.get(key)
        if found is None:
            about = self._door.about(self._record, held, self._at, choices=rows)
            about = toward(about, self._wish)
            judged = judge(about.book, self._wish, touched, about=about, at=self._at)
            found = about.book, judged
            if key is not None:
                self._known[key] = found
        return Case(held, touched, *found)

    def _alike(self, held: Held, rows: Sequence[Row]) -> object | None:
        """Return what has to be equal for two people to get one answer, if others may.

        `None` is for somebody who is decided by themselves.
        """
        is_plain = self._is_plain and not (
            held.birth_date or held.use_suspended or held.provision_suspended or held.left_at
        )
        if not is_plain:
            return None
        if not rows:
            return held.whose, held.residence
        scopes = self._scopes(rows)
        return None if scopes is None else (held.whose, held.residence, scopes)

    def _scopes(self, rows: Sequence[Row]) -> object | None:
        """Return the scopes of what somebody agreed to, where all of it stands."""
        found = set()
        for row in rows:
            one = row.choice
            if row.withdraws is not None or one.kind is not Kind.CONSENT or one.expires_at:
                return None
            found.add((one.purpose, one.recipient, one.data, one.sensitive, one.foreign,
                       one.by_guardian))  # fmt: skip
        return frozenset(found)
