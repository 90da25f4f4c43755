"""Nobody changes what people chose and were shown: the database refuses it by itself."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from tests.consent.notice_samples import notice
from tests.store import Store

from mamoru.consent import queries
from mamoru.consent.choices import Choice, Kind
from mamoru.consent.give import give
from mamoru.consent.models import Choice as ChoiceRow
from mamoru.consent.models import Giving, Notice, Shown, ShownTo
from mamoru.consent.notices import register, show
from mamoru.consent.withdraw import forget, withdraw
from mamoru.paths import reference_policy
from mamoru.policy.load import load

NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SOMEBODY, OTHER = 7, 8
TABLES = (
    "consent_choice", "consent_giving", "consent_shownto", "consent_notice", "consent_shown",
)  # fmt: skip
OF_PERSON = TABLES[:3]


@pytest.fixture(autouse=True)
def filled(store: Store) -> Store:
    """One row of each table, about `SOMEBODY` where it is about anybody."""
    reference = give(SOMEBODY, Choice(kind=Kind.CONSENT), now=NOON)
    withdraw(SOMEBODY, reference, now=NOON)
    queries.insert_giving("r_one", SOMEBODY, 1, b"salt", b"content")
    show(register(notice(), load(reference_policy()), now=NOON), now=NOON, person=SOMEBODY)
    return store


def rows() -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute("SELECT * FROM TABLE ORDER BY id".replace("TABLE", table))
            found[table] = [tuple(map(str, row)) for row in cursor.fetchall()]
    return found


def refused(sql: str, table: str, columns: str = "") -> None:
    """Assert that the database refuses a statement, and that everything is as before."""
    before = rows()
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql.replace("TABLE", table).replace("COLUMNS", columns))
    assert rows() == before


def columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [one.name for one in connection.introspection.get_table_description(cursor, table)]


@pytest.mark.parametrize("table", TABLES)
def test_no_column_of_any_row_is_updated(table: str) -> None:
    for column in columns(table):
        refused('UPDATE TABLE SET "COLUMNS" = "COLUMNS"', table, column)


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_deleted(table: str) -> None:
    refused("DELETE FROM TABLE", table)


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_put_in_the_place_of_another(filled: Store, table: str) -> None:
    named = ", ".join(f'"{column}"' for column in columns(table))
    if filled.vendor == "sqlite":
        refused("INSERT OR REPLACE INTO TABLE SELECT * FROM TABLE", table)
        others = named.replace('"id", ', "")
        refused("REPLACE INTO TABLE (COLUMNS) SELECT COLUMNS FROM TABLE", table, others)
    else:
        refused(
            "INSERT INTO TABLE (COLUMNS) OVERRIDING SYSTEM VALUE SELECT * FROM TABLE"
            " ON CONFLICT (id) DO UPDATE SET id = excluded.id",
            table, named,
        )  # fmt: skip
        refused("TRUNCATE TABLE CASCADE", table)


def test_no_model_changes_a_row() -> None:
    for model in (ChoiceRow, Giving, ShownTo, Notice, Shown):
        row = model._default_manager.all()[:1].get()
        before = rows()
        for change in (row.save, row.delete, model._default_manager.all().delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
        assert rows() == before


def test_only_the_erasure_of_a_person_deletes_and_only_what_is_about_them() -> None:
    give(OTHER, Choice(kind=Kind.CONSENT), now=NOON)
    queries.insert_giving("r_other", OTHER, 2, b"salt", b"content")

    assert forget(SOMEBODY) == 2

    left = rows()
    assert {table: len(left[table]) for table in OF_PERSON} == {
        "consent_choice": 1, "consent_giving": 1, "consent_shownto": 0,
    }  # fmt: skip
    refused("DELETE FROM TABLE", "consent_choice")


def test_naming_one_who_is_erased_lets_nobody_elses_rows_go() -> None:
    give(OTHER, Choice(kind=Kind.CONSENT), now=NOON)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO consent_erasing (person) VALUES (%s)", [SOMEBODY])

    refused("DELETE FROM TABLE WHERE person = 8", "consent_choice")
