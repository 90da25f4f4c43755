"""Revising the policy over HTTP: drafts, publication, withdrawal, and who may."""

import json
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import httpx
import pytest
from tests.api.calling import Api
from tests.gate.samples import entries
from tests.notices.texts import NEW_PURPOSE, TYPO, WIDER, revised

from mamoru.gate.errors import Scopes
from mamoru.ledger.entries import Revised
from mamoru.notices.analyses import Linting
from mamoru.notices.aside import AT_ONCE, _places, aside
from mamoru.notices.errors import TextTooHardError
from mamoru.paths import reference_policy
from mamoru.policy.moment import tokyo_day

OTHER = ("  id: kusavee\n  title", "  id: other\n  title")


def later(days: int = 30) -> str:
    today: date = tokyo_day(datetime.now(UTC))
    return (today + timedelta(days=days)).isoformat()


def approved(api: Api, version: str, text: bytes, name: str = "second") -> httpx.Response:
    """Let another key approve a draft."""
    other = api.client(name, scopes=[Scopes.POLICY_REVISE])
    seen = {"text_hash": sha256(text).hexdigest()}
    return other.post(f"/revisions/{version}/approval", json=seen)


def test_a_draft_is_laid_down_published_and_listed(api: Api) -> None:
    client, version = api.client(), later()
    text = revised(version, WIDER)

    made = client.post("/revisions", json={"text": text.decode()})
    before = client.get("/revisions").json()["revisions"]
    said = approved(api, version, text)
    ref = said.json()["approved"]
    done = client.post(f"/revisions/{version}/publication", json={"approved": ref})
    after = client.get("/revisions").json()["revisions"]

    assert (made.status_code, made.json()["version"]) == (201, version)
    assert [one["state"] for one in before] == ["in_force", "draft"]
    assert (said.status_code, said.json()["version"]) == (200, version)
    assert done.status_code == 201
    assert done.json()["weight"] == "important"
    assert done.json()["difference"]["changes"][0]["direction"] == "widened"
    assert [one["state"] for one in after] == ["in_force", "announced"]
    shown = client.get(f"/revisions/{version}/text")
    assert shown.json()["text"].encode() == text
    assert shown.json()["text_hash"] == sha256(text).hexdigest()
    amended = [one for one in api.handlings() if one.act == "amend"]
    assert [(one.caller, one.outcome) for one in amended] == [("crm", "allow")]


def test_a_draft_is_withdrawn(api: Api) -> None:
    client, version = api.client(), later()
    client.post("/revisions", json={"text": revised(version, WIDER).decode()})

    gone = client.post(f"/revisions/{version}/withdrawal")
    again = client.post(f"/revisions/{version}/withdrawal")

    assert (gone.status_code, again.status_code) == (200, 404)
    assert again.json()["code"] == "unknown-draft"


def test_evidence_that_is_missing_is_told_and_on_record(api: Api) -> None:
    client, version = api.client(), later(3)
    text = revised(version, TYPO)
    client.post("/revisions", json={"text": text.decode()})
    approved(api, version, text)

    refused = client.post(f"/revisions/{version}/publication", json={})

    assert (refused.status_code, refused.json()["code"]) == (403, "evidence-needed")
    assert api.handlings()[-1].needs == ("announcement",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("mamoru: 2", "policy-file"),
        (reference_policy().decode(), "nothing-changed"),
        (revised("2022-01-01").decode(), "policy-file"),
        (
            revised("2031-01-01", ("  id: kusavee\n  t", "  id: other\n  t")).decode(),
            "another-policy",
        ),
    ],
)
def test_what_is_no_next_version_is_told(api: Api, text: str, code: str) -> None:
    answer = api.client().post("/revisions", json={"text": text})

    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_too_little_time_for_an_important_change_is_told(api: Api) -> None:
    client, version = api.client(), later(3)
    text = revised(version, WIDER)
    client.post("/revisions", json={"text": text.decode()})
    approved(api, version, text)

    refused = client.post(f"/revisions/{version}/publication", json={})

    assert (refused.status_code, refused.json()["code"]) == (422, "revision-too-soon")
    assert later(15) in refused.json()["detail"]


