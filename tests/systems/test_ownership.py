"""What a map and a schema leave open blocks the system; what to look at is a warning."""

import pytest
from tests.systems.company import Company
from tests.systems.shop import MAP, stock

from mamoru.systems.check.check import check
from mamoru.systems.check.drift import drift
from mamoru.systems.errors import MapDisagreesError
from mamoru.systems.map.load import load
from mamoru.systems.map.remarks import ERRORS, WARNINGS, Remark

LINES = """  order_lines:
    columns:
      order_id: none
      line: none
      product: {data: registration}
"""


def remarks(company: Company, text: str) -> dict[str, Remark]:
    reach = company.reach()
    found = check(load(text), reach.schema())
    reach.close()
    for one in found:
        assert one.message("ja") != one.message("en")
    return {one.code: one for one in found}


@pytest.mark.parametrize(
    ("part", "instead", "code"),
    [
        ("    person:\n      kind: member\n      found_by: {account: id, email: email}\n", "",
         "no-people"),
        ("      name: {data: registration, item: name}", "      nome: {data: registration}",
         "column-missing"),
        (LINES, "", "table-unmapped"),
        ("is: owned_by, on_get: {anonymise: [receiver]}}", "}", "ownership-ambiguous"),
        ("{columns: [address_id], to: addresses, is: owns,",
         "{columns: [email], to: addresses, is: owns,", "type-mismatch"),
        ("  orders:\n    columns:", "  orders:\n    key: [amount]\n    columns:", "key-not-unique"),
    ],
)  # fmt: skip
def test_what_is_open_is_an_error_that_blocks(
    company: Company, part: str, instead: str, code: str
) -> None:
    stock(company)
    assert part in MAP

    found = remarks(company, MAP.replace(part, instead, 1))

    assert code in found
    assert found[code].is_error
    with pytest.raises(MapDisagreesError):
        company.trace(MAP.replace(part, instead, 1), ("account", "1"))


def test_a_map_that_fits_has_no_errors_and_warns_of_what_may_be_nobodys(company: Company) -> None:
    stock(company)

    found = remarks(company, MAP)

    assert not any(one.is_error for one in found.values())
    assert set(found) == {"nullable-ownership"}


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("ALTER TABLE customers ADD phone VARCHAR(20)", "column-looks-personal"),
        ("ALTER TABLE customers ADD colour VARCHAR(20)", "column-unmapped"),
        ("CREATE TABLE leftovers (id INTEGER PRIMARY KEY, word VARCHAR(9))", "table-unknown"),
    ],
)
def test_what_somebody_should_look_at_is_a_warning(
    company: Company, statement: str, code: str
) -> None:
    stock(company)
    company.run(statement)

    assert code in remarks(company, MAP)
    assert code in WARNINGS


def test_a_column_that_people_are_found_by_needs_an_index_and_one_value_for_one(
    company: Company,
) -> None:
    stock(company)

    found = remarks(company, MAP.replace("email: email}", "member_number: name}", 1))

    assert dict(found["index-missing"].facts) == {"table": "customers", "columns": "name"}
    assert dict(found["identifier-repeats"].facts)["kind"] == "member_number"


def test_an_implicit_owner_is_found_where_there_is_one_candidate_only(company: Company) -> None:
    stock(company)
    company.run("ALTER TABLE orders ADD gift_to INTEGER REFERENCES customers(id)")

    found = remarks(company, MAP)

    assert "ownership-ambiguous" in found
    assert "orders(customer_id) → customers" in found["ownership-ambiguous"].message()


def test_what_changed_in_a_schema_is_named(company: Company) -> None:
    stock(company)
    reach = company.reach()
    before = reach.schema()
    assert reach.schema().digest == before.digest

    company.run("ALTER TABLE customers ADD colour VARCHAR(20)", "CREATE TABLE extra (id INTEGER)")
    after = reach.schema()
    reach.close()

    assert sorted(drift(before, after)) == ["+customers.colour", "+extra"]
    assert after.digest != before.digest


def test_every_remark_is_an_error_or_a_warning() -> None:
    assert not ERRORS.keys() & WARNINGS.keys()
