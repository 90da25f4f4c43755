"""The pages on which an officer says whose accounts are of people who left, in a real browser."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.faces.site import LOOKS, Site
from tests.portal.browsing import seen

FILL = """
import json, sys
from pathlib import Path
import django; django.setup()
from mamoru.gate.door import opened
from mamoru.paths import named_policy
from tests.rights.shared_account import leaving_unclear
with opened(policy=named_policy()) as door:
    print(json.dumps(leaving_unclear(door, Path(sys.argv[1]))[1]))
"""


@pytest.fixture(scope="module")
def waiting(running: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Somebody who left, and whom two accounts fit."""
    home = running.server.home
    environment = {
        **os.environ, "MAMORU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "mamoru.settings",
        "MAMORU_DATABASE": f"sqlite:///{home}/mamoru.sqlite3", "PYTHONPATH": str(Path.cwd()),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(tmp_path_factory.mktemp("shop"))],
        env=environment, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return str(json.loads(done.stdout))


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_accounts_are_seen_for_a_reason_in_every_look(
    site: Site, waiting: str, look: dict[str, Any]
) -> None:
    page = site.officer("officer-1", **look)
    page.goto("/console")
    page.locator("main a[href='/console/leavings']").click()
    page.locator("details.act summary").click()
    seen(page, "leavings", look)
    page.locator(f"form[action='/console/leavings/{waiting}/accounts'] button").click()
    seen(page, "leaving-accounts", look)

    expect(page.locator("main select")).to_have_count(2)
    expect(page.locator("main")).to_contain_text("one@example.com")
