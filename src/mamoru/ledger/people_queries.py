"""All SQL about the people whom entries touched, for SQLite and PostgreSQL."""

from collections.abc import Iterator, Sequence

from django.db.backends.utils import CursorWrapper

from mamoru.ledger.queries import LOWEST, pages


def insert_person_entries(cursor: CursorWrapper, rows: Sequence[tuple[int, int, bytes]]) -> None:
    """Remember entries about one person each: ticket, person, salt."""
    cursor.executemany(
        "INSERT INTO ledger_personentry (ticket, person, salt) VALUES (%s, %s, %s)", rows
    )


def insert_people_set(
    cursor: CursorWrapper, ticket: int, salt: bytes, blocks: Sequence[tuple[int, bytes]]
) -> None:
    """Remember an entry about several people."""
    cursor.execute("INSERT INTO ledger_peopleset (ticket, salt) VALUES (%s, %s)", [ticket, salt])
    cursor.executemany(
        "INSERT INTO ledger_peopleblock (block, ticket, members) VALUES (%s, %s, %s)",
        [(block, ticket, members) for block, members in blocks],
    )


def tickets_of_person(cursor: CursorWrapper, person: int) -> list[int]:
    """Return the tickets of the entries about this person alone."""
    cursor.execute("SELECT ticket FROM ledger_personentry WHERE person = %s", [person])
    return [row[0] for row in cursor.fetchall()]


def person_of_ticket(cursor: CursorWrapper, ticket: int) -> list[int]:
    """Return the person whom an entry is about alone, if it is and they are still known."""
    cursor.execute("SELECT person FROM ledger_personentry WHERE ticket = %s", [ticket])
    return [row[0] for row in cursor.fetchall()]


def staged_people(cursor: CursorWrapper) -> list[tuple[int, bytes]]:
    """Return the batches that wait for their place with people, ascending, and those."""
    cursor.execute(
        "SELECT batch, people FROM ledger_place WHERE first IS NULL AND people IS NOT NULL"
        " ORDER BY batch"
    )
    return [(batch, bytes(people)) for batch, people in cursor.fetchall()]


def restage(cursor: CursorWrapper, batch: int, people: bytes | None) -> None:
    """Put other people in the place of those of a batch that waits for its place."""
    cursor.execute("UPDATE ledger_place SET people = %s WHERE batch = %s", [people, batch])


def sets_of_block(cursor: CursorWrapper, block: int) -> Iterator[tuple[int, bytes]]:
    """Yield ticket and members of every set that has people in `block`."""
    rows = pages(
        cursor,
        "SELECT ticket, members FROM ledger_peopleblock WHERE block = %s AND ticket > %s"
        " ORDER BY ticket LIMIT %s",
        (block, LOWEST),
        lambda row: (block, row[0]),
    )
    return ((ticket, bytes(members)) for ticket, members in rows)


def delete_person(cursor: CursorWrapper, person: int) -> int:
    """Delete what ties entries to this person alone, and return how many there were."""
    cursor.execute("DELETE FROM ledger_personentry WHERE person = %s", [person])
    return int(cursor.rowcount)


def person_entries(cursor: CursorWrapper) -> Iterator[tuple[int, int, bytes]]:
    """Yield ticket, person and salt of every entry about one person, ascending."""
    rows = pages(
        cursor,
        "SELECT ticket, person, salt FROM ledger_personentry WHERE ticket > %s"
        " ORDER BY ticket LIMIT %s",
        (LOWEST,),
        lambda row: row[:1],
    )
    return ((ticket, person, bytes(salt)) for ticket, person, salt in rows)


def people_sets(cursor: CursorWrapper) -> list[tuple[int, bytes]]:
    """Return ticket and salt of every entry about several people, ascending."""
    cursor.execute("SELECT ticket, salt FROM ledger_peopleset ORDER BY ticket")
    return [(ticket, bytes(salt)) for ticket, salt in cursor.fetchall()]


def blocks_of_set(cursor: CursorWrapper, ticket: int) -> list[tuple[int, bytes]]:
    """Return the blocks of one set, ascending."""
    cursor.execute(
        "SELECT block, members FROM ledger_peopleblock WHERE ticket = %s ORDER BY block", [ticket]
    )
    return [(block, bytes(members)) for block, members in cursor.fetchall()]


def first_stray_block(cursor: CursorWrapper) -> int | None:
    """Return the first ticket that has a block of people but no set."""
    cursor.execute(
        "SELECT min(ticket) FROM ledger_peopleblock"
        " WHERE ticket NOT IN (SELECT ticket FROM ledger_peopleset)"
    )
    return cursor.fetchone()[0]  # type: ignore[no-any-return] # an integer or NULL
