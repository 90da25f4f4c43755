"""Declaring events: registered by an officer, on record, and looked up by every process."""

import threading
import time
from hashlib import sha256

import msgspec
from django.db import connection

from mamoru.collection.collector.declaration import Declarations, read
from mamoru.collection.collector.errors import DeclarationVersionError, NothingDeclaredError
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


class Present:
    """The declarations that count, asked for once a second at most."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._lock = threading.Lock()
        self._looked = float("-inf")
        self._key: tuple[int, str] | None = None
        self._found: Declarations | None = None

    def get(self) -> Declarations:
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

    def _look(self) -> None:
        with looking(), connection.cursor() as cursor:
            cursor.execute("SELECT max(id) FROM collector_declaration")
            (last,) = cursor.fetchone()
            policy = self._door.policy
            if last is not None and self._key != (last, policy.text_hash):
                row = Declaration.objects.get(pk=last)
                self._found = read(bytes(row.text), policy)
                self._key = (last, policy.text_hash)
