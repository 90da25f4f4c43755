"""Joint use by every way: only what a statement in force names, whatever paper lies beside it."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.gate.samples import SERVICE, Clock, last, stored
from tests.packages.samples import PLANNER, Recipient, people, wanted
from tests.parties.samples import DAY, filed, registered, shared
from tests.parties.test_receiving import provide
from tests.provision.shared import TODAY, partner

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.consider import consider
from mamoru.gate.door import Door
from mamoru.gate.errors import InvalidValueError
from mamoru.gate.read import read
from mamoru.gate.recipient_errors import BeyondJointUseError, BeyondScopeError
from mamoru.parties import scopes
from mamoru.parties.joint import JointUse, beyond, within
from mamoru.parties.party import Party
from mamoru.policy.handling import Handling, Outcome
from mamoru.provision.packages.plan import plan
from mamoru.provision.parties import register

STATISTICS = "2(1)d"


def share(party: Party, **changes: Any) -> Wish:
    return provide(party, **{"act": "share", "purpose": SERVICE} | changes)


def reason(door: Door, wish: Wish, ref: str, items: Any = ("name",)) -> str:
    """Return why a reading is refused, having seen that the ledger says it by the same word."""
    with pytest.raises(BeyondJointUseError) as refused:
        read(door, OFFICER, wish, ref, items=items)
    error = refused.value
    assert (error.decision.cites, error.decision.law) == (("6",), ("APPI 27(5)(iii)",))
    entry = last()
    assert (entry.outcome, entry.cites, entry.party) == ("refuse", ("6",), wish.party)
    assert entry.needs == (f"joint_use_{error.facts['reason']}",)
    return str(error.facts["reason"])


def test_what_the_statement_names_is_shared_on_the_paper_that_shows_it(door: Door) -> None:
    person, party = stored(door), registered(door, "joint_user")
    [use] = scopes.joint_uses(party.ref)

    answer, _ = read(door, OFFICER, share(party), person.ref, items=["name", "employer"])

    assert {one.item for one in answer.values} == {"name", "employer"}
    assert "joint_use_published" in last().facts
    assert use.items == {"name", "employer"}


@pytest.mark.parametrize("items", [["name", "birth_date"], ["birth_date"], None])
def test_an_item_that_the_statement_does_not_name_is_not_shared(door: Door, items: Any) -> None:
    person, party = stored(door), registered(door, "joint_user")

    assert reason(door, share(party), person.ref, items) == "items"


def test_the_refusal_says_which_items_in_both_languages(door: Door) -> None:
    person, party = stored(door), registered(door, "joint_user")

    with pytest.raises(BeyondJointUseError) as refused:
        read(door, OFFICER, share(party), person.ref, items=["name", "birth_date"])

    assert "no items that were published (birth_date)" in refused.value.message("en")
    assert "公表した項目ではありません (birth_date)" in refused.value.message("ja")


@pytest.mark.parametrize("purpose", ["2(1)b", "2(3)", "9(9)", None])
def test_a_purpose_that_the_statement_does_not_name_is_refused(door: Door, purpose: Any) -> None:
    person, party = stored(door), registered(door, "joint_user")

    assert reason(door, share(party, purpose=purpose), person.ref) == "purpose"


def test_an_agreement_and_a_paper_are_no_statement(door: Door) -> None:
    person, party = stored(door), partner(door)
    filed(door, party, "joint_use_statement", number="service:1")

    assert reason(door, share(party), person.ref) == "unpublished"
    claimed = share(party, grounds={"joint_use_published": "statement:1"})
    assert reason(door, claimed, person.ref) == "unpublished"
    assert "joint_use_statement" in {
        one.what for one in register.show(party.ref, door.clock()).missing
    }


def test_a_statement_that_begins_later_lets_nothing_be_shared_before(
    door: Door, clock: Clock
) -> None:
    person, party = stored(door), partner(door)
    shared(door, party, in_force_from=TODAY + timedelta(days=2))

    assert reason(door, share(party), person.ref) == "later"
    clock.now += timedelta(days=2)
    assert read(door, OFFICER, share(party), person.ref, items=["name"])


def test_a_statement_that_ended_lets_nothing_be_shared_after_its_last_day(
    door: Door, clock: Clock
) -> None:
    person, party = stored(door), partner(door)
    shared(door, party, until=TODAY + timedelta(days=1))
    clock.now += timedelta(days=1)
    assert read(door, OFFICER, share(party), person.ref, items=["name"])

    clock.now += timedelta(days=1)

    assert reason(door, share(party), person.ref) == "ended"


def test_a_partner_that_left_receives_nothing_by_an_earlier_statement(door: Door) -> None:
    person, party, other = stored(door), partner(door), partner(door, "架空提携ムムム")
    shared(door, party, key="service", partners=[party.ref, other.ref])

    shared(door, party, key="service", partners=[other.ref])

    assert reason(door, share(party), person.ref) == "left"
    assert read(door, OFFICER, share(other), person.ref, items=["name"])


def test_a_narrower_version_takes_the_place_of_the_wider_one_on_its_day(
    door: Door, clock: Clock
) -> None:
    person, party = stored(door), partner(door)
    shared(door, party)
    shared(door, party, items=["name"], in_force_from=TODAY + timedelta(days=1))
    assert read(door, OFFICER, share(party), person.ref, items=["employer"])

    clock.now += timedelta(days=1)

    assert reason(door, share(party), person.ref, ["employer"]) == "items"


def test_a_statement_that_was_withdrawn_does_not_bring_an_earlier_one_back(door: Door) -> None:
    person, party = stored(door), partner(door)
    shared(door, party)
    shared(door, party, items=["name"])
    newest = scopes.joint_uses(party.ref)[-1]

    register.withdraw_paper(door, OFFICER, party.ref, newest.paper)

    assert reason(door, share(party), person.ref, ["employer"]) == "left"


def test_two_statements_do_not_add_up_to_one_hand_over(door: Door) -> None:
    person, party = stored(door), partner(door)
    shared(door, party, key="one", items=["name"])
    shared(door, party, key="two", items=["employer"])

    assert read(door, OFFICER, share(party), person.ref, items=["name"])
    assert read(door, OFFICER, share(party), person.ref, items=["employer"])
    assert reason(door, share(party), person.ref, ["name", "employer"]) == "items"


def test_a_package_stays_within_the_statement(door: Door) -> None:
    recipient = Recipient(door, "joint_user")
    people(door, 1)
    asked: dict[str, Any] = {"act": "share", "purpose": SERVICE}

    for change in ({"items": ("name", "email")}, {"purpose": "2(1)b"}):
        with pytest.raises(BeyondJointUseError) as refused:
            plan(door, OFFICER, wanted(recipient.ref, **asked | change), PLANNER)
        assert refused.value.decision.cites == ("6",)
        assert last().needs == (f"joint_use_{refused.value.facts['reason']}",)

    assert plan(door, OFFICER, wanted(recipient.ref, **asked), PLANNER).hand.expected == 1


def decided(door: Door, party: Party, act: str, items: Any = None, **changes: Any) -> Outcome:
    """Return what a system that carries it out by itself is told."""
    asked = Handling(**{"act": act, "data": "registration", "purpose": SERVICE} | changes)
    (found,) = consider(door, OFFICER, [asked], parties=[party.ref], items=[items])
    return found.outcome


def test_a_system_that_carries_it_out_by_itself_is_bounded_alike(door: Door) -> None:
    party = registered(door, "joint_user")

    assert decided(door, party, "share", ["name", "employer"]) is Outcome.ALLOW
    assert decided(door, party, "share", ["name", "birth_date"]) is Outcome.REFUSE
    assert (last().cites, last().needs) == (("6",), ("joint_use_items",))
    assert decided(door, party, "share") is Outcome.REFUSE
    assert decided(door, party, "share", ["name"], purpose="2(1)b") is Outcome.REFUSE
    with pytest.raises(InvalidValueError) as wrong:
        decided(door, party, "share", ["clicks"])
    assert wrong.value.facts["item"] == "items"


def test_a_category_is_shared_as_a_whole_where_the_statement_names_every_item(door: Door) -> None:
    party = partner(door)
    every = list(door.policy.categories["registration"].items)
    shared(door, party, items=every)

    assert decided(door, party, "share") is Outcome.ALLOW
    assert decided(door, party, "share", data="observed") is not Outcome.ALLOW


def test_what_a_system_entrusts_by_itself_stays_within_the_data_set(door: Door) -> None:
    party = registered(door, "contractor")

    assert decided(door, party, "entrust", ["name"]) is Outcome.ALLOW
    assert decided(door, party, "entrust", ["name", "birth_date"]) is Outcome.REFUSE
    assert (last().cites, last().needs) == (("5[needed]",), ("approved_case",))
    assert decided(door, party, "entrust") is Outcome.REFUSE


def test_a_package_that_is_entrusted_stays_within_the_data_set_of_its_purpose(door: Door) -> None:
    recipient = Recipient(door, "contractor")
    people(door, 1)

    with pytest.raises(BeyondScopeError):
        plan(
            door, OFFICER,
            wanted(recipient.ref, act="entrust", purpose=SERVICE, items=("name", "employer")),
            PLANNER,
        )  # fmt: skip
    assert last().cites == ("5[needed]",)


USES = st.lists(
    st.builds(
        JointUse,
        paper=st.just("paper_1"),
        joint=st.sampled_from(["a", "b"]),
        statement=st.integers(1, 6),
        items=st.frozensets(st.sampled_from(["name", "employer", "email"]), min_size=1),
        purposes=st.frozensets(st.sampled_from([SERVICE, STATISTICS]), min_size=1),
        from_=st.dates(DAY, DAY + timedelta(days=9)),
        until=st.none() | st.dates(DAY, DAY + timedelta(days=9)),
        is_withdrawn=st.booleans(),
    ),
    max_size=5,
    unique_by=lambda one: one.statement,
)


@settings(max_examples=300)
@given(
    uses=USES, day=st.integers(0, 10), purpose=st.sampled_from([SERVICE, STATISTICS, None]),
    items=st.frozensets(st.sampled_from(["name", "employer", "email"]), min_size=1),
)  # fmt: skip
def test_whatever_was_published_only_the_present_version_of_one_joint_use_counts(
    uses: list[JointUse], day: int, purpose: str | None, items: frozenset[str]
) -> None:
    on = DAY + timedelta(days=day)

    found = within(uses, on, purpose, items)

    begun = [one for one in uses if one.from_ <= on]
    newest = [
        one for one in begun
        if one.statement == max(each.statement for each in begun if each.joint == one.joint)
    ]  # fmt: skip
    covers = [
        one for one in newest
        if not one.is_withdrawn and not (one.until and one.until < on)
        and purpose in one.purposes and items <= one.items
    ]  # fmt: skip
    assert isinstance(found, str) == (not covers)
    assert isinstance(found, str) or found in covers
    assert within(uses, on, purpose, None) != found or isinstance(found, str)
    if found == "items":
        assert beyond(uses, on, purpose, items)
