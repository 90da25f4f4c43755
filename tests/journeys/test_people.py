"""What people do by themselves: come and choose, look and verify, and go."""

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.cli.running import mamoru
from tests.faces.test_signing_in import with_authenticator
from tests.journeys.walking import Walk, downloaded


def test_1_first_visit_and_choices(walk: Walk, tmp_path: Path) -> None:
    person = walk.somebody()
    page = walk.signed_in(person, see=True)
    walk.see(page)
    walk.go(page, "/my/choices")
    switch = page.locator(".switch").first
    name = switch.locator("button").get_attribute("id")
    before = switch.locator(".tag").first.inner_text()
    switch.locator("button").click()
    page.locator("#switches [role=status]").wait_for()
    walk.see(page)

    turned = page.locator(".switch", has=page.locator(f"#{name}"))
    assert turned.locator(".tag").first.inner_text() != before
    page.reload()
    assert turned.locator(".tag").first.inner_text() != before
    page.locator("details.history summary").click()
    walk.see(page)
    by_passkey(walk, page)
    walk.go(page, "/my/choices")
    assert turned.locator(".tag").first.inner_text() != before


def by_passkey(walk: Walk, page: Page) -> None:
    """Add a passkey, sign out, and come in by it alone."""
    with_authenticator(page)
    walk.go(page, "/my/security")
    walk.press(page, page.locator("main a[href='/account/2fa/webauthn/add/']"))
    page.fill("input[name=name]", "made up")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/my/security")
    walk.see(page)
    walk.press(page, page.locator("form[action='/account/logout/'] button").first)
    page.goto("/my/sign-in")
    page.click("#passkey_login")
    page.wait_for_url("**/my")


def test_2_what_is_held_and_a_receipt_verified_in_the_browser(walk: Walk, tmp_path: Path) -> None:
    person = walk.somebody()
    with walk.site.server.client() as client:
        client.get(f"/people/{person.ref}", params={"purpose": "2(1)a"})
    page = walk.signed_in(person)
    walk.go(page, "/my/held")
    assert person.name not in page.locator("main").inner_text()
    walk.press(page, page.locator("main form:has(input[value=name]) button"))
    assert page.locator("main p.value").inner_text() == person.name
    walk.go(page, "/my/shared")
    check = page.locator("main a[href*='/my/check?of=']")
    walk.until(page, lambda: check.count() > 0)
    receipt = page.locator("main a[href$='/receipt']").first
    receipt.evaluate("(link) => link.closest('details')?.setAttribute('open', '')")
    name, content = downloaded(page, receipt)
    walk.see(page)
    file = tmp_path / name
    file.write_bytes(content)
    check.first.evaluate("(link) => link.closest('details')?.setAttribute('open', '')")
    walk.press(page, check.first)
    page.click("#check-this")
    expect(page.locator("#check-result")).to_contain_text(
        walk.say("正しい受領証です", "The receipt holds")
    )
    walk.see(page)
    changed = json.loads(content)
    changed["entry"] = changed["entry"].replace("2", "3", 1)
    page.set_input_files(
        "#check-file",
        {"name": "changed.json", "mimeType": "application/json",
         "buffer": json.dumps(changed).encode()},
    )  # fmt: skip
    expect(page.locator("#check-result")).to_contain_text(
        walk.say("正しくありません", "does not hold")
    )
    walk.see(page)
    vkey = page.locator("main p.value code").inner_text()
    said = mamoru("ledger", "check", str(file), "--vkey", vkey)
    assert said.returncode == 0, said.stderr


def test_6_withdrawal_with_its_certificate(walk: Walk, tmp_path: Path) -> None:
    person = walk.somebody()
    page = walk.signed_in(person)
    walk.go(page, "/my/leave")
    walk.expected = ("400 (Bad Request)",)
    page.fill("#word", "no")
    walk.press(page, page.locator("main button.danger"))
    assert page.locator("main [role=alert]").is_visible()
    page.fill("#word", walk.say("退会", "LEAVE"))
    walk.press(page, page.locator("main button.danger"))
    number = page.locator("main dd code").first.inner_text()
    name, certificate = downloaded(page, page.locator("main form button.primary"))
    vkey = page.locator("main code.long").inner_text()

    assert name == f"{number}.json"
    assert person.name.encode() not in certificate
    assert number in certificate.decode()
    assert re.fullmatch(r"\S+\+[0-9a-f]{8}\+\S+", vkey)
    page.goto("/my")
    assert "/my/sign-in" in page.url
    walk.see(page)
    stranger = walk.page()
    walk.go(stranger, "/my/left")
    stranger.fill("input[name=number]", number)
    walk.press(stranger, stranger.locator("main form button.primary"))
    assert downloaded(stranger, stranger.locator("main form button.primary"))[0] == name
    with walk.site.server.client() as client:
        gone = client.get(f"/people/{person.ref}", params={"purpose": "2(1)a"})
    assert gone.status_code in (404, 410), gone.text
