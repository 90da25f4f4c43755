"""People over HTTP: every call decided, carried out and on record."""

import pytest
from tests.api.calling import ASKED, COLLECTING, CORRECTING, Api, person

NAMES = "items=name,email&purpose=2(1)a"
GROUNDS = "grounds=" + ",".join(f"{fact}:{shown}" for fact, shown in ASKED.items())


def values(answer: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    return {one["item"]: one["value"] for one in answer["values"]}


def test_whoever_was_stored_can_be_read_for_a_registered_purpose(api: Api) -> None:
    client = api.client()

    made = client.post("/people", json={"handling": COLLECTING, "person": person()})
    read = client.get(made.headers["location"].removeprefix("/api/v1"), params=NAMES)

    assert (made.status_code, made.json()["decision"]["cites"]) == (201, ["1(1)a"])
    assert values(read.json()) == {"name": "Fixture Number1", "email": "fixture-1@example.com"}
    assert read.headers["etag"] == '"1"'
    collected, used = api.handlings()
    assert (collected.act, used.act, used.caller) == ("collect", "use", "crm")
    assert used.subject == collected.subject


@pytest.mark.parametrize("items", ["name,email", ["name", "email"], ["name", "email,phone"]])
def test_a_list_in_an_address_is_repeated_or_written_with_commas(
    api: Api, items: str | list[str]
) -> None:
    client = api.client()
    new = {"handling": COLLECTING, "person": person(phone="03-0000-0000")}
    ref = client.post("/people", json=new).json()["ref"]

    read = client.get(f"/people/{ref}", params={"purpose": "2(1)a", "items": items})

    asked = items if isinstance(items, str) else ",".join(items)
    assert values(read.json()).keys() == set(asked.split(","))


def test_asking_for_the_head_of_a_person_reads_them_and_sends_no_content(api: Api) -> None:
    client = api.client()
    ref = client.post("/people", json={"handling": COLLECTING, "person": person()}).json()["ref"]

    head = client.head(f"/people/{ref}", params=NAMES)

    assert (head.status_code, head.headers["etag"], head.content) == (200, '"1"', b"")
    assert api.handlings()[-1].act == "use", "whoever asks learns of the person, so it is on record"
    assert api.access[-1].startswith("HEAD /people/{ref} 200 ")


def test_no_answer_tells_the_number_or_pseudonym_of_a_person(api: Api) -> None:
    client = api.client()

    made = client.post("/people", json={"handling": COLLECTING, "person": person()})

    assert made.json().keys() == {
        "ref", "version", "decision", "ticket", "quarantined", "masked",
    }  # fmt: skip


def test_many_are_stored_in_the_order_given_by_one_entry(api: Api) -> None:
    client = api.client()
    people = [person(number) for number in range(20)]

    made = client.post("/people/bulk", json={"handling": COLLECTING, "people": people})

    refs = [one["ref"] for one in made.json()["people"]]
    [entry] = api.handlings()
    assert entry.count == 20
    found = client.get(f"/people/{refs[7]}", params=NAMES).json()
    assert values(found)["name"] == "Fixture Number7"


def test_of_many_with_one_identifier_twice_nobody_is_stored(api: Api) -> None:
    client = api.client()
    people = [person(1), person(2), person(1)]

    refused = client.post("/people/bulk", json={"handling": COLLECTING, "people": people})

    assert (refused.status_code, refused.json()["code"]) == (409, "duplicate-identifier")
    sought = {"handling": {"purpose": "2(1)a"}, "kind": "email", "value": "fixture-2@example.com"}
    assert client.post("/people/find", json=sought).json() == {"ref": None}


def test_a_person_is_found_by_another_spelling_of_an_identifier(api: Api) -> None:
    client = api.client()
    made = client.post("/people", json={"handling": COLLECTING, "person": person()})

    sought = {"handling": {"purpose": "2(1)a"}, "kind": "email", "value": "FIXTURE-1@Example.com"}
    found = client.post("/people/find", json=sought)

    assert found.json() == {"ref": made.json()["ref"]}


def test_a_change_rests_on_the_version_that_was_read(api: Api) -> None:
    client = api.client()
    ref = client.post("/people", json={"handling": COLLECTING, "person": person()}).json()["ref"]
    body = {"handling": CORRECTING, "items": {"name": "Fixture Renamed"}}

    without = client.patch(f"/people/{ref}", json=body)
    first = client.patch(f"/people/{ref}", json=body, headers={"If-Match": '"1"'})
    second = client.patch(f"/people/{ref}", json=body, headers={"If-Match": '"1"'})

    assert (without.status_code, without.json()["code"]) == (428, "version-expected")
    assert (first.status_code, first.headers["etag"]) == (200, '"2"')
    assert (second.status_code, second.json()["code"]) == (412, "stale-person")
    everything = client.get(f"/people/{ref}/disclosure", params=GROUNDS).json()
    names = [one["value"] for one in everything["values"] if one["item"] == "name"]
    assert names == ["Fixture Number1", "Fixture Renamed"]


def test_use_stops_with_a_suspension_and_goes_on_after_it(api: Api) -> None:
    client = api.client()
    ref = client.post("/people", json={"handling": COLLECTING, "person": person()}).json()["ref"]
    stop = {"handling": {"grounds": ASKED}, "what": "use"}

    assert client.post(f"/people/{ref}/suspension", json=stop).status_code == 200
    stopped = client.get(f"/people/{ref}", params=NAMES)
    assert client.post(f"/people/{ref}/suspension", json={**stop, "on": False}).status_code == 200
    again = client.get(f"/people/{ref}", params=NAMES)

    assert (stopped.status_code, stopped.json()["cites"]) == (403, ["7[stopped]"])
    assert again.status_code == 200


def test_an_erased_person_is_as_unknown_as_nobody(api: Api) -> None:
    client = api.client()
    ref = client.post("/people", json={"handling": COLLECTING, "person": person()}).json()["ref"]

    erased = client.post(f"/people/{ref}/erasure", json={"handling": CORRECTING})
    after = client.get(f"/people/{ref}", params=NAMES)

    assert erased.json()["values"] == 2
    assert after.json()["code"] == "unknown-person"


def test_without_evidence_an_erasure_says_which_is_needed(api: Api) -> None:
    client = api.client()
    ref = client.post("/people", json={"handling": COLLECTING, "person": person()}).json()["ref"]

    needed = client.post(f"/people/{ref}/erasure", json={})

    assert (needed.status_code, needed.json()["code"]) == (403, "evidence-needed")
    assert {one["fact"] for one in needed.json()["needs"]} >= {"request", "identity_verified"}


def test_a_choice_opens_marketing_and_its_withdrawal_closes_it(api: Api) -> None:
    client = api.client(purposes=["2(1)a", "2(1)c"])
    ref = client.post("/people", json={"handling": COLLECTING, "person": person()}).json()["ref"]
    choice = {"kind": "opt_in", "purpose": "2(1)c"}
    body = {"handling": COLLECTING, "choice": choice, "data": "registration"}
    asked = "items=name&purpose=2(1)c"

    before = client.get(f"/people/{ref}", params=asked)
    given = client.post(f"/people/{ref}/choices", json=body)
    during = client.get(f"/people/{ref}", params=asked)
    name = given.json()["reference"]
    taken = client.post(f"/people/{ref}/choices/{name}/withdrawal")
    after = client.get(f"/people/{ref}", params=asked)

    assert given.status_code == 201
    assert taken.status_code == 200
    assert [one.status_code for one in (before, during, after)] == [403, 200, 403]


@pytest.mark.parametrize("part", ["purpose", "recipient", "data", "sensitive", "notice_version"])
def test_a_choice_is_not_kept_in_words_that_no_policy_knows(api: Api, part: str) -> None:
    client = api.client()
    ref = client.post("/people", json={"handling": COLLECTING, "person": person()}).json()["ref"]
    choice = {"kind": "consent", part: "Fixture lives here"}
    body = {"handling": COLLECTING, "choice": choice, "data": "registration"}

    refused = client.post(f"/people/{ref}/choices", json=body)

    assert (refused.status_code, refused.json()["code"]) == (422, "invalid-value")


def test_a_person_sees_every_entry_that_touched_them(api: Api) -> None:
    client = api.client()
    people = {"handling": COLLECTING, "people": [person(1), person(2)]}
    [ref, _] = [one["ref"] for one in client.post("/people/bulk", json=people).json()["people"]]
    client.get(f"/people/{ref}", params=NAMES)

    trace = client.get(f"/people/{ref}/entries", params=GROUNDS).json()

    assert [one["entry"]["act"] for one in trace["entries"]] == ["collect", "use"]


def test_leaving_is_noted_and_use_ends_with_it(api: Api) -> None:
    client = api.client()
    ref = client.post("/people", json={"handling": COLLECTING, "person": person()}).json()["ref"]

    left = client.post(f"/people/{ref}/leave", json={})
    after = client.get(f"/people/{ref}", params=NAMES)

    assert (left.status_code, left.json()["version"]) == (200, 2)
    assert after.json()["cites"] == ["9[stop]"]
