"""Who is held for a long time, and erasing what was kept long enough of one person.

Finding them reads the table of values once, in the order of people, some at a time: no index tells
the age of everything, and a daily look is worth none.
"""

from collections.abc import Collection
from datetime import datetime

import msgspec

from mamoru.vault.change import begin
from mamoru.vault.errors import ErasureIncompleteError
from mamoru.vault.models import File, Identifier
from mamoru.vault.storage import aware, execute, fetched, guarded, stored, within

TABLES = ("vault_field", "vault_file")
"""Where what is collected of people is, each row with its category and its moment."""


class Aged(msgspec.Struct, frozen=True, kw_only=True):
    """What to look for: values and files of categories, older than a moment, or of whoever left
    before it.
    """  # noqa: D205 - one sentence

    data: tuple[str, ...]
    whose: tuple[str, ...] | None
    before: datetime
    of_those_who_left: bool = False


class Removed(msgspec.Struct, frozen=True, kw_only=True):
    """What was erased of one person: counts, and the names of contents that are to be removed."""

    values: int
    files: tuple[str, ...]


@guarded
def people_with(aged: Aged, *, after: int, limit: int) -> list[int]:
    """Return the numbers of people of whom something is that old, ascending, after `after`."""
    found = list[int]()
    for table in TABLES:
        sql, given = _from(aged, table)
        rows = fetched(
            f"SELECT DISTINCT p.number {sql} AND p.number > %s ORDER BY p.number LIMIT %s",
            (*given, after, limit),
        )
        found += [number for (number,) in rows]
    return sorted(set(found))[:limit]


@guarded
def count(aged: Aged) -> int:
    """Return how many values and files are that old."""
    parts = [_from(aged, table) for table in TABLES]
    return sum(int(fetched(f"SELECT count(*) {sql}", given)[0][0]) for sql, given in parts)


@guarded
def count_all() -> int:
    """Return how many values and files are held of everybody."""
    files = File.objects.filter(person__isnull=False).count()
    return int(fetched("SELECT count(*) FROM vault_field")[0][0]) + files


@guarded
def remove_categories(ref: str, data: Collection[str], kinds: Collection[str] = ()) -> Removed:
    """Erase everything of some categories of one person, history and files too, and read back.

    With them go identifiers of the `kinds`, by which the person is not found any more.

    Raises `UnknownPersonError`, `ErasureIncompleteError`.
    """
    held = begin(ref, None)
    among, given = within("data", list(data))
    rows = File.objects.filter(person=held.number, data__in=list(data))
    files = tuple(rows.order_by("id").values_list("name", flat=True))
    rows.delete()
    sql = f"FROM vault_field WHERE person_id = %s AND {among}"
    values = execute(f"DELETE {sql}", (held.number, *given))
    found_by = Identifier.objects.filter(person=held.number, kind__in=list(kinds))
    found_by.delete()
    left = int(fetched(f"SELECT count(*) {sql}", (held.number, *given))[0][0])
    if left or found_by.all().exists() or rows.all().exists():
        raise ErasureIncompleteError(rows=left or 1)
    return Removed(values=values, files=files)


@guarded
def latest_file(number: int, data: str | None) -> datetime | None:
    """Return when the last file of a category came from a person; `None` where none did."""
    rows = File.objects.filter(person=number, data=data).order_by("-collected_at")
    return rows.values_list("collected_at", flat=True).first()


@guarded
def latest_contact(number: int) -> datetime | None:
    """Return when anything was collected from a person for the last time."""
    sql = "SELECT max(collected_at) FROM vault_field WHERE person_id = %s"
    found = fetched(sql, (number,))[0][0]
    return None if found is None else aware(found)


def _from(aged: Aged, table: str) -> tuple[str, tuple[object, ...]]:
    """Return the part of a statement from FROM on, and its parameters."""
    among, given = within("f.data", list(aged.data))
    sql = f"FROM {table} f JOIN vault_person p ON p.number = f.person_id WHERE {among}"
    if aged.whose is not None:
        narrowed, whose = within("p.whose", list(aged.whose))
        sql, given = f"{sql} AND {narrowed}", (*given, *whose)
    column = "p.left_at" if aged.of_those_who_left else "f.collected_at"
    return f"{sql} AND {column} < %s", (*given, stored(aged.before))
