"""A server with officers, and browsers in which they are signed in."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page
from tests.api.calling import Server
from tests.tag import node
from tests.tag.node import installed

PASSWORD = "plainly made up for tests"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ENROL = """
import json, os, sys
import django; django.setup()
from allauth.core.context import request_context
from allauth.mfa.totp.internal.auth import TOTP
from django.test import RequestFactory
from mamoru.faces.accounts import add_officer
from mamoru.faces.models import Account
from mamoru.faces.secret import open_secrets
from mamoru.gate.door import opened
from mamoru.paths import named_policy
wanted, password, secret = json.load(sys.stdin)
with opened(policy=named_policy()) as door:
    open_secrets(door)
    for name, roles in wanted.items():
        add_officer(door, name, roles)
        account = Account.objects.get(username=name)
        account.set_password(password)
        account.save()
        with request_context(RequestFactory().get("/")):
            TOTP.activate(account, secret)
"""
EVERY_LOOK: tuple[dict[str, Any], ...] = tuple(
    {"viewport": {"width": width, "height": 800}, "color_scheme": scheme, "locale": locale}
    for width in (360, 1440)
    for scheme in ("light", "dark")
    for locale in ("ja-JP", "en-US")
)
LOOKS = EVERY_LOOK if "TEST_EVERY_LOOK" in os.environ else (EVERY_LOOK[2], EVERY_LOOK[5])
"""How a page is looked at: each width, scheme and language once, in `make soak` all of them."""

SIDEWAYS = """() => [...document.querySelectorAll('.scroll:not(.drawn)')]
  .filter((one) => one.querySelector('table') && one.scrollWidth > one.clientWidth)
  .map((one) => one.getAttribute('aria-labelledby') ?? one.ariaLabel)"""
"""Tables that have to be moved sideways to be read; of a map drawn as a picture that may be so."""


def totp(secret: str = SECRET, *, at: float | None = None) -> str:
    """Return the number that an authenticator app shows, now or at a time."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    moment = time.time() if at is None else at
    return str(format_hotp_value(hotp_value(secret, int(moment // 30))))


def enrol(server: Server, officers: Mapping[str, Collection[str]]) -> None:
    """Register officers with the password and the authenticator of all tests."""
    environment = {
        **os.environ,
        "MAMORU_HOME": str(server.home),
        "MAMORU_DATABASE": f"sqlite:///{server.home}/mamoru.sqlite3",
        "DJANGO_SETTINGS_MODULE": "mamoru.settings",
    }
    told = json.dumps([{name: list(roles) for name, roles in officers.items()}, PASSWORD, SECRET])
    done = subprocess.run(
        [sys.executable, "-c", ENROL],
        env=environment,
        input=told.encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


@dataclass(slots=True, kw_only=True)
class Site:
    """The pages of one server, as browsers see them."""

    server: Server
    browser: Browser
    states: dict[str, Any] = field(default_factory=dict)
    """Cookies of officers who signed in already: a number works only once."""
    contexts: list[BrowserContext] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.server.port}"

    def page(self, **look: Any) -> Page:
        """Return a page of a new visitor."""
        context = self.browser.new_context(base_url=self.url, **{"locale": "en-US", **look})
        self.contexts.append(context)
        opened = context.new_page()
        opened.set_default_timeout(30_000)
        return opened

    def officer(self, name: str, **look: Any) -> Page:
        """Return a page of an officer who has signed in."""
        state = self.states.get(name)
        if state is not None:
            return self.page(storage_state=state, **look)
        page = self.page(**look)
        sign_in(page, name)
        self.states[name] = page.context.storage_state()
        return page

    def close(self) -> None:
        for one in self.contexts:
            one.close()
        self.contexts.clear()


def sign_in(page: Page, name: str) -> None:
    """Sign in by password and authenticator."""
    page.goto("/console")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button.primary").first.click()
    page.fill("input[name=code]", totp())
    page.locator("main form button.primary").first.click()
    page.wait_for_url("**/console")


def confirm(page: Page) -> None:
    """Give the password again, which sensitive acts ask for."""
    assert "/account/reauthenticate/" in page.url
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button.primary").first.click()


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong on a page; it must be there."""
    wrong = installed()
    assert not wrong, wrong
    return node.violations(page)
