"""People's pages in a real browser: coming in, reading, checking a receipt, passkeys."""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import jwt
import pytest
from playwright.sync_api import Page, expect
from tests.api.calling import COLLECTING, person
from tests.cli.running import mamoru
from tests.faces.conftest import chromium as chromium
from tests.faces.conftest import running as running
from tests.faces.conftest import site as site
from tests.faces.site import LOOKS, Site, violations
from tests.faces.test_signing_in import with_authenticator
from tests.portal.handing import Key
from tests.portal.shop import running_shop

PAGES = ("/my", "/my/held", "/my/shared", "/my/check", "/my/policy", "/my/policy?q=Cookie",
         "/my/security")  # fmt: skip
SHOTS = os.environ.get("TEST_SHOTS")
"""Directory for pictures of every page, for whoever looks at them."""


class Visitor:
    """Somebody who is held, and the shop that hands them over."""

    def __init__(self, site: Site, ref: str) -> None:
        self.site, self.ref = site, ref

    def come_in(self, **look: object) -> Page:
        page = self.site.page(**look)
        page.goto("/my/sign-in")
        page.click("main a[href^='/my/from/shop']")
        page.click("button")
        page.wait_for_url("**/my")
        return page


@pytest.fixture(scope="module")
def key() -> Key:
    return Key()


