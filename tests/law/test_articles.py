"""What each article decides, under a policy that permits everything it can."""

from datetime import date

import pytest
from tests.law.permissive import CONSENT, ILLNESS, decided

from mamoru.policy.handling import Consent, Outcome, Standing


def test_provision_without_a_ground_is_refused_by_27() -> None:
    answer = decided(act="provide", recipient="other")

    assert answer.outcome is Outcome.REFUSE
    assert answer.law == ("APPI 27(1)",)


@pytest.mark.parametrize(
    ("facts", "label"),
    [
        (["by_law"], "(i)"),
        (["life_body_property", "consent_difficult"], "(ii)"),
        (["public_health", "consent_difficult"], "(iii)"),
        (["state_function", "consent_impedes"], "(iv)"),
    ],
)
def test_each_ground_of_27_lifts_the_ban_and_owes_no_record(facts: list[str], label: str) -> None:
    answer = decided(None, *facts, act="provide", recipient="police")

    assert answer.outcome is Outcome.ALLOW
    assert f"APPI 27(1){label}" in answer.law
    assert answer.owes == ()


@pytest.mark.parametrize("alone", ["life_body_property", "public_health", "state_function"])
def test_a_danger_is_no_ground_unless_consent_is_hard_to_get(alone: str) -> None:
    assert decided(None, alone, act="provide", recipient="police").outcome is Outcome.REFUSE


def test_provision_by_consent_owes_the_record_of_29() -> None:
    answer = decided(Standing(consents=(CONSENT,)), act="provide", recipient="other")

    assert answer.outcome is Outcome.ALLOW
    assert [(owed.clause, owed.within) for owed in answer.owes] == [
        ("APPI 29(1)[record]", "provision_record")
    ]


def test_provision_to_a_country_without_its_level_needs_consent_to_just_that() -> None:
    told = Consent(given_at=CONSENT.given_at, recipient="other", foreign=True)

    plain = decided(Standing(consents=(CONSENT,)), act="provide", recipient="other", place="abroad")
    informed = decided(Standing(consents=(told,)), act="provide", recipient="other", place="abroad")

    assert (plain.outcome, plain.law) == (Outcome.REFUSE, ("APPI 28(1)",))
    assert informed.outcome is Outcome.ALLOW


def test_a_designated_country_is_treated_like_japan() -> None:
    asked = Standing(consents=(CONSENT,))

    answer = decided(asked, act="provide", recipient="other", place="designated")

    assert answer.outcome is Outcome.ALLOW


def test_equivalent_measures_abroad_owe_a_regular_check() -> None:
    answer = decided(
        None,
        "needed_for_purpose",
        "suitability",
        "confidentiality",
        "equivalent_measures",
        act="entrust",
        recipient="vendor",
        place="abroad",
    )

    assert answer.outcome is Outcome.ALLOW
    assert ("APPI 28(1)[measures][check]", "foreign_check", "P1Y") in {
        (owed.clause, owed.within, owed.every) for owed in answer.owes
    }


def test_a_successor_is_no_third_party_only_with_a_succession() -> None:
    assert decided(None, "succession", act="provide", recipient="heir").outcome is Outcome.ALLOW
    assert decided(None, "succession", act="provide", recipient="other").outcome is Outcome.REFUSE
    assert decided(act="provide", recipient="heir").outcome is Outcome.REFUSE


def test_the_person_is_no_third_party() -> None:
    assert decided(act="provide", recipient="user").outcome is Outcome.ALLOW


def test_data_that_identifies_nobody_may_be_provided() -> None:
    answer = decided(act="provide", recipient="other", identifying=False)

    assert answer.outcome is Outcome.ALLOW


def test_a_contractor_must_be_examined_and_bound_first() -> None:
    answer = decided(None, "needed_for_purpose", act="entrust", recipient="vendor")

    assert answer.outcome is Outcome.NEEDS
    assert {(need.clause, need.fact) for need in answer.needs} == {
        ("APPI 25(main)", "suitability"),
        ("APPI 25(main)", "confidentiality"),
    }


def test_nobody_but_a_contractor_can_be_entrusted() -> None:
    facts = ("needed_for_purpose", "suitability", "confidentiality")

    answer = decided(None, *facts, act="entrust", recipient="other")

    assert (answer.outcome, answer.law) == (Outcome.REFUSE, ("APPI 27(5)(i)",))


