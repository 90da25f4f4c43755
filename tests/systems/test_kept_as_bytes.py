"""People whose identifier a database keeps as bytes are found, disclosed and erased (SQLite)."""

from pathlib import Path

import pytest
from tests.systems.company import Company, sqlite_company
from tests.systems.forget.forgetting import forgotten
from tests.systems.forget.test_fates import HEAD

MAIL = "one@example.com"
MAP = HEAD + (
    "  people:\n    person: {kind: individual, found_by: {email: email}}\n"
    "    columns: {id: none, email: {data: registration, item: email}, "
    "name: {data: registration, item: name}}\n"
)
FOLDED = MAP.replace("email: email}", "email: {column: email, fold: lower}}", 1)


def stored(place: Path, type_: str, *mails: str) -> Company:
    """Return a database with people whose addresses are written as SQL says."""
    found = sqlite_company(place)
    found.run(
        f"CREATE TABLE people (id INTEGER PRIMARY KEY, email {type_}, name TEXT)",
        "CREATE INDEX people_email ON people (email)",
    )
    for at, mail in enumerate(mails, 1):
        found.run(f"INSERT INTO people VALUES ({at}, {mail}, 'Person {at}')")  # noqa: S608 - ours
    return found


def as_bytes(mail: str) -> str:
    return f"X'{mail.encode().hex()}'"


@pytest.mark.parametrize("type_", ["TEXT", "BLOB", "VARCHAR(80)", ""])
@pytest.mark.parametrize("told", [as_bytes(MAIL), f"'{MAIL}'"], ids=["bytes", "text"])
@pytest.mark.parametrize("text", [MAP, FOLDED], ids=["plain", "folded"])
def test_whoever_is_kept_as_bytes_or_as_text_is_found_in_a_column_of_any_type(
    tmp_path: Path, type_: str, told: str, text: str
) -> None:
    company = stored(tmp_path, type_, told, as_bytes("two@example.com"), "X'ff00'")

    found = company.trace(text, ("email", MAIL))

    assert [one.values["name"] for one in found.rows] == ["Person 1"]


def test_whoever_is_kept_as_bytes_is_erased_and_nobody_else(tmp_path: Path) -> None:
    company = stored(tmp_path, "TEXT", as_bytes(MAIL), as_bytes("two@example.com"))

    _, back = forgotten(company, MAP, ("email", MAIL))

    assert back.is_complete
    assert company.rows("SELECT id FROM people") == [(2,)]


def test_bytes_that_are_longer_than_the_identifier_are_somebody_elses(tmp_path: Path) -> None:
    company = stored(tmp_path, "BLOB", f"X'{MAIL.encode().hex()}00'")

    assert company.trace(MAP, ("email", MAIL)).rows == ()


@pytest.mark.parametrize("type_", ["TEXT", "BLOB", ""])
def test_an_index_serves_both_forms(tmp_path: Path, type_: str) -> None:
    mails = [f"a{at}@example.com" for at in range(300)]
    company = stored(tmp_path, type_, *map(as_bytes, mails))

    assert company.trace(MAP, ("email", mails[7])).scanned == 1
    among = f"'{mails[7]}', {as_bytes(mails[7])}"
    asked = f"EXPLAIN QUERY PLAN SELECT id FROM people WHERE email IN ({among})"  # noqa: S608 - ours
    [(*_, told)] = company.rows(asked)
    assert told.startswith("SEARCH people USING"), told
