"""Who acts, who is told, and what is left unstated: none of it is taken on trust."""

from typing import Any

import pytest
from tests.policy.agreement import NOON, both
from tests.policy.asking import ALLOW, NEEDS, REFUSE, VERIFIED, ask, claimed, shown

from mamoru.policy.decide import decide
from mamoru.policy.handling import Consent, Handling, NearMiss, Need, Outcome, Standing
from mamoru.policy.model import Kind

_, KUSAVEE = both("kusavee", with_law=True)
_, SHOP = both("shop", with_law=True)
_, CLINIC = both("clinic", with_law=True)
BOOKS = {"kusavee": KUSAVEE, "shop": SHOP, "clinic": CLINIC}
ENTRUSTED = ("needed_for_purpose", "suitability", "confidentiality")
DONE: dict[str, dict[str, Any]] = {
    "1(1)a": {"act": "collect", "data": "registration", "source": "person",
              "grounds": shown("notice_shown")},
    "4(1)": {"act": "provide", "data": "registration", "recipient": "other", "place": "JP",
             "grounds": shown("consent_prior")},
    "5[needed]": {"act": "entrust", "data": "registration", "recipient": "processor",
                  "place": "JP", "purpose": "2(1)a", "grounds": shown(*ENTRUSTED)},
    "6a": {"act": "share", "data": "registration", "recipient": "partner", "place": "JP",
           "purpose": "2(1)a", "grounds": shown("joint_use_published")},
    "7(1)": {"act": "disclose", "data": "registration", "recipient": "user",
             "whose": "individual", "grounds": shown(*VERIFIED)},
    "9[unneeded]": {"act": "dispose", "data": "registration", "grounds": shown("approved")},
    "10": {"act": "collect", "data": "cookie", "source": "module", "purpose": "2(1)d",
           "identifying": False},
    "12[important]": {"act": "amend", "grounds": shown("approved", "announced")},
    "13": {"act": "answer"},
}  # fmt: skip
"""One allowed handling for clauses of the reference policy, when the company does it."""
BY_CONTRACTORS = {"1(1)a", "7(1)", "9[unneeded]", "10", "13"}


@pytest.mark.parametrize("clause", DONE)
@pytest.mark.parametrize("actor", ["other", "partner", None], ids=str)
def test_what_we_do_is_not_done_by_somebody_else(clause: str, actor: str | None) -> None:
    ours, theirs = ask(**DONE[clause]), ask(**DONE[clause], actor=actor)

    assert (ours.outcome, clause in ours.cites) == (ALLOW, True)
    assert theirs.outcome is REFUSE
    assert NearMiss(clause, ("by",)) in theirs.near


@pytest.mark.parametrize("clause", DONE)
def test_a_contractor_does_what_is_entrusted_to_it_and_hands_nothing_on(clause: str) -> None:
    decision = ask(**DONE[clause], actor="processor")

    assert (decision.outcome is ALLOW) == (clause in BY_CONTRACTORS)
    assert ("R26" in decision.readings) == (clause in BY_CONTRACTORS)


@pytest.mark.parametrize(
    ("name", "data"),
    [("kusavee", "registration"), ("shop", "account"), ("clinic", "medical")],
)
@pytest.mark.parametrize("recipient", ["other", None], ids=str)
def test_an_answer_to_an_inquiry_tells_nobody_anything(
    name: str, data: str, recipient: str | None
) -> None:
    plain = ask("answer", book=BOOKS[name], recipient=recipient)
    telling = ask("answer", data, book=BOOKS[name], recipient=recipient)

    assert plain.outcome is ALLOW
    assert telling.outcome is REFUSE
    assert telling.cites[0].endswith("[contents]")


def test_a_sensitive_answer_is_none_even_without_a_category() -> None:
    assert ask("answer", sensitive="special_care").outcome is REFUSE


@pytest.mark.parametrize("recipient", ["company", "other", "state_body", None], ids=str)
@pytest.mark.parametrize("act", ["explain_purpose", "disclose", "disclose_records"])
def test_disclosure_reaches_the_person_and_nobody_else(act: str, recipient: str | None) -> None:
    stated: dict[str, Any] = {"whose": "individual", "grounds": shown(*VERIFIED)}

    decision = ask(act, "registration", recipient=recipient, **stated)

    assert (decision.outcome, decision.cites) == (REFUSE, ("7[recipient]",))
    assert decision.readings == ("R15",)


@pytest.mark.parametrize(
    ("name", "data", "whose", "person", "agent"),
    [
        ("shop", "account", "member", "customer", "agent"),
        ("clinic", "medical", "patient", "person", "representative"),
    ],
)
def test_other_companies_disclose_to_the_person_or_to_an_agent_with_a_mandate(
    name: str, data: str, whose: str, person: str, agent: str
) -> None:
    stated: dict[str, Any] = {"book": BOOKS[name], "whose": whose, "grounds": shown(*VERIFIED)}

    answers = {
        to: ask("disclose", data, recipient=to, **stated).outcome
        for to in (person, agent, "other", None)
    }

    assert answers == {person: ALLOW, agent: NEEDS, "other": REFUSE, None: REFUSE}


