"""The policy changes: an officer lays a text down, another approves it, and people agree again.

Nobody can turn the clock of the server. So the text that people are asked about was published two
months ago and is in force by now; the one that the officers publish on their pages is announced to
people, and comes into force after the time that a change of its weight takes.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.api.calling import running_server
from tests.faces.site import Site, enrol
from tests.journeys.conftest import OFFICERS
from tests.journeys.walking import Person, Walk
from tests.notices.texts import NEW_PURPOSE, TYPO, revised
from tests.outbox.mailserver import MailServer

PAST = """
import json, sys
import django; django.setup()
from datetime import UTC, datetime, timedelta
from tests.gate.samples import stored
from tests.notices.texts import NEW_PURPOSE, revised
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import opened
from mamoru.notices.draft import draft
from mamoru.notices.publish import publish
from mamoru.paths import named_policy
then = datetime.fromisoformat(sys.argv[1])
with opened(policy=named_policy(), clock=lambda: then) as door:
    refs = [stored(door, f"Fixture{name} Policy", agreed=True).ref for name in ("ja", "en")]
    draft(door, OFFICER, revised(sys.argv[2], NEW_PURPOSE))
    publish(door, OFFICER, sys.argv[2], approved="approval:1")
print(json.dumps(refs))
"""
NOW = datetime.now(UTC)
BEFORE = (NOW - timedelta(days=5)).date().isoformat()
"""The version that came into force lately, and asks for agreement."""


def later(days: int) -> str:
    return (NOW + timedelta(days=days)).date().isoformat()


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Person]]:
    """An installation of two months ago, with people who agreed to its first text."""
    home = tmp_path_factory.mktemp("policy") / "home"
    home.mkdir(mode=0o700)
    environment = {
        **os.environ, "MAMORU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "mamoru.settings",
        "MAMORU_DATABASE": f"sqlite:///{home}/mamoru.sqlite3", "PYTHONPATH": str(Path.cwd()),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", PAST, (NOW - timedelta(days=60)).isoformat(), BEFORE],
        env=environment, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    refs = json.loads(done.stdout)
    return home, {
        name: Person(ref, f"fixture{name}@example.jp", f"Fixture{name} Policy")
        for name, ref in zip(("ja", "en"), refs, strict=True)
    }


@pytest.fixture(scope="module")
def company(
    chromium: Browser, post: MailServer, people: tuple[Path, dict[str, Person]]
) -> Iterator[Site]:
    with running_server(
        people[0], settings={"MAMORU_SMTP": f"smtp://localhost:{post.port}"}
    ) as server:
        enrol(server, OFFICERS)
        yield Site(server=server, browser=chromium)


def test_7_a_new_text_with_renewed_consent(
    walk: Walk, people: tuple[Path, dict[str, Person]]
) -> None:
    version = later(40 if walk.language == "ja" else 41)
    after = (BEFORE,) if walk.language == "ja" else (BEFORE, later(40))
    text = revised(version, NEW_PURPOSE, TYPO, after=after)
    if walk.language == "en":
        text = text.replace("重要な".encode(), "大切な".encode(), 1)
    page = walk.officer("officer-1", see=True)
    walk.go(page, "/console/policy")
    latest = after[-1]
    page.locator("#id_version").select_option(latest)
    walk.press(page, page.locator("form[action='/console/policy/sheets'] button"))
    page.fill("#text", text.decode(), timeout=90_000)
    page.wait_for_selector("#checked > *")
    walk.see(page)
    walk.press(page, page.locator("button[value=draft]"))
    assert page.url.endswith(f"/console/policy/versions/{version}")
    assert page.locator("form[action$='/approval']").count() == 0
    assert page.locator("form[action$='/publication']").count() == 0

    other = walk.officer("officer-2")
    walk.go(other, f"/console/policy/versions/{version}/changes")
    walk.go(other, f"/console/policy/versions/{version}")
    walk.press(other, other.locator("form[action$='/approval'] button"))
    page.reload()
    page.locator("form[action$='/publication'] [name=sure]").check()
    walk.press(page, page.locator("form[action$='/publication'] button"))
    walk.go(page, "/console/policy")
    assert walk.say("告知中", "announced") in page.locator("table").first.inner_text()

    agreed_again(walk, people[1][walk.language], version)


def agreed_again(walk: Walk, person: Person, version: str) -> None:
    """See what changed and what will, and agree to what is in force."""
    page = walk.signed_in(person)
    walk.see(page)
    walk.press(page, page.locator("#waits ~ p a[href='/my/policy']"))
    assert BEFORE in page.locator("main p strong").first.inner_text()
    assert version in page.locator("main").inner_text()
    walk.press(page, page.locator("form[action='/my/policy/agree'] button"))
    assert page.locator("form[action='/my/policy/agree']").count() == 0
    walk.go(page, "/my")
    assert page.locator("#waits ~ p a[href='/my/policy']").count() == 0
    walk.go(page, "/my/choices")
