"""Taking an answer by its link, as people do in a browser."""

from pathlib import Path

import pyrage
import pytest
from django.conf import settings
from tests.api.calling import PREFIX, Api, Server
from tests.api.test_package_links import BROWSER, TOKEN, WIDTHS, browser
from tests.packages.samples import people
from tests.rights.samples import DESK, ME, asked, decided
from tests.store import default_database

from mamoru.gate.door import Door, opened
from mamoru.rights.answer.offer import offer


def linked(door: Door) -> str:
    """Make an answer, and return the path of a link to it."""
    ref = asked(door, person=people(door, 1)[0])
    decided(door, ref)
    return f"/answers/{offer(door, DESK, ref).token}"


def test_a_browser_is_told_on_a_page_in_its_language_why_there_is_nothing_to_take(api: Api) -> None:
    path = linked(api.worker.door)
    outsider = api.outsider({**BROWSER, "Accept-Language": "ja"})
    assert outsider.post(path, params={"language": "en"}).status_code == 200

    used = outsider.get(path, params={"language": "en"})
    again = outsider.post(path, params={"language": "en"})
    unknown = outsider.post(f"/answers/{TOKEN}")

    assert [one.status_code for one in (used, again, unknown)] == [200, 409, 404]
    for one in (used, again):
        assert "tell the desk, and ask for a new link" in one.text
        assert "<button" not in one.text
    assert '<html lang="ja">' in unknown.text
    assert api.outsider().post(path).json()["code"] == "answer-taken"


def test_the_button_takes_the_answer_in_either_language_at_every_width(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "HOME", server.home)
    with default_database(f"sqlite:///{server.home}/mamoru.sqlite3"), opened(home=server.home) as d:
        path = linked(d)
        with browser() as page:
            page.goto(f"http://127.0.0.1:{server.port}{PREFIX}{path}?language=ja")
            page.get_by_role("link", name="English").click()
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate("document.documentElement.scrollWidth") <= width
            with page.expect_download() as download:
                page.get_by_role("button", name="Take it").click()
            content = Path(download.value.path()).read_bytes()
            page.get_by_role("button", name="Take it").click()
            said = page.get_by_role("alert").inner_text()

    assert pyrage.decrypt(content, [ME]).startswith(b"PK")
    assert said.startswith("The answer was taken by this link before.")
