"""What stays and why: holds of the law, rows that others need, columns that may not be NULL.

Among them what the nearest peer gets wrong: an address left as it was, another's address nulled, a
NULL in a column of limited length, a half erased request.
"""

import pytest
from tests.systems.company import Company
from tests.systems.forget.forgetting import carried_out, forgotten, plan_of

from mamoru.systems.errors import PlanProblemsError, SystemConstraintError

HEAD = "mamoru_map: 1\nsystem: firm\ntitle: {ja: 社, en: Firm}\nwritable: true\ntables:\n"
PEOPLE = (
    "  people:\n    person: {kind: individual, found_by: {account: id, email: email}}\n"
    "    columns:\n      id: none\n      email: {data: registration, item: email}\n"
    "      name: {data: registration, item: name}\n"
)
MADE = (
    "CREATE TABLE people (id INTEGER PRIMARY KEY, email VARCHAR(40) NOT NULL UNIQUE,"
    " name VARCHAR(12) NOT NULL)"
)
ONE = ("account", "1")


@pytest.fixture
def firm(company: Company) -> Company:
    company.run(MADE)
    company.fill("people", [(1, "one@example.com", "One"), (2, "two@example.com", "Two")])
    return company


def invoices(keep: str) -> str:
    return HEAD + PEOPLE + (
        "  invoices:\n    columns: {id: none, person: none, on_day: none,"
        " amount: {data: registration}, note: {data: registration}}\n"
        f"    hold: {{clock: seven, since: on_day, keep: [{keep}]}}\n"
    )  # fmt: skip


def billed(company: Company, null: str) -> None:
    company.run(
        f"CREATE TABLE invoices (id INTEGER PRIMARY KEY, person INTEGER {null}, on_day DATE,"
        " amount INTEGER, note VARCHAR(5), FOREIGN KEY (person) REFERENCES people(id))"
    )
    company.fill(
        "invoices",
        [(1, 1, "2010-01-01", 5, "old"), (2, 1, "2026-01-01", 6, "new"), (3, 1, None, 7, None)],
    )


def test_the_law_keeps_what_the_map_says_and_the_rest_of_the_row_is_erased(firm: Company) -> None:
    billed(firm, "")

    plan, back = forgotten(firm, invoices("amount, on_day"), ONE)

    assert back.is_complete
    held = {one.name[1]: one.last_day for one in plan.stays if one.reason == "hold"}
    assert {key: str(day) for key, day in held.items()} == {(2,): "2032-12-30", (3,): "None"}
    assert firm.rows("SELECT id, person, amount, note FROM invoices ORDER BY id") == [
        (2, None, 6, None),
        (3, None, 7, None),
    ]
    assert firm.rows("SELECT id FROM people") == [(2,)]


def test_a_person_whom_a_held_row_names_stays_without_what_is_personal(firm: Company) -> None:
    billed(firm, "NOT NULL")

    plan, back = forgotten(firm, invoices("amount, on_day, person"), ONE)

    assert {one.table: one.reason for one in plan.stays} == {
        "people": "referenced",
        "invoices": "hold",
    }
    [(number, email, name)] = firm.rows("SELECT id, email, name FROM people WHERE id = 1")
    assert (number, name) == (1, "")
    assert email.startswith("erased-")
    assert back.is_complete
    again = plan_of(firm, invoices("amount, on_day, person"), ONE)
    assert again.is_empty
    assert again.is_ready


def test_a_column_of_which_the_map_says_nothing_is_not_left_in_a_row_that_stays(
    firm: Company,
) -> None:
    firm.run("ALTER TABLE people ADD address VARCHAR(40)")
    billed(firm, "NOT NULL")

    plan = plan_of(firm, invoices("amount, on_day, person"), ONE)

    assert [(one.code, one.columns) for one in plan.problems] == [("column-unsaid", ("address",))]
    with pytest.raises(PlanProblemsError):
        carried_out(firm, plan)
    assert firm.rows("SELECT COUNT(*) FROM people WHERE id = 1") == [(1,)]


