"""Bytes in a column of text, and text that is no UTF-8, end no search and hide nobody (SQLite)."""

from pathlib import Path

import pytest
from tests.systems.company import Company, sqlite_company
from tests.systems.forget.forgetting import forgotten
from tests.systems.forget.test_fates import HEAD

MAIL = "one@example.com"
MAP = HEAD + (
    "  people:\n    person: {kind: individual, found_by: {email: email}}\n"
    "    columns: {id: none, email: {data: registration, item: email}}\n"
    "  notes:\n    columns:\n      id: none\n"
    "      email: {data: registration, item: email}\n"
    "      text: {data: registration, search: contains}\n"
)
OLD = {
    "latin-1": "Müller: one@example.com é",
    "cp932": "表示one@example.comまで連絡",
    "euc_jp": "連絡先はＯＮＥ@example.comです",
    "utf-16-le": "連絡先 one@example.com",
    "utf-16-be": "to one@example.com",
}


@pytest.fixture
def company(tmp_path: Path) -> Company:
    found = sqlite_company(tmp_path)
    found.run(
        "CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT)",
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, email TEXT, text TEXT)",
    )
    found.fill("people", [(1, MAIL), (2, "two@example.com")])
    return found


def held(company: Company, column: str, raw: bytes, *, is_blob: bool) -> None:
    """Store bytes as they are, as a BLOB or as what SQLite takes for text."""
    told = f"X'{raw.hex()}'" if is_blob else f"CAST(X'{raw.hex()}' AS TEXT)"
    company.run(f"INSERT INTO notes (id, {column}) VALUES (7, {told})")  # noqa: S608 - ours


@pytest.mark.parametrize("encoding", OLD)
@pytest.mark.parametrize("is_blob", [True, False])
def test_an_identifier_in_an_old_encoding_is_left_and_not_overlooked(
    company: Company, encoding: str, is_blob: bool
) -> None:
    held(company, "text", OLD[encoding].encode(encoding), is_blob=is_blob)

    _, back = forgotten(company, MAP, ("email", MAIL))

    assert not back.is_complete
    assert [(one.table, one.columns) for one in back.left] == [("notes", ("text",))]


@pytest.mark.parametrize("is_indexed", [True, False])
def test_an_identifier_that_is_stored_as_bytes_is_left_and_not_overlooked(
    company: Company, is_indexed: bool
) -> None:
    if is_indexed:
        company.run("CREATE INDEX notes_email ON notes (email)")
    held(company, "email", MAIL.encode(), is_blob=True)

    _, back = forgotten(company, MAP, ("email", MAIL))

    assert [(one.table, one.columns) for one in back.left] == [("notes", ("email",))]


def test_old_texts_of_others_stop_no_search(company: Company) -> None:
    held(company, "text", "Müller two@example.com é".encode("latin-1"), is_blob=False)

    plan, back = forgotten(company, MAP, ("email", MAIL))

    assert back.is_complete
    assert company.rows("SELECT id FROM people") == [(2,)]
    assert [one.code for one in plan.warnings] == []
