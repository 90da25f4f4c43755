"""The company's databases are drawn as their maps say; nobody sees an address or a value."""

import re
from pathlib import Path

import pytest
from tests.faces.inside import Inside
from tests.systems.company import Company, sqlite_company
from tests.systems.shop import MAP as ANY_MAP
from tests.systems.shop import stock

from mamoru.console.systems.layout import HEIGHT, WIDTH, picture
from mamoru.gate.asking import OFFICER
from mamoru.gate.systems.picture import Drawn, TableDrawn, Tie, drawn
from mamoru.gate.systems.registering import NewSystem, register

AT = "/console/systems/shop"
MAP = ANY_MAP.replace("kind: member", "kind: individual")
BOX = re.compile(r'<rect class="box [a-z]+" x="(\d+)" y="(\d+)"')


@pytest.fixture
def shop(tmp_path: Path) -> Company:
    found = sqlite_company(tmp_path)
    stock(found)
    return found


def registered(pages: Inside, shop: Company, text: str = MAP) -> None:
    register(pages.door, OFFICER, NewSystem(url=shop.url, map=text))


def table(name: str, people: str | None = None) -> TableDrawn:
    return TableDrawn(
        name=name, people=people, found_by=(), is_reference=False, is_held=False, columns=()
    )


def test_a_map_is_a_picture_and_the_same_as_a_table(pages: Inside, shop: Company) -> None:
    registered(pages, shop)
    page = pages.officer("engineer-1", "engineer").get(AT).text

    assert len(BOX.findall(page)) == 5
    assert "5 tables. Tables of people: customers." in page
    for name in ("customers", "addresses", "orders", "order_lines", "messages"):
        assert re.search(rf'<th scope="row" [^>]*>{name}', page), name


def test_a_check_draws_foreign_keys_and_tells_what_it_found(pages: Inside, shop: Company) -> None:
    registered(pages, shop)
    visitor = pages.officer("engineer-1", "engineer")
    before = {tie.lead for tie in drawn(pages.door, "shop").ties}

    assert visitor.post(f"{AT}/check").status_code == 302

    after = {tie.lead for tie in drawn(pages.door, "shop").ties}
    assert "order_lines" in after - before
    assert "nobody's rows" not in visitor.text(AT)


def test_what_changed_since_the_last_check_is_shown_as_drift(pages: Inside, shop: Company) -> None:
    registered(pages, shop)
    visitor = pages.officer("engineer-1", "engineer")
    visitor.post(f"{AT}/check")
    shop.run("ALTER TABLE orders ADD COLUMN gift_note VARCHAR(80)")

    visitor.post(f"{AT}/check")

    assert "The schema has changed since the last check: +orders.gift_note" in visitor.text(AT)


def test_a_database_that_does_not_answer_is_said_beside_its_map(
    pages: Inside, tmp_path: Path
) -> None:
    gone = sqlite_company(tmp_path)
    stock(gone)
    registered(pages, gone)
    for file in tmp_path.glob("*.sqlite*"):
        file.unlink()

    answer = pages.officer("engineer-1", "engineer").post(f"{AT}/check")

    assert answer.status_code in (409, 500, 503), answer.status_code
    assert 'role="alert"' in answer.text
    assert "customers" in answer.text


def test_twenty_tables_lie_beside_each_other_and_none_on_another() -> None:
    names = [f"table_with_a_long_name_{n}" for n in range(20)]
    tables = tuple(table(name, "member" if n < 2 else None) for n, name in enumerate(names))
    ties = tuple(
        Tie(origin=names[n // 3], lead=names[n], name="x", relation="owned_by", is_owning=True)
        for n in range(2, 17)
    )
    ties += (Tie(origin=names[5], lead=names[5], name="x", relation="owned_by", is_owning=True),)

    found = picture(Drawn(system="x", tables=tables, ties=ties, remarks=()))

    places = [(one.x, one.y) for one in found.boxes]
    assert len(set(places)) == 20
    assert all(
        abs(x - to_x) >= WIDTH or abs(y - to_y) >= HEIGHT
        for n, (x, y) in enumerate(places)
        for to_x, to_y in places[:n]
    )
    assert all(x + WIDTH <= found.width and y + HEIGHT <= found.height for x, y in places)
    assert len(found.lines) == 16


def test_the_map_is_given_as_a_file(pages: Inside, shop: Company) -> None:
    registered(pages, shop)

    answer = pages.officer("auditor-1", "auditor").get(f"{AT}/map")

    assert answer.text == MAP
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_scripts_in_a_map_are_shown_as_text(pages: Inside, shop: Company) -> None:
    registered(pages, shop, MAP.replace("en: Shop", 'en: "<script>alert(1)</script>"'))

    for path in (AT, "/console/systems"):
        page = pages.officer("auditor-1", "auditor").get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_only_who_may_sees_systems_and_only_the_engineer_checks(
    pages: Inside, shop: Company
) -> None:
    registered(pages, shop)
    desk, auditor = pages.officer("desk-1", "desk"), pages.officer("auditor-1", "auditor")

    for path in ("/console/systems", AT, f"{AT}/map"):
        assert desk.get(path).status_code == 403
        assert auditor.get(path).status_code == 200
    assert auditor.post(f"{AT}/check").status_code == 403
    assert desk.post(f"{AT}/check").status_code == 403
    assert "never" in auditor.text("/console/systems")