def test_no_cascade_takes_the_rows_of_another(firm: Company) -> None:
    firm.run(
        "CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER NOT NULL, text VARCHAR(20),"
        " FOREIGN KEY (author) REFERENCES people(id) ON DELETE CASCADE)",
        "CREATE TABLE answers (id INTEGER PRIMARY KEY, post INTEGER NOT NULL, author INTEGER,"
        " text VARCHAR(20), FOREIGN KEY (post) REFERENCES posts(id) ON DELETE CASCADE,"
        " FOREIGN KEY (author) REFERENCES people(id) ON DELETE CASCADE)",
    )
    firm.fill("posts", [(1, 1, "mine"), (2, 1, "alone")])
    firm.fill("answers", [(1, 1, 2, "theirs"), (2, 1, 1, "mine")])
    text = HEAD + PEOPLE + (
        "  posts:\n    columns: {id: none, text: {data: registration}}\n"
        "    links: [{columns: [author], to: people, is: owned_by}]\n"
        "  answers:\n    columns: {id: none, text: {data: registration}}\n"
        "    links:\n      - {columns: [author], to: people, is: owned_by}\n"
        "      - {columns: [post], to: posts, is: reference}\n"
    )  # fmt: skip

    plan, back = forgotten(firm, text, ONE)

    assert back.is_complete
    assert firm.rows("SELECT id, author, text FROM answers") == [(1, 2, "theirs")]
    assert firm.rows("SELECT id, author, text FROM posts") == [(1, 1, None)]
    assert {one.name: one.reason for one in plan.stays} == {
        ("people", (1,)): "referenced",
        ("posts", (1,)): "referenced",
        ("answers", (1,)): "not_ours",
    }


def test_what_hangs_on_a_row_that_is_the_person_stays_another_s_who_owns_that_row(
    company: Company,
) -> None:
    company.run(
        MADE.replace("name", "guest INTEGER, name"),
        "CREATE TABLE papers (id INTEGER PRIMARY KEY, person INTEGER, text VARCHAR(20))",
        "CREATE TABLE pages (id INTEGER PRIMARY KEY, paper INTEGER, person INTEGER)",
    )
    company.fill("people", [(1, "one@example.com", None, "One"), (2, "two@example.com", 1, "Two")])
    company.fill("papers", [(1, 1, "mine")])
    company.fill("pages", [(1, 1, 1)])
    text = HEAD + PEOPLE + (
        "    links: [{columns: [guest], to: people, is: owns}]\n"
        "  papers:\n    columns: {id: none, text: {data: registration}}\n    links:\n"
        "      - {columns: [person], to: people, is: owned_by, on_del: {drop_row: true}}\n"
        "  pages:\n    columns: {id: none}\n    links:\n"
        "      - {columns: [paper], to: papers, is: owned_by}\n"
        "      - {columns: [person], to: people, is: owned_by}\n"
    )  # fmt: skip

    plan, back = forgotten(company, text, ONE)

    assert [one.code for one in plan.problems] == []  # no `would-orphan`: the second has the page
    assert [(one.name, one.dropped) for one in plan.deletes] == [(("papers", (1,)), True)]
    assert back.is_complete
    assert company.rows("SELECT id, person FROM pages") == [(1, 1)]


def test_rows_that_point_to_each_other_go_together(firm: Company) -> None:
    firm.run(
        "CREATE TABLE nodes (id INTEGER PRIMARY KEY, person INTEGER NOT NULL, next INTEGER,"
        " FOREIGN KEY (person) REFERENCES people(id), FOREIGN KEY (next) REFERENCES nodes(id))"
    )
    firm.fill("nodes", [(1, 1, None), (2, 1, 1), (3, 1, 3), (4, 2, None)])
    firm.run("UPDATE nodes SET next = 2 WHERE id = 1")
    text = HEAD + PEOPLE + (
        "  nodes:\n    columns: {id: none}\n    links:\n"
        "      - {columns: [person], to: people, is: owned_by}\n"
        "      - {columns: [next], to: nodes, is: reference}\n"
    )  # fmt: skip

    _, back = forgotten(firm, text, ONE)

    assert back.is_complete
    assert firm.rows("SELECT id FROM nodes") == [(4,)]


