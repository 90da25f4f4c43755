"""Anybody may ask and complain; programs that fill in forms, and files that lie, get nowhere."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.gate.samples import stored
from tests.portal.people import SCRIPT, Portal
from tests.portal.people import clock as clock
from tests.portal.people import door as door
from tests.portal.people import portal as portal

from mamoru.desk.limits import OVERALL
from mamoru.desk.models import Attachment, Inquiry, Message

PDF = b"%PDF-1.7\nplainly made up\n"


def written(portal: Portal, client: Client, **changes: Any) -> dict[str, Any]:
    """Return what somebody filled in, some seconds after they were shown the form."""
    found = re.search(r'name="sheet" value="([^"]+)"', client.get("/contact").content.decode())
    assert found is not None
    portal.clock.now += timedelta(seconds=10)
    client.defaults["mamoru.now"] = portal.clock()  # type: ignore[assignment]  # any value
    return {
        "sheet": found.group(1), "kind": "question", "text": "May I ask something?",
        "email": "dareka@example.jp", "name": "Dare Kasan", "website": "",
    } | changes  # fmt: skip


@pytest.mark.parametrize("language", ["ja", "en"])
def test_anybody_gets_a_number_for_what_they_ask(portal: Portal, language: str) -> None:
    client = portal.visitor(language=language)

    answered = client.post("/contact", written(portal, client))

    inquiry = Inquiry.objects.get()
    assert inquiry.ref in answered.content.decode()
    assert inquiry.language == language
    assert inquiry.channel == "web"


def test_a_complaint_is_one(portal: Portal) -> None:
    client = portal.visitor()

    answered = client.post("/contact", written(portal, client, kind="complaint"))

    assert Inquiry.objects.get().kind == "complaint"
    assert "APPI 40" in answered.content.decode()


def test_a_message_that_is_sent_twice_is_one_inquiry(portal: Portal) -> None:
    client = portal.visitor()
    given = written(portal, client)

    client.post("/contact", given)
    client.post("/contact", given)

    assert Inquiry.objects.count() == 1
    assert Message.objects.filter(direction="in").count() == 1


def test_whoever_is_signed_in_is_known_without_giving_an_address(portal: Portal) -> None:
    ref = stored(portal.door).ref
    client = portal.person(ref)

    client.post("/contact", written(portal, client, email="", name=""))

    assert Inquiry.objects.get().person == ref


@pytest.mark.parametrize(
    "changes", [{"website": "https://spam.example.jp"}, {"sheet": "forged:x"}, {"sheet": ""}]
)
def test_a_program_that_fills_in_everything_gets_nowhere(
    portal: Portal, changes: dict[str, str]
) -> None:
    client = portal.visitor()

    answered = client.post("/contact", written(portal, client, **changes))

    assert answered.status_code == 400
    assert not Inquiry.objects.exists()


def test_what_comes_back_at_once_or_days_later_is_not_taken_and_the_text_stays(
    portal: Portal,
) -> None:
    client = portal.visitor()
    given = written(portal, client)
    portal.clock.now += timedelta(days=2)
    client.defaults["mamoru.now"] = portal.clock()  # type: ignore[assignment]  # any value

    late = client.post("/contact", given)

    assert late.status_code == 400
    assert "May I ask something?" in late.content.decode()
    assert given["sheet"] not in late.content.decode()


def test_a_flood_is_set_aside_and_not_thrown_away(portal: Portal) -> None:
    client = portal.visitor()
    for at in range(OVERALL + 1):
        mail = f"dareka-{at}@example.jp"
        client.post("/contact", written(portal, client, email=mail, text=f"Question {at}"))

    assert Inquiry.objects.count() == OVERALL + 1
    assert Inquiry.objects.latest("pk").lane == "held"


def test_a_file_goes_along_sealed_and_one_that_lies_is_refused(portal: Portal) -> None:
    client = portal.visitor()
    good = SimpleUploadedFile("a.pdf", PDF, "application/pdf")
    bad = SimpleUploadedFile("a.pdf", b"<html><script>alert(1)</script>", "application/pdf")

    refused = client.post("/contact", written(portal, client, file=bad))
    assert refused.status_code == 400
    assert not Inquiry.objects.exists()
    client.post("/contact", written(portal, client, file=good))

    assert b"plainly made up" not in bytes(Attachment.objects.get().sealed or b"")


def test_what_is_typed_runs_nowhere(portal: Portal) -> None:
    client = portal.visitor()
    given = written(portal, client, subject=SCRIPT, text=SCRIPT, name=SCRIPT, email=SCRIPT)

    shown = client.post("/contact", given).content.decode()

    assert SCRIPT not in shown
    assert shown.count("&lt;script&gt;") == 4


def test_a_message_without_the_token_of_the_page_is_refused(portal: Portal) -> None:
    client = portal.visitor(strict=True)

    answered = client.post("/contact", written(portal, client))

    assert answered.status_code == 403
    assert not Inquiry.objects.exists()
