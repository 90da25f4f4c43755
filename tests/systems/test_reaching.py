"""Databases that are down, slow, locked, read-only or changed, and addresses that are none."""

import socket
import threading
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool
from tests.systems.company import Company
from tests.systems.shop import MAP, stock

from mamoru.errors import MamoruError
from mamoru.systems.connect.address import parsed, shown
from mamoru.systems.connect.engine import Limits
from mamoru.systems.connect.reach import Reach
from mamoru.systems.errors import (
    MapDisagreesError,
    SchemaChangedError,
    SystemConstraintError,
    SystemDeniesError,
    SystemDownError,
    SystemLockedError,
    SystemReadOnlyError,
    SystemSlowError,
    SystemUrlError,
)

HURRY = Limits(connect=2, statement=0.5, lock=0.5)
PATIENT = Limits(connect=2, statement=10, lock=1)
SLOW = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    " SELECT count(*) FROM n",
    "postgresql": "SELECT pg_sleep(20)",
    "mariadb": "SELECT count(*) FROM seq_1_to_100000 a, seq_1_to_100000 b",
}


def run(
    company: Company, statement: str, *, writable: bool, writes: bool, limits: Limits = HURRY
) -> None:
    reach = company.reach(writable=writable, limits=limits)
    try:
        with reach.writing() if writes else reach.reading() as session:
            session.connection.exec_driver_sql(statement)
    finally:
        reach.close()


@pytest.mark.parametrize("writable", [False, True])
def test_reading_cannot_write_by_word_of_the_database_itself(
    company: Company, writable: bool
) -> None:
    stock(company)

    with pytest.raises(SystemReadOnlyError):
        run(company, "DELETE FROM messages", writable=writable, writes=False)
    assert len(company.rows("SELECT 1 FROM messages")) == 3


def test_a_system_that_is_not_marked_writable_is_not_written(company: Company) -> None:
    stock(company)

    with pytest.raises(SystemReadOnlyError):
        run(company, "DELETE FROM messages", writable=False, writes=True)
    run(company, "DELETE FROM messages", writable=True, writes=True)

    assert company.rows("SELECT 1 FROM messages") == []


def test_a_statement_that_takes_too_long_is_ended(company: Company) -> None:
    with pytest.raises(SystemSlowError):
        run(company, SLOW[company.vendor], writable=False, writes=False)


def test_a_lock_that_does_not_come_is_given_up_and_nothing_is_changed(company: Company) -> None:
    stock(company)
    engine = create_engine(parsed(company.url), poolclass=NullPool)
    with engine.connect() as other:
        other.exec_driver_sql("UPDATE orders SET amount = 1 WHERE id = 10")
        with pytest.raises(SystemLockedError):
            run(
                company, "UPDATE orders SET amount = 2 WHERE id = 10", writable=True, writes=True,
                limits=PATIENT,
            )  # fmt: skip
        other.rollback()

    assert company.rows("SELECT amount FROM orders WHERE id = 10") == [(500,)]


def test_a_constraint_takes_back_everything_of_the_transaction(company: Company) -> None:
    stock(company)
    reach = company.reach(writable=True)

    def act() -> None:
        with reach.writing() as session:
            session.connection.exec_driver_sql("UPDATE orders SET amount = 2 WHERE id = 10")
            session.connection.exec_driver_sql("UPDATE customers SET email = NULL WHERE id = 1")

    with pytest.raises(SystemConstraintError):
        act()
    reach.close()

    assert company.rows("SELECT amount FROM orders WHERE id = 10") == [(500,)]


def test_a_column_that_went_away_under_way_is_said_and_before_that_blocks(
    company: Company,
) -> None:
    stock(company)
    reach = company.reach()
    with pytest.raises(SchemaChangedError), reach.reading() as session:
        session.rows("orders", ["id", "gone"], ("id",), [(10,)])
    reach.close()

    company.run("ALTER TABLE order_lines RENAME TO lines_of_orders")
    with pytest.raises(MapDisagreesError):
        company.trace(MAP, ("account", "1"))


def test_what_a_database_says_is_not_repeated(company: Company) -> None:
    stock(company)

    with pytest.raises(MamoruError) as caught:
        run(
            company,
            "INSERT INTO customers VALUES (1, 'secret@example.com', 'Secret', NULL)",
            writable=True,
            writes=True,
        )

    told = f"{caught.value} {caught.value!r} {caught.value.__cause__} {caught.value.facts}"
    assert "secret" not in told.lower()


