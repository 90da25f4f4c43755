"""Two processes of one server count together: trying next door is no second chance."""

import re
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from tests.api.calling import Server, running_server

from mamoru.portal.crowds import LIMITS

PROXY = "X-Sent-From"
TRIES = 5
"""Failures of one name that allauth allows within five minutes."""
_TOKEN = re.compile(r'name="(csrfmiddlewaretoken|sheet)" value="([^"]*)"')


def form(
    ending: ExitStack, server: Server, path: str, address: str
) -> tuple[httpx.Client, dict[str, str]]:
    """Return a new browser, with a connection of its own, and what a page's form holds already."""
    client = ending.enter_context(
        httpx.Client(
            base_url=f"http://127.0.0.1:{server.port}", timeout=60,
            headers={PROXY: address, "Accept-Language": "en"},
        )
    )  # fmt: skip
    return client, dict(_TOKEN.findall(client.get(path).text))


@pytest.mark.slow
def test_what_comes_by_public_forms_and_tries_to_sign_in_is_counted_by_all_processes(
    tmp_path: Path,
) -> None:
    settings = {"MAMORU_EVENT_PROXY": PROXY}
    home, most = tmp_path / "home", LIMITS["request"].network + 8
    with running_server(home, workers=2, settings=settings) as server, ExitStack() as ending:
        path = "/contact/request/new/disclose"
        shown = [form(ending, server, path, f"192.0.2.{at}") for at in range(most)]
        time.sleep(3.1)  # nobody fills in a form in less
        asked = Counter(
            client.post(path, data=held | {
                "whose": "self", "scope": "everything", "method": "electronic", "website": "",
                "name": "Dare Kasan", "email": "dareka@example.jp",
            }).status_code
            for client, held in shown
        )  # fmt: skip

        tried = []
        for at in range(TRIES + 6):
            client, held = form(ending, server, "/account/login/", f"10.0.{at}.1")
            said = held | {"login": "officer-1", "password": f"wrong {at}"}
            tried.append("too many tries" in client.post("/account/login/", data=said).text)

    assert asked == {200: LIMITS["request"].network, 429: 8}
    assert tried == [False] * TRIES + [True] * 6
