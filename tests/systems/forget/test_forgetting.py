"""What goes and what stays when a person is forgotten, on each vendor's database."""

import pytest
from tests.systems import shop
from tests.systems.company import Company
from tests.systems.forget.forgetting import carried_out, forgotten, found_again, plan_of

ONE = ("account", "1")
MAP = (
    shop.MAP.replace(
        "- {columns: [sender], to: customers, is: owned_by, on_get: {anonymise: [receiver]}}",
        "- {columns: [sender], to: customers, is: owned_by, on_del: {anonymise: [text]}}",
    )
    .replace("kind: member", "kind: individual")
    .replace("title: {ja: 店舗, en: Shop}", "title: {ja: 店舗, en: Shop}\nwritable: true")
)


@pytest.fixture
def stocked(company: Company) -> Company:
    shop.stock(company)
    return company


def test_what_only_the_person_owns_goes_and_what_others_own_too_stays(stocked: Company) -> None:
    plan, back = forgotten(stocked, MAP, ONE)

    assert plan.problems == ()
    assert plan.counts == {"deletes": 7, "changes": 1, "co_owned": 2}
    assert back.is_complete
    assert back.confirmed == 8
    assert stocked.rows("SELECT id FROM customers ORDER BY id") == [(2,), (3,)]
    assert stocked.rows("SELECT id FROM orders") == [(20,)]
    assert stocked.rows("SELECT order_id, line FROM order_lines") == [(20, 1)]
    assert stocked.rows("SELECT id FROM addresses ORDER BY id") == [(1,), (2,)]
    assert stocked.rows("SELECT id, sender, receiver, text FROM messages ORDER BY id") == [
        (100, None, 2, None),
        (101, 2, 3, "bye"),
    ]


def test_a_plan_that_was_carried_out_is_found_to_be_by_looking(stocked: Company) -> None:
    plan = plan_of(stocked, MAP, ONE)
    carried_out(stocked, plan)

    assert carried_out(stocked, plan) == "was_applied"
    assert found_again(stocked, plan).is_complete


def test_somebody_of_the_same_identifier_who_came_since_the_plan_is_not_explained_away(
    stocked: Company,
) -> None:
    plan = plan_of(stocked, MAP, ONE)
    carried_out(stocked, plan)
    stocked.fill("customers", [(77, "one@example.com", "Customer One", 1)])

    back = found_again(stocked, plan)

    assert not back.is_complete
    assert [(one.name, one.why) for one in back.left] == [(("customers", (77,)), "email")]
