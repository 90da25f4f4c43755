"""Sensitive information comes in under no other name, and not by a child's word alone."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.policy.agreement import NOON, both
from tests.policy.asking import ALLOW, NEEDS, REFUSE, VERIFIED, ask, shown

from mamoru.policy.decide import decide
from mamoru.policy.handling import Consent, Decision, Handling, NearMiss, Standing
from mamoru.policy.rulebook import Rulebook

_, KUSAVEE = both("kusavee", with_law=True)
_, SHOP = both("shop", with_law=True)
_, CLINIC = both("clinic", with_law=True)
CHANGED = shown(*VERIFIED, "investigated")
CHANGES = pytest.mark.parametrize("act", ["add", "correct"])
CASE_6 = shown("business_necessity", "needed_for_purpose")


def child(*, guarded: bool = False, whose: str = "individual", **scope: Any) -> Standing:
    """Return somebody of twelve who consented, alone or through the guardian."""
    consent = Consent(given_at=NOON - timedelta(days=1), by_guardian=guarded, **scope)
    return Standing(birth_date=date(2014, 1, 1), consents=(consent,), whose=whose, agreed=True)


def of(person: Standing, book: Rulebook = KUSAVEE, **stated: Any) -> Decision:
    return decide(book, Handling(**stated), standing=person, at=NOON)


@CHANGES
@pytest.mark.parametrize("sensitive", ["health", "special_care"])
def test_a_request_to_change_is_no_way_round_clause_3(act: str, sensitive: str) -> None:
    decision = ask(act, "supplied", sensitive=sensitive, whose="individual", grounds=CHANGED)

    assert (decision.outcome, decision.cites) == (REFUSE, ("3",))
    assert NearMiss("3(1)", ("by_law",)) in decision.near
    assert "R24" in decision.readings


@CHANGES
def test_what_is_held_and_untrue_is_still_changed_as_the_law_obliges_to(act: str) -> None:
    stated: dict[str, Any] = {"sensitive": "special_care", "whose": "individual"}

    decision = ask(act, "supplied", grounds=CHANGED | shown("by_law"), **stated)
    claimed = ask(act, "supplied", grounds={**CHANGED, "by_law": None}, **stated)

    assert (decision.outcome, decision.cites) == (ALLOW, ("3(1)", "7(2)"))
    assert "APPI 20(2)(i)" in decision.law
    assert claimed.outcome is NEEDS


@CHANGES
def test_the_law_asks_for_consent_to_special_care_information_entered_by_a_change(act: str) -> None:
    stated: dict[str, Any] = {"sensitive": "special_care", "whose": "individual"}
    case_6 = CHANGED | CASE_6 | shown("consent")

    plain = ask(act, "supplied", grounds=case_6, **stated)
    prior = ask(act, "supplied", grounds=case_6 | shown("consent_prior"), **stated)
    given = ask(act, "supplied", source="person", grounds=case_6, **stated)

    assert (plain.outcome, plain.law) == (REFUSE, ("APPI 20(2)",))
    assert prior.outcome is ALLOW
    assert "APPI 20(2)[direct]" in given.law


def test_the_shop_enters_nothing_sensitive_by_a_change_either() -> None:
    stated: dict[str, Any] = {"book": SHOP, "sensitive": "sex_life", "whose": "member"}

    decision = ask("add", "message", grounds=CHANGED, **stated)
    lawful = ask("add", "message", grounds=CHANGED | shown("by_law"), **stated)

    assert (decision.outcome, decision.cites) == (REFUSE, ("8",))
    assert decision.readings == ("S5",)
    assert (lawful.outcome, lawful.cites) == (ALLOW, ("8[law]", "10(2)"))


def test_the_clinic_takes_no_illness_of_its_staff_by_a_change() -> None:
    stated: dict[str, Any] = {"book": CLINIC, "sensitive": "checkup", "source": "person"}

    of_staff = ask("add", "employment", whose="staff", grounds=CHANGED, **stated)
    of_nobody = ask("add", "employment", grounds=CHANGED, **stated)
    lawful = ask(
        "correct", "employment", whose="staff", grounds=CHANGED | shown("by_law"), **stated
    )

    assert (of_staff.outcome, of_staff.cites) == (REFUSE, ("2[hiring]",))
    assert (of_nobody.outcome, of_nobody.cites) == (REFUSE, ("2[hiring]",))
    assert (lawful.outcome, lawful.cites) == (ALLOW, ("2[hiring][law]", "10(2)"))


def test_the_clinic_still_corrects_what_a_patient_tells_of_an_illness() -> None:
    stated: dict[str, Any] = {"sensitive": "illness", "whose": "patient", "source": "person"}

    decision = ask("correct", "medical", book=CLINIC, grounds=CHANGED, **stated)

    assert (decision.outcome, decision.cites) == (ALLOW, ("2[hiring][care]", "10(2)"))
    assert "APPI 20(2)[direct]" in decision.law


def test_a_message_of_nobody_in_particular_brings_the_clinic_no_illness() -> None:
    stated: dict[str, Any] = {"sensitive": "illness", "source": "person", "book": CLINIC}

    unstated = ask("collect", "message", grounds=shown("notice_shown"), **stated)
    of_patient = ask("collect", "message", whose="patient", grounds=shown("notice_shown"), **stated)

    assert (unstated.outcome, unstated.cites) == (REFUSE, ("2[hiring]",))
    assert (of_patient.outcome, of_patient.cites) == (ALLOW, ("2(4)", "2[hiring][care]"))


@pytest.mark.parametrize(
    ("act", "stated"),
    [
        ("use", {"purpose": "2(1)a", "sensitive": "health"}),
        ("collect", {"source": "person", "sensitive": "union"}),
    ],
)
def test_a_childs_consent_is_no_case_6_without_the_guardian(
    act: str, stated: dict[str, Any]
) -> None:
    asked: dict[str, Any] = {
        "act": act, "data": "supplied", "grounds": CASE_6 | shown("notice_shown"), **stated,
    }  # fmt: skip

    alone = of(child(sensitive=stated["sensitive"]), **asked)
    guarded = of(child(sensitive=stated["sensitive"], guarded=True), **asked)

    assert (alone.outcome, alone.cites) == (REFUSE, ("3[young]",))
    assert NearMiss("3[young][guardian]", ("guardian_consent",)) in alone.near
    assert guarded.outcome is ALLOW
    assert {"3(6)", "3[young][guardian]"} <= set(guarded.cites)
    assert "R25" in guarded.readings


def test_a_childs_consent_does_not_stop_what_needs_none() -> None:
    decision = of(
        child(sensitive="health"),
        act="use", data="supplied", purpose="2(1)a", sensitive="health", grounds=shown("by_law"),
    )  # fmt: skip

    assert (decision.outcome, decision.cites) == (ALLOW, ("2(1)a", "3(1)"))


def test_a_young_customers_consent_does_not_open_the_shop_to_health() -> None:
    asked: dict[str, Any] = {
        "act": "use", "data": "message", "purpose": "support", "sensitive": "health",
        "grounds": shown("needed_for_purpose"),
    }  # fmt: skip

    alone = of(child(sensitive="health", whose="member"), SHOP, **asked)
    guarded = of(child(sensitive="health", whose="member", guarded=True), SHOP, **asked)

    assert (alone.outcome, alone.cites) == (REFUSE, ("8[young]",))
    assert guarded.outcome is ALLOW


def test_a_childs_consent_to_go_abroad_needs_the_guardian_in_joint_use_too() -> None:
    shared: dict[str, Any] = {
        "act": "share", "data": "registration", "purpose": "2(1)a", "recipient": "partner",
        "grounds": shown("joint_use_published"),
    }  # fmt: skip

    alone = of(child(foreign=True), place="abroad", **shared)
    guarded = of(child(foreign=True, guarded=True), place="abroad", **shared)
    at_home = of(child(foreign=True), place="JP", **shared)

    assert (alone.outcome, alone.law) == (REFUSE, ("PPC-QA 1-62[abroad]",))
    assert NearMiss("PPC-QA 1-62[abroad](main)", ("guardian_consent",)) in alone.near
    assert guarded.outcome is ALLOW
    assert at_home.outcome is ALLOW
    assert "PPC-QA 1-62[abroad][domestic]" in at_home.law
