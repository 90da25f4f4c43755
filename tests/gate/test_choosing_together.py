"""Choices made together: one transaction, one entry, refusals honoured whatever else happens."""

from typing import Any

import msgspec
import pytest
from tests.gate.samples import (
    COLLECT,
    OFFERS,
    SERVICE,
    counted,
    entries,
    last,
    stored,
)
from tests.parties.samples import registered

from mamoru.consent.choices import Choice, Kind, Source
from mamoru.consent.errors import InvalidChoiceError
from mamoru.consent.purposes import State
from mamoru.gate.asking import OFFICER, Asker, Wish
from mamoru.gate.choose import choose_many, give, withdraw
from mamoru.gate.door import Door
from mamoru.gate.errors import (
    REFUSED,
    EvidenceNeededError,
    HandlingRefusedError,
    InvalidValueError,
)
from mamoru.gate.read import read
from mamoru.gate.saying import purposes_said
from mamoru.vault.errors import UnknownPersonError

PERSONAL, STATISTICS = "2(3)a", "2(1)d"
YES = Choice(kind=Kind.CONSENT, purpose=STATISTICS)
NO = Choice(kind=Kind.REFUSAL, purpose=PERSONAL)
GPC = Choice(kind=Kind.REFUSAL, source=Source.GPC)
BARE = Wish(act="collect", source="person")


def to_ad_firm(door: Door) -> Wish:
    party = registered(door, "ad_distributor")
    return Wish(act="provide", party=party.ref, grounds={"consent_prior": None})


def test_what_is_chosen_together_has_a_reference_each_and_one_entry(door: Door) -> None:
    one = stored(door)
    before = len(entries())

    yes, no = choose_many(door, OFFICER, COLLECT, one.ref, [YES, NO], data="supplied")

    assert len(entries()) == before + 1
    assert yes != no
    assert len(last().choices) == 1
    said = purposes_said(door, one.ref, [STATISTICS, PERSONAL, SERVICE])
    assert [(said[p].state, said[p].reference) for p in (STATISTICS, PERSONAL, SERVICE)] == [
        (State.GIVEN, yes), (State.REFUSED, no), (State.UNASKED, None),
    ]  # fmt: skip


def test_all_of_it_is_recorded_or_nothing(door: Door) -> None:
    one = stored(door)
    odd = msgspec.structs.replace(YES, expires_at=door.clock())
    recorded = len(entries())

    with pytest.raises(InvalidChoiceError):
        choose_many(door, OFFICER, COLLECT, one.ref, [NO, YES, odd], data="supplied")
    for too_many in ([], [NO] * 257):
        with pytest.raises(InvalidValueError):
            choose_many(door, OFFICER, COLLECT, one.ref, too_many, data="supplied")

    assert (counted("consent_choice"), len(entries())) == (0, recorded)


def test_a_refusal_is_kept_where_the_yes_beside_it_is_not_allowed(door: Door) -> None:
    one = stored(door)

    with pytest.raises(EvidenceNeededError):
        choose_many(door, OFFICER, BARE, one.ref, [YES, NO], data="supplied")

    assert [getattr(entry, "act", "") for entry in entries()[-2:]] == ["collect", "decline"]
    assert purposes_said(door, one.ref, [STATISTICS])[STATISTICS].state is State.UNASKED
    assert purposes_said(door, one.ref, [PERSONAL])[PERSONAL].state is State.REFUSED


def test_a_refusal_needs_no_notice_and_no_registered_purpose(door: Door) -> None:
    one = stored(door)
    tag = Asker(system="tag", purposes=frozenset([SERVICE, PERSONAL]))

    give(door, tag, BARE, one.ref, NO, data="supplied")

    assert (last().act, last().outcome, last().purpose) == ("decline", "allow", PERSONAL)
    with pytest.raises(UnknownPersonError):
        give(door, tag, BARE, f"p_{0:032x}", NO, data="supplied")


def test_what_the_person_refused_is_refused_although_a_clause_permits_it(door: Door) -> None:
    one = stored(door)
    wish = Wish(act="use", purpose=PERSONAL)
    assert read(door, OFFICER, wish, one.ref)[0].decision.cites == (PERSONAL,)

    give(door, OFFICER, BARE, one.ref, NO, data="supplied")

    with pytest.raises(HandlingRefusedError) as refused:
        read(door, OFFICER, wish, one.ref)
    assert refused.value.decision.near == (REFUSED,)
    assert last().needs == ("choice_of_person",)
    assert read(door, OFFICER, Wish(act="use", purpose="2(2)a"), one.ref)


def test_a_purpose_that_a_service_cannot_do_without_is_not_stopped(door: Door) -> None:
    one = stored(door)

    give(door, OFFICER, BARE, one.ref, Choice(kind=Kind.REFUSAL, purpose="2(2)a"), data="supplied")

    assert read(door, OFFICER, Wish(act="use", purpose="2(2)a"), one.ref)


def test_a_later_yes_to_the_purpose_lifts_a_refusal_and_a_yes_to_everything_does_not(
    door: Door,
) -> None:
    one = stored(door)
    wish = Wish(act="use", purpose=PERSONAL)
    give(door, OFFICER, BARE, one.ref, NO, data="supplied")

    give(door, OFFICER, COLLECT, one.ref, Choice(kind=Kind.CONSENT), data="supplied")
    with pytest.raises(HandlingRefusedError):
        read(door, OFFICER, wish, one.ref)
    yes = Choice(kind=Kind.CONSENT, purpose=PERSONAL)
    give(door, OFFICER, COLLECT, one.ref, yes, data="supplied")

    assert read(door, OFFICER, wish, one.ref)


