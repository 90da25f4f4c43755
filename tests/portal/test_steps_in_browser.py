"""The steps of a request, a hand-over and the company's databases, in a real browser."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.databases import dropped_database
from tests.faces.conftest import chromium as chromium
from tests.faces.conftest import running as running
from tests.faces.conftest import site as site
from tests.faces.site import LOOKS, Site, confirm
from tests.portal.browsing import Somebody, seen
from tests.systems.company import postgres_company

FILL = """
import json, sys
import django; django.setup()
from tests.portal.steps import fill
print(json.dumps(fill(*sys.argv[1:])))
"""
by_look = pytest.mark.parametrize(
    "look", LOOKS, ids=lambda one: f"{one['viewport']['width']}-{one['color_scheme']}-"
                                   f"{one['locale'][:2]}",
)  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shop")


@pytest.fixture(scope="module")
def filled(running: Site, place: Path, postgres_template: str) -> Iterator[dict[str, str]]:
    """What the requests of the installation are called, and the sessions of their people."""
    home, crm = running.server.home, postgres_company(postgres_template)
    environment = {
        **os.environ, "MAMORU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "mamoru.settings",
        "MAMORU_DATABASE": f"sqlite:///{home}/mamoru.sqlite3", "PYTHONPATH": str(Path.cwd()),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(place), crm.url], env=environment,
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, str] = json.loads(done.stdout)
    yield found
    dropped_database(crm.url)


def signed_in(site: Site, session: str, **look: Any) -> Page:
    return Somebody(site=site, session=session).page(**look)


@by_look
def test_every_step_of_a_request_is_sound_on_its_page(
    site: Site, filled: dict[str, str], look: dict[str, Any]
) -> None:
    for who, ref in [
        ("guardian", "mandate"), ("child", "mandate"), ("asked", "fee_asked"),
        ("paid", "fee_paid"), ("waived", "fee_waived"), ("customer", "erase"),
    ]:  # fmt: skip
        page = signed_in(site, filled[who], **look)
        page.goto(f"/my/requests/{filled[ref]}")
        seen(page, f"step-{ref}-{who}", look)
    officer = site.officer("officer-1", **look)
    for ref in ("mandate", "fee_asked", "fee_paid", "fee_waived", "erase"):
        officer.goto(f"/console/requests/{filled[ref]}")
        seen(officer, f"console-{ref}", look)


@by_look
def test_what_was_handed_over_stands_in_the_record_with_who_received_it(
    site: Site, filled: dict[str, str], look: dict[str, Any]
) -> None:
    page = signed_in(site, filled["handed"], **look)
    page.goto("/my/shared")
    seen(page, "shared-handed", look)

    deed = page.locator("li", has_text="見本商会株式会社").first
    words = (
        ("氏名", "勤務先", "日本") if look["locale"] == "ja-JP" else ("Name", "Employer", "Japan")
    )
    for word in words:
        expect(deed).to_contain_text(word, ignore_case=True)
    with page.expect_download() as download:
        deed.locator("a[href*='/receipt']").click()
    assert re.fullmatch(r"receipt-\d+\.json", download.value.suggested_filename)


def test_an_agent_hears_what_is_missing_and_the_person_who_asks_in_their_name(
    site: Site, filled: dict[str, str]
) -> None:
    agent, child = signed_in(site, filled["guardian"]), signed_in(site, filled["child"])
    at = f"/my/requests/{filled['mandate']}"
    agent.goto(at)
    child.goto(at)

    expect(agent.locator("main")).to_contain_text("Waiting for papers that show your mandate")
    expect(agent.locator("main")).to_contain_text("an extract of a register for a guardian")
    expect(child.locator("main")).to_contain_text("Somebody who says that they act for you")
    expect(child.locator("input[type=file]")).to_have_count(0)
    expect(agent.locator(".timeline")).to_contain_text("You showed who you are")
    expect(child.locator(".timeline")).to_contain_text("Whoever asks in your name showed who")


def test_a_fee_is_said_with_its_invoice_and_gone_once_it_is_settled(
    site: Site, filled: dict[str, str]
) -> None:
    page = signed_in(site, filled["asked"])
    page.goto(f"/my/requests/{filled['fee_asked']}")
    invoice = f"inv_{filled['fee_asked'][4:]}"
    expect(page.locator("main")).to_contain_text(
        f"It is 500 yen. Pay it with the invoice number {invoice}"
    )

    desk = site.officer("officer-1")
    desk.goto(f"/console/requests/{filled['fee_asked']}")
    form = opened(desk, "payment")
    form.locator("select").select_option("paid")
    form.locator("input[type=text]").fill("bank:7")
    form.locator("button").click()
    page.reload()

    expect(page.locator("main")).not_to_contain_text(invoice)
    expect(page.locator(".timeline")).to_contain_text("The fee was paid")


@by_look
def test_what_the_company_s_databases_hold_is_said_in_words_and_so_is_one_that_is_busy(
    site: Site, filled: dict[str, str], place: Path, look: dict[str, Any]
) -> None:
    page = signed_in(site, filled["customer"], **look)
    is_ja = look["locale"] == "ja-JP"
    looked_elsewhere(page)
    seen(page, "elsewhere", look)
    told = "登録情報: 9 件" if is_ja else "Registration details: 9"
    cards = page.locator("main .card", has_text=told)
    expect(cards).to_have_count(2)
    expect(page.locator("main")).not_to_contain_text("one@example.com")

    with closing(connect(place / "company.sqlite3", isolation_level=None)) as busy:
        busy.execute("BEGIN EXCLUSIVE")
        looked_elsewhere(page)
    seen(page, "elsewhere-busy", look)
    expect(cards).to_have_count(1)
    wrong = "調べられませんでした" if is_ja else "could not be asked"
    other = page.locator("main .card", has_text=wrong)
    expect(other).to_have_count(1)
    expect(other.locator("h2")).to_have_text("店舗" if is_ja else "Shop")


@by_look
def test_a_printed_request_has_no_navigation_and_everything_can_be_read(
    site: Site, filled: dict[str, str], look: dict[str, Any]
) -> None:
    page = signed_in(site, filled["asked"], **look)
    for address in (f"/my/requests/{filled['fee_asked']}", "/my/shared", "/my/held"):
        page.goto(address)
        page.emulate_media(media="print")
        for hidden in (".menu", ".tools", "footer", ".skip", "button", "input"):
            for one in page.locator(hidden).all():
                expect(one).to_be_hidden()
        name = f"print{address.partition('/req_')[0]}"
        seen(page, name, look, but=("link-in-text-block",))  # on paper no link leads anywhere
        for one in page.locator("h1, dd, .timeline p, details.clause p").all():
            expect(one).to_be_visible()
        page.emulate_media(media="screen")


def test_a_plan_in_two_databases_is_counted_before_anything_changes_and_then_carried_out(
    site: Site, filled: dict[str, str]
) -> None:
    page, at = site.officer("officer-1"), f"/console/requests/{filled['erase']}"
    page.goto(at)
    act(page, "plan")
    for name in ("shop", "crm"):
        line = page.locator("table tr", has_text=name)
        expect(line).to_contain_text("erased 7, changed 1, stay, since they are others' too 2")
    expect(page.locator("table code")).to_have_count(0)

    judge = site.officer("officer-2")
    judge.goto(at)
    form = opened(judge, "decide")
    form.locator("select[name$=outcome]").select_option("whole")
    act(judge, "decide")
    until(page, at, "answer ready")
    expect(page.locator("table tr", has_text="crm")).to_contain_text("confirmed")


def looked_elsewhere(page: Page) -> None:
    page.goto("/my/held")
    page.locator("form[action='/my/held/elsewhere'] button").click()
    expect(page).to_have_url(re.compile("/my/held/elsewhere$"))


def opened(page: Page, name: str) -> Locator:
    """Return the form of an act, open."""
    form = page.locator(f"form[action$='/{name}']")
    if not form.locator("button").is_visible():
        page.locator("details.act", has=form).locator("summary").click()
    return form


def act(page: Page, name: str) -> None:
    """Press the button of an act, and say again who it is where that is asked."""
    opened(page, name).locator("button").click()
    if "/account/reauthenticate/" in page.url:
        confirm(page)


def until(page: Page, address: str, text: str) -> None:
    """Look at a page again and again until it says something."""
    for _ in range(60):
        page.goto(address)
        if text in page.locator("main").inner_text():
            return
        page.wait_for_timeout(500)
    raise AssertionError(page.locator("main").inner_text())
