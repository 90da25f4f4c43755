"""Keys, scopes and purposes: who may ask, and what others learn from the answer."""

import statistics
import time

import httpx
import pytest
from tests.api.calling import COLLECTING, Api, person

from mamoru.api.endpoint import OUTSIDE
from mamoru.api.table import ENDPOINTS
from mamoru.gate.clients import FRESH_SECONDS, revoke
from mamoru.gate.errors import Scopes

NAMES = {"items": "name", "purpose": "2(1)a"}
NOBODY = f"p_{0:032x}"


def stored(api: Api) -> str:
    made = api.client("filler").post("/people", json={"handling": COLLECTING, "person": person()})
    return str(made.json()["ref"])


def told(answer: httpx.Response) -> tuple[int, dict[str, str], dict[str, str]]:
    """Return what an answer tells, without the id of the request."""
    headers = {name: one for name, one in answer.headers.items() if name != "x-request-id"}
    return answer.status_code, headers, {**answer.json(), "request": ""}


KEYS = (
    None, "", "Bearer", "Bearer ", "Basic abc", "Bearer mk_x", f"Bearer mk_{'0' * 16}_{'A' * 43}",
    "Bearer " + "a" * 10_000, "Bearer \x7f",
)  # fmt: skip


def test_without_a_known_key_nothing_is_answered(api: Api) -> None:
    answers = [
        api.outsider({} if key is None else {"Authorization": key}).get(
            f"/people/{NOBODY}", params=NAMES
        )
        for key in KEYS
    ]

    assert {(one.status_code, one.json()["code"]) for one in answers} == {
        (401, "key-missing"), (401, "unknown-client"),
    }  # fmt: skip
    assert {one.headers["www-authenticate"] for one in answers} == {'Bearer realm="mamoru"'}


def test_every_endpoint_that_is_not_for_everybody_asks_for_a_key(api: Api) -> None:
    outsider = api.outsider()
    closed = [one for one in ENDPOINTS if one.scope != OUTSIDE]

    answers = {
        one.name: outsider.request(one.method, one.path, json={}).status_code for one in closed
    }

    assert answers == dict.fromkeys(answers, 401)


def test_every_scope_alone_reaches_only_its_own_endpoints(api: Api) -> None:
    for number, scope in enumerate(Scopes.ALL):
        client = api.client(f"only-{number}", scopes=[scope])
        others = [one for one in ENDPOINTS if one.scope not in (scope, OUTSIDE)]

        answers = {
            one.name: client.request(one.method, one.path, json={}).json().get("code")
            for one in others
        }

        assert answers == dict.fromkeys(answers, "scope-missing")


def test_a_revoked_key_is_refused_within_seconds(api: Api) -> None:
    client = api.client("leaving")
    assert client.get(f"/people/{NOBODY}", params=NAMES).status_code == 404

    revoke(api.worker.door, "leaving")
    time.sleep(FRESH_SECONDS + 0.1)

    answer = client.get(f"/people/{NOBODY}", params=NAMES)
    assert (answer.status_code, answer.json()["code"]) == (401, "unknown-client")


def test_a_purpose_outside_the_registration_is_refused_and_recorded(api: Api) -> None:
    ref = stored(api)
    client = api.client("billing", purposes=["2(1)b"])

    answer = client.get(f"/people/{ref}", params=NAMES)

    assert (answer.status_code, answer.json()["code"]) == (403, "purpose-unregistered")
    entry = api.handlings()[-1]
    assert (entry.outcome, entry.caller, entry.purpose) == ("refuse", "billing", "2(1)a")
    assert entry.needs == ("purpose_registration",)


@pytest.mark.parametrize("scopes", [[Scopes.PEOPLE_CREATE], [Scopes.LEDGER], [Scopes.DECIDE]])
def test_without_the_scope_to_read_nobody_learns_who_exists(api: Api, scopes: list[str]) -> None:
    ref = stored(api)
    client = api.client("nosy", scopes=scopes)

    answers = [
        [told(client.get(f"/people/{one}{what}", params=NAMES)) for one in (ref, NOBODY, "x")]
        for what in ("", "/entries", "/disclosure")
    ]

    for known, unknown, malformed in answers:
        assert known == unknown == malformed
        assert known[2]["code"] == "scope-missing"


def test_without_the_scope_to_read_the_time_tells_nothing_either(api: Api) -> None:
    ref = stored(api)
    client = api.client("nosy", scopes=[Scopes.PEOPLE_CREATE])

    def took(one: str) -> float:
        began = time.perf_counter()
        client.get(f"/people/{one}", params=NAMES)
        return time.perf_counter() - began

    pairs = [(took(ref), took(NOBODY)) for _ in range(60)]
    known, unknown = (statistics.median(times) for times in zip(*pairs, strict=True))

    assert 0.5 < known / unknown < 2


def test_an_identifier_that_is_taken_is_not_told_to_whoever_may_only_store(api: Api) -> None:
    stored(api)
    client = api.client("form", scopes=[Scopes.PEOPLE_CREATE])

    answers = [
        client.post("/people", json={"handling": COLLECTING, "person": person(number)})
        for number in (1, 2)
    ]

    assert told(answers[0]) == told(answers[1])
    assert answers[0].json()["code"] == "scope-missing"


def test_whose_choices_count_is_not_told_to_whoever_may_only_ask(api: Api) -> None:
    ref = stored(api)
    client = api.client("planner", scopes=[Scopes.DECIDE])
    handling = {"act": "use", "data": "registration", "purpose": "2(1)a"}

    answers = [
        client.post("/decisions", json={"handlings": [handling], "ref": one})
        for one in (ref, NOBODY)
    ]

    assert told(answers[0]) == told(answers[1])


def test_the_access_log_tells_templates_and_no_names(api: Api) -> None:
    ref = stored(api)
    client, second = api.client(), api.client("second")

    client.get(f"/people/{ref}", params={"items": "name", "purpose": "2(1)a"})
    second.get("/nothing/Xylophonic")

    read, lost = api.access[-2:]
    assert read.startswith("GET /people/{ref} 200 ")
    assert lost.startswith("- - 404 ")
    assert not [line for line in api.access if ref in line or "Xylophonic" in line]


def test_handing_over_and_disclosing_need_scopes_of_their_own(api: Api) -> None:
    ref = stored(api)
    client = api.client("reader", scopes=[Scopes.PEOPLE_READ])
    by_law = {"act": "provide", "to": "state_body", "grounds": "by_law:statute-1"}

    answers = {
        "provide": client.get(f"/people/{ref}", params=by_law),
        "disclosure": client.get(f"/people/{ref}/disclosure"),
        "entries": client.get(f"/people/{ref}/entries"),
    }

    assert {name: (one.status_code, one.json()["code"]) for name, one in answers.items()} == (
        dict.fromkeys(answers, (403, "scope-missing"))
    )
    assert client.get(f"/people/{ref}", params=NAMES).status_code == 200


def test_a_reference_that_ends_in_a_line_end_is_none(api: Api) -> None:
    client = api.client()
    handling = COLLECTING | {"grounds": {"notice_shown": "notice:1\n"}}

    answers = [
        client.post("/people", json={"handling": handling, "person": person(number)})
        for number in (1, 2)
    ]
    read = client.get(f"/people/{NOBODY}/disclosure", params={"grounds": "request:r1\n"})

    assert [one.json()["code"] for one in answers] == ["body-invalid"] * 2
    assert read.json()["code"] == "parameter-invalid"
