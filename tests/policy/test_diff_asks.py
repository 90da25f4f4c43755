"""Each row of what the law asks, by an edit of a policy that it applies to."""

import re

import pytest
from tests.policy.edits import Edit, changed
from tests.policy.test_diff_sentences import PURPOSE_G, RESEARCH, STATISTICS

from mamoru.law.table import law_table
from mamoru.policy.diff.asks import ROWS, Asks, Trait, asked, strongest
from mamoru.policy.diff.difference import Direction
from mamoru.policy.diff.particulars import RESPONSIBLE
from mamoru.policy.words import ACTS, ARTICLE_FORM

ADVERTISING = "        to: [ad_firm{more}]\n        for: [ad]"
CASES: dict[str, tuple[str, Edit, str, Asks, tuple[str, ...]]] = {
    "unrelated purpose": (
        "kusavee", (PURPOSE_G, RESEARCH + PURPOSE_G), "use",
        Asks.CONSENT, ("APPI 17(2)", "APPI 18(1)"),
    ),
    "related purpose": (
        "kusavee", (PURPOSE_G, RESEARCH.replace("kind: research", "kind: service") + PURPOSE_G),
        "use", Asks.NOTICE, ("APPI 17(2)", "APPI 21(3)"),
    ),
    "joint use for an unrelated purpose": (
        "kusavee", (PURPOSE_G, RESEARCH + PURPOSE_G), "share",
        Asks.CONSENT, ("APPI 27(5)(iii)",),
    ),
    "joint use for a related purpose": (
        "kusavee", (PURPOSE_G, RESEARCH.replace("kind: research", "kind: service") + PURPOSE_G),
        "share", Asks.NOTICE, ("APPI 27(6)",),
    ),
    "joint use": ("kusavee", STATISTICS, "share", Asks.CONSENT, ("APPI 27(5)(iii)",)),
    "collection": (
        "kusavee", ("        from: [partner]\n", "        from: [partner, third_party]\n"),
        "collect", Asks.NOTICE, ("APPI 21(1)",),
    ),
    "provision with a ground": (
        "kusavee", ("        to: [role:state_body]\n        law", "        law"), "provide",
        Asks.NOTICE, ("APPI 27(1)",),
    ),
    "provision without a ground": (
        "kusavee", ("        is: [consent_prior]\n", "        is: [approved]\n"), "provide",
        Asks.CONSENT, ("APPI 27(1)",),
    ),
    "provision of what identifies nobody": (
        "kusavee", (ADVERTISING.format(more=""), ADVERTISING.format(more=", other")), "provide",
        Asks.NOTICE, ("APPI 21(3)",),
    ),
    "sensitive information": (
        "kusavee", ("        is: [visible]\n", "        is: [minor_change]\n"), "collect",
        Asks.CONSENT, ("APPI 20(2)",),
    ),
    "entrustment": (
        "kusavee", ("        place: [JP]\n", "        place: [JP, designated]\n"), "entrust",
        Asks.NOTHING, ("APPI 25",),
    ),
    "entrustment for an unrelated purpose": (
        "kusavee", (PURPOSE_G, RESEARCH + PURPOSE_G), "entrust",
        Asks.CONSENT, ("APPI 17(2)", "APPI 18(1)"),
    ),
    "narrowed right": (
        "kusavee", ("            is: [no_ground_to_stop]\n", "            is: [approved]\n"),
        "suspend_use", Asks.NOTICE, ("APPI 32(1)",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_law_asks_of_a_change_what_its_row_says(name: str) -> None:
    policy, edit, act, asks, law = CASES[name]
    direction = Direction.NARROWED if name == "narrowed right" else Direction.WIDENED

    found = [
        one
        for one in changed(edit, name=policy).changes
        if one.direction is direction and act in one.values.get("act", ())
    ]

    assert found
    assert found[0].asks is asks
    assert set(law) <= set(found[0].law)


def test_every_row_has_a_case() -> None:
    without_law = {"provision abroad"}  # with the law compiled in, its own ban is in the way

    assert CASES.keys() | without_law == {row.name for row in ROWS}


def test_every_row_names_acts_and_articles_that_there_are() -> None:
    articles = {row.name for row in law_table().rows}

    for row in ROWS:
        assert row.acts <= ACTS.keys(), row.name
        assert set(row.law) <= articles, row.name
        assert all(re.fullmatch(ARTICLE_FORM, name) for name in row.law), row.name
    assert set(RESPONSIBLE) <= articles


def test_provision_abroad_without_its_own_ground_asks_for_consent_of_28() -> None:
    traits = frozenset([Trait.NATURAL, Trait.ABROAD, Trait.IDENTIFYING])

    rows = asked(Direction.WIDENED, "entrust", traits)
    grounded = asked(Direction.WIDENED, "entrust", traits | {Trait.GROUNDED_ABROAD})

    assert strongest(rows) == (Asks.CONSENT, ("APPI 28(1)",))
    assert strongest(grounded) == (Asks.NOTHING, ("APPI 25",))


def test_of_corporations_the_law_asks_nothing() -> None:
    for act in ACTS:
        for direction in Direction:
            assert asked(direction, act, frozenset([Trait.IDENTIFYING])) == ()


def test_what_is_narrowed_or_owed_asks_nothing_but_for_rights() -> None:
    every = frozenset(Trait)

    for direction in (Direction.DUTY_ADDED, Direction.DUTY_REMOVED):
        assert all(asked(direction, act, every) == () for act in ACTS)
    narrowed = {act for act in ACTS if asked(Direction.NARROWED, act, every)}
    assert narrowed.isdisjoint({"collect", "use", "provide", "entrust", "share"})
    assert {"disclose", "correct", "suspend_use"} <= narrowed


def test_the_strongest_row_decides_and_names_its_articles_alone() -> None:
    rows = asked(Direction.WIDENED, "use", frozenset([Trait.NATURAL, Trait.SENSITIVE]))

    assert {row.name for row in rows} == {"related purpose", "sensitive information"}
    assert strongest(rows) == (Asks.CONSENT, ("APPI 20(2)",))
    assert strongest([]) == (Asks.NOTHING, ())
