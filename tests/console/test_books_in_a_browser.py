"""The pages of inquiries, ledger, registers and figures, as officers see them."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.console.test_grounds import own_name
from tests.faces.site import LOOKS, SIDEWAYS, Site, violations

SHOTS = os.environ.get("TEST_SHOTS")
"""Where pictures of the pages go, for whoever wants to look at them."""
FILL = """
import django; django.setup()
from tests.console.booked import fill
print(fill())
"""


@pytest.fixture(scope="module")
def inquiry(running: Site) -> str:
    """Some of everything in the installation, and the name of an inquiry."""
    home = running.server.home
    environment = {
        **os.environ, "MAMORU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "mamoru.settings",
        "MAMORU_DATABASE": f"sqlite:///{home}/mamoru.sqlite3", "PYTHONPATH": str(Path.cwd()),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", FILL], env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().strip()


def pages_of(inquiry: str) -> dict[str, str]:
    return {
        "inquiries": "/console/inquiries",
        "inquiry": f"/console/inquiries/{inquiry}",
        "templates": "/console/inquiries/templates",
        "template": "/console/inquiries/templates/answer",
        "ledger": "/console/ledger",
        "entry": "/console/ledger/entries/3",
        "registers": "/console/registers",
        "complaints": "/console/registers/complaints",
        "provision": "/console/registers/provision",
        "consents": "/console/registers/consents",
        "disposals": "/console/registers/disposals",
        "foreign": "/console/registers/foreign",
        "transmissions": "/console/registers/transmissions",
        "within": "/console/sensitive/inquiries",
        "figures": "/console/figures",
    }


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS, ids=lambda one: "-".join(
    map(str, (one["viewport"]["width"], one["color_scheme"], one["locale"]))
))  # fmt: skip
def test_no_page_breaks_a_rule_or_its_width(site: Site, inquiry: str, look: dict[str, Any]) -> None:
    page = site.officer("officer-1", **look)
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    wrong: dict[str, list[str]] = {}

    def looked_at(name: str) -> None:
        if SHOTS:
            width, scheme = look["viewport"]["width"], look["color_scheme"]
            place = Path(SHOTS) / f"{name}-{width}-{scheme}-{look['locale'][:2]}.png"
            page.screenshot(path=place, full_page=True)
        found = violations(page)
        if look["locale"] == "ja-JP" and (own := own_name(page, name)):
            found.append(f"a rule by our own name: {own[0]}")
        if sideways := page.evaluate(SIDEWAYS):
            found.append(f"scrolls sideways: {sideways}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("wider than the window")
        if found:
            wrong[name] = found

    for name, address in pages_of(inquiry).items():
        answer = page.goto(address)
        assert answer is not None, name
        assert answer.status == 200, (name, answer.status)
        looked_at(name)
    page.goto(f"/console/inquiries/{inquiry}")
    page.locator("form[action$='/open'] button").click()
    looked_at("thread")
    page.fill("[name=reply-text]", "三年間です。")
    page.locator("button[value=preview]").click()
    looked_at("preview")

    assert wrong == {}
    assert refused == []


@pytest.mark.slow
def test_a_thread_is_read_and_answered_without_scripts(site: Site, inquiry: str) -> None:
    page = site.officer("desk-1", java_script_enabled=False)
    page.goto(f"/console/inquiries/{inquiry}")
    page.locator("form[action$='/open'] button").click()
    assert page.locator("pre.excerpt").count() > 0
    page.fill("[name=reply-text]", "三年間です。")

    page.locator("button[value=preview]").click()
    page.locator("button[value=send]").click()

    assert page.url.endswith(inquiry)
    assert page.locator(".notice[role=status]").is_visible()
