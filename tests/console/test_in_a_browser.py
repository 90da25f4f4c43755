"""The console in a real browser: every look, by keyboard, with and without JavaScript."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.faces.site import LOOKS, SIDEWAYS, Site, violations

SEED = """
import json
import django; django.setup()
from datetime import UTC, datetime
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.create import Given, create
from mamoru.gate.door import opened
from mamoru.rights.requests.receive import NewRequest, receive
from mamoru.rights.requests.identify import Vouched, vouch
from mamoru.screening.proofs import Document
from tests.rights.samples import worked
DESK = Asker(system="desk-one", purposes=frozenset())
refs = []
with opened() as door:
    collect = Wish(act="collect", source="person", grounds={"notice_shown": "notice:2022-02-04"})
    made, _ = create(door, Asker(), collect, [Given(
        whose="individual", residence="JP", identifiers={"email": "zenbu@example.jp"},
        items={"name": "Zenbu Tsukuribanashi", "employer": "架空商事ヌヌヌ"},
    )])
    person = made.people[0].ref
    for number in range(60):
        kind = "disclose" if number % 2 else "correct"
        more = {"is_everything": True} if number % 2 else {"values": {"employer": "架空工業"}}
        new = NewRequest(kind=kind, person=person if number < 2 else None, text="Made up.", **more)
        refs.append(receive(door, DESK, new).request)
    seen = Vouched(way="document", document=Document.LICENCE, reference="note:1")
    for ref in refs[:2]:
        vouch(door, DESK, ref, seen)
    worked(door)
print(json.dumps(refs))
"""


TWICE = """() => [...document.querySelectorAll('[id]')].map((one) => one.id)
  .filter((id, at, all) => all.indexOf(id) !== at)"""


@pytest.fixture(scope="module")
def refs(running: Site) -> list[str]:
    """Requests that were received, the first two of them looked for."""
    home = running.server.home
    environment = {
        **os.environ, "MAMORU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "mamoru.settings",
        "MAMORU_DATABASE": f"sqlite:///{home}/mamoru.sqlite3",
        "PYTHONPATH": str(Path.cwd()),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", SEED], env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    found: list[str] = json.loads(done.stdout)
    return found


def kept(name: str, look: dict[str, object]) -> str | None:
    """Return where a picture of a page goes, where somebody wants to look at them."""
    there = os.environ.get("TEST_SHOTS")
    if there is None:
        return None
    size = look["viewport"]
    assert isinstance(size, dict)
    return f"{there}/{name}-{size['width']}-{look['color_scheme']}-{look['locale']}.png"


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_pages_hold_in_every_look(site: Site, refs: list[str], look: dict[str, object]) -> None:
    page = site.officer("officer-1", **look)
    places = {
        "today": "/console", "queue": "/console/requests", "one": f"/console/requests/{refs[1]}",
        "identity": f"/console/requests/{refs[5]}",
    }  # fmt: skip
    for name, place in places.items():
        page.goto(place)
        if path := kept(name, look):
            page.screenshot(path=path, full_page=True)
        assert violations(page) == [], name
        assert page.evaluate(TWICE) == [], name
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
        assert page.evaluate(SIDEWAYS) == [], name


def test_a_list_is_gone_through_by_keys_and_goes_on(site: Site, refs: list[str]) -> None:
    page = site.officer("officer-1")
    page.goto("/console/requests")
    rows = page.locator("tr[data-row]")
    assert rows.count() == 50

    page.keyboard.press("j")
    page.keyboard.press("j")
    second = rows.nth(1).locator("th a")
    assert second.evaluate("one => one === document.activeElement")
    page.keyboard.press("?")
    assert page.locator("kbd").first.is_visible()
    page.click("#more a")
    page.wait_for_function("() => document.querySelectorAll('tr[data-row]').length > 50")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 51
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/requests/req_*")

    assert "/console/requests/req_" in page.url


def test_what_follows_is_a_plain_link_without_javascript(site: Site, refs: list[str]) -> None:
    page = site.officer("officer-1", java_script_enabled=False)
    page.goto("/console/requests")
    page.locator("#more a").click()

    assert page.locator("h1").inner_text() == "Requests"
    assert page.locator("tr[data-row]").count() > 0


def test_a_value_is_seen_with_a_reason_and_a_mistake_is_said_beside_it(
    site: Site, refs: list[str]
) -> None:
    page = site.officer("officer-1")
    page.goto(f"/console/requests/{refs[1]}")
    page.get_by_text("See the values, and review").first.click()
    form = page.locator(f"form[action='/console/requests/{refs[1]}/values']")
    form.locator("input[type=text]").fill("not an id!")
    form.locator("button").click()
    assert page.locator(".errors").count() == 1
    assert page.locator(".errors").is_visible()
    assert violations(page) == []

    form.locator("input[type=text]").fill("case:1")
    form.locator("button").click()
    assert "架空商事ヌヌヌ" in page.content()
    if path := kept("values", LOOKS[-1]):
        page.screenshot(path=path, full_page=True)
    assert violations(page) == []
    page.locator("button[name=preview]").click()

    assert page.locator("#preview").is_visible()
    assert violations(page) == []
