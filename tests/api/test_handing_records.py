"""Registers, joint use and the person's view over HTTP."""

import json
from datetime import timedelta
from typing import Any

import httpx
import msgspec
import pytest
from tests.api.calling import ASKED, COLLECTING, Api, person
from tests.parties.samples import registered
from tests.provision.shared import partner, statement

from mamoru.law.calendar import tokyo_day

GIVING = {
    "handling": {**COLLECTING, "from": "person"}, "data": "supplied",
    "choice": {"kind": "consent", "recipient": "other"},
}  # fmt: skip
PROVING = [f"{fact}:{shown}" for fact, shown in ASKED.items()]


def provided(api: Api, client: httpx.Client) -> str:
    """Hand somebody's name to a third party by consent, and return the person's ref."""
    shop = registered(api.worker.door)
    asked = {"handling": COLLECTING, "person": person()}
    ref: str = client.post("/people", json=asked).json()["ref"]
    assert client.post(f"/people/{ref}/choices", json=GIVING).status_code == 201
    wanted = {
        "act": "provide",
        "items": "name",
        "party": shop.ref,
        "grounds": "consent_prior:form:1",
    }
    answer = client.get(f"/people/{ref}", params=wanted)
    assert answer.status_code == 200, answer.text
    return ref


def stated(api: Api, **changes: Any) -> dict[str, Any]:
    door = api.worker.door
    one = statement(partner(door), in_force_from=tokyo_day(door.clock()), **changes)
    found: dict[str, Any] = json.loads(msgspec.json.encode(one))
    return found


def test_what_leaves_is_in_the_register_and_the_person_sees_it(api: Api) -> None:
    client = api.client()
    ref = provided(api, client)

    (record,) = client.get("/records").json()["records"]
    seen = client.get(f"/people/{ref}/recipients", params={"grounds": PROVING}).json()

    assert record["article"] == "法29(1), 規20(1)(ii)"
    assert client.get(f"/records/{record['key']}").json() == record
    assert [(one["name"], one["record"]) for one in seen["handed"]] == [
        ("架空商会ヌヌヌ", record["key"])
    ]
    assert seen["provided"][0]["items"]["person"] == ref
    assert api.handlings()[-1].act == "disclose_records"


@pytest.mark.parametrize(
    ("form", "media", "begins"),
    [
        ("csv", "text/csv", b"\xef\xbb\xbf"),
        ("xlsx", "application/vnd.openxmlformats", b"PK"),
        ("pdf", "application/pdf", b"%PDF"),
    ],
)
def test_a_register_is_given_as_a_file(api: Api, form: str, media: str, begins: bytes) -> None:
    answer = api.client().get(f"/registers/provision/{form}")

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media)
    assert answer.content.startswith(begins)
    assert answer.headers["content-disposition"] == f'attachment; filename="provision.{form}"'


def test_a_register_of_some_days_has_what_happened_on_them(api: Api) -> None:
    client = api.client()
    provided(api, client)
    today = tokyo_day(api.worker.now())

    def lines(**days: str) -> int:
        answer = client.get("/registers/provision/csv", params=days)
        assert answer.status_code == 200
        return answer.text.count("\r\n") - 1

    after = (today + timedelta(days=1)).isoformat()
    assert lines(since=today.isoformat(), until=today.isoformat()) == 1
    assert (lines(since=after), lines(until=after)) == (0, 1)
    wrong = client.get("/registers/provision/csv", params={"since": "yesterday"})
    assert (wrong.status_code, wrong.json()["code"]) == (400, "parameter-invalid")


def test_a_register_or_a_form_that_there_is_not_is_no_address(api: Api) -> None:
    client = api.client()

    found = [client.get(f"/registers/{one}") for one in ("provision/doc", "other/csv")]

    assert [one.json()["type"].rpartition(":")[2] for one in found] == ["address-unknown"] * 2


def test_whoever_may_not_disclose_sees_nothing(api: Api) -> None:
    ref = provided(api, api.client())

    answer = api.client("shop", scopes=["people:read"]).get(f"/people/{ref}/recipients")

    assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (403, "scope-missing")


def test_a_partner_pulls_its_feed_with_its_own_key(api: Api) -> None:
    client = api.client()
    text = stated(api)
    asked = {"handling": COLLECTING, "person": person()}
    ref = client.post("/people", json=asked).json()["ref"]
    done = client.post("/joint-uses", json=text)
    assert done.status_code == 201, done.text
    mine = api.client("partner-a", scopes=["joint:pull"], purposes=["2(1)d"])
    feed = {
        "joint": "service", "party": text["partners"][0], "client": "partner-a",
        "purpose": "2(1)d", "items": ["name"],
    }  # fmt: skip
    assert client.post("/feeds", json=feed).status_code == 201

    first = mine.get("/feed").json()
    stop = {"handling": {"grounds": ASKED}, "what": "use"}
    stopped = client.post(f"/people/{ref}/suspension", json=stop)
    assert stopped.status_code == 200, stopped.text
    second = mine.get("/feed", params={"cursor": first["cursor"]}).json()

    (given,), (told,) = first["people"], second["people"]
    assert given["items"] == {"name": "Fixture Number1"}
    assert (told["ref"], told["is_removed"], told["items"]) == (given["ref"], True, None)
    assert ref not in str(first) + str(second)


def test_a_key_without_a_feed_is_told_so_and_a_wrong_position_as_well(api: Api) -> None:
    mine = api.client("partner-a", scopes=["joint:pull"], purposes=["2(1)d"])

    answer = mine.get("/feed")
    malformed = mine.get("/feed", params={"cursor": "-1"})

    assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (404, "unknown-feed")
    assert malformed.json()["type"].rpartition(":")[2] == "parameter-invalid"


def test_a_statement_that_cannot_be_published_is_answered_with_every_reason(api: Api) -> None:
    text = stated(api, range={"ja": "提携先等", "en": "partners and so on"})

    answer = api.client().post("/joint-uses", json=text)

    assert answer.status_code == 422
    assert answer.json()["type"].rpartition(":")[2] == "joint-statement"
    assert "GL 3-6-3" in answer.json()["detail"]
    assert api.client("other").get("/joint-uses").json() == {"statements": []}
