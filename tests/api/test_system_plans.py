"""The company's databases over HTTP: traced, planned for and changed, each by a key that may."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.api.calling import ASKED, CORRECTING, Api
from tests.systems.company import Company, sqlite_company
from tests.systems.forget.test_forgetting import MAP
from tests.systems.shop import stock

from mamoru.gate.asking import OFFICER
from mamoru.gate.errors import Scopes
from mamoru.gate.systems import register
from mamoru.gate.systems.registering import NewSystem
from mamoru.systems.journal.models import Job

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
ONE = {"identifiers": [{"kind": "account", "value": "1"}]}
ERASING = {"handling": CORRECTING, "person": ONE}
DISCLOSING = {"handling": {"grounds": ASKED}, "person": ONE}
MARK = "Xylophonic"


@pytest.fixture
def shop(api: Api, tmp_path: Path) -> Company:
    found = sqlite_company(tmp_path)
    stock(found)
    register(api.worker.door, OFFICER, NewSystem(url=found.url, map=MAP))
    return found


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_everything_of_a_person_is_found_and_on_record(api: Api, shop: Company) -> None:
    answer = api.client().post("/system-traces", json=DISCLOSING)

    assert answer.status_code == 200, answer.text
    [found] = answer.json()["systems"]
    assert found["system"] == "shop"
    assert {"table": "customers", "key": [1]}.items() <= found["rows"][0].items()
    assert "one@example.com" in str(found["rows"])
    assert "two@example.com" not in str(found["rows"])
    last = api.handlings()[-1]
    assert (last.act, last.outcome, last.caller) == ("disclose", "allow", "crm")


def test_a_plan_is_shown_kept_and_carried_out(api: Api, shop: Company) -> None:
    client = api.client()

    made = client.post("/system-plans", json=ERASING)
    assert made.status_code == 201, made.text
    [plan] = made.json()["plans"]
    assert plan["is_ready"]
    assert shop.rows("SELECT COUNT(*) FROM customers") == [(3,)]
    where = f"/system-plans/{plan['plan']}"
    before = client.get(where).json()
    ended = client.post(f"{where}/carry-out", json={"handling": CORRECTING}).json()
    after = client.get(where).json()

    assert (before["state"], ended["state"], ended["wrote"], after["state"]) == (
        "planned", "done", "all", "done",
    )  # fmt: skip
    assert shop.rows("SELECT id FROM customers ORDER BY id") == [(2,), (3,)]
    assert "one@example.com" not in str(after)


def test_without_evidence_nothing_is_planned_and_the_refusal_is_on_record(
    api: Api, shop: Company
) -> None:
    answers = [
        api.client("a").post("/system-plans", json={"person": ONE}),
        api.client("b").post("/system-traces", json={"person": ONE}),
    ]

    assert [one.status_code for one in answers] == [403, 403]
    assert not Job.objects.exists()
    assert [one.outcome for one in api.handlings()] == ["needs", "needs"]


def test_a_key_reaches_only_what_it_was_given_for(api: Api, shop: Company) -> None:
    manage = Scopes.SYSTEMS_MANAGE
    none, discloses = api.client("a", scopes=[manage]), api.client("b", scopes=["people:disclose"])
    changes = api.client("c", scopes=[manage, Scopes.PEOPLE_CHANGE])
    erases = api.client("d", scopes=[manage, Scopes.PEOPLE_ERASE])
    [plan] = erases.post("/system-plans", json=ERASING).json()["plans"]
    carry = f"/system-plans/{plan['plan']}/carry-out"

    answers = [
        none.post("/system-traces", json=DISCLOSING), none.post("/system-plans", json=ERASING),
        discloses.post("/system-traces", json=DISCLOSING), discloses.get(carry[:-10]),
        changes.post("/system-plans", json=ERASING),
        changes.post(carry, json={"handling": CORRECTING}),
        erases.post("/system-plans", json={**ERASING, "do": "correct", "values": {"name": "x"}}),
    ]  # fmt: skip

    assert {code(one) for one in answers} == {(403, "scope-missing")}
    assert shop.rows("SELECT COUNT(*) FROM customers") == [(3,)]
    assert Job.objects.count() == 1


def test_a_system_that_is_away_is_told_apart_from_one_that_holds_nothing(
    api: Api, shop: Company
) -> None:
    url = "postgresql://nobody:open-sesame@127.0.0.1:1/nothing"
    text = MAP.replace("system: shop", "system: away")
    register(api.worker.door, OFFICER, NewSystem(url=url, map=text))
    client = api.client()
    nobody = {"identifiers": [{"kind": "account", "value": "4711"}]}

    told = client.post("/system-traces", json={**DISCLOSING, "person": nobody}).json()
    plans = client.post("/system-plans", json=ERASING).json()

    assert [(one["system"], one["rows"]) for one in told["systems"]] == [("shop", [])]
    assert [(one["system"], one["code"]) for one in told["away"]] == [("away", "system-down")]
    assert [one["system"] for one in plans["plans"]] == ["shop"]
    assert [one["code"] for one in plans["away"]] == ["system-down"]
    assert "open-sesame" not in f"{told} {plans}"


def odd(**fields: Any) -> dict[str, Any]:
    return {**ERASING, **fields}


def named(**fields: Any) -> dict[str, Any]:
    return odd(person={"identifiers": [{"kind": "account", "value": "1", **fields}]})


ODD: list[tuple[dict[str, Any], tuple[int, str]]] = [
    (odd(do=MARK), (422, "body-invalid")),
    (odd(systems=[]), (422, "body-invalid")),
    (odd(systems=["shop"] * 101), (422, "body-invalid")),
    (odd(systems=[f"{MARK}\n"]), (422, "body-invalid")),
    (odd(systems=["xylophonic"]), (404, "unknown-system")),
    (odd(person={"ref": MARK}), (422, "body-invalid")),
    (odd(person={"ref": f"p_{0:032x}"}), (404, "unknown-person")),
    (odd(person={"identifiers": [{"kind": "account", "value": "1"}] * 21}), (422, "body-invalid")),
    (named(value=""), (422, "body-invalid")),
    (named(value="x" * 321), (422, "body-invalid")),
    (named(kind=MARK), (422, "unknown-identifier-kind")),
    (named(kind="email", value=MARK), (422, "invalid-identifier")),
    (odd(do="correct", values={"name": "x" * 10_001}), (422, "body-invalid")),
]


def test_odd_bodies_get_a_problem_that_repeats_nothing(api: Api, shop: Company) -> None:
    client = api.client()

    answers = [(client.post("/system-plans", json=body), wanted) for body, wanted in ODD]

    assert [code(answer) for answer, _ in answers] == [wanted for _, wanted in answers]
    assert [one.text for one, _ in answers if MARK.lower() in one.text.lower()] == []
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    "ref", [f"plan_{0:016x}", "plan_0", "plan_' OR 1=1", "plan_%00", "..", "PLAN_" + "0" * 16]
)
def test_a_plan_that_is_not_there_is_not_found(api: Api, shop: Company, ref: str) -> None:
    client = api.client()

    answers = [
        client.get(f"/system-plans/{ref}"),
        client.post(f"/system-plans/{ref}/carry-out", json={"handling": CORRECTING}),
    ]

    assert {one.status_code for one in answers} == {404}


def test_a_plan_that_is_done_is_done_however_often_it_is_asked_for(api: Api, shop: Company) -> None:
    body = {"handling": CORRECTING, "person": ONE, "do": "correct", "values": {"name": "Uno"}}
    client = api.client()

    [plan] = client.post("/system-plans", json=body).json()["plans"]
    carry = f"/system-plans/{plan['plan']}/carry-out"
    ended = client.post(carry, json={"handling": CORRECTING}).json()
    again = client.post(carry, json={"handling": CORRECTING}).json()

    assert (ended["state"], again["state"]) == ("done", "done")
    assert shop.rows("SELECT name FROM customers WHERE id = 1") == [("Uno",)]