def test_an_account_that_may_not_is_denied(company: Company) -> None:
    if company.vendor == "sqlite":
        url = "sqlite:////proc/1/mem"
        with pytest.raises((SystemDeniesError, SystemDownError)):
            Reach(url).schema()
        return
    stock(company)
    company.run("CREATE TABLE hidden (id INTEGER PRIMARY KEY)")
    url = reader(company)
    try:
        reach = Reach(url, limits=HURRY)
        with reach.reading() as session:
            assert session.rows("orders", ["id"], ("id",), [(10,)]) == [{"id": 10}]
        with pytest.raises(SystemDeniesError), reach.reading() as session:
            session.rows("hidden", ["id"], ("id",), [(1,)])
        reach.close()
    finally:
        drop_reader(company)


def reader(company: Company) -> str:
    """Make an account that may read two tables, as the how-to describes; return its URL."""
    before, _, name = company.url.rpartition("/")
    if company.vendor == "postgresql":
        company.run("CREATE ROLE mamoru_reader LOGIN", "GRANT SELECT ON orders TO mamoru_reader")
        return f"{before.replace('mamoru@', 'mamoru_reader@', 1)}/{name}"
    company.run(
        "CREATE USER mamoru_reader@'127.0.0.1' IDENTIFIED BY 'word'",
        f"GRANT SELECT ON {name}.orders TO mamoru_reader@'127.0.0.1'",
    )
    _, _, host = before.rpartition("@")
    return f"mariadb://mamoru_reader:word@{host}/{name}"


def drop_reader(company: Company) -> None:
    if company.vendor == "postgresql":
        company.run("DROP OWNED BY mamoru_reader", "DROP ROLE mamoru_reader")
    else:
        company.run("DROP USER mamoru_reader@'127.0.0.1'")


def test_a_wrong_password_is_denied_and_not_repeated(mariadb_server: str) -> None:
    before, _, host = mariadb_server.rpartition("@")
    url = f"{before.rpartition(':')[0]}:open-sesame@{host}"

    with pytest.raises(SystemDeniesError) as caught:
        Reach(url).schema()

    assert "open-sesame" not in f"{caught.value!r} {caught.value}"


@pytest.mark.parametrize("scheme", ["postgresql", "mariadb"])
def test_a_server_that_takes_a_connection_and_says_nothing_is_given_up(scheme: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        taken: list[socket.socket] = []

        def take() -> None:
            try:
                taken.append(silent.accept()[0])
            except OSError:
                return

        threading.Thread(target=take, daemon=True).start()
        with pytest.raises((SystemDownError, SystemSlowError)):
            Reach(f"{scheme}://u:p@127.0.0.1:{port}/x", limits=HURRY).schema()
        for one in taken:
            one.close()


@pytest.mark.parametrize("scheme", ["postgresql", "mariadb"])
def test_nobody_who_listens_is_down(scheme: str) -> None:
    with pytest.raises(SystemDownError):
        Reach(f"{scheme}://u:p@127.0.0.1:1/x", limits=HURRY).schema()


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(SystemDownError):
        Reach(f"sqlite:///{tmp_path}/none.sqlite3", writable=True).schema()

    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    "url",
    [
        "", "x", "file:///etc/passwd", "oracle://u:p@h/x", "postgresql://u:p@h",
        "sqlite://", "sqlite:///:memory:", "mysql+mysqldb://u:p@h/x",
        "postgresql://u:p@h/x?options=-c%20statement_timeout%3D0",
        "postgresql://u:p@h/x?passfile=/etc/passwd",
        "mariadb://u:p@h/x?local_infile=1", "mariadb://u:p@h/x?init_command=DROP",
        "mariadb://u:p@h/x?read_default_file=/etc/my.cnf",
        "sqlite:///x.db?mode=rwc", "postgresql://u:p@h/x\nHost: y",
    ],
)  # fmt: skip
def test_an_address_that_could_do_more_than_reach_a_database_is_refused(url: str) -> None:
    with pytest.raises(SystemUrlError) as caught:
        Reach(url)

    assert "p@h" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://me:word@db.example.com:5433/shop?sslmode=verify-full",
         "postgresql://db.example.com:5433/shop"),
        ("mysql://me:word@db.example.com/shop?ssl_ca=ca.pem", "mysql://db.example.com/shop"),
        ("sqlite:////srv/shop/shop.sqlite3", "sqlite:///shop.sqlite3"),
        ("https://me:word@api.example.com:8443/v1?key=word", "https://api.example.com:8443"),
    ],
)  # fmt: skip
def test_of_an_address_neither_account_nor_password_nor_options_are_shown(
    url: str, told: str
) -> None:
    assert shown(url) == told
