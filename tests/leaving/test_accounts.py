"""Whoever leaves where two accounts fit is erased once an officer said which one is theirs."""

import hmac
from datetime import timedelta

import msgspec
import pytest
from tests.gate.samples import Clock, entries
from tests.leaving.samples import LEAVE, member, ruled
from tests.leaving.test_systems import OF_SHOP
from tests.rights.companies import Companies, connected, customers, mapped, others
from tests.rights.conftest import companies
from tests.vault.dumps import found_in, written

from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.ledger.entries import SystemChanged, SystemTouched
from mamoru.rights.leaving.accounts import accounts, settle_accounts
from mamoru.rights.leaving.begin import leave
from mamoru.rights.leaving.carry_on import carry_on_due
from mamoru.rights.leaving.errors import (
    AccountsUnsaidError,
    LeavingNotUnclearError,
    UnknownLeavingError,
)
from mamoru.rights.leaving.models import Leaving
from mamoru.rights.leaving.report import LeavingReport, leaving
from mamoru.rights.leaving.state import LeavingState
from mamoru.rights.whose import ACCOUNT, AccountsSettled

__all__ = ["companies"]
pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
UNTOLD = OF_SHOP.replace("email: email}", "email: {column: name, fold: lower}}", 1)
"""A map that finds people by a column in which two of the desk have the same."""
MAIL = "shared@example.com"
OFFICER = Asker(system="officer-1", purposes=frozenset())


def unclear(shop: Door, companies: Companies) -> str:
    """Let somebody leave of whom the desk has two accounts with one identifier."""
    ruled(shop)
    connected(shop, companies, OF_SHOP)
    mapped(shop, "desk", UNTOLD)
    companies["desk"].run(f"UPDATE customers SET name = '{MAIL}' WHERE id < 3")  # noqa: S608 - ours
    found = leave(shop, OFFICER, LEAVE, member(shop, MAIL))
    assert found.state is LeavingState.LEFT
    return found.leaving


def codes(found: LeavingReport) -> dict[str, str]:
    return {one.system: one.code for one in found.systems}


def by_mail(shop: Door, ref: str) -> dict[str, str]:
    """Return the accounts in question, by the mail address in them."""
    return {one.values["email"]: one.account for one in accounts(shop, OFFICER, ref)}


def settled(
    shop: Door, ref: str, *, theirs: str = "", others: tuple[str, ...] = ()
) -> LeavingReport:
    said = AccountsSettled(
        theirs=(theirs,) if theirs else (), others=others, reference="case:7", officer="officer-7"
    )
    return settle_accounts(shop, OFFICER, ref, said)


def test_the_account_that_is_theirs_is_erased_and_what_is_another_s_stays_byte_for_byte(
    shop: Door, companies: Companies
) -> None:
    ref = unclear(shop, companies)
    assert codes(leaving(ref))["desk"] == "person-ambiguous"
    before = others(companies)
    found = by_mail(shop, ref)
    assert sorted(found) == ["one@example.com", "two@example.com"]

    told = settled(shop, ref, theirs=found["one@example.com"], others=(found["two@example.com"],))

    assert told.state is LeavingState.ERASED
    assert customers(companies["desk"]) == [2, 3]
    assert others(companies) == before
    assert {one.system: one.shown for one in told.systems}["desk"] == "case:7"


def test_what_was_said_is_on_record_with_who_said_it_and_nothing_of_anybody(
    shop: Door, companies: Companies
) -> None:
    ref = unclear(shop, companies)
    before = len(entries())
    found = by_mail(shop, ref)
    looks = [one for one in entries()[before:] if isinstance(one, SystemTouched)]
    assert ("desk", 2) in {(one.system, one.count) for one in looks}

    settled(shop, ref, theirs=found["one@example.com"], others=(found["two@example.com"],))

    said = [
        one for one in entries()
        if isinstance(one, SystemChanged) and one.change.startswith("leaving_account")
    ]  # fmt: skip
    assert sorted((one.change, one.system, one.caller, one.leaving) for one in said) == [
        ("leaving_account_chosen", "desk", "officer-7", ref),
        ("leaving_account_refused", "desk", "officer-7", ref),
    ]
    assert found_in(repr(said).encode(), written("one@example.com")) == []


def test_where_none_is_theirs_nothing_is_erased_there_and_the_rest_is(
    shop: Door, companies: Companies
) -> None:
    ref = unclear(shop, companies)
    before = others(companies)

    told = settled(shop, ref, others=tuple(by_mail(shop, ref).values()))

    assert told.state is LeavingState.ERASED
    assert customers(companies["desk"]) == [1, 2, 3]
    assert others(companies) == before


def test_something_is_said_of_every_account_and_two_are_never_made_one(
    shop: Door, companies: Companies
) -> None:
    ref = unclear(shop, companies)
    one, two = by_mail(shop, ref).values()

    with pytest.raises(AccountsUnsaidError, match="every account"):
        settled(shop, ref, theirs=one)
    with pytest.raises(AccountsUnsaidError, match="in question"):
        settled(shop, ref, theirs=one, others=(one, two))
    with pytest.raises(AccountsUnsaidError, match="in question"):
        settled(shop, ref, others=(one, two, "acc_0"))
    both = AccountsSettled(theirs=(one, two), reference="case:7")
    with pytest.raises(AccountsUnsaidError, match="at most"):
        settle_accounts(shop, OFFICER, ref, both)
    assert customers(companies["desk"]) == [1, 2, 3]
    assert leaving(ref).state is LeavingState.LEFT


def test_an_account_that_came_since_is_erased_by_nothing_that_was_said_before(
    shop: Door, companies: Companies
) -> None:
    ref = unclear(shop, companies)
    one, two = by_mail(shop, ref).values()
    companies["desk"].run(f"UPDATE customers SET name = '{MAIL}' WHERE id = 3")  # noqa: S608 - ours

    with pytest.raises(AccountsUnsaidError, match="every account"):
        settled(shop, ref, theirs=one, others=(two,))

    assert customers(companies["desk"]) == [1, 2, 3]


def test_a_leaving_in_which_nothing_is_unclear_has_no_accounts_to_settle(
    shop: Door, companies: Companies, clock: Clock
) -> None:
    ref = unclear(shop, companies)
    with pytest.raises(UnknownLeavingError):
        accounts(shop, OFFICER, "leaving_0")
    one, two = by_mail(shop, ref).values()
    Leaving.objects.update(lease_until=clock.now + timedelta(minutes=2))
    with pytest.raises(LeavingNotUnclearError):
        settled(shop, ref, theirs=one, others=(two,))
    Leaving.objects.update(lease_until=None)
    assert not [one for one in entries() if getattr(one, "leaving", None)]

    companies["desk"].run("UPDATE customers SET name = 'other' WHERE id = 2")
    clock.now += timedelta(hours=2)
    carry_on_due(shop)

    assert leaving(ref).state is LeavingState.ERASED
    with pytest.raises(LeavingNotUnclearError):
        accounts(shop, OFFICER, ref)


def test_the_name_of_an_account_is_not_made_of_what_others_know(
    shop: Door, companies: Companies
) -> None:
    ref = unclear(shop, companies)
    found = accounts(shop, OFFICER, ref)

    guessed = {
        ACCOUNT + hmac.digest(ref.encode(), msgspec.json.encode(told), "sha256").hex()[:32]
        for one in found
        for number in range(10)
        for told in [(one.system, one.table, repr((number,)))]
    }

    assert len(found) == 2
    assert guessed.isdisjoint(one.account for one in found)
