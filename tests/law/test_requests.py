"""The requests of people as the law has them: rows with articles, and a policy beside them."""

import re
from datetime import date

import pytest

from mamoru.law.errors import UnknownParameterError, UnknownRequestKindError
from mamoru.law.figures import clock_named, law_clocks
from mamoru.law.requests import identity_way, request_figure, request_kind, request_rules
from mamoru.paths import reference_policy
from mamoru.policy.load import load

TODAY = date(2026, 11, 24)
JAPANESE = re.compile(r"[぀-ヿ一-鿿]")
ARTICLE = re.compile(r"^[法令]\d")
RULES = request_rules()


def test_the_nine_kinds_have_the_articles_that_give_them() -> None:
    found = {kind.name: kind.article.split(", ")[0] for kind in RULES.kinds}

    assert found == {
        "explain_purpose": "法32(2)", "disclose": "法33(1)–(4)", "disclose_records": "法33(5)",
        "correct": "法34(1)–(3)", "add": "法34(1)–(3)", "delete": "法34(1)–(3)",
        "suspend_use": "法35(1)", "erase": "法35(1)", "suspend_provision": "法35(3)–(7)",
    }  # fmt: skip


def test_a_fee_is_possible_for_telling_alone() -> None:
    charged = {kind.name for kind in RULES.kinds if kind.has_fee}

    assert charged == {"explain_purpose", "disclose", "disclose_records"}  # 法38(1)


def test_only_what_rests_on_a_ground_asks_for_one_and_provision_has_its_own() -> None:
    claims = {kind.name: set(kind.claims) for kind in RULES.kinds if kind.claims}

    wider = {"not_needed", "breach", "harm"}  # 法35(5)
    assert claims.keys() == {"suspend_use", "erase", "suspend_provision"}
    assert claims["suspend_provision"] == wider | {"unlawful_provision"}
    assert claims["erase"] - wider == {"beyond_purpose", "improper_use", "improper_collection"}


@pytest.mark.parametrize("name", [kind.name for kind in RULES.kinds])
def test_each_kind_is_counted_from_its_arrival_and_every_ground_has_an_article(name: str) -> None:
    found = request_kind(name, TODAY)

    assert clock_named(found.clock, TODAY).event == "request_arrived"
    assert all(ARTICLE.match(one) for one in (*found.refuse.values(), *found.claims.values()))
    assert {"identity_unverifiable", "mandate_unproved"} <= found.refuse.keys()
    assert ("fee_unpaid" in found.refuse) == found.has_fee


def test_everything_is_named_in_both_languages() -> None:
    words = [kind.word for kind in RULES.kinds] + [way.word for way in RULES.ways]
    words += [figure.word for figure in RULES.figures]
    words += [*RULES.claims.values(), *(ground.word for ground in RULES.grounds.values())]

    assert all(JAPANESE.search(word.ja) and not JAPANESE.search(word.en) for word in words)


def test_every_ground_the_reference_policy_reserves_is_one_of_the_law() -> None:
    policy = load(reference_policy(), clocks={clock.name for clock in law_clocks().clocks})
    acts = {kind.act for kind in RULES.kinds}

    facts = {ground.fact for ground in RULES.grounds.values() if ground.fact}

    assert acts <= {"explain_purpose", "disclose", "disclose_records", "correct", "add", "erase",
                    "suspend_use", "suspend_provision"}  # fmt: skip
    assert policy.fees.keys() <= acts
    assert facts == {"harm_to_rights", "business_hindrance", "violates_law", "content_true",
                     "no_ground_to_stop", "identity_unverifiable"}  # fmt: skip


def test_an_unknown_kind_way_or_figure_is_none() -> None:
    with pytest.raises(UnknownRequestKindError, match="disclose"):
        request_kind("portability", TODAY)
    with pytest.raises(UnknownRequestKindError):
        request_kind("disclose", date(2022, 3, 31))  # the law gave other rights then
    with pytest.raises(UnknownParameterError):
        request_figure("other", TODAY)
    assert identity_way("voice", TODAY) is None
    assert request_figure("small_count", TODAY) == 5
