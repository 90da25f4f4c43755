"""The feed of a partner: incremental, resumable, each person decided each time they are given."""

import re
from datetime import timedelta
from typing import Any

import pytest
from tests.gate.samples import (
    ASKED,
    COLLECT,
    ERASE,
    INVESTIGATED,
    USE,
    Clock,
    entries,
    given,
    stored,
)
from tests.provision.shared import TODAY, partner, published

from mamoru.consent.choices import Choice, Kind
from mamoru.errors import RefusedError
from mamoru.gate import clients
from mamoru.gate.asking import OFFICER, Asker, Wish
from mamoru.gate.change import change, leave, suspend
from mamoru.gate.choose import give
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door
from mamoru.gate.erase import erase
from mamoru.gate.read import read
from mamoru.gate.recipient_errors import BeyondJointUseError
from mamoru.ledger.entries import Handled
from mamoru.parties.party import Party
from mamoru.provision.joint import feeds, look
from mamoru.provision.joint.errors import (
    UnknownFeedError,
)
from mamoru.provision.joint.models import JointPerson
from mamoru.provision.joint.pull import Pulled, pull
from mamoru.provision.parties import register
from mamoru.provision.records.keep import records
from mamoru.provision.records.models import Passing

PARTNER = Asker(system="partner-a", purposes=frozenset(["2(1)d"]))


@pytest.fixture
def one(door: Door) -> Party:
    """A partner with a feed of names and employers."""
    found = partner(door)
    published(door, found)
    feed(door, found)
    return found


def feed(door: Door, whose: Party, **changes: Any) -> feeds.FeedShown:
    scopes = changes.pop("scopes", ["joint:pull"])
    clients.register(door, "partner-a", scopes=scopes, purposes=["2(1)d"])
    asked: dict[str, Any] = {
        "joint": "service", "party": whose.ref, "client": "partner-a", "purpose": "2(1)d",
        "items": ("name", "employer"),
    }  # fmt: skip
    return feeds.add(door, feeds.NewFeed(**asked | changes))


def people(door: Door, count: int) -> list[str]:
    named = [given(f"Zenbu{at} Tsukuribanashi") for at in range(count)]
    return [person.ref for person in create(door, OFFICER, COLLECT, named)[0].people]


def pulled(door: Door, cursor: int = 0, **more: Any) -> Pulled:
    return pull(door, PARTNER, cursor=cursor, **more)


def names(found: Pulled) -> list[str]:
    return [person.items["name"] for person in found.people if person.items]


def shared() -> list[Handled]:
    return [one for one in entries() if isinstance(one, Handled) and one.act == "share"]


STOP = Wish(act="suspend_use", grounds=ASKED)
CORRECT = Wish(act="correct", grounds=INVESTIGATED)


def test_a_feed_gives_everybody_once_and_then_only_what_changed(door: Door, one: Party) -> None:
    refs = people(door, 3)

    first = pulled(door)
    assert names(first) == [f"Zenbu{at} Tsukuribanashi" for at in range(3)]
    assert (first.cursor, first.has_more) == (3, False)
    assert pulled(door, first.cursor).people == ()
    new = Given(whose="", items={"name": "Atarashii Tsukuribanashi"})
    change(door, OFFICER, CORRECT, refs[1], new, expected_version=None)

    second = pulled(door, first.cursor)

    assert names(second) == ["Atarashii Tsukuribanashi"]
    assert second.people[0].ref == first.people[1].ref
    assert second.people[0].items == {
        "name": "Atarashii Tsukuribanashi", "employer": "架空商事ヌヌヌ",
    }  # fmt: skip


def test_reading_somebody_or_pulling_is_no_change_of_theirs(door: Door, one: Party) -> None:
    ref = stored(door).ref
    cursor = pulled(door).cursor

    read(door, OFFICER, USE, ref)

    assert (pulled(door, cursor).people, pulled(door, cursor).has_more) == ((), False)


def test_an_answer_can_be_asked_for_again_and_goes_on_from_its_position(
    door: Door, one: Party
) -> None:
    people(door, 5)

    first = pulled(door, limit=2)
    again = pulled(door, limit=2)
    rest = pulled(door, first.cursor)

    assert first.people == again.people
    assert (first.has_more, rest.has_more) == (True, False)
    assert len({person.ref for person in (*first.people, *rest.people)}) == 5


@pytest.mark.parametrize("how", ["suspension", "leaving", "refusal", "erasure"])
def test_whoever_stops_it_is_out_of_the_next_answer_and_the_partner_is_told(
    door: Door, one: Party, how: str
) -> None:
    ref, other = people(door, 2)
    first = pulled(door)
    if how == "suspension":
        suspend(door, OFFICER, STOP, ref)
    elif how == "leaving":
        leave(door, OFFICER, Wish(act="dispose"), ref)
    elif how == "refusal":
        no = Choice(kind=Kind.REFUSAL, purpose="2(1)d")
        give(door, OFFICER, Wish(act="collect", source="person"), ref, no)
    else:
        erase(door, OFFICER, ERASE, ref)

    second = pulled(door, first.cursor)

    (told,) = second.people
    assert (told.ref, told.is_removed, told.items) == (first.people[0].ref, True, None)
    whole = pulled(door)
    assert [person.is_removed for person in whole.people] == [False, True]
    assert other


