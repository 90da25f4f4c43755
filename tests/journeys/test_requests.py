"""What people request: asked for on their pages, worked by two officers, answered, and read."""

import io
import json
import zipfile
from pathlib import Path

import pyrage
from playwright.sync_api import Page
from tests.journeys.walking import Walk, downloaded

EMPLOYER, VALUE = "架空商事ヌヌヌ", "架空工業ネネネ"


def asked(walk: Walk, page: Page, *wants: str) -> str:
    """Go from the list of requests to the form of one by plain questions; return what it is."""
    walk.go(page, "/my/requests")
    walk.press(page, page.locator("main .acts a.primary"))
    for want in wants:
        page.check(f"main input[value={want}]")
        walk.press(page, page.locator("main form button.primary"))
    return page.url


def sent(walk: Walk, page: Page) -> str:
    """Send the form of a request, and return the name of the request."""
    walk.press(page, page.locator("main form[method=post] button.primary"))
    return page.url.rpartition("/")[2]


def found(walk: Walk, ref: str) -> Page:
    """Find a request in the officers' queue, and wait until it was looked for everywhere."""
    desk = walk.officer("desk-1", see=True)
    walk.go(desk, "/console")
    walk.go(desk, "/console/requests")
    walk.press(desk, desk.locator(f"tr[data-row] a[href='/console/requests/{ref}']"))
    walk.until(desk, lambda: desk.locator(f"form[action$='/{ref}/values']").count() > 0)
    return desk


def looked_through(walk: Walk, desk: Page, ref: str) -> None:
    """Open the values with a reason, see what the person will see, and finish the review."""
    opening = desk.locator("details.act", has=desk.locator(f"form[action$='/{ref}/values']"))
    opening.locator("summary").click()
    walk.press(desk, opening.locator("form button"))
    walk.press(desk, desk.locator("button[name=preview]"))
    assert desk.locator("#preview").is_visible()
    walk.press(desk, desk.locator(f"form[action$='/{ref}/review'] button.primary"))


def decided(walk: Walk, ref: str, outcome: str, ground: str = "", reasons: str = "") -> Page:
    """Let the other officer decide."""
    page = walk.officer("reviewer-1")
    walk.go(page, f"/console/requests/{ref}")
    form = page.locator(f"form[action$='/{ref}/decide']")
    act = page.locator("details.act", has=form)
    if act.get_attribute("open") is None:
        act.locator("summary").click()
    form.locator("select[name=decide-outcome]").select_option(outcome)
    if ground:
        form.locator("select[name=decide-ground]").select_option(ground)
        form.locator("textarea[name=decide-reasons]").fill(reasons)
    walk.press(page, form.locator("button.danger"))
    return page


def answer(page: Page) -> dict[str, bytes]:
    """Take the files of the answer from the page of a request."""
    name, content = downloaded(page, page.locator("form[action$='/answer'] button"))
    assert name == page.url.rpartition("/")[2] + ".zip"
    return unpacked(content)


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {one: archive.read(one) for one in archive.namelist()}


def test_3_disclosure_from_the_request_to_the_opened_answer(walk: Walk) -> None:
    person = walk.somebody()
    page = walk.signed_in(person, see=True)
    asked(walk, page, "held")
    ref = sent(walk, page)
    desk = found(walk, ref)
    looked_through(walk, desk, ref)
    decided(walk, ref, "whole")
    button = page.locator("form[action$='/answer'] button")
    walk.until(page, lambda: button.count() > 0)
    walk.see(page)

    files = answer(page)
    page.reload()
    page.locator("summary", has_text=walk.say("リンク", "link")).click()
    walk.press(page, page.locator("form[action$='/link'] button"))
    passphrase = page.locator("main .card code").first.inner_text()
    walk.press(page, page.locator(".card .acts a.primary"))
    _, sealed = downloaded(page, page.locator("main button"))
    opened = unpacked(pyrage.passphrase.decrypt(sealed, passphrase))

    assert files.keys() == opened.keys()
    assert any(person.name.encode() in content for content in files.values())
    assert opened == files
    walk.go(desk, f"/console/requests/{ref}")


def test_4_a_correction_reaches_what_is_held(walk: Walk) -> None:
    page = walk.signed_in(walk.somebody())
    asked(walk, page, "wrong", "correct")
    page.select_option("[name=item_1]", "employer")
    page.fill("[name=value_1]", VALUE)
    ref = sent(walk, page)
    desk = found(walk, ref)
    looked_through(walk, desk, ref)
    decided(walk, ref, "whole")
    walk.until(page, lambda: page.locator("form[action$='/answer'] button").count() > 0)
    walk.see(page)
    told = answer(page)
    page.reload()
    walk.see(page)

    walk.go(page, "/my/held")
    walk.press(page, page.locator("main form:has(input[value=employer]) button"))
    now, before = page.locator("main p.value").all_inner_texts()
    assert (now, before) == (VALUE, EMPLOYER)
    entry = json.loads(json.loads(told["certificate.json"])["entry"])
    assert (entry["change"], entry["name"]) == ("carried_out", ref)


def test_5_a_refusal_is_read_with_its_ground_and_reasons(walk: Walk, tmp_path: Path) -> None:
    page = walk.signed_in(walk.somebody())
    asked(walk, page, "held")
    ref = sent(walk, page)
    looked_through(walk, found(walk, ref), ref)
    reasons = walk.say("架空の理由です。", "A reason that is made up.")
    decided(walk, ref, "refused", "business_hindrance", reasons)
    walk.until(page, lambda: page.locator("form[action$='/answer'] button").count() > 0)
    walk.see(page)
    files = answer(page)
    for name, content in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    [letter] = tmp_path.rglob(f"answer.{walk.language}.html")
    reading = walk.page()
    reading.goto(letter.as_uri())
    walk.see(reading)

    said = reading.locator("body").inner_text()
    assert reasons in said
    assert walk.say("応じられません", "cannot be met") in said
    assert "33(2)(ii)" in said
    assert EMPLOYER not in said
    page.reload()
    walk.see(page)
    walk.go(page, "/my/requests")
