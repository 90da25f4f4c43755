"""The person's own state takes part: consents, wishes, age, leaving, agreement, residence."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest
from tests.policy.agreement import NOON, both

from mamoru.policy.decide import decide
from mamoru.policy.handling import Consent, Decision, Handling, NearMiss, Need, Outcome, Standing
from mamoru.policy.rulebook import Rulebook

ALLOW, REFUSE, NEEDS = Outcome.ALLOW, Outcome.REFUSE, Outcome.NEEDS
_, KUSAVEE = both("kusavee", with_law=True)
_, SHOP = both("shop", with_law=True)
DAY = timedelta(days=1)
TO_OTHER = Handling(act="provide", data="registration", recipient="other", place="JP")


def consent(**stated: Any) -> Consent:
    """Return a consent to provision to the party `other`, given the day before."""
    return Consent(**{"given_at": NOON - DAY, "recipient": "other", **stated})


def of(
    standing: Standing, handling: Handling, *, book: Rulebook = KUSAVEE, at: datetime = NOON
) -> Decision:
    return decide(book, handling, standing=standing, at=at)


def provided(**stated: Any) -> Decision:
    return of(Standing(consents=(consent(**stated),)), TO_OTHER)


def test_a_consent_on_record_provides_and_owes_the_records() -> None:
    decision = provided()

    assert (decision.outcome, decision.cites) == (ALLOW, ("4(1)",))
    assert [duty.clause for duty in decision.owes] == ["4[record]", "APPI 29(1)[record]"]


@pytest.mark.parametrize(
    "stated",
    [
        {"given_at": NOON + DAY},
        {"withdrawn_at": NOON - timedelta(hours=1)},
        {"withdrawn_at": NOON},
        {"expires_at": NOON},
        {"recipient": "ad_firm"},
        {"recipient": None},
        {"data": "device"},
        {"data": "observed"},
        {"purpose": "2(1)a"},
        {"sensitive": "health"},
    ],
    ids=str,
)
def test_a_consent_that_does_not_stand_or_reach_is_none(stated: dict[str, Any]) -> None:
    decision = provided(**stated)

    assert (decision.outcome, decision.cites) == (REFUSE, ("4",))
    assert NearMiss("4(1)", ("consent_prior",)) in decision.near


@pytest.mark.parametrize(
    "stated",
    [
        {"given_at": NOON},
        {"withdrawn_at": NOON + timedelta(seconds=1)},
        {"expires_at": NOON + timedelta(seconds=1)},
        {"data": "registration"},
        {"data": "user_information"},
    ],
    ids=str,
)
def test_a_consent_that_stands_and_reaches_is_one(stated: dict[str, Any]) -> None:
    assert provided(**stated).outcome is ALLOW


def test_sensitive_information_needs_a_consent_that_names_its_kind() -> None:
    asked = msgspec.structs.replace(
        TO_OTHER,
        sensitive="health",
        grounds={"business_necessity": "e1", "needed_for_purpose": "e2"},
    )

    general = of(Standing(consents=(consent(),)), asked)
    named = of(Standing(consents=(consent(sensitive="health"),)), asked)

    assert general.outcome is REFUSE
    assert (named.outcome, named.cites) == (ALLOW, ("3(6)", "4(1)"))


def test_a_consent_is_never_claimed_away_from_the_person_who_withdrew_it() -> None:
    decision = of(
        Standing(consents=(consent(withdrawn_at=NOON - DAY),)),
        msgspec.structs.replace(TO_OTHER, grounds={"consent_prior": None}),
    )

    assert decision.outcome is NEEDS
    assert Need("4(1)", "consent_record", "consent_prior") in decision.needs


def test_provision_abroad_needs_a_consent_that_was_given_knowing_the_country() -> None:
    abroad = msgspec.structs.replace(TO_OTHER, place="abroad")

    plain = of(Standing(consents=(consent(),)), abroad)
    informed = of(Standing(consents=(consent(foreign=True),)), abroad)

    assert (plain.outcome, plain.cites, plain.law) == (REFUSE, (), ("APPI 28(1)",))
    assert NearMiss("APPI 28(1)(main)", ("foreign_consent",)) in plain.near
    assert informed.outcome is ALLOW
    assert "APPI 28(1)(main)" in informed.law
    assert "APPI 29(1)[foreign][record]" in [duty.clause for duty in informed.owes]


CHILD = date(2015, 1, 1)


def test_a_young_persons_consent_needs_that_of_the_guardian() -> None:
    alone = of(Standing(birth_date=CHILD, consents=(consent(),)), TO_OTHER)
    guarded = of(Standing(birth_date=CHILD, consents=(consent(by_guardian=True),)), TO_OTHER)

    assert (alone.outcome, alone.law) == (REFUSE, ("PPC-QA 1-62",))
    assert NearMiss("PPC-QA 1-62(main)", ("guardian_consent",)) in alone.near
    assert guarded.outcome is ALLOW
    assert "PPC-QA 1-62(main)" in guarded.law


def test_a_person_grows_up_on_the_birthday_in_japan() -> None:
    sixteen = Standing(
        birth_date=date(2026 - KUSAVEE.law.guardian_age, 11, 24), consents=(consent(),)
    )
    eve = datetime(2026, 11, 23, 14, 59, tzinfo=UTC)

    assert of(sixteen, TO_OTHER, at=eve).outcome is REFUSE
    assert of(sixteen, TO_OTHER, at=eve + timedelta(minutes=1)).outcome is ALLOW


def test_offers_go_only_to_those_who_asked_for_that_purpose() -> None:
    offer = Handling(act="use", data="registration", purpose="2(1)c")

    wished = of(Standing(opted_in=frozenset({"2(1)c"})), offer)
    other = of(Standing(opted_in=frozenset({"2(1)a"})), offer)

    assert (wished.outcome, wished.cites) == (ALLOW, ("2(1)c",))
    assert wished.readings == ("R19", "R23")
    assert other.outcome is REFUSE
    assert NearMiss("2(1)c", ("opted_in",)) in other.near


def test_the_wishes_of_a_person_cannot_be_claimed_for_them() -> None:
    offer = Handling(
        act="use", data="registration", purpose="2(1)c", grounds={"opted_in": "looks keen"}
    )

    decision = of(Standing(), offer)

    assert decision.outcome is REFUSE
    assert "MAIL 3(1)" in decision.law


@pytest.mark.parametrize(
    ("standing", "act", "stated", "ban"),
    [
        (Standing(use_suspended=True), "use", {"purpose": "2(1)a"}, "7[stopped]"),
        (
            Standing(provision_suspended=True, consents=(consent(),)),
            "provide",
            {"recipient": "other", "place": "JP"},
            "7[withheld]",
        ),
        (Standing(left=True), "use", {"purpose": "2(1)a"}, "9[stop]"),
    ],
    ids=["use suspended", "provision suspended", "left"],
)
def test_what_the_person_stopped_goes_on_only_by_law(
    standing: Standing, act: str, stated: dict[str, Any], ban: str
) -> None:
    asked = Handling(act=act, data="registration", **stated)
    by_law = msgspec.structs.replace(asked, grounds={"by_law": "statute"})

    stopped, lawful = of(standing, asked), of(standing, by_law)

    assert (stopped.outcome, stopped.cites) == (REFUSE, (ban,))
    assert NearMiss(f"{ban}[law]", ("by_law",)) in stopped.near
    assert lawful.outcome is ALLOW
    assert f"{ban}[law]" in lawful.cites


def test_suspended_use_does_not_stop_provision_nor_the_other_way_round() -> None:
    use = Handling(act="use", data="registration", purpose="2(1)a")

    assert of(Standing(use_suspended=True, consents=(consent(),)), TO_OTHER).outcome is ALLOW
    assert of(Standing(provision_suspended=True), use).outcome is ALLOW


def test_somebody_who_left_is_still_answered() -> None:
    inquiry = Handling(act="use", data="registration", purpose="2(1)b", grounds={"request": "r-1"})

    decision = of(Standing(left=True), inquiry)

    assert (decision.outcome, decision.cites) == (ALLOW, ("2(1)b", "9[stop][inquiry]"))


def test_information_of_those_who_left_is_disposed_of_and_recorded() -> None:
    asked = Handling(act="dispose", data="registration")

    left, member = of(Standing(left=True), asked), of(Standing(), asked)

    assert (left.outcome, left.cites) == (ALLOW, ("9",))
    assert [duty.clause for duty in left.owes] == ["9a", "APPI 22[erase]"]
    assert member.needs == (Need("9[unneeded]", "approval", "approved"),)


def test_a_text_that_binds_those_who_agreed_needs_the_record_of_agreement() -> None:
    asked = Handling(act="use", data="order", purpose="delivery")

    stranger = of(Standing(), asked, book=SHOP)
    customer = of(Standing(agreed=True), asked, book=SHOP)

    assert stranger.needs == (Need("3(1)a", "agreement_record", "agreed"),)
    assert (customer.outcome, customer.cites) == (ALLOW, ("3(1)a",))


def test_an_overlay_replaces_its_clause_for_residents_only() -> None:
    offer = Handling(act="use", data="account", purpose="offers")
    wishes = frozenset({"offers"})
    agreed = (Consent(given_at=NOON - DAY),)

    in_japan = of(Standing(agreed=True, opted_in=wishes, residence="JP"), offer, book=SHOP)
    in_europe = of(Standing(agreed=True, opted_in=wishes, residence="EEA"), offer, book=SHOP)
    consented = of(
        Standing(agreed=True, opted_in=wishes, residence="EEA", consents=agreed), offer, book=SHOP
    )

    assert (in_japan.outcome, in_japan.cites) == (ALLOW, ("4a",))
    assert in_europe.outcome is REFUSE
    assert NearMiss("E1a", ("consent_prior",)) in in_europe.near
    assert (consented.outcome, consented.cites) == (ALLOW, ("E1a",))


def test_a_standing_without_its_moment_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="moment"):
        decide(KUSAVEE, TO_OTHER, standing=Standing())


def test_the_same_question_has_the_same_answer_again_and_in_another_process() -> None:
    person = Standing(consents=(consent(),))
    here = of(person, TO_OTHER)
    program = (
        "import sys, msgspec; sys.path.insert(0, '.')\n"
        "from tests.policy.test_decide_person import *\n"
        "answer = of(Standing(consents=(consent(),)), TO_OTHER)\n"
        "sys.stdout.buffer.write(msgspec.json.encode(answer))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "4711"}

    there = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, env=environment
    ).stdout

    assert of(person, TO_OTHER) == here
    assert msgspec.json.decode(there, type=Decision) == here


def test_what_is_known_of_a_person_counts_before_what_the_asker_states() -> None:
    abroad = msgspec.structs.replace(TO_OTHER, place="abroad", whose="corporation")
    agreed = Standing(consents=(consent(),), whose="individual")
    child = Standing(
        consents=(consent(foreign=True),), whose="individual", birth_date=date(2014, 1, 1)
    )
    offer = Handling(act="use", data="contact", purpose="offers", residence="JP")
    in_europe = Standing(agreed=True, opted_in=frozenset(["offers"]), residence="EEA")

    assert of(agreed, abroad).outcome is not ALLOW
    assert of(child, abroad).outcome is not ALLOW
    assert of(in_europe, offer, book=SHOP) == of(
        in_europe, msgspec.structs.replace(offer, residence=None), book=SHOP
    )


def test_a_class_of_person_that_is_no_word_is_not_covered_whoever_it_is() -> None:
    asked = msgspec.structs.replace(TO_OTHER, whose="martian", residence="Mars")

    assert of(Standing(whose="individual", residence="JP"), asked).unknown == ("whose", "residence")
