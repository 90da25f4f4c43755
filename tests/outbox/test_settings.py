"""Settings for mail are read strictly, and what is wrong is told without its value."""

from typing import Any

import pytest
from django.conf import settings

from mamoru.gate.mail import mailer_of
from mamoru.gate.shelf import read
from mamoru.outbox.errors import MailMisconfiguredError
from mamoru.outbox.mailer import Smtp, smtp_of
from mamoru.paths import reference_policy

POLICY = read(reference_policy())


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", ("mail.example", 25, "none", "", "")),
        ("smtp://mail.example:2525/", ("mail.example", 2525, "none", "", "")),
        ("smtps://u:p@MAIL.example", ("mail.example", 465, "tls", "u", "p")),
        ("smtp+starttls://u:p@mail", ("mail", 587, "starttls", "u", "p")),
        ("smtp://u%40b.example:p%2F%3A@[::1]:26", ("::1", 26, "none", "u@b.example", "p/:")),
    ],
)
def test_a_url_names_server_security_and_login(url: str, expected: tuple[object, ...]) -> None:
    found = smtp_of(url)

    assert (found.host, found.port, found.security, found.user, found.password) == expected


@pytest.mark.parametrize(
    "url",
    [
        "mail.example", "http://u:secret@mail.example", "smtp://", "smtp://u:secret@",
        "smtp://u@mail.example", "smtp://:secret@mail.example", "smtp://mail.example:99999",
        "smtp://mail.example:0", "smtp://u:secret@mail.example/queue", "smtp://mail.example?a=b",
        "smtp://mail.example#a", "smtp://u:sec ret@mail.example", "smtp://mail..example",
        "smtp://u:secret%0Ax@mail.example", f"smtp://{'a' * 64}.example", "smtp://[::1",
        "smtp://ma\nil.example",
    ],
)  # fmt: skip
def test_a_url_that_is_none_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(MailMisconfiguredError) as refused:
        smtp_of(url)

    assert refused.value.facts["name"] == "MAMORU_SMTP"
    assert "secret" not in str(refused.value) + refused.value.message("ja")


def test_a_server_shows_no_password() -> None:
    assert "secret" not in repr(smtp_of("smtps://u:secret@mail.example"))


def configure(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in {"SMTP": "smtp://mail.example", **values}.items():
        monkeypatch.setattr(settings, name, value)


def test_letters_come_from_the_policys_contact_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    configure(monkeypatch)
    usual = mailer_of(POLICY)
    configure(monkeypatch, MAIL_FROM="desk@sender.example", MAIL_BOUNCES="b@sender.example")
    told = mailer_of(POLICY)

    assert usual
    assert told
    assert (usual.sender, usual.name, usual.bounces) == (
        "support@kusavee.co.jp", POLICY.controller, None,
    )  # fmt: skip
    assert (told.sender, told.bounces) == ("desk@sender.example", "b@sender.example")
    assert told.smtp == Smtp(host="mail.example", port=25, security="none")


def test_without_a_server_there_is_no_mailer(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, SMTP="", MAIL_FROM="wrong")

    assert mailer_of(POLICY) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP", "nowhere"),
        ("MAIL_FROM", "Desk <desk@sender.example>"),
        ("MAIL_FROM", "desk@sender.example\nBcc: a@b.example"),
        ("MAIL_BOUNCES", "b+c@sender.example"),
        ("MAIL_BOUNCES", f"{'b' * 32}@sender.example"),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    configure(monkeypatch, **{name: value})
    wrong: Any = pytest.raises(MailMisconfiguredError)

    with wrong as refused:
        mailer_of(POLICY)

    assert refused.value.facts["name"] == f"MAMORU_{name}"
    assert "example\n" not in str(refused.value)
