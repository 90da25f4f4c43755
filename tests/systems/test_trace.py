"""What is a person's in a company's database, and what is another's."""

import pytest
from tests.systems.company import Company
from tests.systems.shop import MAP, stock

from mamoru.systems.errors import PersonAmbiguousError, PersonUnnamedError, TooMuchHeldError
from mamoru.systems.found import Found, FoundRow


def row(found: Found, table: str, *key: object) -> FoundRow:
    [one] = [one for one in found.rows if (one.table, one.key) == (table, key)]
    return one


def names(found: Found) -> set[tuple[object, ...]]:
    return {(one.table, *one.key) for one in found.rows}


def test_everything_of_a_person_is_found_and_nothing_of_another(company: Company) -> None:
    stock(company)

    found = company.trace(MAP, ("account", "1"))

    assert names(found) == {
        ("customers", 1), ("addresses", 1), ("orders", 10), ("orders", 11),
        ("order_lines", 10, 1), ("order_lines", 10, 2), ("order_lines", 11, 1),
        ("messages", 100), ("messages", 102),
    }  # fmt: skip
    assert row(found, "customers", 1).values == {"email": "one@example.com", "name": "Customer One"}
    assert not {"Customer Two", "two@example.com", "fan"} & {
        value for one in found.rows for value in one.values.values()
    }


def test_each_row_says_along_which_links_it_came(company: Company) -> None:
    stock(company)

    found = company.trace(MAP, ("email", "one@example.com"))

    [own] = row(found, "customers", 1).because
    assert (own.link, own.relation, own.key) == ("email", "person", (1,))
    [line] = row(found, "order_lines", 10, 2).because
    assert (line.link, line.relation) == ("order_lines(order_id) → orders", "owned_by")
    assert (line.table, line.key) == ("orders", (10,))


def test_a_shared_address_shows_no_column_that_is_the_others(company: Company) -> None:
    stock(company)

    shared = row(company.trace(MAP, ("account", "1")), "addresses", 1)
    alone = row(company.trace(MAP.replace(", on_get: {anonymise: [delivery_note]}", ""),
                              ("account", "3")), "addresses", 2)  # fmt: skip

    assert (shared.co_owners, shared.hidden) == (1, ("delivery_note",))
    assert shared.values == {"street": "1-1 Example"}
    assert (alone.co_owners, alone.values["delivery_note"]) == (0, "alone")


def test_a_shared_row_that_the_map_says_nothing_of_is_held_for_review(company: Company) -> None:
    stock(company)
    silent = MAP.replace("    shared: {anonymise: [delivery_note]}\n", "")

    assert row(company.trace(silent, ("account", "1")), "addresses", 1).review is True
    assert row(company.trace(silent, ("account", "3")), "addresses", 2).review is False


def test_a_row_that_came_in_several_ways_hides_what_every_way_hides(company: Company) -> None:
    stock(company)

    found = company.trace(MAP, ("account", "1"))

    assert row(found, "messages", 100).hidden == ("receiver",)
    assert row(found, "messages", 102).hidden == ()
    assert len(row(found, "messages", 102).because) == 2


def test_capitals_in_a_stored_address_hide_nobody_where_the_map_says_so(company: Company) -> None:
    stock(company)
    company.run("UPDATE customers SET email = 'One@Example.com' WHERE id = 1")
    folded = MAP.replace("email: email}", "email: {column: email, fold: lower}}", 1)

    for typed in ("one@example.com", "ONE@EXAMPLE.COM", "One@Example.com"):
        assert ("customers", 1) in names(company.trace(folded, ("email", typed)))
    assert company.trace(folded, ("email", "one@example.org")).rows == ()


def test_of_an_unknown_person_nothing_is_held(company: Company) -> None:
    stock(company)

    for value in ("99", "1x", "1 OR 1=1", "９９", "9" * 40, "01"):
        assert company.trace(MAP, ("account", value)).rows == ()
    assert company.trace(MAP, ("email", "one@example.com.invalid")).rows == ()


def test_an_identifier_of_two_people_finds_neither(company: Company) -> None:
    stock(company)
    by_address = MAP.replace("{account: id, email: email}", "{account: id, partner_id: address_id}")

    with pytest.raises(PersonAmbiguousError):
        company.trace(by_address, ("partner_id", "1"))
    assert names(company.trace(by_address, ("partner_id", "2"))) >= {("customers", 3)}


def test_a_weaker_identifier_never_brings_whom_a_surer_one_tells_apart(company: Company) -> None:
    stock(company)

    found = company.trace(MAP, ("account", "1"), ("email", "two@example.com"))
    assert ("customers", 2) not in names(found)

    with pytest.raises(PersonAmbiguousError):
        company.trace(MAP, ("account", "77"), ("email", "two@example.com"))


def test_a_person_whom_the_system_knows_by_nothing_is_no_empty_answer(company: Company) -> None:
    stock(company)

    with pytest.raises(PersonUnnamedError) as caught:
        company.trace(MAP, ("phone", "+815000000000"))
    assert caught.value.facts["kinds"] == "account, email"


def test_one_persons_ten_thousand_rows_are_found_and_more_than_may_be_are_said(
    company: Company,
) -> None:
    stock(company)
    company.fill("orders", [(1000 + at, 3, at) for at in range(10_000)])

    found = company.trace(MAP, ("account", "3"))
    assert len([one for one in found.rows if one.table == "orders"]) == 10_000

    with pytest.raises(TooMuchHeldError):
        company.trace(MAP, ("account", "3"), limit=9_999)


def test_a_table_is_read_only_by_what_the_map_names(company: Company) -> None:
    stock(company)
    company.run("ALTER TABLE customers ADD secret VARCHAR(40) DEFAULT 'unmapped'")

    found = company.trace(MAP, ("account", "1"))

    assert "unmapped" not in {value for one in found.rows for value in one.values.values()}
