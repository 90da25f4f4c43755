"""Officers read, write, try, approve and publish the policy; nobody else does any of it."""

import re

import httpx
import pytest
from tests.faces.inside import Inside, Visitor
from tests.faces.site import totp
from tests.gate.samples import entries
from tests.notices.texts import LATER, TYPO, WIDER, revised

from mamoru.gate.asking import Asker
from mamoru.ledger.entries import Published, Revised
from mamoru.notices.draft import draft
from mamoru.notices.sheets import every
from mamoru.paths import reference_policy

OFFICER, OTHER = "officer-1", "officer-2"
VERSION = f"/console/policy/versions/{LATER}"


def begun(visitor: Visitor) -> str:
    """Begin a text from the one in force, and return the address of its editor."""
    answer = visitor.post("/console/policy/sheets", {"version": "2022-02-04"})
    assert answer.status_code == 302
    return str(answer.headers["location"])


def sent(text: bytes, do: str, saved: int = 1) -> dict[str, str]:
    return {"text": text.decode(), "saved": str(saved), "do": do}


def changes() -> list[tuple[str, str]]:
    return [(one.change, one.caller or "") for one in entries() if isinstance(one, Revised)]


def published(officer: Visitor) -> httpx.Response:
    return officer.post(f"{VERSION}/publication", {"sure": "on"})


def laid_down(pages: Inside, text: bytes) -> Visitor:
    officer = pages.officer(OFFICER, "officer")
    assert officer.account is not None
    draft(pages.door, Asker(system=officer.account.handle), text)
    return officer


def test_text_and_rules_stand_side_by_side_in_both_languages(pages: Inside) -> None:
    officer = pages.officer(OFFICER, "officer")

    page = officer.text("/console/policy/versions/2022-02-04/text?clause=4")

    assert "法令に基づく場合" in page
    assert "required by law" in page
    assert "may" in page
    assert officer.get("/console/policy/versions/2022-02-04/text?clause=99").status_code == 404


def test_every_clause_of_the_map_says_what_was_met(pages: Inside) -> None:
    page = pages.officer(OFFICER, "officer").get("/console/policy/coverage").text

    assert len(re.findall(r'<li class="card"><h2>', page)) == 13


def test_a_text_is_checked_with_the_line_in_the_officers_language(pages: Inside) -> None:
    officer = pages.officer(OFFICER, "officer", language="ja")
    sheet = begun(officer)
    text = reference_policy() + b"surprise: <script>alert(1)</script>\n"
    line = text.count(b"\n")

    page = officer.post(sheet, sent(text, "check")).text

    assert f'data-goto="{line}"' in page
    assert "というキーはここでは使えません" in page
    assert "<script>alert" not in page
    assert "surprise: &lt;script&gt;" in page
    part = officer.post("/console/policy/check", {"text": text.decode()}).text
    assert f'data-line="{line}"' in part


def test_a_text_with_errors_is_kept_and_laid_down_only_once_it_has_none(pages: Inside) -> None:
    officer = pages.officer(OFFICER, "officer")
    sheet = begun(officer)
    wrong = revised(LATER, TYPO) + b"surprise: 1\n"

    assert officer.post(sheet, sent(wrong, "save")).status_code == 302
    refused = officer.post(sheet, sent(wrong, "draft", saved=2))
    assert refused.status_code == 400
    assert changes() == []
    done = officer.post(sheet, sent(revised(LATER, TYPO), "draft", saved=3))

    assert done.headers["location"] == VERSION
    assert [change for change, _ in changes()] == ["drafted"]
    assert every() == ()


def test_nobody_writes_over_what_somebody_else_saved_meanwhile(pages: Inside) -> None:
    first, second = pages.officer(OFFICER, "officer"), pages.officer(OTHER, "officer")
    sheet = begun(first)
    first.post(sheet, sent(b"theirs: 1\n", "save"))

    answer = second.post(sheet, sent(b"mine: 1\n", "save"))

    assert answer.status_code == 409
    assert "mine: 1" in answer.text
    assert "Somebody else saved" in answer.text
    assert "theirs: 1" in first.get(sheet).text


