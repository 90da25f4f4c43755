"""Recipients, cases and contractors over HTTP."""

from datetime import UTC, datetime

import pytest
from tests.api.calling import COLLECTING, Api, person

from mamoru.gate.errors import Scopes
from mamoru.law.calendar import tokyo_day

PARTY = {
    "kind": "third_party", "word": "other", "name": "架空商会", "address": "架空市1-1",
    "representative": "架空 一",
}  # fmt: skip
CASE = {
    "case": "4(2)", "items": ["name"], "until": "2099-12-31",
    "evidence": {
        "statute": "APPI 27(1)(i)", "body": "架空警察署", "document": "doc:7", "scope": "scope:7",
    },
}  # fmt: skip


def test_something_leaves_for_a_party_under_a_case_that_another_system_approved(api: Api) -> None:
    client, second = api.client(), api.client("second", scopes=[Scopes.CASES_APPROVE])
    ref = client.post("/people", json={"handling": COLLECTING, "person": person()}).json()["ref"]
    party = client.post("/parties", json=PARTY).json()["ref"]
    case = client.post("/cases", json={"party": party, **CASE}).json()["ref"]
    wanted = {
        "act": "provide", "party": party, "grounds": f"by_law:{case}", "items": "name",
    }  # fmt: skip

    before = client.get(f"/people/{ref}", params=wanted)
    own = client.post(f"/cases/{case}/approval")
    approved = second.post(f"/cases/{case}/approval")
    after = client.get(f"/people/{ref}", params=wanted)

    assert (before.status_code, before.json()["code"]) == (403, "case-not-holding")
    assert (own.status_code, own.json()["code"]) == (403, "four-eyes")
    assert (approved.status_code, approved.json()["decided_by"]) == (200, "second")
    assert after.json()["decision"]["cites"] == ["4(2)"]
    assert api.handlings()[-1].party == party


def test_what_leaves_without_a_party_is_refused(api: Api) -> None:
    client = api.client()
    ref = client.post("/people", json={"handling": COLLECTING, "person": person()}).json()["ref"]

    answer = client.get(f"/people/{ref}", params={"act": "provide", "to": "other"})

    assert (answer.status_code, answer.json()["code"]) == (403, "party-unnamed")
    decided = client.post(
        "/decisions", json={"handlings": [{"act": "provide", "data": "behaviour", "to": "ad_firm"}]}
    )
    assert decided.json()["decisions"][0]["outcome"] != "allow"


def test_an_answer_says_which_paper_is_missing(api: Api) -> None:
    client = api.client()
    ref = client.post("/people", json={"handling": COLLECTING, "person": person()}).json()["ref"]
    party = client.post("/parties", json={**PARTY, "kind": "contractor", "word": None}).json()

    answer = client.get(
        f"/people/{ref}",
        params={"act": "entrust", "party": party["ref"], "purpose": "2(1)a", "items": "name"},
        headers={"Accept-Language": "ja"},
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "party-not-ready")
    assert "委託先の審査がありません" in answer.json()["detail"]
    assert answer.json()["cites"] == ["5a", "5b"]
    assert [(one["what"], one["why"]) for one in answer.json()["missing"]] == [
        ("assessment", "absent"), ("contract", "absent"),
    ]  # fmt: skip


def test_an_evidence_file_is_kept_and_handed_out_as_it_came(api: Api) -> None:
    client = api.client()
    party = client.post("/parties", json=PARTY).json()["ref"]

    kept = client.post(
        f"/parties/{party}/files", params={"media": "application/pdf"}, content=b"a contract"
    )
    file = kept.json()["file"]
    paper = {"kind": "contract", "from": "2026-11-01", "until": "2099-12-31", "file": file}
    filed = client.post(f"/parties/{party}/papers", json=paper)

    assert (kept.status_code, filed.status_code) == (201, 201)
    assert client.get(f"/parties/{party}/files/{file}").content == b"a contract"
    assert client.get(f"/parties/{party}").json()["papers"][0]["file"] == file


