"""Hostile and broken calls: a clear problem each, nothing done, and the value never repeated."""

import json
from typing import Any

import httpx
from tests.api.calling import COLLECTING, Api, person

from mamoru.api.endpoint import SINGLE
from mamoru.api.table import ENDPOINTS
from mamoru.gate.models import Evidence

MARK = "Xylophonic"
"""A value that no message of ours has."""
GOOD = {"handling": COLLECTING, "person": person()}
JSON = {"Content-Type": "application/json"}
PARTS = {
    "ref": f"p_{0:032x}",
    "held": f"q_{0:032x}",
    "notice": "banner",
    "form": "inquiry",
    "partner": "shop-a",
    "delivery": f"d-{0:016x}",
    "system": "shop",
    "plan": f"plan_{0:016x}",
    "hand": f"hand_{0:016x}",
    "file": f"f_{0:032x}",
    "inquiry": f"inq_{0:016x}",
    "template": "answer",
    "message": f"msg_{0:016x}",
    "attachment": f"att_{0:016x}",
    "suspect": f"sus_{0:016x}",
    "request": f"req_{0:016x}",
    "party": f"party_{0:016x}",
    "incident": f"incident_{0:016x}",
    "recall": f"recall_{0:016x}",
    "hold": f"h_{0:032x}",
    "leaving": f"leaving_{0:032x}",
    "told": f"told_{0:016x}",
    "run": f"run_{0:016x}",
    "link": f"l_{0:032x}",
    "reference": "c_x",
    "version": "2031-01-01",
}
"""Something for each part of an address; it names nothing that is there."""


def post(client: httpx.Client, raw: bytes, **headers: str) -> httpx.Response:
    return client.post("/people", content=raw, headers={**JSON, **headers})


BODIES: dict[bytes, tuple[int, str]] = {
    b"": (400, "body-unreadable"),
    b"{": (400, "body-unreadable"),
    b"\xef\xbb\xbf{}": (400, "body-unreadable"),
    b'{"person": {"whose": "\xff\xfe"}}': (400, "body-unreadable"),
    b'{"person": {"whose": "a\x00b"}}': (400, "body-unreadable"),
    b'{"person": {"whose": "\\ud800"}}': (400, "body-unreadable"),
    json.dumps(GOOD).encode("utf-16"): (400, "body-unreadable"),
    b'{"person": {"whose": "individual", "whose": "individual"}}': (400, "body-unreadable"),
    b'{"person": {"whose": "i", "items": {"a": "1", "a": "2"}}}': (400, "body-unreadable"),
    b"[" * 200_000: (422, "body-invalid"),
    b'{"person":' * 50_000: (422, "body-invalid"),
    b'{"person": {"whose": 1}}': (422, "body-invalid"),
    b'{"person": {"whose": null}}': (422, "body-invalid"),
    b'{"person": []}': (422, "body-invalid"),
    b'{"person": {"whose": "individual", "items": {"name": {"Xylophonic": 1}}}}': (
        422, "body-invalid",
    ),
    b'{"Xylophonic": 1, "person": {"whose": "individual"}}': (422, "body-invalid"),
    b'{"x - at `$.xylophonic": 1, "person": {"whose": "individual"}}': (422, "body-invalid"),
    b'{"person": {"whose": "individual", "Xylophonic": "x"}}': (422, "body-invalid"),
    b'{"person": {"whose": "individual", "items": {"Xylophonic": "x"}}}': (422, "unknown-item"),
    b'{"handling": {"purpose": "2(1)a", "from": "person", "grounds": {"notice_shown": "n:1"}},'
    b' "person": {"whose": "individual", "identifiers": {"email": "Xylophonic"}}}': (
        422, "invalid-identifier",
    ),
    b'{"person": {"whose": "individual", "items": {"birth_date": "Xylophonic"}}}': (
        422, "invalid-value",
    ),
}  # fmt: skip


