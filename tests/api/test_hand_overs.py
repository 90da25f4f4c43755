"""Hand-overs over HTTP: made in the background, taken once by a link, acknowledged by the code."""

import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings
from tests.api.calling import Api
from tests.outbox.mailserver import MailServer
from tests.packages.samples import Recipient, agreed, law, made, people
from tests.packages.servers import sftp_server
from tests.packages.test_sending import lying

from mamoru.gate.errors import Scopes
from mamoru.provision.packages import planning
from mamoru.provision.packages.sftp import public_key


def wanted(party: str, **changes: Any) -> dict[str, Any]:
    return {"party": party, "act": "provide", "items": ["name", "employer"], **changes}


def reached(client: httpx.Client, hand: str, *states: str) -> dict[str, Any]:
    """Wait until a hand-over is in one of `states`, and return it."""
    until = time.monotonic() + 60
    while (report := client.get(f"/hand-overs/{hand}").json())["state"] not in states:
        assert time.monotonic() < until, report
        time.sleep(0.1)
    return dict(report)


def test_a_package_is_made_in_the_background_and_taken_once_by_its_link(api: Api) -> None:
    recipient = Recipient(api.worker.door)
    agreed(api.worker.door, people(api.worker.door, 3), recipient.ref)
    client = api.client(scopes=[Scopes.PACKAGES_MAKE])
    outsider = api.outsider()

    plan = client.post("/hand-overs", json=wanted(recipient.ref))
    assert (plan.status_code, plan.json()["hand"]["state"]) == (201, "approved")
    hand = plan.json()["hand"]["hand"]
    assert client.post(f"/hand-overs/{hand}/production").status_code == 202
    assert reached(client, hand, "ready")["people"] == 3
    link = client.post(f"/hand-overs/{hand}/link").json()["path"].removeprefix("/api/v1")

    page = outsider.get(link)
    assert (page.status_code, 'method="post"' in page.text) == (200, True)
    assert outsider.head(link).status_code == 200
    package = outsider.post(link)
    again = outsider.post(link)
    code = recipient.received(package.content).code
    word = outsider.post(f"/hand-overs/{hand}/acknowledgement", json={"code": code})

    assert len(recipient.received(package.content).lines) == 3
    assert (again.status_code, again.json()["code"]) == (409, "package-link-used")
    assert word.json()["state"] == "acknowledged"
    assert not any(link.rpartition("/")[2] in line for line in api.access)


def test_a_link_that_leads_nowhere_says_so(api: Api) -> None:
    found = api.outsider().post(f"/packages/{'a' * 43}")

    assert (found.status_code, found.json()["code"]) == (404, "package-link-unknown")


def test_whoever_planned_it_cannot_approve_it_over_http(api: Api) -> None:
    recipient = Recipient(api.worker.door)
    people(api.worker.door, 3)
    both = [Scopes.PACKAGES_MAKE, Scopes.PACKAGES_APPROVE]
    client, other = api.client(scopes=both), api.client("officer-b", scopes=both)
    plan = client.post(
        "/hand-overs", json=wanted(recipient.ref, grounds=law(api.worker.door, recipient))
    ).json()
    hand = plan["hand"]["hand"]
    assert plan["hand"]["needs_approval"]

    refused = client.post(f"/hand-overs/{hand}/approval")
    approved = other.post(f"/hand-overs/{hand}/approval")

    assert (refused.status_code, refused.json()["code"]) == (403, "own-approval")
    assert (approved.status_code, approved.json()["state"]) == (200, "approved")
    lacking = api.client("no-scope", scopes=[Scopes.PACKAGES_MAKE])
    assert lacking.post(f"/hand-overs/{hand}/approval").json()["code"] == "scope-missing"


def test_a_package_is_sent_to_a_server_in_the_background(api: Api, tmp_path: Path) -> None:
    recipient = Recipient(api.worker.door)
    agreed(api.worker.door, people(api.worker.door, 3), recipient.ref)
    client = api.client(scopes=[Scopes.PACKAGES_MAKE])
    hand = client.post("/hand-overs", json=wanted(recipient.ref)).json()["hand"]["hand"]
    with sftp_server(tmp_path / "sftp", public_key()) as server:
        place = server.place
        to = {
            "kind": "sftp", "host": place.host, "port": place.port, "user": place.user,
            "host_key": place.host_key, "folder": place.folder,
        }  # fmt: skip
        client.post(f"/hand-overs/{hand}/production")
        assert client.post(f"/hand-overs/{hand}/destination", json={"to": to}).status_code == 202

        assert reached(client, hand, "delivered")["way"] == "sftp"

        assert "manifest.note" in lying(server, hand)


def test_what_is_called_back_over_http_is_revoked(api: Api) -> None:
    recipient = Recipient(api.worker.door)
    agreed(api.worker.door, people(api.worker.door, 3), recipient.ref)
    client = api.client(scopes=[Scopes.PACKAGES_MAKE])
    hand = client.post("/hand-overs", json=wanted(recipient.ref)).json()["hand"]["hand"]

    done = client.post(f"/hand-overs/{hand}/revocation", json={"reason": "doc:mistake-1"})

    assert (done.status_code, done.json()["state"]) == (200, "revoked")
    listed = client.get("/hand-overs").json()["hand_overs"]
    assert [(one["hand"], one["problem"]) for one in listed] == [(hand, "doc:mistake-1")]
    assert client.get("/hand-overs/keys").json()["ssh"].startswith("ssh-ed25519 ")


def test_a_link_is_mailed_in_the_background_and_never_shown(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipient = Recipient(api.worker.door)
    agreed(api.worker.door, people(api.worker.door, 3), recipient.ref)
    client = api.client(scopes=[Scopes.PACKAGES_MAKE])
    hand = made(api.worker.door, recipient.ref)
    assert client.post(f"/hand-overs/{hand}/mail").json()["code"] == "package-link-unmailable"
    server = MailServer()
    monkeypatch.setattr(settings, "URL", "https://mamoru.example.jp")
    monkeypatch.setattr(settings, "MAIL_FROM", "desk@sender.example")
    monkeypatch.setattr(settings, "SMTP", f"smtp://localhost:{server.port}")

    with server.running():
        asked = client.post(f"/hand-overs/{hand}/mail")
        assert (asked.status_code, asked.json()["mail_state"]) == (202, "waiting")
        until = time.monotonic() + 60
        while client.get(f"/hand-overs/{hand}").json()["mail_state"] != "sent":
            assert time.monotonic() < until
            time.sleep(0.1)

    [mail] = server.mails
    token = mail.message.get_content().partition("/packages/")[2][:43]
    assert token not in asked.text
    assert api.outsider().post(f"/packages/{token}").status_code == 200


def test_a_plan_about_many_people_goes_on_in_the_background_and_tells_how_far_it_came(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "IN_REQUEST", 2)
    recipient = Recipient(api.worker.door)
    agreed(api.worker.door, people(api.worker.door, 3), recipient.ref)
    client = api.client(scopes=[Scopes.PACKAGES_MAKE])

    asked = client.post("/hand-overs", json=wanted(recipient.ref))
    hand = asked.json()["hand"]["hand"]

    assert (asked.status_code, asked.json()["hand"]["state"]) == (202, "planning")
    assert asked.json()["hand"]["to_see"] == 3
    assert reached(client, hand, "approved")["seen"] == 3
    plan = client.get(f"/hand-overs/{hand}/plan").json()
    assert (plan["hand"]["expected"], plan["unknown"], len(plan["sample"])) == (3, 0, 3)
    assert client.post(f"/hand-overs/{hand}/production").status_code == 202
