"""Officers say whose an account is of somebody who leaves, on the pages, and nobody else does."""

from pathlib import Path

import pytest
from tests.faces.inside import Inside, Visitor
from tests.rights.shared_account import leaving_unclear
from tests.systems.company import Company

from mamoru.faces.models import Revealed
from mamoru.rights.leaving.report import leaving
from mamoru.rights.requests.receive import finding_purpose

LIST = "/console/leavings"


def why(pages: Inside, ref: str) -> dict[str, str]:
    purpose = finding_purpose(pages.door.policy) or ""
    return {"reveal-purpose": purpose, "reveal-reason": "case", "reveal-reference": ref}


def ids(company: Company) -> list[int]:
    return [key for (key,) in company.rows("SELECT id FROM customers ORDER BY id")]


def seen(pages: Inside, officer: Visitor, ref: str) -> list[str]:
    """Open the accounts in question, and return what their fields are called."""
    answer = officer.post(f"{LIST}/{ref}/accounts", why(pages, ref))
    assert answer.status_code == 200, answer.text
    assert "one@example.com" in answer.text
    return [one.partition('"')[0] for one in answer.text.split('name="whose:')[1:]]


def test_an_officer_settles_whose_the_accounts_are_and_only_theirs_is_erased(
    pages: Inside, tmp_path: Path
) -> None:
    company, ref = leaving_unclear(pages.door, tmp_path)
    officer = pages.officer("officer-1", "officer")
    assert "people who left, of whom several accounts fit" in officer.text("/console")
    listed = officer.text(LIST)
    assert (ref in listed, "shop" in listed, "example.com" in listed) == (True, True, False)

    one, two = seen(pages, officer, ref)
    said = {f"whose:{one}": "theirs", f"whose:{two}": "other", "reference": "case:7"}
    done = officer.post(f"{LIST}/{ref}/accounts/settled", said)

    assert done.headers["location"] == LIST, done.text
    assert leaving(ref).state == "erased"
    assert ids(company) == [2, 3]
    assert "Nothing waits." in officer.text(LIST)
    kept = Revealed.objects.get()
    assert (kept.what, kept.ref, kept.reference) == ("leaving_accounts", ref, ref)


def test_nothing_is_opened_without_a_reason_or_settled_by_half(
    pages: Inside, tmp_path: Path
) -> None:
    company, ref = leaving_unclear(pages.door, tmp_path)
    officer = pages.officer("officer-1", "officer")

    bare = officer.post(f"{LIST}/{ref}/accounts", {"reveal-reason": "case"})
    one, two = seen(pages, officer, ref)
    at = f"{LIST}/{ref}/accounts/settled"
    half = officer.post(at, {f"whose:{one}": "theirs", "reference": "case:7"})
    mute = officer.post(at, {f"whose:{one}": "theirs", f"whose:{two}": "other"})

    assert (bare.status_code, half.status_code, mute.status_code) == (400, 400, 400)
    assert "example.com" not in bare.text
    assert "say of every account" in half.text
    assert ids(company) == [1, 2, 3]


@pytest.mark.parametrize("role", ["auditor", "desk", "engineer", "reviewer"])
def test_who_has_no_role_for_it_sees_and_settles_nothing(
    pages: Inside, tmp_path: Path, role: str
) -> None:
    company, ref = leaving_unclear(pages.door, tmp_path)
    visitor = pages.officer(f"{role}-1", role)

    assert visitor.get(LIST).status_code == 403
    assert visitor.post(f"{LIST}/{ref}/accounts", why(pages, ref)).status_code == 403
    assert visitor.post(f"{LIST}/{ref}/accounts/settled", {}).status_code == 403

    assert not Revealed.objects.exists()
    assert ids(company) == [1, 2, 3]


def test_whoever_signed_in_long_ago_says_again_who_they_are(pages: Inside, tmp_path: Path) -> None:
    company, ref = leaving_unclear(pages.door, tmp_path)
    late = pages.officer("officer-1", "officer", minutes_ago=60)

    answer = late.post(f"{LIST}/{ref}/accounts/settled", {"reference": "case:7"})

    assert "/reauthenticate/" in answer.headers["location"]
    assert ids(company) == [1, 2, 3]
