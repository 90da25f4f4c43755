"""Declaring events: registered by an officer, on record, and looked up by every process."""

import threading
import time
from dataclasses import dataclass
from hashlib import sha256

import msgspec
from django.db import connection

from mamoru.collection.collector.declaration import Declarations, read
from mamoru.collection.collector.errors import (
    DeclarationsMovedError,
    DeclarationVersionError,
    NothingDeclaredError,
)
from mamoru.collection.collector.models import Declaration
from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import SystemChanged

FRESH_SECONDS = 1.0
"""How long declarations are trusted without asking the database again."""


class Declaring(msgspec.Struct, frozen=True, kw_only=True):
    """Declarations that were registered."""

    version: str
    text_hash: str
    events: tuple[str, ...]
    declared_at: str


def declare(door: Door, asker: Asker, text: bytes) -> Declaring:
    """Register a file of declarations, which counts from now on; the same file again is no error.

    Raises `DeclarationFileError`, `DeclarationVersionError`.
    """
    found = read(text, door.policy)
    name = sha256(text).hexdigest()

    def unit(record: Record) -> Declaration:
        now = door.clock()
        there = Declaration.objects.filter(version=found.version).first()
        if there is not None and there.text_hash != name:
            raise DeclarationVersionError(version=found.version)
        if there is not None:
            return there
        record.add(SystemChanged(at=now, change="events_declared", system=asker.system))
        return Declaration.objects.create(
            version=found.version, text=text, text_hash=name, declared_at=now, caller=asker.system
        )

    return _shown(door, door.writer.run(unit)[0])


def declarations(door: Door) -> list[Declaring]:
    """Return what was declared, oldest first; the last counts."""
    with looking():
        return [_shown(door, one) for one in Declaration.objects.order_by("pk")]


def _shown(door: Door, row: Declaration) -> Declaring:
    events = read(bytes(row.text), door.policy).events
    return Declaring(
        version=row.version, text_hash=row.text_hash, events=tuple(events),
        declared_at=row.declared_at.isoformat(timespec="seconds"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Counting:
    """The declarations that count, and the row that they come from."""

    declarations: Declarations
    row: int
    door: Door

    def check(self) -> None:
        """Raise `DeclarationsMovedError` where others count in this transaction.

        They are others as well where another text of the policy is in force.
        """
        if not self.still():
            raise DeclarationsMovedError

    def still(self) -> bool:
        """Tell whether these count, under the text that is in force."""
        is_text = self.door.policy.text_hash == self.declarations.policy.text_hash
        return is_text and self.row == _last()


class Present:
    """The declarations that count, asked for once a second at most.

    `Counting.check` asks in the transaction that keeps them, so that none is kept by what counted
    before.
    """

    def __init__(self, door: Door) -> None:
        self._door = door
        self._lock = threading.Lock()
        self._looked = float("-inf")
        self._found: Counting | None = None

    def get(self) -> Counting:
        """Return them; raises `NothingDeclaredError`."""
        now = time.monotonic()
        if now - self._looked >= FRESH_SECONDS:
            with self._lock:
                if now - self._looked >= FRESH_SECONDS:
                    self._look()
                    self._looked = now
        if self._found is None:
            raise NothingDeclaredError
        return self._found

    def look_again(self) -> None:
        """Ask the database the next time."""
        self._looked = float("-inf")

    def _look(self) -> None:
        with looking():
            last = _last()
            if last is not None and not (self._found and self._found.still()):
                row = Declaration.objects.get(pk=last)
                read_now = read(bytes(row.text), self._door.policy)
                self._found = Counting(read_now, last, self._door)


def _last() -> int | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM collector_declaration")
        found: int | None = cursor.fetchone()[0]
        return found