def test_joint_use_waits_for_its_statement() -> None:
    waiting = decided(act="share", recipient="partner")
    stated = decided(None, "joint_use_published", act="share", recipient="partner")

    assert {need.fact for need in waiting.needs} == {"joint_use_published"}
    assert stated.outcome is Outcome.ALLOW


def test_a_form_shows_the_purpose_first() -> None:
    answer = decided(act="collect", source="person")

    assert {(need.clause, need.fact) for need in answer.needs} == {
        ("APPI 21(2)(main)", "notice_shown")
    }


def test_a_partner_delivery_waits_for_confirmation_and_then_owes_the_record() -> None:
    waiting = decided(act="collect", source="partner")
    confirmed = decided(None, "source_confirmed", act="collect", source="partner")

    assert {need.fact for need in waiting.needs} == {"source_confirmed"}
    assert [owed.clause for owed in confirmed.owes] == ["APPI 30(1)(main)[record]"]


def test_special_care_information_is_not_collected_behind_the_persons_back() -> None:
    asked = {"act": "collect", "source": "automatic", "sensitive": "illness"}

    assert decided(**asked).law == ("APPI 20(2)",)
    assert decided(None, "published", **asked).outcome is Outcome.ALLOW
    assert decided(Standing(consents=(ILLNESS,)), **asked).outcome is Outcome.ALLOW


def test_other_sensitive_information_is_left_to_the_policy() -> None:
    answer = decided(act="collect", source="automatic", sensitive="union")

    assert answer.outcome is Outcome.ALLOW


def test_use_needs_a_purpose_or_consent() -> None:
    assert decided(act="use").law == ("APPI 18(1)",)
    assert decided(act="use", purpose="2a").outcome is Outcome.ALLOW


def test_offers_go_to_those_who_opted_in() -> None:
    assert decided(act="use", purpose="2b").law == ("MAIL 3(1)",)
    assert (
        decided(Standing(opted_in=frozenset(["2b"])), act="use", purpose="2b").outcome
        is Outcome.ALLOW
    )
    assert decided(act="use", purpose="2b", identifying=False).outcome is Outcome.ALLOW


@pytest.mark.parametrize(
    ("born", "outcome"), [("2010-11-23", Outcome.ALLOW), ("2010-11-24", Outcome.REFUSE)]
)
def test_consent_of_the_young_needs_the_guardian(born: str, outcome: Outcome) -> None:
    child = Standing(consents=(CONSENT,), birth_date=date.fromisoformat(born))

    answer = decided(child, act="provide", recipient="other")

    assert answer.outcome is outcome


def test_the_guardian_may_consent_for_a_child() -> None:
    consent = Consent(given_at=CONSENT.given_at, recipient="other", by_guardian=True)
    child = Standing(consents=(consent,), birth_date=date(2020, 1, 1))

    assert decided(child, act="provide", recipient="other").outcome is Outcome.ALLOW


def test_a_consent_on_file_does_not_stop_what_needs_none() -> None:
    child = Standing(consents=(Consent(given_at=CONSENT.given_at),), birth_date=date(2020, 1, 1))

    assert decided(child, act="use", purpose="2a").outcome is Outcome.ALLOW


def test_the_act_does_not_reach_the_information_of_a_firm_but_the_rule_on_mail_does() -> None:
    assert decided(act="provide", recipient="other", whose="firm").outcome is Outcome.ALLOW
    assert decided(act="use", purpose="2b", whose="firm").law == ("MAIL 3(1)",)


@pytest.mark.parametrize(
    ("act", "clause", "clock"),
    [
        ("explain_purpose", "APPI 32(2)[answer]", "disclosure_reply"),
        ("disclose", "APPI 33(2)[answer]", "disclosure_reply"),
        ("disclose_records", "APPI 33(5)[answer]", "disclosure_reply"),
        ("correct", "APPI 34(2)[answer]", "correction_inquiry"),
        ("suspend_use", "APPI 35[answer]", "stop_reply"),
        ("erase", "APPI 35[answer]", "stop_reply"),
        ("dispose", "APPI 22[erase]", "erase_after_need"),
        ("amend", "APPI 21(3)[notice]", "changed_purpose_notice"),
    ],
)
def test_a_right_or_disposal_owes_its_answer_in_time(act: str, clause: str, clock: str) -> None:
    answer = decided(act=act)

    assert [(owed.clause, owed.within) for owed in answer.owes] == [(clause, clock)]


def test_anonymised_information_owes_the_publication_of_its_items() -> None:
    answer = decided(None, "anonymised", act="provide", recipient="other", identifying=False)

    assert [owed.within for owed in answer.owes] == ["anonymised_publication"]
