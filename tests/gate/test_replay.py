"""A draft is replayed over what the door recorded: whom it would have touched."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.gate.samples import (
    COLLECT,
    ERASE,
    OFFERS,
    USE,
    Clock,
    entries,
    given,
    stored,
)
from tests.ledger.logs import change
from tests.parties.samples import registered

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Asker, Wish
from mamoru.gate.choose import give
from mamoru.gate.consider import consider
from mamoru.gate.create import create
from mamoru.gate.door import Door
from mamoru.gate.erase import erase
from mamoru.gate.errors import EvidenceNeededError
from mamoru.gate.read import read
from mamoru.gate.replay import OtherDraftError, Replayed, replay_here
from mamoru.gate.shelf import read as policy_in
from mamoru.ledger.entries import Handled, encode
from mamoru.ledger.tree.bundles import pack
from mamoru.paths import reference_policy
from mamoru.policy.handling import Handling, Outcome

SHOP = Path(__file__).parents[2] / "policies" / "shop.yaml"
OFFER = Wish(act="use", purpose=OFFERS)


def replayed(
    door: Door, before: str = "", now: str = "", since: date | None = None,
    until: date | None = None,
) -> Replayed:  # fmt: skip
    """Replay the reference policy with one thing changed."""
    door.settle()
    text = reference_policy().decode()
    assert before in text
    draft = policy_in(text.replace(before, now).encode() if before else text.encode())
    return replay_here(draft, since=since, until=until)


ANOTHER_FACT = ("is: [opted_in]", "is: [agreed]")


def test_the_text_in_force_would_answer_everything_as_it_did(door: Door) -> None:
    one = stored(door)
    read(door, OFFICER, USE, one.ref)

    found = replayed(door).replay

    assert (found.flipped, found.decided, found.handlings) == (0, 2, 2)
    assert found.duties == ()


def test_whoever_would_have_been_refused_is_counted_once(door: Door, clock: Clock) -> None:
    people = [stored(door, name) for name in ("Ichi Ban", "Ni Ban")]
    for one in people:
        opting = Choice(kind=Kind.OPT_IN, purpose=OFFERS)
        give(door, OFFICER, COLLECT, one.ref, opting, data="supplied")
    for one in (*people, people[0]):
        clock.now += timedelta(days=1)
        read(door, OFFICER, OFFER, one.ref, items=["name"])

    [flip] = replayed(door, *ANOTHER_FACT).replay.flips

    assert (flip.before, flip.now) == (Outcome.ALLOW, Outcome.REFUSE)
    assert (flip.decided_by, flip.would_decide) == ((OFFERS,), ("2",))
    assert (flip.handlings, flip.people, flip.unnamed) == (3, 2, 0)
    assert (flip.first, flip.last) == (date(2026, 11, 25), date(2026, 11, 27))
    assert flip.question.handling.purpose == OFFERS
    assert flip.question.held == ("opted_in",)
    entry = entries()[flip.example]
    assert isinstance(entry, Handled)
    assert entry.subject == people[0].pseudonym.hex()


def test_only_the_days_that_are_asked_for_are_looked_at(door: Door, clock: Clock) -> None:
    stored(door)
    clock.now += timedelta(hours=12)  # one minute past midnight would be the next day as well
    stored(door, "Ni Ban")
    clock.now += timedelta(days=1)
    stored(door, "San Ban")
    days = [date(2026, 11, 24 + at) for at in range(3)]

    found = [replayed(door, since=day, until=day).replay.handlings for day in days]

    assert found == [1, 1, 1]
    assert replayed(door, since=days[1]).replay.handlings == 2
    assert replayed(door, until=days[1]).replay.handlings == 2


def strict(door: Door) -> Replayed:
    """Replay a draft under which collecting what people supply needs another fact."""
    return replayed(door, "may: [collect]", "may: [share]")


def test_people_of_a_set_are_the_same_as_in_entries_of_their_own(door: Door) -> None:
    answer, _ = create(door, OFFICER, COLLECT, [given("Ichi Ban"), given("Ni Ban")])
    opting = Choice(kind=Kind.OPT_IN, purpose=OFFERS)
    give(door, OFFICER, COLLECT, answer.people[0].ref, opting, data="supplied")
    stored(door, "San Ban")

    found = strict(door).replay

    assert found.flipped == 3
    assert found.people == 3
    assert sum(flip.people for flip in found.flips) >= 3


def test_whoever_was_erased_is_still_one_person(door: Door) -> None:
    answer, _ = create(door, OFFICER, COLLECT, [given("Ichi Ban"), given("Ni Ban")])
    erase(door, OFFICER, ERASE, answer.people[0].ref)
    one = stored(door, "San Ban")
    erase(door, OFFICER, ERASE, one.ref)

    found = strict(door).replay

    assert found.flipped >= 2
    assert found.people == 3


def test_people_who_were_never_stored_are_counted_apart(door: Door) -> None:
    wish = Wish(act="collect", source="person")
    with pytest.raises(EvidenceNeededError):
        create(door, OFFICER, wish, [given("Ichi Ban"), given("Ni Ban")])

    found = strict(door).replay

    assert [(flip.before, flip.people, flip.unnamed) for flip in found.flips] == [
        (Outcome.NEEDS, 0, 2)
    ]
    assert (found.people, found.unnamed) == (0, 2)


def test_duties_that_would_have_been_owed_are_told_with_those_that_would_not(door: Door) -> None:
    consent: dict[str, str | None] = {"consent_prior": "consent:1"}
    asked = Handling(
        act="provide", data="registration", recipient="other", place="JP", grounds=consent
    )
    consider(door, OFFICER, [asked, asked], parties=[registered(door).ref] * 2)

    found = replayed(door, "do: record_provision", "do: record_receipt").replay

    assert found.flipped == 0
    assert {(one.duty, one.owed, one.dropped) for one in found.duties} == {
        ("record_receipt", 2, 0), ("record_provision", 0, 2),
    }  # fmt: skip


def test_what_the_door_decided_and_what_was_not_kept_is_left_out(door: Door) -> None:
    consider(
        door,
        Asker(system="x", purposes=frozenset(["2(1)b"])),
        [Handling(act="use", purpose=OFFERS)],
    )
    consider(door, OFFICER, [Handling(act="use", data="no such data")])

    left = replayed(door).replay.undecided

    assert (left.door, left.unsaid, left.older) == (1, 1, 0)


def test_entries_from_before_the_field_are_read_and_counted_as_not_decidable_again(
    door: Door,
) -> None:
    consider(door, OFFICER, [Handling(act="use", data="registration", purpose="2(1)a")])
    told = [json.loads(encode(one)) for one in entries()]
    for one in told:
        one.pop("asked", None)
    raw = [json.dumps(one, separators=(",", ":"), sort_keys=True).encode() for one in told]
    change("DELETE FROM ledger_batch")
    change("DELETE FROM ledger_place")
    change("INSERT INTO ledger_batch (id, count, entries) VALUES (1, %s, %s)", len(raw), pack(raw))
    change("INSERT INTO ledger_place (batch) VALUES (1)")
    assert len(entries()) == len(raw)

    found = replayed(door).replay

    assert (found.handlings, found.decided, found.undecided.older) == (1, 0, 1)


def test_a_draft_of_another_policy_is_refused(door: Door) -> None:
    with pytest.raises(OtherDraftError) as raised:
        replay_here(policy_in(SHOP.read_bytes()))

    assert raised.value.facts["known"] == "kusavee"


def test_entries_that_wait_for_their_place_are_told(door: Door) -> None:
    door.settle()
    stored(door)

    found = replay_here(policy_in(reference_policy()))

    assert (found.replay.handlings, found.pending) == (0, 1)
