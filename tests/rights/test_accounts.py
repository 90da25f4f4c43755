"""Where a system does not tell whose an account is, an officer says it, and accounts stay apart."""

from pathlib import Path

import msgspec
import pytest
from tests.gate.samples import entries, stored
from tests.rights.companies import (
    FULL,
    Companies,
    connected,
    customers,
    mapped,
    others,
)
from tests.rights.samples import DESK, DOCUMENT, JUDGE, WHOLE, answer, asked, row, state
from tests.store import Store

from mamoru.gate.door import Door, opened
from mamoru.gate.systems.look import FoundRow
from mamoru.ledger.entries import RequestChanged, SystemTouched
from mamoru.rights.requests.accounts import accounts, settle_accounts
from mamoru.rights.requests.decide import Deciding, decide
from mamoru.rights.requests.due import waiting
from mamoru.rights.requests.errors import (
    InvalidRequestError,
    OwnDecisionError,
    RequestStateError,
)
from mamoru.rights.requests.identify import vouch
from mamoru.rights.requests.models import PlaceSearched
from mamoru.rights.requests.papers import ACCOUNTS, raw
from mamoru.rights.requests.review import Reviewing, review
from mamoru.rights.requests.search import places_of
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.work import work_due
from mamoru.rights.whose import AccountSeen, AccountsSettled, shown

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
UNTOLD = FULL.replace("email: email}", "partner_id: address_id}", 1)
"""A map that finds people by a column that several share."""
SHOWN = "case:7"


def unclear(door: Door, companies: Companies, kind: str = "erase", **more: str) -> str:
    """Bring a request to where customers 1 and 2 of the desk may both be whom it is about."""
    connected(door, companies)
    mapped(door, "desk", UNTOLD)
    companies["desk"].run("UPDATE customers SET address_id = 1 WHERE id = 2")
    companies["desk"].run("UPDATE customers SET address_id = 2 WHERE id = 3")
    ref = asked(door, kind, identifiers={"partner_id": "1"}, **more)
    vouch(door, DESK, ref, DOCUMENT)
    work_due(door)
    return ref


def named(door: Door, ref: str) -> dict[str, AccountSeen]:
    """Return the accounts in question, by the customer's name."""
    return {one.values["name"]: one for one in accounts(door, DESK, ref)}


def settled(
    door: Door, ref: str, *, theirs: tuple[str, ...] = (), others: tuple[str, ...] = ()
) -> str:
    said = AccountsSettled(reference=SHOWN, theirs=theirs, others=others)
    return settle_accounts(door, DESK, ref, said)


def refusal(ground: str) -> Deciding:
    return Deciding(outcome="refused", ground=ground, reasons="架空の理由")


def one_and_two(door: Door, ref: str) -> tuple[str, str]:
    found = named(door, ref)
    return found["Customer One"].account, found["Customer Two"].account


def met(door: Door, ref: str) -> None:
    """Bring a request that was settled to its end."""
    work_due(door)
    review(door, DESK, ref, Reviewing())
    decide(door, JUDGE, ref, WHOLE)
    work_due(door)


def changes(ref: str) -> list[tuple[str, str | None]]:
    told = [one for one in entries() if isinstance(one, RequestChanged)]
    return [(one.change, one.what) for one in told if one.name == ref]


def test_a_request_that_fits_two_accounts_waits_for_an_officer_and_is_listed_so(
    door: Door, companies: Companies
) -> None:
    ref = unclear(door, companies, claim="breach")

    [summary] = waiting(door.clock(), who="officer")
    assert (summary.request, summary.state) == (ref, RequestState.ACCOUNT)
    assert summary.problem == "account-unclear"
    assert ("accounts_unclear", None) in changes(ref)
    with pytest.raises(RequestStateError):
        accounts(door, DESK, asked(door))


def test_an_officer_sees_the_accounts_in_question_and_no_other_on_record(
    door: Door, companies: Companies
) -> None:
    ref = unclear(door, companies, claim="breach")
    before = len(entries())

    found = accounts(door, DESK, ref)

    assert [one.values["name"] for one in found] == ["Customer One", "Customer Two"]
    assert {(one.system, one.table, one.fits) for one in found} == {
        ("desk", "customers", ("partner_id",))
    }
    looks = [one for one in entries()[before:] if isinstance(one, SystemTouched)]
    assert [(one.system, one.count) for one in looks if one.count] == [("desk", 2)]
    assert {one.request for one in looks} == {row(ref).trace}


def test_what_is_sensitive_by_nature_is_not_shown_to_tell_accounts_apart(store: Store) -> None:
    clinic = Path(__file__).parents[2] / "policies" / "clinic.yaml"
    found = FoundRow(
        table="patients", key=(1,), values={"name": "Fixture Qq", "diagnosis": "invented"},
        columns={"name": ("billing", None), "diagnosis": ("medical", None)},
        because=(), owned=False,
    )  # fmt: skip

    with opened(home=store.home, policy=clinic.read_bytes()) as door:
        assert shown(door.policy, found) == {"name": "Fixture Qq"}


def test_the_account_that_is_theirs_is_erased_and_the_other_stays_byte_for_byte(
    door: Door, companies: Companies
) -> None:
    ref = unclear(door, companies, claim="breach")
    before = others(companies)
    mine, theirs = one_and_two(door, ref)

    assert settled(door, ref, theirs=(mine,), others=(theirs,)) == RequestState.SEARCH
    met(door, ref)

    assert state(ref) is RequestState.READY
    assert customers(companies["desk"]) == [2, 3]
    assert others(companies) == before
    assert ("account_chosen", "desk") in changes(ref)
    assert ("account_refused", "desk") in changes(ref)


