"""Whose a request is, and what becomes of those that repeat each other."""

import threading
from datetime import timedelta

import msgspec
import pytest
from tests.gate.samples import NAME, Clock, stored
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

from mamoru.crypto.errors import InvalidIdentifierError
from mamoru.gate.door import Door
from mamoru.rights.requests.decide import Deciding, decide
from mamoru.rights.requests.due import waiting
from mamoru.rights.requests.errors import (
    InvalidRequestError,
    RequestDiffersError,
    RequestStateError,
)
from mamoru.rights.requests.identify import vouch
from mamoru.rights.requests.matching import abandon, join, let_go_on, settle
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.receive import NewRequest, receive
from mamoru.rights.requests.review import Reviewing, review
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.work import work_due


def test_an_identifier_leads_to_the_person_and_shows_nothing_yet(door: Door) -> None:
    person = stored(door).ref

    ref = asked(door, identifiers={"email": "zenbu@example.jp"})

    assert (row(ref).person, state(ref)) == (person, RequestState.IDENTITY)


def test_identifiers_of_two_people_wait_for_somebody_and_are_answered_with_neither(
    door: Door,
) -> None:
    one, two = stored(door).ref, stored(door, "Betsu Tsukuribanashi").ref
    ref = asked(
        door, person=one, identifiers={"email": "betsu@example.jp"}
    )  # an address that two people use, or one person's other account

    assert (state(ref), row(ref).person) == (RequestState.MATCHING, "")
    assert set(row(ref).candidates) == {one, two}
    with pytest.raises(RequestStateError):
        vouch(door, DESK, ref, DOCUMENT)
    work_due(door)
    assert state(ref) is RequestState.MATCHING
    assert [(found.request, found.waits_for) for found in waiting(door.clock())] == [
        (ref, "officer")
    ]


def test_two_accounts_of_one_person_get_a_request_each_and_are_not_merged(door: Door) -> None:
    one, two = stored(door).ref, stored(door, "Betsu Tsukuribanashi").ref
    ref = asked(door, person=one, identifiers={"email": "betsu@example.jp"}, text="架空の文")

    going = settle(door, DESK, ref, [one, two])

    assert [row(each).person for each in going] == [one, two]
    assert {state(each) for each in going} == {RequestState.IDENTITY}
    assert row(going[1]).arrived_at == row(ref).arrived_at
    for each in going:
        vouch(door, DESK, each, DOCUMENT)
    work_due(door)
    for each in going:
        review(door, DESK, each, Reviewing())
        decide(door, JUDGE, each, WHOLE)
    work_due(door)
    for each, name, other in ((going[0], NAME, b"Betsu"), (going[1], "Betsu", NAME.encode())):
        told = answer(door, each)["answer.json"]
        assert name.encode() in told
        assert other not in told


def test_somebody_who_is_no_candidate_cannot_be_chosen(door: Door) -> None:
    one, _ = stored(door).ref, stored(door, "Betsu Tsukuribanashi")
    other = stored(door, "Hoka Tsukuribanashi").ref
    ref = asked(door, person=one, identifiers={"email": "betsu@example.jp"})

    with pytest.raises(InvalidRequestError, match="people"):
        settle(door, DESK, ref, [other])

    assert state(ref) is RequestState.MATCHING


def test_a_request_that_repeats_an_open_one_is_kept_and_waits_to_be_joined(door: Door) -> None:
    first = asked(door)
    second = asked(door, person=row(first).person)
    assert (state(second), row(second).joins) == (RequestState.REPEATED, first)

    join(door, DESK, second)
    work_due(door)

    assert "An earlier request of yours" in answer(door, second)["answer.en.html"].decode()
    work_due(door)
    assert state(second) is RequestState.DUPLICATE


def test_a_repeated_request_goes_on_where_somebody_lets_it(door: Door) -> None:
    first = asked(door)
    second = asked(door, person=row(first).person)

    let_go_on(door, DESK, second)

    assert state(second) is RequestState.IDENTITY