def test_a_draft_is_shown_with_what_it_changes_and_tried_on_past_handlings(pages: Inside) -> None:
    officer = laid_down(pages, revised(LATER, WIDER))

    differs = officer.text(f"{VERSION}/changes")

    assert "Wider" in differs
    assert "device" in differs.lower()
    assert "Numbering" in differs or "Nothing" in differs or "Before" in differs
    assert "would be answered otherwise" in officer.text(f"{VERSION}/replay?run=yes")
    assert "errors" in officer.text(f"{VERSION}/findings")


def test_a_draft_is_published_only_once_a_second_officer_approved_it(pages: Inside) -> None:
    officer = laid_down(pages, revised(LATER, TYPO))
    other = pages.officer(OTHER, "officer")
    text_hash = re.search(r'name="text_hash" value="([0-9a-f]{64})"', other.get(VERSION).text)
    assert text_hash is not None
    seen = {"text_hash": text_hash[1]}

    early = published(officer)
    assert early.status_code == 409
    assert "second officer" in early.text
    assert officer.post(f"{VERSION}/approval", seen).status_code == 403
    assert other.post(f"{VERSION}/approval", {"text_hash": "0" * 64}).status_code == 409
    assert other.post(f"{VERSION}/approval", seen).status_code == 302
    assert officer.post(f"{VERSION}/publication", {}).status_code == 400
    done = officer.post(f"{VERSION}/publication", {"sure": "on"})

    assert done.status_code == 302, done.text
    assert [one.version for one in entries() if isinstance(one, Published)][-1] == LATER
    assert [change for change, _ in changes()] == ["drafted", "approval_refused", "approved"]
    assert "announced" in officer.text("/console/policy")


def test_a_published_text_is_withdrawn_before_it_is_in_force(pages: Inside) -> None:
    officer = laid_down(pages, revised(LATER, TYPO))

    assert officer.post(f"{VERSION}/withdrawal").status_code == 302

    assert [change for change, _ in changes()] == ["drafted", "draft_withdrawn"]


def test_publishing_asks_for_the_password_again_after_a_while(pages: Inside) -> None:
    laid_down(pages, revised(LATER, TYPO))
    officer = pages.officer(OFFICER, "officer", minutes_ago=60)

    answer = officer.post(f"{VERSION}/publication", {"sure": "on"})

    assert answer.status_code == 302
    assert "/account/2fa/reauthenticate/" in answer.headers["location"]
    resumed = officer.post(answer.headers["location"], {"code": totp()})
    assert resumed.status_code == 409
    assert "second officer" in resumed.text


@pytest.mark.parametrize("role", ["desk"])
def test_nobody_without_the_scope_sees_the_policys_pages(pages: Inside, role: str) -> None:
    laid_down(pages, revised(LATER, TYPO))
    visitor = pages.officer("visitor-1", role)

    for path in ("", "/coverage", f"/versions/{LATER}", f"/versions/{LATER}/changes"):
        assert visitor.get(f"/console/policy{path}").status_code == 403


@pytest.mark.parametrize("role", ["desk", "auditor", "engineer"])
def test_nobody_without_the_scope_changes_the_policy(pages: Inside, role: str) -> None:
    officer = laid_down(pages, revised(LATER, TYPO))
    sheet = begun(officer)
    visitor = pages.officer("visitor-1", role)

    assert visitor.get(sheet).status_code == 403
    for path, form in (
        ("/console/policy/sheets", {"version": "2022-02-04"}),
        (sheet, sent(b"x: 1\n", "save")),
        (f"{sheet}/throw-away", {}),
        (f"{VERSION}/approval", {"text_hash": "0" * 64}),
        (f"{VERSION}/publication", {"sure": "on"}),
        (f"{VERSION}/withdrawal", {}),
    ):
        assert visitor.post(path, form).status_code == 403, path

    assert [change for change, _ in changes()] == ["drafted"]
    assert len(every()) == 1
