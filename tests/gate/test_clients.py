"""Registered systems: their keys, what they reach, and how soon a revoked one is refused."""

import secrets
import time

import pytest
from tests.gate.samples import OFFERS, SERVICE, counted, entries
from tests.store import Store
from tests.vault.dumps import database_bytes
from tests.vault.together import together

from mamoru.errors import MamoruError
from mamoru.gate.clients import FRESH_SECONDS, Clients, register, revoke
from mamoru.gate.door import Door
from mamoru.gate.errors import ClientAbsentError, InvalidClientError, Scopes, UnknownClientError
from mamoru.ledger.entries import SystemChanged


def registered(door: Door, name: str = "shop-front") -> str:
    return register(door, name, scopes=[Scopes.DECIDE], purposes=[SERVICE])


def changes() -> list[tuple[str, str | None]]:
    return [(e.change, e.system) for e in entries() if isinstance(e, SystemChanged) and e.system]


def test_a_key_shows_who_asks_and_what_for(door: Door) -> None:
    caller = Clients().check(registered(door))

    assert (caller.name, caller.scopes, caller.purposes) == (
        "shop-front", frozenset({Scopes.DECIDE}), frozenset({SERVICE}),
    )  # fmt: skip
    assert changes() == [("client_registered", "shop-front")]


def test_a_key_is_kept_nowhere(door: Door, store: Store) -> None:
    key = registered(door)
    secret = key.split("_", 2)[2].encode()

    assert key.split("_")[1].encode() in database_bytes(store)  # the search does find what is there
    assert secret not in database_bytes(store)


def test_a_wrong_key_is_nobodys(door: Door) -> None:
    key = registered(door)
    clients = Clients()
    clients.check(key)
    other = "B" if key.endswith("A") else "A"
    wrong = [
        key[:-1] + other, key + "A", key.upper(), "", "mk_", f"mk_{'0' * 16}_{'A' * 43}",
        key.replace("mk_", "mk-"), key + "\n", "鍵", "mk_" + "٠" * 16 + "_" + "A" * 43,
    ]  # fmt: skip

    for one in wrong:
        with pytest.raises(UnknownClientError):
            clients.check(one)


def test_a_revoked_key_is_refused_a_second_later_at_the_latest(door: Door) -> None:
    key, clients = registered(door), Clients()
    clients.check(key)

    revoke(door, "shop-front")

    with pytest.raises(UnknownClientError):
        Clients().check(key)
    time.sleep(FRESH_SECONDS + 0.05)
    with pytest.raises(UnknownClientError):
        clients.check(key)
    with pytest.raises(ClientAbsentError):
        revoke(door, "shop-front")
    assert changes()[-1] == ("client_revoked", "shop-front")
    assert len(changes()) == 2


@pytest.mark.parametrize(
    ("name", "scopes", "purposes", "what"),
    [
        ("officer", [Scopes.DECIDE], [SERVICE], "name"),
        ("outbox", [Scopes.DECIDE], [SERVICE], "name"),
        ("Shop", [], [], "name"),
        ("店", [], [], "name"),
        ("shop\n", [], [], "name"),
        ("a" * 64, [], [], "name"),
        ("shop", ["everything"], [SERVICE], "scopes"),
        ("shop", [Scopes.DECIDE], ["resale"], "purposes"),
    ],
)
def test_a_client_that_cannot_be_is_not_registered(
    door: Door, name: str, scopes: list[str], purposes: list[str], what: str
) -> None:
    with pytest.raises(InvalidClientError, match=what):
        register(door, name, scopes=scopes, purposes=purposes)

    assert (counted("gate_client"), changes()) == (0, [])


def test_a_name_is_given_once_whoever_comes_first(door: Door) -> None:
    found = together([lambda: registered(door)] * 8)

    keys = [one for one in found if isinstance(one, str)]
    assert len(keys) == 1
    assert Clients().check(keys[0]).name == "shop-front"
    assert {one.code for one in found if isinstance(one, MamoruError)} == {"client-name-taken"}
    assert len(changes()) == 1


def test_keys_can_be_checked_by_many_threads(door: Door) -> None:
    keys = [
        register(door, f"shop-{n}", scopes=[Scopes.DECIDE], purposes=[OFFERS]) for n in range(4)
    ]
    clients = Clients()

    def check(n: int) -> set[str]:
        wrong = f"mk_{secrets.token_hex(8)}_{'A' * 43}"
        with pytest.raises(UnknownClientError):
            clients.check(wrong)
        return {clients.check(keys[n % 4]).name for _ in range(50)}

    found = together([lambda n=n: check(n) for n in range(8)])  # type: ignore[misc] # each its n

    assert found == [{f"shop-{n % 4}"} for n in range(8)]


@pytest.mark.parametrize("name", ["officer-01234567", f"person-{0:016x}", "portal"])
def test_no_system_is_called_what_the_ledger_calls_officers_and_people(
    door: Door, name: str
) -> None:
    with pytest.raises(InvalidClientError) as raised:
        registered(door, name)

    assert "officer-01234567" in raised.value.message()
    assert changes() == []
