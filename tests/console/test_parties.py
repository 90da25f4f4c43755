"""Officers look after those who receive; what is handed over takes two of them."""

import re

import pytest
from tests.faces.inside import Inside, Visitor
from tests.gate.samples import entries
from tests.packages.samples import ITEMS, Recipient, agreed, law, made, people, wanted
from tests.parties.samples import registered

from mamoru.gate.asking import Asker
from mamoru.ledger.entries import HandedOver
from mamoru.parties import queries, scopes
from mamoru.provision.entrust.questionnaire import questions
from mamoru.provision.packages.plan import plan
from mamoru.provision.packages.report import hand_over
from mamoru.provision.packages.state import HandState

HANDS = "/console/parties/hand-overs"
PDF = b"%PDF-1.7 plainly made up"


def officer(pages: Inside, name: str = "officer-1") -> Visitor:
    return pages.officer(name, "officer")


def handle(visitor: Visitor) -> str:
    assert visitor.account is not None
    return str(visitor.account.handle)


def changes() -> list[str]:
    return [one.change for one in entries() if isinstance(one, HandedOver)]


def planned(pages: Inside, by: str) -> str:
    """Plan a hand-over under a law, which somebody else has to approve."""
    recipient = Recipient(pages.door)
    people(pages.door, 3)
    grounds = law(pages.door, recipient)
    asker = Asker(system=by)
    return plan(pages.door, asker, wanted(recipient.ref, grounds=grounds), by).hand.hand


def test_a_party_is_registered_and_says_in_words_what_it_lacks(pages: Inside) -> None:
    visitor = officer(pages)

    done = visitor.post(
        "/console/parties/new",
        {"kind": "contractor", "name": "<b>見本商会</b>", "country": "jp", "is_corporation": "on"},
    )

    there = str(done.headers["location"])
    page = visitor.get(there).text
    assert "&lt;b&gt;見本商会" in page
    assert "<b>見本商会" not in page
    assert "assessment of the contractor is missing" in visitor.text(there)
    assert "missing" in visitor.text("/console/parties")


def test_what_is_wrong_with_a_party_is_said_beside_the_form(pages: Inside) -> None:
    visitor = officer(pages)

    answer = visitor.post(
        "/console/parties/new", {"kind": "contractor", "name": "見本商会", "country": "XX"}
    )

    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert queries.parties() == ()


def test_a_paper_comes_with_its_file_which_is_checked_by_its_content(pages: Inside) -> None:
    visitor, party = officer(pages), registered(pages.door)
    form = {"kind": "contract", "from_": "2026-11-01", "until": "2026-12-01", "number": "C-1"}
    at = f"/console/parties/{party.ref}/paper"

    refused = visitor.post(at, form, files={"file": ("a.pdf", b"<html>", "application/pdf")})
    assert refused.status_code == 400
    done = visitor.post(at, form, files={"file": ("a.exe", PDF, "text/plain")})

    assert done.status_code == 302, done.text
    (paper,) = queries.papers(party.ref)
    assert paper.file is not None
    assert "ends soon" in visitor.text(f"/console/parties/{party.ref}")


def test_a_reason_is_a_reference_and_no_sentence(pages: Inside) -> None:
    visitor, party = officer(pages), registered(pages.door)
    at = f"/console/parties/{party.ref}/suspension"

    assert visitor.post(at, {"reason": "since they are late"}).status_code == 400
    assert queries.party(party.ref).status == "active"
    assert visitor.post(at, {"reason": "memo:7"}).status_code == 302
    assert queries.party(party.ref).status == "suspended"


def test_a_contractor_is_examined_by_the_questionnaire(pages: Inside) -> None:
    visitor, party = officer(pages), registered(pages.door, "contractor")
    answers = {one.name: "yes" for one in questions()}
    at = f"/console/parties/{party.ref}/assessment"

    assert visitor.post(at, {**answers, questions()[0].name: "perhaps"}).status_code == 400
    assert visitor.post(at, answers).status_code == 302

    assert [one.kind for one in queries.papers(party.ref)].count("assessment") == 2
    assert "passed" in visitor.text(f"/console/parties/{party.ref}")


def test_a_case_is_decided_by_somebody_else_than_who_asked(pages: Inside) -> None:
    first, second = officer(pages), officer(pages, "officer-2")
    party = registered(pages.door)
    done = first.post(
        f"/console/parties/{party.ref}/case",
        {
            "case": "4(2)", "items": list(ITEMS), "until": "2026-12-31",
            "statute": "APPI 27(1)(i)", "body": "架空警察署", "document": "doc:7",
            "scope": "scope:7",
        },
    )  # fmt: skip
    assert done.status_code == 302, done.text
    at = str(done.headers["location"])

    assert first.post(f"{at}/decision", {"do": "approve"}).status_code == 403
    assert second.post(f"{at}/decision", {"do": "approve"}).status_code == 302

    (case,) = scopes.cases()
    assert (case.state, case.decided_by) == ("approved", handle(second))
    assert "Approve" not in second.text(at)


