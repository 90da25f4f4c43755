"""`mamoru policy drift` looks at a page as the public sees it, over a real connection."""

import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import Here
from tests.cli.running import mamoru
from tests.cli.web import Web, running_web
from tests.notices.rendered import rendered

from mamoru.cli.errors import PageUnusableError
from mamoru.cli.fetching import LARGEST_PAGE, fetched
from mamoru.paths import reference_policy

ROOT = Path(__file__).resolve().parents[2]
SHOP = ROOT / "policies" / "shop.yaml"
WAS, IS = "これを取得しません。", "これを取得します。"


@pytest.fixture
def web() -> Iterator[Web]:
    """A server of pages."""
    with running_web() as web:
        yield web


def page(language: str = "ja") -> str:
    return rendered(reference_policy(), "ja" if language == "ja" else "en")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_that_we_publish_does_not_drift(here: Here, web: Web, language: str) -> None:
    address = web.show("/policy", page(language))
    ran = here("policy", "drift", address)

    assert (ran.code, ran.err) == (0, "")
    named = {"ja": "Japanese", "en": "English"}[language]
    assert ran.out == f"{named}: as the policy says\n"


def test_an_edit_is_told_with_the_words_that_were_changed(here: Here, web: Web) -> None:
    address = web.show("/policy", page().replace(WAS, IS, 1))
    ran = here("policy", "drift", address)
    japanese = here("policy", "drift", address, speech="ja")

    assert ran.code == japanese.code == 1
    assert "1[mandate]: changed\n    …ない限り、これを取得しま-[せん]+[す]。…\n" in ran.out
    assert "1[mandate]: 変更されています" in japanese.out
    assert "Japanese: 1 different, 0 extra, 141 the same\n" in ran.out


def test_programs_get_every_difference_with_its_place(here: Here, web: Web) -> None:
    html = page().replace(WAS, IS, 1)
    html = html.replace('<section class="clause" id="6"', "<p>追加の文です。</p><section id='6'", 1)
    gone = re.search(r'<li id="5c".*?</li>', html, re.DOTALL)
    assert gone is not None
    ran = here("policy", "drift", web.show("/", html.replace(gone[0], "")), "--format", "json")

    told = json.loads(ran.out)
    assert (ran.code, told["ok"], told["policy"]) == (1, False, "kusavee")
    [japanese] = told["languages"]
    assert japanese["extra"] == ["追加の文です。"]
    assert {(one["cite"], one["part"], one["state"]) for one in japanese["drifts"]} == {
        ("1[mandate]", "text", "changed"),
        ("5c", "text", "missing"),
    }


def test_a_changed_number_is_found(here: Here, web: Web) -> None:
    html = rendered(SHOP.read_bytes(), "ja")
    found = re.search(r'data-part="text">[^<]*?(\d)', html)
    assert found is not None
    spoiled = html[: found.start(1)] + str((int(found[1]) + 1) % 10) + html[found.end(1) :]

    assert here("policy", "drift", web.show("/", html), str(SHOP)).code == 0
    assert here("policy", "drift", web.show("/", spoiled), str(SHOP)).code == 1


def test_the_policy_in_force_is_what_a_page_is_compared_with(web: Web, tmp_path: Path) -> None:
    address = web.show("/", rendered(SHOP.read_bytes(), "en"))
    in_force = {"MAMORU_POLICY": str(SHOP)}

    assert mamoru("policy", "drift", address, home=tmp_path, variables=in_force).returncode == 0
    assert mamoru("policy", "drift", address, home=tmp_path).returncode == 1


def test_both_languages_can_be_asked_of_a_page_that_shows_both(here: Here, web: Web) -> None:
    def article(language: str) -> str:
        html = page(language)
        return html[html.index("<article") : html.index("</article>")] + "</article>"

    one = web.show("/one", page())
    both = web.show("/both", re.sub(r' data-[a-z0-9]+="[^"]*"', "", article("ja") + article("en")))

    assert here("policy", "drift", one, "--language", "both").code == 1
    assert here("policy", "drift", one, "--language", "en").code == 1
    assert here("policy", "drift", both, "--language", "both").code == 0


def test_a_file_or_standard_input_is_compared_as_well(here: Here, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page().replace(WAS, IS), encoding="utf-8")

    assert here("policy", "drift", str(file)).code == 1
    assert here("policy", "drift", "-", stdin=page()).code == 0
    assert here("policy", "drift", str(tmp_path / "none.html")).code == 74
    assert here("policy", "drift", "-", stdin=b"%PDF-1.7 \x00").code == 65


