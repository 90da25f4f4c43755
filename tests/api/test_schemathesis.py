"""schemathesis, over the OpenAPI document, finds no failure of the server's own.

With TEST_EVERY_CASE (`make soak`) also at the bounds of every part of every call; to find those
takes each process of a run five seconds.
"""

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import checks
from tests.api.calling import COLLECTING, Server, person, running_server

from mamoru.api.openapi import encoded

EXAMPLES = 2
"""Calls for each endpoint: the whole run stays below a minute."""
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
schema = schemathesis.openapi.from_dict(json.loads(encoded()))
schema.config.phases.coverage.enabled = "TEST_EVERY_CASE" in os.environ
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """A server for the whole run, and the name of somebody stored there."""
    with running_server(tmp_path_factory.mktemp("fuzzed") / "home") as server:
        with server.client() as client:
            made = client.post("/people", json={"handling": COLLECTING, "person": person()})
        yield server, made.json()["ref"]
        with server.client() as client:
            assert client.get("/ready").json()["status"] == "ready"


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
def test_no_call_makes_the_server_fail(
    case: schemathesis.Case[Any], serving: tuple[Server, str]
) -> None:
    server, known = serving
    if "ref" in case.path_parameters and len(str(case.body) + str(case.query)) % 3:
        case.path_parameters["ref"] = known

    headers = {"Authorization": f"Bearer {server.key}"}
    response = case.call(base_url=server.url, headers=headers, timeout=60)

    case.validate_response(response, checks=CHECKS, headers=headers)