def test_an_opt_out_is_refused_with_its_reason(pages: Inside) -> None:
    visitor, party = officer(pages), registered(pages.door)

    answer = visitor.post(f"/console/parties/{party.ref}/case", {"case": "opt_out"})

    assert answer.status_code in (400, 403, 409)
    assert scopes.cases() == ()


def test_a_hand_over_is_planned_with_a_masked_sample(pages: Inside) -> None:
    visitor, recipient = officer(pages), Recipient(pages.door)
    agreed(pages.door, people(pages.door, 3), recipient.ref)

    done = visitor.post(
        f"{HANDS}/new",
        {
            "party": recipient.ref, "items": list(ITEMS), "format": "csv", "cipher": "age",
            "days": "7", "acknowledge_days": "14",
        },
    )  # fmt: skip

    assert done.status_code == 302, done.text
    page = visitor.text(str(done.headers["location"]))
    assert "●" in page
    assert "Person0" not in page
    assert "3 people" in page


def test_a_hand_over_that_nobody_allows_is_refused_in_words(pages: Inside) -> None:
    visitor, recipient = officer(pages), Recipient(pages.door)
    people(pages.door, 3)

    answer = visitor.post(
        f"{HANDS}/new",
        {
            "party": recipient.ref, "items": list(ITEMS), "format": "csv", "cipher": "age",
            "days": "7", "acknowledge_days": "14",
        },
    )  # fmt: skip

    assert answer.status_code == 403
    assert "4" in answer.text
    assert changes() == []


def test_a_hand_over_is_approved_by_somebody_else_and_then_made(pages: Inside) -> None:
    first, second = officer(pages), officer(pages, "officer-2")
    ref = planned(pages, handle(first))
    at = f"{HANDS}/{ref}"

    assert first.post(f"{at}/production").status_code == 409
    assert first.post(f"{at}/approval").status_code == 403
    assert hand_over(ref).state == HandState.PLANNED
    assert second.post(f"{at}/approval").status_code == 302
    assert first.post(f"{at}/production").status_code == 302

    assert hand_over(ref).is_wanted
    assert changes() == ["planned", "approval_refused", "approved"]
    assert "Approved" in first.text(at)


def test_a_link_is_shown_once_and_stands_in_no_address(pages: Inside) -> None:
    visitor, recipient = officer(pages), Recipient(pages.door)
    agreed(pages.door, people(pages.door, 2), recipient.ref)
    ref = made(pages.door, recipient.ref)

    answer = visitor.post(f"{HANDS}/{ref}/link")

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    token = re.search(r"/api/v1/packages/([A-Za-z0-9_-]{43})", answer.text)
    assert token is not None
    assert token[1] not in visitor.get(f"{HANDS}/{ref}").text


def test_a_hand_over_is_called_back_and_its_page_says_so(pages: Inside) -> None:
    visitor, recipient = officer(pages), Recipient(pages.door)
    agreed(pages.door, people(pages.door, 2), recipient.ref)
    ref = made(pages.door, recipient.ref)

    assert visitor.post(f"{HANDS}/{ref}/recall", {"reason": "memo:9"}).status_code == 302

    assert hand_over(ref).state == HandState.REVOKED
    assert "called back" in visitor.text(f"{HANDS}/{ref}")


@pytest.mark.parametrize("role", ["desk", "engineer"])
def test_nobody_without_the_scope_sees_parties_or_hand_overs(pages: Inside, role: str) -> None:
    ref = planned(pages, "officer-x")
    party = hand_over(ref).party
    visitor = pages.officer("visitor-1", role)

    for path in (
        "",
        "/due",
        "/cases",
        "/joint-use",
        "/hand-overs",
        f"/{party}",
        f"/hand-overs/{ref}",
    ):
        assert visitor.get(f"/console/parties{path}").status_code == 403, path


def test_an_auditor_sees_everything_and_changes_nothing(pages: Inside) -> None:
    ref = planned(pages, "officer-x")
    party = hand_over(ref).party
    case = scopes.cases()[0].ref
    visitor = pages.officer("visitor-1", "auditor")
    before = len(entries())

    assert visitor.get(f"{HANDS}/{ref}").status_code == 200
    for path in (
        "new", "joint-use/new", "joint-use/feed", "joint-use/feed/end", "hand-overs/new",
        f"cases/{case}/decision", f"cases/{case}/closing", f"hand-overs/{ref}/approval",
        f"hand-overs/{ref}/production", f"hand-overs/{ref}/link", f"hand-overs/{ref}/mail",
        f"hand-overs/{ref}/recall", f"{party}/change", f"{party}/paper", f"{party}/key",
        f"{party}/suspension", f"{party}/end", f"{party}/merger", f"{party}/assessment",
        f"{party}/data-set", f"{party}/recall", f"{party}/certificate", f"{party}/incident",
        f"{party}/incident-closing", f"{party}/case", f"{party}/paper-withdrawal",
        f"{party}/key-revocation", f"{party}/data-set-end",
    ):  # fmt: skip
        assert visitor.post(f"/console/parties/{path}", {"reason": "memo:1"}).status_code == 403, (
            path
        )

    assert len(entries()) == before
