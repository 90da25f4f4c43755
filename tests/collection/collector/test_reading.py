"""What was observed is read over HTTP and at the command line, for a purpose and on record."""

import json
from typing import Any

import httpx
import pytest
from tests.cli.running import mamoru
from tests.collection.collector.sending import (
    EVENTS,
    PURPOSES,
    SERVICE,
    TRUSTED,
    Site,
    page,
    search,
    send,
)
from tests.collection.collector.test_stitching import MEMBER, identify
from tests.tooling.test_house_rules import JAPANESE


def api(site: Site, *scopes: str) -> httpx.Client:
    """Return a client of the API with these scopes."""
    key = site.key("reader", scopes=scopes, purposes=PURPOSES)
    client = site.client(Authorization=f"Bearer {key}")
    client.base_url = httpx.URL("http://127.0.0.1/api/v1")
    return client


def test_a_day_and_a_person_are_read_for_a_purpose(site: Site) -> None:
    send(site.sender(), search(1), page(2), search(3, visitor="other"))
    reader = api(site, "events:read")
    ref = site.ref()

    person = reader.get(f"/people/{ref}/events", params={"purpose": SERVICE})
    day = reader.get("/events/days/2026-11-24", params={"purpose": SERVICE})
    empty = reader.get("/events/days/2026-11-23", params={"purpose": SERVICE})

    assert sorted(one["event"] for one in person.json()["events"]) == ["page", "track/Search"]
    assert person.json()["decision"]["outcome"] == "allow"
    assert len(day.json()["events"]) == 3
    assert empty.json()["events"] == []
    uses = [one for one in site.handlings("reader") if one.act == "use"]
    assert [one.count for one in uses] == [1, 2]


@pytest.mark.parametrize(
    ("path", "params", "status", "code"),
    [
        ("/events/days/2026-11-24", {}, 422, "invalid-value"),
        ("/events/days/2026-11-24", {"purpose": "2(1)c"}, 403, "purpose-unregistered"),
        ("/events/days/yesterday", {"purpose": SERVICE}, 404, "address-unknown"),
        (f"/people/p_{'0' * 32}/events", {"purpose": SERVICE}, 404, "unknown-person"),
    ],
)
def test_what_cannot_be_read_is_told_why(
    site: Site, path: str, params: dict[str, Any], status: int, code: str
) -> None:
    answer = api(site, "events:read").get(path, params=params)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_declarations_are_registered_and_listed_over_http(site: Site) -> None:
    officer = api(site, "policy:read", "policy:revise")
    text = EVENTS.read_text().replace("2026-11-29", "2026-12-01")

    made = officer.post("/events/declarations", json={"text": text})
    other = officer.post("/events/declarations", json={"text": text + "# more\n"})
    wrong = officer.post("/events/declarations", json={"text": text.replace("P90D", "soon")})
    listed = officer.get("/events/declarations").json()["declarations"]

    assert (made.status_code, other.status_code, wrong.status_code) == (201, 409, 422)
    assert "16:16:" in wrong.json()["detail"]
    assert [one["version"] for one in listed] == ["2026-11-29", "2026-12-01"]


def test_a_link_is_ended_over_http(site: Site) -> None:
    ref = site.member(MEMBER)
    send(site.sender(scopes=TRUSTED), search(), identify())
    client = api(site, "events:read", "people:change")
    where = f"/people/{ref}/events"
    [link] = client.get(where, params={"purpose": SERVICE}).json()["links"]

    grounds = {
        "request": "request:3", "identity_verified": "identity:3", "investigated": "inquiry:3",
    }  # fmt: skip
    ended = client.post(
        f"/people/{ref}/links/{link['reference']}/end", json={"handling": {"grounds": grounds}}
    )

    assert ended.status_code == 200, ended.text
    left = client.get(where, params={"purpose": SERVICE}).json()
    assert [one["event"] for one in left["events"]] == ["identify"]
    assert left["links"][0]["ended_at"]


def test_a_disclosure_over_http_has_events_and_an_erasure_counts_them(site: Site) -> None:
    send(site.sender(), search(1), search(2))
    client = api(site, "people:disclose", "people:erase")
    ref = site.ref()

    disclosed = client.get(
        f"/people/{ref}/disclosure", params={"grounds": "request:r-1,identity_verified:i-1"}
    ).json()
    grounds = {
        "request": "request:3", "identity_verified": "identity:3", "investigated": "inquiry:3",
    }  # fmt: skip
    erased = client.post(f"/people/{ref}/erasure", json={"handling": {"grounds": grounds}}).json()

    assert [one["event"] for one in disclosed["events"]] == ["track/Search"] * 2
    assert (erased["events"], erased["visitors"]) == (2, 0)
    assert site.ref() is None


@pytest.mark.parametrize("speech", ["ja", "en"])
def test_the_command_line_declares_reads_and_keeps(site: Site, speech: str) -> None:
    send(site.sender(), search())
    variables = {"MAMORU_LANGUAGE": speech, "MAMORU_DATABASE": site.store.url}

    def run(*words: str) -> Any:
        return mamoru("collector", *words, home=site.store.home, variables=variables)

    wrong = site.store.home / "wrong.yaml"
    wrong.write_text("mamoru_events: 1\n")

    assert run("declare", str(EVENTS)).returncode == 0
    listed = json.loads(run("declarations", "--format", "json").stdout)
    read = run("history", site.ref() or "", "--purpose", SERVICE)
    day = json.loads(run("day", "2026-11-24", "--purpose", SERVICE, "--format", "json").stdout)
    kept = json.loads(run("keep", "--format", "json").stdout)
    refused = run("declare", str(wrong))

    assert [one["version"] for one in listed] == ["2026-11-29"]
    assert (read.returncode, "track/Search" in read.stdout) == (0, True)
    assert [one["event"] for one in day["events"]] == ["track/Search"]
    assert set(kept) == {"moved", "compacted", "ended"}
    assert refused.returncode != 0
    assert f"{wrong}:1:1" in refused.stderr
    assert bool(JAPANESE.search(refused.stderr)) == (speech == "ja")
