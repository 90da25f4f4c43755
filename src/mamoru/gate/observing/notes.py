"""What goes on record of many events: one entry for each distinct answer, with its people."""

from datetime import datetime
from typing import NamedTuple

from mamoru.gate.asking import Asker
from mamoru.gate.observing.cells import Answered, Cell, wish_of
from mamoru.gate.observing.crowd import Name, Who
from mamoru.gate.record import note
from mamoru.gate.transaction import Record
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
    """Collects the answers of one unit."""

    def __init__(self) -> None:
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
        for one in self._alike().values():
            aim, act = one.answered.aim, one.answered.act
            touched = [(data, None) for data in aim.data]
            if one.held:
                people = People.of(one.held)
                alone = next(iter(one.held.values())) if len(one.held) == 1 else None
                note(
                    record, one.book, one.asker, wish_of(aim, act), touched, one.answered.decision,
                    at=at, subject=alone, people=people, count=len(people.numbers),
                    basis=one.answered.basis,
                )  # fmt: skip
            if one.strangers:
                note(
                    record, one.book, one.asker, wish_of(aim, act), touched, one.answered.decision,
                    at=at, count=len(one.strangers), basis=one.answered.basis,
                )  # fmt: skip

    def _alike(self) -> dict[object, _Alike]:
        found: dict[object, _Alike] = {}
        for asker, cell, whos in self._cells.values():
            held = {who.held.number: who.held.pseudonym for who in whos.values() if who.held}
            strangers = {name for name, who in whos.items() if who.held is None}
            book = next(iter(whos.values())).book
            for one in cell.answers:
                key = (asker.system, one.act, one.aim[:2], one.decision, one.basis.parts)
                alike = found.setdefault(key, _Alike(asker, book, one, {}, set()))
                alike.held.update(held)
                alike.strangers.update(strangers)
        return found
