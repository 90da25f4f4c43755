"""What is true of every handling that is allowed, proved by z3 over all of them at once."""

from dataclasses import replace
from typing import Any

import pytest
import z3  # type: ignore[import-untyped]  # z3 ships no types
from tests.policy.agreement import NOON, both
from tests.policy.provers import Proving

from mamoru.policy.decide import decide
from mamoru.policy.handling import Outcome
from mamoru.policy.rulebook import Rulebook

_, KUSAVEE = both("kusavee", with_law=True)
_, SHOP = both("shop", with_law=True)
ALL = Proving(KUSAVEE)
OUT = ("provide", "share", "entrust")
SENSITIVE = tuple(KUSAVEE.policy.sensitive)
NATURAL = z3.Not(ALL.is_("whose", "corporation"))
UNRECOGNISABLE_ADVERTISING = z3.And(  # 11.2, the exception to clause 4
    ALL.is_("to", "ad_firm"), ALL.is_("purpose", "ad"), ALL.is_("identifying", False)
)

CASE_OF_3 = z3.Or(
    ALL.fact("by_law"),
    ALL.fact("life_body_property"),
    ALL.fact("public_health"),
    ALL.fact("state_function"),
    ALL.fact("inheritance", "needed_for_purpose"),
    ALL.fact("business_necessity", "consent", "needed_for_purpose"),
    ALL.fact("published"),
    ALL.fact("visible"),
)
CASE_OF_4 = z3.Or(
    ALL.fact("consent_prior"),
    ALL.fact("by_law"),
    ALL.fact("life_body_property", "consent_difficult"),
    ALL.fact("public_health", "consent_difficult"),
    z3.And(ALL.fact("state_function", "consent_impedes"), ALL.is_("to", "state_body")),
    z3.And(ALL.fact("succession"), ALL.is_("to", "successor")),
)
BY_27_1 = z3.Or(
    ALL.fact("by_law"),
    ALL.fact("life_body_property", "consent_difficult"),
    ALL.fact("public_health", "consent_difficult"),
    ALL.fact("state_function", "consent_impedes"),
)
ABROAD = z3.Or(
    ALL.fact("foreign_consent"),
    ALL.fact("equivalent_measures"),
    BY_27_1,
    ALL.is_("to", "user", "agent"),
)


def when(condition: Any, then: Any) -> Any:
    return z3.Implies(condition, then)


TRUE = {
    "sensitive information is provided only by a case of 3, and a case of 4 or of 11.2": when(
        z3.And(ALL.is_("act", "provide"), ALL.is_("sensitive", *SENSITIVE)),
        z3.And(CASE_OF_3, z3.Or(CASE_OF_4, UNRECOGNISABLE_ADVERTISING)),
    ),
    "sensitive information is touched in no way without a case of 3": when(
        z3.And(
            ALL.is_("act", "collect", "use", "provide", "entrust", "share", "correct", "add"),
            ALL.is_("sensitive", *SENSITIVE),
        ),
        CASE_OF_3,
    ),
    "nothing is used without a purpose": when(
        ALL.is_("act", "use"), z3.Not(ALL.is_("purpose", None))
    ),
    "entrustment goes to contractors in Japan": when(
        ALL.is_("act", "entrust"), z3.And(ALL.is_("place", "JP"), ALL.is_("to", "processor"))
    ),
    "entrustment needs the review and the contract": when(
        ALL.is_("act", "entrust"), ALL.fact("suitability", "confidentiality", "needed_for_purpose")
    ),
    "what identifies somebody reaches advertisers only by a case of 4": when(
        z3.And(
            ALL.is_("act", *OUT), ALL.is_("to", "ad_firm"), ALL.is_("identifying", True)
        ),
        CASE_OF_4,
    ),
    "while use is suspended nothing is used, shared or entrusted except by law": when(
        z3.And(ALL.fact("use_suspended"), ALL.is_("act", "use", "share", "entrust")),
        ALL.fact("by_law"),
    ),
    "while provision is suspended nothing is provided except by law or unrecognisably": when(
        z3.And(ALL.fact("provision_suspended"), ALL.is_("act", "provide")), ALL.fact("by_law")
    ),
    "offers reach only those who opted in": when(
        z3.And(ALL.is_("act", "use"), ALL.is_("purpose", "2(1)c")), ALL.fact("opted_in")
    ),
    "personal data goes abroad only as 28(1) allows": when(
        z3.And(
            ALL.is_("act", *OUT), ALL.is_("place", "abroad"), ALL.is_("identifying", True), NATURAL
        ),
        ABROAD,
    ),
    "what identifies somebody goes to a place unstated only where 28(1) does not ask": when(
        z3.And(ALL.is_("act", *OUT), ALL.is_("place", None), ALL.is_("identifying", True), NATURAL),
        z3.Or(BY_27_1, ALL.is_("to", "user", "agent")),
    ),
    "requests are met only for a verified individual": when(
        ALL.is_("act", "explain_purpose", "disclose", "disclose_records", "correct", "add",
                "suspend_use", "suspend_provision"),
        z3.And(ALL.fact("request", "identity_verified"), ALL.is_("whose", "individual")),
    ),
    "registration is never collected or used for advertising": z3.Not(
        z3.And(
            ALL.is_("act", "collect", "use"), ALL.is_("data", "registration"),
            ALL.is_("purpose", "ad"),
        )
    ),
    "nothing is collected from a source that is not stated": when(
        ALL.is_("act", "collect"), z3.Not(ALL.is_("from", None))
    ),
    "nobody acts but the company and whom a clause names": ALL.is_(
        "by", "company", "processor", "partner", "ad_firm"
    ),
    "only the company hands information over, publishes it or revises its policy": when(
        ALL.is_("act", *OUT, "publish", "amend"), ALL.is_("by", "company")
    ),
    "disclosure reaches the person, or an agent with a mandate": when(
        ALL.is_("act", "explain_purpose", "disclose", "disclose_records"),
        z3.Or(ALL.is_("to", "user"), z3.And(ALL.is_("to", "agent"), ALL.fact("agent_mandate"))),
    ),
    "an answer to an inquiry tells no user information": when(
        ALL.is_("act", "answer"), ALL.is_("data", None, "statistics")
    ),
    "only statistics are published": when(
        ALL.is_("act", "publish"), z3.And(ALL.is_("data", "statistics"), ALL.is_("by", "company"))
    ),
    "advertisers get nothing before it is confirmed what they make of it": when(
        z3.And(ALL.is_("act", "provide"), ALL.is_("to", "ad_firm")),
        z3.Or(ALL.fact("recipient_consent_confirmed"), CASE_OF_4),
    ),
    "those who left are disturbed only by law or to answer them": when(
        z3.And(ALL.fact("left"), ALL.is_("act", "use", "provide", "entrust", "share")),
        z3.Or(ALL.fact("by_law"), z3.And(ALL.fact("request"), ALL.is_("purpose", "2(1)b"))),
    ),
}  # fmt: skip

