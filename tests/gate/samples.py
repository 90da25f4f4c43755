"""Artificial people, what is asked about them, and what the ledger says of it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from mamoru.gate.asking import OFFICER, Asker, Wish
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door
from mamoru.gate.editions import Edition, Widening, put
from mamoru.gate.shelf import read
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import Entry, Handled, decode
from mamoru.ledger.tree.bundles import unpack
from mamoru.vault.person import Created

NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
"""Noon in Tokyo on a Tuesday."""
SERVICE = "2(1)a"
OFFERS = "2(1)c"
NOTICE: dict[str, str | None] = {"notice_shown": "notice:2022-02-04"}
ASKED: dict[str, str | None] = {"request": "request:21", "identity_verified": "identity:21"}
INVESTIGATED: dict[str, str | None] = {**ASKED, "investigated": "inquiry:21"}
COLLECT = Wish(act="collect", source="person", grounds=NOTICE)
USE = Wish(act="use", purpose=SERVICE)
ERASE = Wish(act="erase", grounds=INVESTIGATED)
TRACE = Wish(act="disclose", recipient="user", grounds=ASKED)
NAME, EMPLOYER = "Zenbu Tsukuribanashi", "架空商事ヌヌヌ"
CLIENT = Asker(system="shop-front", purposes=frozenset([SERVICE]), request="0123456789abcdef" * 2)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def given(name: str = NAME, **changes: Any) -> Given:
    asked: dict[str, Any] = {
        "whose": "individual",
        "residence": "JP",
        "identifiers": {"email": f"{name.split()[0].lower()}@example.jp"},
        "items": {"name": name, "employer": EMPLOYER, "birth_date": "1901-02-03"},
    }
    return Given(**asked | changes)


def stored(door: Door, name: str = NAME, **changes: Any) -> Created:
    """Collect one person through the door."""
    return create(door, OFFICER, COLLECT, [given(name, **changes)])[0].people[0]


def entries() -> list[Entry]:
    """Return every entry of the ledger in the order in which they were committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT entries FROM ledger_batch ORDER BY id")
        raws = [raw for (batch,) in cursor.fetchall() for raw in unpack(bytes(batch))]
    return [decode(raw, at) for at, raw in enumerate(raws)]


def last() -> Handled:
    """Return the last entry, which is about a handling."""
    entry = entries()[-1]
    assert isinstance(entry, Handled)
    return entry


def published(
    door: Door, text: bytes, *, at: datetime | None = None, awaits: Sequence[Widening] = ()
) -> Edition:
    """Publish a text as it is, without the steps of a revision."""

    def unit(record: Record) -> Edition:
        edition, entry = put(
            read(text), text, at=at or door.clock(), weight="important", awaits=awaits
        )
        record.add(entry)
        return edition

    return door.writer.run(unit)[0]


def counted(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - a table of ours
        return int(cursor.fetchone()[0])


def effects() -> dict[str, int]:
    """Return how many rows each table has that a handling may change, entries apart."""
    tables = (
        "vault_person", "vault_personkey", "vault_field", "vault_identifier", "consent_choice",
        "gate_duty", "gate_client",
    )  # fmt: skip
    return {table: counted(table) for table in tables}
