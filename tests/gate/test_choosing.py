"""Choices, questions that systems ask, and what a person can see of all that."""

import msgspec
import pytest
from tests.gate.samples import (
    ASKED,
    CLIENT,
    COLLECT,
    OFFERS,
    SERVICE,
    TRACE,
    USE,
    effects,
    entries,
    last,
    stored,
)

from mamoru.consent.choices import Choice, Kind
from mamoru.consent.errors import ChoiceWithdrawnError, UnknownChoiceError
from mamoru.gate.asking import OFFICER, Asker, Wish
from mamoru.gate.choose import give, opt_out, withdraw
from mamoru.gate.consider import consider, handlings_of, in_words
from mamoru.gate.door import Door
from mamoru.gate.erase import erase
from mamoru.gate.errors import (
    EvidenceNeededError,
    HandlingRefusedError,
    InvalidValueError,
    PurposeUnregisteredError,
)
from mamoru.gate.read import read
from mamoru.policy.handling import Handling

OPT_IN = Choice(kind=Kind.OPT_IN, purpose=OFFERS)


def test_an_opt_in_counts_until_it_is_taken_back(door: Door) -> None:
    one = stored(door)
    offers = Wish(act="use", purpose=OFFERS)

    with pytest.raises(HandlingRefusedError):
        read(door, OFFICER, offers, one.ref)
    give(door, OFFICER, COLLECT, one.ref, OPT_IN, data="supplied")
    assert (last().act, last().outcome, last().subject) == (
        "collect", "allow", one.pseudonym.hex(),
    )  # fmt: skip
    assert read(door, OFFICER, offers, one.ref)[0].decision.cites == (OFFERS,)

    assert opt_out(door, OFFICER, one.ref, OFFERS) == 1
    assert last().outcome == "allow"
    with pytest.raises(HandlingRefusedError):
        read(door, OFFICER, offers, one.ref)


def test_a_choice_is_taken_back_once(door: Door) -> None:
    one = stored(door)
    consent = Choice(kind=Kind.CONSENT, recipient="ad_firm")
    reference = give(door, OFFICER, COLLECT, one.ref, consent, data="supplied")

    withdraw(door, OFFICER, one.ref, reference)
    recorded = len(entries())
    with pytest.raises(ChoiceWithdrawnError):
        withdraw(door, OFFICER, one.ref, reference)
    with pytest.raises(UnknownChoiceError):
        withdraw(door, OFFICER, one.ref, "c_zenbu")

    assert len(entries()) == recorded


def test_a_choice_is_not_taken_down_before_the_notice(door: Door) -> None:
    one = stored(door)
    before = effects()

    with pytest.raises(EvidenceNeededError):
        give(door, OFFICER, Wish(act="collect", source="person"), one.ref, OPT_IN, data="supplied")

    assert effects() == before
    assert last().outcome == "needs"


def test_a_choice_about_what_the_policy_does_not_know_is_refused(door: Door) -> None:
    one = stored(door)
    for odd in ({"purpose": "zenbu"}, {"recipient": "zenbu"}, {"data": "zenbu"},
                {"sensitive": "zenbu"}, {"notice_version": "a b"}):  # fmt: skip
        choice = Choice(kind=Kind.CONSENT, **odd)  # type: ignore[arg-type] # one word each

        with pytest.raises(InvalidValueError, match=next(iter(odd))):
            give(door, OFFICER, COLLECT, one.ref, choice, data="supplied")


def test_a_system_asks_before_it_acts_and_the_answers_are_on_record(door: Door) -> None:
    one = stored(door)
    asked = [
        Handling(act="use", data="registration", purpose=SERVICE),
        Handling(act="use", data="registration", purpose=OFFERS),
        Handling(act="use", data="nonsense", purpose=SERVICE),
    ]
    recorded = len(entries())

    decisions = consider(door, CLIENT, asked, ref=one.ref)

    assert [decision.outcome for decision in decisions] == ["allow", "refuse", "not_covered"]
    told = entries()[recorded:]
    assert [getattr(entry, "outcome", "") for entry in told] == ["allow", "refuse", "not_covered"]
    assert {getattr(entry, "subject", "") for entry in told} == {one.pseudonym.hex()}


def test_a_dry_run_answers_the_same_and_leaves_nothing(door: Door) -> None:
    asked = [Handling(act="use", data="registration", purpose=p) for p in (SERVICE, OFFERS)]
    recorded, before = len(entries()), effects()

    dry = consider(door, CLIENT, asked, is_dry=True)

    assert (len(entries()), effects()) == (recorded, before)
    assert dry == consider(door, CLIENT, asked)
    assert in_words(door, dry, "ja")


def test_a_word_nobody_knows_is_not_covered_although_it_is_known_who_the_person_is(
    door: Door,
) -> None:
    one = stored(door)
    asked = Handling(act="use", data="registration", purpose=SERVICE)

    known, strange = consider(
        door, CLIENT,
        [msgspec.structs.replace(asked, whose=whose) for whose in ("corporation", "martian")],
        ref=one.ref,
    )  # fmt: skip

    assert known.outcome == "allow"
    assert (strange.outcome, strange.unknown) == ("not_covered", ("whose",))
    assert (last().outcome, last().subject) == ("not_covered", one.pseudonym.hex())


def test_nobody_is_looked_at_in_a_dry_run(door: Door) -> None:
    one = stored(door)
    recorded = len(entries())

    with pytest.raises(InvalidValueError, match="dry_run"):
        consider(door, OFFICER, [Handling(act="use", data="device")], ref=one.ref, is_dry=True)

    assert len(entries()) == recorded


def test_the_person_sees_every_entry_and_the_question_itself(door: Door) -> None:
    one, other = stored(door), stored(door, "Betsu Tsukuri")
    read(door, CLIENT, USE, one.ref)
    with pytest.raises(PurposeUnregisteredError):
        read(door, CLIENT, Wish(act="use", purpose=OFFERS), one.ref)
    with pytest.raises(EvidenceNeededError):
        erase(door, OFFICER, Wish(act="erase", grounds=ASKED), one.ref)
    read(door, CLIENT, USE, other.ref)
    door.settle()

    first = handlings_of(door, OFFICER, TRACE, one.ref)
    again = handlings_of(door, OFFICER, TRACE, one.ref)

    seen = [(getattr(e.entry, "act", ""), getattr(e.entry, "outcome", "")) for e in first.entries]
    assert seen == [
        ("collect", "allow"), ("use", "allow"), ("use", "refuse"), ("erase", "needs"),
    ]  # fmt: skip
    assert len(again.entries) == len(first.entries) + 1
    assert first.pseudonym == one.pseudonym.hex()


def test_the_trace_is_not_shown_to_somebody_unverified(door: Door) -> None:
    one = stored(door)
    asked = Wish(act="disclose", grounds={"request": "r:1"})

    with pytest.raises(EvidenceNeededError):
        handlings_of(door, Asker(system="desk"), asked, one.ref)

    assert last().outcome == "needs"
