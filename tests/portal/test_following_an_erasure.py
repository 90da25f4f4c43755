"""Whoever asks for their erasure while signed in can follow it to the end."""

import io
import re
import zipfile
from typing import Any

from tests.gate.samples import stored
from tests.portal.asking import answer_ready, made
from tests.portal.people import Portal, sign_in
from tests.portal.people import clock as clock
from tests.portal.people import door as door
from tests.portal.people import portal as portal
from tests.rights.samples import DESK

from mamoru.portal.asking.models import Followed
from mamoru.rights.requests.identify import Vouched, vouch
from mamoru.screening.proofs import Document


def test_who_asks_for_erasure_keeps_a_code_and_takes_the_answer_when_they_are_gone(
    portal: Portal,
) -> None:
    client = portal.person(stored(portal.door).ref)
    assert "you cannot sign in here any more" in said(client.get("/my/requests/new/erase"))
    assert "any more" not in said(client.get("/my/requests/new/disclose"))
    found = made(portal, client, "erase", claim="not_needed")
    kept = client.post(f"/my/requests/{found}/keep").content.decode()
    code = re.search(r"<code>((?:\w{4}-){5}\w{4})</code>", kept)
    assert code is not None
    assert code[1] not in said(client.get(f"/my/requests/{found}"))

    vouch(portal.door, DESK, found, Vouched(
        way="document", document=Document.LICENCE, reference="note:1"))  # fmt: skip
    answer_ready(portal, found)

    assert client.get("/my")["Location"] == "/my/gone"
    later = portal.visitor()
    given = {"number": found, "code": code[1]}
    there = later.post("/contact/request/follow", given)
    assert there["Location"] == f"/contact/request/{found}"
    assert "Your answer is ready" in said(later.get(there["Location"]))
    taken = later.post(f"/contact/request/{found}/answer")
    assert zipfile.ZipFile(io.BytesIO(taken.content)).namelist()


def test_a_code_of_an_erasure_needs_somebody_who_came_in_a_moment_ago(portal: Portal) -> None:
    ref = stored(portal.door).ref
    client = portal.person(ref)
    found = made(portal, client, "erase", claim="not_needed")
    plain = made(portal, client)
    sign_in(client, ref, portal.clock, ago=3600)

    assert client.post(f"/my/requests/{found}/keep").status_code == 404
    assert "Sign in once more to take a code" in said(client.get(f"/my/requests/{found}"))
    assert not Followed.objects.exists()
    sign_in(client, ref, portal.clock)
    assert client.post(f"/my/requests/{plain}/keep").status_code == 404
    other = portal.person(stored(portal.door, "Betsu Tsukuri").ref)
    assert other.post(f"/my/requests/{found}/keep").status_code == 404
    assert not Followed.objects.exists()


def test_what_was_taken_back_is_not_said_to_go_on(portal: Portal) -> None:
    client = portal.person(stored(portal.door).ref)
    found = made(portal, client, "erase", claim="not_needed")

    client.post(f"/my/requests/{found}/withdraw")

    shown = said(client.get(f"/my/requests/{found}"))
    assert "Taken back" in shown
    assert "To be answered by" not in shown
    assert "Take a code" not in shown


def said(answered: Any) -> str:
    return str(answered.content.decode())
