"""The quarantine over HTTP: who may look, and what can be done."""

from typing import Any

import httpx
from tests.api.calling import COLLECTING, Api, person

from mamoru.gate.errors import Scopes

ILLNESS = "私は糖尿病の治療を受けています。"


def put_aside(api: Api, client: httpx.Client | None = None) -> dict[str, Any]:
    told = {"handling": COLLECTING, "person": person(inquiry_text=ILLNESS)}
    made = (client or api.client("intake")).post("/people", json=told)
    assert made.status_code == 201
    (aside,) = made.json()["quarantined"]
    return dict(aside)


def test_who_stores_somebody_is_told_what_went_into_quarantine(api: Api) -> None:
    aside = put_aside(api)

    assert (aside["item"], aside["sensitive"]) == ("inquiry_text", ["special_care"])
    assert ILLNESS not in str(aside)


def test_a_key_without_the_scope_sees_nothing_of_it(api: Api) -> None:
    aside = put_aside(api)
    other = api.client(scopes=set(Scopes.ALL) - {Scopes.QUARANTINE})

    answers = [
        other.get("/quarantine"),
        other.get(f"/quarantine/{aside['ref']}"),
        other.post(f"/quarantine/{aside['ref']}/purge"),
    ]

    assert {(one.status_code, one.json()["code"]) for one in answers} == {(403, "scope-missing")}


def test_a_reviewer_looks_claims_and_the_list_is_empty(api: Api) -> None:
    client, aside = api.client(), put_aside(api)

    seen = client.get(f"/quarantine/{aside['ref']}").json()
    refused = client.post(f"/quarantine/{aside['ref']}/claim", json={"handling": COLLECTING})
    grounds = {"notice_shown": "notice:signup-3", "by_law": "statute:7"}
    done = client.post(
        f"/quarantine/{aside['ref']}/claim", json={"handling": {**COLLECTING, "grounds": grounds}}
    )

    assert (seen["value"], seen["found"][0]["kind"]) == (ILLNESS, "medical_history")
    assert (refused.status_code, refused.json()["code"]) == (403, "handling-refused")
    assert (done.status_code, done.json()["item"]) == (200, "inquiry_text")
    assert client.get("/quarantine").json() == {"items": []}
    assert [one.quarantine for one in api.handlings()][-4:] == [None, "reviewed", None, "claimed"]


def test_what_is_cleared_or_purged_is_gone_from_the_list(api: Api) -> None:
    client, first = api.client(), put_aside(api)

    cleared = client.post(f"/quarantine/{first['ref']}/clear", json={"handling": COLLECTING})
    again = client.post(f"/quarantine/{first['ref']}/purge")

    assert (cleared.status_code, again.status_code) == (200, 404)
    assert again.json()["code"] == "unknown-withheld"


def test_the_list_goes_on_after_a_moment(api: Api) -> None:
    client, aside = api.client(), put_aside(api)
    (one,) = client.get("/quarantine").json()["items"]

    later = client.get("/quarantine", params={"after": one["purge_at"], "limit": 5})

    assert one["ref"] == aside["ref"]
    assert later.json() == {"items": []}
