"""The cases of clause 4: each on its evidence, approved by somebody else, for one party."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.gate.samples import Clock, entries, given, last, stored
from tests.parties.samples import filed, new_party, registered
from tests.parties.test_receiving import agreed, provide

from mamoru.gate.asking import OFFICER, Asker, Wish
from mamoru.gate.create import create
from mamoru.gate.door import Door
from mamoru.gate.errors import EvidenceNeededError, HandlingRefusedError
from mamoru.gate.read import read
from mamoru.gate.recipient_errors import BeyondScopeError, CaseNotHoldingError, PartyNotReadyError
from mamoru.ledger.entries import PartyChanged
from mamoru.parties.cases import Case, Evidence, NewCase
from mamoru.parties.errors import InvalidPartyError
from mamoru.parties.party import Party
from mamoru.provision.cases import ask as cases
from mamoru.provision.cases.errors import (
    CaseDecidedError,
    CaseLackingError,
    FourEyesError,
    OptOutUnreservedError,
)
from mamoru.provision.parties import register

SECOND = Asker(system="second-officer")
UNTIL = date(2026, 12, 31)
EVIDENCE = {
    "4(2)": Evidence(statute="APPI 27(1)(i)", body="架空警察署", document="doc:7", scope="scope:7"),
    "4(3)": Evidence(facts="note:1", difficulty="note:2"),
    "4(4)": Evidence(facts="note:1", difficulty="note:2"),
    "4(5)": Evidence(
        body="架空市", statute="APPI 27(1)(iv)", document="doc:8", impediment="note:3"
    ),
    "4(6)": Evidence(deal="deal:1", stage="closing", purposes=("2(1)a",)),
}
KINDS = {"4(5)": "state_body", "4(6)": "successor"}


def new_case(party: Party, case: Any = "4(2)", **changes: Any) -> NewCase:
    given: dict[str, Any] = {
        "party": party.ref, "case": case, "items": ("name",), "until": UNTIL,
        "evidence": EVIDENCE.get(case, Evidence()),
    }  # fmt: skip
    return NewCase(**given | changes)


def approved(door: Door, party: Party, case: Any = "4(2)", **changes: Any) -> Case:
    asked = cases.ask(door, OFFICER, new_case(party, case, **changes))
    return cases.approve(door, SECOND, asked.ref)


def changes() -> list[str]:
    return [one.change for one in entries() if isinstance(one, PartyChanged)]


@pytest.mark.parametrize("case", ["4(2)", "4(3)", "4(4)", "4(5)", "4(6)"])
def test_an_approved_case_lets_its_party_receive_what_it_names(door: Door, case: str) -> None:
    person, party = stored(door), registered(door, KINDS.get(case, "third_party"))
    made = approved(door, party, case)

    answer, _ = read(door, OFFICER, provide(party, grounds=made.facts), person.ref, items=["name"])

    assert case in answer.decision.cites
    assert set(made.facts) <= set(last().facts)


def test_a_case_is_asked_for_with_all_its_evidence(door: Door) -> None:
    party = registered(door)

    with pytest.raises(CaseLackingError) as lacking:
        cases.ask(door, OFFICER, new_case(party, evidence=Evidence(body="架空警察署"), until=None))

    assert lacking.value.facts["lacks"] == "statute, document, scope, until"
    assert "case_asked" not in changes()


@pytest.mark.parametrize("case", ["4(5)", "4(6)"])
def test_a_case_that_is_for_one_kind_of_party_is_for_no_other(door: Door, case: str) -> None:
    with pytest.raises(InvalidPartyError) as wrong:
        cases.ask(door, OFFICER, new_case(registered(door), case))

    assert wrong.value.facts["item"] == "party"


def test_whoever_asks_cannot_approve_and_that_they_tried_is_on_record(door: Door) -> None:
    person, party = stored(door), registered(door)
    made = cases.ask(door, OFFICER, new_case(party))

    with pytest.raises(FourEyesError):
        cases.approve(door, OFFICER, made.ref)

    assert changes()[-2:] == ["case_asked", "approval_refused"]
    with pytest.raises(CaseNotHoldingError) as refused:
        read(door, OFFICER, provide(party, grounds=made.facts), person.ref, items=["name"])
    assert (refused.value.facts["reason"], refused.value.facts["fact"]) == ("asked", "by_law")
    assert last().needs == ("approved_case",)


def test_a_case_is_decided_once(door: Door) -> None:
    made = approved(door, registered(door))

    with pytest.raises(CaseDecidedError) as decided:
        cases.refuse(door, SECOND, made.ref)

    assert decided.value.facts["state"] == "approved"


@pytest.mark.parametrize("reference", ["inquiry:118", "case_0000000000000000"])
def test_a_ground_that_no_case_shows_is_none_whatever_it_names(door: Door, reference: str) -> None:
    person, party = stored(door), registered(door)

    with pytest.raises(CaseNotHoldingError) as refused:
        read(door, OFFICER, provide(party, grounds={"by_law": reference}), person.ref)

    assert refused.value.facts["reason"] == "unknown"


def test_a_ground_without_any_evidence_is_asked_for_by_the_policy(door: Door) -> None:
    person, party = stored(door), registered(door)

    with pytest.raises(EvidenceNeededError) as needed:
        read(door, OFFICER, provide(party, grounds={"by_law": None}), person.ref)

    assert needed.value.decision.cites == ("4(2)",)


def test_a_case_is_for_its_party_and_its_ground_and_its_time(door: Door, clock: Clock) -> None:
    person, party, other = stored(door), registered(door), registered(door, name="架空商会ムムム")
    made = approved(door, party)

    def reason(whose: Party, **grounds: str) -> str:
        with pytest.raises(CaseNotHoldingError) as refused:
            read(door, OFFICER, provide(whose, grounds=grounds), person.ref, items=["name"])
        return str(refused.value.facts["reason"])

    assert reason(other, by_law=made.ref) == "other_party"
    assert reason(party, life_body_property=made.ref) == "other_ground"
    clock.now = datetime(2026, 12, 31, 15, tzinfo=UTC)
    assert reason(party, by_law=made.ref) == "expired"
    clock.now = datetime(2026, 12, 1, tzinfo=UTC)
    cases.close(door, OFFICER, made.ref)
    assert reason(party, by_law=made.ref) == "closed"


@pytest.mark.parametrize("items", [["name", "email"], None])
def test_nothing_beyond_the_items_of_the_case_is_handed_over(
    door: Door, items: list[str] | None
) -> None:
    person, party = stored(door), registered(door)
    made = approved(door, party)

    with pytest.raises(BeyondScopeError) as refused:
        read(door, OFFICER, provide(party, grounds=made.facts), person.ref, items=items)

    assert refused.value.facts["items"] == ("email" if items else "*")
    assert (last().outcome, last().needs) == ("refuse", ("approved_case",))


def test_provision_by_opting_out_is_refused_and_on_record(door: Door) -> None:
    party = registered(door)

    with pytest.raises(OptOutUnreservedError) as refused:
        cases.ask(door, OFFICER, new_case(party, "opt_out"))

    assert "27(2)" in refused.value.message("ja")
    assert changes()[-1] == "case_refused"


def test_consent_needs_no_approval_but_has_to_stand(door: Door) -> None:
    person, party = stored(door), registered(door)
    made = cases.ask(door, OFFICER, new_case(party, "4(1)", items=(), until=None))
    assert made.state == "approved"

    with pytest.raises(EvidenceNeededError) as needed:
        read(door, OFFICER, provide(party, grounds=made.facts), person.ref, items=["name"])
    assert needed.value.decision.cites == ("4(1)",)

    agreed(door, person.ref, party.ref)
    assert read(door, OFFICER, provide(party, grounds=made.facts), person.ref, items=["name"])


def test_a_deal_is_looked_into_under_a_contract_and_closed_under_another(door: Door) -> None:
    person = stored(door)
    party = register.add(door, OFFICER, new_party("successor"))
    evidence = Evidence(deal="deal:1", stage="due_diligence", purposes=("2(1)a",))
    looked = approved(door, party, "4(6)", evidence=evidence)
    closed = approved(door, party, "4(6)")
    filed(door, party, "due_diligence_contract", clauses=("handling", "return_on_failure"))

    assert read(door, OFFICER, provide(party, grounds=looked.facts), person.ref, items=["name"])
    with pytest.raises(PartyNotReadyError) as refused:
        read(door, OFFICER, provide(party, grounds=closed.facts), person.ref, items=["name"])
    assert [one.what for one in refused.value.missing] == ["succession_contract"]


def test_something_sensitive_needs_a_case_of_clause_3_as_well(door: Door) -> None:
    grounds: dict[str, str | None] = {"notice_shown": "notice:1", "by_law": "statute:1"}
    wish = Wish(act="collect", source="person", grounds=grounds)
    ill = given(items={"inquiry_text": "架空の記述"}, sensitive={"inquiry_text": "health"})
    person = create(door, OFFICER, wish, [ill])[0].people[0]
    party = registered(door)
    agreed(door, person.ref, party.ref, data="supplied")
    agreed(door, person.ref, party.ref, data="supplied", sensitive="health")

    with pytest.raises(HandlingRefusedError) as refused:
        read(door, OFFICER, provide(party), person.ref, items=["inquiry_text"])
    assert (refused.value.code, refused.value.decision.cites) == ("handling-refused", ("3",))

    made = approved(
        door, party, "4(1)", items=("inquiry_text",), until=None, sensitive="3(6)",
        evidence=Evidence(exception="note:9"),
    )  # fmt: skip
    wish = provide(party, grounds=made.facts)
    answer, _ = read(door, OFFICER, wish, person.ref, items=["inquiry_text"])
    assert {"3(6)", "4(1)"} <= set(answer.decision.cites)


def test_an_exception_of_clause_3_is_approved_by_somebody_else_even_with_consent(
    door: Door,
) -> None:
    person, party = stored(door), registered(door)
    evidence = Evidence(exception="note:9")
    asked = new_case(party, "4(1)", until=None, sensitive="3(6)", evidence=evidence)
    made = cases.ask(door, OFFICER, asked)

    with pytest.raises(CaseNotHoldingError) as refused:
        read(door, OFFICER, provide(party, grounds=made.facts), person.ref, items=["name"])

    assert (refused.value.facts["fact"], refused.value.facts["reason"]) == (
        "business_necessity", "asked",
    )  # fmt: skip


def test_a_case_for_something_sensitive_says_where_the_exception_is_shown(door: Door) -> None:
    with pytest.raises(CaseLackingError) as lacking:
        cases.ask(door, OFFICER, new_case(registered(door), sensitive="3(6)"))

    assert lacking.value.facts["lacks"] == "exception"
