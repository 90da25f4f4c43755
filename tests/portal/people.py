"""A person who is signed in to their pages, and others who try theirs, without a browser."""

import re
from dataclasses import dataclass, field
from time import time
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from tests.gate.conftest import clock as clock
from tests.gate.conftest import door as door
from tests.gate.samples import Clock

from mamoru.faces.accounts import account_of_person
from mamoru.faces.here import DOOR, NOW
from mamoru.faces.secret import open_secrets
from mamoru.gate.door import Door

SCRIPT = "<script>alert('xyzzy')</script>"
"""What must never stand in a page as it was typed."""
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def looks(response: Any) -> str:
    """Return a page as whoever compares two of them sees it: without what is new each time."""
    return _TOKEN.sub("", response.content.decode()).replace(response.request["PATH_INFO"], "")


@dataclass(slots=True, kw_only=True)
class Portal:
    """The pages over an open door."""

    door: Door
    clock: Clock
    more: dict[str, Any] = field(default_factory=dict)

    def visitor(self, *, strict: bool = False, language: str = "en") -> Client:
        """Return a browser in which nobody is signed in."""
        environment: dict[str, Any] = {
            DOOR: self.door, NOW: self.clock(), "HTTP_ACCEPT_LANGUAGE": language,
            "HTTP_HOST": "localhost", **self.more,
        }  # fmt: skip
        return Client(enforce_csrf_checks=strict, **environment)

    def person(self, ref: str, *, strict: bool = False, language: str = "en") -> Client:
        """Return a browser in which somebody is signed in, and was just now."""
        client = self.visitor(strict=strict, language=language)
        sign_in(client, ref, self.clock)
        return client


def sign_in(client: Client, ref: str, clock: Clock, *, ago: float = 0) -> None:
    """Sign somebody in, as by a code that was entered so many seconds ago."""
    account = account_of_person(ref, clock())
    client.force_login(account)
    session = client.session
    session["mamoru_signed_in"] = {"at": time() - ago, "name": "0123456789abcdef"}
    session.save()


@pytest.fixture
def portal(door: Door, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """The pages over a fresh database."""
    monkeypatch.setattr(settings, "SECRET_KEY", "")
    open_secrets(door)
    return Portal(door=door, clock=clock)