@pytest.fixture
def visitor(site: Site, key: Key, tmp_path: Path) -> Iterator[Visitor]:
    number = int.from_bytes(os.urandom(3), "big")
    with site.server.client() as client:
        made = client.post("/people", json={"handling": COLLECTING, "person": person(number)})
        assert made.status_code == 201, made.text
        ref = made.json()["ref"]
        client.get(f"/people/{ref}", params={"purpose": "2(1)a"})
    name = f"shop-{token_hex(3)}"
    with running_shop(site.url) as (address, says):
        says["token"] = lambda nonce: jwt.encode(
            {"iss": name, "aud": site.url, "sub": ref, "iat": int(time.time()),
             "exp": int(time.time()) + 60, "jti": token_hex(8), "nonce": nonce},
            key.private, algorithm="ES256",
        )  # fmt: skip
        file = tmp_path / "key.pub"
        file.write_bytes(key.public)
        done = mamoru(
            "portal", "trust", name, "--key", str(file), "--address", address,
            home=site.server.home,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        yield Visitor(site, ref)
        done = mamoru("portal", "distrust", name, home=site.server.home)
        assert done.returncode == 0, done.stderr


def test_somebody_comes_in_from_a_service_on_another_site(visitor: Visitor) -> None:
    page = visitor.come_in()

    assert violations(page) == []
    assert page.locator("main h1").inner_text() == "Start"
    assert visitor.ref not in page.content()


def test_pages_are_accessible_in_every_look(visitor: Visitor) -> None:
    first = visitor.come_in()
    state = first.context.storage_state()
    for look in LOOKS:
        page = visitor.site.page(storage_state=state, **look)
        for path in PAGES:
            page.goto(path)
            picture(page, path, look)
            assert violations(page) == [], (path, look)
            wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, (path, look)
        page.goto("/my/held")
        page.locator("main .rows button").first.click()
        picture(page, "/my/held/value", look)
        assert violations(page) == []
        page.context.close()
        visitor.site.contexts.remove(page.context)


def picture(page: Page, path: str, look: dict[str, object]) -> None:
    if SHOTS:
        size = look["viewport"]
        assert isinstance(size, dict)
        name = path.strip("/").replace("/", "-").replace("?", "-")
        file = f"{name}.{size['width']}.{look['color_scheme']}.{look['locale']}.png"
        page.screenshot(path=str(Path(SHOTS) / file), full_page=True)


def test_values_are_shown_by_keyboard_and_without_javascript(visitor: Visitor) -> None:
    page = visitor.come_in(java_script_enabled=False)
    page.goto("/my/held")
    button = page.locator("main .rows button").first
    button.focus()
    page.keyboard.press("Enter")

    expect(page.locator("main p.value").first).to_contain_text("fixture-")
    page.goto("/my/check")
    assert page.locator("#check").is_hidden()
    assert "mamoru ledger check" in page.locator("main .card code").inner_text()


def checked(page: Page, name: str, told: dict[str, object] | str) -> str | None:
    """Choose a receipt, and return what the page says of it."""
    text = told if isinstance(told, str) else json.dumps(told)
    page.evaluate("() => { document.getElementById('check-result').dataset.state = 'none' }")
    page.set_input_files(
        "#check-file", {"name": name, "mimeType": "application/json", "buffer": text.encode()}
    )
    page.wait_for_function(
        "() => !['none', 'working'].includes(document.getElementById('check-result').dataset.state)"
    )
    return page.locator("#check-result").get_attribute("data-state")


def test_a_receipt_is_checked_in_the_browser_and_a_changed_one_refused(visitor: Visitor) -> None:
    page = visitor.come_in()
    page.goto("/my/shared")
    page.wait_for_timeout(1500)
    page.goto("/my/shared")
    page.locator("main a[href*='/my/check?of=']").last.evaluate("(link) => link.click()")
    page.wait_for_url("**/my/check?of=*")
    page.click("#check-this")
    expect(page.locator("#check-result")).to_contain_text("The receipt holds.")
    assert violations(page) == []
    address = page.locator("#check").get_attribute("data-address")
    assert address is not None
    told: dict[str, object] = page.request.get(address).json()
    lines = str(told["receipt"]).split("\n")
    hashed = next(i for i, line in enumerate(lines) if len(line) == 44)
    signed = next(i for i, line in enumerate(lines) if line.startswith("— "))

    def with_line(at: int, line: str) -> dict[str, object]:
        return told | {"receipt": "\n".join([*lines[:at], line, *lines[at + 1 :]])}

    other = "A" if lines[hashed][0] != "A" else "B"
    end = lines[signed]
    flipped = end[:-6] + ("A" if end[-6] != "A" else "B") + end[-5:]
    assert checked(page, "right", told) == "good"
    rewritten = str(told["entry"]).replace("2", "3", 1)
    assert checked(page, "entry", told | {"entry": rewritten}) == "bad"
    assert checked(page, "proof", with_line(hashed, other + lines[hashed][1:])) == "bad"
    moved = f"index {int(str(told['index'])) + 1}"
    assert checked(page, "index", with_line(1, moved)) == "bad"
    assert checked(page, "signature", with_line(signed, flipped)) == "bad"
    renamed = end.replace("mamoru.localhost/ledger", "other.example/ledger")
    assert checked(page, "key", with_line(signed, renamed)) == "badKey"
    assert checked(page, "none", "no receipt") == "unreadable"
    assert checked(page, "right again", told) == "good"


def test_a_browser_without_the_signature_says_so(visitor: Visitor) -> None:
    page = visitor.come_in()
    page.add_init_script(
        "const known = crypto.subtle.importKey.bind(crypto.subtle);"
        "crypto.subtle.importKey = (...all) => all[2] === 'Ed25519'"
        " ? Promise.reject(new DOMException('', 'NotSupportedError')) : known(...all);"
    )
    page.wait_for_timeout(1500)
    page.goto("/my/shared")
    page.locator("main a[href*='/my/check?of=']").last.evaluate("(link) => link.click()")
    page.wait_for_url("**/my/check?of=*")
    page.click("#check-this")

    expect(page.locator("#check-result")).to_contain_text("cannot check the signature")


def test_a_person_adds_a_passkey_and_comes_in_by_it_alone(visitor: Visitor) -> None:
    page = visitor.come_in()
    with_authenticator(page)
    page.goto("/my/security")
    page.click("main a[href='/account/2fa/webauthn/add/']")
    assert violations(page) == []
    page.fill("input[name=name]", "made up")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/my/security")
    assert "made up" in page.locator("main ul").first.inner_text()
    assert violations(page) == []
    page.locator("form[action='/account/logout/'] button").first.click()

    page.goto("/my/sign-in")
    page.click("#passkey_login")
    page.wait_for_url("**/my")

    assert page.locator("main h1").inner_text() == "Start"
    page.goto("/my/security")
    page.locator("main a[href*='/remove/']").click()
    assert violations(page) == []
    page.locator("main button.danger").click()
    page.goto("/my/security")
    assert "You have no passkey yet." in page.locator("main").inner_text()
