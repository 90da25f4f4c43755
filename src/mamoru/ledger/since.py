"""Whom the log tells of since a moment, one by one."""

from collections.abc import Collection

from django.db.backends.utils import CursorWrapper

from mamoru.ledger import people_queries, queries
from mamoru.ledger.people import unpack
from mamoru.ledger.staged import unstage


def mark(cursor: CursorWrapper) -> int:
    """Return a ticket that lies after those of all entries there are.

    It holds for those that are committed: with others under way, one of them may come before it.
    """
    cursor.execute("SELECT max(id) FROM ledger_batch")
    return ((cursor.fetchone()[0] or 0) + 1) << queries.OFFSETS


def touched_since(cursor: CursorWrapper, ticket: int) -> set[int]:
    """Return the numbers of the people whom entries from `ticket` on are about alone."""
    cursor.execute("SELECT DISTINCT person FROM ledger_personentry WHERE ticket >= %s", [ticket])
    found = {person for (person,) in cursor.fetchall()}
    for batch, people in people_queries.staged_people(cursor):
        first = batch << queries.OFFSETS
        found |= {number for offset, number, _ in unstage(people) if first + offset >= ticket}
    return found


def members_since(cursor: CursorWrapper, ticket: int, *, but: Collection[int] = ()) -> set[int]:
    """Return the numbers of the people whom entries from `ticket` on are about with others.

    Entries with tickets in `but` are not looked at.
    """
    cursor.execute("SELECT ticket FROM ledger_peopleset WHERE ticket >= %s", [ticket])
    found: set[int] = set()
    for (several,) in cursor.fetchall():
        if several not in but:
            for block, members in people_queries.blocks_of_set(cursor, several):
                found.update(unpack(block, members))
    return found
