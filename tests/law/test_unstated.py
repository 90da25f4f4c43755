"""What an asker leaves unstated never lifts a ban: the law asks for it instead."""

from typing import Any

import pytest
from tests.law.permissive import CONSENT, decided

from mamoru.law.sentences import Sentence
from mamoru.law.table import law_table
from mamoru.policy.handling import Consent, Outcome, Standing

TOLD = Consent(given_at=CONSENT.given_at, recipient="other", foreign=True)
ENTRUSTED = ("needed_for_purpose", "suitability", "confidentiality")


def test_a_ban_of_the_law_is_narrowed_by_nothing_that_may_be_left_unstated() -> None:
    narrowed = {
        row.name: sorted({"from", "to", "by", "place", "whose", "residence"} & row.body.keys())
        for row in law_table().rows
        if row.sentence is Sentence.BAN
    }

    assert {name: by for name, by in narrowed.items() if by} == {}


@pytest.mark.parametrize("consent", [CONSENT, TOLD], ids=["plain", "told of the country"])
def test_consent_provides_nothing_to_a_place_that_is_not_stated(consent: Consent) -> None:
    answer = decided(Standing(consents=(consent,)), act="provide", recipient="other", place=None)

    assert (answer.outcome, answer.law) == (Outcome.REFUSE, ("APPI 28(1)",))


@pytest.mark.parametrize(
    ("act", "recipient", "facts"),
    [
        ("share", "partner", ("joint_use_published",)),
        ("entrust", "vendor", ENTRUSTED),
        ("provide", "heir", ("succession",)),
    ],
)
def test_no_hand_over_is_allowed_to_a_place_that_is_not_stated(
    act: str, recipient: str, facts: tuple[str, ...]
) -> None:
    unstated = decided(None, *facts, act=act, recipient=recipient, place=None)
    in_japan = decided(None, *facts, act=act, recipient=recipient, place="JP")

    assert (unstated.outcome, unstated.law) == (Outcome.REFUSE, ("APPI 28(1)",))
    assert in_japan.outcome is Outcome.ALLOW


@pytest.mark.parametrize(
    ("place", "label"), [("JP", "[domestic]"), ("designated", "[designated]"), ("abroad", "(main)")]
)
def test_28_is_lifted_by_what_the_place_of_the_recipient_is(place: str, label: str) -> None:
    answer = decided(Standing(consents=(TOLD,)), act="provide", recipient="other", place=place)

    assert answer.outcome is Outcome.ALLOW
    assert [cite for cite in answer.law if cite.startswith("APPI 28(1)(") or "28(1)[" in cite] == [
        f"APPI 28(1){label}"
    ]


@pytest.mark.parametrize(
    ("facts", "recipient"),
    [(("by_law",), "police"), (("life_body_property", "consent_difficult"), "other"), ((), "user")],
)
def test_what_28_does_not_reach_needs_no_place(facts: tuple[str, ...], recipient: str) -> None:
    answer = decided(None, *facts, act="provide", recipient=recipient, place=None)

    assert answer.outcome is Outcome.ALLOW


def test_what_identifies_nobody_needs_no_place() -> None:
    answer = decided(act="provide", recipient="other", identifying=False, place=None)

    assert answer.outcome is Outcome.ALLOW


def test_a_source_that_is_not_stated_owes_what_every_source_may_owe() -> None:
    answer = decided(act="collect")

    assert answer.outcome is Outcome.NEEDS
    assert {(need.clause, need.fact) for need in answer.needs} == {
        ("APPI 21(2)(main)", "notice_shown"),
        ("APPI 30(1)(main)", "source_confirmed"),
    }


@pytest.mark.parametrize(
    ("source", "facts", "lifted"),
    [
        ("person", ("notice_shown",), {"APPI 21(2)(main)", "APPI 30(1)[own]"}),
        ("automatic", (), {"APPI 21(2)[indirect]", "APPI 30(1)[own]"}),
        ("partner", ("source_confirmed",), {"APPI 21(2)[indirect]", "APPI 30(1)(main)"}),
    ],
)
def test_a_source_that_is_stated_owes_only_its_own(
    source: str, facts: tuple[str, ...], lifted: set[str]
) -> None:
    asked: dict[str, Any] = {"act": "collect", "source": source}

    answer = decided(None, *facts, **asked)

    assert answer.outcome is Outcome.ALLOW
    assert set(answer.law) == lifted | ({"APPI 30(3)"} if source == "partner" else set())
