"""The statutory registers whose records name people: each room that makes records says which.

A record names nobody by itself: the ledger's set of people says who it is about. Once somebody is
erased the set tells no more, so whoever erases asks here which records they are in.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol


class StatutoryRecord(NamedTuple):
    """A record that the law makes the company keep, with whom it names."""

    key: str
    clock: str
    article: str
    until: datetime
    """The first instant at which keeping it may end."""


class StatutoryRegister(Protocol):
    """A register as whoever erases people, and whoever ends holds, sees it."""

    def of_tickets(self, tickets: Sequence[int]) -> list[StatutoryRecord]:
        """Return the records that entries with these tickets are in, each once."""

    def until(self, key: str) -> datetime | None:
        """Return until when a record is kept; `None` where this register has it not, or no more."""

    def tickets(self, key: str) -> list[int]:
        """Return the tickets of the entries that say who is in a record."""


_registers: dict[str, StatutoryRegister] = {}


def announce(name: str, register: StatutoryRegister) -> None:
    """Let a register be known; the rooms that keep one call it as they are loaded."""
    _registers[name] = register


def of_tickets(tickets: Sequence[int]) -> list[StatutoryRecord]:
    """Return the records of every register that entries with these tickets are in."""
    return [one for register in _registers.values() for one in register.of_tickets(tickets)]


def until(key: str) -> datetime | None:
    """Return until when a record is kept; `None` where it is kept no more."""
    found = [day for one in _registers.values() if (day := one.until(key)) is not None]
    return max(found, default=None)


def tickets(key: str) -> list[int]:
    """Return the tickets of the entries that say who is in a record."""
    return [ticket for one in _registers.values() for ticket in one.tickets(key)]
