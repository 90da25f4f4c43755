"""The code goes to the address on file, and nothing tells whether there is one."""

import random
import re
import time
from statistics import median

import httpx
import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache
from tests.gate.samples import stored
from tests.outbox.conftest import server as server
from tests.outbox.mailserver import MailServer
from tests.portal.entering.test_pages import form
from tests.portal.handing import Portal, waited

from mamoru.faces.evenly import STEP
from mamoru.faces.models import Account
from mamoru.faces.sealed_sessions import SessionStore

KNOWN, UNKNOWN = "zenbu@example.jp", "nobody@example.jp"
RUNS = 15


@pytest.fixture
def mail(server: MailServer, portal: Portal, monkeypatch: pytest.MonkeyPatch) -> MailServer:
    """A real mail server that the portal sends by."""
    monkeypatch.setattr(settings, "SMTP", f"smtp://localhost:{server.port}")
    return server


def ask(client: httpx.Client, address: str) -> httpx.Response:
    token = form(client.get("/account/code/").text)
    return client.post("/account/code/", data=token | {"email": address})


def confirm(client: httpx.Client, code: str) -> httpx.Response:
    token = form(client.get("/account/code/confirm/").text)
    return client.post("/account/code/confirm/", data=token | {"code": code})


def session_of(client: httpx.Client) -> SessionBase:
    return SessionStore(client.cookies[settings.SESSION_COOKIE_NAME])


def test_a_code_comes_by_mail_and_lets_its_reader_in(portal: Portal, mail: MailServer) -> None:
    ref = stored(portal.door).ref
    client = portal.client

    assert ask(client, KNOWN).headers["location"].startswith("/account/code/confirm/")
    [letter] = waited(lambda: mail.mails, 20)
    text = letter.message.get_content()
    code = re.search(r"^ {4}(\S+)$", text, re.MULTILINE)
    assert code is not None
    there = confirm(client, code[1])

    assert letter.to == KNOWN
    assert there.headers["location"] == "/my"
    assert client.get("/my").status_code == 200
    assert Account.objects.filter(ref=ref).exists()


def test_nobody_is_written_to_who_is_not_held(portal: Portal, mail: MailServer) -> None:
    stored(portal.door)
    ask(portal.client, UNKNOWN)
    ask(portal.visitor(**{"Accept-Language": "en"}), KNOWN)

    waited(lambda: mail.mails, 20)

    assert [one.to for one in mail.mails] == [KNOWN]


def words(page: str) -> str:
    plain = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)
    return plain.replace(KNOWN, "…").replace(UNKNOWN, "…")


def test_whether_somebody_is_held_shows_in_no_word(portal: Portal) -> None:
    stored(portal.door)
    seen = []
    for address in (KNOWN, UNKNOWN):
        client = portal.visitor(**{"Accept-Language": "en"})
        asked = ask(client, address)
        page = client.get("/account/code/confirm/")
        wrong = confirm(client, "ABC-DEF")
        again = client.get("/my")
        seen.append(
            (
                asked.status_code, asked.headers["location"], words(asked.text),
                words(page.text), wrong.status_code, words(wrong.text), again.status_code,
            )
        )  # fmt: skip

    assert seen[0] == seen[1]


def test_whether_somebody_is_held_shows_in_no_time(portal: Portal) -> None:
    stored(portal.door)
    took: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    for _ in range(RUNS):
        for address in random.sample(list(took), 2):
            cache.clear()
            client = portal.visitor()
            token = form(client.get("/account/code/").text)
            began = time.perf_counter()
            client.post("/account/code/", data=token | {"email": address})
            took[address].append(time.perf_counter() - began)
            time.sleep(0.1)  # until the letter is written, which the next must not wait for

    known, unknown = (median(times) for times in took.values())
    print(f"medians: {known * 1000:.1f} ms and {unknown * 1000:.1f} ms")
    assert abs(known - unknown) < STEP / 10
    assert min(one for times in took.values() for one in times) >= STEP


def test_a_passkey_is_added_only_soon_after_signing_in(portal: Portal) -> None:
    client = portal.sign_in(stored(portal.door).ref)
    assert "A name to tell it by later" in client.get("/account/2fa/webauthn/add/").text
    session = session_of(client)
    session["mamoru_signed_in"] = {**session["mamoru_signed_in"], "at": time.time() - 301}
    session.save()

    there = client.get("/account/2fa/webauthn/add/")
    asked = client.get(there.headers["location"]).text
    out = client.post(there.headers["location"], data=form(asked))

    assert there.headers["location"].startswith("/my/again?next=")
    assert out.headers["location"] == "/my/sign-in?next=%2Faccount%2F2fa%2Fwebauthn%2Fadd%2F"
    assert client.get("/my").status_code == 302
