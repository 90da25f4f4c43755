"""Officers come in by password and authenticator, or by passkey, and never by less."""

import json
import os
import subprocess
import sys

from playwright.sync_api import Page
from tests.faces.site import PASSWORD, SECRET, Site, confirm, sign_in, totp, violations

JOIN = """
import django; django.setup()
from mamoru.faces.accounts import add_officer
from mamoru.faces.secret import open_secrets
from mamoru.gate.door import opened
with opened() as door:
    open_secrets(door)
    print(add_officer(door, "new-officer", ["desk"]))
"""


def entrance(site: Site) -> str:
    home = site.server.home
    environment = {
        **os.environ, "MAMORU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "mamoru.settings",
        "MAMORU_DATABASE": f"sqlite:///{home}/mamoru.sqlite3",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", JOIN], env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().strip()


def test_an_officer_chooses_a_password_and_must_set_up_a_second_factor(site: Site) -> None:
    page = site.page()
    link = entrance(site)
    page.goto(link)
    assert violations(page) == []
    page.fill("input[name=password1]", PASSWORD)
    page.fill("input[name=password2]", PASSWORD)
    page.locator("main button.primary").first.click()
    page.goto("/console")
    page.fill("input[name=login]", "new-officer")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main button.primary").first.click()

    page.goto("/console")
    assert page.url.endswith("/account/2fa/")
    assert violations(page) == []

    page.goto("/account/2fa/totp/activate/")
    confirm(page)
    assert violations(page) == []
    secret = page.locator("main code").inner_text()
    page.fill("input[name=code]", totp(secret))
    page.locator("main button.primary").first.click()
    page.goto("/console")

    assert page.url.endswith("/console")
    again = site.page()
    again.goto(link)
    assert again.locator("[role=alert]").is_visible()


def test_a_password_without_the_second_factor_opens_nothing(site: Site) -> None:
    page = site.page()
    page.goto("/console")
    page.fill("input[name=login]", "auditor-1")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main button.primary").first.click()

    page.goto("/console")

    assert "/account/2fa/authenticate/" in page.url
    assert page.locator(".who, .menu").count() == 0


def test_an_officer_signs_in_by_passkey_alone(site: Site) -> None:
    page = site.page()
    sign_in(page, "engineer-1")
    with_authenticator(page)
    page.goto("/account/2fa/webauthn/add/")
    confirm(page)
    page.check("input[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/account/2fa/recovery-codes/**")
    page.locator("form[action='/account/logout/'] button").first.click()

    page.goto("/account/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/console")

    assert "engineer-1" in page.locator(".who").inner_text()


def with_authenticator(page: Page) -> None:
    """Give the browser a virtual authenticator (WebAuthn Level 3, 11)."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True,
        }},
    )  # fmt: skip


def test_the_authenticator_secret_is_not_in_the_database(site: Site) -> None:
    raw = (site.server.home / "mamoru.sqlite3").read_bytes()
    raw += (site.server.home / "mamoru.sqlite3-wal").read_bytes()

    assert SECRET.encode() not in raw
    assert b"officer-1" in raw
    assert len(totp()) == 6
    assert json.dumps(PASSWORD).encode() not in raw