def test_nothing_is_published_on_an_approval_that_nobody_gave(api: Api) -> None:
    client, version = api.client(), later()
    text = revised(version, WIDER)
    client.post("/revisions", json={"text": text.decode()})
    path = f"/revisions/{version}/publication"

    made_up = client.post(path, json={"approved": "approval:1"})
    left_out = client.post(path, json={})
    own = client.post(
        f"/revisions/{version}/approval", json={"text_hash": sha256(text).hexdigest()}
    )
    unseen = approved(api, version, text + b"\n", "hasty")
    still = client.post(path, json={})

    for one in (made_up, left_out, still):
        assert (one.status_code, one.json().get("code")) == (409, "draft-not-approved")
    assert (own.status_code, own.json().get("code")) == (403, "own-draft")
    assert (unseen.status_code, unseen.json()["code"]) == (409, "draft-exists")
    assert approved(api, version, text).status_code == 200
    other = client.post(path, json={"approved": "approval:1"})
    assert (other.status_code, other.json()["code"]) == (409, "draft-not-approved")
    assert client.post(path, json={}).status_code == 201
    changes = [(one.change, one.caller) for one in entries() if isinstance(one, Revised)]
    assert changes == [("drafted", "crm"), ("approval_refused", "crm"), ("approved", "second")]
    [amended] = [one for one in api.handlings() if one.act == "amend"]
    assert set(amended.facts) == {"approved", "announced"}


def test_an_approval_dies_with_its_draft(api: Api) -> None:
    client, version = api.client(), later()
    first, second = revised(version, WIDER), revised(version, NEW_PURPOSE)
    client.post("/revisions", json={"text": first.decode()})
    ref = approved(api, version, first).json()["approved"]
    client.post(f"/revisions/{version}/withdrawal")
    client.post("/revisions", json={"text": second.decode()})

    for said in ({}, {"approved": ref}):
        refused = client.post(f"/revisions/{version}/publication", json=said)
        assert (refused.status_code, refused.json().get("code")) == (409, "draft-not-approved")


def test_reading_drafts_and_revising_are_scopes_of_their_own(api: Api) -> None:
    reader = api.client("reader", scopes=[Scopes.POLICY_READ])
    stranger = api.client("stranger", scopes=[Scopes.PEOPLE_READ])
    body = {"text": revised(later(), WIDER).decode()}

    assert reader.get("/revisions").status_code == 200
    assert reader.post("/revisions", json=body).status_code == 403
    assert stranger.get("/revisions").status_code == 403
    assert api.outsider().get("/revisions").status_code == 401


def test_two_texts_are_compared(api: Api) -> None:
    client = api.client()

    changed = client.post("/policies/diff", json={"new": revised(later(), NEW_PURPOSE).decode()})
    wording = client.post("/policies/diff", json={"new": revised(later(), TYPO).decode()})

    assert changed.json()["changes_handling"] is True
    asked = {one["clauses"][0]: one["asks"] for one in changed.json()["difference"]["changes"]}
    assert asked["2(1)h"] == "consent"
    assert wording.json()["changes_handling"] is False
    assert "2" in {one["cite"] for one in wording.json()["difference"]["texts"]}


def test_what_cannot_be_analysed_in_time_is_said_and_ends() -> None:
    task = Linting(text=reference_policy(), on=date(2026, 11, 24))

    with pytest.raises(TextTooHardError):
        aside(task, seconds=0.01)

    assert json.loads(aside(task))["findings"]


def test_who_comes_while_others_are_analysed_is_told_to_come_again(api: Api) -> None:
    client = api.client()
    with ExitStack() as taken:
        for _ in range(AT_ONCE):
            taken.enter_context(_places)
        busy = client.post("/policies/lint", json={})

    assert (busy.status_code, busy.json()["code"]) == (503, "analyses-busy")
    assert client.post("/policies/lint", json={}).status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_ends_of_the_calendar_fails_nothing(api: Api, day: str) -> None:
    text = reference_policy().decode().replace('"2022-02-04"', f'"{day}"')
    client = api.client()

    for path, body in (
        ("diff", {"new": text}),
        ("diff", {"old": text, "new": reference_policy().decode()}),
        ("lint", {"text": text}),
        ("proofs", {"text": text, "invariants": ["never use"]}),
    ):
        assert client.post(f"/policies/{path}", json=body).status_code in (200, 422, 400), path
    assert client.post("/revisions", json={"text": text}).status_code in (201, 422, 400)
