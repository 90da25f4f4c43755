"""How far a system's key reaches: sending, handing in, adding to people, reading files."""

from collections.abc import Collection
from typing import Any

import httpx
import pytest
from tests.api.calling import Api
from tests.api.conftest import api as api  # the fixture of the API's own tests
from tests.forms.samples import FORM, PNG, register_notice, show

SUBMIT = "forms:submit"
ALL = (SUBMIT, "people:create", "people:read", "people:change", "people:disclose")


@pytest.fixture
def ready(api: Api) -> Api:
    """The API with the form registered."""
    register_notice(api.worker.door)
    officer = api.client("office", scopes=["forms:manage"])
    assert officer.post("/forms", json={"text": FORM}).status_code == 201
    return api


def submission(api: Api, **more: Any) -> dict[str, Any]:
    given = {"key": "a-key-of-the-caller", "shown": show(api.worker.door)}
    return {**given, "fields": {"name": "Fixture Person"}, **more}


def client(api: Api, *scopes: str, name: str = "page") -> httpx.Client:
    return api.client(name, scopes=scopes, purposes=["2(1)b"])


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


@pytest.mark.parametrize("scopes", [["people:create", "people:read"], ["forms:manage"]])
def test_without_its_scope_nothing_is_sent_or_handed_in(
    ready: Api, scopes: Collection[str]
) -> None:
    page = client(ready, *scopes)

    sent = page.post("/forms/inquiry/files/attachment", content=PNG)
    handed = page.post("/forms/inquiry/submissions", json=submission(ready))

    assert {code(sent), code(handed)} == {(403, "scope-missing")}


def test_a_page_that_only_hands_in_neither_finds_nor_adds_to_anybody(ready: Api) -> None:
    page = client(ready, SUBMIT)

    made = page.post("/forms/inquiry/submissions", json=submission(ready))
    named = {"name": "Fixture", "email": "fixture@example.com"}
    finding = page.post("/forms/inquiry/submissions", json=submission(ready, fields=named))
    adding = page.post(
        "/forms/inquiry/submissions", json=submission(ready, ref=made.json()["ref"], key="k" * 16)
    )

    assert made.status_code == 201
    assert {code(finding), code(adding)} == {(403, "scope-missing")}


def test_a_file_is_read_as_far_as_the_key_reaches(ready: Api) -> None:
    page = client(ready, *ALL)
    token = page.post("/forms/inquiry/files/attachment", content=PNG).json()["token"]
    body = submission(ready, files={"attachment": [{"token": token}]})
    ref = page.post("/forms/inquiry/submissions", json=body).json()["ref"]
    at = f"/people/{ref}/files/{token.partition('.')[0]}"
    asked = "request:req-1,identity_verified:idc-1"
    reader = client(ready, "people:read", name="reader")

    assert reader.get(at, params={"purpose": "2(1)b"}).content == PNG
    assert page.get(at, params={"act": "disclose", "grounds": asked}).content == PNG
    assert code(reader.get(at, params={"act": "disclose", "grounds": asked})) == (
        403, "scope-missing",
    )  # fmt: skip
    assert code(page.get(at, params={"act": "provide", "to": "ad_firm"})) == (403, "scope-missing")
    assert code(reader.get(at, params={"purpose": "2(1)a"})) == (403, "purpose-unregistered")
    assert code(client(ready, SUBMIT, name="sender").get(at)) == (403, "scope-missing")
    assert code(reader.get(f"/people/{ref}/files/f_{0:032x}", params={"purpose": "2(1)b"})) == (
        404, "unknown-file",
    )  # fmt: skip


def test_a_file_that_one_system_sent_is_not_handed_in_by_another(ready: Api) -> None:
    one, other = client(ready, SUBMIT), client(ready, SUBMIT, name="other")
    token = one.post("/forms/inquiry/files/attachment", content=PNG).json()["token"]
    body = submission(ready, files={"attachment": [{"token": token}]})

    assert code(other.post("/forms/inquiry/submissions", json=body)) == (404, "unknown-file")
    assert one.post("/forms/inquiry/submissions", json=body).status_code == 201


def test_the_access_log_and_the_ledger_name_no_file_and_no_value(ready: Api) -> None:
    page = client(ready, *ALL)
    token = page.post("/forms/inquiry/files/attachment", content=PNG).json()["token"]
    attached = {"attachment": [{"token": token, "label": "Xylophonic.png"}]}
    page.post("/forms/inquiry/submissions", json=submission(ready, files=attached))

    told = "\n".join([*ready.access, *map(repr, ready.handlings())])

    assert "POST /forms/{form}/files/{field} 201" in told
    assert not any(word in told for word in (token, token[:34], "Xylophonic", "Fixture Person"))
