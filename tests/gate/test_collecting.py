"""Collecting: stored with an entry that says why, or not stored, with an entry as well."""

from typing import Any

import pytest
from tests.gate.samples import (
    CLIENT,
    COLLECT,
    NOON,
    NOTICE,
    OFFERS,
    TRACE,
    counted,
    effects,
    entries,
    given,
    last,
    stored,
)

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.consider import consider, handlings_of
from mamoru.gate.create import create
from mamoru.gate.door import Door
from mamoru.gate.errors import (
    EvidenceNeededError,
    HandlingRefusedError,
    InvalidValueError,
    NotCoveredError,
    UnknownItemError,
)
from mamoru.gate.models import Evidence
from mamoru.ledger.blinding import commit
from mamoru.policy.handling import Handling
from mamoru.vault.errors import DuplicateIdentifierError

OPT_IN = Choice(kind=Kind.OPT_IN, purpose=OFFERS)


def test_who_is_collected_is_stored_with_one_entry_that_says_why(door: Door) -> None:
    found, ticket = create(door, OFFICER, COLLECT, [given()])

    entry = last()
    assert (entry.act, entry.outcome, entry.caller, entry.at) == (
        "collect", "allow", "officer", NOON,
    )  # fmt: skip
    assert (entry.cites, entry.facts, entry.data) == (
        ("1(1)a",), ("notice_shown",), ("registration",),
    )  # fmt: skip
    assert entry.subject == found.people[0].pseudonym.hex()
    assert (entry.count, entry.needs, entry.unknown) == (1, (), ())
    assert entry.token == found.decision.token
    assert ticket is not None
    assert counted("vault_person") == 1


def test_the_evidence_of_an_entry_opens_with_the_salt_that_was_kept(door: Door) -> None:
    _, ticket = create(door, OFFICER, COLLECT, [given()])

    assert ticket is not None
    kept = Evidence.objects.get(ticket=ticket)

    assert (kept.fact, kept.reference) == ("notice_shown", NOTICE["notice_shown"])
    assert last().evidence == (commit(bytes(kept.salt), kept.reference.encode()),)
    assert commit(bytes(16), kept.reference.encode()) not in last().evidence


def test_without_its_evidence_nobody_is_stored_and_the_entry_says_what_is_missing(
    door: Door,
) -> None:
    before = effects()

    with pytest.raises(EvidenceNeededError):
        create(door, CLIENT, Wish(act="collect", source="person"), [given()])

    entry = last()
    assert effects() == before
    assert (entry.outcome, entry.needs, entry.cites) == ("needs", ("notice_record",), ("1(1)a",))
    assert (entry.caller, entry.request, entry.subject) == (
        "shop-front", "0123456789abcdef" * 2, None,
    )  # fmt: skip


def test_many_people_are_one_entry_and_each_of_them_sees_it(door: Door) -> None:
    many = [given(f"Hito{n} Tsukuri") for n in range(25)]

    found, ticket = create(door, OFFICER, COLLECT, many)

    entry = last()
    assert (entry.count, entry.subject, len(entry.evidence)) == (25, None, 1)
    assert entry.people is not None
    for one in found.people[:3]:
        assert [seen.ticket for seen in handlings_of(door, OFFICER, TRACE, one.ref).entries] == [
            ticket
        ]


def test_a_bulk_with_one_who_may_not_be_collected_stores_nobody(door: Door) -> None:
    before = effects()
    ill = given("Byoki Tsukuri", items={"inquiry_text": "月の光"}, identifiers={},
                sensitive={"inquiry_text": "health"})  # fmt: skip

    with pytest.raises(HandlingRefusedError) as caught:
        create(door, OFFICER, COLLECT, [given(), ill])

    assert "3" in caught.value.decision.cites
    assert effects() == before
    assert (last().outcome, last().count, last().sensitive) == ("refuse", 2, ("health",))


def test_nobody_is_no_bulk(door: Door) -> None:
    with pytest.raises(InvalidValueError, match="people"):
        create(door, OFFICER, COLLECT, [])


def test_who_is_known_by_an_identifier_is_not_stored_twice(door: Door) -> None:
    stored(door)
    before, recorded = effects(), len(entries())

    with pytest.raises(DuplicateIdentifierError):
        create(door, OFFICER, COLLECT, [given("Betsu Tsukuri"), given()])

    assert (effects(), len(entries())) == (before, recorded + 1)
    tried = last()
    assert (tried.outcome, tried.needs, tried.count) == ("refuse", ("unused_identifier",), 0)
    assert (tried.subject, tried.people) == (None, None)


@pytest.mark.parametrize("changes", [
    {"whose": "martian"}, {"residence": "Mars"}, {"sensitive": {"name": "nonsense"}},
])  # fmt: skip
def test_a_person_the_policy_has_no_word_for_is_not_stored(
    door: Door, changes: dict[str, Any]
) -> None:
    with pytest.raises(NotCoveredError):
        stored(door, **changes)

    assert last().outcome == "not_covered"
    assert counted("vault_person") == 0


def test_an_item_of_no_category_is_told_without_its_name(door: Door) -> None:
    with pytest.raises(UnknownItemError) as caught:
        stored(door, items={"shoe_size_zenbu": "27"})

    assert "zenbu" not in caught.value.message()


@pytest.mark.parametrize("shown", ["山田の診断書", "two words", "x" * 201, "mail:a@example.jp",
                                   "request:1\n"])  # fmt: skip
def test_what_is_no_reference_is_not_kept_as_evidence(door: Door, shown: str) -> None:
    before, recorded = effects(), len(entries())

    with pytest.raises(InvalidValueError) as caught:
        create(door, OFFICER, Wish(act="collect", source="person", grounds={"notice_shown": shown}),
               [given()])  # fmt: skip
    with pytest.raises(InvalidValueError):
        consider(door, OFFICER, [Handling(act="use", data="registration", grounds={"x": shown})])

    assert shown not in caught.value.message()
    assert (effects(), len(entries()), Evidence.objects.count()) == (before, recorded, 0)
