"""Somebody writes a mail, an officer answers it in the console, and the answer comes by mail."""

import time
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.desk.boxes import mail
from tests.desk.conftest import dovecot as dovecot
from tests.dovecot import Dovecot
from tests.journeys.walking import WAITS, Walk

MAILBOX = "madoguchi@desk.example"
FETCHED = 75.0
"""Seconds within which the server has looked into the mailbox: it does every thirty."""


@pytest.fixture(scope="module")
def settings_more(dovecot: Dovecot, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The mailbox that the server looks into, on a server that it trusts."""
    secret: Path = tmp_path_factory.mktemp("secret") / "password"
    secret.write_text(dovecot.password)
    secret.chmod(0o600)
    return {
        "MAMORU_IMAP": dovecot.url(), "MAMORU_IMAP_PASSWORD_FILE": str(secret),
        "MAMORU_DESK_MAIL": MAILBOX, "MAMORU_MAIL_FROM": MAILBOX,
        "SSL_CERT_FILE": str(dovecot.certificate),
    }  # fmt: skip


def test_10_an_inquiry_by_mail_is_answered_in_the_console(walk: Walk, dovecot: Dovecot) -> None:
    writer = f"tsukuri-{walk.language}@writer.example"
    subject = walk.say("保管期間について", "How long you keep it")
    text = walk.say("登録した住所はいつまで保管されますか。", "How long do you keep my address?")
    came = mail(text, sender=writer, subject=subject, name=f"journey-{walk.language}")
    page = walk.officer("desk-1", see=True)
    walk.go(page, "/console/inquiries")
    before = listed(page)
    dovecot.deliver(bytes(came), at=datetime.now(UTC))
    walk.until(page, lambda: listed(page) > before, seconds=FETCHED)
    walk.see(page)
    assert text not in page.content()
    [new] = listed(page) - before
    walk.press(page, page.locator(f"tr[data-row] th a[href='{new}']"))
    at = page.url
    page.locator("form[action$='/open'] [name=reveal-reference]").fill("memo:10")
    walk.press(page, page.locator("form[action$='/open'] button"))
    assert text in page.locator("main").inner_text()

    reply = page.locator("form[action$='/reply']")
    said = walk.say("退会から三年間です。", "For three years after you leave.")
    reply.locator("[name=reply-text]").fill(said)
    reply.locator("[name=reply-template]").select_option("answer")
    walk.press(page, reply.locator("button[value=preview]"))
    assert said in page.locator("#preview ~ pre").inner_text()
    walk.press(page, page.locator("button[value=send]"))
    answered = letter(walk, writer, said)
    assert answered["In-Reply-To"] == came["Message-ID"]
    assert answered["Reply-To"] is not None
    walk.go(page, at)
    walk.go(page, "/console/inquiries")


def listed(page: Page) -> set[str]:
    """Return the addresses of the inquiries in the queue."""
    rows = page.locator("tr[data-row] th a").all()
    return {one.get_attribute("href") or "" for one in rows}


def letter(walk: Walk, to: str, said: str) -> EmailMessage:
    """Wait for the letter that says something to somebody."""
    ends = time.monotonic() + WAITS
    while time.monotonic() < ends:
        for one in walk.post.mails:
            if one.to == to and said in one.message.get_content():
                return one.message
        time.sleep(0.1)
    raise AssertionError([one.message["Subject"] for one in walk.post.mails])
