"""The OpenAPI document: every endpoint, exactly as it is, and kept beside the documentation."""

import json
from pathlib import Path

import httpx
import msgspec
from tests.api.calling import ASKED, COLLECTING, CORRECTING, Api, person

from mamoru.api.openapi import encoded
from mamoru.api.table import ENDPOINTS

KEPT = Path(__file__).resolve().parents[2] / "docs" / "reference" / "openapi.json"


def test_the_kept_document_is_the_one_that_is_served(api: Api) -> None:
    served = api.outsider().get("/openapi.json").content

    assert served == KEPT.read_bytes(), "write it anew: curl …/api/v1/openapi.json"


def test_the_document_describes_every_endpoint_and_no_other() -> None:
    paths = json.loads(encoded())["paths"]

    described = {
        (method.upper(), path, one["operationId"])
        for path, methods in paths.items()
        for method, one in methods.items()
    }
    assert described == {(one.method, one.path.replace("*}", "}"), one.name) for one in ENDPOINTS}


def test_every_scope_and_problem_is_told() -> None:
    for methods in json.loads(encoded())["paths"].values():
        for one in methods.values():
            assert "500" in one["responses"]
            assert ("security" in one) == ("401" in one["responses"])


def test_every_schema_is_called_what_its_title_says_and_no_python_path() -> None:
    schemas = json.loads(encoded())["components"]["schemas"]

    strange = [name for name, one in schemas.items() if name != one["title"] or "." in name]

    assert strange == []


def test_every_answer_that_is_described_says_what_its_content_is() -> None:
    unsaid = [
        (one["operationId"], status)
        for methods in json.loads(encoded())["paths"].values()
        for one in methods.values()
        for status, answer in one["responses"].items()
        if not all(content.get("schema") for content in answer["content"].values())
    ]

    assert unsaid == []


def test_an_answer_has_the_headers_of_a_version_and_a_place_that_are_told(api: Api) -> None:
    client = api.client()
    made = client.post("/people", json={"handling": COLLECTING, "person": person()})
    at = f"/people/{made.json()['ref']}"
    change = {"handling": CORRECTING, "items": {"name": "Fixture Renamed"}}
    stop = {"handling": {"grounds": ASKED}, "what": "provision"}
    shown = {"grounds": [f"{fact}:{reference}" for fact, reference in ASKED.items()]}
    answers = {
        "createPerson": made,
        "readPerson": client.get(at, params={"items": "name", "purpose": "2(1)a"}),
        "disclosePerson": client.get(f"{at}/disclosure", params=shown),
        "changePerson": client.patch(at, json=change, headers={"If-Match": '"1"'}),
        "suspendPerson": client.post(f"{at}/suspension", json=stop),
        "leavePerson": client.post(f"{at}/leave", json={}),
        "erasePerson": client.post(f"{at}/erasure", json={"handling": CORRECTING}),
        "health": client.get("/health"),
    }

    told = {
        one["operationId"]: {*answer.get("headers", ())}
        for methods in json.loads(encoded())["paths"].values()
        for one in methods.values()
        for status, answer in one["responses"].items()
        if status == str(answers.get(one["operationId"], httpx.Response(0)).status_code)
    }
    sent = {
        name: {header for header in ("ETag", "Location") if header in answer.headers}
        for name, answer in answers.items()
    }
    assert told == sent


def test_every_reference_in_the_document_leads_somewhere() -> None:
    document = json.loads(encoded())
    schemas = document["components"]["schemas"]
    referred = {
        one.rpartition("/")[2]
        for one in msgspec.json.encode(document).decode().split('"')
        if one.startswith("#/components/schemas/")
    }

    assert referred <= schemas.keys()


def test_a_withdrawal_may_come_too_late_and_the_document_says_so(api: Api) -> None:
    officer = api.client("office", scopes=["policy:revise"])

    answer = officer.post("/revisions/2022-02-04/withdrawal")

    responses = json.loads(encoded())["paths"]["/revisions/{version}/withdrawal"]["post"]
    assert (answer.status_code, answer.json()["code"]) == (409, "revision-in-force")
    assert "409" in responses["responses"]