def test_what_was_answered_is_no_longer_repeated_by_the_next(door: Door) -> None:
    first = asked(door)
    decided(door, first)
    answer(door, first)
    work_due(door)

    assert state(asked(door, person=row(first).person)) is RequestState.IDENTITY


def test_unusually_many_requests_are_said_to_be_that_and_none_is_dropped(
    door: Door, clock: Clock
) -> None:
    person = stored(door).ref
    kinds = ("disclose", "explain_purpose", "disclose_records", "correct", "correct", "correct")
    found = []
    for kind in kinds:
        more = {"values": {"employer": "x"}} if kind == "correct" else {}
        found.append(asked(door, kind, person=person, **more))

    assert [row(ref).is_excessive for ref in found] == [False] * 5 + [True]
    assert state(found[-1]) is RequestState.REPEATED
    clock.now += timedelta(days=31)
    assert not row(asked(door, "erase", person=person, claim="harm")).is_excessive


def test_a_request_that_was_taken_back_ends_with_a_notice(door: Door) -> None:
    ref = asked(door)

    abandon(door, DESK, ref, "mail:7")
    work_due(door)
    answer(door, ref)
    work_due(door)

    assert state(ref) is RequestState.ABANDONED


def test_the_same_call_again_is_the_same_request_and_another_under_its_key_is_refused(
    door: Door,
) -> None:
    new = NewRequest(kind="disclose", person=stored(door).ref, key="random-key-1")
    first = receive(door, DESK, new)

    again = receive(door, DESK, new)

    assert (again.request, again.is_repeated) == (first.request, True)
    with pytest.raises(RequestDiffersError):
        receive(door, DESK, msgspec.structs.replace(new, kind="explain_purpose"))
    assert Request.objects.count() == 1


def test_of_two_requests_at_once_for_one_person_one_is_said_to_repeat_the_other(
    door: Door,
) -> None:
    person = stored(door).ref
    made: list[str] = []
    threads = [
        threading.Thread(target=lambda: made.append(asked(door, person=person))) for _ in range(4)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    states = sorted(state(ref) for ref in made)
    assert states == [RequestState.IDENTITY, *[RequestState.REPEATED] * 3]


def test_an_erasure_and_a_disclosure_at_once_answer_with_what_is_held_or_with_nothing(
    door: Door,
) -> None:
    tell = asked(door)
    erase = asked(door, "erase", claim="harm", person=row(tell).person)
    for ref in (tell, erase):
        vouch(door, DESK, ref, DOCUMENT)
    work_due(door)
    for ref in (tell, erase):
        review(door, DESK, ref, Reviewing())
    decide(door, JUDGE, erase, WHOLE)
    work_due(door)
    decide(door, JUDGE, tell, WHOLE)

    work_due(door)

    assert state(erase) is RequestState.READY
    # nobody is held any more, which is looked at and decided anew
    assert (state(tell), row(tell).problem) == (RequestState.SEARCH, "unknown-person")
    work_due(door)
    review(door, DESK, tell, Reviewing())
    decide(door, JUDGE, tell, Deciding(outcome="nothing_held"))
    work_due(door)
    assert b"We hold nothing" in answer(door, tell)["answer.en.html"]


def test_what_is_no_identifier_is_not_taken(door: Door) -> None:
    with pytest.raises(InvalidIdentifierError):
        asked(door, identifiers={"email": "no address"})

    assert Request.objects.count() == 0


def test_a_person_of_whom_nothing_is_held_is_still_asked_who_they_are(door: Door) -> None:
    ref = asked(door, identifiers={"email": "nobody@example.jp"})

    assert (state(ref), row(ref).person) == (RequestState.IDENTITY, "")
    reviewed(door, ref)
    assert state(ref) is RequestState.DECISION
