"""The oracle on a tiny policy, by hand from docs/reference/language.md: paragraphs 1 to 4."""

from datetime import UTC, datetime
from typing import Any

import pytest
import yaml
from tests.policy.tiny import NOON, TINY, ask

from mamoru.policy.handling import Consent, NearMiss, Need, Outcome, Standing

# ---------------------------------------------------------------- 1 words


@pytest.mark.parametrize(
    ("attribute", "stated"),
    [
        ("act", {"act": "sell"}),
        ("data", {"data": "traces"}),  # a node, not a leaf
        ("sensitive", {"sensitive": "any"}),
        ("purpose", {"purpose": "2(1)"}),  # a group
        ("purpose", {"purpose": "2(1)b"}),  # it goes by its name
        ("from", {"source": "moon"}),
        ("to", {"recipient": "role:third_party"}),
        ("by", {"actor": "nobody"}),
        ("whose", {"whose": "natural"}),
        ("place", {"place": "EEA"}),
        ("residence", {"residence": "abroad"}),
        ("grounds", {"grounds": {"mercy": "m1"}}),
        ("data", {"data": None}),
    ],
)
def test_a_word_the_policy_does_not_know_is_not_covered(
    attribute: str, stated: dict[str, Any]
) -> None:
    answer = ask(**{"act": "use", "data": "card", "purpose": "2(1)a", **stated})

    assert answer.outcome is Outcome.NOT_COVERED
    assert answer.unknown == {attribute}


def test_an_amendment_needs_no_data() -> None:
    assert ask("amend").outcome is Outcome.ALLOW
    assert ask("amend").cites == {"7"}


# ---------------------------------------------------------------- 2 facts


def test_a_claim_without_its_evidence_asks_for_it_and_with_it_allows() -> None:
    bare = ask("use", "card", purpose="2(2)", grounds={"badge": None})
    shown = ask("use", "card", purpose="2(2)", grounds={"badge": "b1"})

    assert bare.outcome is Outcome.NEEDS
    assert bare.needs == {Need("2(2)", "referral", "badge")}
    assert bare.cites == {"2(2)"}
    assert shown.outcome is Outcome.ALLOW


def test_a_fact_of_the_person_is_never_the_askers_word() -> None:
    claimed = ask("use", "card", purpose="mail", grounds={"opted_in": "o1"})
    chosen = ask("use", "card", purpose="mail", standing=Standing(opted_in=frozenset({"mail"})))

    assert claimed.outcome is Outcome.REFUSE
    assert NearMiss("2(1)b", ("opted_in",)) in claimed.near
    assert chosen.outcome is Outcome.ALLOW
    assert chosen.cites == {"2(1)b"}


BEFORE = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("consent", "outcome"),
    [
        (Consent(given_at=BEFORE, recipient="bank"), Outcome.ALLOW),
        (Consent(given_at=NOON, recipient="bank", data="all"), Outcome.ALLOW),
        (Consent(given_at=BEFORE), Outcome.REFUSE),  # provision needs its recipient stated
        (Consent(given_at=BEFORE, recipient="shop"), Outcome.REFUSE),
        (Consent(given_at=BEFORE, recipient="bank", data="traces"), Outcome.REFUSE),
        (Consent(given_at=BEFORE, recipient="bank", sensitive="health"), Outcome.REFUSE),
        (Consent(given_at=BEFORE, recipient="bank", purpose="mail"), Outcome.REFUSE),
        (Consent(given_at=BEFORE, recipient="bank", withdrawn_at=NOON), Outcome.REFUSE),
        (Consent(given_at=BEFORE, recipient="bank", expires_at=NOON), Outcome.REFUSE),
    ],
)
def test_only_a_consent_that_stands_and_covers_it_is_consent(
    consent: Consent, outcome: Outcome
) -> None:
    assert (
        ask("provide", "card", recipient="bank", standing=Standing(consents=(consent,))).outcome
        is outcome
    )


def test_prior_consent_is_consent_and_its_claim_is_a_claim_of_consent() -> None:
    stated: dict[str, Any] = {"purpose": "2(1)a", "residence": "EEA"}

    assert ask("use", "card", grounds={"consent_prior": "c1"}, **stated).outcome is Outcome.ALLOW
    claimed = ask("use", "card", grounds={"foreign_consent": None}, **stated)
    assert claimed.needs == {Need("E1", "consent_record", "consent")}


# ---------------------------------------------------------------- 3 permits


def test_a_duty_before_the_act_is_one_more_fact_and_needs_no_claim() -> None:
    answer = ask("collect", "card", source="person")

    assert answer.outcome is Outcome.NEEDS
    assert answer.needs == {Need("1(1)", "notice_record", "notice_shown")}
    assert answer.law == {"APPI 20(1)"}
    assert answer.readings == {"R1"}


