"""Through the door: decided, on record without values, credentials sealed, one system apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.gate.samples import Clock, entries, stored
from tests.store import Store
from tests.systems.company import Company, sqlite_company
from tests.systems.shop import MAP, stock
from tests.vault.dumps import database_bytes

from mamoru.gate.asking import OFFICER, Asker, Wish
from mamoru.gate.door import Door, open_door
from mamoru.gate.errors import EvidenceNeededError, HandlingRefusedError
from mamoru.gate.systems import Whom, checking, look, register, registering, systems_in_use
from mamoru.gate.systems.look import Found, Unreachable, look_once
from mamoru.gate.systems.registering import NewMap, NewSystem
from mamoru.ledger.entries import Handled, SystemChanged, SystemTouched
from mamoru.paths import reference_policy
from mamoru.systems.errors import (
    MapFileError,
    SystemMisnamedError,
    SystemNameTakenError,
    UnknownSystemError,
)
from mamoru.systems.models import System

GOOD = MAP.replace("kind: member", "kind: individual")
ASKED = Wish(act="disclose", grounds={"request": "req:1", "identity_verified": "id:1"})
DESK = Asker(system="rights-desk", purposes=frozenset())


@pytest.fixture
def door(store: Store) -> Iterator[Door]:
    door = open_door(home=store.home, policy=reference_policy(), clock=Clock())
    try:
        yield door
    finally:
        door.close()


@pytest.fixture
def shop(tmp_path: Path) -> Company:
    """A shop's database in a file."""
    found = sqlite_company(tmp_path)
    stock(found)
    return found


def registered(door: Door, shop: Company, text: str = GOOD) -> None:
    register(door, OFFICER, NewSystem(url=shop.url, map=text))


def test_what_a_system_holds_is_decided_found_and_on_record(door: Door, shop: Company) -> None:
    registered(door, shop)

    [found] = look(door, DESK, ASKED, Whom(named=(("account", "1"),)))

    assert isinstance(found, Found)
    assert len(found.rows) == 9
    handled, touched = entries()[-2:]
    assert isinstance(handled, Handled)
    assert (handled.act, handled.outcome, handled.data) == ("disclose", "allow", ("registration",))
    assert isinstance(touched, SystemTouched)
    assert (touched.change, touched.system, touched.count) == ("looked", "shop", 9)
    assert (touched.map, touched.caller) == (found.map_version, "rights-desk")
    assert touched.request == handled.request


def test_without_evidence_it_is_refused_on_record_and_nothing_is_asked(
    door: Door, shop: Company
) -> None:
    registered(door, shop)
    Path(shop.url.removeprefix("sqlite:///")).unlink()  # whoever asks now finds nobody there

    with pytest.raises(EvidenceNeededError):
        look(door, DESK, Wish(act="disclose"), Whom(named=(("account", "1"),)))

    entry = entries()[-1]
    assert isinstance(entry, Handled)
    assert (entry.outcome, entry.caller) == ("needs", "rights-desk")


def test_a_person_of_the_vault_is_found_by_what_the_vault_knows(door: Door, shop: Company) -> None:
    registered(door, shop)
    one = stored(door, identifiers={"email": "one@example.com"})

    [found] = look(door, DESK, ASKED, Whom(ref=one.ref))

    assert isinstance(found, Found)
    assert {row.key for row in found.rows if row.table == "customers"} == {(1,)}
    touched = entries()[-1]
    assert isinstance(touched, SystemTouched)
    assert touched.subject == one.pseudonym.hex()


def test_nothing_held_is_an_answer_of_its_own(door: Door, shop: Company) -> None:
    registered(door, shop)

    [found] = look(door, DESK, ASKED, Whom(named=(("account", "99"),)))

    assert isinstance(found, Found)
    assert found.rows == ()


def test_a_system_that_fails_blocks_itself_alone(door: Door, shop: Company, tmp_path: Path) -> None:
    registered(door, shop)
    other = Company("sqlite", f"sqlite:///{tmp_path}/gone.sqlite3")
    registered(door, other, GOOD.replace("system: shop", "system: away"))
    registered(
        door, shop, GOOD.replace("system: shop", "system: wrong").replace("amount:", "amounts:")
    )

    results = {one.system: one for one in look(door, DESK, ASKED, Whom(named=(("account", "1"),)))}

    assert isinstance(results["shop"], Found)
    away, wrong = results["away"], results["wrong"]
    assert isinstance(away, Unreachable)
    assert away.code == "system-down"
    assert isinstance(wrong, Unreachable)
    assert wrong.code == "map-disagrees"
    assert away.ja != away.en


