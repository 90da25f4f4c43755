"""Taking a package by its link, as people do in a browser: the page, and a transfer that breaks."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, sync_playwright
from tests.api.calling import PREFIX, Api, Server
from tests.browsers import launched
from tests.packages.samples import Recipient, agreed, made, people
from tests.store import default_database

from mamoru.gate.door import Door, opened
from mamoru.provision.packages.links import offer
from mamoru.provision.packages.report import hand_over

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
WIDTHS = (360, 1440)
TOKEN = "a" * 43


def linked(door: Door, count: int = 3) -> tuple[Recipient, str, str]:
    """Make a package, and return its recipient, its name and the path of a link to it."""
    recipient = Recipient(door)
    agreed(door, people(door, count), recipient.ref)
    ref = made(door, recipient.ref)
    return recipient, ref, f"/packages/{offer(door, ref).token}"


def rest(secret: str, first: int) -> dict[str, str]:
    return {"Range": f"bytes={first}-", "If-Range": f'"{secret}"'}


def test_the_page_says_in_both_languages_what_there_is_and_until_when(api: Api) -> None:
    _, ref, path = linked(api.worker.door)
    outsider = api.outsider(BROWSER)

    ja = outsider.get(path, headers={"Accept-Language": "ja"})
    en = outsider.get(path, params={"language": "en"}, headers={"Accept-Language": "ja"})

    assert ('<html lang="ja">' in ja.text, '<html lang="en">' in en.text) == (True, True)
    for page in (ja, en):
        assert page.status_code == 200
        assert 'name="viewport" content="width=device-width, initial-scale=1"' in page.text
        assert re.search(r'href="/policy/pages\.[0-9a-f]{12}\.css"', page.text)
        assert ref in page.text
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert "style-src 'self'" in page.headers["Content-Security-Policy"]
        assert page.headers.get_list("Content-Security-Policy") == [
            page.headers["Content-Security-Policy"]
        ]
    assert "受け取る" in ja.text
    assert "Only the recipient&#x27;s key opens what is in it." in en.text
    assert hand_over(ref).opened_at is None


def test_a_browser_is_told_on_a_page_why_there_is_nothing_to_take(api: Api) -> None:
    _, _, path = linked(api.worker.door)
    outsider = api.outsider({**BROWSER, "Accept-Language": "en"})
    assert outsider.post(path).status_code == 200

    used, again = outsider.get(path), outsider.post(path)
    unknown = outsider.get(f"/packages/{TOKEN}")

    assert [one.status_code for one in (used, again, unknown)] == [409, 409, 404]
    for one, said in ((used, "This link was used"), (again, "This link was used"), (unknown, "No")):
        assert one.headers["Content-Type"].startswith("text/html")
        assert said in one.text
    assert api.outsider().get(path).json()["code"] == "package-link-used"


def test_a_transfer_goes_on_for_whoever_has_what_came_with_its_beginning(api: Api) -> None:
    recipient, ref, path = linked(api.worker.door)
    outsider = api.outsider()
    with outsider.stream("POST", path) as first:
        secret = first.headers["ETag"].strip('"')
        size = int(first.headers["Content-Length"])
        begun = next(first.iter_raw())
    again = outsider.post(path, headers={"Range": f"bytes={len(begun)}-"})
    other = outsider.get(path, headers=rest("guess", len(begun)))

    going = outsider.get(path, headers=rest(secret, len(begun)))

    assert [one.json()["code"] for one in (again, other)] == ["package-link-used"] * 2
    assert going.status_code == 206
    assert going.headers["Content-Range"] == f"bytes {len(begun)}-{size - 1}/{size}"
    assert len(recipient.received(begun + going.content).lines) == 3
    assert hand_over(ref).opened_again == 2
    assert outsider.post(path).status_code == 409


def test_a_range_before_it_was_opened_takes_it_whole_and_only_by_post(api: Api) -> None:
    recipient, ref, path = linked(api.worker.door)
    outsider = api.outsider()

    looked = outsider.get(path, headers=rest("guess", 10))
    assert (looked.status_code, looked.headers["Content-Type"][:9]) == (200, "text/html")
    assert hand_over(ref).opened_at is None
    package = outsider.post(path, headers=rest("guess", 10))

    assert package.status_code == 200
    assert len(recipient.received(package.content).lines) == 3


class Cutting:
    """Stands between a browser and a server, and cuts the first long answer off."""

    def __init__(self, port: int, after: int) -> None:
        self._to, self._after, self.cuts = port, after, 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self._to))
            threading.Thread(target=self._carry, args=(client, server, None), daemon=True).start()
            threading.Thread(
                target=self._carry, args=(server, client, self._after), daemon=True
            ).start()

    def _carry(self, one: socket.socket, other: socket.socket, most: int | None) -> None:
        try:
            while piece := one.recv(1 << 14):
                if most and not self.cuts and b"ustar" in piece:
                    self.cuts += 1
                    other.sendall(piece[:most])
                    break
                other.sendall(piece)
        except OSError:
            pass
        finally:
            for end in (one, other):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)  # which wakes whoever waits at it
                end.close()

    def close(self) -> None:
        self._socket.close()


@contextmanager
def browser() -> Iterator[Page]:
    with sync_playwright() as playwright:
        chromium = launched(playwright)
        page = chromium.new_page()
        try:
            yield page
        finally:
            chromium.close()


def test_a_browser_shows_the_page_at_every_width_and_goes_on_where_a_transfer_broke(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "HOME", server.home)
    with default_database(f"sqlite:///{server.home}/mamoru.sqlite3"), opened(home=server.home) as d:
        recipient, _, path = linked(d, 12)
        cutting = Cutting(server.port, 1500)
        with browser() as page:
            page.goto(f"http://127.0.0.1:{cutting.port}{PREFIX}{path}")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                button = page.get_by_role("button").bounding_box()
                assert button is not None
                assert button["height"] >= 44
            with page.expect_download() as download:
                page.get_by_role("button").click()
            content = Path(download.value.path()).read_bytes()
        cutting.close()

        assert cutting.cuts == 1
        assert len(recipient.received(content).lines) == 12