def test_a_body_that_cannot_be_taken_gets_a_problem_that_repeats_nothing(api: Api) -> None:
    client = api.client()

    answers = {raw: post(client, raw) for raw in BODIES}

    assert {
        raw: (answer.status_code, answer.json()["code"]) for raw, answer in answers.items()
    } == BODIES
    assert [raw for raw, answer in answers.items() if MARK.lower() in answer.text.lower()] == []
    assert {one.headers["content-type"] for one in answers.values()} == {"application/problem+json"}
    assert all(
        one.json()["type"] == f"urn:mamoru:problem:{one.json()['code']}" for one in answers.values()
    )


ODD: list[dict[str, Any]] = [
    {"items": {"name": "x\x00y"}},
    {"items": {"name": ""}},
    {"items": {"name": "x" * 500_000}},
    {"whose": MARK},
    {"whose": "individual\x00"},
    {"residence": MARK},
    {"sensitive": {"name": MARK}},
    {"identifiers": {"email": MARK}},
    {"identifiers": {"email": "a\x00@example.com"}},
    {"identifiers": {"name": MARK}},
]


def test_odd_values_are_stored_as_they_are_or_refused_never_a_failure(api: Api) -> None:
    client = api.client()

    answers = [
        client.post(
            "/people", json={"handling": COLLECTING, "person": {**person(number), **change}}
        )
        for number, change in enumerate(ODD)
    ]

    assert [one.status_code for one in answers] == [201, 201, 201, *[403] * 4, *[422] * 3]
    assert [one.text for one in answers if MARK in one.text] == []


HANDLINGS: list[dict[str, Any]] = [
    {"purpose": MARK},
    {"from": "person\x00"},
    {"grounds": {MARK: "ref:1"}},
    {"by": "y" * 64},
    {"grounds": {"notice_shown": "Xylophonic lives here"}},
    {"grounds": {"notice_shown": "x" * 201}},
    {"by": "y" * 65},
]


def test_words_that_no_policy_knows_are_refused_and_not_kept(api: Api) -> None:
    client = api.client()

    answers = [
        client.post("/people", json={"handling": handling, "person": person()})
        for handling in HANDLINGS
    ]

    assert [one.status_code for one in answers] == [403, 403, 403, 403, 422, 422, 422]
    assert [one.text for one in answers if MARK in one.text] == []
    assert all(MARK not in repr(entry) for entry in api.handlings())
    assert not Evidence.objects.exclude(fact="notice_shown").exists()


def test_a_body_that_says_it_is_too_large_is_not_read(api: Api) -> None:
    answer = post(api.client(), b"{}", **{"Content-Length": str(SINGLE + 1)})

    assert (answer.status_code, answer.json()["code"]) == (413, "body-too-large")