def test_an_identifier_of_two_people_is_no_empty_answer(door: Door, shop: Company) -> None:
    registered(door, shop, GOOD.replace("email: email}", "partner_id: address_id}", 1))

    [found] = look(door, DESK, ASKED, Whom(named=(("partner_id", "1"),)))

    assert isinstance(found, Unreachable)
    assert found.code == "person-ambiguous"


def test_an_address_is_sealed_and_never_shown(door: Door, shop: Company, store: Store) -> None:
    url = "postgresql://mamoru_reader:open-sesame@127.0.0.1:1/shop"
    register(door, OFFICER, NewSystem(url=url, map=GOOD))

    [shown] = systems_in_use()
    [result] = look(door, DESK, ASKED, Whom(named=(("account", "1"),)))

    assert shown.shown == "postgresql://127.0.0.1:1/shop"
    assert isinstance(result, Unreachable)
    assert "open-sesame" not in f"{shown} {result}"
    assert b"open-sesame" not in database_bytes(store)


def test_maps_are_kept_version_by_version_and_the_last_counts(door: Door, shop: Company) -> None:
    registered(door, shop)
    first = systems_in_use()[0].map_version

    for _ in range(2):
        registering.add_map(door, OFFICER, "shop", NewMap(map=GOOD + "# second\n"))

    [shown] = systems_in_use()
    assert (shown.map_number, shown.maps[0]) == (2, first)
    assert registering.map_text("shop", first).decode() == GOOD
    other = GOOD.replace("system: shop", "system: x")
    with pytest.raises(SystemMisnamedError):
        registering.add_map(door, OFFICER, "shop", NewMap(map=other))
    with pytest.raises(MapFileError):
        registering.add_map(door, OFFICER, "shop", NewMap(map=GOOD.replace("individual", "ghost")))


def test_a_removed_system_is_gone_with_its_address_and_its_name_stays_taken(
    door: Door, shop: Company
) -> None:
    registered(door, shop)
    before = door.keys.provider.keys()

    registering.remove(door, DESK, "shop")

    told = entries()[-1]
    assert isinstance(told, SystemChanged)
    assert (told.change, told.system, told.caller) == ("system_removed", "shop", "rights-desk")
    assert systems_in_use() == ()
    assert bytes(System.objects.get().address) == b""
    assert len(door.keys.provider.keys()) == len(before) - 1
    with pytest.raises(UnknownSystemError):
        checking.check_system(door, "shop")
    with pytest.raises(SystemNameTakenError):
        registered(door, shop)
    assert len(door.keys.provider.keys()) == len(before) - 1


def test_what_changed_since_the_last_check_is_told(door: Door, shop: Company) -> None:
    registered(door, shop)
    first = checking.check_system(door, "shop")
    shop.run("ALTER TABLE customers ADD colour VARCHAR(20)")

    second = checking.check_system(door, "shop")
    third = checking.check_system(door, "shop")

    assert "drifted" not in {one.code for one in first.remarks}
    [drifted] = [one for one in second.remarks if one.code == "drifted"]
    assert "+customers.colour" in drifted.en
    assert "drifted" not in {one.code for one in third.remarks}
    last = registering.system_shown("shop").last_check
    assert last is not None
    assert last.schema == third.schema


def test_a_database_that_is_not_registered_is_looked_at_through_the_door_as_well(
    door: Door, shop: Company
) -> None:
    whom = Whom(named=(("account", "1"),))

    with pytest.raises(EvidenceNeededError):
        look_once(door, OFFICER, Wish(act="disclose"), whom, text=GOOD.encode(), url=shop.url)
    found = look_once(door, OFFICER, ASKED, whom, text=GOOD.encode(), url=shop.url)

    assert len(found.rows) == 9


def test_a_draft_loads_and_looks_at_values_only_through_the_door(door: Door, shop: Company) -> None:
    shop.run("ALTER TABLE orders ADD memo_ VARCHAR(80)", "ALTER TABLE orders ADD x VARCHAR(80)")
    shop.run("UPDATE orders SET x = 'call 03-1234-5678 or write to q@example.com'")
    count = len(entries())

    plain = checking.draft(shop.url, door.policy, "en")
    assert len(entries()) == count
    with pytest.raises(HandlingRefusedError):
        checking.draft_with_samples(door, DESK, Wish(act="use"), shop.url, "en")
    use = Wish(act="use", purpose="2(1)a")
    sampled = checking.draft_with_samples(door, OFFICER, use, shop.url, "ja")

    assert "x: none" in plain
    assert "x: none" not in sampled
    assert "example.com" not in sampled
    for text in (plain, sampled):
        result = checking.check_once(text.encode(), shop.url, door.policy, set())
        assert result.errors == 0
        assert "# ?" in text
    assert isinstance(entries()[-1], Handled)