def test_a_disclosure_tells_of_the_account_that_was_chosen_and_nothing_of_the_other(
    door: Door, companies: Companies
) -> None:
    ref = unclear(door, companies, "disclose")
    mine, theirs = one_and_two(door, ref)
    settled(door, ref, theirs=(theirs,), others=(mine,))
    met(door, ref)

    told = str(msgspec.json.decode(answer(door, ref)["answer.json"])["rows"])
    assert "Customer Two" in told
    assert "Customer One" not in told


def test_where_none_of_the_accounts_is_theirs_the_request_goes_on_without_them(
    door: Door, companies: Companies
) -> None:
    ref = unclear(door, companies, claim="breach")
    before = others(companies)

    settled(door, ref, others=one_and_two(door, ref))
    work_due(door)

    assert state(ref) is RequestState.REVIEW
    assert {one.place: one.rows for one in places_of(row(ref))}["desk"] == 0
    review(door, DESK, ref, Reviewing())
    decide(door, JUDGE, ref, WHOLE)
    work_due(door)
    assert state(ref) is RequestState.READY
    assert customers(companies["desk"]) == [1, 2, 3]
    assert others(companies) == before


def test_two_accounts_are_never_made_one(door: Door, companies: Companies) -> None:
    ref = unclear(door, companies, claim="breach")
    both = one_and_two(door, ref)

    with pytest.raises(InvalidRequestError, match="at most"):
        settled(door, ref, theirs=both)
    with pytest.raises(InvalidRequestError, match="in question"):
        settled(door, ref, theirs=both[:1], others=both[:1])
    with pytest.raises(InvalidRequestError, match="in question"):
        settled(door, ref, theirs=("acc_0",))
    assert state(ref) is RequestState.ACCOUNT
    assert raw(door, row(ref), ACCOUNTS) is None


def test_what_was_said_of_one_account_says_nothing_of_another_or_of_one_that_comes_later(
    door: Door, companies: Companies
) -> None:
    ref = unclear(door, companies, claim="breach")
    mine, theirs = one_and_two(door, ref)

    settled(door, ref, theirs=(mine,))
    work_due(door)
    assert state(ref) is RequestState.ACCOUNT

    settled(door, ref, others=(theirs,))
    work_due(door)
    assert state(ref) is RequestState.REVIEW
    review(door, DESK, ref, Reviewing())
    companies["desk"].run("UPDATE customers SET address_id = 1 WHERE id = 3")
    decide(door, JUDGE, ref, WHOLE)
    work_due(door)
    assert state(ref) is RequestState.ACCOUNT
    assert customers(companies["desk"]) == [1, 2, 3]


def test_an_account_that_a_surer_identifier_speaks_against_is_settled_as_well(
    door: Door, companies: Companies
) -> None:
    connected(door, companies)
    identifiers = {"email": "one@example.com", "account": "900"}
    ref = asked(door, person=stored(door, identifiers=identifiers).ref)
    vouch(door, DESK, ref, DOCUMENT)
    work_due(door)
    assert state(ref) is RequestState.ACCOUNT

    found = accounts(door, DESK, ref)
    assert {one.values["name"] for one in found} == {"Customer One"}
    settled(door, ref, theirs=tuple(one.account for one in found))
    met(door, ref)

    told = msgspec.json.decode(answer(door, ref)["answer.json"])["rows"]
    assert {one["system"] for one in told} == {"crm", "desk", "shop"}


def test_a_request_whose_account_cannot_be_told_is_refused_by_somebody_else(
    door: Door, companies: Companies
) -> None:
    ref = unclear(door, companies, "disclose")
    said = refusal("identity_unverifiable")

    with pytest.raises(OwnDecisionError):
        decide(door, DESK, ref, said)
    decide(door, JUDGE, ref, said)
    work_due(door)

    assert state(ref) is RequestState.READY
    assert "Customer" not in str(answer(door, ref))


def test_what_was_done_in_part_is_not_refused_as_if_nothing_had_been(
    door: Door, companies: Companies
) -> None:
    ref = unclear(door, companies, claim="breach")
    PlaceSearched.objects.filter(request=row(ref), place="crm").update(done_at=door.clock())

    with pytest.raises(InvalidRequestError, match="done already"):
        decide(door, JUDGE, ref, refusal("identity_unverifiable"))
    assert state(ref) is RequestState.ACCOUNT


def test_whoever_said_whose_an_account_is_does_not_refuse_alone(
    door: Door, companies: Companies
) -> None:
    ref = unclear(door, companies, "disclose")
    one = AccountsSettled(reference=SHOWN, others=one_and_two(door, ref))
    settle_accounts(door, JUDGE, ref, one)
    work_due(door)
    review(door, DESK, ref, Reviewing())

    with pytest.raises(OwnDecisionError):
        decide(door, JUDGE, ref, refusal("harm_to_rights"))


def test_accounts_have_other_names_in_another_request(door: Door, companies: Companies) -> None:
    ref = unclear(door, companies, claim="breach")
    other = asked(door, "erase", identifiers={"partner_id": "1"}, claim="harm")
    vouch(door, DESK, other, DOCUMENT)
    work_due(door)

    assert {*one_and_two(door, ref)}.isdisjoint(one_and_two(door, other))


def test_systems_are_searched_again_where_nothing_is_said(door: Door, companies: Companies) -> None:
    ref = unclear(door, companies, claim="breach")
    companies["desk"].run("UPDATE customers SET address_id = 2 WHERE id = 2")

    assert accounts(door, DESK, ref) == ()
    settled(door, ref)
    work_due(door)

    assert state(ref) is RequestState.REVIEW
