"""Partners and deliveries over HTTP."""

import time
from hashlib import sha256
from typing import Any

import httpx
from tests.api.calling import ASKED, Api, Server
from tests.partners.samples import csv, mapping, row

from mamoru.gate.errors import Scopes

PARTNER = {
    "key": "shop-a", "party": "partner", "name": "架空提携ヌヌヌ", "address": "架空県見本市 1-2-3",
    "representative": "代表者 甲",
}  # fmt: skip
CONFIRMED = {
    "items": ["name", "address", "representative"], "method": "document",
    "evidence": "registry:1", "confirmed_on": "2026-11-02",
}  # fmt: skip
ORIGIN = {
    "key": "contract-1", "told": "会員登録の際に本人から取得", "basis": "consent",
    "consent": "form:3", "method": "document", "evidence": "contract:1",
    "confirmed_on": "2026-11-02",
}  # fmt: skip
WANTED = {"partner": "shop-a", "origin": "contract-1", "mapping": mapping().decode()}
FINAL = ("finished", "stopped")


def known_partner(client: httpx.Client) -> None:
    assert client.post("/partners", json=PARTNER).status_code == 201
    assert client.post("/partners/shop-a/origins", json=ORIGIN).status_code == 201
    assert client.post("/partners/shop-a/confirmations", json=CONFIRMED).status_code == 200


def delivered(client: httpx.Client, content: bytes) -> dict[str, Any]:
    """Announce a delivery, hand over its file, and wait until it has ended."""
    key = client.post("/deliveries", json=WANTED).json()["key"]
    taken = client.put(f"/deliveries/{key}/file", content=content)
    assert (taken.status_code, taken.json()["state"]) == (202, "waiting")
    until = time.monotonic() + 60
    while (report := client.get(f"/deliveries/{key}").json())["state"] not in FINAL:
        assert time.monotonic() < until
        time.sleep(0.1)
    return dict(report)


def test_a_delivery_is_refused_over_http_until_the_provider_is_confirmed(api: Api) -> None:
    client = api.client(purposes=["2(1)a"])
    client.post("/partners", json=PARTNER)
    client.post("/partners/shop-a/origins", json=ORIGIN)

    refused = client.post("/deliveries", json=WANTED, headers={"Accept-Language": "ja"})

    problem = refused.json()
    assert (refused.status_code, problem["code"]) == (403, "confirmation-missing")
    assert problem["outcome"] == "needs"
    assert "提供元の代表者" in problem["detail"]
    assert api.handlings()[-1].needs == ("receipt_record",)


def test_what_is_handed_over_is_received_in_the_background_and_reported(api: Api) -> None:
    client = api.client(purposes=["2(1)a"])
    known_partner(client)

    report = delivered(client, csv([row(1), "broken", row(2)]))

    assert (report["state"], report["created"], report["rejected"]) == ("finished", 2, 1)
    rows = client.get(f"/deliveries/{report['key']}/rejections").json()["rows"]
    assert rows == [{"first": 3, "last": 3, "reason": "columns", "detail": "1/5"}]
    (record,) = client.get("/receipts").json()["records"]
    assert (record["key"], record["people"]) == (report["receipt"], 2)
    assert client.get("/deliveries?partner=shop-a").json()["deliveries"] == [report]


def test_a_disclosure_names_the_partner(api: Api) -> None:
    client = api.client()
    known_partner(client)
    key = client.post("/deliveries", json={**WANTED, "purpose": "2(1)a"}).json()["key"]
    client.put(f"/deliveries/{key}/file", content=csv([row(1)]))
    until = time.monotonic() + 60
    while client.get(f"/deliveries/{key}").json()["state"] not in FINAL:
        assert time.monotonic() < until
        time.sleep(0.1)
    sought = {"handling": {"purpose": "2(1)a"}, "kind": "partner_id", "value": "K00001"}
    ref = client.post("/people/find", json=sought).json()["ref"]

    grounds = [f"{fact}:{shown}" for fact, shown in ASKED.items()]
    found = client.get(f"/people/{ref}/disclosure", params={"grounds": grounds}).json()

    assert [one["partner"] for one in found["received"]] == ["架空提携ヌヌヌ"]
    assert {one["source"] for one in found["values"]} == {"partner"}


def test_an_upload_that_is_cut_off_leaves_nothing_and_may_be_sent_again(api: Api) -> None:
    client = api.client(purposes=["2(1)a"])
    known_partner(client)
    key = client.post("/deliveries", json=WANTED).json()["key"]
    content = csv([row(1)])

    cut = client.put(f"/deliveries/{key}/file", content=content, headers={"Content-Length": "5000"})
    hashed = client.put(f"/deliveries/{key}/file?sha256={'0' * 64}", content=content)
    again = client.put(f"/deliveries/{key}/file", content=content)
    twice = client.put(f"/deliveries/{key}/file", content=content)

    assert (cut.status_code, cut.json()["code"]) == (422, "body-cut-off")
    assert (hashed.status_code, hashed.json()["code"]) == (422, "delivery-unreadable")
    assert again.status_code == 202
    assert (twice.status_code, twice.json()["code"]) == (409, "delivery-state")


def test_each_scope_reaches_its_own_side_and_deliveries_are_their_announcers(api: Api) -> None:
    manager = api.client("manager", scopes=[Scopes.PARTNERS_MANAGE], purposes=["2(1)a"])
    sender = api.client("sender", scopes=[Scopes.PARTNERS_DELIVER], purposes=["2(1)a"])
    other = api.client("other", scopes=[Scopes.PARTNERS_DELIVER], purposes=["2(1)a"])
    known_partner(manager)
    key = sender.post("/deliveries", json=WANTED).json()["key"]

    answers = [
        manager.post("/deliveries", json=WANTED),
        sender.get("/partners"),
        sender.get("/receipts"),
        other.put(f"/deliveries/{key}/file", content=csv([row(1)])),
    ]

    assert [(one.status_code, one.json()["code"]) for one in answers] == [
        (403, "scope-missing"), (403, "scope-missing"), (403, "scope-missing"),
        (404, "unknown-delivery"),
    ]  # fmt: skip


def test_a_mapping_with_errors_says_where(api: Api) -> None:
    client = api.client(purposes=["2(1)a"])
    known_partner(client)

    wrong = client.post("/deliveries", json={**WANTED, "mapping": "mamoru: 1\nformat: xls\n"})

    assert (wrong.status_code, wrong.json()["code"]) == (422, "mapping-file")
    assert "2:9" in wrong.json()["detail"]


def test_a_real_server_takes_a_file_in_as_it_streams(own_server: Server) -> None:
    with own_server.client() as client:
        known_partner(client)
        wanted = {**WANTED, "purpose": "2(1)a"}
        key = client.post("/deliveries", json=wanted).json()["key"]
        content = csv(row(number) for number in range(3_000))

        unsaid = client.put(f"/deliveries/{key}/file", content=iter([content]))
        taken = client.put(
            f"/deliveries/{key}/file?sha256={sha256(content).hexdigest()}",
            content=(content[at : at + 5_000] for at in range(0, len(content), 5_000)),
        )

        assert (unsaid.status_code, unsaid.json()["code"]) == (422, "parameter-missing")
        assert taken.status_code == 202
        until = time.monotonic() + 60
        while (report := client.get(f"/deliveries/{key}").json())["state"] not in FINAL:
            assert time.monotonic() < until
            time.sleep(0.1)
        assert report["created"] == 3_000
