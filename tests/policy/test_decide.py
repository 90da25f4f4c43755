"""What the reference policy answers with the law of November 2026, clause by clause."""

from datetime import timedelta
from typing import Any

import pytest
from tests.policy.agreement import NAMES, NOON, both
from tests.policy.asking import (
    ALLOW,
    KUSAVEE,
    NEEDS,
    NOT_COVERED,
    REFUSE,
    ask,
    claimed,
    owed,
    shown,
)

from mamoru.law.figures import due
from mamoru.policy.handling import NearMiss, Need, Owed


def test_a_ground_without_its_evidence_is_no_ground() -> None:
    decision = ask(
        "provide", "registration", place="JP", recipient="state_body", grounds=claimed("by_law")
    )

    assert decision.outcome is NEEDS
    assert decision.cites == ("4(2)",)
    assert set(decision.needs) == {
        Need("4(2)", "statute_and_document", "by_law"),
        Need("APPI 27(1)(i)", "statute_and_document", "by_law"),
    }


def test_details_from_the_person_need_the_purposes_shown_first() -> None:
    decision = ask("collect", "registration", source="person")

    assert decision.outcome is NEEDS
    assert decision.cites == ("1(1)a",)
    assert Need("1(1)a", "notice_record", "notice_shown") in decision.needs
    assert "APPI 21(2)(main)" in decision.law


def test_details_from_the_person_may_be_collected_once_the_purposes_are_shown() -> None:
    decision = ask("collect", "registration", source="person", grounds=shown("notice_shown"))

    assert (decision.outcome, decision.cites) == (ALLOW, ("1(1)a",))
    assert decision.law == (
        "APPI 20(1)",
        "APPI 21(1)",
        "APPI 21(2)",
        "APPI 21(2)(main)",
        "APPI 30(1)[own]",
    )


def test_what_an_agent_brings_needs_the_mandate() -> None:
    decision = ask("collect", "supplied", source="agent", grounds=shown("notice_shown"))

    assert decision.outcome is NEEDS
    assert decision.cites == ("1(1)b", "1[mandate][shown]")
    assert decision.needs == (Need("1[mandate][shown]", "mandate", "agent_mandate"),)
    assert decision.readings == ("R26", "R22")


def test_what_a_partner_hands_over_owes_the_record_of_receipt_by_policy_and_by_law() -> None:
    grounds = shown("source_confirmed")

    decision = ask("collect", "partner_supplied", source="partner", grounds=grounds)

    assert (decision.outcome, decision.cites) == (ALLOW, ("1(3)",))
    assert owed(decision) == ["1(3)[receipt]", "APPI 30(1)(main)[record]"]
    assert {duty.within for duty in decision.owes} == {"receipt_record"}


def test_use_for_a_listed_purpose_is_allowed_and_cites_it() -> None:
    decision = ask("use", "registration", purpose="2(1)a")

    assert (decision.outcome, decision.cites) == (ALLOW, ("2(1)a",))
    assert decision.law == ("APPI 17(1)", "APPI 18(1)", "APPI 18(1)[purpose]")


def test_use_without_a_purpose_is_refused_with_every_purpose_that_was_near() -> None:
    decision = ask("use", "registration")

    assert (decision.outcome, decision.cites) == (REFUSE, ("2",))
    assert NearMiss("2(1)a", ("purpose",)) in decision.near


def test_a_contractor_does_not_send_offers() -> None:
    decision = ask("use", "registration", purpose="2(1)c", actor="processor")

    assert decision.outcome is REFUSE
    assert "2(1)c" not in decision.cites


def test_sensitive_information_is_not_collected_even_with_a_notice() -> None:
    grounds = shown("notice_shown")

    decision = ask("collect", "supplied", source="person", sensitive="health", grounds=grounds)

    assert (decision.outcome, decision.cites) == (REFUSE, ("3",))
    assert NearMiss("3(1)", ("by_law",)) in decision.near
    assert decision.readings == ("R3", "R4", "R24")


def test_the_case_of_an_inheritance_needs_the_note_of_scope_as_well() -> None:
    grounds = shown("notice_shown", "inheritance") | claimed("needed_for_purpose")

    decision = ask("collect", "supplied", source="person", sensitive="health", grounds=grounds)

    assert (decision.outcome, decision.cites) == (NEEDS, ("1(1)b", "3(5)"))
    assert decision.needs == (Need("3(5)", "scope_note", "needed_for_purpose"),)


def test_a_case_of_clause_3_alone_does_not_provide_sensitive_information() -> None:
    grounds = shown("inheritance", "needed_for_purpose")

    decision = ask(
        "provide", "registration", place="JP", recipient="other", sensitive="union", grounds=grounds
    )

    assert (decision.outcome, decision.cites) == (REFUSE, ("4",))
    assert NearMiss("4(1)", ("consent_prior",)) in decision.near


def test_sensitive_information_that_arrived_by_mistake_is_erased_and_recorded() -> None:
    decision = ask("dispose", "supplied", sensitive="health")

    assert (decision.outcome, decision.cites) == (ALLOW, ("3[purge]",))
    assert owed(decision) == ["3[purge][record]", "APPI 22[erase]"]


def test_provision_without_a_case_of_clause_4_is_refused() -> None:
    decision = ask("provide", "registration", place="JP", recipient="other")

    assert (decision.outcome, decision.cites) == (REFUSE, ("4",))
    assert decision.law == ("APPI 27(1)",)
    assert NearMiss("4(3)", ("life_body_property", "consent_difficult")) in decision.near


