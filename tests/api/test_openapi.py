"""The OpenAPI document: every endpoint, exactly as it is, and kept beside the documentation."""

import json
from pathlib import Path

import msgspec
from tests.api.calling import Api

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


def test_every_reference_in_the_document_leads_somewhere() -> None:
    document = json.loads(encoded())
    schemas = document["components"]["schemas"]
    referred = {
        one.rpartition("/")[2]
        for one in msgspec.json.encode(document).decode().split('"')
        if one.startswith("#/components/schemas/")
    }

    assert referred <= schemas.keys()
