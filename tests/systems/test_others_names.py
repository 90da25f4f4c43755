"""Nobody else's name: neither in a key that is hidden, nor beside the name of the person."""

import pytest
from tests.gate.conftest import clock, door
from tests.gate.samples import INVESTIGATED, given, stored
from tests.systems import shop
from tests.systems.company import Company
from tests.systems.erasing import planned, target
from tests.systems.forget.test_forgetting import MAP

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door
from mamoru.gate.systems.look import Whom, look_once
from mamoru.systems.errors import PersonAmbiguousError

__all__ = ["clock", "door"]
ONE, THREE = ("email", "one@example.com"), ("email", "three@example.com")
TEAMS = """
mamoru_map: 1
system: shop
title: {ja: 店舗, en: Shop}
tables:
  people:
    person: {kind: individual, found_by: {account: id}}
    columns: {id: none}
  teams:
    columns: {mail: {data: registration, item: email}, owner: none, viewer: none}
    links:
      - {columns: [owner], to: people, is: owned_by}
      - {columns: [viewer], to: people, is: accessed_by, on_get: {anonymise: [mail]}}
  rooms:
    columns: {id: none, team: none, name: {data: registration}}
    links:
      - {columns: [team], to: teams, is: accessed_by}
"""


def test_a_key_that_is_hidden_is_in_no_row_and_in_no_way_to_one(company: Company) -> None:
    company.run(
        "CREATE TABLE people (id INTEGER PRIMARY KEY)",
        "CREATE TABLE teams (mail VARCHAR(40) PRIMARY KEY, owner INTEGER, viewer INTEGER)",
        "CREATE TABLE rooms (id INTEGER PRIMARY KEY, team VARCHAR(40), name VARCHAR(9))",
    )
    company.fill("people", [(1,), (2,)])
    company.fill("teams", [("two@example.com", 2, 1)])
    company.fill("rooms", [(7, "two@example.com", "attic")])

    seen = company.trace(TEAMS, ("account", "1")).rows
    owner = company.trace(TEAMS, ("account", "2")).rows

    assert [(one.table, one.key) for one in seen] == [
        ("people", (1,)), ("teams", (None,)), ("rooms", (7,))
    ]  # fmt: skip
    assert "two@example.com" not in str(seen)
    assert [one.key for one in owner if one.table == "teams"] == [("two@example.com",)]


@pytest.mark.parametrize("named", [(ONE, THREE), (("account", "1"), ("account", "3"))])
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_two_names_of_one_kind_are_not_taken_for_one_person(
    door: Door, company: Company, named: tuple[tuple[str, str], ...]
) -> None:
    shop.stock(company)
    wish = Wish(act="disclose", grounds=INVESTIGATED)

    with pytest.raises(PersonAmbiguousError):
        look_once(door, OFFICER, wish, Whom(named=named), text=MAP.encode(), url=company.url)
    with pytest.raises(PersonAmbiguousError):
        planned(door, [target(company, MAP)], Whom(named=named))


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_somebody_else_who_is_held_is_not_looked_at_by_this_persons_choices(
    door: Door, company: Company
) -> None:
    shop.stock(company)
    first = stored(door)
    stored(door, "B")
    theirs = given("B").identifiers
    wish = Wish(act="disclose", grounds=INVESTIGATED)
    whom = Whom(ref=first.ref, named=tuple(theirs.items()))

    with pytest.raises(PersonAmbiguousError):
        look_once(door, OFFICER, wish, whom, text=MAP.encode(), url=company.url)
    with pytest.raises(PersonAmbiguousError):
        planned(door, [target(company, MAP)], whom)
