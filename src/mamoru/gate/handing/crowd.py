"""People as a hand-over decides about them: those alike are decided once.

Under a text that binds everyone and waits for nobody, a person without a birth date, suspension or
refusal is to a decision what they are, what of theirs is touched, and what they agreed to. Whoever
is anything else is decided by themselves.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from mamoru.consent.choices import Kind
from mamoru.consent.queries import Scope, scopes_of
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

_CONSENT = Kind.CONSENT.value


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
        scopes = scopes_of(numbers)
        for held in heads:
            marks = held_of.get(held.number)
            if marks:
                touched = self._touching(frozenset(marks))
                yield self._case(held, touched, scopes.get(held.number, ()))

    def _held(self, numbers: Sequence[int]) -> dict[int, list[Touched]]:
        found: dict[int, list[Touched]] = {}
        for number, data, sensitive in marks_of(numbers, self._wanted.items):
            found.setdefault(number, []).append((data, sensitive))
        category = dict(zip(self._wanted.items, self._wanted.categories, strict=True))
        for number, kind in kinds_held(numbers, self._wanted.items):
            found.setdefault(number, []).append((category[kind], None))
        return found

    def _touching(self, marks: frozenset[Touched]) -> tuple[Touched, ...]:
        if marks not in self._touched:
            self._touched[marks] = self._wanted.touched(marks)
        return self._touched[marks]

    def _case(self, held: Held, touched: tuple[Touched, ...], scopes: Sequence[Scope]) -> Case:
        alike = self._alike(held, scopes)
        key = None if alike is None else (touched, alike)
        found = None if key is None else self._known.get(key)
        if found is None:
            about = toward(self._door.about(self._record, held, self._at), self._wish)
            judged = judge(about.book, self._wish, touched, about=about, at=self._at)
            found = about.book, judged
            if key is not None:
                self._known[key] = found
        return Case(held, touched, *found)

    def _alike(self, held: Held, scopes: Sequence[Scope]) -> object | None:
        """Return what has to be equal for two people to get one answer, if others may.

        `None` is for somebody who is decided by themselves.
        """
        is_plain = self._is_plain and not (
            held.birth_date or held.use_suspended or held.provision_suspended or held.left_at
        )
        if not is_plain or not all(one.is_lasting and one.kind == _CONSENT for one in scopes):
            return None
        return held.whose, held.residence, frozenset(scopes)
