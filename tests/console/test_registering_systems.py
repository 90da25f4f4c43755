"""Systems are registered, mapped and marked writable on pages; an address is stored sealed."""

from pathlib import Path

import pytest
from django.conf import settings
from tests.console.test_systems import AT, MAP, registered, shop
from tests.faces.inside import Inside, Visitor
from tests.gate.samples import entries
from tests.systems.company import Company

from mamoru.faces.sealed_sessions import SessionStore
from mamoru.gate.systems.registering import map_text, system_shown
from mamoru.ledger.entries import Handled, SystemChanged
from mamoru.systems.errors import UnknownSystemError
from mamoru.systems.models import System

__all__ = ["shop"]
NEW = "/console/systems/_new"
RUNS = "title: !!python/object/apply:os.system ['touch ran']\n"


def engineer(pages: Inside, language: str = "en", **more: int) -> Visitor:
    return pages.officer("engineer-1", "engineer", language=language, **more)


def sent(text: str, do: str, url: str = "") -> dict[str, str]:
    return {"text": text, "do": do, "url": url}


def changes() -> list[tuple[str, str | None]]:
    return [
        (one.change, one.caller)
        for one in entries()
        if isinstance(one, SystemChanged) and one.change.startswith("system_")
    ]


def test_a_system_is_registered_from_its_draft(pages: Inside, shop: Company) -> None:
    visitor = engineer(pages)

    drafted = visitor.post(NEW, sent("", "draft", shop.url))
    assert drafted.status_code == 200
    assert "mamoru_map: 1" in drafted.text
    assert "# ? " in drafted.text
    assert changes() == []
    answer = visitor.post(NEW, sent(MAP.replace("\n", "\r\n"), "save", shop.url))

    assert answer.headers["location"] == AT
    assert map_text("shop").decode() == MAP
    row = System.objects.get()
    assert shop.url.encode() not in bytes(row.address)
    assert visitor.account is not None
    assert changes() == [("system_registered", visitor.account.handle)]
    assert str(Path(shop.url).parent) not in visitor.get(AT).text


def test_an_uploaded_map_is_read_in_place_of_what_is_written(pages: Inside, shop: Company) -> None:
    visitor = engineer(pages)
    upload = {"file": ("map.yaml", b"\xef\xbb\xbf" + MAP.encode(), "application/yaml")}

    answer = visitor.post(NEW, sent("never: read", "save", shop.url), files=upload)

    assert answer.status_code == 302, answer.text
    assert map_text("shop").decode() == MAP


