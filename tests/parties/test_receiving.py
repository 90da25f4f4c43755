"""Who may receive: a party of the register whose papers hold, through whatever verb."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.gate.samples import SERVICE, Clock, last, stored
from tests.parties.samples import DAY, filed, new_party, registered

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.choose import give
from mamoru.gate.consider import consider
from mamoru.gate.door import Door
from mamoru.gate.errors import HandlingRefusedError, InvalidValueError
from mamoru.gate.misses import PARTY
from mamoru.gate.read import read
from mamoru.gate.recipient_errors import (
    PartyInactiveError,
    PartyMergedError,
    PartyNotReadyError,
    PartyUnnamedError,
)
from mamoru.parties.party import Party
from mamoru.parties.ready import CONTRACT
from mamoru.policy.handling import Handling, Outcome
from mamoru.provision.parties import register

COLLECT = Wish(act="collect", source="person", grounds={"notice_shown": "notice:1"})


def provide(party: Party | None, **changes: Any) -> Wish:
    given: dict[str, Any] = {"act": "provide", "party": party.ref if party else None}
    return Wish(**given | changes)


def entrust(party: Party, **changes: Any) -> Wish:
    return provide(
        party, act="entrust", purpose=SERVICE, grounds={"needed_for_purpose": "scope:1"}, **changes
    )


def agreed(door: Door, ref: str, recipient: str, **changes: Any) -> str:
    scope = {"data": "registration", **changes}
    choice = Choice(kind=Kind.CONSENT, recipient=recipient, **scope)
    return give(door, OFFICER, COLLECT, ref, choice, data="registration")


def test_what_leaves_names_somebody_of_the_register(door: Door) -> None:
    person = stored(door)

    with pytest.raises(PartyUnnamedError) as refused:
        read(door, OFFICER, Wish(act="provide", recipient="other"), person.ref)

    assert refused.value.code == "party-unnamed"
    entry = last()
    assert (entry.outcome, entry.needs, entry.party) == ("refuse", ("registered_party",), None)


def test_what_is_entrusted_rests_on_the_papers_and_not_on_the_word_of_who_asks(door: Door) -> None:
    person, party = stored(door), registered(door, "contractor")

    answer, _ = read(door, OFFICER, entrust(party), person.ref, items=["name"])

    assert [one.item for one in answer.values] == ["name"]
    entry = last()
    assert (entry.recipient, entry.place, entry.party) == ("processor", "JP", party.ref)
    assert {"suitability", "confidentiality"} <= set(entry.facts)


def test_a_contractor_whose_contract_ran_out_receives_nothing_and_is_told_which_paper(
    door: Door, clock: Clock
) -> None:
    person, party = stored(door), registered(door, "contractor")
    filed(door, party, "assessment", from_=date(2028, 3, 1), clauses=("passed",))
    clock.now = datetime(2028, 4, 1, 3, tzinfo=UTC)

    with pytest.raises(PartyNotReadyError) as refused:
        read(door, OFFICER, entrust(party), person.ref, items=["name"])

    assert [(one.what, one.why, one.clause) for one in refused.value.missing] == [
        ("contract", "expired", "5b")
    ]
    assert "contract has expired" in refused.value.message("en")
    assert "契約の期限が切れています" in refused.value.message("ja")
    entry = last()
    assert (entry.outcome, entry.cites, entry.law) == ("refuse", ("5b",), ("APPI 25",))
    assert entry.party == party.ref


def test_a_contract_that_leaves_out_what_it_must_lay_down_is_no_contract(door: Door) -> None:
    person = stored(door)
    party = register.add(door, OFFICER, new_party("contractor"))
    filed(door, party, "assessment", clauses=("passed",))
    filed(door, party, "contract", clauses=tuple(one for one in CONTRACT if one != "audit"))

    with pytest.raises(PartyNotReadyError) as refused:
        read(door, OFFICER, entrust(party), person.ref, items=["name"])

    assert [(one.what, one.why, one.lacks) for one in refused.value.missing] == [
        ("contract", "lacking", ("audit",))
    ]


def test_a_contractor_that_was_not_reviewed_for_a_year_receives_nothing(
    door: Door, clock: Clock
) -> None:
    person, party = stored(door), registered(door, "contractor")
    filed(door, party, "assessment", from_=DAY, clauses=("passed",))
    clock.now = datetime(2027, 11, 2, 3, tzinfo=UTC)

    with pytest.raises(PartyNotReadyError) as refused:
        read(door, OFFICER, entrust(party), person.ref, items=["name"])

    assert [(one.what, one.why, one.clause) for one in refused.value.missing] == [
        ("review", "overdue", "5c")
    ]
    filed(door, party, "review", from_=date(2027, 11, 2))
    assert read(door, OFFICER, entrust(party), person.ref, items=["name"])


@pytest.mark.parametrize(
    "abroad", [{"country": "US"}, {"storage": ("US",)}, {"subprocessors": (("架空社", "DE"),)}]
)
def test_a_contractor_that_reaches_abroad_in_any_way_is_none(
    door: Door, abroad: dict[str, Any]
) -> None:
    person, party = stored(door), registered(door, "contractor", **abroad)

    with pytest.raises(HandlingRefusedError) as refused:
        read(door, OFFICER, entrust(party), person.ref, items=["name"])

    assert refused.value.code == "handling-refused"
    assert refused.value.decision.cites == ("5",)


def test_a_consent_that_names_the_party_lets_it_receive_and_no_other(door: Door) -> None:
    person, party, other = stored(door), registered(door), registered(door, name="架空商会ムムム")
    agreed(door, person.ref, party.ref)

    answer, _ = read(door, OFFICER, provide(party), person.ref, items=["name"])

    assert answer.decision.cites == ("4(1)",)
    with pytest.raises(HandlingRefusedError) as refused:
        read(door, OFFICER, provide(other), person.ref, items=["name"])
    assert (refused.value.code, refused.value.decision.cites) == ("handling-refused", ("4",))


def test_a_consent_to_a_party_that_is_not_registered_is_not_kept(door: Door) -> None:
    person = stored(door)

    with pytest.raises(InvalidValueError) as wrong:
        agreed(door, person.ref, "party_0000000000000000")

    assert wrong.value.facts["item"] == "recipient"


def test_a_renamed_party_keeps_its_consents_and_a_merged_one_does_not_hand_them_on(
    door: Door,
) -> None:
    person, party, other = stored(door), registered(door), registered(door, name="架空商会ムムム")
    agreed(door, person.ref, party.ref)
    renamed = register.change(
        door, OFFICER, party.ref, register.PartyChanges(name="架空商会ネネネ")
    )
    assert renamed.version == 2
    assert read(door, OFFICER, provide(party), person.ref, items=["name"])

    register.merge(door, OFFICER, party.ref, other.ref, "deal:1")

    with pytest.raises(PartyMergedError) as merged:
        read(door, OFFICER, provide(party), person.ref, items=["name"])
    assert merged.value.facts["into"] == other.ref
    with pytest.raises(HandlingRefusedError) as refused:
        read(door, OFFICER, provide(other), person.ref, items=["name"])
    assert refused.value.decision.cites == ("4",)


def test_a_suspended_party_receives_nothing_until_it_is_resumed(door: Door) -> None:
    person, party = stored(door), registered(door)
    agreed(door, person.ref, party.ref)
    register.suspend(door, OFFICER, party.ref, "incident:1")

    with pytest.raises(PartyInactiveError) as refused:
        read(door, OFFICER, provide(party), person.ref, items=["name"])

    assert refused.value.facts["status"] == "suspended"
    register.resume(door, OFFICER, party.ref, "incident:1")
    assert read(door, OFFICER, provide(party), person.ref, items=["name"])


def test_a_recipient_abroad_needs_consent_after_being_told_or_measures_that_are_checked(
    door: Door, clock: Clock
) -> None:
    person, party = stored(door), registered(door, country="US")
    agreed(door, person.ref, party.ref)

    with pytest.raises(PartyNotReadyError) as refused:
        read(door, OFFICER, provide(party), person.ref, items=["name"])
    assert [(one.what, one.article) for one in refused.value.missing] == [
        ("foreign_information", "APPI 28(2)")
    ]

    filed(door, party, "foreign_information", clauses=("country", "system", "measures"))
    with pytest.raises(HandlingRefusedError) as unagreed:
        read(door, OFFICER, provide(party), person.ref, items=["name"])
    assert unagreed.value.decision.law == ("APPI 28(1)",)

    filed(door, party, "foreign_measures")
    answer, _ = read(door, OFFICER, provide(party), person.ref, items=["name"])
    assert "APPI 28(1)[measures]" in answer.decision.law
    clock.now = datetime(2027, 11, 3, 3, tzinfo=UTC)
    with pytest.raises(HandlingRefusedError):
        read(door, OFFICER, provide(party), person.ref, items=["name"])


def test_a_recipient_in_a_designated_country_receives_like_one_in_japan(door: Door) -> None:
    person, party = stored(door), registered(door, country="FR")
    agreed(door, person.ref, party.ref)

    read(door, OFFICER, provide(party), person.ref, items=["name"])

    assert last().place == "designated"


@pytest.mark.parametrize(("item", "word"), [("recipient", "ad_firm"), ("place", "abroad")])
def test_the_register_says_who_and_where_a_party_is_and_not_who_asks(
    door: Door, item: str, word: str
) -> None:
    person, party = stored(door), registered(door)

    with pytest.raises(InvalidValueError) as wrong:
        read(door, OFFICER, provide(party, **{item: word}), person.ref)

    assert wrong.value.facts["item"] == {"recipient": "to"}.get(item, item)


def test_a_corporation_whose_representative_is_not_known_cannot_be_recorded_and_receives_nothing(
    door: Door,
) -> None:
    person, party = stored(door), registered(door, representative="")
    agreed(door, person.ref, party.ref)

    with pytest.raises(PartyNotReadyError) as refused:
        read(door, OFFICER, provide(party), person.ref, items=["name"])

    assert [(one.what, one.why, one.article) for one in refused.value.missing] == [
        ("representative", "absent", "APPI 29(1)")
    ]
    alone = registered(door, representative="", is_corporation=False)
    agreed(door, person.ref, alone.ref)
    assert read(door, OFFICER, provide(alone), person.ref, items=["name"])


def test_a_third_party_whose_contract_ran_out_receives_nothing(door: Door) -> None:
    person, party = stored(door), registered(door)
    agreed(door, person.ref, party.ref)
    filed(door, party, "contract", until=date(2026, 11, 23))

    with pytest.raises(PartyNotReadyError) as refused:
        read(door, OFFICER, provide(party), person.ref, items=["name"])

    assert [(one.what, one.why) for one in refused.value.missing] == [("contract", "expired")]


def test_a_joint_user_without_an_agreement_receives_nothing(door: Door) -> None:
    person = stored(door)
    party = register.add(door, OFFICER, new_party("joint_user"))

    with pytest.raises(PartyNotReadyError) as refused:
        read(door, OFFICER, provide(party, act="share", purpose=SERVICE), person.ref)

    assert [(one.what, one.clause) for one in refused.value.missing] == [
        ("joint_use_agreement", "6")
    ]


def test_what_a_system_decides_for_itself_names_a_party_as_well(door: Door) -> None:
    person, party = stored(door), registered(door)
    agreed(door, person.ref, party.ref)
    asked = Handling(act="provide", data="registration", recipient="other", place="JP")

    (unnamed,) = consider(door, OFFICER, [asked], ref=person.ref)
    (named,) = consider(door, OFFICER, [asked], ref=person.ref, parties=[party.ref])

    assert (unnamed.outcome, unnamed.cites) == (Outcome.REFUSE, ("4",))
    assert (named.outcome, last().party) == (Outcome.ALLOW, party.ref)
    broad = Choice(kind=Kind.CONSENT, recipient="other", data="registration")
    give(door, OFFICER, COLLECT, person.ref, broad, data="registration")
    (unnamed,) = consider(door, OFFICER, [asked], ref=person.ref)
    assert (unnamed.outcome, unnamed.near) == (Outcome.REFUSE, (PARTY,))
