"""Somebody who only says who they are learns from no answer whether that person is held here."""

import re
import time
from typing import Any

import pytest
from tests.api.calling import Api
from tests.gate.samples import stored

from mamoru.faces.evenly import STEP
from mamoru.gate.errors import Scopes
from mamoru.rights.requests.models import Request

HELD, NOBODY = "zenbu@example.jp", "nobody-here@example.jp"
REFERENCES = re.compile(rb"(req_|check_)?[0-9a-f]{16,}")
DATES = re.compile(rb"\d{4}-\d\d-\d\dT[0-9:.]+(Z|\+\d\d:\d\d)")


def bare(body: bytes) -> bytes:
    """Return an answer without what is new each time."""
    return DATES.sub(b"AT", REFERENCES.sub(b"REF", body))


def steps(client: Any, identifiers: dict[str, str]) -> list[tuple[int, bytes]]:
    """Return all that a key which may only receive is told of one request."""
    said = {"kind": "disclose", "identifiers": identifiers, "is_everything": True}
    seen = [client.post("/requests", json={**said, "key": "0123456789"})]
    ref = seen[0].json()["request"]
    seen.append(client.post("/requests", json={**said, "key": "0123456789"}))
    seen.append(client.post(f"/requests/{ref}/code", json={}))
    seen.append(client.post(f"/requests/{ref}/code/trial", json={"code": "12345678"}))
    seen.append(client.post(f"/requests/{ref}/code/trial", json={"code": "12345678"}))
    return [(one.status_code, bare(one.content).replace(ref.encode(), b"REF")) for one in seen]


@pytest.mark.parametrize("case", ["once", "repeated", "often"])
def test_the_answers_are_the_same_whether_or_not_somebody_is_held(api: Api, case: str) -> None:
    door = api.worker.door
    stored(door, identifiers={"email": HELD})
    stored(door, identifiers={"email": "another@example.jp"})
    officer = api.client("desk-system")
    for _ in range({"once": 0, "repeated": 1, "often": 6}[case]):
        said = {"kind": "disclose", "identifiers": {"email": HELD}, "is_everything": True}
        officer.post("/requests", json=said)
    held, nobody = {"email": HELD}, {"email": NOBODY}
    told = []
    for name, identifiers in (("one", held), ("two", nobody)):
        client = api.client(name, scopes=[Scopes.REQUESTS_RECEIVE])
        told.append(steps(client, identifiers))

    assert told[0] == told[1]
    assert [status for status, _ in told[0]] == [201, 200, 201, 422, 422]
    waits = {"once": "identity"}.get(case, "repeated")
    row = Request.objects.exclude(person="").latest("pk")
    assert row.state == waits, "or the answers had nothing to hide"
    seen = officer.get(f"/requests/{row.ref}").json()["summary"]
    assert seen["state"] == waits


def test_how_long_an_answer_took_tells_nothing(api: Api) -> None:
    stored(api.worker.door, identifiers={"email": HELD})
    client = api.client("one", scopes=[Scopes.REQUESTS_RECEIVE])
    for mail in (HELD, NOBODY):
        said = {"kind": "disclose", "identifiers": {"email": mail}, "is_everything": True}
        began = time.perf_counter()
        answer = client.post("/requests", json=said)
        took = time.perf_counter() - began

        assert answer.status_code == 201
        assert took >= STEP, "answered as soon as it was found out"
        assert took % STEP < STEP / 3
