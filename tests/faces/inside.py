"""The pages without a browser: a server in this process, and officers who have signed in."""

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from typing import Any

import httpx
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.cache import cache
from django.test import RequestFactory
from tests.gate.samples import Clock
from tests.store import Store

from mamoru.api.application import Application
from mamoru.api.front import Front
from mamoru.api.table import ENDPOINTS
from mamoru.api.worker import Worker
from mamoru.faces.accounts import add_officer
from mamoru.faces.models import Account
from mamoru.faces.sealed_sessions import SessionStore
from mamoru.gate.door import Door, open_door
from mamoru.paths import reference_policy

URL = "http://localhost"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(slots=True, kw_only=True)
class Visitor:
    """Somebody's browser, as far as the server sees it."""

    client: httpx.Client
    account: Account | None = None

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.client.get(path, headers=headers)

    def text(self, path: str) -> str:
        """Return what a page says, without its tags."""
        answer = self.get(path)
        assert answer.status_code == 200, (answer.status_code, answer.headers.get("location"))
        return plain(answer.text)

    def post(self, path: str, sent: Mapping[str, Any] | None = None, **kept: Any) -> httpx.Response:
        """Send a form; its token is taken from the frame of any page."""
        token = self.token()
        return self.client.post(path, data={**(sent or {}), "csrfmiddlewaretoken": token}, **kept)

    def token(self) -> str:
        """Return the token that a form of any page brings."""
        found = _TOKEN.search(self.client.get("/console").text)
        return found[1] if found else "none"


@dataclass(slots=True, kw_only=True)
class Inside:
    """The server, its clock, and the browsers of whoever works with it."""

    worker: Worker
    front: Front
    clock: Clock

    @property
    def door(self) -> Door:
        return self.worker.door

    def visitor(self, account: Account | None = None, language: str = "en") -> Visitor:
        transport = httpx.WSGITransport(app=self.front, raise_app_exceptions=True)
        client = httpx.Client(
            transport=transport, base_url=URL, headers={"Accept-Language": language}
        )
        return Visitor(client=client, account=account)

    def officer(
        self, name: str, *roles: str, language: str = "en", minutes_ago: int = 0
    ) -> Visitor:
        """Return the browser of an officer, who showed that long ago that it is them."""
        found = Account.objects.filter(username=name).first()
        if found is None:
            add_officer(self.door, name, roles)
            found = Account.objects.get(username=name)
        if not Authenticator.objects.filter(user=found).exists():
            with request_context(RequestFactory().get("/")):
                TOTP.activate(found, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
        return self.session_of(found, language, minutes_ago=minutes_ago)

    def session_of(self, found: Account, language: str = "en", *, minutes_ago: int = 0) -> Visitor:
        """Return a browser in which an account is signed in."""
        visitor = self.visitor(found, language)
        session = SessionStore()
        session[SESSION_KEY] = str(found.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = found.get_session_auth_hash()
        session["account_authentication_methods"] = [
            {"method": "password", "at": time.time() - minutes_ago * 60, "reauthenticated": True}
        ]
        session["account_authentication_methods_user"] = str(found.pk)
        session.create()
        visitor.client.cookies.set(settings.SESSION_COOKIE_NAME, str(session.session_key))
        return visitor


def plain(page: str) -> str:
    """Return the text of a page's main part."""
    main = page.partition("<main")[2].partition("</main>")[0].partition(">")[2]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))).strip()


@contextmanager
def inside(store: Store) -> Iterator[Inside]:
    """Give a server on a database that a test may use up; nothing of another test is remembered."""
    cache.clear()  # attempts, and numbers of authenticators that were used
    clock = Clock()
    worker = Worker(open_door(home=store.home, policy=reference_policy(), clock=clock))
    front = Front(Application(worker, ENDPOINTS), worker.now)
    try:
        yield Inside(worker=worker, front=front, clock=clock)
    finally:
        worker.close()
