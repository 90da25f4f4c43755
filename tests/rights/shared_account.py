"""A shop whose map finds people by what two of its customers share."""

from pathlib import Path

from tests.systems.company import Company, sqlite_company
from tests.systems.shop import MAP, stock

TEXT = MAP.replace("kind: member", "kind: individual").replace(
    "email: email}", "partner_id: address_id}", 1
)


def two_that_fit(place: Path) -> tuple[Company, str]:
    """Return a database in which customers 1 and 2 are partner 1, with its map."""
    found = sqlite_company(place)
    stock(found)
    found.run("UPDATE customers SET address_id = 1 WHERE id < 3")
    found.run("UPDATE customers SET address_id = 2 WHERE id = 3")
    return found, TEXT
