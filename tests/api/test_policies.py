"""Reading a policy over HTTP: lint, proofs, replay and coverage."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.api.calling import COLLECTING, Api, person
from tests.notices.texts import COOKIES, WIDER, revised

from mamoru.gate.errors import Scopes
from mamoru.policy.moment import tokyo_day

FIRST = 'by: [company, processor]\n    reading: [R26]\n    law: ["APPI 20(1)"'
NARROWER = (FIRST, FIRST.replace("company, ", ""))
"""The company itself collects nothing any more."""


def later() -> str:
    return (tokyo_day(datetime.now(UTC)) + timedelta(days=30)).isoformat()


def test_the_text_in_force_is_linted(api: Api) -> None:
    answer = api.client().post("/policies/lint", json={})

    found = {one["code"]: one for one in answer.json()["findings"]}
    assert answer.status_code == 200
    assert found["L01"]["severity"] == "error"
    assert found["L01"]["law"] == ["APPI 32(1)(i)"]


def test_a_draft_is_linted_with_its_lines(api: Api) -> None:
    text = revised(later(), WIDER).decode()

    answer = api.client().post("/policies/lint", json={"text": text})

    assert all(one["line"] >= 1 for one in answer.json()["findings"])


def test_invariants_are_proved_or_refuted_with_a_handling(api: Api) -> None:
    claims = ["never entrust in not JP", "never use registration"]

    answer = api.client().post("/policies/proofs", json={"invariants": claims})

    held, refuted = answer.json()["proofs"]
    assert (held["holds"], refuted["holds"]) == (True, False)
    assert refuted["witness"]["handling"]["act"] == "use"


def test_an_invariant_that_cannot_be_read_is_told(api: Api) -> None:
    answer = api.client().post("/policies/proofs", json={"invariants": ["whatever"]})

    assert (answer.status_code, answer.json()["code"]) == (422, "bad-invariant")


def test_recorded_handlings_are_decided_again_under_a_draft(api: Api) -> None:
    client = api.client()
    client.post("/people", json={"handling": COLLECTING, "person": person()})
    api.worker.door.settle()

    same = client.post("/policies/replay", json={"text": revised(later(), WIDER).decode()})
    other = client.post("/policies/replay", json={"text": revised(later(), NARROWER).decode()})

    assert same.json()["replay"]["flipped"] == 0
    (flip,) = other.json()["replay"]["flips"]
    assert (flip["before"], flip["now"], flip["people"]) == ("allow", "refuse", 1)


def test_coverage_shows_who_asked_by_which_clause(api: Api) -> None:
    client = api.client()
    client.post("/people", json={"handling": COLLECTING, "person": person()})
    api.worker.door.settle()

    clauses = {one["cite"]: one for one in client.get("/policies/coverage").json()["clauses"]}

    assert clauses["1(1)a"]["seen"]["points"] == [{"system": "crm", "act": "collect"}]
    assert clauses["1(1)a"]["text"]["en"].startswith("Registration details")
    assert clauses["10"]["seen"] is None


@pytest.mark.parametrize("path", ["/policies/replay", "/policies/coverage"])
def test_what_the_ledger_holds_needs_the_scope_to_read_it(api: Api, path: str) -> None:
    reader = api.client("reader", scopes=[Scopes.POLICY_READ])

    method = "POST" if path.endswith("replay") else "GET"
    answer = reader.request(method, path, json={"text": COOKIES} if method == "POST" else None)

    assert (answer.status_code, answer.json()["code"]) == (403, "scope-missing")
