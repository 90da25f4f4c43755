"""Officers receive requests and say whose an account is, on pages that hold in every look."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.console.test_rooms_in_a_browser import looked_at
from tests.faces.site import LOOKS, Site

FILL = """
import json, sys
from pathlib import Path
import django; django.setup()
from tests.rights.samples import DESK, DOCUMENT, asked, worked
from tests.rights.shared_account import two_that_fit
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import opened
from mamoru.gate.systems.registering import NewSystem, register
from mamoru.paths import named_policy
from mamoru.rights.requests.identify import vouch
shop, text = two_that_fit(Path(sys.argv[1]))
with opened(policy=named_policy()) as door:
    register(door, OFFICER, NewSystem(url=shop.url, map=text))
    ref = asked(door, identifiers={"partner_id": "1"})
    vouch(door, DESK, ref, DOCUMENT)
    worked(door)
print(json.dumps(ref))
"""


@pytest.fixture(scope="module")
def ref(running: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A request that fits two accounts."""
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


def opened(page: Page, ref: str, what: str) -> None:
    """Open something of a request, for the purpose and reason that stand first."""
    page.goto(f"/console/requests/{ref}")
    form = page.locator(f"form[action='/console/requests/{ref}/{what}']")
    page.locator("details", has=form).evaluate("one => { one.open = true }")
    form.locator("input[type=text]").fill("case:1")
    form.locator("button").click()


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_whose_an_account_is_is_said_on_a_page_that_holds(
    site: Site, ref: str, look: dict[str, Any]
) -> None:
    page = site.officer("officer-1", **look)
    page.set_default_timeout(60_000)
    wrong: dict[str, list[str]] = {}
    for name, address in {
        "request-new": "/console/requests/new", "request": f"/console/requests/{ref}",
        "inquiries-all": "/console/inquiries/all", "openings": "/console/registers/openings",
    }.items():  # fmt: skip
        page.goto(address)
        looked_at(page, name, look, wrong)
    opened(page, ref, "papers")
    looked_at(page, "papers", look, wrong)
    opened(page, ref, "accounts")
    assert page.locator("select[name^='whose:']").count() == 2
    looked_at(page, "accounts", look, wrong)
    page.locator("select[name^='whose:']").nth(0).select_option("theirs")
    page.locator("select[name^='whose:']").nth(1).select_option("theirs")
    page.locator("button.primary").click()
    looked_at(page, "accounts-refused", look, wrong)

    assert wrong == {}