@pytest.mark.parametrize(
    ("kind", "english", "japanese"),
    [
        ("joint_use_statement", "publishing a statement of joint use", "公表文の公表"),
        ("assessment", "the answers to the questionnaire", "質問への回答"),
    ],
)
def test_a_paper_that_shows_what_was_done_here_is_not_filed_by_hand(
    api: Api, kind: str, english: str, japanese: str
) -> None:
    client = api.client()
    party = client.post("/parties", json=PARTY).json()["ref"]
    paper = {"kind": kind, "from": "2026-11-01", "clauses": ["passed"]}

    refused = client.post(f"/parties/{party}/papers", json=paper)
    other = client.post(f"/parties/{party}/papers", json=paper, headers={"Accept-Language": "ja"})

    assert (refused.status_code, refused.json()["code"]) == (422, "paper-made")
    assert english in refused.json()["detail"]
    assert japanese in other.json()["detail"]
    assert client.get(f"/parties/{party}").json()["papers"] == []


def test_joint_use_is_published_before_anything_is_shared_and_stays_within_it(api: Api) -> None:
    client = api.client()
    ref = client.post("/people", json={"handling": COLLECTING, "person": person()}).json()["ref"]
    partner = {**PARTY, "kind": "joint_user", "word": None}
    party = client.post("/parties", json=partner).json()["ref"]
    agreement = {"kind": "joint_use_agreement", "from": "2026-11-01"}
    client.post(f"/parties/{party}/papers", json=agreement)
    text = {"ja": "架空の記載", "en": "made up"}
    statement = {
        "key": "service", "title": text, "items": ["name"], "partners": [party], "range": text,
        "purposes": [{"id": "2(1)a", **text}],
        "responsible": {"name": text, "address": text, "representative": text},
        "in_force_from": tokyo_day(datetime.now(UTC)).isoformat(),
    }  # fmt: skip

    def got(items: str, **purpose: str) -> tuple[int, str | None]:
        wanted = {"act": "share", "party": party, "items": items, **purpose}
        answer = client.get(f"/people/{ref}", params=wanted)
        return answer.status_code, answer.json().get("code")

    before = got("name", purpose="2(1)a")
    published = client.post("/joint-uses", json=statement)
    asked = {"act": "share", "data": "registration", "purpose": "2(1)a", "party": party}
    decided = client.post(
        "/decisions", json={"handlings": [{**asked, "items": ["name"]}, asked]}
    ).json()["decisions"]

    assert (before, published.status_code) == ((403, "beyond-joint-use"), 201)
    assert got("name", purpose="2(1)a") == (200, None)
    outside = got("name,email", purpose="2(1)a"), got("name")
    assert outside == ((403, "beyond-joint-use"),) * 2
    assert [one["outcome"] for one in decided] == ["allow", "refuse"]
    assert decided[1]["cites"] == ["6"]


def test_the_register_needs_its_scope(api: Api) -> None:
    reader = api.client("reader", scopes=[Scopes.PEOPLE_READ])

    answers = [
        reader.get("/parties"), reader.get("/cases"), reader.get("/contractors/due"),
    ]  # fmt: skip

    assert {(one.status_code, one.json()["code"]) for one in answers} == {(403, "scope-missing")}


def test_a_contractor_is_examined_watched_and_made_to_give_back(api: Api) -> None:
    client = api.client()
    party = client.post("/parties", json={**PARTY, "kind": "contractor", "word": None}).json()
    at = f"/contractors/{party['ref']}"
    asked = client.get("/contractors/questionnaire").json()["questions"]
    answers = {one["name"]: "yes" for one in asked}

    made = client.post(f"{at}/assessments", json={"answers": answers})
    fixed = client.post(
        f"{at}/data-sets", json={"purpose": "2(1)a", "items": ["name"], "reason": "scope:1"}
    )
    again = client.post(
        f"{at}/data-sets", json={"purpose": "2(1)a", "items": ["name"], "reason": "scope:1"}
    )
    recalled = client.post(f"{at}/recalls", json={"until": "2099-12-31", "reason": "end:1"})
    reported = client.post(
        f"{at}/incidents", json={"report": "report:1", "knew_at": "2026-11-20T00:00:00Z"}
    )

    assert made.json()["score"] == {"percent": 100, "passed": True, "lacks": []}
    assert (fixed.status_code, again.json()["code"]) == (201, "data-set-stands")
    shown = client.get(at).json()
    assert [one["ended_at"] is None for one in shown["data_sets"]] == [False]
    assert shown["recalls"][0]["ref"] == recalled.json()["ref"]
    closed = client.post(
        f"/incidents/{reported.json()['ref']}/closing", json={"outcome": "report:2"}
    )
    assert closed.json()["is_open"] is False
    due = client.get("/contractors/due", params={"party": party["ref"]}).json()["due"]
    assert {one["what"] for one in due} == {"assessment", "contract", "review", "deletion"}
