"""The pages about policy, parties, systems and sensitive information, as officers see them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.console.test_grounds import own_name
from tests.faces.site import LOOKS, SIDEWAYS, Site, confirm, violations

SHOTS = os.environ.get("TEST_SHOTS")
"""Where pictures of the pages go, for whoever wants to look at them."""
FILL = """
import json, sys
import django; django.setup()
from tests.console.filling import fill
print(json.dumps(fill(sys.argv[1])))
"""


@pytest.fixture(scope="module")
def filled(running: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Something of everything in the installation, and the addresses of it."""
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
    found: dict[str, str] = json.loads(done.stdout)
    return found


def addresses(filled: dict[str, str]) -> dict[str, str]:
    party, hand = filled["contractor"], filled["hand"]
    draft = f"/console/policy/versions/{filled['draft']}"
    return {
        "policy": "/console/policy",
        "coverage": "/console/policy/coverage",
        "text": "/console/policy/versions/2022-02-04/text?clause=4",
        "sheet": f"/console/policy/sheets/{filled['sheet']}",
        "draft": draft,
        "changes": f"{draft}/changes",
        "findings": f"{draft}/findings",
        "replay": f"{draft}/replay?run=yes",
        "parties": "/console/parties",
        "party": f"/console/parties/{party}",
        "evidence": f"/console/parties/{party}/files/{filled['evidence']}",
        "party-form": f"/console/parties/{party}/paper",
        "questionnaire": f"/console/parties/{party}/assessment",
        "due": "/console/parties/due",
        "cases": "/console/parties/cases",
        "case": f"/console/parties/cases/{filled['case']}",
        "joint": "/console/parties/joint-use",
        "statement": "/console/parties/joint-use/new",
        "hands": "/console/parties/hand-overs",
        "hand": f"/console/parties/hand-overs/{hand}",
        "plan": "/console/parties/hand-overs/new",
        "made": f"/console/parties/hand-overs/{filled['made']}",
        "sftp": f"/console/parties/hand-overs/{filled['made']}/sftp",
        "s3": f"/console/parties/hand-overs/{filled['made']}/s3",
        "systems": "/console/systems",
        "system": "/console/systems/shop",
        "system-new": "/console/systems/_new",
        "system-map": "/console/systems/shop/new-map",
        "system-writable": "/console/systems/shop/writable",
        "system-remove": "/console/systems/shop/remove",
        "sensitive": "/console/sensitive",
        "item": f"/console/sensitive/{filled['held']}",
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    "look",
    LOOKS,
    ids=lambda one: "-".join(
        map(str, (one["viewport"]["width"], one["color_scheme"], one["locale"]))
    ),
)
def test_no_page_breaks_a_rule_or_its_width(
    site: Site, filled: dict[str, str], look: dict[str, Any]
) -> None:
    page = site.officer("officer-1", **look)
    page.set_default_timeout(60_000)
    wrong: dict[str, list[str]] = {}
    for name, address in addresses(filled).items():
        answer = page.goto(address)
        assert answer is not None, name
        assert answer.status == 200, (name, answer.status)
        if "/reauthenticate/" in page.url:
            confirm(page)
            page.wait_for_url(f"**{address}")
        looked_at(page, name, look, wrong)
    page.goto("/console/systems/_new")
    page.fill("[name=url]", filled["shop"])
    page.locator("button[value=draft]").click()
    looked_at(page, "system-drafted", look, wrong)
    page.locator("button[value=check]").click()
    looked_at(page, "system-checked", look, wrong)
    page.fill("#text", "surprise: 1\n")
    page.locator("button[value=save]").click()
    looked_at(page, "system-refused", look, wrong)
    assert wrong == {}


def looked_at(page: Page, name: str, look: dict[str, Any], wrong: dict[str, list[str]]) -> None:
    """Keep a picture of a page, and what is wrong with it."""
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


@pytest.mark.slow
def test_the_editor_numbers_lines_checks_while_writing_and_goes_to_a_line(
    site: Site, filled: dict[str, str]
) -> None:
    refused: list[str] = []
    page = site.officer("officer-1")
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.goto(f"/console/policy/sheets/{filled['sheet']}")
    text = page.locator("#text")
    lines = len(text.input_value().split("\n"))
    assert page.locator(".gutter").inner_text().strip().split("\n")[-1] == str(lines)

    text.evaluate("(one) => one.setSelectionRange(one.value.length, one.value.length)")
    text.press_sequentially("surprise: 1")
    page.wait_for_selector("#checked [data-line]")

    assert page.locator("#checked [data-goto]").first.inner_text() == f"{lines}:1"
    assert f"! {lines}" in page.locator(".gutter").inner_text()
    page.locator("#checked [data-goto]").first.click()
    chosen = text.evaluate("(one) => one.value.slice(one.selectionStart, one.selectionEnd)")
    assert chosen == "surprise: 1"
    assert violations(page) == []
    assert refused == []


@pytest.mark.slow
def test_everything_of_the_editor_works_without_scripts(site: Site, filled: dict[str, str]) -> None:
    page = site.officer("officer-1", java_script_enabled=False)
    page.goto(f"/console/policy/sheets/{filled['sheet']}")
    page.locator("#text").fill("surprise: 1\n")

    page.locator("button[value=check]").click()

    assert page.locator("#checked [data-line='1']").count() > 0
    assert page.locator("#text").input_value() == "surprise: 1\n"


@pytest.mark.slow
def test_a_map_is_checked_while_it_is_written(site: Site, filled: dict[str, str]) -> None:
    page = site.officer("officer-1")
    page.goto("/console/systems/_new")
    if "/reauthenticate/" in page.url:
        confirm(page)
    page.locator("#text").press_sequentially("surprise: 1")
    page.wait_for_selector("#checked [data-line='1']")

    assert "! 1" in page.locator(".gutter").inner_text()
    assert violations(page) == []
