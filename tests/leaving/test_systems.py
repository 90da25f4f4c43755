"""Whoever leaves is erased in the company's databases before the vault's keys go."""

from pathlib import Path

import pytest
from tests.gate.samples import Clock
from tests.leaving.samples import LEAVE, member, ruled
from tests.rights.companies import (
    FULL,
    ONE,
    Companies,
    connected,
    customers,
    mapped,
    others,
)
from tests.rights.conftest import companies
from tests.vault.dumps import found_in, written

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.rights.leaving.begin import leave
from mamoru.rights.leaving.carry_on import AGAIN, carry_on, carry_on_due
from mamoru.rights.leaving.certificate import certificate
from mamoru.rights.leaving.proof import check
from mamoru.rights.leaving.report import leaving
from mamoru.rights.leaving.state import LeavingState

__all__ = ["companies"]
pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
OF_SHOP = FULL.replace("kind: individual", "kind: member").replace("registration", "account")
HELD = OF_SHOP.replace(
    "  orders:\n    columns:\n",
    "  orders:\n    hold: {clock: hold_tax, since: ordered_on, "
    "keep: [amount, ordered_on, customer_id]}\n    columns:\n      ordered_on: none\n",
)


def test_whoever_leaves_is_erased_in_every_system_and_the_certificate_says_what_stays(
    shop: Door, companies: Companies
) -> None:
    ruled(shop)
    connected(shop, companies, OF_SHOP)
    before = others(companies)
    companies["crm"].run(
        "ALTER TABLE orders ADD COLUMN ordered_on DATE",
        "UPDATE orders SET ordered_on = DATE '2026-06-01' WHERE id = 10",
        "UPDATE orders SET ordered_on = DATE '2010-06-01' WHERE id = 11",
    )
    mapped(shop, "crm", HELD)

    found = leave(shop, OFFICER, LEAVE, member(shop, ONE))

    assert {(one.system, one.code) for one in found.systems} == {
        ("crm", ""),
        ("desk", ""),
        ("shop", ""),
    }
    assert found.state is LeavingState.ERASED
    assert {name: customers(one) for name, one in companies.items()} == {
        "crm": [1, 2, 3], "desk": [2, 3], "shop": [2, 3],
    }  # fmt: skip
    [(mail, name)] = companies["crm"].rows("SELECT email, name FROM customers WHERE id = 1")
    assert (ONE in mail, name) == (False, None)
    assert companies["crm"].rows("SELECT id, amount FROM orders WHERE customer_id = 1") == [
        (10, 500)
    ]
    companies["crm"].run("ALTER TABLE orders DROP COLUMN ordered_on")
    assert others(companies) == before
    raw = certificate(shop, OFFICER, found.leaving)
    systems = {one["system"]: one for one in check(raw, shop.sequencer.vkey).content["systems"]}
    assert {one["state"] for one in systems.values()} == {"done"}
    assert systems["desk"]["counts"]["deletes"] == 7
    assert systems["desk"]["kept"] == []
    [kept] = systems["crm"]["kept"]
    assert (kept["clock"], kept["rows"], kept["last_day"]) == ("hold_tax", 1, "2034-05-31")
    assert found_in(raw, written(ONE)) == []


def test_a_row_whose_day_is_the_event_itself_is_kept_until_its_clock_ends(
    shop: Door, companies: Companies
) -> None:
    """The return is due on 31 May 2027; as the row's own day it would be of the year after."""
    ruled(shop)
    connected(shop, companies, OF_SHOP)
    companies["crm"].run(
        "ALTER TABLE orders ADD COLUMN ordered_on DATE",
        "UPDATE orders SET ordered_on = DATE '2027-05-31' WHERE id = 10",
        "UPDATE orders SET ordered_on = DATE '2010-06-01' WHERE id = 11",
    )
    mapped(shop, "crm", HELD.replace("since: ordered_on,", "since: ordered_on, since_is: event,"))

    found = leave(shop, OFFICER, LEAVE, member(shop, ONE))

    [crm] = [one for one in found.systems if one.system == "crm"]
    assert [(one.rows, one.last_day) for one in crm.kept] == [(1, "2034-05-31")]


def test_a_system_that_is_down_keeps_the_vault_s_keys_until_it_is_erased(
    shop: Door, companies: Companies, clock: Clock
) -> None:
    ruled(shop)
    connected(shop, companies, OF_SHOP)
    before = others(companies)
    path = Path(companies["shop"].url.removeprefix("sqlite:///"))
    away = path.rename(path.with_suffix(".away"))

    found = leave(shop, OFFICER, LEAVE, member(shop, ONE))

    assert (found.state, found.problem) == (LeavingState.LEFT, "systems-unanswered")
    assert {one.system: (one.state, one.code) for one in found.systems} == {
        "crm": ("done", ""), "desk": ("done", ""), "shop": ("waiting", "system-down"),
    }  # fmt: skip
    assert customers(companies["desk"]) == [2, 3]

    away.rename(path)
    clock.now += AGAIN
    carry_on_due(shop)

    assert leaving(found.leaving).state is LeavingState.ERASED
    assert customers(companies["shop"]) == [2, 3]
    assert others(companies) == before


def test_whoever_asks_to_go_on_does_not_wait_for_the_time_of_the_next_try(
    shop: Door, companies: Companies
) -> None:
    ruled(shop)
    connected(shop, companies, OF_SHOP)
    path = Path(companies["shop"].url.removeprefix("sqlite:///"))
    away = path.rename(path.with_suffix(".away"))
    ref = leave(shop, OFFICER, LEAVE, member(shop, ONE)).leaving
    away.rename(path)

    carry_on(shop, ref)
    before = leaving(ref).state
    carry_on(shop, ref, is_asked=True)

    assert before is LeavingState.LEFT
    assert leaving(ref).state is LeavingState.ERASED
    assert customers(companies["shop"]) == [2, 3]
