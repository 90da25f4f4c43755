"""An officer sees on the pages the accounts that fit a request, and says whose they are."""

import re
from pathlib import Path

import pytest
from tests.faces.inside import Inside
from tests.rights.samples import DESK, DOCUMENT, asked, row, state, worked
from tests.rights.shared_account import two_that_fit

from mamoru.faces.models import Revealed
from mamoru.gate.asking import OFFICER
from mamoru.gate.systems.registering import NewSystem, register
from mamoru.rights.requests.identify import vouch
from mamoru.rights.requests.models import Step
from mamoru.rights.requests.receive import finding_purpose

NAME = re.compile(r'name="whose:(acc_[0-9a-f]{32})"')


@pytest.fixture
def ref(pages: Inside, tmp_path: Path) -> str:
    """A request that fits two accounts of a shop."""
    shop, text = two_that_fit(tmp_path)
    register(pages.door, OFFICER, NewSystem(url=shop.url, map=text))
    found = asked(pages.door, identifiers={"partner_id": "1"})
    vouch(pages.door, DESK, found, DOCUMENT)
    worked(pages.door)
    assert state(found) == "account"
    return found


def why(pages: Inside) -> dict[str, str]:
    return {
        "reveal-purpose": finding_purpose(pages.door.policy) or "", "reveal-reason": "identity",
        "reveal-reference": "case:1",
    }  # fmt: skip


def test_whose_accounts_are_is_said_on_the_pages_and_on_record(pages: Inside, ref: str) -> None:
    desk = pages.officer("desk-1", "desk")
    at = f"/console/requests/{ref}"
    before = desk.text(at)
    assert "whose an account is" in before
    assert "Customer One" not in before

    seen = desk.post(f"{at}/accounts", why(pages))
    one, two = NAME.findall(seen.text)
    assert "Customer One" in seen.text
    assert "Customer Three" not in seen.text
    assert Revealed.objects.get().what == "request_accounts"
    sent = {"reference": "case:1", f"whose:{one}": "theirs", f"whose:{two}": "other"}
    answer = desk.post(f"{at}/accounts/settled", sent)
    assert answer.status_code == 302, answer.text
    worked(pages.door)

    assert state(ref) == "review"
    page = desk.text(at)
    assert "an account was said to be theirs – shop" in page
    assert "an account was said not to be theirs – shop" in page
    values = desk.post(f"{at}/values", why(pages)).text
    assert "Customer One" in values
    assert "Customer Two" not in values


def test_two_accounts_are_not_made_one_on_the_pages_and_nothing_is_shown_without_a_reason(
    pages: Inside, ref: str
) -> None:
    desk = pages.officer("desk-1", "desk")
    at = f"/console/requests/{ref}"
    mute = desk.post(f"{at}/accounts", {**why(pages), "reveal-reference": ""})
    assert mute.status_code == 400
    assert "Customer One" not in mute.text
    both = NAME.findall(desk.post(f"{at}/accounts", why(pages)).text)

    sent = {"reference": "case:1", **{f"whose:{one}": "theirs" for one in both}}
    answer = desk.post(f"{at}/accounts/settled", sent)
    unshown = desk.post(f"{at}/accounts/settled", {**sent, "reference": "what they told me"})

    assert answer.status_code == 400
    assert "Nothing was kept: of one table one account is theirs at most" in answer.text
    assert '<p class="error" role="alert">' in answer.text
    assert unshown.status_code == 400
    assert state(ref) == "account"


def test_a_request_whose_account_cannot_be_told_is_refused_on_the_pages(
    pages: Inside, ref: str
) -> None:
    reviewer = pages.officer("reviewer-1", "reviewer")
    sent = {
        "decide-outcome": "refused", "decide-ground": "identity_unverifiable",
        "decide-reasons": "架空の理由",
    }  # fmt: skip

    answer = reviewer.post(f"/console/requests/{ref}/decide", sent)

    assert answer.status_code == 302, answer.text
    assert (state(ref), row(ref).ground) == ("answering", "identity_unverifiable")


@pytest.mark.parametrize("role", ["auditor", "engineer"])
def test_who_has_no_role_for_it_neither_sees_accounts_nor_says_whose_they_are(
    pages: Inside, ref: str, role: str
) -> None:
    visitor = pages.officer(f"{role}-1", role)
    at = f"/console/requests/{ref}"
    before = Step.objects.count()

    assert visitor.post(f"{at}/accounts", why(pages)).status_code == 403
    assert visitor.post(f"{at}/accounts/settled", {"reference": "case:1"}).status_code == 403
    assert (state(ref), Step.objects.count()) == ("account", before)
    assert not Revealed.objects.exists()


def test_accounts_are_told_by_the_words_of_the_policy(pages: Inside, ref: str) -> None:
    desk = pages.officer("desk-1", "desk", language="ja")
    at = f"/console/requests/{ref}"
    first = desk.get(at).text
    assert first.index(f'action="{at}/accounts"') < first.index("次にすること")

    seen = desk.post(f"{at}/accounts", why(pages)).text
    papers = desk.post(f"{at}/papers", why(pages)).text

    for page in (seen, papers):
        assert "提携先の顧客番号" in page
        assert "partner_id" not in page
    assert "メールアドレス" in seen
