"""What goes on record of many events: one entry for each distinct answer, with its people."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from mamoru.gate.asking import Asker
from mamoru.gate.observing.cells import REMEMBERED, Answered, Cell, wish_of
from mamoru.gate.observing.crowd import Who
from mamoru.gate.observing.known import Name
from mamoru.gate.record import note
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import Handled
from mamoru.ledger.people import People
from mamoru.policy.rulebook import Rulebook


class _Alike(NamedTuple):
    """An answer, who asked, and everybody it was about."""

    asker: Asker
    book: Rulebook
    answered: Answered
    held: dict[int, bytes]
    """Number to pseudonym."""
    strangers: set[Name]
    """Who is not stored, since nothing was kept of them."""


class Notes:
    """Collects the answers of one unit.

    An entry about an answer that was given before is made from the former one: only time and
    people differ, and most of an entry takes longer to make than to store. `made` is where the
    former ones are remembered.
    """

    def __init__(self, made: dict[object, Handled]) -> None:
        self._made = made
        self._cells: dict[tuple[str, int], tuple[Asker, Cell, dict[Name, Who]]] = {}

    def add(self, asker: Asker, who: Who, cell: Cell) -> None:
        """Note the answers for one event about somebody."""
        key = (asker.system, id(cell))
        found = self._cells.get(key)
        if found is None:
            found = self._cells[key] = (asker, cell, {})
        found[2][who.name] = who

    def write(self, record: Record, at: datetime) -> None:
        """Add the entries."""
        for key, one in self._alike().items():
            if one.held:
                self._write(record, key, one, at, People.of(one.held))
            if one.strangers:
                self._write(record, key, one, at, None)

    def _write(
        self, record: Record, key: object, one: _Alike, at: datetime, people: People | None
    ) -> None:
        count = len(one.strangers) if people is None else len(people.numbers)
        alone = next(iter(one.held.values())) if people is not None and count == 1 else None
        former = self._made.get(key)
        if former is not None:
            entry = msgspec.structs.replace(
                former, at=at, count=count, subject=alone.hex() if alone else None,
                people=people.commitment if people else None,
            )  # fmt: skip
            record.add(entry, people)
            return
        aim, decision = one.answered.aim, one.answered.decision
        note(
            record, one.book, one.asker, wish_of(aim, one.answered.act),
            [(data, None) for data in aim.data], decision, at=at, subject=alone, people=people,
            count=count, basis=one.answered.basis,
        )  # fmt: skip
        made = record.entries[-1]
        if isinstance(made, Handled) and not (decision.owes or made.evidence):
            if len(self._made) >= REMEMBERED:
                self._made.clear()
            self._made[key] = made

    def _alike(self) -> dict[object, _Alike]:
        found: dict[object, _Alike] = {}
        for asker, cell, whos in self._cells.values():
            held = {who.held.number: who.held.pseudonym for who in whos.values() if who.held}
            strangers = {name for name, who in whos.items() if who.held is None}
            book = next(iter(whos.values())).book
            for one in cell.answers:
                key = (
                    asker.system, book.token, one.act, one.aim[:2], one.decision, one.basis.parts
                )  # fmt: skip
                alike = found.setdefault(key, _Alike(asker, book, one, {}, set()))
                alike.held.update(held)
                alike.strangers.update(strangers)
        return found
