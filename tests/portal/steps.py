"""Requests at the steps that pages show, with a company's own databases and a real hand-over."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from tests.gate.samples import stored
from tests.packages.samples import Recipient, agreed, taken
from tests.packages.samples import made as packed
from tests.portal.asking import made
from tests.portal.people import Portal
from tests.rights.companies import ONE, map_of
from tests.rights.samples import DESK, DOCUMENT, asked, row, worked
from tests.systems import shop
from tests.systems.company import Company, sqlite_company

from mamoru.faces.secret import open_secrets
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door, opened
from mamoru.gate.systems.registering import NewSystem, register
from mamoru.paths import named_policy
from mamoru.rights.requests.fee import settle_fee
from mamoru.rights.requests.identify import vouch
from mamoru.rights.requests.review import Reviewing, review

FEE = "500"


class Now:
    """The clock of the machine, as the pages of a test want one."""

    def __call__(self) -> datetime:
        return datetime.now(UTC)


def fill(place: str, postgres: str) -> dict[str, str]:
    """Fill an installation; return what its requests are called, and whose sessions are open."""
    companies = {"shop": sqlite_company(Path(place)), "crm": Company("postgresql", postgres)}
    with opened(policy=named_policy()) as door:
        open_secrets(door)
        pages: Any = Portal(door=door, clock=Now())  # type: ignore[arg-type]  # a clock of today
        told = _mandated(door, pages) | _charged(door, pages)
        for name, one in companies.items():
            shop.stock(one)
            one.run("ALTER TABLE customers ADD COLUMN stopped INTEGER DEFAULT 0")
            register(door, OFFICER, NewSystem(url=one.url, map=map_of(name)))
        return told | _in_systems(door, pages) | _handed(door, pages)


def _mandated(door: Door, pages: Portal) -> dict[str, str]:
    guardian = stored(door, "Hogosha Tsukuribanashi").ref
    child = stored(door, "Kodomo Tsukuribanashi", identifiers={"email": "kodomo@example.jp"}).ref
    client = pages.person(guardian)
    ref = made(pages, client, whose="guardian", name="Kodomo Tsukuribanashi",
               email="kodomo@example.jp")  # fmt: skip
    vouch(door, DESK, ref, DOCUMENT)
    return {
        "mandate": ref, "guardian": session(client), "child": session(pages.person(child)),
    }  # fmt: skip


def _charged(door: Door, pages: Portal) -> dict[str, str]:
    """Ask three people for a fee; one pays, one need not."""
    told, settings.REQUEST_FEE = dict[str, str](), FEE
    for name in ("asked", "paid", "waived"):
        client = pages.person(stored(door, f"{name.capitalize()} Tsukuribanashi").ref)
        ref = made(pages, client)
        assert row(ref).state == "fee"
        if name != "asked":
            settle_fee(door, DESK, ref, "bank:1", is_waived=name == "waived")
        told |= {f"fee_{name}": ref, name: session(client)}
    settings.REQUEST_FEE = ""
    return told


def _in_systems(door: Door, pages: Portal) -> dict[str, str]:
    customer = stored(door, "Customer One", identifiers={"email": ONE}).ref
    ref = asked(door, "erase", person=customer, claim="breach")
    vouch(door, DESK, ref, DOCUMENT)
    worked(door)
    review(door, DESK, ref, Reviewing())
    return {"erase": ref, "customer": session(pages.person(customer))}


def _handed(door: Door, pages: Portal) -> dict[str, str]:
    person = stored(door, "Watasareta Tsukuribanashi").ref
    recipient = Recipient(door, name="見本商会株式会社")
    agreed(door, [person], recipient.ref)
    taken(door, packed(door, recipient.ref), recipient)
    worked(door)
    return {"handed": session(pages.person(person))}


def session(client: Any) -> str:
    """Return the cookie of whoever is signed in."""
    return str(client.cookies["mamoru_session"].value)
