"""Invariants are proved of everything that is allowed, or refuted by a handling that is."""

from pathlib import Path

import pytest
from tests.policy.agreement import NOON
from tests.policy.naive import compiled

from mamoru.law.book import Rulebooks
from mamoru.policy.decide import decide
from mamoru.policy.handling import Outcome
from mamoru.policy.load import load
from mamoru.policy.prove.errors import BadInvariantError
from mamoru.policy.prove.invariant import Form, parse
from mamoru.policy.prove.proof import prove
from mamoru.policy.rulebook import Rulebook

POLICIES = Path(__file__).parents[2] / "policies"
KUSAVEE = Rulebooks(load((POLICIES / "kusavee.yaml").read_bytes())).at(NOON)
CLINIC = Rulebooks(load((POLICIES / "clinic.yaml").read_bytes())).at(NOON)
PROMISES = [
    line
    for line in (POLICIES / "kusavee.invariants").read_text("utf8").splitlines()
    if line and not line.startswith("#")
]
PARTIES = ", ".join(KUSAVEE.policy.parties)


def holds(text: str, book: Rulebook = KUSAVEE) -> bool:
    return prove(book, parse(text, book), at=NOON).holds


# ------------------------------------------------------------------------ the reference policy


@pytest.mark.parametrize("promise", PROMISES)
def test_the_reference_policy_keeps_its_promise(promise: str) -> None:
    assert holds(promise)


def test_there_are_ten_promises_and_more() -> None:
    assert len(PROMISES) >= 10


@pytest.mark.parametrize(
    "claim",
    [
        "never provide that is sensitive to ad_firm",
        "never use, provide, entrust, share when left unless by_law",
        "never use when use_suspended",
        "never amend",
        "never use living in JP",
        "never use when minor and consent and opted_in",
        "always owes record_provision when provide",
        "always owes record_provision, record_answer when provide that is identifying",
        "always owes record_disposal when dispose that is sensitive",
    ],
)
def test_what_does_not_hold_has_a_counterexample_that_decide_allows(claim: str) -> None:
    found = prove(KUSAVEE, parse(claim, KUSAVEE), at=NOON)

    assert not found.holds
    assert found.witness is not None
    again = decide(KUSAVEE, found.witness.handling, standing=found.witness.standing, at=NOON)
    assert again.outcome is Outcome.ALLOW
    assert again == found.witness.decision


def test_a_counterexample_states_no_more_than_it_takes() -> None:
    found = prove(KUSAVEE, parse("never publish", KUSAVEE), at=NOON).witness

    assert found is not None
    assert (found.handling.whose, found.handling.source, found.handling.grounds) == (None, None, {})


def test_what_may_happen_is_shown_by_an_example_and_what_may_not_has_none() -> None:
    allowed = prove(KUSAVEE, parse("may use registration for 2(1)a", KUSAVEE), at=NOON)
    refused = prove(KUSAVEE, parse("may use registration for ad", KUSAVEE), at=NOON)

    assert allowed.witness is not None
    assert allowed.witness.decision.cites == ("2(1)a",)
    assert (allowed.holds, refused.holds, refused.witness) == (True, False, None)


def test_the_law_can_be_what_makes_a_promise_hold() -> None:
    alone = compiled(KUSAVEE.policy)
    claim = (
        "never provide that is identifying to third_party in abroad whose individual "
        "unless foreign_consent or by_law or life_body_property or public_health "
        "or state_function or equivalent_measures"
    )

    assert holds(claim)
    assert not holds(claim, alone)


def test_how_many_classes_were_looked_at_is_told() -> None:
    assert prove(KUSAVEE, parse("never use for ad", KUSAVEE), at=NOON).classes > 1_000


# ------------------------------------------------------------------------------- the language


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("never provide to role:third_party", "never provide to third_party"),
        ("never provide in not JP", "never provide in designated, abroad, unstated"),
        ("never use illness", "never use that is illness"),
        ("never use identity", "never use of identity"),
    ],
)
def test_words_are_read_by_what_they_mean(one: str, other: str) -> None:
    assert parse(one, CLINIC).region == parse(other, CLINIC).region


def test_all_parts_of_an_invariant_are_read() -> None:
    found = parse(
        "never collect, use or provide of registration, device that is not identifying for ad "
        "from person, unstated to not user by company whose individual in JP or abroad "
        "living in not JP when left and minor unless by_law and consent or visible, published",
        KUSAVEE,
    )

    assert found.form is Form.NEVER
    assert found.region["act"] == {"collect", "use", "provide"}
    assert found.region["data"] == {"registration", "device"}
    assert found.region["identifying"] == {False}
    assert found.region["from"] == {"person", None}
    assert "user" not in found.region["to"]
    assert None in found.region["to"]
    assert found.region["residence"] == {"EEA", "UK", "other", None}
    assert found.when == {"left", "minor"}
    assert [set(facts) for facts in found.unless] == [
        {"by_law", "consent"}, {"visible"}, {"published"},
    ]  # fmt: skip


def test_a_group_means_all_below_it_and_a_kind_of_purpose_all_of_that_kind() -> None:
    assert parse("never use observed for 2(2)", KUSAVEE).region == {
        "act": {"use"},
        "data": {"cookie", "usage", "device", "location", "network"},
        "purpose": {"2(2)a", "2(2)b"},
    }
    assert parse("never use for advertising", KUSAVEE).region["purpose"] == {"ad"}


@pytest.mark.parametrize(
    ("text", "column", "told"),
    [
        ("", 1, "nothing is written"),
        ("nevr use", 1, "it begins with never"),
        ("always owe x", 8, "'owes' should stand here instead of 'owe'"),
        ("always owes tidy when use", 13, "'tidy' is not a duty"),
        ("never", 6, "it ends where a word should stand"),
        ("never fly", 7, "'fly' is not an act"),
        ("never use registration, health", 11, "write categories after `of`"),
        ("never use for", 14, "it ends where a word should stand"),
        ("never use for play", 15, "'play' is not a purpose"),
        ("never use to ad_firm to other", 22, "'to' stands here for the second time"),
        (
            "never use to not unstated, " + ", ".join(KUSAVEE.policy.parties),
            113,
            "no value is left",
        ),
        ("never use when happy", 16, "'happy' is not a fact"),
        ("may use unless consent", 9, "unless does not go with may"),
        ("never use when left today", 21, "the end should stand here instead of 'today'"),
        ("never use " + "x" * 3_000, 2_000, "too long"),
    ],
)
def test_an_invariant_that_cannot_be_read_is_refused_where_it_is_wrong(
    text: str, column: int, told: str
) -> None:
    with pytest.raises(BadInvariantError) as caught:
        parse(text, KUSAVEE)

    assert caught.value.facts["column"] == column
    assert told in caught.value.message("en")
    assert caught.value.message("ja") != caught.value.message("en")
    assert len(caught.value.message("en")) < 900


def test_a_message_repeats_no_more_than_the_beginning_of_a_word() -> None:
    with pytest.raises(BadInvariantError) as caught:
        parse("never use for " + "y" * 900, KUSAVEE)

    assert "y" * 40 in caught.value.message("en")
    assert "y" * 41 not in caught.value.message("en")


def test_a_category_that_is_sensitive_by_nature_is_never_handled_as_if_it_were_not() -> None:
    natures = [one for one in CLINIC.policy.categories.values() if one.nature == "illness"]

    assert natures
    for one in natures:
        assert not holds(f"may use of {one.id} that is not sensitive", CLINIC)
        assert holds(f"may use of {one.id} that is illness", CLINIC)
