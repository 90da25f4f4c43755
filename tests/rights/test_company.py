"""Requests reach the vault and the company's databases, and nothing of anybody else."""

import msgspec
import pytest
from tests.gate.samples import entries
from tests.rights.companies import (
    FULL,
    ONE,
    Companies,
    connected,
    customer,
    customers,
    others,
)
from tests.rights.samples import (
    DESK,
    DOCUMENT,
    JUDGE,
    WHOLE,
    answer,
    asked,
    decided,
    reviewed,
    row,
    state,
)

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door
from mamoru.gate.read import disclose
from mamoru.ledger.entries import SystemTouched
from mamoru.rights.answer.proof import check
from mamoru.rights.requests.decide import Deciding, decide
from mamoru.rights.requests.identify import vouch
from mamoru.rights.requests.review import LeftOut, Reviewing, look_through_systems, review
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.work import work_due
from mamoru.vault.errors import UnknownPersonError

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
FLAG = "    suspend: {flag: {column: stopped, on: 1, off: 0}}\n"
NOTHING = Deciding(outcome="nothing_held")


def told(door: Door, ref: str) -> list[dict[str, object]]:
    found = msgspec.json.decode(answer(door, ref)["answer.json"])["rows"]
    assert isinstance(found, list)
    return found


def ended() -> list[str]:
    """Return the systems of which the ledger says that a plan was done there."""
    told = [one for one in entries() if isinstance(one, SystemTouched)]
    return sorted(one.system for one in told if one.change == "done")


def test_a_disclosure_has_what_each_system_holds_and_nothing_of_others(
    door: Door, companies: Companies
) -> None:
    connected(door, companies)
    before = others(companies)
    ref = asked(door, person=customer(door))
    decided(door, ref)

    files = answer(door, ref)
    rows = msgspec.json.decode(files["answer.json"])["rows"]

    assert {one["system"] for one in rows} == {"crm", "desk", "shop"}
    mine = [one for one in rows if one["system"] == "crm"]
    assert sorted(one["table"] for one in mine) == [
        "addresses", "customers", "messages", "messages", "order_lines", "order_lines",
        "order_lines", "orders", "orders",
    ]  # fmt: skip
    [home] = [one for one in mine if one["table"] == "addresses"]
    assert (home["hidden"], home["is_shared"]) == (["delivery_note"], True)
    assert home["because"] == ["customers(address_id) → addresses"]
    text = files["answer.json"].decode() + files["systems.csv"].decode()
    assert ONE in text
    assert "two@example.com" not in text
    assert "ring twice" not in text
    assert "What our databases hold" in files["answer.en.html"].decode()
    assert others(companies) == before


def test_a_row_is_left_out_of_a_disclosure_by_its_name(door: Door, companies: Companies) -> None:
    connected(door, companies)
    ref = asked(door, person=customer(door))
    vouch(door, DESK, ref, DOCUMENT)
    work_due(door)
    seen = look_through_systems(door, DESK, ref)
    [hello] = [one for one in seen if one.values.get("text") == "hello" and one.system == "desk"]
    out = LeftOut(item=hello.row, ground="harm_to_rights")
    review(door, DESK, ref, Reviewing(left_out=(out,)))
    decide(door, JUDGE, ref, Deciding(outcome="part", reasons="架空の理由"))
    work_due(door)

    rows = told(door, ref)

    assert "hello" not in str([one for one in rows if one["system"] == "desk"])
    assert "hello" in str([one for one in rows if one["system"] == "crm"])


def test_a_row_for_review_that_came_after_it_was_looked_through_is_not_told_unseen(
    door: Door, companies: Companies
) -> None:
    connected(door, companies, FULL.replace("shared: show", "shared: review"))
    ref = asked(door, person=customer(door))
    reviewed(door, ref)
    companies["crm"].fill("messages", [(103, 2, 1, "a secret of customer two")])
    decide(door, JUDGE, ref, WHOLE)

    work_due(door)
    assert (state(ref), row(ref).problem) == (RequestState.SEARCH, "row-unseen")

    work_due(door)
    review(door, DESK, ref, Reviewing())
    decide(door, JUDGE, ref, WHOLE)
    work_due(door)
    assert state(ref) is RequestState.READY


def test_a_correction_is_made_in_the_vault_and_in_each_system(
    door: Door, companies: Companies
) -> None:
    connected(door, companies)
    before = others(companies)
    ref = asked(door, "correct", person=customer(door), values={"name": "Customer Uno"})
    decided(door, ref)

    assert state(ref) is RequestState.READY
    for company in companies.values():
        assert company.rows("SELECT name FROM customers WHERE id = 1") == [("Customer Uno",)]
    said = check(answer(door, ref)["certificate.json"], door.sequencer.vkey).statement
    assert [(one.system, one.counts["changes"]) for one in said.systems] == [
        ("crm", 1), ("desk", 1), ("shop", 1),
    ]  # fmt: skip
    assert others(companies) == before


def test_an_item_is_deleted_in_each_system(door: Door, companies: Companies) -> None:
    connected(door, companies)
    before = others(companies)
    ref = asked(door, "delete", person=customer(door), items=("name",))
    decided(door, ref)

    assert state(ref) is RequestState.READY
    for company in companies.values():
        assert company.rows("SELECT name FROM customers WHERE id = 1") == [(None,)]
    assert others(companies) == before


def test_a_suspension_is_set_in_each_system(door: Door, companies: Companies) -> None:
    connected(door, companies)
    before = others(companies)
    ref = asked(door, "suspend_use", person=customer(door), claim="harm")
    decided(door, ref)

    assert state(ref) is RequestState.READY
    for company in companies.values():
        assert company.rows("SELECT stopped FROM customers WHERE id = 1") == [(1,)]
    assert others(companies) == before


def test_an_erasure_comes_to_the_systems_before_the_vault_and_is_read_back_in_each(
    door: Door, companies: Companies
) -> None:
    connected(door, companies)
    before = others(companies)
    person = customer(door)
    ref = asked(door, "erase", person=person, claim="breach")
    decided(door, ref)

    assert state(ref) is RequestState.READY
    for company in companies.values():
        assert customers(company) == [2, 3]
        assert company.rows("SELECT sender, text FROM messages WHERE id = 100") == [(None, None)]
    assert others(companies) == before
    with pytest.raises(UnknownPersonError):
        disclose(door, OFFICER, Wish(act="disclose"), person)
    said = check(answer(door, ref)["certificate.json"], door.sequencer.vkey).statement
    assert [one.system for one in said.systems] == ["crm", "desk", "shop"]
    for one in said.systems:
        assert (one.counts["deletes"], one.counts["confirmed"], one.counts["left"]) == (7, 8, 0)
        assert one.map_version
    assert ended() == ["crm", "desk", "shop"]
    assert ONE not in str(entries())


def test_identifiers_that_came_with_a_request_find_nobody_beside_the_person(
    door: Door, companies: Companies
) -> None:
    connected(door, companies)
    ref = asked(door, person=customer(door), identifiers={"account": "2"})
    decided(door, ref)

    assert "two@example.com" not in str(told(door, ref))