def test_taking_a_refusal_back_gives_no_consent_back(door: Door) -> None:
    one = stored(door)
    consent = Choice(kind=Kind.CONSENT, recipient="ad_firm")
    give(door, OFFICER, COLLECT, one.ref, consent, data="supplied")
    assert read(door, OFFICER, to_ad_firm(door), one.ref)

    refusal = Choice(kind=Kind.REFUSAL, recipient="ad_firm")
    no = give(door, OFFICER, BARE, one.ref, refusal, data="supplied")
    withdraw(door, OFFICER, one.ref, no)

    with pytest.raises(EvidenceNeededError):
        read(door, OFFICER, to_ad_firm(door), one.ref)


def test_a_refusal_ends_an_opt_in_to_its_purpose(door: Door) -> None:
    one = stored(door)
    offers = Wish(act="use", purpose=OFFERS)
    opt_in = Choice(kind=Kind.OPT_IN, purpose=OFFERS)
    give(door, OFFICER, COLLECT, one.ref, opt_in, data="supplied")
    assert read(door, OFFICER, offers, one.ref)

    give(door, OFFICER, BARE, one.ref, Choice(kind=Kind.REFUSAL, purpose=OFFERS), data="supplied")
    with pytest.raises(HandlingRefusedError):
        read(door, OFFICER, offers, one.ref)
    give(door, OFFICER, COLLECT, one.ref, opt_in, data="supplied")

    assert read(door, OFFICER, offers, one.ref)


def test_a_signal_means_advertising_and_third_parties_and_nothing_else(door: Door) -> None:
    one = stored(door)
    consents = [
        Choice(kind=Kind.CONSENT, purpose=PERSONAL),
        Choice(kind=Kind.CONSENT, purpose="ad"),
        Choice(kind=Kind.CONSENT, recipient="ad_firm"),
    ]
    choose_many(door, OFFICER, COLLECT, one.ref, consents, data="supplied")

    give(door, OFFICER, BARE, one.ref, GPC, data="supplied")

    said = purposes_said(door, one.ref, [PERSONAL, "ad"])
    assert (said[PERSONAL].state, said["ad"].state) == (State.GIVEN, State.REFUSED)
    assert read(door, OFFICER, Wish(act="use", purpose=PERSONAL), one.ref)
    with pytest.raises(EvidenceNeededError):
        read(door, OFFICER, to_ad_firm(door), one.ref)


def test_a_signal_is_recorded_once_and_lifted_by_a_later_explicit_yes_for_good(door: Door) -> None:
    one = stored(door)
    first = give(door, OFFICER, BARE, one.ref, GPC, data="supplied")
    recorded = len(entries())
    assert give(door, OFFICER, BARE, one.ref, GPC, data="supplied") == first
    assert len(entries()) == recorded

    give(door, OFFICER, COLLECT, one.ref, Choice(kind=Kind.CONSENT), data="supplied")
    assert purposes_said(door, one.ref, ["ad"])["ad"].state is State.REFUSED
    give(door, OFFICER, COLLECT, one.ref, Choice(kind=Kind.CONSENT, purpose="ad"), data="supplied")
    give(door, OFFICER, BARE, one.ref, GPC, data="supplied")

    assert purposes_said(door, one.ref, ["ad"])["ad"].state is State.GIVEN


def test_a_signal_has_no_scope_and_says_no_yes(door: Door) -> None:
    one = stored(door)
    for odd in (
        Choice(kind=Kind.CONSENT, source=Source.GPC),
        Choice(kind=Kind.REFUSAL, source=Source.GPC, purpose="ad"),
        Choice(kind=Kind.CONSENT, guardian="guardian:7"),
    ):
        with pytest.raises(InvalidChoiceError):
            give(door, OFFICER, COLLECT, one.ref, odd, data="supplied")


def test_what_was_said_already_is_recorded_once_where_it_may_be_sent_twice(door: Door) -> None:
    one = stored(door)

    def sent(*choices: Choice) -> tuple[str, ...]:
        return choose_many(door, OFFICER, COLLECT, one.ref, choices, data="supplied", once=True)

    first = sent(YES, NO)
    recorded = len(entries())
    assert sent(YES, NO) == first
    assert len(entries()) == recorded

    changed = sent(YES, Choice(kind=Kind.CONSENT, purpose=PERSONAL))
    assert (changed[0], len(entries())) == (first[0], recorded + 1)
    again = sent(YES, NO)
    assert again[0] == first[0]
    assert again[1] not in (*first, *changed)
    withdraw(door, OFFICER, one.ref, first[0])
    assert sent(YES)[0] != first[0]
    assert sent(msgspec.structs.replace(YES, notice_version="other"))[0] not in first


def test_a_refusal_of_everything_since_then_makes_the_same_yes_another(door: Door) -> None:
    one = stored(door)
    kind: dict[str, Any] = {"data": "supplied", "once": True}
    (yes,) = choose_many(door, OFFICER, COLLECT, one.ref, [YES], **kind)
    choose_many(door, OFFICER, BARE, one.ref, [Choice(kind=Kind.REFUSAL)], **kind)

    (again,) = choose_many(door, OFFICER, COLLECT, one.ref, [YES], **kind)

    assert again != yes
    assert purposes_said(door, one.ref, [STATISTICS])[STATISTICS].reference == again
