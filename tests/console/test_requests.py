"""Officers take a request from its receipt to the answer on the pages, and nobody else does."""

import pytest
from tests.faces.inside import Inside, Visitor, plain
from tests.gate.samples import NAME, stored
from tests.rights.samples import asked, row, state, worked

from mamoru.console.requests.one import ACTS
from mamoru.faces.models import Revealed
from mamoru.rights.requests.models import Redaction, Request, Step
from mamoru.rights.requests.receive import finding_purpose

WHY = {"reveal-purpose": "", "reveal-reason": "request", "reveal-reference": "case:1"}
VOUCHED = {
    "vouch-way": "document", "vouch-document": "licence", "vouch-last4": "",
    "vouch-reference": "note:1", "vouch-result": "yes",
}  # fmt: skip
GETS = ("", "/papers", "/values", "/review", "/answer", "/documents/0123")


def why(pages: Inside) -> dict[str, str]:
    return {**WHY, "reveal-purpose": finding_purpose(pages.door.policy) or ""}


def to_review(pages: Inside, desk: Visitor) -> str:
    ref = asked(pages.door)
    answer = desk.post(f"/console/requests/{ref}/vouch", VOUCHED)
    assert answer.status_code == 302, answer.text
    worked(pages.door)
    assert state(ref) == "review"
    return ref


def test_a_request_goes_from_its_receipt_to_the_answer_on_the_pages(pages: Inside) -> None:
    desk = pages.officer("desk-1", "desk")
    reviewer = pages.officer("reviewer-1", "reviewer")
    ref = to_review(pages, desk)
    at = f"/console/requests/{ref}"

    seen = desk.post(f"{at}/values", why(pages))
    assert seen.status_code == 200, seen.text
    assert NAME in seen.text
    assert "What the person will see" not in seen.text
    preview = desk.post(
        f"{at}/values", {**why(pages), "preview": "yes", "out:employer": "harm_to_rights"}
    )
    shown = preview.text.partition("What the person will see")[2].partition("</section>")[0]
    assert NAME in shown
    assert "employer" not in shown
    assert desk.post(f"{at}/review", {"note": "nothing unusual"}).status_code == 302
    decided = reviewer.post(f"{at}/decide", {"decide-outcome": "whole"})
    assert decided.status_code == 302, decided.text
    worked(pages.door)
    link = desk.post(f"{at}/link")

    assert "/api/v1/answers/" in link.text
    assert state(ref) == "ready"
    page = reviewer.text(at)
    assert "decided – meet it in whole" in page
    assert "reviewer-1" in page
    assert NAME not in page


def test_every_opening_has_a_purpose_a_reason_and_an_entry(pages: Inside) -> None:
    desk = pages.officer("desk-1", "desk")
    ref = asked(pages.door, text="Please tell me.")
    at = f"/console/requests/{ref}/papers"

    bare = desk.post(at)
    loose = desk.post(at, {**why(pages), "reveal-reference": "the man from Osaka"})
    read = desk.post(at, why(pages))

    assert (bare.status_code, loose.status_code) == (400, 400)
    assert "Please tell me." not in bare.text + loose.text
    assert "only those" in loose.text
    assert "Please tell me." in read.text
    assert read.headers["cache-control"] == "no-store"
    kept = Revealed.objects.get()
    step = Step.objects.get(change="papers_read")
    assert desk.account is not None
    assert (kept.reason, kept.reference, kept.ref) == ("request", "case:1", ref)
    assert (kept.ticket, kept.trace) == (step.ticket, row(ref).trace)
    assert step.by == desk.account.handle


def test_whoever_left_something_out_cannot_decide_and_is_told_so(pages: Inside) -> None:
    officer = pages.officer("officer-1", "officer")
    other = pages.officer("officer-2", "officer")
    ref = to_review(pages, officer)
    at = f"/console/requests/{ref}"
    officer.post(f"{at}/review", {"note": "", "out:employer": "harm_to_rights"})
    said = {
        "decide-outcome": "part", "decide-ground": "harm_to_rights",
        "decide-reasons": "It would harm somebody else.",
    }  # fmt: skip

    assert Redaction.objects.count() == 1
    assert "you cannot take it" in officer.text(at)
    assert "you cannot take it" not in other.text(at)
    own = officer.post(f"{at}/decide", said)
    assert own.status_code == 403
    assert "Somebody else has to" in own.text
    assert state(ref) == "decision"
    assert Step.objects.filter(change="own_decision_refused").exists()
    assert other.post(f"{at}/decide", said).status_code == 302
    assert row(ref).outcome == "part"


def test_a_refusal_needs_a_ground_of_the_law_and_reasons(pages: Inside) -> None:
    desk, judge = pages.officer("desk-1", "desk"), pages.officer("reviewer-1", "reviewer")
    ref = to_review(pages, desk)
    at = f"/console/requests/{ref}"
    desk.post(f"{at}/review", {"note": ""})
    page = judge.text(at)

    mute = judge.post(
        f"{at}/decide", {"decide-outcome": "refused", "decide-ground": "business_hindrance"}
    )
    made_up = judge.post(f"{at}/decide", {
        "decide-outcome": "refused", "decide-ground": "content_true", "decide-reasons": "So.",
    })  # fmt: skip

    assert "it could gravely hinder the company's business (APPI 33(2)(ii))" in page
    assert "the content is true" not in page
    assert "Say why" in mute.text
    assert made_up.status_code == 400
    assert state(ref) == "decision"