FALSE = {
    "sensitive information is provided by consent only": when(
        z3.And(ALL.is_("act", "provide"), ALL.is_("sensitive", *SENSITIVE)),
        ALL.fact("consent_prior"),
    ),
    "nothing reaches advertisers without a case of 4": when(
        z3.And(ALL.is_("act", "provide"), ALL.is_("to", "ad_firm")), CASE_OF_4
    ),
    "suspended use stops even what the law requires": when(
        ALL.fact("use_suspended"), z3.Not(ALL.is_("act", "use"))
    ),
    "children are never provided about": z3.Not(
        z3.And(ALL.fact("minor", "consent", "opted_in"), ALL.is_("act", "provide"))
    ),
    "nothing is amended": z3.Not(ALL.is_("act", "amend")),
    "those who left are forgotten": z3.Not(
        z3.And(ALL.fact("left"), ALL.is_("act", "use"), ALL.is_("purpose", "2(1)b"))
    ),
    "nothing goes abroad": z3.Not(
        z3.And(ALL.is_("place", "abroad"), ALL.is_("act", "provide"), ALL.is_("identifying", True))
    ),
}


@pytest.mark.parametrize("claim", TRUE)
def test_it_is_true_of_all_that_is_allowed_that(claim: str) -> None:
    assert ALL.counterexample(TRUE[claim]) is None


def test_sensitive_information_is_provided_only_by_a_case_of_3_and_a_case_of_4() -> None:
    provided = z3.And(ALL.is_("act", "provide"), ALL.is_("sensitive", *SENSITIVE))

    assert ALL.counterexample(when(provided, z3.And(CASE_OF_3, CASE_OF_4))) is None


@pytest.mark.parametrize("claim", FALSE)
def test_it_is_false_and_decide_confirms_the_counterexample_that(claim: str) -> None:
    found = ALL.counterexample(FALSE[claim])

    assert found is not None
    asked, person = found
    assert decide(KUSAVEE, asked, standing=person, at=NOON).outcome is Outcome.ALLOW


def test_the_shop_provides_nothing_to_those_who_did_not_agree() -> None:
    shop = Proving(SHOP)
    acts = ("collect", "use", "provide", "entrust", "share")

    assert shop.counterexample(when(shop.is_("act", *acts), shop.fact("agreed"))) is None
    assert shop.counterexample(z3.Not(shop.is_("data", "card_number"))) is not None
    cards = z3.And(shop.is_("act", *acts), shop.is_("data", "card_number"))
    assert shop.counterexample(z3.Not(cards)) is None


@pytest.mark.parametrize("cite", ["3", "7[withheld]", "7[stopped]", "MAIL 3(1)", "APPI 28(1)"])
def test_a_claim_no_longer_holds_without_the_ban_that_it_rests_on(cite: str) -> None:
    broken = Proving(without(KUSAVEE, cite))
    broken.attributes, broken.facts = ALL.attributes, ALL.facts

    assert any(broken.counterexample(claim) for claim in TRUE.values())


def without(book: Rulebook, cite: str) -> Rulebook:
    """Return the rulebook without one ban; without that on mail, no permit asks either."""
    kept = [rule for rule in book.rules if rule.cite != cite]
    if cite == "MAIL 3(1)":
        kept = [replace(rule, facts=rule.facts - {"opted_in"}) for rule in kept]
    return replace(book, rules=tuple(kept))