@pytest.mark.parametrize("data", ["behaviour", "device"])
@pytest.mark.parametrize(
    ("source", "outcome"), [("automatic", ALLOW), ("module", ALLOW), (None, REFUSE)]
)
def test_advertising_collects_from_its_two_sources_and_from_nowhere_unstated(
    data: str, source: str | None, outcome: Outcome
) -> None:
    decision = ask("collect", data, source=source, purpose="ad", identifying=False)

    assert decision.outcome is outcome
    assert "R20" in decision.readings


def test_what_was_collected_for_advertising_may_still_be_used_for_it() -> None:
    decision = ask("use", "device", purpose="ad", actor="ad_firm")

    assert (decision.outcome, decision.cites) == (ALLOW, ("11.1[use]b",))


def test_advertisers_get_nothing_before_it_is_confirmed_what_they_make_of_it() -> None:
    stated: dict[str, Any] = {
        "recipient": "ad_firm", "purpose": "ad", "identifying": False, "place": "abroad",
    }  # fmt: skip

    unconfirmed = ask("provide", "device", **stated)
    confirmed = ask("provide", "device", grounds=shown("recipient_consent_confirmed"), **stated)

    need = Need("11.2", "recipient_confirmation", "recipient_consent_confirmed")
    assert (unconfirmed.outcome, unconfirmed.needs) == (NEEDS, (need,))
    assert (confirmed.outcome, confirmed.cites, confirmed.readings) == (ALLOW, ("11.2",), ("R1",))


def test_statistics_are_published_whatever_they_were_compiled_from_and_nothing_else_is() -> None:
    stated: dict[str, Any] = {"identifying": False, "purpose": "2(1)d"}

    compiled = ask("use", "registration", purpose="2(1)d")
    totals = ask("publish", "statistics", **stated)
    records = ask("publish", "usage", **stated)

    assert compiled.outcome is ALLOW
    assert (totals.outcome, totals.cites) == (ALLOW, ("2[statistics]",))
    assert totals.readings == ("R21",)
    assert (records.outcome, records.near) == (REFUSE, (NearMiss("2[statistics]", ("data",)),))


def test_what_somebody_ordered_is_supplied_without_a_wish_for_offers() -> None:
    person = Standing(whose="individual")
    order, offer = (
        decide(
            KUSAVEE,
            Handling(act="use", data="registration", purpose=purpose),
            standing=person,
            at=NOON,
        )
        for purpose in ("2(1)a", "2(1)c")
    )

    assert (order.outcome, offer.outcome) == (ALLOW, REFUSE)
    assert "2(1)a" in KUSAVEE.policy.readings["R19"].about


def test_insurance_entitlements_are_handled_for_nothing_that_is_not_stated() -> None:
    stated: dict[str, Any] = {
        "book": CLINIC, "whose": "patient", "recipient": "other", "place": "JP",
    }  # fmt: skip

    unstated = ask("provide", "insurance", grounds=shown("consent_prior"), **stated)
    for_care = ask(
        "provide", "insurance", purpose="treatment", grounds=shown("consent_prior"), **stated
    )
    by_law = ask("provide", "insurance", grounds=claimed("by_law"), **stated)

    assert (unstated.outcome, unstated.cites) == (REFUSE, ("3[insurance]",))
    assert for_care.outcome is ALLOW
    assert by_law.outcome is NEEDS


def test_offers_of_the_shop_wait_until_it_is_known_whose_terms_prevail() -> None:
    offer = Handling(act="use", data="account", purpose="offers")
    consents = (Consent(given_at=NOON),)
    answers = {
        residence: decide(
            SHOP,
            offer,
            standing=Standing(
                agreed=True,
                opted_in=frozenset({"offers"}),
                residence=residence,
                consents=consents,
                whose="member",
            ),
            at=NOON,
        )
        for residence in ("JP", "EEA", None)
    }

    assert {answers["JP"].cites, answers["EEA"].cites} == {("4a",), ("E1a",)}
    assert answers[None].outcome is REFUSE
    assert NearMiss("4a", ("residence",)) in answers[None].near


UNSTATED = ("from", "to", "by", "place", "whose", "residence", "purpose")
FOR_ONE_CASE = {
    ("kusavee", "11[source]"),  # what is collected for no stated purpose is used for no advertising
    ("shop", "E3"),  # an overlay is for its residents alone: the language says so
}


@pytest.mark.parametrize("name", BOOKS)
def test_no_permit_accepts_unstated_what_a_ban_for_the_same_act_asks_for(name: str) -> None:
    rules = BOOKS[name].policy.rules
    permits = [rule for rule in rules if rule.kind is Kind.PERMIT]
    passed = {
        (name, ban.cite)
        for ban in rules
        if ban.kind is Kind.BAN
        for permit in permits
        if permit.accepts["act"] & ban.accepts["act"]
        for attribute in UNSTATED
        if attribute in ban.accepts and None not in ban.accepts[attribute]
        if None in permit.accepts.get(attribute, {None})
    }

    assert passed == {one for one in FOR_ONE_CASE if one[0] == name}
