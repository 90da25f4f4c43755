"""Three databases of one company side by side, of three vendors, and what is in them of whom."""

from typing import Any

from tests.gate.samples import stored
from tests.systems import shop
from tests.systems.company import Company
from tests.systems.forget.test_forgetting import MAP

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.systems import register
from mamoru.gate.systems.registering import NewMap, NewSystem, add_map

ONE = "one@example.com"
"""Customer 1 of each database."""
FULL = MAP.replace(
    "  customers:\n",
    "  customers:\n    suspend: {flag: {column: stopped, on: 1, off: 0}}\n",
    1,
).replace("      address_id: none\n", "      address_id: none\n      stopped: none\n", 1)
OTHERS = (
    "SELECT * FROM customers WHERE id <> 1 ORDER BY id",
    "SELECT * FROM orders WHERE customer_id <> 1 ORDER BY id",
    "SELECT * FROM order_lines WHERE order_id = 20",
    "SELECT * FROM messages WHERE id = 101",
    "SELECT id, street, delivery_note FROM addresses ORDER BY id",
)
"""Everything that is not customer 1's, or is not theirs alone."""
Companies = dict[str, Company]


def map_of(name: str, text: str = FULL) -> str:
    return text.replace("system: shop", f"system: {name}")


def stocked(company: Company) -> None:
    shop.stock(company)
    company.run("ALTER TABLE customers ADD COLUMN stopped INTEGER DEFAULT 0")


def connected(door: Door, companies: Companies, text: str = FULL) -> None:
    """Register every database under its name."""
    for name, company in companies.items():
        register(door, OFFICER, NewSystem(url=company.url, map=map_of(name, text)))


def mapped(door: Door, name: str, text: str) -> None:
    """Let another map count for one system."""
    add_map(door, OFFICER, name, NewMap(map=map_of(name, text)))


def customer(door: Door) -> str:
    """Store customer 1 in the vault."""
    return stored(door, identifiers={"email": ONE}).ref


def others(companies: Companies) -> dict[str, list[list[tuple[Any, ...]]]]:
    """Return what no request of customer 1 may change, byte for byte."""
    return {name: [one.rows(query) for query in OTHERS] for name, one in companies.items()}


def customers(company: Company) -> list[int]:
    return [key for (key,) in company.rows("SELECT id FROM customers ORDER BY id")]
