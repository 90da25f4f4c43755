"""Notices, choices and receipts over HTTP."""

from typing import Any

import httpx
import pytest
from tests.api.calling import COLLECTING, Api, person
from tests.consent.notice_samples import BANNER

from mamoru.gate.errors import Scopes
from mamoru.gate.receipt import check

BARE = {"purpose": "2(1)a", "from": "person"}
YES = {"kind": "consent", "purpose": "2(1)d"}
NO = {"kind": "refusal", "purpose": "2(3)a"}


@pytest.fixture
def client(api: Api) -> httpx.Client:
    return api.client()


def stored(client: httpx.Client) -> str:
    new = client.post("/people", json={"handling": COLLECTING, "person": person()})
    return str(new.json()["ref"])


def shown(client: httpx.Client, **more: str) -> dict[str, Any]:
    client.post("/notices", json=BANNER)
    answer = client.post("/notices/banner/shown", json={"language": "ja", **more})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def test_a_banner_from_the_notice_to_the_receipt(api: Api, client: httpx.Client) -> None:
    reference = shown(client)["reference"]
    ref = stored(client)
    choices = [{**one, "shown": reference} for one in (YES, NO)]
    given = client.post(
        f"/people/{ref}/choices/bulk",
        json={"handling": BARE, "choices": choices, "data": "supplied"},
    )

    assert given.status_code == 201, given.text
    yes, no = given.json()["references"]
    told = client.get(f"/people/{ref}/choices/{yes}/receipt")
    assert told.status_code == 200, told.text
    found = check(told.content, api.worker.door.sequencer.vkey)
    assert [one["dct:identifier"] for one in found.record["dpv:hasProcess"]] == [yes, no]


def test_taking_back_is_one_call_and_has_a_receipt(api: Api, client: httpx.Client) -> None:
    ref = stored(client)
    given = client.post(
        f"/people/{ref}/choices", json={"handling": COLLECTING, "choice": YES, "data": "supplied"}
    ).json()["reference"]

    taken = client.post(f"/people/{ref}/choices/{given}/withdrawal").json()

    receipt = client.get(f"/people/{ref}/choices/{taken['withdrawal']}/receipt")
    assert check(receipt.content, api.worker.door.sequencer.vkey).index > 0
    told = client.get(f"/people/{ref}/choices").json()
    assert told["bound_version"] == api.worker.door.policy.version
    events = told["choices"]
    assert [(one["kind"], one["withdraws"]) for one in events] == [
        ("consent", None), ("withdrawal", given),
    ]  # fmt: skip
    assert events[0]["withdrawn_at"] == events[1]["at"]


def test_a_refusal_and_a_signal_need_nothing_but_the_person(api: Api, client: httpx.Client) -> None:
    ref = stored(client)
    adapting = api.client("adapting", purposes=["2(3)a"])
    signal = {"kind": "refusal", "source": "gpc"}

    answers = [
        client.post(f"/people/{ref}/choices", json={"choice": choice})
        for choice in (NO, signal, signal, YES)
    ]

    assert [one.status_code for one in answers] == [201, 201, 201, 422]
    assert answers[1].json() == answers[2].json()
    use = {"handlings": [{"act": "use", "data": "registration", "purpose": "2(3)a"}], "ref": ref}
    (decision,) = adapting.post("/decisions", json=use).json()["decisions"]
    assert (decision["outcome"], decision["near"][0]["clause"]) == ("refuse", "choice")


def test_a_notice_is_told_with_its_hash_and_whether_it_is_stale(client: httpx.Client) -> None:
    first = shown(client)
    later = client.post("/notices", json={**BANNER, "version": "2026-12-01"})
    second = shown(client, version="2026-11-01")

    assert (first["stale"], second["stale"]) == (None, "superseded")
    assert later.status_code == 201
    told = client.get("/notices/banner").json()["notices"]
    assert [(one["version"], one["stale"]) for one in told] == [
        ("2026-11-01", "superseded"), ("2026-12-01", None),
    ]  # fmt: skip
    assert told[0]["sha256"] == first["sha256"]
    assert client.get("/notices").json()["notices"] == told


def test_what_is_wrong_with_a_notice_is_said(client: httpx.Client) -> None:
    ref = stored(client)
    stale = shown(client)["reference"]
    client.post("/notices", json={**BANNER, "version": "2026-12-01"})
    choice = {"handling": BARE, "data": "supplied"}

    answers = [
        client.post("/notices", json={**BANNER, "text": "別の文"}),
        client.post("/notices", json={**BANNER, "version": "v3", "purposes": ["zenbu"]}),
        client.get("/notices/none"),
        client.post("/notices/banner/shown", json={"language": "en"}),
        client.post(f"/people/{ref}/choices", json={**choice, "choice": {**YES, "shown": stale}}),
        client.post(f"/people/{ref}/choices", json={**choice, "choice": {**YES, "shown": "s_x"}}),
        client.get(f"/people/{ref}/choices/c_{'a' * 26}/receipt"),
    ]

    assert [(one.status_code, one.json()["code"]) for one in answers] == [
        (409, "notice-taken"), (422, "invalid-notice"), (404, "unknown-notice"),
        (404, "unknown-notice"), (409, "notice-stale"), (404, "notice-not-shown"),
        (404, "unknown-choice"),
    ]  # fmt: skip


def test_the_scope_of_consent_is_asked_for(api: Api) -> None:
    other = api.client("other", scopes=[one for one in Scopes.ALL if one != Scopes.CONSENT])
    ref = f"p_{0:032x}"

    answers = [
        other.get("/notices"),
        other.post("/notices", json=BANNER),
        other.get("/notices/banner"),
        other.post("/notices/banner/shown", json={"language": "ja"}),
        other.get(f"/people/{ref}/choices"),
        other.get(f"/people/{ref}/choices/c_{'a' * 26}/receipt"),
    ]

    assert {one.json()["code"] for one in answers} == {"scope-missing"}