def test_a_check_that_forbids_the_new_value_is_found_before_the_first_write(
    firm: Company,
) -> None:
    firm.run(
        "CREATE TABLE talks (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER, text VARCHAR(9)"
        " NOT NULL CHECK (text <> ''))"
    )
    firm.fill("talks", [(1, 1, 2, "hello")])
    text = HEAD + PEOPLE + (
        "  talks:\n    columns: {id: none, text: {data: registration}}\n    links:\n"
        "      - {columns: [a], to: people, is: owned_by, on_del: {anonymise: [text]}}\n"
        "      - {columns: [b], to: people, is: owned_by}\n"
    )  # fmt: skip

    plan = plan_of(firm, text, ONE)
    assert [(one.code, one.table) for one in plan.problems] == [("check", "talks")]

    said = text.replace(
        "text: {data: registration}", 'text: {data: registration, anonymise: {to: "-"}}'
    )
    _, back = forgotten(firm, said, ONE)
    assert back.is_complete
    assert firm.rows("SELECT a, b, text FROM talks") == [(None, 2, "-")]


def test_triggers_are_told_of(firm: Company) -> None:
    body = "BEGIN DELETE FROM people WHERE id = 99; END"
    if firm.vendor == "postgresql":
        firm.run(
            "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RETURN OLD; END $$",
            "CREATE TRIGGER watch BEFORE DELETE ON people FOR EACH ROW EXECUTE FUNCTION nothing()",
        )
    else:
        body = "BEGIN SELECT 1; END" if firm.vendor == "sqlite" else "SET @seen = 1"
        firm.run(f"CREATE TRIGGER watch AFTER DELETE ON people FOR EACH ROW {body}")

    plan, back = forgotten(firm, HEAD + PEOPLE, ONE)

    assert [one.code for one in plan.warnings] == ["triggers"]
    assert back.is_complete


def test_what_the_database_refuses_after_all_is_taken_back_whole(firm: Company) -> None:
    if firm.vendor == "postgresql":
        firm.run(
            "CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE check_violation; END $$",
            "CREATE TRIGGER never BEFORE DELETE ON people FOR EACH ROW EXECUTE FUNCTION never()",
        )
    elif firm.vendor == "sqlite":
        firm.run(
            "CREATE TRIGGER never BEFORE DELETE ON people BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    else:
        firm.run(
            "CREATE TRIGGER never BEFORE DELETE ON people FOR EACH ROW"
            " SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = 1644, MESSAGE_TEXT = 'no'"
        )
    firm.run("CREATE TABLE notes (id INTEGER PRIMARY KEY, person INTEGER NOT NULL)")
    firm.fill("notes", [(1, 1)])
    text = HEAD + PEOPLE + (
        "  notes:\n    columns: {id: none}\n"
        "    links: [{columns: [person], to: people, is: owned_by}]\n"
    )  # fmt: skip
    plan = plan_of(firm, text, ONE)

    with pytest.raises(Exception) as refused:  # noqa: PT011 - each vendor has its own
        carried_out(firm, plan)

    assert firm.rows("SELECT COUNT(*) FROM notes") == [(1,)]
    assert "one@example.com" not in str(refused.value)
    assert SystemConstraintError.code


def test_an_identifier_in_a_row_that_nobody_owns_is_told_and_left_unexplained(
    firm: Company,
) -> None:
    firm.run("CREATE TABLE mailing (id INTEGER PRIMARY KEY, email VARCHAR(40), note VARCHAR(90))")
    firm.fill("mailing", [(1, "One@Example.com", None), (2, None, "asked one@example.com twice")])
    text = HEAD + PEOPLE + (
        "  mailing:\n    columns: {id: none, email: {data: registration, item: email},"
        " note: {data: registration, search: contains}}\n"
    )  # fmt: skip

    plan, back = forgotten(firm, text, ONE)

    assert {one.code for one in plan.warnings} == {"left-behind"}
    assert not back.is_complete
    assert (2, "note") in {(one.name[1][0], one.columns[0]) for one in back.left}
