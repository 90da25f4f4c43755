"""Lists of holds, parties and systems are gone through by key: no table of them is read whole."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from tests.faces.inside import Inside
from tests.gate.samples import NOON
from tests.parties.samples import registered

from mamoru.gate.asking import OFFICER
from mamoru.gate.systems.registering import NewSystem, register
from mamoru.parties.models import PartyVersion
from mamoru.systems.models import MapVersion, System
from mamoru.vault.models import Epoch, Hold

MAP = """\
mamoru_map: 1
system: s-{number:05}
title: {{ja: 見本, en: Sample}}
tables:
  customers:
    person: {{kind: individual, found_by: {{account: id}}}}
    columns: {{id: none}}
"""


def without_id(rows: QuerySet[Any]) -> dict[str, Any]:
    """Return the fields of the one row, to make others like it."""
    return {name: value for name, value in rows.values().get().items() if name != "id"}


def parties(pages: Inside, start: int, count: int) -> None:
    like = registered(pages.door, name="p-like")
    row = without_id(PartyVersion.objects.filter(ref=like.ref))
    PartyVersion.objects.bulk_create(
        PartyVersion(**row | {"ref": f"party_{number:016x}", "name": f"p-{number:05}",
                              "status": "ended"})
        for number in range(start, start + count)
    )  # fmt: skip
    PartyVersion.objects.filter(ref=like.ref).delete()


def systems(pages: Inside, start: int, count: int) -> None:
    if not System.objects.exists():
        new = NewSystem(url="sqlite:////nowhere.sqlite", map=MAP.format(number=99_999))
        register(pages.door, OFFICER, new)
    like = without_id(System.objects.filter(name="s-99999"))
    System.objects.bulk_create(
        System(**like | {"name": f"s-{number:05}"}) for number in range(start, start + count)
    )
    MapVersion.objects.bulk_create(
        MapVersion(
            system=one, number=1, text=MAP.format(number=int(one.name[2:])).encode(),
            text_hash=f"{int(one.name[2:]):064x}", is_writable=False, caller="made-up",
            added_at=NOON,
        )
        for one in System.objects.filter(mapversion=None)
    )  # fmt: skip


def holds(_: Inside, start: int, count: int) -> None:
    fields = {
        one.name: b"" if one.get_internal_type() == "BinaryField" else None
        for one in Hold._meta.concrete_fields
        if not one.primary_key
    }
    known = {
        "kind": "ledger", "clock": "records_7y", "article": "法人税法126", "whose": "individual",
        "agreed": True, "held_at": NOON, "until": NOON, "epoch": Epoch.objects.first(),
        "edition": 0,
    }  # fmt: skip
    Hold.objects.bulk_create(
        Hold(**{name: value for name, value in (fields | known).items() if name in fields} | {
            "ref": f"h_{number:05}", "pseudonym": number.to_bytes(16, "big")})
        for number in range(start, start + count)
    )  # fmt: skip


PLACES: dict[str, tuple[str, Callable[[Inside, int, int], None], str]] = {
    "parties": ("/console/parties", parties, r">p-(\d{5})\b"),
    "register of parties": ("/console/registers/parties", parties, r"p-(\d{5})"),
    "systems": ("/console/systems", systems, r">s-(\d{5})\b"),
    "register of systems": ("/console/registers/systems", systems, r">s-(\d{5})\b"),
    "register of holds": ("/console/registers/holds", holds, r"h_(\d{5})"),
}


@pytest.mark.parametrize("name", sorted(PLACES))
def test_a_page_costs_as_much_of_many_rows_as_of_few_and_each_row_is_there_once(
    pages: Inside, name: str
) -> None:
    at, fill, form = PLACES[name]
    visitor = pages.officer("officer-1", "officer")
    visitor.get(at)
    fill(pages, 0, 60)
    with CaptureQueriesContext(connection) as few:
        visitor.get(at)
    fill(pages, 60, 60)
    seen: list[str] = []
    address = at

    for _ in range(3):
        with CaptureQueriesContext(connection) as many:
            page = visitor.get(address).text
        assert len(many) <= len(few)
        assert all(
            re.search(r"LIMIT \d+$", one["sql"])
            for one in many.captured_queries
            if re.search(r'FROM "(parties_partyversion|systems_system|vault_hold)"', one["sql"])
        )
        seen += [one for one in dict.fromkeys(re.findall(form, page)) if one != "99999"]
        more = page.partition('id="more"')[2].partition('href="')[2].partition('"')[0]
        address = f"{at}{more.replace('&amp;', '&')}"

    assert seen == [f"{number:05}" for number in range(120)]
    assert not more


def test_a_party_is_listed_as_it_stands_now_alone(pages: Inside) -> None:
    parties(pages, 0, 2)
    row = without_id(PartyVersion.objects.filter(name="p-00001"))
    PartyVersion.objects.create(**row | {"version": row["version"] + 1, "name": "p-renamed"})
    visitor = pages.officer("officer-1", "officer")

    for at in ("/console/parties", "/console/registers/parties", "/console/parties?status=ended"):
        page = visitor.text(at)
        assert "p-renamed" in page
        assert "p-00001" not in page
    assert "p-renamed" not in visitor.text("/console/parties?status=active")
