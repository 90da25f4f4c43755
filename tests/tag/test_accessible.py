"""The banner for everybody: keyboard alone, screen readers, both schemes, no page that jumps."""

import pytest
from tests.tag import node
from tests.tag.conftest import Shop
from tests.tag.node import installed

SIZES = ({"width": 375, "height": 740}, {"width": 1280, "height": 800})
SCHEMES = ("light", "dark")
LOOKS = [
    {"viewport": size, "color_scheme": scheme, "device_scale_factor": 1}
    for size in SIZES
    for scheme in SCHEMES
]
FOCUSED = """() => { let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.dataset?.act ?? at?.className ?? at?.tagName }"""


def violations(shop: Shop) -> list[str]:
    """Return what axe-core finds wrong, where it could be installed."""
    if wrong := installed():
        pytest.skip(wrong)
    return node.violations(shop.page)


@pytest.mark.parametrize("path", ["/", "/en"])
@pytest.mark.parametrize("options", LOOKS, indirect=True)
def test_axe_finds_nothing_in_the_banner_or_in_the_settings(shop: Shop, path: str) -> None:
    shop.visit(path)
    banner = violations(shop)
    shop.press("choose")
    settings = violations(shop)
    shop.press("reject")
    placed = violations(shop)

    assert (banner, settings, placed) == ([], [], [])


@pytest.mark.parametrize("path", ["/transmissions", "/en/transmissions"])
@pytest.mark.parametrize("options", LOOKS, indirect=True)
def test_axe_finds_nothing_on_the_public_list(shop: Shop, path: str) -> None:
    shop.page.goto(shop.web.consent + path)

    assert violations(shop) == []


def test_everything_can_be_chosen_by_the_keyboard_alone(shop: Shop) -> None:
    keys = shop.page.keyboard
    shop.visit()
    assert shop.page.evaluate(FOCUSED) == "banner"
    reached = []
    for _ in range(5):
        keys.press("Tab")
        reached.append(shop.page.evaluate(FOCUSED))
    assert reached[2:] == ["reject", "accept", "choose"]

    keys.press("Enter")
    assert shop.page.evaluate(FOCUSED) == "all"
    keys.press("Tab")
    keys.press("Space")
    for _ in range(8):
        keys.press("Tab")
        if shop.page.evaluate(FOCUSED) == "save":
            break
    keys.press("Enter")
    shop.page.wait_for_function("() => window.standIn")

    assert not shop.is_asked()
    assert shop.page.evaluate("mamoru.allowed('analytics') && !mamoru.allowed('video')")


def test_the_settings_keep_the_focus_and_give_it_back(shop: Shop) -> None:
    keys = shop.page.keyboard
    shop.visit()
    shop.press("reject")
    link = shop.page.get_by_text("Cookieの設定")
    link.focus()
    keys.press("Enter")
    inside = []
    for _ in range(20):
        keys.press("Tab")
        inside.append(shop.page.evaluate("document.activeElement.tagName"))
    keys.press("Escape")

    assert set(inside) <= {"MAMORU-CONSENT", "BODY"}  # BODY: the browser's own controls come next
    assert not shop.page.locator("mamoru-consent dialog[open]").count()
    assert link.evaluate("one => one === document.activeElement")


def test_whoever_is_typing_already_keeps_the_focus(shop: Shop) -> None:
    shop.web.more["/typing"] = shop.web.html("/").replace("<main>", "<main><input aria-label='q'>")
    shop.page.add_init_script(
        "addEventListener('DOMContentLoaded', () => document.querySelector('input').focus(), true)"
    )
    shop.visit("/typing")

    assert shop.is_asked()
    assert shop.page.evaluate("document.activeElement.tagName") == "INPUT"


@pytest.mark.parametrize("options", LOOKS, indirect=True)
def test_nothing_on_the_page_moves_when_the_tag_asks_or_is_answered(shop: Shop) -> None:
    shop.visit()
    shop.page.wait_for_timeout(300)
    asked = shop.page.evaluate("window.shift")
    # by a program: what comes soon after a person's own act does not count as a shift
    accept = shop.page.locator("mamoru-consent .banner [data-act=accept]")
    accept.evaluate("one => one.click()")
    shop.page.wait_for_function("() => window.standIn")
    shop.page.wait_for_timeout(300)

    assert (asked, shop.page.evaluate("window.shift")) == (0, 0)


def test_a_screen_reader_is_told_what_it_is_and_that_it_was_kept(shop: Shop) -> None:
    shop.visit()
    banner = shop.page.get_by_role("dialog", name="Cookieなどの利用について")
    assert banner.is_visible()
    assert banner.get_attribute("lang") == "ja"
    shop.press("reject")

    assert shop.page.locator("mamoru-consent").get_by_role("status").inner_text() == (
        "選択を保存しました。"
    )