def test_a_page_in_another_encoding_is_read_as_it_says(here: Here, web: Web) -> None:
    for encoding, headers in (
        ("shift_jis", {"Content-Type": "text/html; charset=Shift_JIS"}),
        ("euc_jp", {"Content-Type": "text/html"}),
    ):
        html = page().replace('charset="utf-8"', f'charset="{encoding.replace("_", "-")}"')
        raw = html.encode(encoding, errors="xmlcharrefreplace")

        assert here("policy", "drift", web.show("/", raw, headers=headers)).code == 0, encoding


def test_it_follows_to_where_a_page_has_moved(here: Here, web: Web) -> None:
    web.show("/new", page())
    web.leading("/moved", "/new", status=308)

    assert here("policy", "drift", web.leading("/old", web.address("/moved"))).code == 0
    assert web.asked == ["/old", "/moved", "/new"]


@pytest.mark.parametrize(
    ("there", "code", "reason"),
    [
        ("ftp://127.0.0.1/x", 65, "it leads to something other than http(s)"),
        ("file:///etc/hostname", 75, "HTTP 302"),
        ("data:text/html,x", 75, "HTTP 302"),
    ],
)
def test_no_page_leads_to_anything_but_another_page(
    here: Here, web: Web, there: str, code: int, reason: str
) -> None:
    ran = here("policy", "drift", web.leading("/", there))

    assert (ran.code, ran.out) == (code, "")
    assert reason in ran.err


def test_going_round_in_circles_ends(here: Here, web: Web) -> None:
    for number in range(20):
        web.leading(f"/{number}", f"/{number + 1}")
    ran = here("policy", "drift", web.address("/0"))

    assert ran.code == 65
    assert "it is redirected too often" in ran.err
    assert len(web.asked) < 10
    assert here("policy", "drift", web.leading("/", "/")).code in {65, 75}


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"Content-Type": "application/pdf"}, "neither HTML nor text"),
        ({"Content-Type": "text/html", "Content-Encoding": "gzip"}, "compressed"),
    ],
)
def test_what_is_no_text_is_not_compared(
    here: Here, web: Web, headers: dict[str, str], reason: str
) -> None:
    ran = here("policy", "drift", web.show("/", page(), headers=headers))

    assert ran.code == 65
    assert reason in ran.err
    assert "[page-unusable]" in ran.err


def test_a_page_without_an_end_is_given_up(here: Here, web: Web) -> None:
    address = web.show("/", b"x" * (LARGEST_PAGE + 1))

    ran = here("policy", "drift", address)

    assert ran.code == 65
    assert "it is too large" in ran.err


def test_a_page_that_comes_in_drops_is_given_up(web: Web) -> None:
    address = web.show("/", b"x" * (1 << 20), pause=0.2)

    with pytest.raises(PageUnusableError) as raised:
        fetched(address, whole_seconds=0.5)

    assert raised.value.facts["reason_en"] == "it takes too long"


def test_where_no_page_is_the_reason_is_told_in_both_languages(here: Here, web: Web) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    gone, closed = web.address("/gone"), f"http://127.0.0.1:{port}/"

    assert "HTTP 404" in here("policy", "drift", gone).err
    assert here("policy", "drift", gone).code == 75
    assert here("policy", "drift", closed).code == 75
    assert "ページを取得できません" in here("policy", "drift", closed, speech="ja").err
    told = json.loads(here("policy", "drift", closed, "--format", "json").err)
    assert told["error"]["code"] == "page-unreachable"


@pytest.mark.parametrize("address", ["http://", "http://[::1", "https://:99999/", "http://a b/"])
def test_an_address_that_is_none_is_no_defect(here: Here, address: str) -> None:
    assert here("policy", "drift", address).code in {65, 75}


@pytest.mark.parametrize(("form", "kind"), [("dpv", "dpv:PrivacyNotice"), ("odrl", "odrl:Set")])
def test_an_export_is_printed_as_json(here: Here, form: str, kind: str) -> None:
    ran = here("policy", "export", "--as", form, str(SHOP))

    assert ran.code == 0
    told = json.loads(ran.out)
    assert told["@type"] == [kind]
    assert told["@id"] == "urn:mamoru:policy:shop:2026-04-01"
    assert json.loads(here("policy", "export", "--as", form).out)["@id"].startswith(
        "urn:mamoru:policy:kusavee:"
    )


def test_an_export_needs_a_vocabulary(here: Here) -> None:
    assert here("policy", "export").code == 2
    assert here("policy", "export", "--as", "rdf").code == 2