def test_a_body_that_does_not_say_how_large_it_is_is_cut_off(api: Api) -> None:
    def endless() -> Any:
        yield b'{"person": "'
        for _ in range(40):
            yield b"x" * (SINGLE // 20)

    client = api.client()
    answer = client.post("/people", content=endless(), headers=JSON)

    assert (answer.status_code, answer.json()["code"]) == (413, "body-too-large")


def test_another_content_type_than_json_is_not_taken(api: Api) -> None:
    client = api.client()
    others = ["text/plain", "application/xml", "application/json; charset=shift_jis", ""]

    answers = [
        post(client, json.dumps(GOOD).encode(), **{"Content-Type": media}) for media in others
    ]

    assert {(one.status_code, one.json()["code"]) for one in answers} == {
        (415, "media-unsupported")
    }


ENDS = {
    "2099-12-31T23:59:59": "body-invalid",
    "9999-12-31T23:59:59-14:00": "invalid-choice",
    "9999-01-01T00:00:00Z": "invalid-choice",
    "0001-01-01T00:00:00+14:00": "invalid-choice",
    "2099-02-30T00:00:00Z": "body-invalid",
}


def test_an_end_of_a_choice_that_cannot_be_kept_is_a_problem(api: Api) -> None:
    client = api.client()
    ref = client.post("/people", json=GOOD).json()["ref"]

    answers = {end: client.post(f"/people/{ref}/choices", json=choice_until(end)) for end in ENDS}
    latest = client.post(f"/people/{ref}/choices", json=choice_until("9998-12-31T23:59:59-14:00"))
    withdrawn = client.post(f"/people/{ref}/opt-out", json={"purpose": "2(1)a"})

    assert {end: (one.status_code, one.json()["code"]) for end, one in answers.items()} == {
        end: (422, code) for end, code in ENDS.items()
    }
    assert (latest.status_code, withdrawn.json()) == (201, {"withdrawn": 1})


def choice_until(end: str) -> dict[str, Any]:
    choice = {"kind": "opt_in", "purpose": "2(1)a", "expires_at": end}
    return {"handling": COLLECTING, "choice": choice, "data": "registration"}


QUERIES = (
    "purpose=2(1)a&purpose=2(1)b", "nothing=1", "purpose", "items=%ff", "items=" + "n," * 5000,
    "grounds=request", "grounds=request:", "act=erase", "identifying=perhaps",
)  # fmt: skip


def test_a_parameter_that_cannot_be_taken_is_a_problem(api: Api) -> None:
    client = api.client()

    answers = {query: client.get(f"/people/p_{0:032x}?{query}") for query in QUERIES}

    assert {query: (one.status_code, one.json()["code"]) for query, one in answers.items()} == (
        dict.fromkeys(QUERIES, (400, "parameter-invalid"))
    )


PATHS = (
    "/", "/people/", "/people//entries", "/people/a/b/c", "/nothing", "/../people", "/people/%2e",
    "/people/p_%00", "/people/%ff", "/ledger/tile", "/ledger/tile/0/0", "/ledger/tile/0/000.p/256",
    "/ledger/tile/64/000", "/ledger/tile/0/x000/000", "/ledger/tile/entries/999",
    "/ledger/tile/../../../etc/passwd", "/ledger/entries/-1", "/ledger/entries/01",
    "/ledger/entries/999999", "/ledger/entries/99999999999999999999", "/ledger/tickets/77",
)  # fmt: skip


def test_an_address_with_nothing_there_is_not_found(api: Api) -> None:
    client = api.client(purposes=["2(1)a"])

    answers = {path: client.get(path) for path in PATHS}

    assert {path: one.status_code for path, one in answers.items()} == dict.fromkeys(PATHS, 404)
    assert {one.json()["code"] for one in answers.values()} == {
        "address-unknown", "entry-unknown", "tile-unknown", "ticket-unknown", "unknown-person",
    }  # fmt: skip


def test_a_method_that_is_not_there_is_answered_with_those_that_are(api: Api) -> None:
    client = api.client()
    methods = ("PUT", "DELETE", "OPTIONS", "TRACE", "BREW")

    stored = [client.request(method, "/people") for method in (*methods, "HEAD")]
    read = [client.request(method, "/ledger/vkey") for method in methods]

    assert {(one.status_code, one.headers["allow"]) for one in stored} == {(405, "POST")}
    assert {(one.status_code, one.headers["allow"]) for one in read} == {(405, "GET, HEAD")}


def test_every_endpoint_with_a_body_refuses_an_unknown_field(api: Api) -> None:
    client = api.client()
    asked = [one for one in ENDPOINTS if one.takes is not None]

    answers = {
        one.name: client.request(
            one.method,
            one.path.format_map(PARTS),
            json={MARK: 1},
        )
        for one in asked
    }

    assert {name: one.json()["code"] for name, one in answers.items()} == dict.fromkeys(
        answers, "body-invalid"
    )
    assert [name for name, one in answers.items() if MARK in one.text] == []


def test_problems_speak_the_language_asked_for(api: Api) -> None:
    client = api.client()

    ja = client.get("/nothing", headers={"Accept-Language": "ja,en;q=0.5"})
    en = client.get("/nothing", headers={"Accept-Language": "en, ja;q=0.9"})
    other = client.get("/nothing", headers={"Accept-Language": "fr;q=x, ;;, *"})

    assert ja.json()["detail"] == "このアドレスには何もありません。"
    assert ja.headers["content-language"] == "ja"
    assert (en.json()["detail"], other.json()["detail"]) == (
        ("There is nothing at this address.",) * 2
    )


def test_every_answer_about_people_forbids_keeping_and_guessing_it(api: Api) -> None:
    answer = api.client().post("/people", json=GOOD)

    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
