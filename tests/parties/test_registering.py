"""The register: what can be kept in it, its history, and where its parties are for the law."""

from datetime import date
from typing import Any

import pytest
from tests.gate.samples import Clock, entries
from tests.parties.samples import new_party, registered
from tests.parties.test_cases import changes

from mamoru.gate.asking import OFFICER, Asker
from mamoru.gate.door import Door
from mamoru.law.countries import place_of
from mamoru.ledger.entries import PartyChanged
from mamoru.parties import queries
from mamoru.parties.errors import (
    InvalidPartyError,
    PartyChangedError,
    PartyEndedError,
    UnknownPartyError,
)
from mamoru.parties.register import NewPaper, PartyChanges
from mamoru.provision.parties import register


@pytest.mark.parametrize(
    ("item", "given"),
    [
        ("word", {"word": "company"}),
        ("word", {"word": None}),
        ("country", {"country": "UK"}),
        ("country", {"storage": ("JP", "XX")}),
        ("country", {"subprocessors": (("架空社", "ZZ"),)}),
        ("contact", {"contact": "no address"}),
    ],
)
def test_what_cannot_be_kept_says_which_item(door: Door, item: str, given: dict[str, Any]) -> None:
    with pytest.raises(InvalidPartyError) as wrong:
        register.add(door, OFFICER, new_party(**given))

    assert wrong.value.facts["item"] == item


def test_every_change_is_a_further_version_and_on_record(door: Door, clock: Clock) -> None:
    party = registered(door)
    first = clock.now
    clock.now = first.replace(hour=5)
    system = Asker(system="crm")

    register.change(door, system, party.ref, PartyChanges(address="架空県架空市2-2"))
    register.change(door, system, party.ref, PartyChanges(name="架空商会ネネネ"))

    history = queries.history(party.ref)
    assert [(one.party.version, one.change, one.by) for one in history] == [
        (1, "registered", "officer"), (2, "changed", "crm"), (3, "renamed", "crm"),
    ]  # fmt: skip
    assert queries.party_at(party.ref, first).address == party.address
    assert queries.party(party.ref).name == "架空商会ネネネ"
    last = entries()[-1]
    assert isinstance(last, PartyChanged)
    assert (last.change, last.version, last.caller) == ("renamed", 3, "crm")


def test_the_ledger_names_nobody_behind_a_party(door: Door) -> None:
    party = registered(door)

    kept = [entry for entry in entries() if isinstance(entry, PartyChanged)]

    assert {entry.party for entry in kept} == {party.ref}
    assert not [entry for entry in kept if party.name in str(entry)]


def test_a_change_of_another_version_is_told(door: Door) -> None:
    party = registered(door)
    register.change(door, OFFICER, party.ref, PartyChanges(contact="new@example.jp"))

    with pytest.raises(PartyChangedError) as changed:
        register.change(door, OFFICER, party.ref, PartyChanges(contact="x@example.jp"), expected=1)

    assert changed.value.facts["version"] == 2


def test_nothing_of_a_party_that_ended_changes(door: Door) -> None:
    party = registered(door)
    register.end(door, OFFICER, party.ref, "end:1")

    with pytest.raises(PartyEndedError):
        register.resume(door, OFFICER, party.ref, "end:2")

    assert changes()[-1] == "ended"
    with pytest.raises(UnknownPartyError):
        queries.party("party_0000000000000000")


def test_a_paper_that_was_withdrawn_is_none(door: Door) -> None:
    party = registered(door, "contractor")
    contract = next(one for one in queries.papers(party.ref) if one.kind == "contract")

    register.withdraw_paper(door, OFFICER, party.ref, contract.ref)

    lacking = register.show(party.ref, door.clock()).missing
    assert [(one.what, one.why) for one in lacking] == [("contract", "absent")]
    assert len(queries.papers(party.ref, withdrawn=True)) == 2


def test_a_paper_ends_after_it_begins_and_lays_down_what_is_known(door: Door) -> None:
    party = registered(door)
    day = date(2026, 11, 2)

    for item, given in (
        ("until", {"from_": day, "until": date(2026, 11, 1)}),
        ("clauses", {"from_": day, "clauses": ("nothing_known",)}),
    ):
        with pytest.raises(InvalidPartyError) as wrong:
            register.file_paper(
                door, OFFICER, party.ref,
                NewPaper(kind="contract", **given),
            )  # fmt: skip
        assert wrong.value.facts["item"] == item


@pytest.mark.parametrize(
    ("countries", "day", "place"),
    [
        (["JP"], "2026-11-24", "JP"),
        (["JP", "FR"], "2026-11-24", "designated"),
        (["FR", "GB"], "2026-11-24", "designated"),
        (["FR", "US"], "2026-11-24", "abroad"),
        (["FR"], "2019-01-22", "abroad"),
        (["FR"], "2019-01-23", "designated"),
    ],
)
def test_the_farthest_country_says_where_a_party_is_on_a_day(
    countries: list[str], day: str, place: str
) -> None:
    assert place_of(countries, date.fromisoformat(day)) == place
