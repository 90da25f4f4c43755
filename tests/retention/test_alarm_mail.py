"""The officer is mailed once that a run stopped, with counts and nothing of anybody."""

from datetime import timedelta

import pytest
from django.conf import settings
from tests.gate.samples import Clock
from tests.outbox.mailserver import MailServer
from tests.retention.samples import LATE, wrote

from mamoru.gate.door import Door
from mamoru.outbox.errors import MailServerSilentError
from mamoru.rights.retention.models import Run
from mamoru.rights.retention.run import run
from mamoru.rights.retention.warn import warn_officer

OFFICER_AT = "officer@sender.example"


@pytest.fixture
def stopped(shop: Door, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of a run that stopped, with somebody named who is to hear of it."""
    monkeypatch.setattr(settings, "MAIL_FROM", "desk@sender.example")
    monkeypatch.setattr(settings, "OFFICER_MAIL", OFFICER_AT)
    wrote(shop, 21, inquiry_text="qqsecret")
    run(shop)
    clock.now = LATE
    Run.objects.update(at=LATE - timedelta(days=1))
    return run(shop).run


def test_an_alarm_is_mailed_once_with_its_reason_and_counts(
    shop: Door, stopped: str, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SMTP", f"smtp://localhost:{server.port}")

    assert warn_officer(shop)
    assert not warn_officer(shop)

    [mail] = server.mails
    text = str(mail.message.get_content())
    assert (mail.to, stopped in text) == (OFFICER_AT, True)
    assert stopped in mail.message["Subject"]
    for said in (
        "警報(share)",
        "the alarm share",
        "items 21",
        f"mamoru retention settle {stopped}",
    ):
        assert said in text
    assert "qqsecret" not in str(mail.message) + text


def test_nothing_is_mailed_where_nothing_stopped_or_nobody_is_named(
    shop: Door, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SMTP", f"smtp://localhost:{server.port}")
    monkeypatch.setattr(settings, "OFFICER_MAIL", OFFICER_AT)
    assert not warn_officer(shop)

    wrote(shop, 1)
    run(shop)
    Run.objects.update(state="stopped")
    monkeypatch.setattr(settings, "OFFICER_MAIL", "")
    assert not warn_officer(shop)
    assert server.mails == []


def test_an_alarm_that_no_server_took_is_mailed_at_the_next_look(
    shop: Door, stopped: str, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SMTP", "smtp://localhost:1")
    with pytest.raises(MailServerSilentError):
        warn_officer(shop)
    assert Run.objects.get(ref=stopped).told_at is None

    monkeypatch.setattr(settings, "SMTP", f"smtp://localhost:{server.port}")

    assert warn_officer(shop)
    assert Run.objects.get(ref=stopped).told_at is not None
