"""Which hand-overs need a record, what it holds, how it is made, and how long it is kept."""

from datetime import UTC, date, datetime

import pytest

from mamoru.provision.records.rules import Need, Way, keep_until, needed

TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 3, tzinfo=UTC)
LATER = datetime(2026, 12, 4, 3, tzinfo=UTC)


def need(
    act: str, *facts: str, role: str = "third_party", place: str = "JP", is_related: bool = False
) -> Need:
    return needed(act, facts, role=role, place=place, on=TODAY, is_related=is_related)


def test_provision_by_consent_needs_the_record_of_article_29() -> None:
    found = need("provide", "consent_prior")

    assert (found.record, found.case, found.basis) == ("R04", "consent", "law")
    assert found.article == "法29(1), 規20(1)(ii)"
    assert found.items == (
        "consent", "recipient_name", "recipient_address", "recipient_representative", "person",
        "data_items",
    )  # fmt: skip
    assert found.ways == ("each", "batch", "contract")


@pytest.mark.parametrize(
    "facts",
    [
        ("by_law",),
        ("life_body_property", "consent_difficult"),
        ("public_health", "consent_difficult"),
        ("state_function", "consent_impedes"),
        ("succession",),
    ],
    ids=lambda facts: facts[0],
)
def test_the_exempt_cases_have_only_the_record_that_the_policy_promises(
    facts: tuple[str, ...],
) -> None:
    role = "successor" if "succession" in facts else "third_party"

    found = need("provide", *facts, role=role)

    assert (found.basis, found.article) == ("promise", "")
    assert {"provided_on", "ground", "recipient_name", "data_items"} <= set(found.items)
    assert "contract" not in found.ways


def test_consent_beside_an_exempt_case_still_needs_the_record() -> None:
    assert need("provide", "by_law", "consent_prior").basis == "law"


@pytest.mark.parametrize(("act", "role"), [("entrust", "contractor"), ("share", "joint_user")])
def test_who_is_no_third_party_needs_none_in_japan(act: str, role: str) -> None:
    assert need(act, "needed_for_purpose", "joint_use_published", role=role).basis == "note"


@pytest.mark.parametrize(
    ("act", "role"),
    [("entrust", "contractor"), ("share", "joint_user"), ("provide", "successor")],
)
def test_abroad_by_consent_they_need_one_all_the_same(act: str, role: str) -> None:
    found = need(act, "foreign_consent", role=role, place="abroad")

    assert (found.basis, found.article) == ("law", "法29(1), 規20(1)(ii)")


@pytest.mark.parametrize("place", ["abroad", "designated"])
def test_abroad_on_equivalent_measures_or_in_a_designated_country_it_is_as_in_japan(
    place: str,
) -> None:
    assert need("entrust", "equivalent_measures", role="contractor", place=place).basis == "note"
    assert need("provide", "consent_prior", place=place).basis == "law"


def test_abroad_the_cases_of_article_27_1_need_none() -> None:
    assert need("provide", "by_law", place="abroad").basis == "promise"


def test_a_public_body_of_japan_is_exempt_and_one_abroad_is_not() -> None:
    assert need("provide", "consent_prior", role="state_body").basis == "promise"
    assert need("provide", "consent_prior", role="state_body", place="abroad").basis == "law"


@pytest.mark.parametrize("role", ["person", "agent"])
def test_the_person_and_the_agent_are_no_third_party(role: str) -> None:
    assert need("provide", "consent_prior", role=role).basis == "promise"


def test_information_that_becomes_personal_at_the_recipient_needs_the_record_of_article_31() -> (
    None
):
    home = need("provide", "recipient_consent_confirmed", is_related=True)
    abroad = need("provide", "recipient_consent_confirmed", is_related=True, place="abroad")

    assert (home.record, home.case, home.article) == ("R06", "related", "法31(3), 規28(1)")
    assert set(abroad.items) - set(home.items) == {"confirmed_abroad"}
    assert {"confirmed", "provided_on"} <= set(home.items)
    assert "person" not in home.items
    assert need("provide", "by_law", is_related=True).basis == "promise"


@pytest.mark.parametrize("record", ["R04", "R06"])
@pytest.mark.parametrize(
    ("way", "until"),
    [
        ("each", datetime(2029, 11, 24, 15, tzinfo=UTC)),
        ("batch", datetime(2029, 12, 4, 15, tzinfo=UTC)),
        ("contract", datetime(2027, 12, 4, 15, tzinfo=UTC)),
    ],
)
def test_how_long_it_is_kept_counts_from_what_the_rule_says(
    record: str, way: Way, until: datetime
) -> None:
    assert keep_until(record, way, made_at=NOON, last_at=LATER) == until


def test_a_year_that_ends_on_no_day_ends_with_the_month() -> None:
    leap = datetime(2028, 2, 28, 15, tzinfo=UTC)  # 29 February begins in Tokyo

    found = keep_until("R04", "contract", made_at=leap, last_at=leap)

    assert found == datetime(2029, 2, 28, 15, tzinfo=UTC)