@pytest.mark.parametrize("role", ["auditor", "engineer", "desk"])
def test_who_has_no_role_for_it_is_refused_at_every_address_and_nothing_is_done(
    pages: Inside, role: str
) -> None:
    ref = asked(pages.door)
    at = f"/console/requests/{ref}"
    before = list(Step.objects.values_list("pk", flat=True))
    visitor = pages.officer(f"{role}-1", role)
    mine = visitor.account.scopes if visitor.account else frozenset()
    barred = [one.name for one in ACTS if one.scope not in mine]
    opens = {"requests:handle", "people:read"} <= mine

    for name in barred:
        assert visitor.post(f"{at}/{name}").status_code == 403, name
        assert visitor.get(f"{at}/{name}").status_code == 403, name
    for name in () if opens else GETS[1:]:
        assert visitor.post(f"{at}{name}", WHY).status_code == 403, name
    if role == "engineer":
        assert visitor.get(at).status_code == 403
        assert visitor.get("/console/requests").status_code == 403

    assert barred
    assert list(Step.objects.values_list("pk", flat=True)) == before
    assert not Revealed.objects.exists()


def test_nobody_who_is_not_signed_in_or_a_person_sees_anything(pages: Inside) -> None:
    ref = asked(pages.door)

    for path in ("/console", "/console/requests", f"/console/requests/{ref}"):
        answer = pages.visitor().get(path)
        assert answer.status_code == 302
        assert "/account/login/" in answer.headers["location"]


def test_a_name_that_was_guessed_leads_nowhere(pages: Inside) -> None:
    officer = pages.officer("officer-1", "officer")
    other, mine = asked(pages.door), asked(pages.door, person=None, identifiers={})
    at = "/console/requests/req_0123456789abcdef"

    assert officer.get(at).status_code == 404
    for one in ACTS:
        assert officer.post(f"{at}/{one.name}").status_code == 404
    taken = officer.post(f"/console/requests/{mine}/documents/{other}", why(pages))
    assert taken.status_code == 409


def test_a_decision_asks_who_it_is_again_when_that_was_long_ago(pages: Inside) -> None:
    desk = pages.officer("desk-1", "desk")
    ref = to_review(pages, desk)
    desk.post(f"/console/requests/{ref}/review", {"note": ""})
    late = pages.officer("reviewer-1", "reviewer", minutes_ago=60)

    answer = late.post(f"/console/requests/{ref}/decide", {"decide-outcome": "whole"})

    assert "/reauthenticate/" in answer.headers["location"]
    assert state(ref) == "decision"


def test_the_queue_shows_what_is_open_and_no_value_of_anybody(pages: Inside) -> None:
    officer = pages.officer("officer-1", "officer", language="ja")
    ref = asked(pages.door)

    page = officer.text("/console/requests")
    none = officer.text("/console/requests?state=review")

    assert ref in page
    assert "本人確認" in page
    assert NAME not in page
    assert ref not in none


def test_the_desk_takes_a_request_down_and_hears_what_is_missing(pages: Inside) -> None:
    desk, auditor = pages.officer("desk-1", "desk"), pages.officer("auditor-1", "auditor")
    person = stored(pages.door).ref
    sent = {
        "kind": "correct", "channel": "phone", "by": "person", "person": person,
        "method": "paper", "language": "ja", "text": "My employer is wrong.",
    }  # fmt: skip

    bare = desk.post("/console/requests/new", sent)
    none = auditor.post("/console/requests/new", sent)
    done = desk.post("/console/requests/new", {**sent, "changed": "employer", "value": "架空工業"})

    assert bare.status_code == 400
    assert "say what it is to be" in bare.text
    assert none.status_code == 403
    made = Request.objects.get()
    assert done.headers["location"] == f"/console/requests/{made.ref}"
    assert (made.kind, made.person, made.channel) == ("correct", person, "phone")


def test_values_are_called_as_the_policy_calls_them(pages: Inside) -> None:
    desk = pages.officer("desk-1", "desk", language="ja")
    at = f"/console/requests/{to_review(pages, desk)}"

    page = plain(desk.post(f"{at}/values", {**why(pages), "preview": "yes"}).text)

    assert page.count("生年月日") == 2  # in the preview and in the table
    assert "取得元" in page
    assert "本人" in page
    for code in ("birth_date", "employer", "person"):
        assert code not in page, code


def test_a_request_in_which_nothing_was_written_says_so(pages: Inside) -> None:
    desk = pages.officer("desk-1", "desk")
    ref = asked(pages.door)

    assert "Nothing was written." in plain(
        desk.post(f"/console/requests/{ref}/papers", why(pages)).text
    )
