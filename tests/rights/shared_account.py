"""A shop whose map finds people by what two of its customers share."""

from pathlib import Path

from tests.gate.samples import stored
from tests.rights.companies import FULL, stocked
from tests.systems.company import Company, sqlite_company
from tests.systems.shop import MAP, stock

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door
from mamoru.gate.systems.registering import NewSystem, register
from mamoru.rights.leaving.begin import leave

TEXT = MAP.replace("kind: member", "kind: individual").replace(
    "email: email}", "partner_id: address_id}", 1
)
SHARED = "shared@example.com"
BY_NAME = FULL.replace("email: email}", "email: name}", 1)
"""A map that takes a column for the address which is none: two have the same in it."""


def two_that_fit(place: Path) -> tuple[Company, str]:
    """Return a database in which customers 1 and 2 are partner 1, with its map."""
    found = sqlite_company(place)
    stock(found)
    found.run("UPDATE customers SET address_id = 1 WHERE id < 3")
    found.run("UPDATE customers SET address_id = 2 WHERE id = 3")
    return found, TEXT


def leaving_unclear(door: Door, place: Path) -> tuple[Company, str]:
    """Let somebody leave whom customers 1 and 2 fit; return the database, and the leaving."""
    shop = sqlite_company(place)
    stocked(shop)
    shop.run(f"UPDATE customers SET name = '{SHARED}' WHERE id < 3")  # noqa: S608 - ours
    register(door, OFFICER, NewSystem(url=shop.url, map=BY_NAME))
    ref = stored(door, identifiers={"email": SHARED}).ref
    return shop, leave(door, OFFICER, Wish(act="dispose"), ref).leaving