def test_the_innermost_case_replaces_the_condition_it_states_again() -> None:
    assert ask("collect", "clicks", source="automatic").cites == {"1(2)a"}
    assert ask("collect", "card", source="partner").cites == {"1(2)b"}
    assert ask("collect", "card", source="module").outcome is Outcome.REFUSE


def test_not_sensitive_is_the_one_condition_that_nothing_stated_meets() -> None:
    assert ask("answer").outcome is Outcome.ALLOW
    assert ask("answer", sensitive="union").near == {NearMiss("9", ("sensitive",))}


# ---------------------------------------------------------------- 4 bans


def test_a_case_of_a_ban_lifts_it_but_permits_nothing() -> None:
    stated: dict[str, Any] = {"sensitive": "health", "grounds": {"by_law": "l1"}}
    permitted = ask("use", "card", purpose="2(1)a", **stated)

    assert permitted.outcome is Outcome.ALLOW
    assert permitted.cites == {"2(1)a", "3(1)"}
    assert permitted.law == {"APPI 20(2)(i)"}
    assert permitted.readings == {"R3"}
    assert ask("use", "card", **stated).outcome is Outcome.REFUSE


def test_a_ban_that_no_case_lifts_stands_and_names_the_cases_that_would() -> None:
    answer = ask("use", "card", purpose="2(1)a", sensitive="union")

    assert answer.outcome is Outcome.REFUSE
    assert answer.cites == {"3"}
    assert NearMiss("3(1)", ("by_law",)) in answer.near
    assert NearMiss("3(2)", ("business_necessity", "consent")) in answer.near


def test_an_open_case_asks_for_its_duty_before_the_act_as_well() -> None:
    grounds: dict[str, Any] = {"business_necessity": "n1", "consent": None}
    answer = ask("use", "card", purpose="2(1)a", sensitive="union", grounds=grounds)

    assert answer.outcome is Outcome.NEEDS
    assert answer.cites == {"2(1)a", "3(2)"}
    assert answer.needs == {
        Need("3(2)", "consent_record", "consent"),
        Need("3(2)", "approval", "approved"),
    }


def test_a_list_of_cases_that_is_exhaustive_forbids_all_others_but_exceptions() -> None:
    other = ask("provide", "card", recipient="bank", grounds={"badge": "b1"})
    excepted = ask("provide", "clicks", recipient="shop", identifying=False)

    assert (other.outcome, other.cites, other.law) == (Outcome.REFUSE, {"4"}, {"APPI 27(1)"})
    assert (excepted.outcome, excepted.cites) == (Outcome.ALLOW, {"5"})


def test_what_a_leaf_always_identifies_no_asker_can_deny() -> None:
    document = yaml.safe_load(TINY)
    document["data"]["all"]["kinds"]["traces"]["kinds"]["clicks"]["identifies"] = "always"
    answer = ask("provide", "clicks", recipient="shop", identifying=False, document=document)

    assert answer.outcome is Outcome.REFUSE
    assert NearMiss("5", ("identifying",)) in answer.near


def test_a_ban_with_a_fact_bites_only_where_the_fact_holds() -> None:
    heir: dict[str, Any] = {"recipient": "heir", "grounds": {"succession": "s1"}}
    stopped = Standing(provision_suspended=True)

    assert ask("provide", "card", **heir).cites == {"4[heir]"}
    answer = ask("provide", "card", standing=stopped, **heir)
    assert (answer.outcome, answer.cites, answer.law) == (Outcome.REFUSE, {"4[stop]"}, frozenset())


def test_a_ground_of_refusal_is_a_ban_that_nothing_lifts() -> None:
    verified: dict[str, Any] = {"request": "r1", "identity_verified": "i1"}
    harm = ask("disclose", "card", grounds={**verified, "harm_to_rights": "h1"})
    illegal: dict[str, Any] = {**verified, "violates_law": "v1"}

    assert (harm.outcome, harm.cites) == (Outcome.REFUSE, {"6(1)a"})
    assert ask("disclose", "card", grounds=illegal, whose="guest").outcome is Outcome.ALLOW
    assert ask("disclose", "card", grounds=illegal, whose="firm").cites == {"6(1)b"}
    assert ask("disclose", "card", grounds={"harm_to_rights": None}).needs == {
        Need("6(1)", "request_record", "request"),
        Need("6(1)", "identity_check", "identity_verified"),
    }


def test_an_exception_does_not_lift_a_ground_of_refusal() -> None:
    stated: dict[str, Any] = {"purpose": "2(1)a", "grounds": {"harm_to_rights": "h1"}}

    assert ask("disclose", "card", purpose="2(1)a").cites == {"13"}
    assert ask("disclose", "card", **stated).cites == {"6(1)a"}


def test_the_facts_of_an_exhaustive_sentence_do_not_narrow_its_ban() -> None:
    answer = ask("dispose", "card")

    assert (answer.outcome, answer.cites) == (Outcome.REFUSE, {"10"})
    left = ask("dispose", "card", source="person", standing=Standing(left=True))
    assert left.cites == {"10a", "11"}
