"""Holds over HTTP: found by an identifier in the body, and their files opened as they are."""

from tests.api.calling import Api, person


def test_holds_are_found_by_an_identifier_that_stands_in_no_address(api: Api) -> None:
    client = api.client("auditor")
    mail = person(7)["identifiers"]["email"]

    answer = client.post("/hold-searches", json={"kind": "email", "value": mail})

    assert (answer.status_code, answer.json()) == (200, {"holds": []})
    assert not [line for line in api.access if mail in line]
    wrong = client.post("/hold-searches", json={"kind": "nothing", "value": mail})
    assert wrong.status_code == 422, wrong.text
    assert mail not in wrong.text


def test_a_file_of_no_hold_is_not_found(api: Api) -> None:
    client = api.client("auditor")
    path = f"/holds/h_{'0' * 32}/files/f_{'0' * 32}/opening"

    answer = client.post(path, json={"kind": "tax", "handling": {}})

    assert (answer.status_code, answer.json()["code"]) == (404, "unknown-hold")
