"""The examples of the documentation hand people over as they are printed."""

import importlib
import re
from pathlib import Path

import httpx
import pytest
from django.test import RequestFactory
from tests.gate.samples import given
from tests.portal.handing import HOST, Portal
from tests.portal.shop import CLIENTS, imported, running_express

from mamoru.gate.asking import OFFICER
from mamoru.gate.create import create

ORIGIN = f"http://{HOST}"


@pytest.fixture
def key(portal: Portal, tmp_path: Path) -> Path:
    """The shop's key in a file; the portal's clock is that of this machine."""
    from datetime import UTC, datetime

    from tests.gate.samples import COLLECT

    portal.clock.now = datetime.now(UTC)
    file = tmp_path / "hand-over.key"
    file.write_bytes(portal.key.private)
    new = given(identifiers={"account": "7"})
    create(portal.door, OFFICER, COLLECT, [new])
    return file


def comes_in(portal: Portal, page: str) -> bool:
    """Post the form of a page, and go on as a browser does."""
    action = re.search(r'action="([^"]+)"', page)
    token = re.search(r'name="token" value="([^"]+)"', page)
    assert action is not None
    assert token is not None
    assert action[1] == f"{ORIGIN}/my/hand-in"
    assert portal.hand_in(token[1]).status_code == 303
    portal.client.get("/my/arrive")
    return portal.client.get("/my").status_code == 200


def test_the_example_for_django_hands_somebody_over(
    portal: Portal, key: Path, tmp_path: Path
) -> None:
    with imported(tmp_path, ORIGIN, key):
        views = importlib.import_module("django_views")
        request = RequestFactory().get("/hand-over", {"nonce": portal.depart()})
        request.user = type("User", (), {"pk": 7, "is_authenticated": True})()

        answer = views.hand_over(request)

    assert answer["Referrer-Policy"] == "no-referrer"
    assert comes_in(portal, answer.content.decode())


def test_the_example_for_fastapi_hands_somebody_over(
    portal: Portal, key: Path, tmp_path: Path
) -> None:
    import asyncio

    with imported(tmp_path, ORIGIN, key):
        app = importlib.import_module("fastapi_app").app
        nonce = portal.depart()

        async def asked() -> str:
            transport = httpx.ASGITransport(app=app)
            async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
                return (await client.get("/hand-over", params={"nonce": nonce})).text

        page = asyncio.run(asked())

    assert comes_in(portal, page)


def test_the_example_for_express_hands_somebody_over(
    portal: Portal, key: Path, tmp_path: Path
) -> None:
    if not (CLIENTS / "node_modules" / "jose").is_dir():
        pytest.skip("npm ci did not fetch express and jose, so their example was not run")
    at = tmp_path / "express"
    at.mkdir()
    with running_express(at, ORIGIN, key) as shop:
        answer = httpx.get(shop, params={"nonce": portal.depart()})

    assert answer.headers["cache-control"] == "no-store"
    assert comes_in(portal, answer.text)