def test_a_map_that_would_run_something_is_refused_with_its_line(
    pages: Inside, shop: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    visitor = engineer(pages, "ja")
    text = MAP.replace("title: {ja: 店舗, en: Shop}\n", RUNS)
    line = text[: text.index("title:")].count("\n") + 1

    for do in ("check", "save"):
        upload = {"file": ("map.yaml", text.encode(), "application/yaml")}
        answer = visitor.post(NEW, sent("", do, shop.url), files=upload)
        assert answer.status_code in (200, 400)
        assert f'data-goto="{line}"' in answer.text
        assert "タグ(!)は使えません。" in answer.text

    assert not (tmp_path / "ran").exists()
    assert not System.objects.exists()
    part = visitor.post("/console/systems/_read", {"text": text}).text
    assert f'data-line="{line}"' in part
    assert "<html" not in part


def test_a_file_that_is_no_text_is_no_map(pages: Inside, shop: Company) -> None:
    upload = {"file": ("map.yaml", b"\x89PNG\r\n\x1a\n\xff", "application/yaml")}

    answer = engineer(pages).post(NEW, sent("", "save", shop.url), files=upload)

    assert answer.status_code == 400
    assert "This is not UTF-8 text." in answer.text
    assert not System.objects.exists()


def test_a_check_tells_what_the_database_has_not_and_registers_nothing(
    pages: Inside, shop: Company
) -> None:
    text = MAP.replace("      amount:", "      amounts:")

    page = engineer(pages).post(NEW, sent(text, "check", shop.url)).text

    assert "The table &#x27;orders&#x27; has no column &#x27;amounts&#x27;." in page
    assert not System.objects.exists()


@pytest.mark.parametrize(
    ("text", "do", "url", "told"),
    [
        ("", "save", "sqlite:////x.sqlite", "Write a map, or choose its file."),
        (MAP, "save", "", "The address is needed for this."),
        ("", "draft", "", "The address is needed for this."),
        (MAP, "save", "ftp://example.jp/x", "The URL of the system cannot be used"),
        ("x" * (1 << 20) + "x", "save", "sqlite:////x.sqlite", "The map is too large"),
    ],
    ids=["no map", "no address", "nothing to draft from", "no database", "large"],
)
def test_what_is_missing_is_said_beside_the_form(
    pages: Inside, text: str, do: str, url: str, told: str
) -> None:
    answer = engineer(pages).post(NEW, sent(text, do, url))

    assert answer.status_code == 400
    assert told in answer.text
    assert not System.objects.exists()


def test_a_new_version_is_checked_against_the_database_and_counts(
    pages: Inside, shop: Company
) -> None:
    registered(pages, shop)
    visitor = engineer(pages)
    text = MAP.replace("      amount: {data: registration}\n", "")

    page = visitor.post(f"{AT}/new-map", {"text": text, "do": "check"}).text
    assert "is not in the map" in page
    assert system_shown("shop").map_number == 1
    other = visitor.post(f"{AT}/new-map", {"text": MAP.replace("system: shop", "system: other"),
                                           "do": "save"})  # fmt: skip
    assert "The map is not of the system" in other.text
    answer = visitor.post(f"{AT}/new-map", {"text": text, "do": "save"})

    assert answer.headers["location"] == AT
    assert system_shown("shop").map_number == 2
    assert map_text("shop").decode() == text


def test_a_system_is_marked_writable_and_read_only_again(pages: Inside, shop: Company) -> None:
    registered(pages, shop)
    visitor = engineer(pages)

    assert visitor.post(f"{AT}/writable").headers["location"] == AT
    assert system_shown("shop").is_writable
    assert map_text("shop").decode().replace("writable: true\n", "") == MAP
    assert visitor.post(f"{AT}/read-only").headers["location"] == AT

    assert not system_shown("shop").is_writable
    assert system_shown("shop").map_number == 3


def test_a_removed_system_is_gone_and_asked_for_first(pages: Inside, shop: Company) -> None:
    registered(pages, shop)
    visitor = engineer(pages)

    assert visitor.post(f"{AT}/remove").status_code == 400
    assert visitor.post(f"{AT}/remove", {"sure": "on"}).headers["location"] == "/console/systems"

    assert bytes(System.objects.get().address) == b""
    with pytest.raises(UnknownSystemError):
        system_shown("shop")


@pytest.mark.parametrize("path", [NEW, f"{AT}/new-map", f"{AT}/remove", f"{AT}/writable"])
def test_whoever_stores_an_address_or_lets_be_written_shows_again_who_they_are(
    pages: Inside, shop: Company, path: str
) -> None:
    registered(pages, shop)
    before = changes()
    late = engineer(pages, minutes_ago=60)

    for answer in (late.get(path), late.post(path, sent(MAP, "save", shop.url) | {"sure": "on"})):
        assert answer.status_code == 302
        assert "/reauthenticate/?" in answer.headers["location"]

    assert changes() == before
    assert not system_shown("shop").is_writable


@pytest.mark.parametrize("role", ["auditor", "desk", "reviewer"])
def test_nobody_but_an_engineer_registers_a_system(pages: Inside, shop: Company, role: str) -> None:
    registered(pages, shop)
    visitor = pages.officer(f"{role}-1", role)

    for path in (NEW, f"{AT}/new-map", f"{AT}/writable", f"{AT}/read-only", f"{AT}/remove"):
        assert visitor.get(path).status_code == 403
        assert visitor.post(path, {"sure": "on"}).status_code == 403
    if role == "auditor":
        assert NEW not in visitor.get("/console/systems").text
        assert "/remove" not in visitor.get(AT).text


def session_of(visitor: Visitor) -> SessionStore:
    """Return what the server keeps of an officer's session; the last cookie is theirs."""
    named = [one for one in visitor.client.cookies.jar if one.name == settings.SESSION_COOKIE_NAME]
    return SessionStore(named[-1].value)


def older(visitor: Visitor, seconds: float) -> None:
    """Let time pass since an officer showed who they are."""
    session = session_of(visitor)
    for one in session["account_authentication_methods"]:
        one["at"] -= seconds
    session["mamoru_opened"] = {
        at: opened - seconds for at, opened in session.get("mamoru_opened", {}).items()
    }
    session.save()


def test_who_opened_a_form_with_a_file_is_not_asked_again_when_it_is_sent(
    pages: Inside, shop: Company
) -> None:
    visitor = engineer(pages)
    assert visitor.get(NEW).status_code == 200
    older(visitor, 600)
    upload = {"file": ("map.yaml", MAP.encode(), "application/yaml")}

    answer = visitor.post(NEW, sent("", "save", shop.url), files=upload)

    assert answer.headers["location"] == AT
    assert map_text("shop").decode() == MAP
    again = visitor.get(NEW)
    assert "/reauthenticate/?" in again.headers["location"]


def test_a_file_that_came_too_late_is_said_to_be_lost_and_nothing_else_is_taken_for_it(
    pages: Inside, shop: Company
) -> None:
    registered(pages, shop)
    visitor, at = engineer(pages), f"{AT}/new-map"
    visitor.get(at)
    older(visitor, 3600)
    upload = {"file": ("map.yaml", b"never: read", "application/yaml")}
    before = changes()

    answer = visitor.post(at, sent(MAP, "save"), files=upload)

    assert answer.headers["location"] == at
    assert "account_reauthentication_state" not in session_of(visitor)
    older(visitor, -3600)
    assert "the file was not taken, and nothing was done" in visitor.text(at)
    assert changes() == before


def test_a_draft_by_values_is_a_handling_with_a_purpose_decided_and_on_record(
    pages: Inside, shop: Company
) -> None:
    shop.run("ALTER TABLE orders ADD x VARCHAR(80)")
    shop.run("UPDATE orders SET x = 'call 03-1234-5678 or write to q@example.com'")
    visitor = engineer(pages)
    before = len(entries())

    without = visitor.post(NEW, sent("", "samples", shop.url))
    plain = visitor.post(NEW, sent("", "draft", shop.url)).text
    assert len(entries()) == before
    drafted = visitor.post(NEW, sent("", "samples", shop.url) | {"purpose": "2(1)a"})

    assert without.status_code == 400
    assert "Choose the purpose" in without.text
    assert "x: none" in plain
    assert drafted.status_code == 200, drafted.text
    assert "x: none" not in drafted.text
    assert "example.com" not in drafted.text
    entry = entries()[-1]
    assert isinstance(entry, Handled)
    assert (entry.act, entry.outcome, entry.purpose) == ("use", "allow", "2(1)a")
    assert visitor.account is not None
    assert entry.caller == visitor.account.handle


def test_a_mistake_about_a_box_is_said_beside_it(pages: Inside, shop: Company) -> None:
    registered(pages, shop)
    page = engineer(pages).post(f"{AT}/remove").text

    assert 'id="id_sure_error"' in page
    assert "About: <strong>shop</strong>" in page