def test_the_name_that_a_partner_has_for_somebody_is_its_own(door: Door, one: Party) -> None:
    ref = stored(door).ref

    (told,) = pulled(door).people

    row = JointPerson.objects.get()
    assert told.ref == row.alias != ref
    assert re.fullmatch(r"u_[0-9a-f]{32}", told.ref)


def test_somebody_who_was_never_given_is_no_matter_of_the_partner(door: Door, one: Party) -> None:
    ref, _ = people(door, 2)
    suspend(door, OFFICER, STOP, ref)

    found = pulled(door)

    assert [person.is_removed for person in found.people] == [False]
    assert found.cursor == 2


def test_whoever_may_be_given_again_is_given_again(door: Door, one: Party) -> None:
    ref = stored(door).ref
    suspend(door, OFFICER, STOP, ref)
    cursor = pulled(door).cursor

    suspend(door, OFFICER, STOP, ref, on=False)

    assert len(names(pulled(door, cursor))) == 1


def test_each_answer_is_on_record_with_the_people_it_gives(door: Door, one: Party) -> None:
    ref, _ = people(door, 2)
    pulled(door)
    suspend(door, OFFICER, STOP, ref)
    pulled(door)

    first, *second = shared()

    assert (first.outcome, first.count, first.party) == ("allow", 2, one.ref)
    assert first.cites == ("6a", "6b")
    assert (first.caller, first.purpose) == ("partner-a", "2(1)d")
    assert sorted((entry.outcome, entry.count) for entry in second) == [
        ("allow", 1), ("refuse", 1),
    ]  # fmt: skip
    (kept,) = records()
    assert (kept.basis, kept.party, kept.people, kept.way) == ("note", one.ref, 3, "batch")
    assert Passing.objects.count() == 2


def test_a_text_or_a_statement_that_changes_lets_everybody_be_decided_anew(
    door: Door, one: Party
) -> None:
    people(door, 2)
    cursor = pulled(door).cursor
    published(door, one, items=["name"])

    found = pulled(door, cursor)

    assert [person.items for person in found.people] == [
        {"name": "Zenbu0 Tsukuribanashi"}, {"name": "Zenbu1 Tsukuribanashi"},
    ]  # fmt: skip


def test_somebody_erased_while_everybody_is_looked_at_anew_is_told_as_well(
    door: Door, one: Party, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look, "LOT", 1)
    monkeypatch.setattr(look, "LOTS", 1)
    refs = people(door, 3)
    cursor = 0
    while (found := pulled(door, cursor)).has_more:
        cursor = found.cursor
    published(door, one, items=["name"])
    cursor = pulled(door, found.cursor).cursor
    erase(door, OFFICER, ERASE, refs[2])

    removed = []
    while (found := pulled(door, cursor)).people or found.has_more:
        removed += [person.is_removed for person in found.people]
        cursor = found.cursor

    assert removed == [False, True]


def test_a_partner_that_the_statement_no_longer_names_is_given_nothing(
    door: Door, one: Party
) -> None:
    stored(door)
    published(door, partner(door, "架空残留ヌヌヌ"), one)
    published(door, partner(door, "架空残留ヌヌヌ二"))

    with pytest.raises(BeyondJointUseError) as refused:
        pulled(door)

    assert refused.value.facts["reason"] == "left"
    assert (shared()[-1].outcome, shared()[-1].party) == ("refuse", one.ref)
    assert shared()[-1].needs == ("joint_use_left",)
    assert JointPerson.objects.count() == 0


def test_a_suspended_partner_is_refused_and_that_is_on_record(door: Door, one: Party) -> None:
    register.suspend(door, OFFICER, one.ref, "review:1")

    with pytest.raises(RefusedError) as refused:
        pulled(door)

    assert refused.value.code == "party-inactive"
    assert shared()[-1].outcome == "refuse"


def test_a_feed_that_was_ended_gives_nothing(door: Door, one: Party) -> None:
    feeds.end(door, feeds.feeds()[0].key)

    with pytest.raises(UnknownFeedError):
        pulled(door)


def test_it_is_given_under_the_statement_of_the_day(door: Door, one: Party, clock: Clock) -> None:
    stored(door)
    later = published(door, one, items=["name"], in_force_from=TODAY + timedelta(days=2))

    assert pulled(door).statement == later.number - 1
    clock.now += timedelta(days=2)

    assert pulled(door).statement == later.number