def test_danger_alone_does_not_provide_unless_consent_is_hard_to_obtain() -> None:
    grounds = shown("life_body_property")

    decision = ask("provide", "registration", place="JP", recipient="other", grounds=grounds)
    both_shown = ask(
        "provide",
        "registration",
        place="JP",
        recipient="other",
        grounds=grounds | shown("consent_difficult"),
    )

    assert decision.outcome is REFUSE
    assert NearMiss("4(3)", ("consent_difficult",)) in decision.near
    assert (both_shown.outcome, both_shown.cites) == (ALLOW, ("4(3)",))
    assert owed(both_shown) == ["4[record]"]


def test_cooperation_with_the_state_reaches_only_the_state() -> None:
    grounds = shown("state_function", "consent_impedes")

    to_state = ask("provide", "registration", place="JP", recipient="state_body", grounds=grounds)
    to_other = ask("provide", "registration", place="JP", recipient="other", grounds=grounds)

    assert (to_state.outcome, to_state.cites) == (ALLOW, ("4(5)",))
    assert to_state.readings == ("R11",)
    assert to_other.outcome is REFUSE
    assert NearMiss("4(5)", ("to",)) in to_other.near


def test_entrustment_goes_to_a_contractor_in_japan_after_review_and_contract() -> None:
    grounds = shown("needed_for_purpose", "suitability", "confidentiality")
    stated: dict[str, Any] = {"recipient": "processor", "purpose": "2(1)a", "grounds": grounds}

    in_japan = ask("entrust", "registration", place="JP", **stated)
    in_europe = ask("entrust", "registration", place="designated", **stated)

    assert (in_japan.outcome, in_japan.cites) == (ALLOW, ("5[needed]",))
    assert (
        Owed(
            clause="5c",
            duty="supervise_contractor",
            evidence="review",
            within="vendor_review",
            every="P12M",
        )
        in in_japan.owes
    )
    assert (in_europe.outcome, in_europe.cites) == (REFUSE, ("5",))
    assert in_europe.near == (NearMiss("5[needed]", ("place",)),)


@pytest.mark.parametrize("name", NAMES)
def test_what_comes_back_after_a_year_is_not_due_on_the_first_day(name: str) -> None:
    policy = both(name, with_law=True)[1].policy

    for duty in policy.duties:
        if duty.when == "after" and duty.every:
            assert due(duty.within, NOON) > NOON + timedelta(days=360), duty.cite


def test_entrustment_needs_the_review_and_the_contract_that_the_company_owes() -> None:
    stated: dict[str, Any] = {"recipient": "processor", "purpose": "2(1)a", "place": "JP"}

    decision = ask("entrust", "registration", grounds=shown("needed_for_purpose"), **stated)

    assert decision.outcome is NEEDS
    assert [need.evidence for need in decision.needs if need.clause == "5[needed]"] == [
        "vendor_assessment",
        "contract",
    ]


def test_joint_use_needs_its_statement_published() -> None:
    decision = ask("share", "registration", place="JP", recipient="partner", purpose="2(1)a")

    assert (decision.outcome, decision.cites) == (NEEDS, ("6a",))
    assert Need("6a", "joint_use_statement", "joint_use_published") in decision.needs


def test_joint_use_does_not_reach_purposes_outside_the_service() -> None:
    grounds = shown("joint_use_published")

    decision = ask(
        "share", "registration", place="JP", recipient="partner", purpose="2(2)a", grounds=grounds
    )

    assert (decision.outcome, decision.cites) == (REFUSE, ("6",))
    assert decision.near == (NearMiss("6a", ("purpose",)), NearMiss("6b", ("purpose",)))


def test_safety_measures_of_clause_8_decide_nothing_and_stand_as_duties() -> None:
    standing_duties = [duty for duty in KUSAVEE.policy.duties if duty.cite.startswith("8")]

    assert {duty.when for duty in standing_duties} == {"always"}
    assert not [rule for rule in KUSAVEE.rules if rule.top == "8"]


def test_registration_always_identifies_whatever_the_asker_says() -> None:
    decision = ask("provide", "registration", place="JP", identifying=False, recipient="other")

    assert (decision.outcome, decision.law) == (REFUSE, ("APPI 27(1)",))


@pytest.mark.parametrize(
    ("stated", "unknown"),
    [
        ({"act": "devour", "data": "device"}, ("act",)),
        ({"act": "use", "data": "dna", "purpose": "fun"}, ("data", "purpose")),
        ({"act": "use", "purpose": "2(1)a"}, ("data",)),
        ({"act": "use", "data": "device", "grounds": shown("luck")}, ("grounds",)),
        ({"act": "use", "data": "device", "place": "Mars"}, ("place",)),
    ],
)
def test_an_unknown_word_is_not_covered_and_named(
    stated: dict[str, Any], unknown: tuple[str, ...]
) -> None:
    decision = ask(**stated)

    assert (decision.outcome, decision.unknown) == (NOT_COVERED, unknown)
    assert decision.cites == ()


def test_the_token_names_policy_and_law_by_version_and_text() -> None:
    policy, law = ask("answer").token.split("+")

    assert policy == f"kusavee:2022-02-04:{KUSAVEE.policy.text_hash[:16]}"
    assert law == f"jp-privacy:{KUSAVEE.law.revision}:{KUSAVEE.law.text_hash[:16]}"


def test_the_moment_of_this_file_is_the_one_the_law_was_taken_at() -> None:
    assert NOON.date().isoformat() == "2026-11-23"
