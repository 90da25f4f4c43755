"""The fixture `store` promises real databases: fresh, migrated, of both vendors."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from tests.store import Store

from mamoru.paths import home


def answer(query: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return str(cursor.fetchone()[0])


def test_each_vendor_is_the_real_program(store: Store) -> None:
    if store.vendor == "sqlite":
        assert int(answer("SELECT sqlite_version()").split(".")[0]) >= 3
        assert answer("PRAGMA journal_mode") == "wal"
    else:
        assert answer("SELECT version()").startswith("PostgreSQL 1")


def test_the_database_is_migrated(store: Store) -> None:
    tables = set(connection.introspection.table_names())

    assert tables >= set(connection.introspection.django_table_names())


@pytest.mark.parametrize("turn", [1, 2])
def test_nothing_is_left_from_the_test_before(store: Store, turn: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE made_by_a_test (turn integer DEFAULT {turn})")


def test_every_thread_works_on_the_same_database(store: Store) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE seen (number integer)")
        cursor.execute("INSERT INTO seen VALUES (42)")

    with ThreadPoolExecutor(3) as threads:
        seen = list(threads.map(answer, ["SELECT number FROM seen"] * 9))

    assert seen == ["42"] * 9


def test_a_program_started_by_a_test_finds_the_same_database(store: Store) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE seen (number integer)")
    program = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'mamoru.settings';"
        "django.setup(); from django.db import connection;"
        "print(connection.introspection.table_names())"
    )

    ran = subprocess.run(
        [sys.executable, "-c", program],
        env=store.environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert "'seen'" in ran.stdout


def test_the_home_belongs_to_the_test(store: Store) -> None:
    assert home() == store.home.resolve()
    assert store.home.stat().st_mode & 0o077 == 0


def test_outside_a_store_the_default_is_not_one_of_them() -> None:
    assert "mamoru-tests-" in str(connections["default"].settings_dict["NAME"])
