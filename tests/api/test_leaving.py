"""Leaving, holds and retention over HTTP, under the reference policy."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from tests.api.calling import COLLECTING, Api, person
from tests.api.test_handing_records import provided
from tests.rights.shared_account import leaving_unclear

from mamoru.rights.leaving.proof import check
from mamoru.rights.retention.models import Run

GUIDE = Path(__file__).parents[2] / "docs"
AUDIT = {"grounds": {"by_law": "audit:2027-1"}}


@pytest.mark.parametrize("page", ["howto/keep-and-erase.md", "ja/howto/keep-and-erase.md"])
def test_the_rules_that_are_shown_can_be_published(api: Api, page: str) -> None:
    text = (GUIDE / page).read_text().split("```yaml\n")[1].split("```")[0]

    client = api.client()
    answer = client.post("/hold-rules", json={"text": text})

    assert answer.status_code == 201, answer.text
    assert client.post("/hold-rules", json={"text": text}).json()["code"] == "holds-unchanged"
    listed = client.get("/hold-rules").json()["published"]
    assert [one["number"] for one in listed] == [answer.json()["number"]]


def test_a_file_of_rules_with_a_mistake_is_refused(api: Api) -> None:
    answer = api.client().post("/hold-rules", json={"text": "mamoru_holds: 1\nholds: {}\n"})

    assert (answer.status_code, answer.json()["code"]) == (422, "holds-file")


def test_somebody_leaves_and_gets_a_certificate_that_holds(api: Api) -> None:
    client = api.client()
    ref = provided(api, client)

    left = client.post(f"/people/{ref}/leaving", json={})

    assert left.status_code == 201, left.text
    found = left.json()
    (kept,), (told,) = found["kept"], found["told"]
    assert (found["state"], kept["kind"]) == ("erased", "statutory_record")
    assert client.get(f"/people/{ref}", params={"purpose": "2(1)a"}).status_code == 404
    at = f"/leavings/{found['leaving']}"
    assert client.get(at).json() == found
    assert client.get("/leavings", params={"open": True}).json()["leavings"] == [found]
    raw = client.post(f"{at}/certificate").content
    assert check(raw, api.worker.door.sequencer.vkey).content["leaving"] == found["leaving"]
    said = client.post(f"/told/{told['told']}/confirmation", json={"shown": "mail:7"}).json()
    assert said["state"] == "confirmed"
    again = client.post(f"/told/{told['told']}/confirmation", json={"shown": "mail:7"})
    assert (again.status_code, again.json()["code"]) == (409, "already-confirmed")
    other = client.post(f"/told/{told['told']}/notice")
    assert other.json()["code"] == "already-confirmed"


def test_a_hold_is_opened_under_its_law_and_by_nothing_else(api: Api) -> None:
    client = api.client()
    ref = provided(api, client)
    (kept,) = client.post(f"/people/{ref}/leaving", json={}).json()["kept"]
    (hold,) = client.get("/holds").json()["holds"]
    at = f"/holds/{kept['hold']}"
    assert client.get(at).json() == hold

    refused = client.post(
        f"{at}/opening", json={"kind": "statutory_record", "handling": {"purpose": "2(1)a"}}
    )
    opened = client.post(
        f"{at}/opening",
        json={"kind": "statutory_record", "handling": {"purpose": "2(1)a", **AUDIT}},
    )

    assert (refused.status_code, refused.json()["code"]) == (403, "handling-refused")
    assert refused.json()["near"] == [{"clause": "named_hold", "lacks": ["named_hold"]}]
    assert opened.status_code == 200, opened.text
    assert [one["item"] for one in opened.json()["content"]] == ["name", "email"]
    shown = {"purpose": "2(1)a", "grounds": "by_law:audit:2027-1"}
    named = client.get(f"/records/{hold['record']}/people", params=shown).json()
    assert [one["ref"] for one in named["people"]] == [hold["ref"]]


def test_a_key_without_the_scope_sees_no_hold_and_settles_nothing(api: Api) -> None:
    client = api.client(scopes=["people:read", "decide"])

    for path in ("/holds", "/retention/runs", "/leavings"):
        assert client.get(path).json()["code"] == "scope-missing"


def test_only_noted_that_somebody_left_a_server_goes_on_later(api: Api) -> None:
    client = api.client()
    asked = {"handling": COLLECTING, "person": person()}
    ref = client.post("/people", json=asked).json()["ref"]

    assert client.post(f"/people/{ref}/leave", json={}).status_code == 200

    (found,) = client.get("/leavings").json()["leavings"]
    assert found["state"] == "left"
    unfinished = client.post(f"/leavings/{found['leaving']}/certificate")
    assert (unfinished.status_code, unfinished.json()["code"]) == (409, "leaving-unfinished")
    assert client.post(f"/people/{ref}/leaving", json={}).json()["state"] == "erased"


def test_a_stopped_run_takes_two_keys(api: Api) -> None:
    one = api.client()
    assert one.post("/retention/runs").json()["state"] == "done"
    due = one.get("/retention/due", params={"until": "2030-01-01"}).json()
    assert {kind["kind"] for kind in due["kinds"]} >= {"items", "holds", "letters", "records"}
    Run.objects.update(at=api.worker.now() + timedelta(days=3))
    stopped = one.post("/retention/runs").json()
    assert (stopped["state"], stopped["alarm"]) == ("stopped", "clock_back")
    at = f"/retention/runs/{stopped['run']}"

    assert one.post(f"{at}/settlement", json={"reason": "approval:1"}).status_code == 200
    again = one.post(f"{at}/settlement", json={"reason": "approval:1"})
    assert (again.status_code, again.json()["code"]) == (403, "own-confirmation")
    dropped = one.post(f"{at}/settlement", json={"reason": "approval:1", "drop": True})

    assert dropped.json()["state"] == "dropped"
    assert one.get(at).json() == dropped.json()
    ended = one.post(f"{at}/settlement", json={"reason": "approval:1"})
    assert ended.json()["code"] == "run-not-stopped"
    assert json.loads(one.get("/retention/runs").content)["runs"][0] == dropped.json()


def test_whose_account_it_is_is_said_of_every_one_and_the_leaving_goes_on(
    api: Api, tmp_path: Path
) -> None:
    company, ref = leaving_unclear(api.worker.door, tmp_path)
    client, at = api.client(), f"/leavings/{ref}/accounts"

    found = client.get(at).json()["accounts"]
    one, two = (each["account"] for each in found)
    half = client.post(at, json={"theirs": [one], "reference": "case:7"})
    said = {"theirs": [one], "others": [two], "reference": "case:7"}
    told = client.post(at, json=said)

    assert [each["values"]["email"].partition("@")[0] for each in found] == ["one", "two"]
    assert (half.status_code, half.json()["code"]) == (422, "accounts-unsaid")
    assert (told.status_code, told.json()["state"]) == (200, "erased"), told.text
    assert company.rows("SELECT id FROM customers ORDER BY id") == [(2,), (3,)]
    again = client.get(at)
    assert (again.status_code, again.json()["code"]) == (409, "leaving-not-unclear")
