"""Requests wait for systems that are down, wrong or ambiguous, and say nothing that is not so."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from django.db import connection
from tests.gate.samples import Clock, entries, stored
from tests.rights.companies import (
    FULL,
    Companies,
    connected,
    customer,
    customers,
    mapped,
    others,
)
from tests.rights.samples import (
    DESK,
    DOCUMENT,
    JUDGE,
    WHOLE,
    answer,
    asked,
    decided,
    reviewed,
    row,
    state,
)
from tests.store import Store

from mamoru.gate.door import Door, open_door
from mamoru.ledger.entries import SystemTouched
from mamoru.paths import reference_policy
from mamoru.rights.answer.proof import check
from mamoru.rights.requests.decide import Deciding, decide
from mamoru.rights.requests.due import waiting
from mamoru.rights.requests.errors import InvalidRequestError
from mamoru.rights.requests.identify import vouch
from mamoru.rights.requests.matching import let_go_on
from mamoru.rights.requests.review import Reviewing, review
from mamoru.rights.requests.search import places_of
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.work import work_due, work_one

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
FLAG = "    suspend: {flag: {column: stopped, on: 1, off: 0}}\n"
NOTHING = Deciding(outcome="nothing_held")


def away(companies: Companies) -> Path:
    """Take the file of the shop away, and return where it lies."""
    path = Path(companies["shop"].url.removeprefix("sqlite:///"))
    return path.rename(path.with_suffix(".away"))


def back(path: Path) -> None:
    path.rename(path.with_suffix(".sqlite3"))


def later(door: Door, clock: Clock, hours: float = 1.0) -> None:
    clock.now += timedelta(hours=hours)
    work_due(door)


def told(door: Door, ref: str) -> list[dict[str, object]]:
    found = msgspec.json.decode(answer(door, ref)["answer.json"])["rows"]
    assert isinstance(found, list)
    return found


def ended() -> list[str]:
    """Return the systems of which the ledger says that a plan was done there."""
    told = [one for one in entries() if isinstance(one, SystemTouched)]
    return sorted(one.system for one in told if one.change == "done")


def at_once(*acts: Callable[[], object]) -> None:
    def doing(act: Callable[[], object]) -> None:
        act()
        connection.close()

    threads = [threading.Thread(target=doing, args=(act,)) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def test_a_suspension_that_a_map_does_not_say_is_not_said_to_be_done(
    door: Door, companies: Companies, clock: Clock
) -> None:
    connected(door, companies)
    mapped(door, "desk", FULL.replace(FLAG, ""))
    ref = asked(door, "suspend_use", person=customer(door), claim="harm")
    decided(door, ref)

    assert (state(ref), row(ref).problem) == (RequestState.CARRYING_OUT, "place-unreachable")
    assert {one.place: one.problem for one in places_of(row(ref)) if one.problem} == {
        "desk": "suspension-unsaid"
    }
    mapped(door, "desk", FULL)
    later(door, clock)
    assert state(ref) is RequestState.READY


def test_a_system_that_is_down_keeps_the_vault_waiting_and_nobody_else(
    door: Door, companies: Companies, clock: Clock
) -> None:
    connected(door, companies)
    before = others(companies)
    person = customer(door)
    ref = asked(door, "erase", person=person, claim="breach")
    reviewed(door, ref)
    decide(door, JUDGE, ref, WHOLE)
    path = away(companies)

    for _ in range(20):  # more often than anything else is tried
        later(door, clock)

    [summary] = waiting(clock.now)
    assert (summary.request, summary.state) == (ref, "carrying_out")
    assert (summary.problem, summary.is_dead) == ("place-unreachable", False)
    done = {one.place: bool(one.done_at) for one in places_of(row(ref)) if one.place != "vault"}
    assert done == {"crm": True, "desk": True, "shop": False}
    assert customers(companies["crm"]) == customers(companies["desk"]) == [2, 3]
    assert row(ref).carried_at is None

    back(path)
    later(door, clock)

    assert state(ref) is RequestState.READY
    assert customers(companies["shop"]) == [2, 3]
    assert others(companies) == before
    assert ended() == ["crm", "desk", "shop"]


def test_a_system_that_was_down_when_it_was_decided_is_planned_for_later(
    door: Door, companies: Companies, clock: Clock
) -> None:
    connected(door, companies)
    ref = asked(door, "erase", person=customer(door), claim="breach")
    reviewed(door, ref)
    path = away(companies)
    decide(door, JUDGE, ref, WHOLE)
    work_due(door)
    assert state(ref) is RequestState.CARRYING_OUT

    back(path)
    later(door, clock)

    assert state(ref) is RequestState.READY
    assert customers(companies["shop"]) == [2, 3]


def test_rows_that_came_after_the_decision_are_planned_for_anew(
    door: Door, companies: Companies
) -> None:
    connected(door, companies)
    ref = asked(door, "erase", person=customer(door), claim="breach")
    reviewed(door, ref)
    decide(door, JUDGE, ref, WHOLE)
    companies["desk"].fill("orders", [(12, 1, 1_200)])

    work_due(door)

    assert state(ref) is RequestState.READY
    assert companies["desk"].rows("SELECT id FROM orders") == [(20,)]


def test_nothing_held_is_not_said_while_a_system_is_silent_or_holds_something(
    door: Door, companies: Companies, clock: Clock
) -> None:
    connected(door, companies)
    path = away(companies)
    nobody = asked(door, identifiers={"account": "99"})
    known = asked(door, identifiers={"account": "1"})
    for one in (nobody, known):
        vouch(door, DESK, one, DOCUMENT)
    work_due(door)
    assert {state(nobody), state(known)} == {RequestState.SEARCH}

    back(path)
    later(door, clock)
    for one in (nobody, known):
        review(door, DESK, one, Reviewing())

    assert decide(door, JUDGE, nobody, NOTHING) == RequestState.ANSWERING
    with pytest.raises(InvalidRequestError, match="outcome"):
        decide(door, JUDGE, known, NOTHING)


def test_somebody_whom_only_systems_know_is_told_and_erased(
    door: Door, companies: Companies
) -> None:
    connected(door, companies)
    before = others(companies)
    tell = asked(door, identifiers={"account": "1"})
    decided(door, tell)
    assert {one["system"] for one in told(door, tell)} == {"crm", "desk", "shop"}

    erase = asked(door, "erase", identifiers={"account": "1"}, claim="breach")
    decided(door, erase)

    assert state(erase) is RequestState.READY
    assert customers(companies["desk"]) == [2, 3]
    assert others(companies) == before
    said = check(answer(door, erase)["certificate.json"], door.sequencer.vkey).statement
    assert (said.pseudonym, len(said.systems)) == (None, 3)


def test_an_identifier_of_two_people_is_answered_for_neither(
    door: Door, companies: Companies
) -> None:
    connected(door, companies)
    ambiguous = FULL.replace("email: email}", "partner_id: address_id}", 1)
    mapped(door, "desk", ambiguous)
    before = others(companies)
    ref = asked(door, "erase", identifiers={"partner_id": "1"}, claim="breach")
    vouch(door, DESK, ref, DOCUMENT)
    work_due(door)

    assert (state(ref), row(ref).problem) == (RequestState.ACCOUNT, "account-unclear")
    problems = {one.place: one.problem for one in places_of(row(ref))}
    assert problems["desk"] == "person-ambiguous"
    assert others(companies) == before
    assert customers(companies["desk"]) == [1, 2, 3]


def test_of_two_erasures_at_once_one_erases_and_the_other_finds_nothing(
    door: Door, companies: Companies, store: Store, clock: Clock
) -> None:
    connected(door, companies)
    before = others(companies)
    person = customer(door)
    refs = [asked(door, "erase", person=person, claim=claim) for claim in ("breach", "harm")]
    let_go_on(door, DESK, refs[1])
    for one in refs:
        reviewed(door, one)
        decide(door, JUDGE, one, WHOLE)

    beside = open_door(home=store.home, policy=reference_policy(), clock=clock)
    at_once(lambda: work_one(door, refs[0]), lambda: work_one(beside, refs[1]))
    beside.close()
    for _ in range(3):
        later(door, clock)

    assert {state(one) for one in refs} == {RequestState.READY, RequestState.REVIEW}
    [second] = [one for one in refs if state(one) is RequestState.REVIEW]
    review(door, DESK, second, Reviewing())
    decide(door, JUDGE, second, NOTHING)
    work_due(door)
    assert state(second) is RequestState.READY
    assert others(companies) == before
    assert {name: customers(one) for name, one in companies.items()} == {
        name: [2, 3] for name in companies
    }


def test_a_system_that_cannot_look_for_the_person_is_named_so_in_the_certificate(
    door: Door, companies: Companies
) -> None:
    connected(door, companies)
    mapped(door, "desk", FULL.replace("{account: id, email: email}", "{account: id}"))
    ref = asked(door, "erase", person=customer(door), claim="breach")
    reviewed(door, ref)
    with pytest.raises(InvalidRequestError, match="outcome"):
        decide(door, JUDGE, ref, NOTHING)
    decide(door, JUDGE, ref, WHOLE)
    work_due(door)

    said = check(answer(door, ref)["certificate.json"], door.sequencer.vkey).statement
    assert {one.system: one.problem for one in said.systems} == {
        "crm": "", "desk": "person-unnamed", "shop": "",
    }  # fmt: skip
    assert customers(companies["desk"]) == [1, 2, 3]


def test_a_system_that_is_read_only_is_in_the_way_only_of_whom_it_holds(
    door: Door, companies: Companies, clock: Clock
) -> None:
    connected(door, companies, FULL.replace("writable: true", "writable: false"))
    held = asked(door, "erase", person=customer(door), claim="breach")
    stranger = stored(door, "Another X", identifiers={"email": "nobody@example.com"}).ref
    free = asked(door, "erase", person=stranger, claim="breach")
    for one in (held, free):
        decided(door, one)

    assert (state(held), state(free)) == (RequestState.CARRYING_OUT, RequestState.READY)
    assert {one.problem for one in places_of(row(held))} == {None, "system-read-only"}

    for name in companies:
        mapped(door, name, FULL)
    later(door, clock)
    assert state(held) is RequestState.READY
    assert customers(companies["shop"]) == [2, 3]
