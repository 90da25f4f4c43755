"""Requests as they are made on the pages: forms filled in, answers brought about."""

import re
from datetime import timedelta
from typing import Any

from django.test import Client
from tests.portal.people import Portal
from tests.rights.samples import DESK, JUDGE, WHOLE, worked

from mamoru.rights.requests.decide import decide
from mamoru.rights.requests.review import Reviewing, review

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(64)
MAIL = "zenbu@example.jp"


def sheet(client: Client, path: str) -> str:
    found = re.search(r'name="sheet" value="([^"]+)"', client.get(path).content.decode())
    assert found is not None
    return found.group(1).replace("&amp;", "&")


def filled(**changes: Any) -> dict[str, Any]:
    return {"whose": "self", "scope": "everything", "method": "electronic"} | changes


def made(portal: Portal, client: Client, kind: str = "disclose", **changes: Any) -> str:
    """Make a request on the pages and return its name."""
    path = f"/my/requests/new/{kind}"
    answered = client.post(path, filled(sheet=sheet(client, path)) | changes)
    assert answered.status_code == 302, answered.content.decode()
    return str(answered["Location"].rpartition("/")[2])


def asked_publicly(portal: Portal, client: Client, kind: str = "disclose", **changes: Any) -> Any:
    path = f"/contact/request/new/{kind}"
    on = sheet(client, path)
    portal.clock.now += timedelta(seconds=10)
    client.defaults["mamoru.now"] = portal.clock()  # type: ignore[assignment]  # any value
    given = filled(sheet=on, name="Dare Kasan", email=MAIL, website="") | changes
    return client.post(path, given)


def number_and_code(answered: Any) -> tuple[str, str]:
    ref, code = re.findall(r"<code>([^<]+)</code>", answered.content.decode())
    return ref, code


def answer_ready(portal: Portal, ref: str) -> None:
    worked(portal.door)
    review(portal.door, DESK, ref, Reviewing())
    decide(portal.door, JUDGE, ref, WHOLE)
    worked(portal.door)
