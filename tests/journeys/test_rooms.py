"""What officers do: hand something over with four eyes, and settle what may be sensitive."""

import io
import re
import tarfile

import pyrage
from playwright.sync_api import Page
from tests.journeys.walking import Person, Walk, downloaded

ILLNESS = "父が糖尿病で、私も糖尿病の治療を受けています。"
FAMILY = {"name": "架空商会ヌヌヌ", "address": "架空県架空市1-1", "representative": "架空 一",
          "contact": "desk@example.jp"}  # fmt: skip


def filled(page: Page, form: dict[str, str]) -> None:
    """Fill in the form of an act: what is chosen is chosen, what is written is written."""
    for name, value in form.items():
        field = page.locator(f"main form [name={name}]").first
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        elif field.get_attribute("type") in ("checkbox", "radio"):
            page.locator(f"main form [name={name}][value='{value}']").check()
        else:
            field.fill(value)


def recipient(walk: Walk, page: Page, key: str) -> str:
    """Register who receives, with a key of theirs, and return the address of their page."""
    walk.go(page, "/console/parties")
    walk.press(page, page.locator("main .acts a.primary"))
    filled(page, {"kind": "third_party", "word": "other", **FAMILY})
    walk.press(page, page.locator("main form button.primary"))
    address = page.url
    walk.press(page, page.locator("main a[href$='/key']"))
    filled(page, {"kind": "age", "text": key})
    walk.press(page, page.locator("main form button.primary"))
    return address


def case(walk: Walk, page: Page, party: str) -> str:
    """Ask for a case under a law, and let the other officer approve it; return its name."""
    walk.go(page, party)
    walk.press(page, page.locator("main a[href$='/case']"))
    filled(page, {
        "case": "4(2)", "statute": "APPI 27(1)(i)", "body": "架空警察署", "document": "doc:7",
        "scope": "scope:7", "items": "name", "until": "2099-12-31",
    })  # fmt: skip
    page.locator("main form [name=items][value=employer]").check()
    walk.press(page, page.locator("main form button.primary"))
    asked = page.url
    assert page.locator("button[value=approve]").count() == 0
    other = walk.officer("officer-2")
    walk.go(other, asked)
    walk.press(other, other.locator("button[value=approve]"))
    return asked.rpartition("/")[2]


def test_8_a_hand_over_with_four_eyes(walk: Walk) -> None:
    person, key = walk.somebody(), pyrage.x25519.Identity.generate()
    page = walk.officer("officer-1", see=True)
    party = recipient(walk, page, str(key.to_public()))
    named = case(walk, page, party)
    walk.go(page, "/console/parties/hand-overs")
    walk.press(page, page.locator("main a[href$='/hand-overs/new']"))
    filled(page, {"party": party.rpartition("/")[2], "case": named, "whose": person.ref})
    for item in ("name", "employer"):
        page.locator(f"main form [name=items][value={item}]").check()
    walk.press(page, page.locator("main form button.primary"))
    hand = page.url

    other = walk.officer("officer-2")
    walk.go(other, hand)
    approval = "main form[action$='/approval'] button"
    walk.until(other, lambda: other.locator(approval).count() > 0)
    page.reload()
    assert page.locator(approval).count() == 0
    walk.see(page)
    walk.press(other, other.locator(approval))
    page.reload()
    walk.press(page, page.locator("main form[action$='/production'] button"))
    link = page.locator("main form[action$='/link'] button")
    walk.until(page, lambda: link.count() > 0)
    walk.press(page, link)
    address = re.sub(r"^https?://[^/]+", "", page.locator("main .notice code").inner_text())
    taken(walk, address, key, person)
    walk.go(page, hand)


def taken(walk: Walk, address: str, key: pyrage.x25519.Identity, person: Person) -> None:
    """Take the package as its recipient, and open it with their own key."""
    page = walk.page()
    walk.go(page, address)
    _, archive = downloaded(page, page.locator("main button"))
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        parts = [
            (tar.extractfile(one) or io.BytesIO()).read()
            for one in tar.getmembers()
            if "/part-" in one.name
        ]
    rows = "".join(pyrage.decrypt(one, [key]).decode() for one in parts)
    assert person.name in rows
    assert person.email not in rows


def test_9_a_sensitive_item_is_looked_at_and_settled(walk: Walk) -> None:
    person = walk.somebody(inquiry_text=ILLNESS)
    page = walk.officer("officer-1")
    walk.go(page, "/console/sensitive")
    assert "糖尿病" not in page.content()
    walk.press(page, page.locator("tr[data-row] th a").first)
    assert page.locator("form[action$='/claim'], form[action$='/purge']").count() == 0
    page.locator("[name=reveal-reference]").fill("memo:1")
    walk.press(page, page.locator("section[aria-labelledby=look] form button"))
    assert page.locator("main .opened").inner_text() == ILLNESS
    assert page.locator("main .opened mark").count() > 0

    if walk.language == "ja":
        claim = page.locator("form[action$='/claim']")
        claim.locator("[name=claim-exception]").select_option("3(1)")
        claim.locator("[name=claim-evidence]").fill("statute:7")
        claim.locator("[name=claim-notice]").fill("notice:7")
        walk.press(page, claim.locator("button"))
    else:
        walk.press(page, page.locator("form[action$='/purge'] button"))
    walk.go(page, "/console/sensitive")
    assert page.locator("tr[data-row]").count() == 0
    held_afterwards(walk, person)


def held_afterwards(walk: Walk, person: Person) -> None:
    """See on the person's page what was kept as sensitive, or is not there any more."""
    page = walk.signed_in(person)
    walk.go(page, "/my/held")
    item = page.locator("li:has(input[value=inquiry_text])")
    if walk.language == "ja":
        assert item.locator(".tag").inner_text() == "機微情報"
    else:
        assert item.count() == 0
